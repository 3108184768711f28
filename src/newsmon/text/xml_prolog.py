"""Bytes of others as XML text that a strict parser can be given."""

from __future__ import annotations

import html.entities
import re
import zlib
from typing import Final

from newsmon.text.charset import decode_bytes

MAX_TEXT: Final = 64 * 1024 * 1024  # bytes after decompression; the sitemap protocol allows 50 MB
DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'

# Not allowed in XML 1.0 in any form.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEFORE_ROOT: Final = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s{0,64})?>)", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"<\s{0,8}([A-Za-z_][\w.:-]{0,64})")
_REFERENCE: Final = re.compile(
    r"&(?:#(\d{1,8}|[xX][0-9A-Fa-f]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_CDATA: Final = "<![CDATA["
# A parser writes the namespace of an element out with each of its names.
_LONG_NAMESPACE: Final = re.compile(r"xmlns[^=<>\s]{0,64}\s{0,8}=\s{0,8}[\"'][^\"'<]{500}")
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


def text_of(body: bytes, charset: str | None) -> str | None:
    """Return bytes as text without characters that XML forbids; None for a decompression bomb.

    Feeds are now and then files of gzip, served as they lie; so are files of agencies.
    """
    if body[:2] == b"\x1f\x8b":
        unzipped = _gunzip(body)
        if unzipped is None:
            return None
        body = unzipped
    return _ILLEGAL.sub("", decode_bytes(body, charset).text)


def _gunzip(body: bytes) -> bytes | None:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        result = unpacker.decompress(body, MAX_TEXT)
    except zlib.error:
        return b""
    return None if unpacker.unconsumed_tail else result


def without_prolog(text: str) -> str:
    """Return the text from its root element on: without declaration, comments and DOCTYPE.

    So no entity can be declared: nothing external is named and nothing can be multiplied.
    """
    position = max(text.find("<"), 0)
    while item := _BEFORE_ROOT.match(text, position):
        position = item.end()
    root = _ROOT.search(text, position)
    return text[root.start() :] if root else ""


def has_long_namespace(text: str) -> bool:
    """Tell whether a namespace has a name of so many characters that parsing takes minutes."""
    return _LONG_NAMESPACE.search(text) is not None


def root_name(text: str) -> str:
    """Return the local name of the root element, lower case; of text without its prolog."""
    root = _ROOT.match(text)
    return root[1].rpartition(":")[2].lower() if root else ""


def with_legal_references(text: str) -> str:
    """Make every `&` legal XML: HTML's names become characters, impossible ones are escaped.

    Within CDATA sections it stands for itself.
    """
    pieces, at = [], 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        pieces += [_REFERENCE.sub(_legal_reference, text[at:start]), text[start:end]]
        at = end
    return "".join([*pieces, _REFERENCE.sub(_legal_reference, text[at:])])


def _legal_reference(reference: re.Match[str]) -> str:
    number, name = reference.groups()
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return reference[0] if _is_legal(code) else "\ufffd"
    if name in _XML_NAMES:
        return reference[0]
    if name and (character := html.entities.html5.get(name + ";")):
        return character if not set(character) & set("<>&") else "&amp;" + reference[0][1:]
    return "&amp;" + reference[0][1:]


def _is_legal(code: int) -> bool:
    return (
        code in {9, 10, 13}
        or 32 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or (0x10000 <= code <= 0x10FFFF)
    )
