"""RSS, RDF and Atom through feedparser's own parsers, bounded and without its two slow steps.

`feedparser.parse` decides for itself about encodings, DOCTYPE and retries, with patterns that can
be made to take hours. Here those decisions are ours, and its parsers get clean XML. Sanitising and
resolving links in content are off (two thirds of its time): what we keep is sanitised by `markup`.
"""

from __future__ import annotations

import io
import xml.sax
import xml.sax.handler
import xml.sax.xmlreader
from dataclasses import dataclass
from typing import Any, Final

from feedparser.api import LooseFeedParser, StrictFeedParser

from newsmon.feeds.entries import MAX_ENTRIES, MAX_TAGS
from newsmon.text import xml_prolog
from newsmon.urls import resolved

__all__ = [
    "MAX_AUTHOR", "MAX_ELEMENTS", "MAX_ENTRIES", "Read", "TooDeepError", "joined", "read",
]  # fmt: skip

_MAX_DEPTH: Final = 400  # elements within elements; no real feed comes near
_MAX_ADDRESS: Final = 4096  # characters of a link; longer ones are data
MAX_ELEMENTS: Final = 250_000  # four times those of a feed of 2,000 rich entries
_MAX_ATTRIBUTES: Final = 200  # of one element; feedparser looks each up in a list of all
_MAX_PREFIXES: Final = 200  # of namespaces, all of which it goes through for each element
MAX_AUTHOR: Final = 500  # characters of a byline
_MAX_LOOSE: Final = 2_000_000  # characters for the lenient parser, whose patterns can be quadratic
_BASES: Final = frozenset({"xml:base", "base"})
_TOO_MUCH: Final = f"more than {MAX_ENTRIES} entries or {MAX_ELEMENTS} elements: the rest was left"
# Expat's complaint about what follows the root element: all entries have been read by then.
_JUNK_AFTER_ROOT: Final = "junk after document element"
_CUT_SHORT: Final = ("no element found", "unclosed token", "unclosed CDATA section")


class TooMuchError(Exception):
    """More than we take from one feed; the entries read so far are good."""


class TooDeepError(Exception):
    """Elements nested beyond any feed's need."""


class _Bounded:
    """Bounds on what feedparser does once per element."""

    resolve_relative_uris = False
    sanitize_html = False

    def __init__(self, base: str) -> None:
        self._bases = [base]
        self._elements = 0
        super().__init__("", None, "utf-8")  # type: ignore[call-arg]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> Any:
        """Keep account of xml:base here: feedparser joins URLs anew for each element."""
        if len(self._bases) > _MAX_DEPTH:
            raise TooDeepError
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooMuchError
        base = self._bases[-1]
        stated = next((value for name, value in attrs if name.lower() in _BASES), None)
        if stated:
            base = joined(base, stated)
            attrs = [(name, value) for name, value in attrs if name.lower() not in _BASES]
        self._bases.append(base)
        return super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        super().unknown_endtag(tag)  # type: ignore[misc]
        if len(self._bases) > 1:
            self._bases.pop()

    def resolve_uri(self, uri: str) -> str:
        return joined(self._bases[-1], uri)

    def _start_item(self, attrs: dict[str, str]) -> None:
        if len(self.entries) >= MAX_ENTRIES:  # type: ignore[attr-defined]
            raise TooMuchError
        super()._start_item(attrs)  # type: ignore[misc]

    _start_entry = _start_item

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        """Join runs of blank pieces first: feedparser deletes them one by one from the front."""
        stack = self.elementstack  # type: ignore[attr-defined]
        if stack and stack[-1][0] == element and len(stack[-1][2]) > 2:
            pieces = stack[-1][2]
            first = next((i for i, piece in enumerate(pieces) if piece.strip()), len(pieces))
            stack[-1][2] = pieces[first:] if strip_whitespace else pieces
        return super().pop(element, strip_whitespace)  # type: ignore[misc]

    def _start_media_description(self, _attrs: dict[str, str]) -> None:
        """Keep a caption by itself: feedparser takes it for the summary, or for the full text."""
        self.push("media_description", 1)  # type: ignore[attr-defined]

    def _end_media_description(self) -> None:
        self.pop("media_description")

    def _sync_author_detail(self, key: str = "author") -> None:
        """Keep a byline as it is written.

        feedparser's own pattern for addresses is quadratic, and cuts domains it does not expect.
        """
        context = self._get_context()  # type: ignore[attr-defined]
        people = context.get(f"{key}s")
        if people and not people[-1] and isinstance(context.get(key), str):
            people[-1]["name"] = context[key][:MAX_AUTHOR]

    def _add_tag(self, term: str, scheme: str | None, label: str | None) -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        if len(context.get("tags") or ()) < MAX_TAGS:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]


