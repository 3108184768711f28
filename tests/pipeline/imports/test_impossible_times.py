"""A time that cannot be reckoned with, on copies of a text, stops no load: it is no time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from tests.dedup.writing import article
from tests.pipeline.conftest import Settings

from newsmon.pipeline import runs
from newsmon.store import Database

pytestmark = pytest.mark.slow

TIMES = [
    "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "9999-01-01", "0001-01-01T00:00:00+14:00",
    "0001-01-01", "2262-04-12", "1677-09-20", "294277-01-01", "-4713-01-01", "infinity", "1e300",
]  # fmt: skip
ROWS = """
    select url, published_at, cluster_id, event_id from report.articles order by url
"""


def rows(database: str) -> list[tuple[Any, ...]]:
    with psycopg2.connect(database) as conn, conn.cursor() as cursor:
        cursor.execute(ROWS)
        fetched = cursor.fetchall()
    conn.close()
    return fetched


def write(path: Path, name: str, times: list[str | None]) -> Path:
    """Write pages with copies of one text, each stating a time of its own."""
    lines = []
    for number, time in enumerate(times):
        stated = f"<meta property=article:published_time content='{time}'>" if time else ""
        page = f"<head>{stated}</head><article><h1>Lock gate open</h1><p>{article(1)}</article>"
        lines.append({"url": f"https://{name}-{number}.example/a", "html": page})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_copies_with_impossible_times_pass_all_stages_and_so_do_later_ones(
    database: str, configuration: Settings, tmp_path: Path
) -> None:
    config = configuration.write([])
    first = write(tmp_path / "first.jsonl", "first", [*TIMES, "2026-03-01T08:00:00Z"])
    later = write(tmp_path / "later.jsonl", "later", [None, "2026-03-01T09:00:00Z", *TIMES[:2]])
    for path in (first, later):
        runs.load(Database(database, "test"), config, [path])
    loaded = rows(database)
    assert len(loaded) == len(TIMES) + 1 + 4
    assert {at.year for _, at, *_ in loaded if at is not None} == {2026}
    assert len({cluster for _, _, cluster, _ in loaded}) == 1
    assert len({event for *_, event in loaded}) == 1
    assert None not in loaded[0][2:]

    for path in (first, later):
        again = runs.load(Database(database, "test"), config, [path])
        assert not any(counts.get("claimed") for counts in again.counts.values())
    assert rows(database) == loaded
