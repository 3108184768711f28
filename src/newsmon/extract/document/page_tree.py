"""HTML text to a tree, within bounds."""

from __future__ import annotations

from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from newsmon.model import Reason, Rejection

# The largest real article pages have about 4 million characters, most of them scripts.
MAX_CHARACTERS = 8_000_000
# libxml2 stops at 2,048 levels by itself; code that walks a tree recursively stops far earlier.
MAX_DEPTH = 400
MAX_ELEMENTS = 60_000

_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_COUNT = etree.XPath("count(//*)")
# One class for every element: lxml.html's own lookup asks Python each time an element is touched.
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
_INVALID = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})  # what XML forbids; lone surrogates too


def parse_html(html: str, encoded: bytes | None = None) -> HtmlElement | Rejection:
    """Return the tree of a page, or a rejection. Comments and processing instructions are gone.

    `encoded` is the page in UTF-8, where the caller has it. Raises MemoryError
    where there is too little for its tree.
    """
    if len(html) > MAX_CHARACTERS:
        return Rejection(Reason.BODY_TOO_LARGE, f"{len(html)} characters")
    encoded = html.encode("utf-8", "ignore") if encoded is None else encoded
    source = encoded.translate(None, _INVALID)
    if not source or source.isspace():
        return Rejection(Reason.NO_TEXT, "empty body")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    parser.set_element_class_lookup(_LOOKUP)
    try:
        tree = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]
            raise MemoryError from error
        return Rejection(Reason.MALFORMED, str(error)[:200])
    except (etree.LxmlError, ValueError) as error:
        return Rejection(Reason.MALFORMED, str(error)[:200])
    if tree is None or len(tree) == 0:
        return Rejection(Reason.NO_TEXT, "no markup")
    return _bounded(tree)


def _bounded(tree: HtmlElement) -> HtmlElement | Rejection:
    if _TOO_DEEP(tree):
        return Rejection(Reason.MALFORMED, f"nested more than {MAX_DEPTH} levels deep")
    elements = int(cast(float, _COUNT(tree)))
    if elements > MAX_ELEMENTS:
        return Rejection(Reason.NOT_ARTICLE, f"{elements} elements")
    return tree