class _Strict(_Bounded, StrictFeedParser):  # type: ignore[misc]
    """Bounds on what costs the square of its number: attributes of an element, prefixes in use."""

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802
        if attrs.getLength() > _MAX_ATTRIBUTES:
            raise TooMuchError
        super().startElementNS(name, qname, attrs)

    def startPrefixMapping(self, prefix: str | None, uri: str) -> None:  # noqa: N802
        if len(self.namespaces_in_use) > _MAX_PREFIXES:
            raise TooMuchError
        super().startPrefixMapping(prefix, uri)


class _Loose(_Bounded, LooseFeedParser):  # type: ignore[misc]
    pass


@dataclass(frozen=True, slots=True)
class Read:
    """A feed as feedparser read it: its dictionaries, and what was wrong with the XML."""

    version: str
    feed: Any
    entries: list[Any]
    warnings: tuple[str, ...] = ()


def read(text: str, url: str) -> Read:
    """Read a feed from text without prolog: strictly, mended, and at last leniently.

    Raises whatever feedparser raises (there are about a dozen ways), TooDeepError, and
    xml.sax.SAXException if no parser can be given it.
    """
    try:
        return _read_strictly(text, url)
    except xml.sax.SAXException as error:
        complaint = _short(error)
    legal = xml_prolog.with_legal_references(text)
    try:
        if legal != text:
            return _read_strictly(legal, url, f"mended: {complaint}")
    except xml.sax.SAXException:
        pass
    if len(legal) > _MAX_LOOSE:
        raise xml.sax.SAXException(complaint)
    parser = _Loose(url)
    warnings = [f"not well-formed: {complaint}"]
    try:
        parser.feed(legal)
        parser.close()
    except TooMuchError:
        warnings.append(_TOO_MUCH)
    return Read(parser.version, parser.feeddata, parser.entries, tuple(warnings))


def _read_strictly(text: str, url: str, *warnings: str) -> Read:
    handler = _Strict(url)
    # No DOCTYPE is left in the text, so there is no entity to expand or fetch.
    parser = xml.sax.make_parser(["xml.sax.expatreader"])  # noqa: S317
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setFeature(xml.sax.handler.feature_external_pes, False)
    parser.setContentHandler(handler)
    parser.setErrorHandler(handler)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(io.BytesIO((xml_prolog.DECLARATION + text).encode("utf-8")))
    entries = handler.entries
    try:
        parser.parse(source)
    except TooMuchError:
        warnings += (_TOO_MUCH,)
    except xml.sax.SAXException as error:
        if _short(error).startswith(_CUT_SHORT) and handler.version:
            # The entry that the cut went through is whole the next time.
            entries = entries[:-1] if handler.inentry else entries
            warnings += ("the feed ends in the middle",)
        elif _short(error).startswith(_JUNK_AFTER_ROOT):
            warnings += ("something follows the end of the feed",)
        else:
            raise
    return Read(handler.version, handler.feeddata, entries, warnings)


def joined(base: str, uri: str) -> str:
    if len(uri) > _MAX_ADDRESS:
        return ""
    try:
        return resolved(base, uri.strip())
    except ValueError:
        return ""


def _short(error: xml.sax.SAXException) -> str:
    return str(error.getMessage())[:200]
