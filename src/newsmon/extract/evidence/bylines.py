"""Bylines of the visible page: by its markup, its links, its words."""

# ruff: noqa: E501 - tables of patterns read better unbroken

from __future__ import annotations

import functools
import re
from itertools import islice

from lxml.html import HtmlElement

from newsmon.extract.document.surroundings import is_elsewhere
from newsmon.extract.evidence.byline_pieces import LABEL, names_apart
from newsmon.extract.evidence.credits import CreditKind, kind_of, people
from newsmon.extract.evidence.job_titles import WRITTEN
from newsmon.extract.evidence.not_credited import is_not_credited
from newsmon.text import clean_line
from newsmon.text.elements import name_words
from newsmon.text.sentence_ends import is_prose
from newsmon.times import is_month

_LONGEST = 160  # characters of a byline with what stands around it
_MOST = 6  # authors
_CONSIDERED = 40  # elements of one kind
_MANY = 30  # lines that say "by": more are a list of articles

_SAYING = frozenset({"p", "span", "em", "div", "td", "li", "small", "h2", "h3"})
_CARRIERS = (*sorted(_SAYING), "a", "address", "cite", "strong", "i", "b", "dd", "h4", "h5", "h6",
             "ul", "byline")  # fmt: skip

_AUTHOR = frozenset(
    {"author", "authors", "authorname", "byline", "autor", "autoren", "auteur", "auteurs", "autore", "autores",
     "writer", "wrote", "verfasser", "poster", "redakteur", "reporter", "journalist"}
)  # fmt: skip
_NOT_AUTHOR = frozenset(
    {"comment", "comments", "related", "sidebar", "footer", "bio", "avatar", "image", "photo",
     "teaser", "widget", "respond", "recent", "popular", "copyright", "description", "follow", "count",
     "social", "share", "nav", "menu", "breadcrumb"}
)  # fmt: skip
_NAVIGATION = frozenset({"menu", "nav", "navi", "navigation"})
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|auteurs?|autore|staff|reporters?|journalists?|contributors?|correspondents?|by|profiles?|people|redakteur)/[^/?#]{3,}",
    re.I,
)
# Words allowed before "by" in a byline: a verb, a day, nothing else.
_BEFORE = (
    rf"(?:{WRITTEN}\W*)?"
    r"(?:(?:on|am|le|el|il)\s)?(?:[\w.,:/ -]{0,12}\d[\w.,:/ -]{3,30}?\W+)?"
)
_BY_LINE = re.compile(
    rf"^\W*{_BEFORE}\b(?:by|von|vom|par|por|door|av|автор)\b\s*:?\s+(?P<name>\S.{{1,110}})$"
    r"|^(?:\W|[\d.,:/ ]|datum|date)*(?:authors?|autor(?:in|en|innen)?|auteure?s?|autore|verfasser(?:in)?|redaktion|written by|text(?: von| by)?|words)\s*:\s*(?P<named>\S.{1,110})$",
    re.I,
)
# Other words before it: "Show all posts by Jane Doe", "Im Wortlaut von Max Muster".
_LED_IN = re.compile(
    r"^(?:[\w ]{2,40}\bby|\w+ (?:\w+ )*[a-zäöü]+\w* (?:\w+ )*von)\s+(?P<name>\S.{1,110})$", re.I
)
# Cheap look before the patterns above; the word stands in the element's first text.
_MAY_SAY = re.compile(
    r"\b(?:by|von|vom|par|por|door|av|автор|auth?or\w*|auteur\w*|verfasser\w*|redaktion|text|words)\b",
    re.I,
)
_STOP = re.compile(
    r"\s*(?:\b\d|\||•|·|—|–|\(|\n|@|\b(?:am|um|on|at|uhr|stand|posted|published|updated|publiziert|datum|date|quelle|source|kommentare?|comments?|post a comment|ein kommentar|alles von|read|in|kategorie|category|foto|photo|bild|edition)\b)",
    re.I,
)
_PERSON = re.compile(
    r"^(?:(?:dr|prof|sir|dame|mag|ing)\.?\s+)*[^\W\d_a-zà-öø-ÿ][\w.'’-]*(?:\s+(?:(?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|ten|el|al|bin|ibn|zu)\s+)*[^\W\d_a-zà-öø-ÿ][\w.'’-]*){1,3}\b"
)

