"""Past intervals, backfilled and reprocessed by a real Airflow: each has its digest."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml
from tests.airflow_api import AirflowApi, ApiError
from tests.local_airflow import NEWSMON, Up, command, local_airflow
from tests.loopback_news import News, outlets

from newsmon.embedded.airflow import LocalAirflow
from newsmon.embedded.airflow_service import AirflowService

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]

INGEST, REPORT = "newsmon_ingest", "newsmon_report"
BACKFILL = """
eval "$("$0" airflow env)"
airflow backfill create --dag-id newsmon_ingest --from-date 2026-03-02 --to-date 2026-03-03 \
    --reprocess-behavior completed
"""
TITLES = {
    "digest-seen-2026-03-02": "First seen on Monday, 2 March 2026",
    "digest-seen-2026-03-03": "First seen on Tuesday, 3 March 2026",
}


@pytest.fixture
def local(tmp_path_factory: pytest.TempPathFactory) -> LocalAirflow:
    return local_airflow(tmp_path_factory, "backfills-home")


@pytest.fixture
def folder(
    local: LocalAirflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, News]]:
    """A configuration without a schedule, and what one outlet publishes."""
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NEWSMON_HOME", str(local.home))
    monkeypatch.delenv("NEWSMON_DATABASE_URL", raising=False)
    with outlets(1) as news:
        news.write_configuration(tmp_path / "config")
        yield tmp_path / "config", news


@pytest.fixture
def api(local: LocalAirflow, folder: tuple[Path, News], tmp_path: Path) -> Iterator[AirflowApi]:
    up = Up(tmp_path / "up.log")
    up.wait_for("Airflow is ready")
    running = AirflowService(local).running()
    assert running is not None
    try:
        yield AirflowApi(running.address, local.password())
    finally:
        command("airflow", "down")
        up.program.wait(timeout=60)


def query(local: LocalAirflow, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(local.server.start())) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall()


def seen_on(local: LocalAirflow, day: str) -> str:
    """Have an article first seen on a day; its title."""
    statement = f"""
        update newsmon.article set first_seen_at = '{day} 12:00+00'
        where article_id = (select max(article_id) from newsmon.article)
        returning title
    """
    ((title,),) = query(local, statement)
    return str(title)


def digest(local: LocalAirflow, name: str) -> str:
    return (local.home / "reports" / f"{name}.html").read_text()


def title_of(page: str) -> str:
    return page.partition("<h1>")[2].partition("</h1>")[0]


def settle(api: AirflowApi, local: LocalAirflow) -> None:
    """Wait for the end of a backfill, and for the digests of all that it published."""
    api.wait_until_backfilled(INGEST)
    end = time.monotonic() + 120
    while query(local, "select 1 from newsmon.run where reported_at is null"):
        assert time.monotonic() < end, api.runs(REPORT)
        time.sleep(1)


def test_each_interval_that_is_backfilled_or_reprocessed_has_a_digest_titled_by_it(
    local: LocalAirflow, folder: tuple[Path, News], api: AirflowApi
) -> None:
    api.run(INGEST)
    with pytest.raises(ApiError, match="non-periodic schedule that does not support backfills"):
        api.backfill(INGEST, "2026-03-02", "2026-03-03")  # run.schedule is null: no intervals

    settings = folder[0] / "newsmon.yaml"
    changed = yaml.safe_load(settings.read_text())
    changed["run"]["schedule"] = "@daily"
    settings.write_text(yaml.safe_dump(changed))
    api.wait_until_backfillable(INGEST)
    api.wait_until_idle(INGEST, run_type="scheduled")
    polls = len(folder[1].requests)

    created = subprocess.run(
        ["sh", "-c", BACKFILL, NEWSMON], env=os.environ, capture_output=True, text=True, check=False
    )
    assert created.returncode == 0, created.stderr
    settle(api, local)
    assert {name: title_of(digest(local, name)) for name in TITLES} == TITLES

    title = seen_on(local, "2026-03-03")
    api.backfill(INGEST, "2026-03-03", "2026-03-03")
    settle(api, local)
    assert title in digest(local, "digest-seen-2026-03-03")

    # the newest interval, which a scheduled run has worked on: it is not polled a second time
    (newest,) = (run for run in api.runs(INGEST) if run["run_type"] == "scheduled")
    day = datetime.fromisoformat(newest["data_interval_start"].replace("Z", "+00:00"))
    api.backfill(INGEST, newest["data_interval_start"], newest["data_interval_start"])
    settle(api, local)
    assert f"First seen on {day:%A}, {day.day} {day:%B %Y}" in digest(
        local, f"digest-seen-{day:%Y-%m-%d}"
    )

    assert len(folder[1].requests) == polls
    assert query(
        local,
        "select interval_start::date::text, count(*), count(reported_at), bool_and(state = 'ok')"
        " from newsmon.run where interval_start is not null group by 1 order by 1",
    ) == [
        ("2026-03-02", 1, 1, True),
        ("2026-03-03", 2, 2, True),
        (f"{day:%Y-%m-%d}", 1, 1, True),
    ]
