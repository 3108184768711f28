"""The benchmark of loading writes documents that all become articles, of many outlets."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from benchmarks import load
from benchmarks.newswire import SOURCES
from tests.pipeline.conftest import Settings

from newsmon.pipeline import runs
from newsmon.store import Database

pytestmark = pytest.mark.slow

COUNT = 90


def test_all_documents_of_the_file_become_articles(
    database: str, configuration: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "documents.jsonl"
    load.write_documents(path, COUNT)
    counts = runs.load(Database(database, "test"), configuration.write([]), [path]).counts
    assert counts["load"]["documents"] == counts["extract"]["new"] == COUNT
    assert counts["deduplicate"]["copies"] > 0
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("select count(distinct source), count(event_id) from report.articles")
        (row,) = cursor.fetchall()
    assert SOURCES // 2 < row[0] <= SOURCES
    assert row[1] == COUNT


def test_documents_are_stored_to_be_extracted(
    database: str,
    configuration: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "documents.jsonl"
    load.write_documents(path, COUNT)
    configuration.write([])
    monkeypatch.setenv("NEWSMON_CONFIG", str(configuration.directory))
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    load.store(path)
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute("select count(*) from newsmon.page where extracted_at is null")
        assert cursor.fetchall() == [(COUNT,)]
