"""The body of a feed, of whatever kind, read as entries; what cannot be read is a Failure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from newsmon.feeds.jsonfeed import parse_json
from newsmon.feeds.marks import AnnouncedEntries, shortened
from newsmon.feeds.sitemap import ROOTS, parse_sitemap
from newsmon.feeds.syndication import parse_plain as parse_plain_markup
from newsmon.feeds.syndication import parse_xml
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.text import xml_prolog

_CHARSET: Final = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PLAIN_ROOTS: Final = frozenset({"rss", "feed"})
_PAGE_ROOTS: Final = frozenset({"html", "head", "body", "script", "meta", "div"})


_NOTHING: Final = AnnouncedEntries()


def parse(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    kind: str = "feed",
    country: str | None = None,
    announced: AnnouncedEntries = _NOTHING,
) -> ParsedFeed | Failure:
    """Parse the body of a feed that was answered at `url`.

    `content_type` is the header as received (its charset is a hint). What the bytes are decides
    how they are read; `kind` ("feed" or "sitemap") is what was expected, and only named in the
    failure. `country` is the source's, by which names of time zones are read. What the last
    poll `announced` is counted and not read.
    Failures: NOT_A_FEED, MALFORMED, DECOMPRESSED_TOO_LARGE. Never raises.
    """
    text = _text(body, content_type)
    if text is None:
        return Failure(Reason.DECOMPRESSED_TOO_LARGE, f"over {xml_prolog.MAX_TEXT} bytes unpacked")
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        return Failure(Reason.NOT_A_FEED, "empty")
    if start[0] in "{[":
        return parse_json(start, url, country)
    return _parse_markup(xml_prolog.without_prolog(text), url, kind, country, announced)


def parse_plain(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    country: str | None = None,
    announced: AnnouncedEntries = _NOTHING,
) -> ParsedFeed | None:
    """Parse RSS or Atom in UTF-8 whose form is plain, in an eighth of the time.

    What comes out is what `parse` returns; None for all others, and for whatever is wrong.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = _text(body, content_type)
    markup = xml_prolog.without_prolog(text) if text else ""
    root = xml_prolog.root_name(markup)
    if root not in _PLAIN_ROOTS or xml_prolog.has_long_namespace(markup):
        return None
    short = shortened(markup, root, announced)
    parsed = parse_plain_markup(short.text, url, country)
    if not isinstance(parsed, ParsedFeed) or (short.left_out and parsed.warnings):
        return None
    return replace(parsed, marks=short.marks, announced=short.left_out)


def _text(body: bytes, content_type: str | None) -> str | None:
    """Return the text of a body; None for one that is too large unpacked."""
    stated = _CHARSET.search(content_type or "")
    return xml_prolog.text_of(body, stated[1] if stated else None)


def _parse_markup(
    markup: str, url: str, kind: str, country: str | None, announced: AnnouncedEntries
) -> ParsedFeed | Failure:
    root = xml_prolog.root_name(markup)
    if not root or root in _PAGE_ROOTS:
        return Failure(Reason.NOT_A_FEED, f"a {kind} was expected, this is {root or 'no XML'}")
    if xml_prolog.has_long_namespace(markup):
        return Failure(Reason.MALFORMED, "a namespace with a name that never ends")
    read = parse_sitemap if root in ROOTS else parse_xml
    short = shortened(markup, root, announced)
    parsed = read(short.text, url, country)
    if short.left_out and (isinstance(parsed, Failure) or parsed.warnings):
        short = replace(short, left_out=0)  # what was taken out may have been half of something
        parsed = read(markup, url, country)
    if isinstance(parsed, Failure):
        return parsed
    return replace(parsed, marks=short.marks, announced=short.left_out)
