"""What is in quarantine is shown, told, tried again by the next version, and can be forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.pipeline.stages.test_isolation import COUNT, drain, load

from newsmon.config import Config
from newsmon.errors import UsageError
from newsmon.pipeline import alerts
from newsmon.pipeline.operations.forget import forget
from newsmon.pipeline.operations.overview import status
from newsmon.pipeline.stages import isolation
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.store import Database
from newsmon.store.faults import rejection_of

pytestmark = pytest.mark.slow

BAD = "https://paper.example/6"


@pytest.fixture
def config(seeds_only: Config) -> Config:
    return seeds_only


def query(conn: Connection, sql: str) -> list[tuple[Any, ...]]:
    with conn.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def open_alerts(conn: Connection) -> list[tuple[Any, ...]]:
    return query(
        conn,
        "select subject, detail from report.alerts"
        " where kind = 'quarantined' and closed_at is null",
    )


@pytest.fixture
def whole(conn: Connection, config: Config, tmp_path: Path) -> bytes:
    """Have a page whose stored body cannot be unpacked go into quarantine; its whole body."""
    run_id = load(conn, config, tmp_path)
    [(body,)] = query(
        conn,
        "select body from newsmon.page_body join newsmon.page using (digest)"
        f" join newsmon.address using (address_id) where url = '{BAD}'",
    )
    query(conn, f"update newsmon.page_body set body = '\\xdeadbeef' where {OF_BAD}")
    conn.commit()
    with Workers(1) as workers:
        drain(conn, config, run_id, workers)
    return bytes(body)


OF_BAD = (
    "digest = (select digest from newsmon.page join newsmon.address using (address_id)"
    f" where url = '{BAD}')"
)


def test_quarantine_is_shown_told_and_ends_with_the_next_version(
    conn: Connection,
    database: str,
    config: Config,
    whole: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [row] = status(Database(database, "test"), config)["quarantine"]
    assert (row["stage"], row["items"], row["reason"]) == ("extract", 1, "internal_error")
    assert row["example"] == BAD
    assert "ZstdError" in row["detail"]
    assert alerts.note(conn, config)["opened"]
    [(subject, detail)] = open_alerts(conn)
    assert subject == "extract"
    assert detail.startswith(
        "1 passed over until the version changes, the newest as internal_error"
    )
    with conn.cursor() as cursor:
        cursor.execute(f"update newsmon.page_body set body = %s where {OF_BAD}", (whole,))
    conn.commit()
    assert isolation.release(conn) == 0  # the same version
    monkeypatch.setattr(isolation, "environment", lambda: "the next version")
    assert isolation.release(conn) == 1
    [(run_id,)] = query(conn, "select max(run_id) from newsmon.run")
    with Workers(1) as workers:
        drain(conn, config, run_id, workers)
    assert query(conn, "select count(*) from report.articles") == [(COUNT,)]
    assert status(Database(database, "test"), config)["quarantine"] == []
    assert alerts.note(conn, config)["closed"]
    assert open_alerts(conn) == []


@pytest.mark.usefixtures("whole")
def test_a_page_in_quarantine_can_be_forgotten(
    conn: Connection, database: str, config: Config, tmp_path: Path
) -> None:
    forgotten = forget(Database(database, "test"), BAD)
    assert forgotten == {"article_id": None, "urls": [BAD]}
    assert query(conn, "select from newsmon.quarantine") == []
    assert query(conn, f"select state from newsmon.address where url = '{BAD}'") == [("forgotten",)]
    assert query(conn, f"select from newsmon.page_body where {OF_BAD}") == []
    with Workers(1) as workers:  # and it does not come back with its document
        drain(conn, config, load(conn, config, tmp_path), workers)
    assert query(conn, "select count(*) from report.articles") == [(COUNT - 1,)]


@pytest.mark.usefixtures("whole")
def test_an_address_that_is_not_there_cannot_be_forgotten(database: str) -> None:
    with pytest.raises(UsageError, match="no article"):
        forget(Database(database, "test"), "https://paper.example/nowhere")


def test_an_article_in_quarantine_leaves_it_when_it_is_forgotten(
    conn: Connection, database: str, config: Config, tmp_path: Path
) -> None:
    run_id = load(conn, config, tmp_path)
    with Workers(1) as workers:
        drain(conn, config, run_id, workers)
    [(article_id,)] = query(conn, f"select article_id from report.articles where url = '{BAD}'")
    error = rejection_of(ValueError("broken"))
    isolation.quarantine(conn, "tag", article_id, error, run_id)
    conn.commit()
    assert forget(Database(database, "test"), BAD)["article_id"] == article_id
    assert query(conn, "select from newsmon.quarantine") == []
