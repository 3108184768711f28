"""What newsmon's own code or installation breaks is red in Airflow, and is done again by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from tests.local_airflow import local_airflow
from tests.loopback_news import text
from tests.pipeline.conftest import Settings

from newsmon.embedded.airflow import inherited

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("airflow")]

DAGS = Path(__file__).resolve().parents[2] / "dags"
DOCUMENTS = 12
STAGES = ("extract", "deduplicate", "tag", "group", "publish")

# In processes that extract, and nowhere else: Python imports this module first.
NO_READER = """
import sys
if any("worker_server" in argument for argument in sys.orig_argv):
    sys.modules["htmldate"] = None
"""
BAD_PAGE = """
import sys
if any("worker_server" in argument for argument in sys.orig_argv):
    import newsmon.extract
    def extract(page, *arguments, work=newsmon.extract.extract, **options):
        if "document-3" in page.url:
            raise ValueError("a fault of newsmon's own")
        return work(page, *arguments, **options)
    newsmon.extract.extract = extract
"""

Run = Callable[..., dict[str, Any]]


def rows(database: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        fetched = cursor.fetchall()
    conn.close()
    return fetched


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, database: str) -> Run:
    """Run newsmon_ingest on a folder of documents, with a module that is imported first."""
    local, folder = local_airflow(tmp_path_factory), tmp_path / "documents"
    folder.mkdir()
    for number in range(DOCUMENTS):
        title = f"Report {number}"
        (folder / f"document-{number}.html").write_text(
            f"<html lang=en><head><title>{title}</title>"
            f"<link rel=canonical href=https://paper.example/document-{number}></head>"
            f"<body><article><h1>{title}</h1>{text(title)}</article></body></html>"
        )
    Settings(tmp_path / "config").write(
        [{"slug": "p", "name": "P", "feeds": [{"url": str(folder), "kind": "folder"}]}]
    )

    def run(*stages: str, first: str = "", installed: str = "") -> dict[str, Any]:
        path = tmp_path / "path"
        path.mkdir(exist_ok=True)
        (path / "sitecustomize.py").write_text(first)
        if installed:
            (path / f"{installed}-1.0.dist-info").mkdir()
            (path / f"{installed}-1.0.dist-info" / "METADATA").write_text(
                f"Metadata-Version: 2.1\nName: {installed}\nVersion: 1.0\n"
            )
        environment = inherited() | local.environment() | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(tmp_path / "config"),
            "NEWSMON_HOME": str(tmp_path / "home"), "PYTHONPATH": str(path),
        }  # fmt: skip
        process = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("broken_pipeline.py")),
             str(DAGS), *stages],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert process.returncode == 0, process.stderr[-3000:]
        outcome: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
        return outcome | {"log": process.stdout + process.stderr}

    return run


def articles(database: str) -> int:
    return len(rows(database, "select 1 from report.articles"))


def test_an_import_that_fails_in_the_worker_is_red_and_rejects_nothing(
    run: Run, database: str
) -> None:
    outcome = run(first=NO_READER)
    assert outcome["state"] == "failed"
    assert outcome["tasks"]["extract"] == "failed"
    assert "this installation of newsmon is broken" in outcome["log"]
    assert rows(database, "select url from report.rejections") == []
    assert articles(database) == 0

    assert run()["state"] == "success"
    assert articles(database) == DOCUMENTS


def test_what_faults_of_ours_cost_is_done_again_once_the_environment_has_changed(
    run: Run, database: str
) -> None:
    outcome = run("deduplicate", first=BAD_PAGE)
    assert outcome["state"] == "failed"
    assert outcome["tasks"]["extract"] == "success"  # of a single page
    assert outcome["tasks"]["deduplicate"] == "failed"
    assert "deduplicate 1 goes into quarantine: internal_error" in outcome["log"]
    assert articles(database) == DOCUMENTS - 1
    assert rows(
        database, "select stage, reason, count(*) from newsmon.quarantine group by 1, 2 order by 1"
    ) == [
        ("deduplicate", "internal_error", DOCUMENTS - 1),
        ("extract", "internal_error", 1),
    ]
    assert rows(database, "select count(deduplicated_at) from newsmon.article") == [(0,)]

    outcome = run(installed="further")
    assert {outcome["tasks"][stage] for stage in STAGES} == {"success"}
    assert articles(database) == DOCUMENTS
    assert rows(database, "select count(*) from newsmon.quarantine") == [(0,)]
    assert rows(database, "select count(deduplicated_at) from newsmon.article") == [(DOCUMENTS,)]
