"""Line cleanup: from the lines of a page to those of an article, with a record of the others."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from newsmon.extract.document.line_rules import (
    AUTHOR_BIO,
    CLOSING_BLOCK,
    LONGEST,
    RULES,
    Rule,
    rules_for,
)
from newsmon.model import RemovedLine
from newsmon.text.line_keys import normalise_line, text_key
from newsmon.text.sentence_ends import ends_sentence, is_prose
from newsmon.times import find_moment

POINTER = "related pointer"
_BARE_HEADING = 45  # characters
_LISTED = 8  # lines
_INTERVIEW = 2  # other questions with answers

_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*$")

_BYLINE_LENGTH = 120  # characters
_BYLINE_WORDS = 8  # letters beside each name: "By", "Von", "and", "reports"
_DATE_LENGTH = 50  # characters
_DATE_LETTERS = 20  # of a weekday, a month and "Uhr" or "Updated"; a sentence has more

_START_LINES = 6
_END_LINES = 10
_TITLE_LINES = 5
# By whether a line is near the start and near the end.
_RULES_IN = {
    (start, end): rules_for(start=start, end=end)
    for start in (False, True)
    for end in (False, True)
}
_CUES = tuple((cue, rule.name) for rule in RULES for cue in rule.cues)
_LONGEST_UNCUED = max(rule.longest for rule in RULES if not rule.cues)
_CUE_FINDER = ahocorasick_rs.AhoCorasick([cue for cue, _ in _CUES])
# A closing block longer than this share of the text, or of characters, is no appendix.
_BLOCK_SHARE = 0.3
_BLOCK_LENGTH = 1_500


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article's lines, and those removed."""

    lines: tuple[str, ...]
    removed: tuple[RemovedLine, ...] = ()


@dataclass(slots=True)
class _Work:
    lines: list[str]
    removed: list[RemovedLine] = field(default_factory=list)

    def drop(self, rule: str, indexes: Iterable[int]) -> None:
        doomed = sorted(set(indexes))
        self.removed.extend(RemovedLine(self.lines[i], rule) for i in doomed)
        dropped = set(doomed)
        self.lines = [line for i, line in enumerate(self.lines) if i not in dropped]


def clean_lines(
    lines: Sequence[str],
    *,
    titles: Collection[str] = (),
    authors: Sequence[str] = (),
    boilerplate: frozenset[str] = frozenset(),
) -> Cleaned:
    """Remove the headline, learned and curated boilerplate, repeats and closing blocks."""
    work = _Work(list(lines))
    _drop_headline(work, titles)
    if boilerplate:
        work.drop(
            "learned", [i for i, li in enumerate(work.lines) if normalise_line(li) in boilerplate]
        )
    _drop_closing_block(work, authors)
    _drop_curated(work)
    _drop_bylines(work, authors)
    _drop_dates(work)
    _drop_repeats(work)
    _drop_curated(work, edges_only=True)  # other lines stand there by now
    return Cleaned(tuple(work.lines), tuple(work.removed))


def _drop_headline(work: _Work, titles: Collection[str]) -> None:
    title_keys = {text_key(title) for title in titles} - {""}
    head = enumerate(work.lines[:_TITLE_LINES])
    work.drop("headline", [i for i, line in head if text_key(line) in title_keys])


def _drop_curated(work: _Work, *, edges_only: bool = False) -> None:
    count = len(work.lines)
    for i in reversed(range(count)):
        start, end = i < _START_LINES, i >= count - _END_LINES
        line = work.lines[i]
        if len(line) > LONGEST or (edges_only and not (start or end)):
            continue
        rule = first_rule(line, start=start, end=end)
        if rule and (rule.name == POINTER or not _is_answered(work.lines, i)):
            listed = _list_under(work.lines, i) if rule.name == POINTER else []
            work.drop(rule.name, [i, *listed])


