"""Feeds: bytes in, entries out; and when to ask again (`newsmon.feeds.polling`).

    bytes --charset--> text --prolog, announced entries off--> RSS/RDF/Atom | sitemap --> ParsedFeed
                        └─> JSON Feed ─────────────────────────────────────────────────┘

No network, no clock. What cannot be read is a Failure; one bad entry costs only itself. Importing
this is cheap, for whoever only asks for feeds; what reads them comes in with first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsmon.feeds.marks import AnnouncedEntries, packed, unpacked

if TYPE_CHECKING:
    from newsmon.feeds.discovery import discover
    from newsmon.feeds.feed_parsing import parse, parse_plain

__all__ = ["AnnouncedEntries", "discover", "packed", "parse", "parse_plain", "unpacked"]

_LATE = {
    "discover": "newsmon.feeds.discovery",
    "parse": "newsmon.feeds.feed_parsing",
    "parse_plain": "newsmon.feeds.feed_parsing",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
