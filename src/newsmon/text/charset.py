"""Bytes to text: which charset, and how we know.

What is stated is often wrong, so a statement is believed only if the bytes agree. Order: byte
order mark, then UTF-8 where the bytes are plainly that, then HTTP header, then the text's own
declaration, then detection. Nothing here can fail: in the end every byte becomes some character.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

from newsmon.model import Page
from newsmon.text.charset_labels import CODECS


class Decoded(NamedTuple):
    """Text, the charset it was read in, and how that was known.

    `how` is one of "bom", "utf-8" (the bytes prove it), "header", "meta" (a declaration in the
    text), "mixed" (UTF-8 with stray bytes of windows-1252), "detected", "fallback".
    """

    text: str
    charset: str
    how: str

    def in_utf8(self, body: bytes) -> bytes:
        """Return the text in UTF-8; `body`, of which it was read, may be just that."""
        return body if self.how == "utf-8" else self.text.encode("utf-8", "ignore")


_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of markup in UTF-16 without a mark.
_BARE_UTF16: Final = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))

# Codecs that hold text; Python knows others (zip, hex, utf-7, punycode) that must not be reached.
_TEXT_CODEC: Final = re.compile(
    r"(?:utf-(?:8|16|32)|iso8859|cp\d|koi8|mac|gb|hz|big5|euc|shift|iso2022_|johab|tis|ascii|kz1048)"
)
# A meta tag or an XML declaration; browsers look no further than 1024 bytes, publishers do.
_DECLARED: Final = re.compile(
    rb"""<meta[^<>]{0,256}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})"""
    rb"""|<\?xml[^<>]{0,128}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_LOOK_AT: Final = 8192  # bytes searched for a declaration
_SAMPLE: Final = 32_768  # bytes shown to the detector: it is slow, and more tells it no more
_PROOF: Final = 4  # UTF-8 sequences that legacy text has by chance only once in many thousand pages
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


def decode(page: Page) -> Decoded:
    """Return the text of a page; see `decode_bytes`."""
    return decode_bytes(page.body, page.charset)


def decode_bytes(body: bytes, stated: str | None = None) -> Decoded:
    """Return the text of a body whose HTTP header stated `stated` (or nothing). Never raises."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(charset, "replace"), charset, "bom")
    header, own = codec_of(stated), _declared(body)
    proven = _utf8(body, enough=_PROOF if _is_multibyte(header or own) else 1)
    if proven is not None:
        return Decoded(proven, "utf-8", "utf-8")
    for candidate, how in ((header, "header"), (own, "meta"), (_bare_utf16(body), "detected")):
        if candidate and (text := _strict(body, candidate)) is not None:
            return Decoded(text, candidate, how)
    if "utf-8" in {header, own} and _mostly_utf8(body):
        return Decoded(body.decode("utf-8", "newsmon-cp1252"), "utf-8", "mixed")
    return _detected(body, header or own)


def codec_of(label: str | None) -> str | None:
    """Return Python's name of the codec for a stated charset; None for what is not text."""
    name = (label or "").strip(" \t\r\n\f\"'").lower()
    if codec := CODECS.get(name):
        return codec
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    # Spellings that only Python has (`latin_1`) mean what the codec's own label means.
    return CODECS.get(codec.replace("_", "-"), codec) if _TEXT_CODEC.match(codec) else None


def _declared(body: bytes) -> str | None:
    declaration = _DECLARED.search(body, 0, _LOOK_AT)
    if not declaration:
        return None
    charset = codec_of((declaration[1] or declaration[2]).decode("ascii"))
    # A declaration readable byte by byte cannot be in UTF-16 or UTF-32.
    return "utf-8" if charset and charset.startswith(("utf-16", "utf-32")) else charset


def _is_multibyte(charset: str | None) -> bool:
    return bool(charset) and not str(charset).startswith(
        ("cp125", "iso8859", "koi8", "mac", "utf-8")
    )


def _utf8(body: bytes, *, enough: int) -> str | None:
    """Return the text, if the bytes are UTF-8 beyond doubt: plain ASCII never proves anything."""
    if body.isascii() or b"\0" in body[:256]:
        return None
    text = _strict(body, "utf-8")
    if text is None or enough <= 1:  # what is not ASCII has such a sequence
        return text
    sequences = sum(1 for _, _ in zip(_MULTIBYTE.finditer(body), range(enough), strict=False))
    return text if sequences >= enough else None


def _bare_utf16(body: bytes) -> str | None:
    start = body[:64].lstrip()
    return next((charset for mark, charset in _BARE_UTF16 if start.startswith(mark)), None)


def _strict(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeError, ValueError):
        return None


def _mostly_utf8(body: bytes) -> bool:
    high = sum(map(len, re.findall(rb"[\x80-\xff]+", body)))
    good = sum(map(len, _MULTIBYTE.findall(body)))
    return good * 2 > high


def _detected(body: bytes, stated: str | None) -> Decoded:
    if body.isascii():
        return Decoded(body.decode("ascii"), "utf-8", "fallback")
    best = from_bytes(body[:_SAMPLE]).best()
    if (
        best
        and (charset := codec_of(best.encoding))
        and (text := _strict(body, charset)) is not None
    ):
        return Decoded(text, charset, "detected")
    charset = stated or "cp1252"
    return Decoded(body.decode(charset, "replace"), charset, "fallback")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("newsmon-cp1252", _as_windows_1252)