def _is_answered(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is a question with an answer under it, as in an interview."""
    if not _QUESTION.search(lines[index]) or index + 1 == len(lines):
        return False
    return is_prose(lines[index + 1]) or (
        _is_short_answer(lines[index + 1])
        and sum(_is_turn(lines, i) for i in range(len(lines) - 1) if i != index) >= _INTERVIEW
    )


def _is_turn(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is a question that no site asks, with an answer of any length."""
    question, answer = lines[index], lines[index + 1]
    if not _QUESTION.search(question) or first_rule(question) is not None:
        return False
    return is_prose(answer) or _is_short_answer(answer)


def _is_short_answer(line: str) -> bool:
    """Tell whether a short line could be an answer: it ends, asks nothing, and pitches nothing."""
    return ends_sentence(line) and not _QUESTION.search(line) and first_rule(line) is None


def _list_under(lines: Sequence[str], heading: int) -> list[int]:
    """Return the indexes of headlines listed under a bare "Related" or "Don't miss"."""
    if len(lines[heading]) > _BARE_HEADING:
        return []
    listed = []
    for i in range(heading + 1, min(heading + 1 + _LISTED, len(lines))):
        if len(lines[i]) > 200 or ends_sentence(lines[i], also=":"):
            break
        listed.append(i)
    return listed


@functools.lru_cache(maxsize=4_096)
def first_rule(line: str, *, start: bool = True, end: bool = True) -> Rule | None:
    """Return the first rule that takes a line for boilerplate, near the start or end of a text."""
    bare = line.removeprefix("- ").strip()
    cues = _CUE_FINDER.find_matches_as_indexes(bare.lower(), overlapping=True)
    length, cued = len(bare), {_CUES[match[0]][1] for match in cues}
    if not cued and length > _LONGEST_UNCUED:
        return None
    for rule in _RULES_IN[start, end]:
        if (
            length <= rule.longest
            and (not rule.cues or rule.name in cued)
            and rule.pattern.fullmatch(bare) is not None
        ):
            return rule
    return None


def _drop_closing_block(work: _Work, authors: Sequence[str]) -> None:
    """Drop what follows "About the newsletter", and an author's biography in the last lines."""
    whole = sum(map(len, work.lines))
    for i, line in enumerate(work.lines):
        if len(line) > 60 or not CLOSING_BLOCK.fullmatch(line.strip()):
            continue
        if sum(map(len, work.lines[i:])) <= min(max(_BLOCK_SHARE * whole, 300), _BLOCK_LENGTH):
            work.drop("closing block", range(i, len(work.lines)))
            break
    last = range(max(1, len(work.lines) - 5), len(work.lines))
    work.drop("author biography", [i for i in last if _is_biography(work.lines[i], authors)])


def _is_biography(line: str, authors: Sequence[str]) -> bool:
    match = AUTHOR_BIO.match(line.removeprefix("- "))
    if match is None or len(line) > 900:
        return False
    return not authors or any(text_key(match["name"]) == text_key(author) for author in authors)


def _drop_bylines(work: _Work, authors: Sequence[str]) -> None:
    """Drop lines at the edges that name the authors and say nothing else."""
    names = {text_key(author) for author in authors}
    if not names:
        return
    edges = _edges(work.lines, _START_LINES, _END_LINES)
    work.drop("byline", [i for i in edges if _is_byline(work.lines[i], names)])


def _is_byline(line: str, names: Collection[str]) -> bool:
    """Tell whether a line names authors and says little else, in whatever language."""
    if len(line) > _BYLINE_LENGTH or ends_sentence(line, also=":"):
        return False
    letters = text_key(line)
    named = [name for name in names if name in letters]
    return bool(named) and len(letters) - sum(map(len, named)) <= _BYLINE_WORDS * len(named)


def _drop_dates(work: _Work) -> None:
    """Drop lines at the start that are a date and nothing else."""
    start = enumerate(work.lines[:_START_LINES])
    work.drop("time stamp", [i for i, line in start if _is_date(line)])


def _is_date(line: str) -> bool:
    return (
        len(line) <= _DATE_LENGTH
        and sum(map(str.isalpha, line)) <= _DATE_LETTERS
        and find_moment(line, "document") is not None
    )


def _drop_repeats(work: _Work) -> None:
    """Drop lines printed twice in a row, once for the eye and once for the screen reader."""
    lines = work.lines
    folded = [line.casefold() for line in lines]
    twice = [i for i in range(1, len(lines)) if folded[i] == folded[i - 1]]
    work.drop("repeated line", twice)


def _edges(lines: Sequence[str], first: int, last: int) -> list[int]:
    return sorted({*range(min(first, len(lines))), *range(max(0, len(lines) - last), len(lines))})
