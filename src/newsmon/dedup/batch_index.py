"""The fingerprint index as a batch sees it, with the articles of the batch in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from newsmon.dedup.plan import surviving_cluster
from newsmon.dedup.shingles import Fingerprints, Signature
from newsmon.dedup.snapshot import IndexView

CANDIDATES = 10  # clusters that an article is compared with, those sharing most first
_LEAST_SHARED = 2  # fingerprints that make a cluster a candidate

Postings = Mapping[int, Collection[int] | None]
"""clusters by fingerprint, if any have it; None where it is on the stop-list"""


@dataclass(slots=True)
class BatchIndex:
    """Inverted index; `successors` are clusters that took over others."""

    view: IndexView
    max_clusters: int
    successors: Mapping[int, int]
    _clusters: dict[int, set[int]] = field(default_factory=dict)

    def postings(self, signature: Signature) -> Postings:
        """Return the surviving clusters that have fingerprints of a text."""
        common, stored, added = self.view.common, self.view.clusters, self._clusters
        return {
            fingerprint: None
            if fingerprint in common
            else self._surviving(stored.get(fingerprint, ()), added.get(fingerprint, ()))
            for fingerprint in signature.fingerprints.tolist()
            if fingerprint in stored or fingerprint in added or fingerprint in common
        }

    def candidates(self, postings: Postings) -> list[int]:
        """Return the clusters that share enough, those sharing most first."""
        shared: Counter[int] = Counter()
        for clusters in postings.values():
            if clusters and len(clusters) <= self.max_clusters:
                shared.update(clusters)
        enough = [(-count, cluster) for cluster, count in shared.items() if count >= _LEAST_SHARED]
        return [cluster for _, cluster in sorted(enough)[:CANDIDATES]]

    def common(self, postings: Postings) -> Fingerprints:
        """Return the fingerprints of a text that too many clusters have, ascending as they came."""
        common = [
            fingerprint
            for fingerprint, clusters in postings.items()
            if clusters is None or len(clusters) > self.max_clusters
        ]
        return np.array(common, dtype=np.int32)

    def add(self, signature: Signature, cluster: int) -> None:
        """Enter a text, as far as later articles of the batch may look for it."""
        for fingerprint in self.view.recurring.intersection(signature.fingerprints.tolist()):
            self._clusters.setdefault(fingerprint, set()).add(cluster)

    def _surviving(self, stored: Collection[int], added: Collection[int]) -> Collection[int]:
        if self.successors:
            return {surviving_cluster(self.successors, cluster) for cluster in (*stored, *added)}
        return stored if not added else {*stored, *added}
