"""The overlap of two texts: which shingles, and so which words, each has of the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from newsmon.dedup.masks import Mask, among, spread, without_strays
from newsmon.dedup.normalised_words import Hashes
from newsmon.dedup.shingles import Fingerprints, Signature, fingerprint


@dataclass(frozen=True, eq=False)
class Side:
    """One text of a comparison, its common passages left out.

    Most pairs that are compared are told apart by counts alone, so what else there is to see is
    worked out when it is asked for.
    """

    signature: Signature
    informative: Mask | None  # which of its shingles are; None: all
    both: Hashes  # informative shingles that both texts have, ascending
    shingles: int  # distinct informative ones

    @cached_property
    def words(self) -> Hashes:
        """Words in informative passages."""
        words = self.signature.words
        return words if self._inside is None else words[self._inside]

    @cached_property
    def shared(self) -> Mask:
        """Mark the words in passages that the other text has."""
        shared = spread(among(self.signature.shingles, self.both), len(self.signature.words))
        return shared if self._inside is None else shared[self._inside]

    @property
    def unshared_at_most(self) -> int:
        """No more words than this are unshared: with every shared shingle begins a shared one."""
        return len(self.signature.words) - len(self.both)

    @cached_property
    def _inside(self) -> Mask | None:
        if self.informative is None:
            return None
        return spread(self.informative, len(self.signature.words))

    @cached_property
    def before(self) -> int:
        """Count the unshared words before what is shared, but for stray phrases."""
        return _margin(self.shared)

    @cached_property
    def after(self) -> int:
        """Count the unshared words after what is shared, but for stray phrases."""
        return _margin(self.shared[::-1])

    @property
    def own(self) -> int:
        """Count the unshared words."""
        return int((~self.shared).sum())

    @property
    def words_a_shingle(self) -> int:
        return len(self.signature.words) - len(self.signature.shingles) + 1

    def opening(self, run: int) -> int:
        """Count the unshared words before the first run of so many shared ones."""
        runs = without_strays(self.shared, run)
        return int((~self.shared[: int(np.argmax(runs))]).sum()) if runs.any() else self.own

    def gap(self) -> int:
        """Return the length of the longest unshared run between shared ones, strays aside."""
        places = np.flatnonzero(without_strays(self.shared, 2 * self.words_a_shingle))
        return int(np.diff(places).max()) - 1 if len(places) > 1 else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The overlap of two texts, counted in informative shingles."""

    a: Side
    b: Side
    shared: int  # distinct shingles that both have
    identical: bool  # the same words in the same order
    alike: float  # share of the longer one's shingles, informative or not, that both have

    @property
    def containment_ab(self) -> float:
        """The share of a's shingles that b has."""
        return self.shared / self.a.shingles if self.a.shingles else 0.0

    @property
    def containment_ba(self) -> float:
        """The share of b's shingles that a has."""
        return self.shared / self.b.shingles if self.b.shingles else 0.0

    @property
    def containment(self) -> float:
        return max(self.containment_ab, self.containment_ba)

    @property
    def similarity(self) -> float:
        """Jaccard similarity."""
        union = self.a.shingles + self.b.shingles - self.shared
        return self.shared / union if union else 0.0

    @property
    def contained(self) -> Side:
        """The text of which more is in the other."""
        return self.a if self.containment_ab >= self.containment_ba else self.b

    @property
    def containing(self) -> Side:
        return self.b if self.contained is self.a else self.a


def _margin(shared: Mask) -> int:
    """Count the unshared words before the shared; a twentieth of these may lie scattered there."""
    places = np.flatnonzero(shared)
    scattered = len(places) // 20
    return int(places[scattered]) - scattered if len(places) else len(shared)


NOTHING_COMMON: Fingerprints = np.empty(0, dtype=np.int32)


def compare(a: Signature, b: Signature, common: Fingerprints = NOTHING_COMMON) -> Comparison:
    """Compare two texts.

    `common` are fingerprints, ascending, found in too many clusters to tell anything.
    """
    keep_a, keep_b, distinct_a, distinct_b = None, None, a.distinct, b.distinct
    common_shingles = _common_shingles(a, b, common)
    if len(common_shingles):
        keep_a, keep_b = ~among(a.shingles, common_shingles), ~among(b.shingles, common_shingles)
        distinct_a = a.distinct[~among(a.distinct, common_shingles)]
        distinct_b = b.distinct[~among(b.distinct, common_shingles)]
    both = distinct_a[among(distinct_a, distinct_b)]
    alike = int(among(a.distinct, b.distinct).sum()) if len(common_shingles) else len(both)
    return Comparison(
        a=Side(a, keep_a, both, len(distinct_a)),
        b=Side(b, keep_b, both, len(distinct_b)),
        shared=len(both),
        identical=np.array_equal(a.words, b.words),
        alike=alike / max(1, len(a.distinct), len(b.distinct)),
    )


def _common_shingles(a: Signature, b: Signature, common: Fingerprints) -> Hashes:
    """Return the shingles of common passages of either text, ascending."""
    if not len(common):
        return np.empty(0, dtype=np.uint64)
    common_shingles = np.concatenate(
        (a.shingles[_is_common(a, common)], b.shingles[_is_common(b, common)])
    )
    common_shingles.sort()
    return common_shingles


def _is_common(signature: Signature, common: Fingerprints) -> Mask:
    """Mark the common shingles: each sampled one speaks for those that it is the nearest to."""
    if not among(signature.fingerprints, common).any():
        return np.zeros(len(signature.shingles), np.bool_)
    all_of_it = fingerprint(signature.shingles)
    places = np.flatnonzero(among(all_of_it, signature.fingerprints))
    verdicts = among(all_of_it[places], common)
    halfway = (places[:-1] + places[1:]) / 2
    nearest = np.searchsorted(halfway, np.arange(len(signature.shingles)))
    return np.asarray(verdicts[nearest], dtype=np.bool_)
