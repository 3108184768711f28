"""Killed at any point and run again, newsmon comes to the same rows as in one run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from demo.configuration import write
from demo.server import World
from demo.world import first_day

from ..conftest import fresh_database

pytestmark = pytest.mark.slow

SECONDS_BEFORE_KILL = (1.0, 2.0, 2.5, 3.0, 4.0)


def start(database: str, config: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", "run"],
        env=os.environ | {"NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(config)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(run: subprocess.Popen[bytes]) -> None:
    _, problems = run.communicate(timeout=300)
    assert run.returncode in {0, 1}, problems.decode()


def rows(database: str, sql: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def outcome(database: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but our own numbers and clocks; clusters and events as sets of titles."""
    together = "select array_agg(title order by title) from report.articles group by {} order by 1"
    return {
        "articles": rows(
            database,
            "select source, url, title, authors, text, published_at, version, is_representative,"
            " topics from report.articles order by url",
        ),
        "clusters": rows(database, together.format("cluster_id")),
        "events": rows(database, together.format("event_id")),
        "rejections": rows(
            database, "select source, url, stage, reason from report.rejections order by url"
        ),
        "sightings": rows(
            database,
            "select f.url, a.url from newsmon.entry join newsmon.feed f using (feed_id)"
            " join newsmon.address a using (address_id) order by 1, 2",
        ),
        "rollups": rows(database, "select * from report.topic_daily order by day, topic"),
    }


def test_runs_that_were_killed_leave_nothing_out_and_nothing_twice(
    server: str, template: str, tmp_path: Path
) -> None:
    with (
        fresh_database(server, template) as undisturbed,
        fresh_database(server, template) as disturbed,
        World(first_day()) as world,
    ):
        config = write(tmp_path / "config", world.bases)
        finish(start(undisturbed, config))
        for seconds in SECONDS_BEFORE_KILL:
            run = start(disturbed, config)
            time.sleep(seconds)
            run.kill()
            run.wait()
        finish(start(disturbed, config))
        assert outcome(disturbed) == outcome(undisturbed)


def test_of_two_runs_at_once_one_may_be_killed(server: str, template: str, tmp_path: Path) -> None:
    with (
        fresh_database(server, template) as undisturbed,
        fresh_database(server, template) as disturbed,
        World(first_day()) as world,
    ):
        config = write(tmp_path / "config", world.bases)
        finish(start(undisturbed, config))
        first, second = start(disturbed, config), start(disturbed, config)
        time.sleep(3)
        first.kill()
        first.wait()
        finish(second)
        finish(start(disturbed, config))
        assert outcome(disturbed) == outcome(undisturbed)
