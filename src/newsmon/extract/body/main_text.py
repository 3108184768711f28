"""The text of an article: trafilatura, fast first, in full where the outcome is doubtful."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.body.disarm import disarm
from newsmon.extract.body.prose_check import (
    Comparison,
    Group,
    compare,
    lost_groups,
    restore,
    shingles,
)
from newsmon.extract.body.quick_reading import read_quickly
from newsmon.extract.body.reshape import reshape
from newsmon.extract.prose.prose_blocks import Prose
from newsmon.extract.prose.prune import Pruned
from newsmon.model import Candidate
from newsmon.text import clean, detect_language, is_spaceless
from newsmon.text.elements import letters
from newsmon.text.sentence_ends import CLAUSE_END

# A fast result below this length may have lost something (eight pages in a hundred are shorter) …
_SHORT = 1_500
# … unless it holds this share of the letters in the page's paragraphs; below the second length,
# of all its letters, since not every page has paragraphs.
_COVERED = 0.7
_VERY_SHORT = 400
_COVERED_OF_ALL = 0.3
# JSON-LD's articleBody this much longer than ours says that we lost a part.
_LONGER = 1.3
# Characters for each run of words, beside the text: more of them are words without spaces.
_GLUED = 1.3
# Languages written without spaces say as much in so much fewer characters.
_DENSE = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_DENSITY = 0.4
# Less of the text than this in whole sentences is a menu or a list of links.
_PROSE = 0.5
# Lost prose of more than this share of the text: names made the extractor drop it.
_MUCH = 0.1


logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class Body(NamedTuple):
    """An article's text, one paragraph a line, empty where there is none, and its reader."""

    text: str
    origin: str  # "trafilatura", "json-ld", "page-state" or "live post"
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
    what the page says it is in. The tree is consumed.
    """
    prose = page.prose
    reshape(tree)
    body = _read(tree, stated, language)
    lines = body.text.split("\n") if body.text else []
    comparison = compare(prose, lines)
    groups = lost_groups(page, comparison)
    length = sum(group.length for group in groups)
    if length > _MUCH * len(body.text):
        disarm(_boxes(prose, comparison, groups))
        body = _read(tree, stated, language)._replace(doubtful=True)
        lines = body.text.split("\n") if body.text else []
        comparison = compare(prose, lines)
        groups = lost_groups(page, comparison)
    if groups:
        lines = restore(prose, comparison, groups, lines)
        return body._replace(text="\n".join(lines), restored=sum(group.length for group in groups))
    return body


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


def _read(tree: HtmlElement, stated: str | None, language: str | None) -> Body:
    dense = language in _DENSE
    text = _trafilatura(tree, fast=True, dense=dense)
    if not _doubtful(text, stated, tree, _SHORT * (_DENSITY if dense else 1)):
        return Body(text, "trafilatura")
    _use_stop_words(language or detect_language(text or tree.text_content()))
    best = max(text, _trafilatura(tree, fast=False, dense=dense), key=_worth)
    if stated and _prose(stated) > _PROSE and _says_more(stated, best):
        return Body(stated, "json-ld", doubtful=True)
    return Body(best, "trafilatura", doubtful=True)


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


def _doubtful(text: str, stated: str | None, tree: HtmlElement, short: float) -> bool:
    if stated and len(stated) > _LONGER * len(text):
        return True
    if len(text) >= short:
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


@functools.lru_cache(maxsize=4)
def _options(fast: bool, dense: bool) -> Any:
    from trafilatura.settings import Extractor

    # Fast with a focus on recall: boxes called teaser are looked at before, and a short result is
    # compared with the page here (`_doubtful`), so that trafilatura need not do both again.
    options = Extractor(
        fast=fast, recall=fast, comments=False, dedup=False, lang=None, tables=True,
        output_format="python",
    )  # fmt: skip
    if dense:
        options.min_extracted_size = int(options.min_extracted_size * _DENSITY)
    return options


def _use_stop_words(language: str | None) -> None:
    """Have justext, which the full mode may ask, look for the words of one language.

    trafilatura tells it the language only together with its language filter, which is off. Without
    it justext counts the words of a hundred languages, and keeps them: 28 MiB a process.
    """
    from trafilatura import external, settings

    name = settings.JUSTEXT_LANGUAGES.get(language or "", "English")
    external.JT_STOPLIST = external.get_stoplist(name)  # type: ignore[attr-defined]


def _trafilatura(tree: HtmlElement, *, fast: bool, dense: bool) -> str:
    """Run trafilatura on a parsed tree (it works on a copy); empty where it finds nothing."""
    options = _options(fast, dense)
    try:
        text = read_quickly(tree, options) if fast else None
        if text is None:
            from trafilatura import bare_extraction

            text = getattr(bare_extraction(tree, options=options), "text", None)
    except (RecursionError, MemoryError, ValueError, TypeError, AttributeError, etree.LxmlError):
        return ""
    return clean(text) if text else ""
