"""Posts of a live blog as the page shows them: blocks of one shape, each with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from newsmon.extract.document.surroundings import not_elsewhere
from newsmon.extract.live.day_headings import days_above, moment_on
from newsmon.extract.live.element_lines import element_lines, without_labels
from newsmon.extract.live.post_claims import PostClaim
from newsmon.extract.prose.prose_blocks import INLINE
from newsmon.extract.statements.jsonld_posts import MOST_POSTS
from newsmon.model import Moment
from newsmon.text import clean_line
from newsmon.text.elements import letters
from newsmon.times import DateConventions, find_moment

FEWEST = 3  # blocks
_HIGHEST = 8  # elements between a time and its block
_LETTERS = 40  # of a block's text: less is a list of headlines
_AS_GOOD = 0.9  # of the best score, for which a shape with ids is preferred

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CLOCK = re.compile(r"\b\d{1,2}\s?[:.h]\s?\d{2}\b|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.|uhr)", re.I)
_ONLY_CLOCK = re.compile(
    r"\W*\d{1,2}(?:\s?[:.h]\s?\d{2})?(?:\s?(?:am|pm|a\.m\.|p\.m\.|uhr|h|hrs))?"
    r"(?:\s?[A-Z]{1,4})?\W*", re.I
)  # fmt: skip
_TIME_NAME = re.compile(
    r"(?:^|[\s_-])(?:time|date|datetime|timestamp|clock|uhrzeit|zeit|datum|heure|hora|fecha|data|ora|posted|published)(?:$|[\s_-])"
    r"|[Tt]imestamp|[Tt]ime$|[Dd]ate$", re.M
)  # fmt: skip
_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:title|headline|heading|titel|titre|titulo)(?:$|[\s_-])|[Hh]eadline$|[Tt]itle$",
    re.M,
)
_AUTHOR_NAME = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur|kuerzel|reporter)s?(?:$|[\s_-])|[Aa]uthor$|[Bb]yline$",
    re.M,
)
_LONGEST_TIME = 60  # characters
_LONGEST_CLOCK = 20
_LONGEST_NAME = 80
_ANCHORS = (
    "id",
    "data-id",
    "data-post-id",
    "data-block-id",
    "data-entry-id",
    "data-item-id",
    "data-key",
    "name",
)
_DIGITS = re.compile(r"\d+")
# Attributes that tell a program when a block was posted.
_TIME_DATA = tuple(
    f"data-{name}"
    for name in (
        "timestamp", "time", "datetime", "date", "published", "published-at", "publish-time",
        "posted", "posted-at", "created", "created-at", "pubdate", "utc",
    )
)  # fmt: skip
_TIME_DATA_NAMES = frozenset(_TIME_DATA)
_STATED_TIME = re.compile(r"(?:\d\D?){8}")  # a day at least, or seconds since 1970


def visible_posts(tree: HtmlElement, url: str, conventions: DateConventions) -> list[PostClaim]:
    """Return the posts in blocks of one shape that each have a time and a text, in order."""
    blocks = _blocks(tree)[:MOST_POSTS]
    claims = [_claim(block, url, conventions) for block in blocks]
    if any(claim.posted is None for claim in claims):
        days = days_above(tree, blocks, conventions)
        claims = [
            _on_day(claim, days.get(block), conventions)
            for claim, block in zip(claims, blocks, strict=True)
        ]
    return [claim for claim in claims if claim.says_something]


def _on_day(claim: PostClaim, day: date | None, conventions: DateConventions) -> PostClaim:
    """Give a post that shows a clock alone the day of the heading above it."""
    if day is None or claim.posted is not None or claim.element is None:
        return claim
    texts = (text for e in time_elements(claim.element) for text in _time_texts(e))
    clock = next(filter(_CLOCK.search, texts), "")
    return replace(claim, posted=moment_on(day, clock, conventions))


def time_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that show a time and nothing else."""
    for element in tree.iter(
        "time", "span", "div", "p", "a", "abbr", "small", "strong", "b", "dt", *_HEADINGS
    ):
        if (
            element.tag == "time"
            or _is_only_clock(element)
            or (
                _TIME_NAME.search(f"{element.get('class') or ''}\n{element.get('itemprop') or ''}")
                and (text := _short_text(element, _LONGEST_TIME))
                and _CLOCK.search(text)
            )
        ):
            yield element


def _is_only_clock(element: HtmlElement) -> bool:
    text = (element.text or "").strip()
    if len(element) or not 3 <= len(text) <= _LONGEST_CLOCK or not _CLOCK.search(text):
        return False
    return _ONLY_CLOCK.fullmatch(text) is not None


def _blocks(tree: HtmlElement) -> list[HtmlElement]:
    """Return the blocks of the shape that has the most of them with the most text in them."""
    shapes: dict[object, dict[HtmlElement, None]] = {}
    for marker in dict.fromkeys((*time_elements(tree), *_dated_elements(tree))):
        for up in [marker, *marker.iterancestors()][: _HIGHEST + 1]:
            if up.tag in ("body", "main", "html"):
                break
            shapes.setdefault(_shape(up), {})[up] = None
    rated = []
    for elements in shapes.values():
        blocks = [e for e in elements if letters(e) >= _LETTERS] if len(elements) >= FEWEST else []
        blocks = not_elsewhere(blocks)
        if len(blocks) >= FEWEST:
            rated.append((len(blocks) * sum(map(letters, blocks)), blocks))
    if not rated:
        return []
    best = max(score for score, _ in rated)
    good = [blocks for score, blocks in rated if score >= _AS_GOOD * best]
    blocks = max(good, key=lambda alike: (sum(bool(_own_anchor(e)) for e in alike), _extent(alike)))
    return _in_order(tree, blocks)


