"""A newsroom: articles, copies, events and topics put straight into the tables."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.pipeline.stages import rollups

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=timezone.utc)


class Newsroom:
    """Each method writes one thing and returns its key."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._articles = 0

    def sql(self, statement: str, *values: Any) -> int:
        """Run a statement; the first column of its first row, 0 where there is none."""
        with self.conn.cursor() as cursor:
            cursor.execute(statement, values)
            row = cursor.fetchone() if cursor.description else None
        self.conn.commit()
        return int(row[0]) if row else 0

    def source(self, slug: str, name: str | None = None) -> int:
        ids = self.sql("select source_id from newsmon.source where slug = %s", slug)
        return ids or self.sql(
            "insert into newsmon.source (slug, name) values (%s, %s) returning source_id",
            slug, name or slug.replace("-", " ").title(),
        )  # fmt: skip

    def topic(self, slug: str, name: str | None = None) -> str:
        self.sql(
            "insert into newsmon.topic (topic, name, definition_hash) values (%s, %s, 'x') "
            "on conflict (topic) do nothing", slug, name or slug,
        )  # fmt: skip
        return slug

    def event(self, title: str = "A happening") -> int:
        return self.sql("insert into newsmon.event (title) values (%s) returning event_id", title)

    def cluster(self, event: int | None = None) -> int:
        return self.sql(
            "insert into newsmon.cluster (event_id) values (%s) returning cluster_id", event
        )

    def article(
        self,
        title: str = "A headline",
        *,
        source: str = "harbour-news",
        at: datetime | None = NOON,
        seen_at: datetime | None = None,
        precision: str = "minute",
        cluster: int | None = None,
        event: int | None = None,
        copy_of: int | None = None,
        relation: str = "copy",
        edition: str = "page",
        url: str | None = None,
        lead: str = "The first sentence says what happened.",
        language: str | None = "en",
        topics: tuple[str, ...] = (),
    ) -> int:
        """An article in a cluster of its own, or of the article it is a copy of."""
        self._articles += 1
        if copy_of is not None:
            cluster = self.sql(
                "select cluster_id from newsmon.article where article_id = %s", copy_of
            )
        cluster = cluster or self.cluster(event)
        article: int = self.sql(
            "insert into newsmon.article (source_id, url, title, text, lead, words, language, "
            "published_at, published_at_precision, first_seen_at, edition, cluster_id) values "
            "(%s, %s, %s, %s, %s, 100, %s, %s, %s, %s, %s, %s) returning article_id",
            self.source(source), url or f"https://{source}.example/{self._articles}", title, lead,
            lead, language, at, precision, seen_at or (at or NOON) + timedelta(minutes=7), edition,
            cluster,
        )  # fmt: skip
        self.sql(
            "update newsmon.cluster set representative_id = %s "
            "where cluster_id = %s and representative_id is null", article, cluster,
        )  # fmt: skip
        if copy_of is not None:
            self.sql(
                "insert into newsmon.near_duplicate (article_id, other_id, relation, "
                "containment_ab, containment_ba, similarity, shared_shingles, rule_version) "
                "values (%s, %s, %s, .9, .8, .7, 20, 'test')", article, copy_of, relation,
            )  # fmt: skip
        for topic in topics:
            self.sql(
                "insert into newsmon.topic_match (article_id, topic, score, share, salience, "
                "mentions, definition_hash) values (%s, %s, 8, .5, 'about', '[]', 'x')",
                article, self.topic(topic),
            )  # fmt: skip
        return article

    def feed(self, url: str, state: str, *, source: str = "harbour-news", **more: Any) -> None:
        self.sql(
            "insert into newsmon.feed (source_id, url, kind, fetch_url, state, reason, since, "
            "last_new_at) values (%s, %s, 'feed', %s, %s, %s, %s, %s)",
            self.source(source), url, url, state, more.get("reason"),
            more.get("since", NOON), more.get("last_new_at"),
        )  # fmt: skip

    def rejection(self, url: str, reason: str, *, seen_at: datetime = NOON) -> None:
        self.sql(
            "insert into newsmon.rejection (source_id, url, stage, reason, seen_at) "
            "values (%s, %s, 'extract', %s, %s)", self.source("harbour-news"), url, reason, seen_at,
        )  # fmt: skip

    def failure(
        self, url: str, reason: str, *, stage: str = "fetch", seen_at: datetime = NOON
    ) -> None:
        self.sql(
            "insert into newsmon.failure (source_id, url, stage, reason, seen_at) "
            "values (%s, %s, %s, %s, %s)",
            self.source("harbour-news"), url, stage, reason, seen_at,
        )  # fmt: skip

    def run(self, start: datetime, end: datetime | None, *, interval: Any = (None, None)) -> int:
        return self.sql(
            "insert into newsmon.run (trigger, started_at, finished_at, state, interval_start, "
            "interval_end, single_process) values ('cli', %s, %s, %s, %s, %s, true) "
            "returning run_id",
            start, end, "ok" if end else "running", *interval,
        )  # fmt: skip

    def roll_up(self) -> None:
        """Bring the daily rollups up to date, as the publish stage does."""
        with self.conn.cursor() as cursor:
            cursor.execute("select distinct newsmon.utc_day(event_time) from newsmon.article")
            days = sorted(row[0] for row in cursor.fetchall())
        rollups.roll_up(self.conn, days, None)
        self.conn.commit()

    def printed(self, title: str, *, event: int | None = None, **facts: Any) -> int:
        """An article that has been through every stage, in an event of its own or in this one."""
        if facts.get("copy_of") is None and event is None:
            event = self.event(title)
        article = self.article(title, event=event, **facts)
        self.sql(
            "insert into newsmon.article_version (article_id, version, seen_at, title, text, "
            "edition) select article_id, 1, first_seen_at, title, text, edition "
            "from newsmon.article where article_id = %s", article,
        )  # fmt: skip
        self.sql(
            "update newsmon.article set deduplicated_at = now(), tagged_at = now(), "
            "grouped_at = now() where article_id = %s", article,
        )  # fmt: skip
        return article
