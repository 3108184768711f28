"""The group stage against a real database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from tests.events.texts import News, distractors, happenings

from newsmon.config import Config, paths
from newsmon.config.settings import Settings
from newsmon.pipeline.stages.group import group
from newsmon.store import connect, event_names, events
from newsmon.topics import parse

CONFIG = Config(Settings(), (), parse({})[0], Path(), ())
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
TRIAL = [
    News("Judge hears banker", "A judge in Dorsk heard the banker Quell deny fraud.", 19_056.0),
    News("Quell denies fraud", "The banker Quell denied fraud before a judge.", 19_056.2),
    News("Fraud trial opens", "In Dorsk the trial of Quell, a banker, opened today.", 19_056.5),
]
NEWS = happenings(18, outlets=3, seed=5, days=12)


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    with closing(connect(database)) as connection:
        yield connection


def load(conn: Connection, news: Iterable[News]) -> list[int]:
    """Articles that wait to be grouped, each alone in its cluster; returns their ids."""
    with conn.cursor() as cursor:
        cursor.execute(
            "insert into newsmon.source (slug, name) values ('x', 'X') on conflict do nothing"
        )
        loaded = [_insert(cursor, report) for report in news]
    conn.commit()
    return loaded


def _insert(cursor: Any, report: News) -> int:
    at = EPOCH + timedelta(days=report.at)
    cursor.execute(
        """
        insert into newsmon.article (source_id, url, title, text, lead, words, language,
                                     published_at, first_seen_at, edition, deduplicated_at)
        select source_id, 'https://x.example/' || gen_random_uuid(), %s, %s, '', 1, 'en',
               %s, %s, 'page', now()
        from newsmon.source where slug = 'x' returning article_id
        """,
        (report.title, report.text, at, at),
    )
    article: int = cursor.fetchone()[0]
    cursor.execute(
        "insert into newsmon.cluster (representative_id) values (%s) returning cluster_id",
        (article,),
    )
    cursor.execute(
        "update newsmon.article set cluster_id = %s where article_id = %s",
        (cursor.fetchone()[0], article),
    )
    return article


def drain(conn: Connection, batch: int = 200) -> Counter[str]:
    counts: Counter[str] = Counter()
    while (round_counts := group(conn, CONFIG, batch=batch))["claimed"]:
        counts += round_counts
    return counts


def rows(conn: Connection, sql: str, *parameters: Any) -> list[Any]:
    with conn, conn.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(map(tuple, cursor.fetchall())) if cursor.description else []


def events_of(conn: Connection, articles: Iterable[int] | None = None) -> dict[int, int]:
    """Event by article."""
    events = dict(
        rows(
            conn,
            "select article_id, event_id from newsmon.article "
            "join newsmon.cluster using (cluster_id)",
        )
    )
    return events if articles is None else {article: events[article] for article in articles}


def partition(conn: Connection) -> set[frozenset[int]]:
    """Articles by event, whatever the events' numbers."""
    together: dict[int, set[int]] = {}
    for article, event in events_of(conn).items():
        together.setdefault(event, set()).add(article)
    return {frozenset(members) for members in together.values()}


def everything(conn: Connection) -> list[Any]:
    """All that the stage may write."""
    return [
        rows(conn, "select * from newsmon.event order by 1"),
        rows(conn, "select cluster_id, event_id from newsmon.cluster order by 1"),
        rows(conn, "select * from newsmon.event_text order by 1"),
    ]


def test_articles_of_one_happening_share_an_event(conn: Connection) -> None:
    loaded = load(conn, NEWS)

    counts = drain(conn)

    assert counts["claimed"] == len(NEWS)
    assert counts["begun"] + counts["linked"] == len(NEWS)
    of = events_of(conn)
    for which in {news.happening for news in NEWS}:
        assert (
            len({of[a] for a, news in zip(loaded, NEWS, strict=True) if news.happening == which})
            == 1
        )
    assert len(set(of.values())) == 18
    assert rows(conn, "select count(*) from newsmon.article where grouped_at is null") == [(0,)]


def test_an_event_is_named_by_a_member_and_by_words_of_its_members(conn: Connection) -> None:
    loaded = load(conn, NEWS)
    drain(conn)

    report_of = dict(zip(loaded, NEWS, strict=True))
    for event, title, keywords in rows(conn, "select event_id, title, keywords from newsmon.event"):
        members = [report_of[article] for article, of in events_of(conn).items() if of == event]
        assert title in {news.title for news in members}
        assert keywords
        assert all(
            any(word in news.title or word in news.text for news in members) for word in keywords
        )


