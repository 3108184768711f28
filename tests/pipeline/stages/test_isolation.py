"""One bad item costs that item, whichever statement of whichever stage it breaks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import make_dsn
from tests.conftest import fresh_database
from tests.dedup.writing import article
from tests.pipeline.conftest import Settings

from newsmon.config import Config
from newsmon.errors import InternalFaultError
from newsmon.model import Reason
from newsmon.pipeline.imports import documents
from newsmon.pipeline.stages import isolation
from newsmon.pipeline.stages.extract_workers import Workers
from newsmon.pipeline.stages.read_ahead import ReadAhead
from newsmon.pipeline.stages.sequence import Sequence
from newsmon.store import (
    connect,
    duplicates,
    events,
    fetch_all,
    pages,
    queries,
    run_records,
    topics,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("isolation")]

COUNT = 7
BAD = "https://paper.example/4"
CLAIMS: dict[str, Any] = {
    "extract": pages,
    "deduplicate": duplicates,
    "tag": topics,
    "group": events,
}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


@pytest.fixture
def config(configuration: Settings) -> Config:
    return configuration.write([])


def load(conn: Connection, config: Config, folder: Path, count: int = COUNT) -> int:
    """Have documents wait to be extracted: two of each text, so that there are pairs."""
    path = folder / "documents.jsonl"
    path.write_text(
        "".join(
            json.dumps(
                {
                    "url": f"https://paper.example/{n}",
                    "title": f"Sanctions on steel, part {n // 2}",
                    "text": article(n // 2),
                    "source": f"paper-{n % 2}",
                }
            )
            + "\n"
            for n in range(count)
        )
    )
    run_id = run_records.start(conn, "load", single_process=True)
    documents.load(conn, config, [path], run_id)
    return run_id


def drain(conn: Connection, config: Config, run_id: int, workers: Workers) -> Counter[str]:
    """Take all through every stage; return how many items each stage claimed."""
    url = make_dsn(**conn.info.dsn_parameters, password=conn.info.password)
    with ReadAhead(url) as ahead:
        return Counter(
            {
                stage.name: stage.drain(conn, config, run_id, lambda: None)["claimed"]
                for stage in Sequence(workers, run_id, ahead)
            }
        )


class Faults:
    """Raises at one statement whenever the bad item is in the batch that a stage works on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.statement: str | None = None
        self.statements: dict[str, None] = {}  # passed with the bad item in the batch
        self._stage = ""
        self.conn: Connection | None = None  # through which the stages work
        look_up = queries.statement
        for stage, module in CLAIMS.items():
            monkeypatch.setattr(module, "claim", self._watched(stage, module.claim))
        monkeypatch.setattr(pages, "claim_again", self._watched("extract", pages.claim_again))

        def statement(name: str) -> str:
            if name == "runs.add_counts":  # the batch is written
                self._stage = ""
            if self._stage and not name.startswith("quarantine."):
                self.statements[f"{self._stage} {name}"] = None
                if self.statement == f"{self._stage} {name}":
                    self._stage = ""
                    raise ValueError(f"injected at {name}")
            return look_up(name)

        monkeypatch.setattr(queries, "statement", statement)

    def _watched(self, stage: str, claim: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
        def watched(conn: Connection, *how: Any) -> list[Any]:
            if conn is not self.conn:  # what is extracted ahead is not what the stage works on
                return claim(conn, *how)
            self._stage = ""
            rows = claim(conn, *how)
            ids = {getattr(row, "page_id", None) or row.article_id for row in rows}
            table = "page join newsmon.address using (address_id)"
            key, table = ("page_id", table) if stage == "extract" else ("article_id", "article")
            with conn.cursor() as cursor:
                cursor.execute(f"select {key} from newsmon.{table} where url = %s", (BAD,))
                bad = {row[0] for row in cursor.fetchall()}
            self._stage = stage if bad & ids else ""
            return rows

        return watched


def stored(conn: Connection) -> set[tuple[str, bool, bool, bool]]:
    with conn.cursor() as cursor:
        cursor.execute(
            "select url, deduplicated_at is not null as deduplicated,"
            " tagged_at is not null as tagged, grouped_at is not null as grouped"
            " from newsmon.article"
        )
        return {tuple(row) for row in cursor.fetchall()}


def quarantine(conn: Connection) -> list[tuple[str, str]]:
    with conn.cursor() as cursor:
        cursor.execute("select stage, reason from newsmon.quarantine")
        return cursor.fetchall()


GOOD = {(f"https://paper.example/{n}", True, True, True) for n in range(COUNT)}


def test_a_fault_at_any_statement_of_any_stage_costs_the_item_that_has_it(
    server: str,
    template: str,
    config: Config,
    workers: Workers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults = Faults(monkeypatch)
    with fresh_database(server, template) as url, closing(connect(url)) as conn:
        faults.conn = conn
        drain(conn, config, load(conn, config, tmp_path), workers)
        assert stored(conn) == GOOD
    names = list(faults.statements)
    assert {name.split()[0] for name in names} == set(CLAIMS)
    assert len(names) > 30
    for name in names:
        faults.statement = name
        stage = name.split()[0]
        with fresh_database(server, template) as url, closing(connect(url)) as conn:
            faults.conn = conn
            run_id = load(conn, config, tmp_path)
            drain(conn, config, run_id, workers)
            if not quarantine(conn):  # smaller batches get by without the statement
                assert stored(conn) == GOOD, name
                continue
            assert quarantine(conn) == [(stage, "internal_error")], name
            assert {row for row in stored(conn) if row[0] != BAD} == {
                row for row in GOOD if row[0] != BAD
            }, name
            (failure,) = run_records.failures(conn, run_id)
            assert (failure.stage, failure.example) == (stage, BAD)
            assert "ValueError: injected at" in failure.detail
            assert "Traceback" in failure.detail or "File" in failure.detail
            assert not drain(conn, config, run_id, workers).total(), name
            faults.statement = None
            monkeypatch.setattr(isolation, "environment", lambda: "the next version")
            assert isolation.release(conn) == 1
            drain(conn, config, run_id, workers)
            assert stored(conn) == GOOD, name
            monkeypatch.undo()
            faults = Faults(monkeypatch)


def refuse(conn: Connection, table: str, condition: str) -> None:
    """Have Postgres refuse rows of a table."""
    with conn.cursor() as cursor:
        cursor.execute(
            f"create function refuse() returns trigger language plpgsql as $$ begin "
            f"if {condition} then raise exception using errcode = '22P05'; end if; "
            f"return new; end $$; create trigger refuse before insert or update on {table} "
            "for each row execute function refuse()"
        )
    conn.commit()


def test_what_postgres_refuses_is_unstorable(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    run_id = load(conn, config, tmp_path)
    refuse(conn, "newsmon.article", f"new.url = '{BAD}'")
    drain(conn, config, run_id, workers)
    assert quarantine(conn) == [("extract", "unstorable")]
    assert stored(conn) == {row for row in GOOD if row[0] != BAD}
    (rejection,) = fetch_all(conn, "inspect.rejections", since="-infinity")
    assert (rejection.reason, rejection.example) == (Reason.UNSTORABLE.value, BAD)


def test_a_body_that_cannot_be_unpacked_costs_its_page(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    run_id = load(conn, config, tmp_path)
    with conn.cursor() as cursor:
        cursor.execute(
            "update newsmon.page_body set body = '\\xdeadbeef' where digest ="
            " (select digest from newsmon.page join newsmon.address using (address_id)"
            " where url = 'https://paper.example/6')"
        )
    conn.commit()
    drain(conn, config, run_id, workers)
    assert quarantine(conn) == [("extract", "internal_error")]
    assert len(stored(conn)) == COUNT - 1


def test_a_fault_of_everything_is_newsmons_and_costs_no_item(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    run_id = load(conn, config, tmp_path, isolation.FAULT)
    refuse(conn, "newsmon.article_version", "true")
    with pytest.raises(InternalFaultError, match="extract: all of 10 items failed"):
        drain(conn, config, run_id, workers)
    assert quarantine(conn) == []
    with conn.cursor() as cursor:
        cursor.execute("drop function refuse() cascade")
    conn.commit()
    assert drain(conn, config, run_id, workers)["extract"] == isolation.FAULT
    assert len(stored(conn)) == isolation.FAULT


def test_what_fails_with_no_item_waiting_is_a_fault_of_newsmon_by_name(
    conn: Connection, config: Config, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    run_id = run_records.start(conn, "load", single_process=True)
    with conn.cursor() as cursor:
        cursor.execute(
            "create function newsmon.refuse() returns trigger language plpgsql as $$ begin "
            "raise exception 'no row of this table' using errcode = '22000'; end $$"
        )
        cursor.execute(
            "create trigger refuse before update on newsmon.article for each statement "
            "execute function newsmon.refuse()"
        )
    conn.commit()
    with pytest.raises(
        InternalFaultError, match=r"group: a fault of newsmon.*DataException: no row"
    ):
        Sequence(workers, run_id)["group"].drain(conn, config, run_id, lambda: None)
    assert quarantine(conn) == []
    assert "Traceback" in caplog.text


def test_a_statement_that_does_not_fit_the_database_is_a_fault_of_newsmon(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    run_id = load(conn, config, tmp_path)
    with conn.cursor() as cursor:
        cursor.execute("alter table newsmon.article rename column tagged_at to tagged")
    conn.commit()
    with pytest.raises(InternalFaultError, match=r"tag: a fault of newsmon.*UndefinedColumn"):
        drain(conn, config, run_id, workers)
    assert quarantine(conn) == []


def test_a_package_that_is_not_there_is_a_fault_of_the_installation(
    conn: Connection, config: Config, workers: Workers, tmp_path: Path
) -> None:
    def work(size: int) -> Counter[str]:
        raise ModuleNotFoundError("No module named 'numpy'")

    isolated = isolation.Isolation("tag", lambda _: 1)
    with pytest.raises(InternalFaultError, match="ModuleNotFoundError: No module named 'numpy'"):
        isolated.take(conn, 1, 50, work)


def test_a_database_that_goes_away_is_no_fault_of_an_item(
    database: str, config: Config, workers: Workers, tmp_path: Path
) -> None:
    with closing(connect(database)) as conn, closing(connect(database)) as killer:
        run_id = load(conn, config, tmp_path)
        with killer.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", (conn.info.backend_pid,))
        killer.commit()
        with pytest.raises((psycopg2.OperationalError, psycopg2.InterfaceError)):
            drain(conn, config, run_id, workers)
        assert quarantine(killer) == []