_AGENCY_LINE = re.compile(
    r"^\W*(?:(?:quelle|source|fuente|fonte|bron|źródło|källa)\s*:\s*)?|\W+$", re.I
)
_BEFORE_TEXT = 8  # paragraphs
_WORD = re.compile(r"\w+")
_LONGEST_AGENCY = 40  # characters


def bylines(tree: HtmlElement) -> tuple[str, ...]:
    """Return the page's byline as its names are written, the most explicit kind that it has.

    Links and elements that markup calls the author come first, then elements named so, links to
    author pages, and short lines that say "by".
    """
    kinds: tuple[list[HtmlElement], ...] = ([], [], [])
    by_lines: list[HtmlElement] = []
    labels: list[HtmlElement] = []
    for element in tree.iter(*_CARRIERS):
        rank = _rank(element)
        if not len(element) and (text := element.text) and LABEL.match(text):
            labels.append(element)
        elif rank is not None:
            if not _stands_in_picture(element) and not (rank == 2 and _is_navigation(element)):
                kinds[rank].append(element)
        elif len(by_lines) < _MANY and element.tag in _SAYING and _says_by(element):
            by_lines.append(element)
    for elements in (*kinds, by_lines):
        if names := _names(elements):
            return names
    return _labelled(labels) or _agency(tree)


def _labelled(labels: list[HtmlElement]) -> tuple[str, ...]:
    """Return the name behind the first label such as "Author:", where a name follows it."""
    for label in labels:
        sibling = label.getnext()
        behind = clean_line(label.tail or "") or (_line(sibling) if sibling is not None else "")
        if 2 <= len(behind) <= _LONGEST and _PERSON.match(behind) and not is_elsewhere(label):
            return (_bare(behind),)
    return ()


def signatures(tree: HtmlElement) -> tuple[str, ...]:
    """Return the names that a line of bold or slanted letters before the text is, if one is.

    Their words stand in small letters nowhere on the page: "Key Points" is no name.
    """
    for paragraph in islice(tree.iter("p"), _BEFORE_TEXT):
        line = _line(paragraph)
        if is_prose(line):
            break
        if len(line) > _LONGEST or is_elsewhere(paragraph) or not _is_set_apart(paragraph, line):
            continue
        names = people((line,))
        words = frozenset(" ".join(names).casefold().split())
        if _are_names(names) and words.isdisjoint(_WORD.findall(tree.text_content())):
            return names
    return ()


def _is_set_apart(paragraph: HtmlElement, line: str) -> bool:
    return any(_line(e) == line for e in paragraph.iter("strong", "b", "em", "i"))


def _are_names(names: tuple[str, ...]) -> bool:
    """Tell whether each is a person's full name, its words with capitals."""
    return bool(names) and all(
        " " in name and (match := _PERSON.match(name)) is not None and match[0] == name
        for name in names
    )


def _agency(tree: HtmlElement) -> tuple[str, ...]:
    """Return the agency of the last line that is nothing but its name, as in "Source: Reuters"."""
    named: list[tuple[HtmlElement, str]] = []
    for element in tree.iter("p", "span", "em", "i", "small", "div", "cite"):
        if len(element) <= 1 and len(element.text or "") <= _LONGEST_AGENCY:
            line = "".join(element.itertext()) if len(element) else element.text or ""
            if (line := line.strip()) and (agency := _agency_named(line)):
                named.append((element, agency))
    return next(((agency,) for element, agency in reversed(named) if not is_elsewhere(element)), ())