def test_nothing_waiting_changes_nothing(conn: Connection) -> None:
    assert group(conn, CONFIG)["claimed"] == 0
    load(conn, NEWS)
    drain(conn)
    before = everything(conn)

    assert group(conn, CONFIG)["claimed"] == 0

    assert everything(conn) == before


def test_grouping_again_changes_nothing(conn: Connection) -> None:
    load(conn, NEWS)
    drain(conn)
    before = everything(conn)
    rows(conn, "update newsmon.article set grouped_at = null")

    assert drain(conn)["claimed"] == len(NEWS)

    assert everything(conn) == before


def test_articles_that_are_not_deduplicated_wait(conn: Connection) -> None:
    load(conn, NEWS[:2])
    rows(conn, "update newsmon.article set deduplicated_at = null where article_id = 1")

    assert drain(conn)["claimed"] == 1


@pytest.mark.parametrize("batch", [1, 17])
def test_the_size_of_batches_does_not_matter(conn: Connection, batch: int) -> None:
    load(conn, NEWS + distractors(40, seed=2))
    drain(conn, batch)
    in_small_ones = partition(conn)

    assert in_small_ones == from_the_start(conn, 200)


def test_two_workers_decide_as_one(database: str, conn: Connection) -> None:
    load(conn, NEWS + distractors(60, seed=3))
    failures: list[Exception] = []

    def work() -> None:
        try:
            with closing(connect(database)) as mine:
                drain(mine, 7)
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    together = partition(conn)

    assert not failures
    assert together == from_the_start(conn, 7)


def from_the_start(conn: Connection, batch: int) -> set[frozenset[int]]:
    """Return the events that one worker makes of the same articles from the start."""
    rows(conn, "update newsmon.cluster set event_id = null")
    rows(conn, "delete from newsmon.event_text")
    rows(conn, "delete from newsmon.event")
    rows(conn, "update newsmon.article set grouped_at = null")
    events.forget_index()
    drain(conn, batch)
    return partition(conn)


def test_an_index_built_anew_decides_as_one_that_was_kept(conn: Connection) -> None:
    load(conn, NEWS + distractors(40, seed=2))
    while group(conn, CONFIG, batch=9)["claimed"]:
        events.forget_index()
    anew = partition(conn)

    assert anew == from_the_start(conn, 9)


def test_a_failed_batch_leaves_no_trace(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    load(conn, NEWS)
    group(conn, CONFIG, batch=20)
    before = everything(conn)

    def fail(*_: Any) -> None:
        raise RuntimeError("out of luck")

    with monkeypatch.context() as broken:
        broken.setattr(event_names, "choose", fail)
        with pytest.raises(RuntimeError):
            group(conn, CONFIG, batch=20)
    assert everything(conn) == before

    drain(conn, 20)
    assert partition(conn) == from_the_start(conn, 20)


@pytest.mark.slow
def test_a_killed_worker_loses_and_doubles_nothing(database: str, conn: Connection) -> None:
    load(conn, NEWS + distractors(60, seed=3))
    script = (
        "import sys; from newsmon.store import connect;"
        "from tests.pipeline.stages.test_group import drain;"
        "drain(connect(sys.argv[1]), 3)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", script, database], cwd=Path(__file__).parents[3]
    )
    waiting = "select count(*) from newsmon.article where grouped_at is null"
    while worker.poll() is None and rows(conn, waiting)[0][0] > 60:
        time.sleep(0.01)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert rows(conn, waiting)[0][0] > 0, "killed in mid-work"

    drain(conn, 3)

    assert partition(conn) == from_the_start(conn, 3)


def test_a_copy_has_the_event_of_its_cluster_for_free(conn: Connection) -> None:
    first, copy = load(conn, [NEWS[0], NEWS[0]])
    rows(conn, "update newsmon.article set cluster_id = 1 where article_id = %s", copy)

    counts = drain(conn)

    assert counts == Counter(claimed=2, begun=1)
    assert events_of(conn)[copy] == events_of(conn)[first]
    assert rows(conn, "select article_id from newsmon.event_text") == [(first,)]


def revise(conn: Connection, article: int, news: News) -> None:
    rows(
        conn,
        "update newsmon.article "
        "set title = %s, text = %s, version = version + 1, grouped_at = null "
        "where article_id = %s",
        news.title, news.text, article,
    )  # fmt: skip


def of_happening(which: int) -> list[News]:
    return [news for news in NEWS if news.happening == which]


def test_a_new_version_stays_in_its_event_whatever_it_says(conn: Connection) -> None:
    loaded = load(conn, of_happening(0) + TRIAL)
    drain(conn)
    before = events_of(conn)

    revise(conn, loaded[0], TRIAL[0])
    assert drain(conn) == Counter(claimed=1)

    assert events_of(conn) == before
    assert rows(
        conn, "select version from newsmon.event_text where article_id = %s", loaded[0]
    ) == [(2,)]


