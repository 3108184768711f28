"""A dry run over the archive: what a rule would have told in some days. Nothing is written or sent.

Times are those of publication, as far as publishers state them, so that an archive that was loaded
in one go can be tried as well; outlets are counted as they came, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.pipeline.notify.choosing import Chooser, Memory, is_same
from newsmon.pipeline.notify.looking import events_of, rules_named, spikes_of, texts_of
from newsmon.pipeline.notify.phrases import Wording
from newsmon.pipeline.notify.spikes import JUDGED, Spike
from newsmon.store import fetch_all, fetch_single
from newsmon.store.notifications import News

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Trial:
    """The news that a rule would have told, the oldest first, with when."""

    rule: str
    start: datetime
    end: datetime
    news: tuple[tuple[datetime, News], ...]


def dry_run(
    conn: Connection, config: Config, *, names: Sequence[str] = (), days: int = 7,
    until: datetime | None = None,
) -> list[Trial]:  # fmt: skip
    """Return what these rules (none named: all) would have told in so many days.

    The days are those up to `until`, or to the newest article there is. Only reads.
    """
    end = until or fetch_single(conn, "notify.archive_end").at
    if end is None:
        return []
    end += timedelta(microseconds=0 if until else 1)
    start = end - timedelta(days=days)
    topics = {row.topic: row.name for row in fetch_all(conn, "notify.topic_names")}
    wording = Wording(topics, config.settings.report.pages_url)
    trials = []
    for rule in rules_named(config, names):
        chooser = Chooser(rule, rule.topics_among(topics), start, wording)
        news = [item for item in _news(conn, chooser, end) if start <= item[0] < end]
        trials.append(Trial(rule.name, start, end, tuple(sorted(news, key=lambda item: item[0]))))
    conn.rollback()
    return trials


def _news(conn: Connection, chooser: Chooser, end: datetime) -> Iterator[tuple[datetime, News]]:
    rule, topics = chooser.rule, chooser.topics
    rows = fetch_all(
        conn, "notify.archive_articles", start=chooser.began, end=end, topics=list(topics)
    )
    ids = [row.article_id for row in rows]
    subjects: set[tuple[str, str]] = set()
    for place in range(0, len(ids), _BATCH):
        for at, news in _of_articles(conn, chooser, ids[place : place + _BATCH]):
            if (news.kind, news.subject) not in subjects:
                subjects.add((news.kind, news.subject))
                yield at, news
    if "spike" in rule.when:
        for topic, spike in _spikes(conn, topics, chooser.began, end):
            yield spike.began_at + timedelta(hours=spike.hours), chooser.spike(topic, spike)


def _of_articles(
    conn: Connection, chooser: Chooser, articles: Sequence[int]
) -> Iterator[tuple[datetime, News]]:
    rule, topics = chooser.rule, chooser.topics
    texts = texts_of(conn, articles, topics, by_event_time=True)
    by_cluster = {text.cluster_id: text for text in texts}
    if "match" in rule.when:
        for news in chooser.matches(texts, Memory()):
            yield by_cluster[news.cluster_id or 0].arrivals[0], news
    if "pickup" in rule.when:
        for news in chooser.pickups(texts, Memory()):
            yield by_cluster[news.cluster_id or 0].arrivals[rule.min_outlets - 1], news
    if "event" in rule.when:
        for event in events_of(conn, articles, topics, by_event_time=True):
            yield from chooser.growth(event)


def _spikes(
    conn: Connection, topics: Sequence[str], start: datetime, end: datetime
) -> list[tuple[str, Spike]]:
    """Return the spikes that began in a stretch, each once."""
    spikes: list[tuple[str, Spike]] = []
    at = start
    while at < end:
        at = min(at + timedelta(hours=JUDGED / 2), end)
        for topic, spike in spikes_of(conn, topics, at):
            if not any(t == topic and is_same(spike, s.began_at, s.until) for t, s in spikes):
                spikes.append((topic, spike))
    return spikes