def _shape(element: HtmlElement) -> object:
    """Return what blocks of one list share: their tag, and the tag and names of what holds them."""
    holder = element.getparent()
    names = "" if holder is None else _DIGITS.sub("", holder.get("class") or "")
    return element.tag, "" if holder is None else holder.tag, names


def _extent(blocks: Sequence[HtmlElement]) -> int:
    return sum(map(letters, blocks))


def _in_order(tree: HtmlElement, blocks: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return blocks as they stand on the page, none of them within another."""
    chosen = set(blocks)
    return [
        e for e in tree.iter(*{block.tag for block in blocks})
        if e in chosen and chosen.isdisjoint(e.iterancestors())
    ]  # fmt: skip


def _claim(block: HtmlElement, url: str, conventions: DateConventions) -> PostClaim:
    times = list(time_elements(block))
    heading = _heading(block, set(times))
    bylines = [e for e in block.iter("span", "div", "p", "a", "address", "cite") if _is_byline(e)]
    beside = {*times, *bylines, *([] if heading is None else [heading])}
    anchor = _own_anchor(block) or next(
        (e.get("id") or e.get("name") or "" for e in block.iter("a") if not e.get("href")), ""
    )
    return PostClaim(
        title="" if heading is None else clean_line(" ".join(element_lines(heading, times))),
        text="\n".join(without_labels(element_lines(block, beside))),
        address=_permalink(block, url) or (f"#{block.get('id')}" if block.get("id") else ""),
        anchor=anchor,
        posted=_first_moment(times, conventions) or _moment_in_data(block, conventions),
        authors=tuple(
            dict.fromkeys(filter(None, (_short_text(e, _LONGEST_NAME) for e in bylines)))
        ),
        element=block,
    )


def _heading(block: HtmlElement, times: set[HtmlElement]) -> HtmlElement | None:
    for element in block.iter(*_HEADINGS):
        if element not in times and clean_line(element.text_content()):
            return element
    named = (
        e
        for e in block.iter("div", "p", "span", "strong", "a")
        if _TITLE_NAME.search(e.get("class") or "")
    )
    bold = (e for e in block.iter("strong", "b") if _is_line(e))
    candidates = (e for e in (*named, *bold) if e not in times)
    return next((e for e in candidates if len(clean_line(e.text_content())) > 3), None)


def _is_line(element: HtmlElement) -> bool:
    """Tell whether an inline element stands alone between two blocks, or holds all of its own."""
    holder, before, after = element.getparent(), element.getprevious(), element.getnext()
    if holder is None or clean_line(element.tail or ""):
        return False
    begins = clean_line((holder.text if before is None else before.tail) or "") == ""
    ends = after is None or after.tag == "br" or after.tag not in INLINE
    return begins and ends


def _is_byline(element: HtmlElement) -> bool:
    return element.get("rel") == "author" or bool(_AUTHOR_NAME.search(element.get("class") or ""))


def _own_anchor(block: HtmlElement) -> str:
    values = ((block.get(key) or "").strip() for key in _ANCHORS)
    return next(filter(None, values), "")


def _permalink(block: HtmlElement, url: str) -> str:
    """Return the link in a block that leads to itself: to a place on this page."""
    try:
        own = urlsplit(url)
        for link in block.iter("a"):
            href = (link.get("href") or "").strip()
            target = urlsplit(urljoin(url, href))
            is_here = (target.netloc, target.path) == (own.netloc, own.path)
            if is_here and len(href) > 1 and (target.fragment or target.query != own.query):
                return str(urlunsplit(target))
    except ValueError:
        return ""
    return ""


def _first_moment(times: Sequence[HtmlElement], conventions: DateConventions) -> Moment | None:
    for element in times:
        for text in _time_texts(element):
            if text and (moment := find_moment(text, "time-element", conventions)):
                return moment
    return None


def _time_texts(element: HtmlElement) -> tuple[str, str]:
    """Return what an element of time states for programs, and what it shows."""
    stated = element.get("datetime") or element.get("content") or element.get("title") or ""
    return stated, clean_line(element.text_content())[:_LONGEST_TIME]


def _moment_in_data(block: HtmlElement, conventions: DateConventions) -> Moment | None:
    """Return the time that a block, or what is in it, states for programs in an attribute."""
    for element in _dated_elements(block):
        for text in _stated_times(element):
            if moment := find_moment(text, "time-element", conventions):
                return moment
    return None


def _dated_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter():  # an XPath that asks for each attribute takes six times as long
        if not _TIME_DATA_NAMES.isdisjoint(element.keys()) and any(_stated_times(element)):
            yield element


def _stated_times(element: HtmlElement) -> Iterator[str]:
    values = (element.get(name) or "" for name in _TIME_DATA)
    yield from (value.strip() for value in values if _STATED_TIME.search(value))


def _short_text(element: HtmlElement, longest: int) -> str:
    if len(element) > 4 or letters(element) > 3 * longest:
        return ""
    text = clean_line(element.text_content())
    return text if len(text) <= longest else ""
