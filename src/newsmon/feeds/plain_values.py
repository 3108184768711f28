"""Values in plain feeds: texts, attributes, and what is put together of them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from feedparser.html import _cp1252
from lxml.etree import _Element as Element

from newsmon.feeds.entries import MAX_TAGS
from newsmon.feeds.xml import joined

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_MAX_BASE: Final = 500  # characters of an address that each link is joined to, piece by piece
_CONTROL: Final = re.compile("[\x80-\x9f]")  # characters of windows-1252 declared as Latin-1


class UnusualError(Exception):
    """A form whose meaning is left to feedparser."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Language and address that hold for an element, as its ancestors state them."""

    language: str | None
    base: str

    def __post_init__(self) -> None:
        if len(self.base) > _MAX_BASE:
            raise UnusualError("a long base")

    def within(self, element: Element) -> Scope:
        """Return the scope of an element's content."""
        attributes = element.attrib
        if not attributes:
            return self
        language, base = self.language, self.base
        stated = attributes.get(f"{XML}lang", attributes.get("lang"))
        if stated is not None:
            language = stated or None
        if stated_base := attributes.get(f"{XML}base") or attributes.get("base"):
            base = joined(base, stated_base)
        return Scope(language, base)


@dataclass(slots=True)
class Reading:
    """An entry, or the feed itself, as it is put together."""

    is_atom: bool
    is_entry: bool = True
    raw: dict[str, Any] = field(default_factory=dict)  # as feedparser would fill it
    has_content: bool = False
    depths: dict[str, int] = field(default_factory=dict)  # at which depth a value was stated
    media_titles: int = 0  # count only where there is no title

    def store(self, name: str, value: str, depth: int = 0) -> None:
        """Keep the value stated at the least depth, of several there the last."""
        if depth <= self.depths.get(name, depth):
            self.depths[name] = depth
            self.raw[name] = value

    def add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.raw.get("tags") or ()
        if len(tags) >= MAX_TAGS:
            return
        tags = self.raw.setdefault("tags", [])
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)


def text_of(element: Element) -> str:
    """Return the text of an element without children, mended as feedparser does."""
    return mended(stripped(element))


def stripped(element: Element) -> str:
    if len(element):
        raise UnusualError("markup that is not escaped")
    return (element.text or "").strip()


def mended(text: str) -> str:
    """Undo what was encoded twice, or in windows-1252 declared as Latin-1."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_cp1252) if _CONTROL.search(text) else text


def attributes_of(element: Element) -> dict[str, str]:
    """Return attributes by name in lower case; raises UnusualError for one of another namespace."""
    named: dict[str, str] = {}
    for name, value in element.items():
        if isinstance(name, bytes) or isinstance(value, bytes):
            raise UnusualError("an attribute of bytes")
        lower = name.lower()
        if name[0] != "{":
            named[lower] = value.lower() if lower in {"rel", "type"} else value
        elif not name.startswith(XML):
            raise UnusualError("an attribute of another namespace")
    return named
