"""The whole text that a feed carries, for articles whose page is refused.

It is loaded as edition `feed`, and replaced once the page can be had: that is asked for again by
the waits of its rejection.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.model import Edition, Page, Reason
from newsmon.store import pages
from newsmon.store.queries import fetch_all
from newsmon.store.rows import FeedText

# Refusals of a page, which say nothing against the text that its publisher sends to programs. Not
# among them: articles that are gone, addresses that lead inward, mining that is reserved.
REFUSALS: Final = frozenset(
    {
        *(reason for reason in Reason if reason.is_unreachable),
        Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.NOT_FOUND, Reason.RATE_LIMITED, Reason.ROBOTS,
        Reason.PROTOCOL, Reason.TOO_MANY_REDIRECTS, Reason.BAD_ENCODING, Reason.BODY_TOO_LARGE,
        Reason.PAYWALL, Reason.CONSENT_WALL, Reason.NEEDS_JAVASCRIPT, Reason.SOFT_404,
        Reason.NO_TEXT, Reason.TOO_SHORT, Reason.TOO_COMPLEX,
    }
)  # fmt: skip
_LEAST_WORDS: Final = 120  # fewer are a teaser
_LEAST_CHARACTERS: Final = 600  # in scripts without spaces
_TAG: Final = re.compile(r"<[^<>]*>")
_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|(?:continue|keep) reading|read (?:more|on))\W{0,10}\Z",
    re.IGNORECASE,
)


def keep(conn: Connection, address_ids: Iterable[int]) -> int:
    """Store the whole texts that feeds carry for these addresses, to be extracted; returns a count.

    A text that was stored before is not stored again.
    """
    ids = list(address_ids)
    if not ids:
        return 0
    rows = fetch_all(conn, "addresses.feed_texts", address_ids=ids)
    now = datetime.now(timezone.utc)
    texts = [(row.address_id, _page(row, now)) for row in rows if is_whole(row.content_html)]
    return len(pages.keep_all(conn, texts)) if texts else 0


def is_whole(content: str) -> bool:
    """Tell whether markup from a feed is a whole text, and no teaser of one."""
    text = " ".join(_TAG.sub(" ", content).split())
    words = text.split()
    if len(words) < _LEAST_WORDS and not (
        len(text) >= _LEAST_CHARACTERS and len(words) * 20 < len(text)
    ):
        return False
    return not _CUT.search(text[-500:])


def _page(row: FeedText, now: datetime) -> Page:
    title = html.escape(row.title or "")
    body = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{row.content_html}</article></body></html>"
    )
    return Page(
        url=row.url,
        final_url=row.url,
        body=body.encode(),
        content_type="text/html",
        charset="utf-8",
        fetched_at=now,
        edition=Edition.FEED,
    )
