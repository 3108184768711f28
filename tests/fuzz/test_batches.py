"""Any bytes as pages of one archive: all honest ones arrive, and a second run has nothing to do."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import fresh_database
from tests.fuzz.files import record
from tests.fuzz.mutate import inputs
from tests.fuzz.targets import TARGETS
from tests.loopback_news import text
from tests.pipeline.conftest import Settings

from newsmon.pipeline.imports import documents
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.sequence import Sequence
from newsmon.store import connect, run_records

pytestmark = pytest.mark.slow

HOSTILE = 150  # of each kind
HONEST = 20
SEEDS = [1, 2]


def page(seed: str) -> bytes:
    return (
        f"<html lang=en><body><article><h1>{seed}</h1>{text(seed)}</article></body></html>".encode()
    )


def write(folder: Path, seed: int) -> list[Path]:
    """An archive and lines of JSON, in which an honest document comes after each few others."""
    target = TARGETS["pages"]
    made = list(itertools.islice(inputs(seed, target.corpus, target.tokens), 2 * HOSTILE))
    records, lines = [], []
    for number, data in enumerate(made[:HOSTILE]):
        records.append(record(f"https://hostile.example/{number}", data))
    for number, data in enumerate(made[HOSTILE:]):
        fields = {"url": f"https://lines.example/{number}", "html": data.decode("latin-1")}
        lines.append(json.dumps(fields | {"title": data[:40].decode("utf-8", "surrogateescape")}))
    for number in range(HONEST):
        at = number * HOSTILE // HONEST
        records.insert(at, record(f"https://honest.example/{number}", page(f"archive {number}")))
        fields = {
            "url": f"https://honest.example/line/{number}",
            "html": page(f"line {number}").decode(),
        }
        lines.insert(at, json.dumps(fields))
    (folder / "pages.warc").write_bytes(b"".join(records))
    (folder / "pages.jsonl").write_text("\n".join(lines))
    return [folder / "pages.warc", folder / "pages.jsonl"]


@pytest.mark.parametrize("seed", SEEDS)
def test_honest_documents_arrive_and_a_second_run_does_nothing(
    server: str, template: str, tmp_path: Path, seed: int
) -> None:
    config, paths = Settings(tmp_path / "config").write([]), write(tmp_path, seed)
    with (
        fresh_database(server, template) as url,
        closing(connect(url)) as conn,
        Workers(1) as workers,
    ):
        for again in (False, True):
            run_id = run_records.start(conn, "load", single_process=True)
            counts = documents.load(conn, config, paths, run_id)
            assert counts["documents"] == 2 * (HOSTILE + HONEST)
            claimed: Counter[str] = Counter()
            for stage in Sequence(workers, run_id):
                claimed[stage.name] += stage.drain(conn, config, run_id, lambda: None)["claimed"]
            assert bool(claimed.total()) is not again
        with conn.cursor() as cursor:
            cursor.execute(
                "select count(*) from report.articles where url like 'https://honest.%%'"
            )
            assert cursor.fetchone() == (2 * HONEST,)
            cursor.execute("select stage, reason, detail from newsmon.quarantine")
            assert cursor.fetchall() == []
