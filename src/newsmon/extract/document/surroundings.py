"""Places on a page: in the article, or in what surrounds it."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from lxml.html import HtmlElement

from newsmon.text.elements import letters, name_words

_COMMENTS = frozenset(
    {"comment", "comments", "commentlist", "kommentar", "kommentare", "commentaires", "comentarios",
     "commenti", "respond"}
)  # fmt: skip
_ASIDE = frozenset(
    {"related", "sidebar", "recent", "popular", "teaser", "widget", "recommended"}
)  # fmt: skip
_MAIN_SHARE = 0.5  # of the page's letters: a box that holds more is no aside, whatever its name


def not_elsewhere(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that stand in the article; those of one parent stand in one place."""
    chosen: list[HtmlElement] = []
    places: dict[HtmlElement | None, bool] = {}
    for element in elements:
        parent = element.getparent()
        if parent not in places:
            places[parent] = is_elsewhere(element)
        if not places[parent]:
            chosen.append(element)
    return chosen


def is_elsewhere(element: HtmlElement) -> bool:
    """Tell whether an element stands in comments, a sidebar or a list of other articles."""
    for up in element.iterancestors():
        if up.tag in ("body", "main") or up.find(".//h1") is not None:
            return False
        kind = "aside" if up.tag in ("aside", "nav") else _kind(up.get("class"), up.get("id"))
        if kind == "comments" or (kind == "aside" and not _holds_most(up)):
            return True
    return False


@functools.lru_cache(maxsize=4_096)
def _kind(class_names: str | None, id_name: str | None) -> str:
    words = name_words(f"{class_names or ''} {id_name or ''}")
    if not words.isdisjoint(_COMMENTS):
        return "comments"
    return "" if words.isdisjoint(_ASIDE) else "aside"


def _holds_most(element: HtmlElement) -> bool:
    return letters(element) > letters(element.getroottree().getroot()) * _MAIN_SHARE
