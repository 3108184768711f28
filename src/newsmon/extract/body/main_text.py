"""The text of an article: the page's blocks, and where they are doubtful what others read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from newsmon.extract.body.block_reader import Reading, read_blocks
from newsmon.extract.body.prose_check import (
    Comparison,
    Group,
    compare,
    lost_groups,
    restore,
    shingles,
)
from newsmon.extract.body.trafilatura_reading import DENSE, DENSITY, read_by_trafilatura
from newsmon.extract.prose.prose_blocks import Prose
from newsmon.extract.prose.prune import Pruned
from newsmon.model import Candidate
from newsmon.text import detect_language, is_spaceless
from newsmon.text.elements import letters
from newsmon.text.sentence_ends import CLAUSE_END

# A text below this length may have lost something (eight pages in a hundred are shorter) …
_SHORT = 1_500
# … unless it holds this share of the letters in the page's paragraphs; below the second length,
# of all its letters, since not every page has paragraphs.
_COVERED = 0.7
_NEARLY_ALL = 0.9  # of the page's prose
_VERY_SHORT = 400
_COVERED_OF_ALL = 0.3
# JSON-LD's articleBody this much longer than ours says that we lost a part.
_LONGER = 1.3
# Characters for each run of words, beside the text: more of them are words without spaces.
_GLUED = 1.3
# Less of the text than this in whole sentences is a menu or a list of links.
_PROSE = 0.5
# Lost prose of more than this share of the text: names said that it is none.
_MUCH = 0.1


class Body(NamedTuple):
    """An article's text, one paragraph a line, empty where there is none, and its reader."""

    text: str
    origin: str  # "blocks", "trafilatura", "json-ld", "page-state" or "live post"
    doubtful: bool = False  # whether more than one way was tried
    restored: int = 0  # characters that the prose check put back

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return the readers of the text, by lengths: the text itself is kept elsewhere.

        Prose that the check of the page put back is of the origin "page".
        """
        length = f"{len(self.text)} characters"
        trust = 0.7 if self.doubtful else 0.9
        reader = Candidate("text", length, self.origin, trust, chosen=True)
        if not self.restored:
            return (reader,)
        restored = f"{self.restored} of {len(self.text)} characters put back"
        return reader, Candidate("text", restored, "page", 0.7, chosen=True)


def find_body(
    tree: HtmlElement,
    page: Pruned,
    *,
    stated: str | None = None,
    language: str | None = None,
) -> Body:
    """Find the text of a pruned page's article.

    `stated` is the body as the page's JSON-LD gives it, to check against; `language` (ISO 639-1)
    what the page says it is in. The tree may be consumed.
    """
    prose = page.prose
    reading, comparison, groups = _read(tree, page)
    is_much = sum(group.length for group in groups) > _MUCH * sum(map(len, reading.lines))
    if is_much:
        exempt = _boxes(prose, comparison, groups)
        reading, comparison, groups = _read(tree, page, exempt)
    lines = restore(prose, comparison, groups, reading.lines) if groups else reading.lines
    text = "\n".join(lines)
    restored = sum(group.length for group in groups)
    present = sum(len(prose.blocks[place].text) for place in comparison.lines)
    is_all = 0 < _NEARLY_ALL * prose.length <= present + restored
    if is_doubtful(text, stated, tree, language, is_all=is_all):
        return _read_again(tree, page, text, stated, language)
    return Body(text, "blocks", doubtful=is_much, restored=restored)


def _read(
    tree: HtmlElement, page: Pruned, exempt: Iterable[HtmlElement] = ()
) -> tuple[Reading, Comparison, list[Group]]:
    """Return the text in the blocks of a page, and the prose of the article that it lacks."""
    reading = read_blocks(tree, page, exempt)
    comparison = Comparison.of(page.prose, reading.blocks)
    groups = lost_groups(page, comparison)
    if groups:
        comparison = comparison.with_repeats(page.prose, reading.lines)
        groups = lost_groups(page, comparison)
    return reading, comparison, groups


def _read_again(
    tree: HtmlElement, page: Pruned, text: str, stated: str | None, language: str | None
) -> Body:
    """Return the best of a doubtful text, trafilatura's own and the stated one."""
    language = language or detect_language(text or str(tree.text_content()))
    peer = read_by_trafilatura(tree, language)
    best = max(text, peer, key=_worth)
    if stated and _prose(stated) > _PROSE and _says_more(stated, best):
        return Body(stated, "json-ld", doubtful=True)
    if best is text:
        return Body(text, "blocks", doubtful=True)
    lines = best.split("\n")
    comparison = compare(page.prose, lines)
    groups = lost_groups(page, comparison)
    if groups:
        lines = restore(page.prose, comparison, groups, lines)
    restored = sum(group.length for group in groups)
    return Body("\n".join(lines), "trafilatura", doubtful=True, restored=restored)


def _boxes(prose: Prose, comparison: Comparison, groups: Iterable[Group]) -> Iterator[HtmlElement]:
    """Yield the elements around the blocks of a text and around those that it lacks."""
    places = [*comparison.lines, *(place for group in groups for place in group.places)]
    visited: set[HtmlElement] = set()
    for place in places:
        up: HtmlElement | None = prose.blocks[place].element
        while up is not None and up not in visited:
            visited.add(up)
            yield up
            up = prose.parents[up]


def _says_more(stated: str, text: str) -> bool:
    """Tell whether a stated body has more to say than a text.

    A body that is the text twice has no more runs of words; one whose words are glued together has
    fewer for its length.
    """
    if not text:
        return True
    stated_runs, runs = shingles(stated), shingles(text)
    if len(stated_runs) <= _LONGER * len(runs):
        return False
    return is_spaceless(text) or len(stated) / len(stated_runs) < _GLUED * len(text) / len(runs)


def is_doubtful(
    text: str, stated: str | None, tree: HtmlElement, language: str | None, *, is_all: bool
) -> bool:
    """Tell whether a text may not be all that a page, or its JSON-LD, has to say.

    `is_all` says that it holds nearly all prose of the page.
    """
    short = _SHORT * (DENSITY if language in DENSE else 1)
    if stated and len(stated) > _LONGER * len(text):
        return True
    if is_all or len(text) >= short:
        return _prose(text) < _PROSE
    if len(text) < _VERY_SHORT and len(text) < _COVERED_OF_ALL * letters(tree):
        return True
    return len(text) < _COVERED * sum(map(letters, tree.iter("p")))


def _worth(text: str) -> float:
    return len(text) * _prose(text) ** 2


def _prose(text: str) -> float:
    """Return the share of a text's characters in lines that read like sentences."""
    lines = text.split("\n")
    whole = sum(map(len, lines)) or 1
    return sum(len(line) for line in lines if len(line) > 60 and CLAUSE_END.search(line)) / whole
