"""The whole text that feeds carry of an article whose page is refused, else title and summary.

A whole text is loaded as edition `feed`, title and summary as edition `headline`. Both are replaced
once the page can be had: that is asked for again by the waits of its rejection.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.model import Edition, Page, Reason
from newsmon.store import pages
from newsmon.store.queries import fetch_all
from newsmon.store.rows import FeedHeadline, FeedText

# Refusals of a page, which say nothing against what its publisher sends to programs. Not among
# them: articles that are gone or to be paid for, addresses that lead inward, reserved uses.
REFUSALS: Final = frozenset(
    {
        *(reason for reason in Reason if reason.is_unreachable),
        Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.NOT_FOUND, Reason.RATE_LIMITED, Reason.ROBOTS,
        Reason.PROTOCOL, Reason.TOO_MANY_REDIRECTS, Reason.BAD_ENCODING, Reason.BODY_TOO_LARGE,
        Reason.PAYWALL, Reason.CONSENT_WALL, Reason.NEEDS_JAVASCRIPT, Reason.SOFT_404,
        Reason.NO_TEXT, Reason.TOO_SHORT, Reason.TOO_COMPLEX, Reason.CHALLENGE, Reason.GEO_BLOCKED,
    }
)  # fmt: skip
# Pages that may only not be there yet: their headlines wait until they are given up.
_PERHAPS_LATER: Final = frozenset({Reason.NOT_FOUND, Reason.SOFT_404})
_AT_ONCE: Final = 10  # texts, of half a megabyte each at most
_LEAST_WORDS: Final = 120  # fewer are a teaser
_LEAST_CHARACTERS: Final = 600  # in scripts without spaces
_TAG: Final = re.compile(r"<[^<>]*>")
_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|(?:continue|keep) reading|read (?:more|on))\W{0,10}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal of a page, which may be asked for again."""

    address_id: int
    reason: Reason
    is_final: bool  # the page is given up

    @property
    def leaves_headline(self) -> bool:
        return self.is_final or self.reason not in _PERHAPS_LATER


def keep(conn: Connection, refusals: Iterable[Refusal]) -> Counter[str]:
    """Store what feeds carry for refused addresses, to be extracted; counts texts and headlines.

    What was stored before is not stored again.
    """
    refused = {refusal.address_id: refusal for refusal in refusals}
    counts: Counter[str] = Counter()
    with_text: set[int] = set()
    ids = list(refused)
    for start in range(0, len(ids), _AT_ONCE):
        rows = fetch_all(conn, "addresses.feed_texts", address_ids=ids[start : start + _AT_ONCE])
        texts = {row.address_id: _text(row) for row in rows if is_whole(row.content_html)}
        counts["feed_texts"] += len(pages.keep_all(conn, list(texts.items()))) if texts else 0
        with_text.update(texts)
    without = [i for i, r in refused.items() if i not in with_text and r.leaves_headline]
    counts["headlines"] = keep_headlines(conn, without)
    return counts


def keep_headlines(conn: Connection, address_ids: Iterable[int]) -> int:
    """Store the titles and summaries that feeds carry for these addresses; returns a count."""
    ids = list(address_ids)
    rows = fetch_all(conn, "addresses.headlines", address_ids=ids) if ids else []
    lines = [(row.address_id, _headline(row)) for row in rows]
    return len(pages.keep_all(conn, lines)) if lines else 0


def is_whole(content: str) -> bool:
    """Tell whether markup from a feed is a whole text, and no teaser of one."""
    text = " ".join(_TAG.sub(" ", content).split())
    words = text.split()
    if len(words) < _LEAST_WORDS and not (
        len(text) >= _LEAST_CHARACTERS and len(words) * 20 < len(text)
    ):
        return False
    return not _CUT.search(text[-500:])


def _text(row: FeedText) -> Page:
    title = html.escape(row.title or "")
    body = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{row.content_html}</article></body></html>"
    )
    return _page(row.url, body, "text/html", Edition.FEED)


def _headline(row: FeedHeadline) -> Page:
    return _page(row.url, f"{row.title}\n{row.summary}", "text/plain", Edition.HEADLINE)


def _page(url: str, body: str, content_type: str, edition: Edition) -> Page:
    return Page(
        url=url,
        final_url=url,
        body=body.encode(),
        content_type=content_type,
        charset="utf-8",
        fetched_at=datetime.now(timezone.utc),
        edition=edition,
    )
