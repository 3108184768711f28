"""Markup of wire texts as paragraphs: NITF, XHTML and HTML; and XML that is safe to parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree, html

from newsmon.text import xml_prolog

Element = Any  # of lxml, whose stubs tell XML and HTML elements apart and do not know both

_BLOCKS: Final = frozenset(
    """
    address article aside blockquote block body body.content bq br caption center dd div dl dt
    figcaption figure fn footer h1 h2 h3 h4 h5 h6 header hl1 hl2 hr li main nav nitf-table
    note ol p pre section table tagline tbody tfoot thead tr ul
    """.split()  # noqa: SIM905 - a table
)
_CELLS: Final = frozenset({"td", "th"})
# Elements beside the text: media with their captions, forms, all that is no text.
_LEFT_OUT: Final = frozenset(
    """
    audio body.end body.head button canvas embed figcaption figure form head iframe img input
    media media-caption media-metadata media-object media-producer media-reference noscript object
    picture script select style svg template title video
    """.split()  # noqa: SIM905 - a table
)
_MARKUP: Final = re.compile(r"<(?:p|br|div|h\d|ul|ol|table|section|html|body|article)\b", re.I)


class BadXmlError(ValueError):
    """XML that cannot be read."""


def root_of(markup: str) -> Element:
    """Return the root element of XML text without prolog.

    No DOCTYPE is in it, so there is no entity to expand and nothing to fetch. Raises BadXmlError.
    """
    if xml_prolog.has_long_namespace(markup):
        raise BadXmlError("a namespace with a name that never ends")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    legal = xml_prolog.DECLARATION + xml_prolog.with_legal_references(markup)
    try:
        return etree.fromstring(legal.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXmlError(str(error)) from None


def html_root(markup: str) -> Element | None:
    """Return the root element of HTML, a whole document or a part of one; None of nothing."""
    try:
        return html.document_fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def local_name(element: Element) -> str:
    """Return an element's name without namespace, as written; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of_markup(root: Element) -> str:
    """Return the paragraphs of an element between blank lines; cells of a table on one line."""
    return "\n\n".join(paragraphs(root))


def is_markup(text: str) -> bool:
    """Tell whether a text without a stated type is HTML."""
    return _MARKUP.search(text) is not None


def text_of_html(markup: str) -> str:
    """Return the paragraphs of HTML between blank lines."""
    root = html_root(markup)
    return "" if root is None else text_of_markup(root)


def paragraphs(root: Element) -> Iterator[str]:
    """Yield the paragraphs of an element, each on one line."""
    pieces: list[str] = []
    for event, element in _walk(root):
        name = local_name(element).lower()
        if event == "start":
            if name in _BLOCKS:
                yield from _lines(pieces)
            if name in _CELLS:
                pieces.append(" | ")
            pieces.append(element.text or "")
        else:
            if name in _BLOCKS:
                if name == "pre":
                    yield from _preformatted(pieces)
                yield from _lines(pieces)
            pieces.append(element.tail or "" if element is not root else "")
    yield from _lines(pieces)


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield start and end of each element but those that are left out, whose tails count."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if local_name(element).lower() in _LEFT_OUT or not isinstance(element.tag, str):
            if event == "start":
                walk.skip_subtree()
            elif element is not root:
                yield "tail", element
            continue
        yield event, element


def _lines(pieces: list[str]) -> Iterator[str]:
    """Yield what has been gathered as one line, if anything, and begin anew."""
    line = " ".join("".join(pieces).split()).strip("| ")
    pieces.clear()
    if line:
        yield line


def _preformatted(pieces: list[str]) -> Iterator[str]:
    text = "".join(pieces)
    pieces.clear()
    yield from filter(None, (" ".join(line.split()) for line in text.split("\n")))
