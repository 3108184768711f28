"""Documents given: each is kept once, whatever it came together with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.conftest import Settings

from newsmon.pipeline.imports import documents
from newsmon.store import pages, run_records


def json_lines(path: Path, *texts: tuple[str, str]) -> Path:
    """A file with a document a line, from (address, text)."""
    lines = (
        json.dumps({"url": f"https://paper.example/{name}", "text": text, "source": "The Paper"})
        for name, text in texts
    )
    path.write_text("\n".join(lines) + "\n")
    return path


Take = Callable[..., Counter[str]]


@pytest.fixture
def take(conn: Connection, configuration: Settings, tmp_path: Path) -> Take:
    """Keep (address, text) pairs given in one file; the counts."""
    config = configuration.write([])
    run_id = run_records.start(conn, "load", feeds=None, single_process=True)

    def take(*texts: tuple[str, str]) -> Counter[str]:
        path = json_lines(tmp_path / "given.jsonl", *texts)
        return documents.load(conn, config, [path], run_id)

    return take


def kept(conn: Connection) -> dict[str, int]:
    """How many pages of each address wait to be extracted."""
    return Counter(row.url.rpartition("/")[2] for row in pages.claim(conn, 1000))


def test_more_documents_than_are_kept_at_once(conn: Connection, take: Take) -> None:
    count = documents.AT_ONCE * 2 + 1
    counts = take(*((f"{n}", f"Text {n}.") for n in range(count)))
    assert (counts["documents"], counts["kept"], counts["known"]) == (count, count, 0)
    assert kept(conn) == {f"{n}": 1 for n in range(count)}


def test_an_address_given_twice_keeps_both_texts_and_nothing_twice(
    conn: Connection, take: Take
) -> None:
    counts = take(("a", "It rains."), ("b", "Snow."), ("a", "It rained."), ("a", "It rains."))
    assert (counts["kept"], counts["known"]) == (3, 1)
    assert kept(conn) == {"a": 2, "b": 1}
    assert take(("a", "It rains."), ("b", "Hail."))["known"] == 1


def test_what_was_forgotten_stays_out_beside_what_is_new(conn: Connection, take: Take) -> None:
    take(("a", "It rains."))
    with conn.cursor() as cursor:
        cursor.execute("update newsmon.address set state = 'forgotten'")
    counts = take(("a", "It rained."), ("b", "Snow."))
    assert (counts["kept"], counts["known"]) == (1, 1)
