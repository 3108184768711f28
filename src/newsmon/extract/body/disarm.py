"""Boxes with prose lose what an extractor might drop them for: their names and their tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

# Names that say "here is the text"; they help an extractor to find it.
BODY_NAME = re.compile(
    r"(?:article|story|post|entry|content)[-_]{0,2}(?:body|text|content|chunk)|(?:body|text)[-_]{0,2}(?:content|container)",
    re.I,
)  # fmt: skip
# An extractor drops these with all that they hold.
_DROPPED_TAGS = frozenset(
    {"aside", "button", "dialog", "fieldset", "footer", "form", "label", "menu", "nav", "noscript",
     "output", "time", "figure"}
)  # fmt: skip
_NAMES = ("class", "id", "style", "role", "hidden", "aria-hidden")


def disarm(boxes: Iterable[HtmlElement]) -> None:
    """Leave no name or tag on boxes that an extractor might drop them for."""
    for box in boxes:
        if box.tag in ("html", "body"):
            continue
        names = f"{box.get('class') or ''} {box.get('id') or ''}"
        body_name = BODY_NAME.search(names)
        for name in _NAMES:
            box.attrib.pop(name, None)
        if body_name:
            box.set("class", body_name[0])
        if box.tag in _DROPPED_TAGS:
            box.tag = "div"
