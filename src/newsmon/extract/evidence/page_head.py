"""Statements of a page's head: `meta` and `link` elements, and the title."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsmon.text import clean_line

_LONGEST = 2_000  # characters of one value


@dataclass(frozen=True, slots=True)
class Head:
    """Values of `meta` elements by lower-case name, in order; title; links; language."""

    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    base: str = ""  # what relative addresses are relative to
    language: str = ""

    def first(self, *names: str) -> tuple[str, str]:
        """Return the first value of the first name that has one, and that name; else "", ""."""
        for name in names:
            if name in self.meta:
                return self.meta[name][0], name
        return "", ""


def read_head(tree: HtmlElement) -> Head:
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")[:_LONGEST]
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := element.get(key):
                    meta.setdefault(name.strip().lower(), []).append(content)
    links = (e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical")
    bases = (e.get("href") or "" for e in tree.iter("base"))
    title = next((clean_line(e.text or "") for e in tree.iter("title") if e.text), "")
    return Head(
        meta={name: tuple(values) for name, values in meta.items()},
        title=title[:_LONGEST],
        canonical=next(filter(None, links), "").strip(),
        base=next(filter(None, bases), "").strip(),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
    )
