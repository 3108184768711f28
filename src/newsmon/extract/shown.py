"""Dates that the visible page shows, by how plainly its markup says what they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from newsmon.extract.moments import read_moment
from newsmon.model import Moment
from newsmon.text import clean_line

_LONGEST = 120  # characters of a line that shows a date and little else
_NEAR = 40  # elements after the headline in which a date is its own

_PUBLISHED_PROPERTY = re.compile(r"datepublished|datecreated|pubdate|published|uploaddate", re.I)
_MODIFIED_WORD = re.compile(r"modif|updat|aktualis|lastmod|edited", re.I)
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date|datum|time|published|pubdate|publish|posted|timestamp|created|meta|byline|fecha|data)|[Dd]ate|[Tt]imestamp|[Pp]ublish",
    re.I,
)  # fmt: skip


def shown_moments(tree: HtmlElement, *, month_first: bool = False) -> tuple[Moment, ...]:
    """One moment of each kind that the page shows: `time` elements, dates by class, by place."""
    headline = next(tree.iter("h1"), None)
    kinds = (
        _from_time_elements(tree, headline),
        _from_classes(tree, month_first=month_first),
        _beside_headline(headline, month_first=month_first),
    )
    return tuple(moment for moment in kinds if moment is not None)


def _from_time_elements(tree: HtmlElement, headline: HtmlElement | None) -> Moment | None:
    """The `time` element that markup calls the publication, else one near the headline."""
    plain: list[HtmlElement] = []
    for element in tree.iter("time", "span", "meta", "abbr", "div", "p"):
        prop = element.get("itemprop") or ""
        if element.tag not in ("time", "abbr") and not prop:
            continue
        names = f"{prop} {element.get('class', '')}"
        said = _PUBLISHED_PROPERTY.search(names) or element.get("pubdate") is not None
        if said and (moment := _moment_of(element)):
            return moment
        if element.tag == "time" and not _MODIFIED_WORD.search(names):
            plain.append(element)
    near = [element for element in plain if _shares_box(element, headline)]
    for element in near:
        if moment := _moment_of(element):
            return moment
    far = _moment_of(plain[0]) if plain else None
    return replace(far, method="visible") if far else None


def _moment_of(element: HtmlElement) -> Moment | None:
    stated = element.get("datetime") or element.get("content") or element.get("title") or ""
    text = clean_line(element.text_content())[:_LONGEST]
    return read_moment(stated, "time-element") or read_moment(text, "time-element")


def _shares_box(element: HtmlElement, headline: HtmlElement | None) -> bool:
    if headline is None:
        return False
    return any(up in set(headline.iterancestors()) for up in list(element.iterancestors())[:4])


def _from_classes(tree: HtmlElement, *, month_first: bool) -> Moment | None:
    for element in tree.iter("span", "div", "p", "li", "small", "em", "dd", "td"):
        names = element.get("class", "") + " " + element.get("id", "")
        if len(names) <= 3 or not _names_date(names):
            continue
        if moment := _read_line(element, month_first=month_first):
            return moment
    return None


@functools.lru_cache(maxsize=20_000)
def _names_date(names: str) -> bool:
    return _DATE_NAME.search(names) is not None


def _beside_headline(headline: HtmlElement | None, *, month_first: bool) -> Moment | None:
    """The first date in a short line right after the headline, or right before it."""
    if headline is None:
        return None
    for element in _around(headline):
        if moment := _read_line(element, month_first=month_first):
            return replace(moment, method="headline")
    return None


def _around(headline: HtmlElement) -> Iterator[HtmlElement]:
    box = headline
    for _ in range(3):
        beside = [*box.itersiblings(), *box.itersiblings(preceding=True)][:6]
        for sibling in beside:
            yield from list(sibling.iter())[:_NEAR]
        parent = box.getparent()
        if parent is None or parent.tag == "body":
            return
        box = parent


def _read_line(element: HtmlElement, *, month_first: bool) -> Moment | None:
    if element.tag in ("script", "style", "noscript") or len(element) > 12:
        return None
    text = clean_line("".join(element.itertext())[:600])
    if len(text) > _LONGEST or _MODIFIED_WORD.search(text):
        return None
    return read_moment(text, "visible", month_first=month_first)
