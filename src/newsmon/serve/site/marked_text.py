"""Texts with their mentions of topics marked, and what changed between two versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 600  # of two paragraphs that are compared word by word


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text that speaks of a topic; characters from 0."""

    start: int
    end: int
    topic: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the topics that it is a mention of; mostly none."""

    text: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text that two versions share (`same`), or only the older or the newer one has."""

    text: str
    kind: str  # same, removed or added


def paragraphs(text: str, mentions: Iterable[Mention]) -> list[list[Segment]]:
    """Split a text into its lines, and each line where a mention begins or ends."""
    spans = [m for m in mentions if 0 <= m.start < m.end <= len(text)]
    result, at = [], 0
    for line in text.split("\n"):
        result.append(list(_segments(line, at, spans)))
        at += len(line) + 1
    return result


def _segments(line: str, offset: int, spans: Sequence[Mention]) -> Iterator[Segment]:
    end = offset + len(line)
    within = [m for m in spans if m.start < end and m.end > offset]
    edges = {offset, end}
    for mention in within:
        edges |= {max(mention.start, offset), min(mention.end, end)}
    cuts = sorted(edges)
    for start, stop in pairwise(cuts):
        topics = {m.topic for m in within if m.start <= start and m.end >= stop}
        yield Segment(line[start - offset : stop - offset], tuple(sorted(topics)))


def changes(older: str, newer: str) -> list[list[Change]]:
    """Compare two texts paragraph by paragraph, and reworded paragraphs word by word.

    Returns the paragraphs that changed, in the order of reading; unchanged ones are left out.
    """
    old, new = older.split("\n"), newer.split("\n")
    result: list[list[Change]] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            result += _reworded(old[i:i_end], new[j:j_end])
    return result


def _reworded(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Change]]:
    pairs = min(len(old), len(new))
    for before, after in zip(old, new, strict=False):
        yield _within(before, after)
    yield from ([Change(line, "removed")] for line in old[pairs:])
    yield from ([Change(line, "added")] for line in new[pairs:])


def _within(before: str, after: str) -> list[Change]:
    """Compare two paragraphs word by word; long ones, or with little in common, as wholes."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > _MOST_WORDS or matcher.ratio() < 0.5:
        return [Change(before, "removed"), Change(after, "added")]
    result = []
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            result.append(Change("".join(old[i:i_end]), "same"))
            continue
        result += [Change("".join(old[i:i_end]), "removed"), Change("".join(new[j:j_end]), "added")]
    return [change for change in result if change.text]


def highlighted(passage: str, start: str, stop: str) -> list[tuple[str, bool]]:
    """Split a passage at the marks around the words that a search asked for.

    Returns pieces with whether each was asked for.
    """
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(passage.split(start)):
        match, separator, following = part.partition(stop) if number else ("", "", part)
        if separator:
            pieces.append((match, True))
        else:
            following = match + following
        pieces.append((following, False))
    return [piece for piece in pieces if piece[0]]
