"""Roundups: texts that print others, one after another.

Of a pair alone this is not always to be told: where the other text stands at the beginning or at
the end, a fuller version or an update adds matter there too; and where it is an update itself, with
a paragraph before it, both have matter of their own. What tells is a third text: one in another
passage, wholly or from its opening on, or one that is wholly what the two share.

Whether a pair is undone so depends on all pairs of either article and on nothing else, so the
order in which they arrived does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from newsmon.dedup.comparison import compare
from newsmon.dedup.masks import Mask, among, spread, without_strays
from newsmon.dedup.pair_rule import Relation, Rule, decide
from newsmon.dedup.pairs import IncomingArticle, JudgedPair
from newsmon.dedup.shingles import Signature

_RUN = 15  # words that are shared in a row where a text is printed
_ALL = 0.95  # who has so much of a text leaves no room for another beside
# Two that have more than this of a text, taken together, do not lie apart in it. (One, and what
# two may overlap by; the rest is for what is no evidence in a pair and yet stands in the text.)
_TOGETHER = 1.3


def printed_words(whole: Signature, part: Signature, rule: Rule) -> Mask | None:
    """Mark the words of `whole` that print `part`; None where it does not have nearly all of it."""
    both = part.distinct[among(part.distinct, whole.distinct)]
    if len(both) < max(rule.min_shared, rule.wholly * len(part.distinct)):
        return None
    words = shared_words(whole, part)
    return words if words.any() else None


def shared_words(whole: Signature, part: Signature) -> Mask:
    """Mark the words of `whole` that stand in runs which `part` has too."""
    shared = spread(among(whole.shingles, part.distinct), len(whole.words))
    return without_strays(shared, _RUN)


def prints_opening(whole: Signature, part: Signature, rule: Rule) -> bool:
    """Tell whether what `whole` has of a text begins where that text does.

    A briefing cuts stories from their ends. What is left of a text in an update, or is background
    to another, is a later piece of it.
    """
    words = shared_words(part, whole)
    limit = min(rule.opening, rule.opening_share * len(words))
    return bool(words.any()) and int(np.argmax(words)) <= limit


def is_part_of_roundup(printed: Mask, passages: Iterable[Mask], rule: Rule) -> bool:
    """Tell whether a text prints others beside the one in this passage, as a roundup does.

    Copies of one text, and cuts of it, have one passage. Where what stands beside is little, only
    the longest text of them all may still be what the whole is a copy of.
    """
    beside = [passage for passage in passages if _lie_apart(printed, passage, rule)]
    if not beside:
        return False
    matter = np.logical_or.reduce(beside) & ~printed
    return int(matter.sum()) >= rule.beside * len(printed) or any(
        _precedence(passage) > _precedence(printed) for passage in beside
    )


def _lie_apart(a: Mask, b: Mask, rule: Rule) -> bool:
    shorter = min(int(a.sum()), int(b.sum()))
    return int((a & b).sum()) <= rule.overlap * shorter


def _precedence(printed: Mask) -> tuple[int, int]:
    """The longer first, of equals the one that stands first."""
    return int(printed.sum()), -int(np.argmax(printed))


def _lies_within(shared: Mask, rule: Rule) -> bool:
    """Tell whether there is matter before and after."""
    places = np.flatnonzero(shared)
    return bool(min(places[0], len(shared) - 1 - places[-1]) >= rule.around)


@dataclass(slots=True)
class Roundups:
    """The texts that the articles which a batch meets print.

    `signature_of` gives an article's signature; `pairs_of` those judged before of an article.
    """

    rule: Rule
    signature_of: Callable[[int], Signature]
    pairs_of: Callable[[Collection[int]], Mapping[int, Sequence[JudgedPair]]]
    _stored: dict[int, dict[int, JudgedPair]] = field(default_factory=dict)
    _recorded: dict[int, dict[int, JudgedPair]] = field(default_factory=lambda: defaultdict(dict))
    _printed: dict[tuple[int, int], Mask | None] = field(default_factory=dict)
    _shared: dict[tuple[int, int], Mask] = field(default_factory=dict)

    def separate(self, incoming: IncomingArticle, pairs: dict[int, JudgedPair]) -> set[int]:
        """Make what a roundup prints `contains` in `pairs` (of one article, by partner).

        Returns the partners that turn out to be roundups of others too: to be decided anew.
        """
        article = incoming.article_id
        if incoming.cluster_id is None:
            self._stored[article] = {}  # never judged: nothing to ask for
        redecide = set()
        printed = self._printed_by(article, {**self._pairs_of(article), **pairs}) & pairs.keys()
        for partner, pair in pairs.items():
            if pair.share_of(partner) < _ALL:
                parts = self._printed_by(partner, {**self._pairs_of(partner), article: pair})
                if article in parts:
                    printed.add(partner)
                if parts - {article}:
                    redecide.add(partner)
        for partner in printed:
            pairs[partner] = replace(pairs[partner], relation=Relation.CONTAINS)
        return redecide

    def record(self, article_id: int, pairs: Mapping[int, JudgedPair]) -> None:
        """Take note of how an article was decided."""
        for partner, pair in pairs.items():
            self._recorded[article_id][partner] = self._recorded[partner][article_id] = pair

    def _printed_by(self, whole: int, pairs: Mapping[int, JudgedPair]) -> set[int]:
        """Return the articles, copies by the pair alone, that a text prints as a roundup."""
        copies = [
            part
            for part, pair in pairs.items()
            if pair.relation.shares_cluster and pair.share_of(whole) < _ALL
        ]
        if not copies:
            return set()
        all_pairs = {**self._pairs_of_same_text(whole, pairs), **pairs}
        return {part for part in copies if self._is_printed(whole, part, all_pairs)}

    def _pairs_of_same_text(
        self, whole: int, pairs: Mapping[int, JudgedPair]
    ) -> dict[int, JudgedPair]:
        """Return the pairs of articles with the same text: not each was compared with all."""
        same = [partner for partner, pair in pairs.items() if pair.same]
        self._read(same)
        return {
            part: pair.transferred_to(whole, replacing=twin)
            for twin in same
            for part, pair in self._pairs_of(twin).items()
            if part != whole
        }

    def _is_printed(self, whole: int, part: int, pairs: Mapping[int, JudgedPair]) -> bool:
        room = _TOGETHER - pairs[part].share_of(whole)
        thirds = [(third, pair) for third, pair in pairs.items() if third != part]
        beside = [third for third, pair in thirds if pair.share_of(whole) <= room]
        around = [third for third, pair in thirds if pair.relation is Relation.CONTAINS]
        if not beside and not around:
            return False
        shared = self._shared_words(whole, part)
        if not shared.any():
            return False
        passages = self._passages(whole, part, beside)
        return is_part_of_roundup(shared, passages, self.rule) or (
            _lies_within(shared, self.rule)
            and any(self._is_what_they_share(whole, third, shared) for third in around)
        )

    def _passages(self, whole: int, part: int, thirds: Iterable[int]) -> Iterator[Mask]:
        """Mark thirds that a text prints: nearly all of one, or the opening of it and the part."""
        begins_part = self._prints_opening(whole, part)
        for third in thirds:
            if (words := self._printed_words(whole, third)) is not None:
                yield words
            elif begins_part and self._prints_opening(whole, third):
                yield self._shared_words(whole, third)

    def _is_what_they_share(self, whole: int, third: int, shared: Mask) -> bool:
        """Tell whether a text embeds a third that is all that it shares with its copy."""
        printed = self._printed_words(whole, third)
        if printed is None or (printed & shared).sum() < self.rule.wholly * shared.sum():
            return False
        comparison = compare(self.signature_of(whole), self.signature_of(third))
        return decide(comparison, self.rule) is Relation.CONTAINS

    def _printed_words(self, whole: int, part: int) -> Mask | None:
        if (whole, part) not in self._printed:
            words = printed_words(self.signature_of(whole), self.signature_of(part), self.rule)
            self._printed[whole, part] = words
        return self._printed[whole, part]

    def _prints_opening(self, whole: int, part: int) -> bool:
        return prints_opening(self.signature_of(whole), self.signature_of(part), self.rule)

    def _shared_words(self, whole: int, part: int) -> Mask:
        if (whole, part) not in self._shared:
            words = shared_words(self.signature_of(whole), self.signature_of(part))
            self._shared[whole, part] = words
        return self._shared[whole, part]

    def _pairs_of(self, whole: int) -> dict[int, JudgedPair]:
        """Return an article's judged pairs by partner; those of this batch stand for older."""
        self._read((whole,))
        return self._stored[whole] | self._recorded.get(whole, {})

    def _read(self, articles: Collection[int]) -> None:
        if unread := [article for article in articles if article not in self._stored]:
            for article, pairs in self.pairs_of(unread).items():
                self._stored[article] = {pair.partner_of(article): pair for pair in pairs}
