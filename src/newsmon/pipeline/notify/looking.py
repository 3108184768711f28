"""Looking at what has come in, rule by rule, and writing what is to be told."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.config.notify_settings import NotifyRule
from newsmon.pipeline.notify.choosing import Chooser, Memory, is_same
from newsmon.pipeline.notify.phrases import Wording
from newsmon.pipeline.notify.spikes import QUIET_HOURS, Spike, first_hour, spikes
from newsmon.store import execute, fetch_all, notifications
from newsmon.store.notifications import News
from newsmon.store.rows import NewsEvent, NewsText, NotifyQueued

log = logging.getLogger(__name__)

BATCH: Final = 1000  # articles that are looked at in one transaction


def look(conn: Connection, config: Config, since: datetime | None, now: datetime) -> int:
    """Write what is to be told, a batch of articles a transaction; returns how much."""
    count = 0
    while batch := fetch_all(conn, "notify.queued", limit=BATCH):
        for chooser in choosers(conn, config, since):
            count += _Look(conn, chooser, now).articles(_fresh(batch, chooser, since))
        execute(conn, "notify.done", articles=[row.article_id for row in batch])
        conn.commit()
    if count:
        log.info("%d notifications are to be told", count)
    return count


def look_for_spikes(conn: Connection, config: Config, since: datetime | None, now: datetime) -> int:
    """Write the spikes that are to be told; returns how many."""
    count = sum(
        _Look(conn, chooser, now).spikes()
        for chooser in choosers(conn, config, since)
        if "spike" in chooser.rule.when
    )
    conn.commit()
    return count


def choosers(conn: Connection, config: Config, since: datetime | None) -> list[Chooser]:
    """Return the rules, each with when it began (or `since`) and its topics."""
    names = {row.topic: row.name for row in fetch_all(conn, "notify.topic_names")}
    wording = Wording(names, config.settings.report.pages_url)
    rules = config.settings.notify
    starts = notifications.rule_starts(conn, [rule.name for rule in rules])
    return [
        Chooser(rule, rule.topics_among(names), since or starts[rule.name], wording)
        for rule in rules
    ]


def _fresh(batch: Sequence[NotifyQueued], chooser: Chooser, since: datetime | None) -> list[int]:
    """Return the articles that are news: first seen since the rule began, and soon enough."""
    most = timedelta.max if since is not None else chooser.rule.max_age
    return [
        row.article_id
        for row in batch
        if row.first_seen_at >= chooser.began and row.first_seen_at - row.event_time <= most
    ]


def texts_of(
    conn: Connection, articles: Sequence[int], topics: Sequence[str], *, by_event_time: bool = False
) -> list[NewsText]:
    """Return the texts of these articles that are about one of these topics."""
    return fetch_all(
        conn, "notify.texts", articles=list(articles), topics=list(topics),
        by_event_time=by_event_time,
    )  # fmt: skip


def events_of(
    conn: Connection, articles: Sequence[int], topics: Sequence[str], *, by_event_time: bool = False
) -> list[NewsEvent]:
    """Return the events of these articles that are about one of these topics."""
    return fetch_all(
        conn, "notify.events", articles=list(articles), topics=list(topics),
        by_event_time=by_event_time,
    )  # fmt: skip


def spikes_of(conn: Connection, topics: Sequence[str], now: datetime) -> list[tuple[str, Spike]]:
    """Return the spikes of these topics in the two days before a time."""
    start = first_hour(now)
    every = fetch_all(conn, "notify.hourly_total", start=start, now=now)
    total = [(row.hour, row.texts) for row in every]
    rows = fetch_all(conn, "notify.hourly_texts", topics=list(topics), start=start, now=now)
    return [
        (topic, spike)
        for topic in topics
        for spike in spikes([(r.hour, r.texts) for r in rows if r.topic == topic], total, now)
    ]


@dataclass(frozen=True, slots=True)
class _Look:
    """One rule's look, within a transaction."""

    conn: Connection
    chooser: Chooser
    now: datetime

    def articles(self, articles: Sequence[int]) -> int:
        """Write what these articles bring; returns how much."""
        rule, topics = self.chooser.rule, self.chooser.topics
        if not articles or not topics:
            return 0
        texts, events = [], []
        if "match" in rule.when or "pickup" in rule.when:
            texts = texts_of(self.conn, articles, topics)
        if "event" in rule.when:
            events = events_of(self.conn, articles, topics)
        rows = fetch_all(
            self.conn, "notify.earlier", targets=list(rule.to),
            clusters=[text.cluster_id for text in texts],
            events=[event.event_id for event in events],
        )  # fmt: skip
        memories = {target: Memory.of(target, rows) for target in rule.to}
        return self._add(
            (target, news)
            for target, memory in memories.items()
            for news in self._chosen(texts, events, memory)
        )

    def _chosen(
        self, texts: Sequence[NewsText], events: Sequence[NewsEvent], memory: Memory
    ) -> Iterable[News]:
        if "match" in self.chooser.rule.when:
            yield from self.chooser.matches(texts, memory)
        if "pickup" in self.chooser.rule.when:
            yield from self.chooser.pickups(texts, memory)
        yield from self.chooser.events(events, memory)

    def spikes(self) -> int:
        """Write the spikes that nobody was told of, and that others go on; returns how many."""
        current = [
            (topic, spike)
            for topic, spike in spikes_of(self.conn, self.chooser.topics, self.now)
            if spike.until > self.chooser.began
        ]
        return sum(self._spike(topic, spike) for topic, spike in current)

    def _spike(self, topic: str, spike: Spike) -> int:
        after = spike.began_at - timedelta(hours=QUIET_HOURS)
        earlier = [
            row
            for row in fetch_all(
                self.conn, "notify.spikes", targets=list(self.chooser.rule.to), topics=[topic],
                after=after,
            )
            if is_same(spike, row.began_at, row.until)
        ]  # fmt: skip
        ids = [row.notification_id for row in earlier]
        execute(self.conn, "notify.prolong", notifications=ids, until=spike.until)
        uninformed = set(self.chooser.rule.to) - {row.target for row in earlier}
        news = self.chooser.spike(topic, spike)
        return self._add((target, news) for target in sorted(uninformed))

    def _add(self, items: Iterable[tuple[str, News]]) -> int:
        return notifications.add(self.conn, self.chooser.rule.name, list(items), self.now)


def rules_named(config: Config, names: Sequence[str]) -> list[NotifyRule]:
    """Return the rules of these names; none named: all."""
    return [rule for rule in config.settings.notify if not names or rule.name in names]
