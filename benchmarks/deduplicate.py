"""How deduplicate grows: `python -m benchmarks.deduplicate [--sizes 100000,1000000] [--tail N]`.

For each size, a database of its own: the bulk is loaded directly (articles, clusters, index;
fingerprints at random), the tail (reprints, cuts, daily templates, boilerplate) goes through the
stage as in production. Printed: a table, the growth as bars, and datasketch's MinHashLSH beside it
on the same texts. Works on `$NEWSMON_BENCH_DATABASE_URL` (of a superuser), or
on an embedded server in a temporary folder, with the memory that a server of its own would have.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import psycopg2
from benchmarks.newswire import SOURCES, Newswire, Publication
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values
from rich.console import Console
from rich.progress import track
from rich.table import Table

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.dedup import sign
from newsmon.embedded import EmbeddedPostgres
from newsmon.pipeline.deduplicate import deduplicate
from newsmon.pipeline.stages import DEDUPLICATE_BATCH
from newsmon.store import clusters, connect, duplicates, migrate
from newsmon.topics import parse

WEEKS = 5  # that the bulk is spread over, this one included
PRINTS = 22  # fingerprints of an article of the bulk: what the newswire has on average
MEMORY = {"shared_buffers": "2GB", "max_wal_size": "8GB", "maintenance_work_mem": "1GB"}
FILLED = 69  # per cent of an index page, where random keys were inserted for long
SAMPLE = 500  # articles of the tail whose pairs MinHashLSH is tried on

_MONDAY = "date_trunc('week', now() at time zone 'UTC')::date"
console = Console()


@dataclass(frozen=True)
class Measured:
    """One line of the table."""

    articles: int
    loaded: float  # seconds to load the bulk
    rate: float  # articles/s through the stage, one writer
    cpu: float  # ms an article, the stage and its server process together; nan: not to be seen
    lookup: float  # ms an article
    insert: float  # fingerprints/s into the index
    bytes_each: float  # of the index, heap and B-tree, an article
    recall: float  # of the tail's copies that ended with their original
    precision: float  # of pairs of the tail in one cluster that are copies


def measure(url: str, size: int, tail: Sequence[Publication]) -> Measured:
    """Fill a fresh database to a size and run the tail through the stage."""
    with contextlib.closing(connect(url)) as conn:
        started = time.perf_counter()
        _load_bulk(conn, size)
        loaded = time.perf_counter() - started
        _load_tail(conn, tail)
        spent: dict[str, float] = defaultdict(float)
        with _timed(spent):
            started, busy = time.perf_counter(), _cpu(conn)
            while deduplicate(conn, _config(), batch=DEDUPLICATE_BATCH)["claimed"]:
                pass
            elapsed, busy = time.perf_counter() - started, _cpu(conn) - busy
        recall, precision = _score(conn, tail)
        return Measured(
            articles=size, loaded=loaded, rate=len(tail) / elapsed, cpu=busy / len(tail) * 1e3,
            lookup=spent["clusters_of"] / len(tail) * 1e3,
            insert=spent["entries"] / spent["add_fingerprints"],
            bytes_each=_bytes(conn) / (size + len(tail)), recall=recall, precision=precision,
        )  # fmt: skip


def _cpu(conn: Connection) -> float:
    """CPU seconds of this process and of its server process: steadier than the clock."""
    stat = Path(f"/proc/{conn.get_backend_pid()}/stat")
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return math.nan
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _config() -> Config:
    topics, _ = parse({"topics": {}})
    return Config(Settings(), (), topics, Path(), ())


@contextlib.contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Time statements of the area `duplicates` where the stage calls them."""
    originals = {
        (module, name): getattr(module, name)
        for module in (duplicates, clusters)
        for name in ("execute", "fetch_all")
    }

    def wrapped(call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(conn: Connection, name: str, /, **parameters: Any) -> Any:
            started = time.perf_counter()
            try:
                return call(conn, name, **parameters)
            finally:
                spent[name.partition(".")[2]] += time.perf_counter() - started
                if name == "duplicates.add_fingerprints":
                    spent["entries"] += len(parameters["fingerprints"])

        return timed

    for (module, name), call in originals.items():
        setattr(module, name, wrapped(call))
    try:
        yield
    finally:
        for (module, name), call in originals.items():
            setattr(module, name, call)


def _load_bulk(conn: Connection, size: int) -> None:
    """`size` articles that were deduplicated before, without texts."""
    with conn.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        cursor.execute("set local session_replication_role = replica")  # no triggers, to save time
        cursor.execute(
            "insert into newsmon.source (slug, name)"
            " select 's' || n, 'S' || n from generate_series(0, %s) n",
            (SOURCES - 1,),
        )
        cursor.execute(
            "insert into newsmon.cluster (cluster_id) overriding system value"
            " select generate_series(1, %s)",
            (size,),
        )
        cursor.execute("select setval(pg_get_serial_sequence('newsmon.cluster', 'cluster_id'), %s)",
                       (max(1, size),))  # fmt: skip
        cursor.execute(
            "insert into newsmon.article (source_id, url, title, text, lead, words, published_at,"
            " first_seen_at, edition, cluster_id, deduplicated_at, tagged_at, grouped_at)"
            " select 1 + n %% %s, 'https://bulk.example/' || n, 'Bulk', '', '', 400, now(), now(),"
            " 'page', n, now(), now(), now() from generate_series(1, %s) n",
            (SOURCES, size),
        )
        weeks = [size // WEEKS * week for week in range(WEEKS)] + [size]
        for week in range(WEEKS):
            monday = f"{_MONDAY} - {7 * (WEEKS - 1 - week)}"
            _load_week(cursor, weeks[week], weeks[week + 1], monday)
    conn.commit()
    conn.autocommit = True
    conn.cursor().execute("vacuum analyze")
    conn.autocommit = False


def _load_week(cursor: Any, first: int, last: int, monday: str) -> None:
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
    _enter(cursor, first, most, monday)
    cursor.execute(f"{definition} with (fillfactor = {FILLED})")
    _enter(cursor, most, last, monday)


def _enter(cursor: Any, first: int, last: int, monday: str) -> None:
    cursor.execute(
        "insert into newsmon.fingerprint (fingerprint, cluster_id, week)"
        " select ((p - 1 + random() * 0.99) / %s * 4294967295 - 2147483648)::bigint::int, c,"
        f" {monday} from generate_series(%s::int + 1, %s::int) c, generate_series(1, %s) p",
        (PRINTS, first, last, PRINTS),
    )


def _load_tail(conn: Connection, tail: Sequence[Publication]) -> None:
    with conn.cursor() as cursor:
        execute_values(
            cursor,
            "insert into newsmon.article (source_id, url, title, text, lead, words, published_at,"
            " first_seen_at, edition) values %s",
            [
                (
                    1 + p.source,
                    f"https://tail.example/{n}",
                    p.title,
                    p.text,
                    "",
                    len(p.text.split()),
                )
                for n, p in enumerate(tail)
            ],
            template="(%s, %s, %s, %s, %s, %s, now(), now(), 'page')",
        )
    conn.commit()


def _bytes(conn: Connection) -> float:
    """Heap and B-trees of the fingerprint index."""
    with conn.cursor() as cursor:
        cursor.execute(
            "select sum(pg_total_relation_size(inhrelid))"
            " from pg_inherits where inhparent = 'newsmon.fingerprint'::regclass"
        )
        return float(cursor.fetchone()[0])  # type: ignore[index]


def _score(conn: Connection, tail: Sequence[Publication]) -> tuple[float, float]:
    with conn.cursor() as cursor:
        cursor.execute(
            "select substring(url from '\\d+$')::int, cluster_id from newsmon.article"
            " where url like 'https://tail.%'"
        )
        cluster: dict[int, int] = dict(cursor.fetchall())
    conn.commit()
    copies = [(n, p.original) for n, p in enumerate(tail) if p.original != n]
    hits = sum(cluster[n] == cluster[original] for n, original in copies)
    members: dict[int, list[int]] = defaultdict(list)
    for number, where in cluster.items():
        members[where].append(tail[number].original)
    together = sum(len(group) * (len(group) - 1) // 2 for group in members.values())
    right = sum(
        count * (count - 1) // 2
        for group in members.values()
        for count in np.unique(group, return_counts=True)[1].tolist()
    )
    return hits / max(1, len(copies)), right / max(1, together)


def minhash(tail: Sequence[Publication]) -> str:
    """What datasketch's MinHashLSH finds of the same copies, at its usual settings."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return "datasketch is not installed: MinHashLSH left out."
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    hits = asked = 0
    started = time.perf_counter()
    for number, one in enumerate(tail[:SAMPLE]):
        mark = MinHash(num_perm=128)
        mark.update_batch([str(s).encode() for s in sign(one.text).distinct.tolist()])
        if one.original != number:
            asked += 1
            hits += one.original in lsh.query(mark)
        lsh.insert(number, mark)
    rate = min(SAMPLE, len(tail)) / (time.perf_counter() - started)
    return (
        f"datasketch MinHashLSH (128 permutations, Jaccard 0.5), same shingles, {asked} copies: "
        f"recall {hits / max(1, asked):.3f}, {rate:.0f} articles/s in memory, keeping no decision."
    )


@contextlib.contextmanager
def _server() -> Iterator[str]:
    if given := os.environ.get("NEWSMON_BENCH_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="newsmon-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "server", settings=MEMORY)
        postgres.start()
        try:
            yield postgres.url("postgres")
        finally:
            postgres.remove()


@contextlib.contextmanager
def _database(server: str, name: str) -> Iterator[str]:
    def administer(statement: str) -> None:
        with contextlib.closing(psycopg2.connect(server)) as conn:
            conn.autocommit = True
            conn.cursor().execute(statement)

    administer(f"drop database if exists {name}")
    administer(f"create database {name}")
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    migrate(url)
    try:
        yield url
    finally:
        administer(f"drop database {name} with (force)")


def grown(sizes: Sequence[int], tail: Sequence[Publication]) -> Iterator[Measured]:
    """Measure each size."""
    with _server() as server:
        for size in sizes:
            with _database(server, f"newsmon_bench_{size}") as url:
                yield measure(url, size, tail)


def show(lines: Sequence[Measured]) -> None:
    table = Table(title="deduplicate, one writer; an article", title_justify="left")
    for column in ("in the index", "articles/s", "CPU ms", "lookup ms", "prints/s in",
                   "bytes", "recall", "precision"):  # fmt: skip
        table.add_column(column, justify="right")
    for m in lines:
        table.add_row(
            *(f"{value:,.0f}" for value in (m.articles, m.rate)),
            *(f"{value:.2f}" for value in (m.cpu, m.lookup)),
            *(f"{value:,.0f}" for value in (m.insert, m.bytes_each)),
            *(f"{value:.3f}" for value in (m.recall, m.precision)),
        )
    console.print(table)
    top = max(m.rate for m in lines)
    for m in lines:
        console.print(f"{m.articles:>12,} {'█' * round(50 * m.rate / top)} {m.rate:,.0f}/s")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deduplicate")
    parser.add_argument(
        "--sizes", default="0,20000,100000", help="articles in the index, by commas"
    )
    parser.add_argument("--tail", type=int, default=2000, help="articles through the stage")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    tail = list(Newswire().publish(options.tail))
    lines: list[Measured] = []
    for line in track(grown(sizes, tail), "sizes", len(sizes), console=console, transient=True):
        lines.append(line)
        console.print(f"{line.articles:,} in the index: loaded in {line.loaded:,.0f} s, measured")
    show(lines)
    console.print(minhash(tail))


if __name__ == "__main__":
    main()
