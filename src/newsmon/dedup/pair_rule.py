"""The rule for a pair of texts: near-duplicates or not, of which kind, by what evidence.

    compare(a, b, common) -> Comparison     how much, and which part of, each is in the other
    decide(comparison, rule) -> Relation    what the pair is; None: different texts

The measure is containment: the share of one text's informative shingles that the other has,
the greater of both ways, so that a cut keeps its original. A shingle that many clusters have
is not informative. Five guards keep out what shares phrases without being a copy: a thin text
must share more; a shared passage that neither text opens with is background or boilerplate, and
so is what follows on openings that both have for themselves (the legal part of releases); a
template filled with other figures is another day's text, and so is one that its outlet prints
again a day later with other words in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import numpy as np

from newsmon.dedup.comparison import Comparison, Side
from newsmon.dedup.masks import among
from newsmon.dedup.normalised_words import Hashes, is_figure
from newsmon.dedup.shingles import WORDS

RULE_VERSION = "containment/6"


class Relation(str, Enum):
    """Kinds of near-duplicates."""

    EXACT = "exact"  # the same words, but for boilerplate and house style
    COPY = "copy"
    TRIM = "trim"  # one within the other
    UPDATE = "update"  # same source, revised
    CONTAINS = "contains"  # a roundup that embeds the other: not the same text

    @property
    def shares_cluster(self) -> bool:
        return self is not Relation.CONTAINS


@dataclass(frozen=True, slots=True)
class Rule:
    """Thresholds of the decision; the first two and `max_clusters` are settings."""

    threshold: float = 0.48  # containment that makes a copy
    min_shared: int = 8  # shingles that must be shared at all
    max_clusters: int = 5  # a fingerprint in more clusters than this is common
    # Thin texts: below `ample` words the threshold rises, to `thin_threshold` at none at all.
    ample: int = 150
    thin_threshold: float = 0.75
    # From here on nothing else is asked.
    certain: float = 0.9
    # A text that an outlet prints again so much later, with other words, is its daily template or a
    # follow-up: below certainty it is another text. (An update comes within the day.)
    returns: timedelta = timedelta(hours=18)
    # A shared passage must begin within so many words, and such a share, of one text's start.
    opening: int = 60
    opening_share: float = 0.2
    # Texts that both begin with so many words of their own, or such a share but not fewer than the
    # least, before the first run of so many that they share, share a part and are no copies.
    own_opening: int = 30
    own_opening_share: float = 0.1
    own_opening_least: int = 20
    shared_run: int = 20
    # A template: so many figures, of which no more than this share agrees, and the others are
    # this much of all words that differ (an edited sentence has few, a market wrap many).
    enough_figures: int = 4
    agreeing_figures: float = 0.7
    other_figures: float = 0.1
    # A trim is at most this much of the other in length.
    trim_length: float = 0.75
    # Unshared words both before and after an embedded text, more than it has of its own there,
    # that make the other a roundup.
    # (A cut keeps its original's opening or its end.)
    around: int = 40
    # It is a roundup only if it prints the other in one piece: a run of so many words that one of
    # the two has between shared ones is a paragraph added or dropped, as updates have them. And
    # more than such a share of it must be its own.
    within: int = 20
    own_share: float = 0.2
    # A text embeds another when it has so much of it (a copy of less is embedded where the text
    # has its opening and that of a third), in a passage apart from that of a third when they
    # overlap by no more than this share of the shorter.
    wholly: float = 0.8
    overlap: float = 0.2
    # It is a roundup when what it embeds beside is so much of it, or longer than that other. What
    # is less is a sidebar of a copy.
    beside: float = 0.25


def decide(
    comparison: Comparison,
    rule: Rule | None = None,
    *,
    same_source: bool = False,
    apart: timedelta = timedelta(0),
) -> Relation | None:
    """Return the relation of a pair, or None where it is two texts.

    `apart` is the time between their publications.
    """
    rule = rule or Rule()
    if comparison.identical and comparison.shared:
        return Relation.EXACT
    returning = same_source and apart >= rule.returns
    if not _is_copy(comparison, rule) or (returning and comparison.containment < rule.certain):
        return None
    if _is_roundup(comparison, rule):
        return Relation.CONTAINS
    if same_source:
        return Relation.UPDATE
    shorter, longer = sorted((len(comparison.a.words), len(comparison.b.words)))
    return Relation.TRIM if shorter <= rule.trim_length * longer else Relation.COPY


def _is_copy(comparison: Comparison, rule: Rule) -> bool:
    if comparison.shared < rule.min_shared or comparison.containment < rule.threshold:
        return False
    thin = max(0.0, 1 - len(comparison.contained.words) / rule.ample)
    if comparison.containment < rule.threshold + thin * (rule.thin_threshold - rule.threshold):
        return False
    if _has_own_opening(comparison.a, rule) and _has_own_opening(comparison.b, rule):
        return False
    return comparison.containment >= rule.certain or (
        (_begins_with(comparison.a, rule) or _begins_with(comparison.b, rule))
        and not _is_refilled(comparison, rule)
    )


def _begins_with(side: Side, rule: Rule) -> bool:
    """Tell whether a text begins with what it shares."""
    return side.before <= min(rule.opening, rule.opening_share * len(side.words))


def _has_own_opening(side: Side, rule: Rule) -> bool:
    """Tell whether a text says something of its own before what it shares."""
    scale = side.words_a_shingle / WORDS  # where a character is a word, it says less
    share = rule.own_opening_share * len(side.words)
    limit = min(max(share, rule.own_opening_least * scale), rule.own_opening * scale)
    return side.opening(round(rule.shared_run * scale)) >= limit


def _is_refilled(comparison: Comparison, rule: Rule) -> bool:
    """Tell whether it is one template filled with other figures."""
    text = comparison.contained
    figures = _figures(text)
    changed = int((~among(figures, _figures(comparison.containing))).sum())
    return (
        len(figures) >= rule.enough_figures
        and len(figures) - changed < rule.agreeing_figures * len(figures)
        and changed >= rule.other_figures * int((~text.shared).sum())
    )


def _figures(text: Side) -> Hashes:
    return np.unique(text.words[is_figure(text.words)])


def _is_roundup(comparison: Comparison, rule: Rule) -> bool:
    """Tell whether one text embeds the other among matter of its own, before and after it.

    Two versions with a beginning and an end of their own are no roundup: there, the other text
    has such matter too. Nor is a version that grew, in which paragraphs came and went.
    """
    whole, part = comparison.containing, comparison.contained
    if whole.unshared_at_most < 2 * rule.around:  # most copies: no need to look where
        return False
    return (
        whole.before - part.before >= rule.around  # most cuts leave the opening: no need to go on
        and whole.after - part.after >= rule.around
        and max(whole.gap(), part.gap()) < rule.within
        and whole.own > rule.own_share * len(whole.words)
    )
