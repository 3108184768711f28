"""Growth of deduplicate: `python -m benchmarks.deduplicate [--sizes 100000,1000000] [--tail N]`.

For each size, a database of its own: the bulk is loaded directly (see `bulk`), the tail (reprints,
cuts, daily templates, boilerplate) goes through the stage as in production. Printed: a table, the
growth as bars, and datasketch's MinHashLSH beside it on the same texts. Works on
`$NEWSMON_BENCH_DATABASE_URL` (of a superuser), or on an embedded server, with the memory that a
server of its own would have: in a temporary folder, or in that of `--keep`, where a size is loaded
once and each measurement has a copy of it.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import bulk
from benchmarks.newswire import Newswire, Publication
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values
from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.dedup import sign
from newsmon.pipeline.stages.deduplicate import deduplicate
from newsmon.pipeline.stages.sequence import DEDUPLICATE_BATCH
from newsmon.store import connect, fingerprints
from newsmon.topics import parse

SAMPLE = 500  # articles of the tail whose pairs MinHashLSH is tried on

WARMING = 5  # one in so many of the tail goes before what is counted: caches fill

console = Console()


@dataclass(frozen=True)
class Measured:
    """One line of the table."""

    articles: int
    started: float  # seconds until the first batch is decided, with all that a process reads first
    rate: float  # articles/s through the stage, one writer
    cpu: float  # ms an article, the stage and its server process together; nan: not to be seen
    lookup: float  # ms of the clock an article
    lookup_cpu: float  # ms of CPU an article
    insert: float  # fingerprints/s into the index
    bytes_each: float  # of the index (heap and B-trees), an article
    recall: float  # of the tail's copies that ended with their original
    precision: float  # of pairs of the tail in one cluster that are copies


def measure(url: str, size: int, tail: Sequence[Publication]) -> Measured:
    """Run the tail through the stage in a database of a size."""
    with contextlib.closing(connect(url)) as conn:
        load_tail(conn, tail)
        began = time.perf_counter()
        warming = deduplicate(conn, _config(), batch=min(DEDUPLICATE_BATCH, len(tail) // WARMING))
        started, count = time.perf_counter() - began, len(tail) - warming["claimed"]
        with _spent_on("look_up") as lookup, _spent_on("add") as adding:
            began, busy = time.perf_counter(), cpu_seconds(conn)
            while deduplicate(conn, _config(), batch=DEDUPLICATE_BATCH)["claimed"]:
                pass
            elapsed, busy = time.perf_counter() - began, cpu_seconds(conn) - busy
        recall, precision = _score(conn, tail)
        return Measured(
            articles=size, started=started, rate=count / elapsed, cpu=busy / count * 1e3,
            lookup=lookup.clock / count * 1e3, lookup_cpu=lookup.cpu / count * 1e3,
            insert=adding.fingerprints / adding.clock,
            bytes_each=_bytes(conn) / (size + len(tail)), recall=recall, precision=precision,
        )  # fmt: skip


def cpu_seconds(conn: Connection) -> float:
    """CPU seconds of this process and of its server process: steadier than the clock."""
    try:
        served = Path(f"/proc/{conn.get_backend_pid()}/schedstat").read_text().split()[0]
    except OSError:
        return math.nan
    return time.process_time() + int(served) / 1e9


@dataclass
class _Spent:
    clock: float = 0.0
    cpu: float = 0.0
    fingerprints: int = 0


@contextlib.contextmanager
def _spent_on(name: str) -> Iterator[_Spent]:
    """Time one function of the store's index where the stage calls it."""
    spent, original = _Spent(), getattr(fingerprints, name)

    def timed(conn: Connection, entries: Any, *arguments: Any) -> Any:
        began, busy = time.perf_counter(), cpu_seconds(conn)
        try:
            return original(conn, entries, *arguments)
        finally:
            spent.clock += time.perf_counter() - began
            spent.cpu += cpu_seconds(conn) - busy
            spent.fingerprints += len(entries)

    setattr(fingerprints, name, timed)
    try:
        yield spent
    finally:
        setattr(fingerprints, name, original)


def _config() -> Config:
    topics, _ = parse({"topics": {}})
    return Config(Settings(), (), topics, Path(), ())


def load_tail(conn: Connection, tail: Sequence[Publication]) -> None:
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
    """Return the size of the fingerprint index, heap and B-trees."""
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
    """Try datasketch's MinHashLSH on the same copies, at its usual settings."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return "datasketch is not installed: MinHashLSH left out."
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    hits = queries = 0
    started = time.perf_counter()
    for number, publication in enumerate(tail[:SAMPLE]):
        mark = MinHash(num_perm=128)
        mark.update_batch([str(s).encode() for s in sign(publication.text).distinct.tolist()])
        if publication.original != number:
            queries += 1
            hits += publication.original in lsh.query(mark)
        lsh.insert(number, mark)
    rate = min(SAMPLE, len(tail)) / (time.perf_counter() - started)
    return (
        f"datasketch MinHashLSH (128 permutations, Jaccard 0.5), same shingles, {queries} copies: "
        f"recall {hits / max(1, queries):.3f}, {rate:.0f} articles/s in memory, without decisions."
    )


def grown(
    sizes: Sequence[int], tail: Sequence[Publication], keep: Path | None = None
) -> Iterator[Measured]:
    """Measure each size; with a folder to keep them in, each is loaded once for all times."""
    with bulk.server(keep) as server:
        for size in sizes:
            with bulk.database(server, size, keep=keep is not None) as url:
                yield measure(url, size, tail)


def show(lines: Sequence[Measured]) -> None:
    table = Table(
        title="deduplicate, one writer: articles, what one costs, fingerprints entered",
        title_justify="left",
        box=box.SIMPLE_HEAD,  # ten columns in eighty characters
        padding=0,
        pad_edge=False,
    )
    for column in ("in the index", "first batch s", "a second", "CPU ms", "lookup ms",
                   "its CPU", "new/s", "bytes", "recall", "precise"):  # fmt: skip
        table.add_column(column, justify="right", min_width=5)
    for m in lines:
        table.add_row(
            *(f"{m.articles / 1e3:,.0f} k", f"{m.started:.1f}", f"{m.rate:,.0f}", f"{m.cpu:.2f}"),
            *(f"{value:.3f}" for value in (m.lookup, m.lookup_cpu)),
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
    parser.add_argument(
        "--keep", type=Path, help="folder in which a server keeps what it was loaded with"
    )
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    tail = list(Newswire().publish(options.tail))
    lines: list[Measured] = []
    measured = grown(sizes, tail, options.keep)
    for line in track(measured, "sizes", len(sizes), console=console, transient=True):
        lines.append(line)
        console.print(f"{line.articles:,} in the index: measured")
    show(lines)
    console.print(minhash(tail))


if __name__ == "__main__":
    main()
