"""Which clusters share fingerprints with a text, those of this batch among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from newsmon.dedup.placing import Known, heir
from newsmon.dedup.shingles import Fingerprints, Signature

CANDIDATES = 10  # clusters that a newcomer is compared with, those sharing most first
_LEAST_SHARED = 2  # fingerprints that make a cluster a candidate

Having = Mapping[int, Collection[int] | None]
"""clusters by fingerprint, if any have it; None where it is on the stop-list"""


@dataclass(slots=True)
class Index:
    """The inverted index as a batch sees it; `heirs` are clusters that went on in others."""

    known: Known
    max_clusters: int
    heirs: Mapping[int, int]
    _clusters: dict[int, set[int]] = field(default_factory=dict)

    def having(self, signature: Signature) -> Having:
        """Living clusters that have fingerprints of a text."""
        common, there, here = self.known.common, self.known.clusters, self._clusters
        return {
            fingerprint: None
            if fingerprint in common
            else self._living(there.get(fingerprint, ()), here.get(fingerprint, ()))
            for fingerprint in signature.fingerprints.tolist()
            if fingerprint in there or fingerprint in here or fingerprint in common
        }

    def candidates(self, having: Having) -> list[int]:
        """Clusters that share enough, those sharing most first."""
        shared: Counter[int] = Counter()
        for clusters in having.values():
            if clusters and len(clusters) <= self.max_clusters:
                shared.update(clusters)
        chosen = [found for found in shared.items() if found[1] >= _LEAST_SHARED]
        ranked = sorted(chosen, key=lambda found: (-found[1], found[0]))
        return [cluster for cluster, _ in ranked[:CANDIDATES]]

    def common(self, having: Having) -> Fingerprints:
        """Fingerprints of a text that too many clusters have, ascending as they came."""
        common = [
            fingerprint
            for fingerprint, clusters in having.items()
            if clusters is None or len(clusters) > self.max_clusters
        ]
        return np.array(common, dtype=np.int32)

    def remember(self, signature: Signature, cluster: int) -> None:
        """Enter a text, as far as others of the batch may ask for it."""
        for fingerprint in self.known.recurring.intersection(signature.fingerprints.tolist()):
            self._clusters.setdefault(fingerprint, set()).add(cluster)

    def _living(self, there: Collection[int], here: Collection[int]) -> Collection[int]:
        if self.heirs:
            return {heir(self.heirs, cluster) for cluster in (*there, *here)}
        return there if not here else {*there, *here}