@functools.lru_cache(maxsize=4_096)
def _agency_named(line: str) -> str:
    """Return the agency that a line names and nothing else; empty where it names none."""
    if len(line) > _LONGEST_AGENCY:
        return ""
    name = clean_line(_AGENCY_LINE.sub("", line))
    return name if len(name) > 1 and kind_of(name) is CreditKind.AGENCY else ""


def _stands_in_picture(element: HtmlElement) -> bool:
    return any(up.tag in ("figure", "figcaption") for up in element.iterancestors())


def _is_navigation(element: HtmlElement) -> bool:
    """Tell whether an element stands in what is called a menu."""
    names = (f"{up.get('class') or ''} {up.get('id') or ''}" for up in element.iterancestors())
    return any(not _NAVIGATION.isdisjoint(name_words(name)) for name in names)


def _line(element: HtmlElement) -> str:
    return clean_line(" ".join(element.itertext())[:600])


def _rank(element: HtmlElement) -> int | None:
    if not element.keys():
        return 1 if element.tag == "byline" else None
    rel = element.get("rel")
    if (rel and "author" in rel.split()) or element.get("itemprop") in ("author", "creator"):
        return 0
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if len(names) > 3 and _names_author(names):
        return 1
    if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
        return 2
    return None


@functools.lru_cache(maxsize=4_096)
def _names_author(names: str) -> bool:
    words = name_words(names)
    return not words.isdisjoint(_AUTHOR) and words.isdisjoint(_NOT_AUTHOR)


def _says_by(element: HtmlElement) -> bool:
    """Tell whether a short element is a line like "By Jane Doe": a name with at least two words."""
    if len(element) > 4:
        return False
    text = (element.text or "").strip() or (element[0].text or "" if len(element) else "")
    if not text or len(text) > _LONGEST or not _MAY_SAY.search(text):
        return False
    whole = clean_line(element.text_content())
    return (
        len(whole) <= _LONGEST
        and _BY_LINE.match(whole) is not None
        and bool(_PERSON.match(_bare(whole)))
    )


def _names(elements: list[HtmlElement]) -> tuple[str, ...]:
    """Return the names of the first usable element and of those beside it."""
    names: list[str] = []
    home: HtmlElement | None = None
    for element in _innermost(elements[:_CONSIDERED]):
        if home is not None and home not in list(element.iterancestors())[:3]:
            continue
        text = clean_line(" ".join(element.itertext()))
        if not 2 <= len(text) <= _LONGEST or is_elsewhere(element):
            continue
        for line in names_apart(element) or (text,):
            name = "" if is_not_credited(line) else _bare(line)
            if len(name) > 1 and not any(name in earlier or earlier in name for earlier in names):
                names.append(name)
                if home is None:
                    home = _two_up(element)
        if len(names) == _MOST:
            break
    return tuple(names)


def _innermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that hold none of the others."""
    outer = {
        up
        for element in elements
        if element.text_content().strip()
        for up in element.iterancestors()
    }
    return [element for element in elements if element not in outer]


def _bare(text: str) -> str:
    """Return the name in a byline: without "Posted by" before it and the date after."""
    if match := _BY_LINE.match(text):
        text = match["name"] or match["named"]
    elif match := _LED_IN.match(text):
        text = match["name"]
    text = re.sub(r"^[\W\d_]+", "", text)
    stop = _STOP.search(text)
    words = (text[: stop.start()] if stop else text).split()
    while stop and words and is_month(words[-1].strip(".,")):  # of the date that was cut
        words.pop()
    if words and words[-1].endswith(":"):
        return ""  # the label of something else
    half = len(words) // 2
    return " ".join(words[:half] if half and words[:half] == words[half:] else words)


def _two_up(element: HtmlElement) -> HtmlElement | None:
    parent = element.getparent()
    return parent.getparent() if parent is not None and parent.getparent() is not None else parent
