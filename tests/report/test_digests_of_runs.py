"""No digest is lost: what counts is which runs have none yet, not which events came through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsroom import NOON, Newsroom

from newsmon.report import digest_address, write_digests_of_runs

DAY = timedelta(days=1)
MIDNIGHT = NOON.replace(hour=0)
Write = Callable[..., list[str]]


@pytest.fixture
def write(
    newsroom: Newsroom, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Write:
    """Write what is due; returns the names of the files."""
    (tmp_path / "feeds.yaml").write_text("sources: []\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path / "home"))

    def names(*announced: int) -> list[str]:
        paths = write_digests_of_runs(database_url=database, announced=announced)
        return [Path(path).name for path in paths]

    return names


def of_airflow(newsroom: Newsroom, run_id: int) -> int:
    newsroom.sql("update newsmon.run set single_process = false where run_id = %s", run_id)
    return run_id


def backfill(newsroom: Newsroom, day: int) -> int:
    interval = (MIDNIGHT - day * DAY, MIDNIGHT - (day - 1) * DAY)
    return of_airflow(newsroom, newsroom.run(NOON, NOON + DAY / 24, interval=interval))


def test_runs_whose_events_did_not_come_through_are_told_of_too(
    newsroom: Newsroom, write: Write
) -> None:
    runs = [backfill(newsroom, day) for day in (4, 3, 2, 1)]
    assert write(runs[2]) == [f"digest-seen-2026-05-{day:02}.html" for day in (8, 9, 10, 11)]


def test_each_is_written_once_and_anew_where_its_run_was_published_anew(
    newsroom: Newsroom, write: Write
) -> None:
    first, second = backfill(newsroom, 2), backfill(newsroom, 1)
    assert len(write(first)) == 2
    assert write(second) == ["digest-seen-2026-05-11.html"]
    newsroom.sql("update newsmon.run set reported_at = null where run_id = %s", first)
    assert write() == ["digest-seen-2026-05-10.html"]


def test_an_interval_reprocessed_has_one_digest_titled_by_it(
    newsroom: Newsroom, write: Write, tmp_path: Path, database: str
) -> None:
    newsroom.article("Seen then", seen_at=NOON - DAY)
    for _ in range(2):
        run = backfill(newsroom, 1)
        write(run)
    (path,) = (tmp_path / "home" / "reports").glob("digest-*.html")
    assert "<h1>First seen on Monday, 11 May 2026</h1>" in path.read_text()
    assert digest_address(run, database_url=database) == path.as_uri()


def test_runs_of_the_command_line_and_failed_ones_are_not_waited_for(
    newsroom: Newsroom, write: Write
) -> None:
    by_hand = newsroom.run(NOON, NOON + DAY / 24)
    failed = of_airflow(newsroom, newsroom.run(NOON, NOON + DAY / 24))
    newsroom.sql("update newsmon.run set state = 'failed' where run_id = %s", failed)
    assert write() == [f"digest-run-{by_hand}.html"]  # nothing is due: the newest run
    assert write() == [f"digest-run-{by_hand}.html"]


def test_before_the_first_run_there_is_a_digest_that_says_so(
    newsroom: Newsroom, write: Write
) -> None:
    assert write() == ["digest-empty.html"]
