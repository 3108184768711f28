"""The local Airflow: one run on its own; scheduler and interface up, used, and down again."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import psycopg2
import pytest
from tests.airflow_api import AirflowApi
from tests.local_airflow import NEWSMON, Quiet, Up, command, local_airflow
from tests.loopback_news import News, outlets

from newsmon.embedded.airflow import AirflowError, LocalAirflow
from newsmon.embedded.airflow_service import AirflowService, Running
from newsmon.embedded.sessions import members

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]

DAGS = ("newsmon_ingest", "newsmon_report")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> LocalAirflow:
    return local_airflow(tmp_path_factory)


@pytest.fixture(scope="module")
def news(
    local: LocalAirflow, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[News, Path]]:
    """Three outlets, and the folder of a configuration that knows two of them."""
    folder = tmp_path_factory.mktemp("config")
    with outlets(3) as outlet_news, pytest.MonkeyPatch.context() as patch:
        outlet_news.write_configuration(folder, outlet_news.hosts[:2])
        patch.setenv("NEWSMON_CONFIG", str(folder))
        patch.setenv("NEWSMON_HOME", str(local.home))
        patch.delenv("NEWSMON_DATABASE_URL", raising=False)
        yield outlet_news, folder


def query(local: LocalAirflow, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(local.server.start())) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall()


def articles(local: LocalAirflow) -> dict[str, int]:
    """Number of articles of each outlet, the seeds all together."""
    statement = """
        select case when edition = 'brief' then 'seeds' else source end, count(*)::int
        from report.articles group by 1
    """
    return dict(query(local, statement))


def runs(local: LocalAirflow) -> list[tuple[Any, ...]]:
    return query(local, "select state, trigger from report.runs order by run_id")


def test_settings_keep_airflow_on_this_machine(local: LocalAirflow) -> None:
    environment = local.environment(port=18099)
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert (
        environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"]
        == "http://127.0.0.1:18099/execution/"
    )
    assert environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("postgresql+psycopg2://")
    assert environment["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"
    assert "NEWSMON_DATABASE_URL" not in environment  # whatever it is, the tasks see it as we do


def test_secrets_are_made_once_and_for_the_owners_eyes_only(local: LocalAirflow) -> None:
    before = local.environment()
    assert (local.folder / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert local.environment() == before
    assert before["AIRFLOW__CORE__FERNET_KEY"] != before["AIRFLOW__API__SECRET_KEY"]


def test_a_database_that_is_prepared_is_left_alone(local: LocalAirflow) -> None:
    progress = Quiet()
    local.prepare(local.environment(), progress)
    assert progress.lines == []


def test_run_once_is_a_real_run_of_both_dags(local: LocalAirflow, news: tuple[News, Path]) -> None:
    progress = Quiet()
    local.run_once(DAGS, progress)
    assert articles(local) == {"seeds": 5, "outlet-2": 3, "outlet-3": 3}
    (run,) = runs(local)
    assert run[0] == "ok"
    assert run[1].startswith("manual__")  # Airflow's own name of the run
    output = "\n".join(progress.lines)
    for task in ("start", "poll", "fetch 1", "extract 1", "tag", "group", "publish"):
        assert f"newsmon_ingest: {task}: " in output
    assert "newsmon_report: write: " in output
    assert list(local.home.glob("**/*.html"))  # the digest
    polled = next((local.folder / "logs").glob("dag_id=newsmon_ingest/*/task_id=poll/*.log"))
    assert "feeds asked; new: " in polled.read_text()


def test_a_run_that_fails_says_why(
    local: LocalAirflow,
    news: tuple[News, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    news[0].write_configuration(tmp_path)
    (tmp_path / "feeds.yaml").write_text("sources:\n  - slug: nameless\n    feeds: [ftp://no]\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(tmp_path))
    with pytest.raises(AirflowError) as caught:
        local.run_once(DAGS, Quiet())
    output = str(caught.value)
    assert "newsmon_ingest: start: failed: newsmon.errors.ConfigError" in output
    assert "feeds.yaml" in output
    assert "airflow-once.log" in output
    assert "newsmon_report" not in output  # nothing to report on


def left_of(running: Running) -> list[str]:
    """Return what still runs of an Airflow."""
    return [str(process) for process in members(running.programs)]


def assert_pages_need_a_login(address: str, api: AirflowApi, run_id: str) -> None:
    """Ask for newsmon's pages in Airflow, as nobody and as somebody who is logged in."""
    pages = f"{address}/newsmon"
    paths = ("/", "/api/articles", "/openapi.json", "/static/site.css", f"/runs/{quote(run_id)}")
    for path in paths:
        assert httpx.get(pages + path).status_code == 401, path
        forged = httpx.get(pages + path, headers={"Authorization": "Bearer x.y.z"})
        assert forged.status_code in (401, 403), path
        assert api.get(f"/newsmon{path}").status_code == 200, path
    run = api.get(f"/newsmon/runs/{quote(run_id)}")
    assert "frame-ancestors 'self'" in run.headers["content-security-policy"]
    digest = re.search(r'href="(/newsmon/runs/\d+/digest)"', run.text)
    assert digest is not None
    assert "newsmon digest" in api.get(digest[1]).text
    views = api.get("/api/v2/plugins").json()["plugins"][0]["external_views"]
    assert [view["destination"] for view in views] == ["nav", "dag", "dag_run"]