def test_later_articles_are_compared_with_the_newest_version(conn: Connection) -> None:
    reports, trial = of_happening(0), TRIAL
    (article,) = load(conn, [replace(trial[0], at=reports[0].at)])
    drain(conn)
    revise(conn, article, reports[0])
    drain(conn)

    (later,) = load(conn, [reports[1]])
    drain(conn)

    assert events_of(conn)[later] == events_of(conn)[article]


def test_an_event_of_one_that_now_belongs_elsewhere_is_merged(conn: Connection) -> None:
    reports, trial = of_happening(0), TRIAL
    (first,) = load(conn, [reports[0]])
    (second,) = load(conn, [News(trial[0].title, trial[0].text, reports[0].at)])
    drain(conn)
    older, younger = events_of(conn, [first, second]).values()
    assert older != younger

    revise(conn, second, reports[1])
    assert drain(conn) == Counter(claimed=1, merged=1)

    assert set(events_of(conn).values()) == {older}
    assert rows(conn, "select merged_into from newsmon.event where event_id = %s", younger) == [
        (older,)
    ]


def test_another_worker_hears_of_merged_events(database: str, conn: Connection) -> None:
    reports, trial = of_happening(0), TRIAL
    at = reports[0].at
    (first,) = load(conn, [reports[0]])
    (second,) = load(conn, [News(trial[0].title, trial[0].text, at)])
    drain(conn)
    worker_index = dict(events._index)  # this worker's index, from before the merge
    events.forget_index()
    revise(conn, second, reports[1])
    drain(conn)
    events._index.clear()
    events._index.update(worker_index)

    (third,) = load(conn, [News(reports[2].title, reports[2].text, at)])
    drain(conn)

    assert len(set(events_of(conn).values())) == 1
    assert events_of(conn)[third] == events_of(conn)[first]


def test_a_merged_cluster_leaves_its_event(conn: Connection) -> None:
    reports, trial = of_happening(0), TRIAL
    surviving, absorbed = load(conn, [reports[0], trial[0]])
    drain(conn)
    stays, goes = events_of(conn, [surviving, absorbed]).values()

    rows(conn, "update newsmon.cluster set merged_into = 1 where cluster_id = 2")
    rows(conn, "update newsmon.article set cluster_id = 1 where article_id = %s", absorbed)
    assert group(conn, CONFIG)["merged"] == 1

    assert rows(conn, "select event_id from newsmon.cluster order by cluster_id") == [
        (stays,),
        (None,),
    ]
    assert rows(conn, "select merged_into from newsmon.event where event_id = %s", goes) == [
        (stays,)
    ]
    before = everything(conn)
    group(conn, CONFIG)
    assert everything(conn) == before
    # What only the cluster that is gone said is not compared with any more.
    (later,) = load(conn, [trial[1]])
    drain(conn)
    assert events_of(conn)[later] != stays


def test_a_forgotten_article_takes_its_words_along(conn: Connection) -> None:
    reports = of_happening(0)
    first, _second = load(conn, reports[:2])
    drain(conn)
    rows(
        conn,
        "update newsmon.cluster set representative_id = null where representative_id = %s",
        first,
    )
    rows(conn, "delete from newsmon.article where article_id = %s", first)
    assert rows(conn, "select count(*) from newsmon.event_text") == [(1,)]

    (later,) = load(conn, reports[2:])
    drain(conn)

    assert events_of(conn)[later] == 1


def test_a_locked_article_is_left_for_later(database: str, conn: Connection) -> None:
    load(conn, NEWS[:3])
    with closing(psycopg2.connect(database)) as locking:
        locking.cursor().execute("select from newsmon.article where article_id = 2 for update")
        assert drain(conn)["claimed"] == 2
        locking.rollback()
    assert drain(conn)["claimed"] == 1


def test_texts_read_by_an_older_method_are_read_anew_and_stay_in_their_events(
    conn: Connection,
) -> None:
    today = (datetime.now(timezone.utc) - EPOCH).total_seconds() / 86_400
    load(conn, [replace(report, at=today - 2 + place / 4) for place, report in enumerate(TRIAL)])
    drain(conn)
    before = events_of(conn)
    assert len(set(before.values())) == 1

    migration = paths.shipped("sql") / "migrations" / "0013_event_terms.sql"
    rows(conn, migration.read_text("utf-8"))
    read = "select count(*) from newsmon.event_text where terms <> ''"
    assert rows(conn, read) == [(0,)]

    assert drain(conn)["claimed"] == len(TRIAL)
    assert events_of(conn) == before
    assert rows(conn, read) == [(len(TRIAL),)]
