"""What is read without the server: README's questions, views, digest, feeds out, news to be told.

Each is a function of a connection that may only read, with the settings of the server's own.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from benchmarks import archive
from psycopg2.extensions import connection as Connection

from newsmon.config.settings import Report, Settings
from newsmon.pipeline.notify import looking
from newsmon.report import period, render
from newsmon.report.feeds_out import read as read_feed
from newsmon.store import connect, execute, fetch_all

Reading = Callable[[Connection], object]
README = Path(__file__).parents[1] / "README.md"
_QUESTION = re.compile(r"^### (\d\. [^\n]+)\n.*?^```sql\n(.*?)^```$", re.M | re.S)
_OWNER = ("news", "spikes")  # kinds that the pipeline reads, with its own rights


def kinds(size: int, chance: random.Random) -> dict[str, Reading]:
    """Return by name what reads; days and topics are of chance."""
    today = datetime.now(timezone.utc).date()

    def day() -> date:
        return today - timedelta(days=chance.randint(2, 350))

    def topic() -> str:
        return f"topic-{chance.randint(1, archive.TOPICS)}"

    def view(sql: str, *values: Callable[[], Any]) -> Reading:
        return lambda conn: _rows(conn, sql, [value() for value in values])

    def feed(name: Callable[[], str]) -> Reading:
        settings = Settings.model_validate({"feeds_out": {"searches": [
            {"name": "words", "q": archive.word(40)}]}})  # fmt: skip
        return lambda conn: read_feed(conn, settings, name(), datetime.now(timezone.utc))

    def some() -> list[int]:
        return chance.sample(range(1, size + 1), 200)

    questions = {f"question {name}": view(sql) for name, sql in _questions(today)}
    topics = [f"topic-{number}" for number in range(1, archive.TOPICS + 1)]
    return {
        **questions,
        "view coverage, 14 days": view(
            "select * from report.coverage where day between %s - 13 and %s", day, lambda: today
        ),
        "view topic_daily, 90 days": view(
            "select * from report.topic_daily where topic = %s and day > current_date - 90", topic
        ),
        "view propagation, a day": view(
            "select p.* from report.articles a join report.propagation p"
            " using (cluster_id, article_id)"
            " where a.event_time >= %s and a.event_time < %s::date + 1", *_twice(day)
        ),
        "view propagation_pairs, all": view("select * from report.propagation_pairs"),
        "digest of a day": lambda conn: render(conn, Report(), period.of_day(day())),
        "digest of a week": lambda conn: render(
            conn, Report(), period.of_days((first := day()), first + timedelta(days=6))
        ),
        "feed out, topic": feed(topic),
        "feed out, events": feed(lambda: "events.all"),
        "feed out, events of a topic": feed(lambda: f"events.{topic()}"),
        "feed out, search": feed(lambda: "search.words"),
        "news, texts of 200 articles": lambda conn: looking.texts_of(conn, some(), topics),
        "news, events of 200 articles": lambda conn: looking.events_of(conn, some(), topics),
        "news, articles of a week": lambda conn: fetch_all(
            conn, "notify.archive_articles", topics=topics[:3],
            start=_midnight(first := day()), end=_midnight(first + timedelta(days=7)),
        ),
        "spikes of 40 topics": lambda conn: looking.spikes_of(
            conn, topics, datetime.now(timezone.utc)
        ),
    }  # fmt: skip


@contextlib.contextmanager
def reading(database: str, kind: str) -> Iterator[Connection]:
    """Connect as whoever reads this kind does."""
    role = None if kind.startswith(_OWNER) else "reader"
    parameters = {"work_mem": "16MB", "max_parallel_workers_per_gather": "0", "jit": "off"}
    with contextlib.closing(connect(database, role=role, parameters=parameters)) as conn:
        execute(conn, "report.begin")
        yield conn
        conn.rollback()


def _questions(today: date) -> Iterator[tuple[str, str]]:
    """Yield README's questions, of topics that the archive has and of what its last day brought."""
    for name, sql in _QUESTION.findall(README.read_text(encoding="utf-8")):
        text = sql.replace("us-china", "topic-1").replace("taiwan", "topic-2")
        text = re.sub(r"2026-03-0\d", lambda _: str(today - timedelta(days=1)), text)
        text = text.replace("shadow fleet", f"{archive.word(5000)} {archive.word(9000)}")
        yield (
            name,
            text.replace("tankers", archive.word(20_000)).replace("football", archive.word(9)),
        )


def _rows(conn: Connection, sql: str, values: list[Any]) -> list[Any]:
    with conn.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def _twice(draw: Callable[[], date]) -> tuple[Callable[[], date], Callable[[], date]]:
    """Return two functions that give the same day, one after the other."""
    drawn: list[date] = []

    def first() -> date:
        drawn[:] = [draw()]
        return drawn[0]

    return first, lambda: drawn[0]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
