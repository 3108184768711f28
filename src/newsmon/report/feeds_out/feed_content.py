"""The contents of a feed, read from the `report` views; whoever may read those can do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from psycopg2.extensions import connection as Connection

from newsmon.config import Settings
from newsmon.report.page import plain, safe_url
from newsmon.store import fetch_all, fetch_one
from newsmon.store.rows import FeedPrinting, OutwardNewestEvents
from newsmon.text.quantities import quantity

NOTHING_YET = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True)
class Source:
    """Another printing: an outlet, and where."""

    outlet: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One text, or one event."""

    id: str
    url: str | None
    title: str
    outlet: str
    authors: tuple[str, ...]
    summary: str
    language: str | None
    published: datetime
    updated: datetime
    topics: tuple[str, ...]
    copies: tuple[Source, ...]
    explanation: str | None  # page of ours


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, its entries the newest first."""

    id: str
    name: str
    title: str
    base_url: str | None
    pages_url: str | None
    updated: datetime
    entries: tuple[Entry, ...]


def read(conn: Connection, settings: Settings, name: str, now: datetime) -> Feed | None:
    """Return the feed of this name as it is now; None where there is none."""
    return _Reader(conn, settings, now).feed(name)


@dataclass(frozen=True, slots=True)
class _Reader:
    conn: Connection
    settings: Settings
    now: datetime

    def feed(self, name: str) -> Feed | None:
        kind, dot, subject = name.partition(".")
        if dot and kind == "events":
            return self._events(name, None if subject == "all" else subject)
        if dot:
            return self._search(name, subject) if kind == "search" else None
        topic = fetch_one(self.conn, "outward.topic", topic=name)
        if topic is None or not self._is_chosen(name):
            return None
        return self._feed(name, topic.name, self._texts(topics=[name]))

    def _is_chosen(self, topic: str) -> bool:
        chosen = self.settings.feeds_out.topics
        return chosen == "all" or topic in chosen

    def _events(self, name: str, topic: str | None) -> Feed | None:
        title = "Events"
        if topic is not None:
            row = fetch_one(self.conn, "outward.topic", topic=topic)
            if row is None or not self._is_chosen(topic):
                return None
            title = f"Events: {row.name}"
        out = self.settings.feeds_out
        rows = fetch_all(
            self.conn, "outward.newest_events", since=self._since, topic=topic, limit=out.entries
        )
        printings = self._by(
            "event_id",
            fetch_all(self.conn, "outward.event_printings", events=[row.event_id for row in rows]),
        )
        entries = [self._event(row, printings[row.event_id]) for row in rows]
        return self._feed(name, title, entries)

    def _search(self, name: str, search_name: str) -> Feed | None:
        for search in self.settings.feeds_out.searches:
            if search.name == search_name:
                texts = self._texts(
                    query=search.q, language=search.language, sources=list(search.sources) or None
                )
                return self._feed(name, f"Search: {search.q}", texts)
        return None

    @property
    def _since(self) -> datetime:
        return self.now - timedelta(days=self.settings.feeds_out.days)

    def _texts(
        self, *, topics: list[str] | None = None, query: str | None = None,
        language: str = "english", sources: list[str] | None = None,
    ) -> list[Entry]:  # fmt: skip
        rows = fetch_all(
            self.conn, "outward.newest_texts", since=self._since, now=self.now, topics=topics,
            query=query, language=language, sources=sources,
            limit=self.settings.feeds_out.entries,
        )  # fmt: skip
        ids = [row.cluster_id for row in rows]
        printings = self._by("cluster_id", fetch_all(self.conn, "outward.printings", clusters=ids))
        return [self._text(printings[cluster]) for cluster in ids]

    def _by(self, key: str, rows: Sequence[FeedPrinting]) -> dict[int, list[FeedPrinting]]:
        groups: defaultdict[int, list[FeedPrinting]] = defaultdict(list)
        for row in rows:
            groups[getattr(row, key)].append(row)
        return groups

    def _text(self, printings: Sequence[FeedPrinting]) -> Entry:
        """Return the entry of a text, which is named after its earliest article for good."""
        first = printings[0]
        return Entry(
            id=self._id(f"text/{min(p.article_id for p in printings)}"),
            url=safe_url(first.url),
            title=plain(first.title) or "(no headline)",
            outlet=plain(first.outlet),
            authors=tuple(plain(author) for author in first.authors),
            summary=plain(first.lead),
            language=first.language,
            published=first.event_time,
            updated=max(p.first_seen_at for p in printings),
            topics=tuple(sorted({topic for p in printings for topic in p.topics})),
            copies=_sources(printings[1:]),
            explanation=self._page(f"articles/{first.article_id}"),
        )

    def _event(self, row: OutwardNewestEvents, printings: Sequence[FeedPrinting]) -> Entry:
        articles, outlets = quantity(row.articles, "article"), quantity(row.sources, "outlet")
        first = printings[0]
        return Entry(
            id=self._id(f"event/{row.event_id}"),
            url=self._page(f"events/{row.event_id}") or safe_url(first.url),
            title=plain(row.title) or "(no headline)",
            outlet="newsmon",
            authors=(),
            summary=f"{articles} of {outlets}, {quantity(row.clusters, 'distinct text')}; first "
            f"{plain(first.outlet)}.",
            language=None,
            published=row.first_published_at or row.first_seen_at,
            updated=row.last_seen_at,
            topics=tuple(row.topics),
            copies=_sources(printings),
            explanation=None,
        )

    def _feed(self, name: str, title: str, entries: Sequence[Entry]) -> Feed:
        return Feed(
            id=self._id(f"feed/{name}"),
            name=name,
            title=f"{plain(title)} – newsmon",
            base_url=self.settings.feeds_out.base_url,
            pages_url=self.settings.report.pages_url,
            updated=max((entry.updated for entry in entries), default=NOTHING_YET),
            entries=tuple(entries),
        )

    def _id(self, what: str) -> str:
        return f"tag:{self.settings.feeds_out.authority}:{what}"

    def _page(self, path: str) -> str | None:
        pages = self.settings.report.pages_url
        return f"{pages.rstrip('/')}/{path}" if pages else None


def _sources(printings: Sequence[FeedPrinting]) -> tuple[Source, ...]:
    return tuple(
        Source(plain(p.outlet), url, plain(p.title)) for p in printings if (url := safe_url(p.url))
    )
