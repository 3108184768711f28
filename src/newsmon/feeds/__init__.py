"""Feeds: bytes in, entries out; and when to ask again (`newsmon.feeds.polling`).

    bytes --charset--> text --prolog, announced entries off--> RSS/RDF/Atom | sitemap --> ParsedFeed
                        └─> JSON Feed ─────────────────────────────────────────────────┘

No network, no clock. What cannot be read is a Failure; one bad entry costs only itself. Importing
this is cheap, for whoever only asks for feeds; what reads them comes in with first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsmon.feeds.marks import AnnouncedEntries, packed, unpacked
from newsmon.late_names import late_names

if TYPE_CHECKING:
    from newsmon.feeds.discovery import discover
    from newsmon.feeds.feed_parsing import parse, parse_plain

__all__ = ["AnnouncedEntries", "discover", "packed", "parse", "parse_plain", "unpacked"]

__getattr__ = late_names(
    __name__,
    {"discover": "discovery", "parse": "feed_parsing", "parse_plain": "feed_parsing"},
)