def test_up_serves_runs_and_down_leaves_nothing_behind(
    local: LocalAirflow, news: tuple[News, Path], tmp_path: Path
) -> None:
    site, folder = news
    up = Up(tmp_path / "up.log")
    output = up.wait_for("Airflow is ready")
    running = AirflowService(local).running()
    assert running is not None
    assert running.address in output
    assert local.password() in up.wait_for("password")
    assert len(left_of(running)) > 4

    again = command("airflow", "up")
    assert again.returncode == 2
    assert "runs already" in again.stderr

    api = AirflowApi(running.address, local.password())
    first = api.run("newsmon_ingest", {"feeds": ["outlet-2"]})
    assert first["state"] == "success", api.tasks("newsmon_ingest", first)

    assert_pages_need_a_login(running.address, api, first["dag_run_id"])

    # a line more in feeds.yaml while Airflow runs
    site.write_configuration(folder)
    before = sum(articles(local).values())
    second = api.run("newsmon_ingest")
    assert second["state"] == "success", api.tasks("newsmon_ingest", second)
    assert articles(local) == {"seeds": 5, "outlet-2": 3, "outlet-3": 3, "outlet-4": 3}
    page = api.get(f"/newsmon/runs/{quote(second['dag_run_id'])}").text
    assert page.count('href="/newsmon/articles/') == 14 - before  # what this run brought

    # clear one square of fetch: that shard alone is fetched again
    shards = {
        task["map_index"]: task["try_number"]
        for task in api.tasks("newsmon_ingest", second)
        if task["task_id"] == "fetch"
    }
    api.clear("newsmon_ingest", second, "fetch", 0)
    api.wait("newsmon_ingest", second["dag_run_id"])
    tried = {
        task["map_index"]: task["try_number"]
        for task in api.tasks("newsmon_ingest", second)
        if task["task_id"] == "fetch"
    }
    assert tried == {**shards, 0: shards[0] + 1}
    assert sum(articles(local).values()) == 14

    # the asset has started the report, which knows the runs that it is about
    api.wait_until_idle("newsmon_report")
    reports = api.runs("newsmon_report")
    assert any(
        run["run_type"] == "asset_triggered" and run["state"] == "success" for run in reports
    )

    down = command("airflow", "down")
    assert down.returncode == 0, down.stderr
    assert up.program.wait(timeout=60) == 0
    assert "Airflow is stopped" in up.log.read_text() + down.stderr
    assert left_of(running) == []
    assert not local.server.status().running
    assert command("airflow", "down").returncode == 0  # nothing to do


def test_ctrl_c_while_it_is_starting_leaves_nothing_behind(
    local: LocalAirflow, news: tuple[News, Path], tmp_path: Path
) -> None:
    up = Up(tmp_path / "up.log")
    up.wait_for("still waiting")
    running = AirflowService(local).running()
    assert running is not None
    time.sleep(8)  # some of its programs have started, some have not
    up.program.send_signal(signal.SIGINT)
    assert up.program.wait(timeout=120) == 0
    assert left_of(running) == []
    assert AirflowService(local).running() is None


def test_what_a_killed_up_leaves_behind_can_be_stopped(
    local: LocalAirflow, news: tuple[News, Path], tmp_path: Path
) -> None:
    up = Up(tmp_path / "up.log")
    up.wait_for("still waiting")
    up.program.kill()
    up.program.wait()
    running = AirflowService(local).running()
    assert running is not None
    assert AirflowService(local).down(Quiet())
    assert left_of(running) == []


def test_the_variables_for_airflows_own_commands_can_be_evaluated(
    local: LocalAirflow, news: tuple[News, Path]
) -> None:
    shell = (
        'eval "$("$0" airflow env)" && '
        "python -c 'import os, json; print(json.dumps(dict(os.environ)))'"
    )
    process = subprocess.run(
        ["sh", "-c", shell, NEWSMON], capture_output=True, text=True, check=True
    )
    result = json.loads(process.stdout)
    assert result["AIRFLOW_HOME"] == str(local.folder)
    assert result["AIRFLOW__CORE__FERNET_KEY"] == local.environment()["AIRFLOW__CORE__FERNET_KEY"]
