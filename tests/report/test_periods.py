"""The articles that a digest covers."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection
from tests.newsroom import NOON, Newsroom

from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.report import write_digest
from newsmon.store import connect

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_day_goes_by_the_publishers_time_else_by_when_it_was_first_seen(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Claimed for the day", at=NOON, seen_at=NOON + 5 * DAY)
    newsroom.article("Seen on the day", at=None, seen_at=NOON)
    newsroom.article("Claimed for another day", at=NOON - DAY, seen_at=NOON)
    newsroom.article("First second", at=NOON.replace(hour=0))
    newsroom.article("Next midnight", at=NOON.replace(hour=0) + DAY)
    page = write_digest(conn, config, day=NOON.date()).read_text()
    for title in ("Claimed for the day", "Seen on the day", "First second"):
        assert f">{title}<" in page
    for title in ("Claimed for another day", "Next midnight"):
        assert title not in page
    assert "Articles of this day (UTC)" in page


def test_an_interval_goes_by_when_it_was_first_seen_and_says_so(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Old but new to us", at=NOON - 1000 * DAY, seen_at=NOON)
    newsroom.article("Just before", seen_at=NOON - HOUR)
    newsroom.article("At the end", seen_at=NOON + HOUR)
    page = write_digest(conn, config, interval=(NOON, NOON + HOUR)).read_text()
    assert ">Old but new to us<" in page
    assert "Just before" not in page
    assert "At the end" not in page
    assert "Articles first seen from 12 May 2026, 12:00 up to 12 May 2026, 13:00 (UTC)" in page


def test_digests_of_runs_leave_nothing_out_and_show_nothing_twice(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Before any run", seen_at=NOON - 10 * DAY)
    first = newsroom.run(NOON, NOON + HOUR)
    newsroom.article("In the first", seen_at=NOON + 0.5 * HOUR)
    newsroom.article("Between the two", seen_at=NOON + 2 * HOUR)
    second = newsroom.run(NOON + 3 * HOUR, NOON + 4 * HOUR)
    newsroom.article("In the second", seen_at=NOON + 3.5 * HOUR)
    newsroom.article("After both", seen_at=NOON + 5 * HOUR)
    page = write_digest(conn, config, run_id=first).read_text()
    assert [t in page for t in TITLES] == [True, True, False, False, False]
    page = write_digest(conn, config, run_id=second).read_text()
    assert [t in page for t in TITLES] == [False, False, True, True, False]


TITLES = ("Before any run", "In the first", "Between the two", "In the second", "After both")


def test_a_backfill_has_an_interval_of_its_own(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Seen then", seen_at=NOON - 30 * DAY)
    newsroom.article("Seen now", seen_at=NOON)
    run = newsroom.run(NOON, NOON + HOUR, interval=(NOON - 31 * DAY, NOON - 29 * DAY))
    page = write_digest(conn, config, run_id=run).read_text()
    assert "Seen then" in page
    assert "Seen now" not in page


def test_a_run_that_has_not_ended_covers_what_there_is(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article("Seen already")
    page = write_digest(conn, config, run_id=newsroom.run(NOON, None)).read_text()
    assert "Seen already" in page
    assert "Articles first seen so far" in page


def test_a_run_there_is_not_is_a_usage_error(conn: Connection, config: Config) -> None:
    with pytest.raises(UsageError, match="there is no run 7"):
        write_digest(conn, config, run_id=7)


def test_left_alone_it_is_the_newest_day_that_has_articles(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article(at=NOON - 3 * DAY)
    newsroom.article(at=NOON, seen_at=NOON)
    newsroom.article("A claim of 2099", at=datetime(2099, 1, 1, tzinfo=timezone.utc), seen_at=NOON)
    assert write_digest(conn, config).name == "digest-2026-05-12.html"


def test_days_are_days_of_utc_whatever_the_zone_of_the_claim(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    tokyo = timezone(timedelta(hours=9))
    newsroom.article("Early in Tokyo", at=datetime(2026, 5, 13, 6, 0, tzinfo=tokyo))
    page = write_digest(conn, config, day=date(2026, 5, 12)).read_text()
    assert "Early in Tokyo" in page
    assert "· 21:00" in page


def test_an_empty_database_makes_a_page_that_says_so(conn: Connection, config: Config) -> None:
    path = write_digest(conn, config)
    assert path.name == "digest-empty.html"
    assert "Nothing yet" in path.read_text()


def test_a_day_without_articles_is_a_page_without_articles(
    conn: Connection, config: Config
) -> None:
    page = write_digest(conn, config, day=date(2020, 2, 29)).read_text()
    assert "Saturday, 29 February 2020" in page


def test_the_same_data_makes_the_same_file_and_leaves_it_alone(
    newsroom: Newsroom, conn: Connection, config: Config
) -> None:
    newsroom.article(topics=("energy",))
    newsroom.roll_up()
    path = write_digest(conn, config)
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    assert write_digest(conn, config) == path
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    newsroom.article("One more")
    write_digest(conn, config)
    assert path.read_bytes() != before[0]


def test_it_goes_where_it_is_told(
    newsroom: Newsroom, conn: Connection, config: Config, tmp_path: Path
) -> None:
    newsroom.article()
    assert write_digest(conn, config).parent == tmp_path / "reports"
    chosen = write_digest(conn, config, directory=tmp_path / "a" / "b")
    assert chosen == tmp_path / "a" / "b" / "digest-2026-05-12.html"
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_digest(conn, config, directory=tmp_path / "file" / "x")


def test_whoever_may_read_the_reports_can_write_a_digest(
    newsroom: Newsroom, database: str, config: Config
) -> None:
    newsroom.article("For all to read", topics=("energy",))
    newsroom.rejection("https://harbour.example/x", "not_article")
    newsroom.failure("https://harbour.example/y", "timeout")
    newsroom.feed("https://harbour.example/rss", "ok")
    run = newsroom.run(NOON, NOON + HOUR)
    with closing(connect(database, role="reader")) as reader:
        assert "For all to read" in write_digest(reader, config).read_text()
        assert "For all to read" in write_digest(reader, config, run_id=run).read_text()
