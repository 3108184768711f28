"""A database with millions of articles that were deduplicated before, and the server it lies on.

Loaded directly (articles, clusters, signatures, index; fingerprints at random; texts of
a word each, as the index of texts is not made in minutes of a million that are the same). With a
folder to keep things in, a size is loaded once, and each measurement has a copy of it.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from benchmarks.newswire import SOURCES
from psycopg2.extensions import connection as Connection

from newsmon.embedded import EmbeddedPostgres
from newsmon.store import connect, migrate

WEEKS = 5  # that the bulk is spread over, this one included
PRINTS = 22  # fingerprints of an article of the bulk: what the newswire has on average
MEMORY = {"shared_buffers": "2GB", "max_wal_size": "8GB", "maintenance_work_mem": "1GB"}
FILLED = 69  # per cent of an index page, where random keys were inserted for long

_CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")  # while loading
MONDAY = "date_trunc('week', now() at time zone 'UTC')::date"


@contextlib.contextmanager
def server(keep: Path | None) -> Iterator[str]:
    """Yield the URL of a server: of the environment, in `keep`, or temporary."""
    if url := os.environ.get("NEWSMON_BENCH_DATABASE_URL"):
        yield url
        return
    with contextlib.ExitStack() as stack:
        folder = keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="newsmon-bench-"))
        )
        postgres = EmbeddedPostgres(folder / "server", settings=MEMORY)
        stack.callback(postgres.stop if keep else postgres.remove)
        postgres.start()
        yield postgres.url("postgres")


@contextlib.contextmanager
def database(server: str, size: int, *, keep: bool) -> Iterator[str]:
    """URL of a database with so many articles in it, dropped afterwards."""
    name, loaded = f"newsmon_bench_{size}", f"newsmon_loaded_{size}"
    administer(server, f"drop database if exists {name}")
    if keep:
        load(server, loaded, size)
        bring_up(url_of(server, loaded))
        administer(server, f"create database {name} template {loaded} strategy file_copy")
    else:
        load(server, name, size)
        bring_up(url_of(server, name))
    try:
        yield url_of(server, name)
    finally:
        administer(server, f"drop database {name} with (force)")


def load(
    server: str, name: str, size: int, fill: Callable[[Connection, int], None] | None = None
) -> None:
    """Make and fill a database, unless it is there; a load that was cut off is begun anew."""
    if administer(server, f"select 1 from pg_database where datname = '{name}'"):
        return
    making = f"{name}_unfinished"
    administer(server, f"drop database if exists {making}", f"create database {making}")
    with _careless(server):
        migrate(url_of(server, making))
        with contextlib.closing(connect(url_of(server, making))) as conn:
            (fill or _fill)(conn, size)
    administer(server, "checkpoint", f"alter database {making} rename to {name}")


def bring_up(url: str) -> None:
    """Migrate what was loaded before, perhaps by an older version."""
    migrate(url)


def url_of(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def administer(server: str, *statements: str) -> list[Any]:
    with contextlib.closing(psycopg2.connect(server)) as conn:
        conn.autocommit = True
        cursor = conn.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def _careless(server: str) -> Iterator[None]:
    """A load that a crash would undo is begun anew anyway."""
    administer(server, *(f"alter system set {name} = off" for name in _CARELESS))
    administer(server, "select pg_reload_conf()")
    try:
        yield
    finally:
        administer(server, *(f"alter system reset {name}" for name in _CARELESS))
        administer(server, "select pg_reload_conf()")


def _fill(conn: Connection, size: int) -> None:
    with conn.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        cursor.execute("set local session_replication_role = replica")  # no triggers, to save time
        cursor.execute("set local maintenance_work_mem = '1GB'")
        cursor.execute(
            "insert into newsmon.source (slug, name)"
            " select 's' || n, 'S' || n from generate_series(0, %s) n",
            (SOURCES - 1,),
        )
        with _without_indexes(cursor, "newsmon.cluster"):
            cursor.execute(
                "insert into newsmon.cluster (cluster_id, representative_id)"
                " overriding system value select n, n from generate_series(1, %s) n",
                (size,),
            )
        cursor.execute("select setval(pg_get_serial_sequence('newsmon.cluster', 'cluster_id'), %s)",
                       (max(1, size),))  # fmt: skip
        with _without_indexes(cursor, "newsmon.article"):
            cursor.execute(
                "insert into newsmon.article (source_id, url, title, text, lead, words,"
                " published_at, first_seen_at, edition, cluster_id, deduplicated_at, tagged_at,"
                " grouped_at)"
                " select 1 + n %% %s, 'https://bulk.example/' || n, 'Bulk', 'Bulk' || n, '', 400,"
                " now(), now(), 'page', n, now(), now(), now() from generate_series(1, %s) n",
                (SOURCES, size),
            )
        with _without_indexes(cursor, "newsmon.article_signature"):
            cursor.execute(
                "insert into newsmon.article_signature (article_id, body_hash, fingerprints)"
                " select n, md5(n::text)::uuid, '{}' from generate_series(1, %s) n",
                (size,),
            )
        weeks = [size // WEEKS * week for week in range(WEEKS)] + [size]
        for week in range(WEEKS):
            monday = f"{MONDAY} - {7 * (WEEKS - 1 - week)}"
            fill_week(cursor, weeks[week], weeks[week + 1], monday)
    conn.commit()
    conn.autocommit = True
    conn.cursor().execute("vacuum analyze")
    conn.autocommit = False


@contextlib.contextmanager
def _without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Indexes are quicker made afterwards; those of constraints stay."""
    cursor.execute(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
        " where indrelid = %s::regclass"
        " and not exists (select from pg_constraint where conindid = indexrelid)",
        (table,),
    )
    indexes = cursor.fetchall()
    for index, _ in indexes:
        cursor.execute(f"drop index {index}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def fill_week(cursor: Any, first: int, last: int, monday: str) -> None:
    """Entries of one week; those of most articles before there is an index, to save time.

    The index is then made as full as one is that random keys are inserted into (see FILLED), and
    the last articles are entered in random order as they arrive in production.
    """
    cursor.execute(f"select newsmon.open_fingerprint_week({monday})")
    cursor.execute(f"select 'newsmon.fingerprint_' || to_char({monday}, 'IYYY\"w\"IW')")
    ((partition,),) = cursor.fetchall()
    cursor.execute("select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
                   " where indrelid = %s::regclass", (partition,))  # fmt: skip
    ((index, definition),) = cursor.fetchall()
    cursor.execute(f"drop index {index}")
    most = first + (last - first) * 9 // 10
    _enter(cursor, partition, first, most, monday)
    cursor.execute(f"{definition} with (fillfactor = {FILLED})")
    _enter(cursor, partition, most, last, monday)


def _enter(cursor: Any, partition: str, first: int, last: int, monday: str) -> None:
    cursor.execute(
        f"insert into {partition} (fingerprint, cluster_id, week)"
        " select ((p - 1 + random() * 0.99) / %s * 4294967295 - 2147483648)::bigint::int, c,"
        f" {monday} from generate_series(%s::int + 1, %s::int) c, generate_series(1, %s) p",
        (PRINTS, first, last, PRINTS),
    )
