"""Growth of the group stage.

`python -m benchmarks.group [--sizes 20000,200000] [--tail N]`: for each size a database of its own
with so many live texts of one week; vectors of the bulk are loaded directly (those of generated
articles, with terms of their own put in for the weightiest), the tail goes through the stage as in
production. Printed: a table, and the growth as bars. Works on `$NEWSMON_BENCH_DATABASE_URL` (of
someone who may create databases), or on an embedded server in a temporary folder.

`python -m benchmarks.link FILE.jsonl` measures how well labelled articles are linked.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import psycopg2
from benchmarks.happenings import Happenings, Report
from psycopg2.extensions import connection as Connection
from rich.console import Console
from rich.table import Table

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.embedded import EmbeddedPostgres
from newsmon.events import Vector, read, week_of, weigh
from newsmon.events.tokenizer import TERM_BITS
from newsmon.pipeline.stages.group import group
from newsmon.store import connect, events, migrate
from newsmon.topics import parse

WEEK = 2_700  # any week: days since 1970 are 7 times this
POOL = 1_500  # generated articles that the bulk's vectors are made from
OWN_TERMS = 48  # of a bulk text, shared with its happening only
BATCH = 200

console = Console()


@dataclass(frozen=True)
class Measured:
    """One line of the table."""

    live: int
    rebuild: float  # seconds until the index stands, first batch included
    rate: float  # articles/s through the stage after that, one writer
    cpu: float  # ms of our own CPU an article
    memory: float  # MB of this process
    stored: float  # bytes a text in newsmon.event_text, indexes included


def measure(url: str, live: int, tail: Sequence[Report], pool: Sequence[Vector]) -> Measured:
    """Fill a fresh database with live texts and run the tail through the stage."""
    events.forget_index()
    with contextlib.closing(connect(url)) as conn:
        _load_bulk(conn, live, pool)
        _load_tail(conn, tail)
        started = time.perf_counter()
        group(conn, config(), batch=BATCH)
        rebuilt = time.perf_counter()
        busy = time.process_time()
        linked = 0
        while claimed := group(conn, config(), batch=BATCH)["claimed"]:
            linked += claimed
        return Measured(
            live, rebuilt - started, linked / (time.perf_counter() - rebuilt),
            (time.process_time() - busy) / linked * 1e3,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, _bytes(conn),
        )  # fmt: skip


def config() -> Config:
    return Config(Settings(), (), parse({"topics": {}})[0], Path(), ())


def vectors(seed: int) -> list[Vector]:
    """Vectors of generated articles, weighed among themselves."""
    counts: Counter[int] = Counter()
    weighed = []
    for texts, article in enumerate(Happenings(7.0 * WEEK, POOL / 7, seed).tell(POOL)):
        terms = read(article.title, article.text, "en")
        weighed.append(weigh(terms, np.array([counts[i] for i in terms.ids.tolist()]), texts))
        counts.update(terms.ids.tolist())
    return weighed


def _load_bulk(conn: Connection, live: int, pool: Sequence[Vector]) -> None:
    """`live` texts that were grouped before, three to an event."""
    rng = np.random.default_rng(live)
    with conn.cursor() as cursor:
        for statement in _BULK:
            cursor.execute(statement, {"live": live})
        for first in range(1, live + 1, 5_000):
            buffer = io.StringIO()
            for number in range(first, min(first + 5_000, live + 1)):
                at = 7.0 * WEEK + 6.5 * number / live
                own = np.random.default_rng(number // 3).integers(0, 1 << TERM_BITS, OWN_TERMS)
                buffer.write(bulk_row(number, at, pool[int(rng.integers(len(pool)))], own))
            buffer.seek(0)
            cursor.copy_expert("copy newsmon.event_text from stdin", buffer)
        cursor.execute("select setval('newsmon.event_text_change', %s)", (live + 1,))
        cursor.execute("alter table newsmon.article enable trigger user")
    conn.commit()
    conn.autocommit = True
    conn.cursor().execute("vacuum analyze")
    conn.autocommit = False


_BULK = (
    "insert into newsmon.source (slug, name) values ('x', 'X')",
    "alter table newsmon.article disable trigger user",
    "insert into newsmon.event (event_id, title) overriding system value"
    " select n, 'Bulk' from generate_series(1, %(live)s / 3 + 1) n",
    "select setval(pg_get_serial_sequence('newsmon.event', 'event_id'), %(live)s)",
    "insert into newsmon.cluster (cluster_id, event_id) overriding system value"
    " select n, n / 3 + 1 from generate_series(1, %(live)s) n",
    "select setval(pg_get_serial_sequence('newsmon.cluster', 'cluster_id'), %(live)s + 1)",
    "insert into newsmon.article (article_id, source_id, url, title, text, lead, words,"
    " first_seen_at, edition, cluster_id, deduplicated_at, tagged_at, grouped_at)"
    " overriding system value"
    " select n, 1, 'https://bulk.example/' || n, 'Bulk', 'Bulk' || n, '', 400, now(), 'page', n,"
    " now(), now(), now() from generate_series(1, %(live)s) n",
    "select setval(pg_get_serial_sequence('newsmon.article', 'article_id'), %(live)s + 1)",
)


def bulk_row(
    number: int, at: float, like: Vector, own: np.ndarray, article: int | None = None
) -> str:
    """A text like a generated one whose weightiest terms are its happening's."""
    ids, order = like.ids.copy(), np.argsort(-np.abs(like.weights))[:OWN_TERMS]
    ids[order] = own[: len(order)]
    ids, first = np.unique(ids, return_index=True)
    moment = (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(days=at)).isoformat()
    terms, weights = ids.astype("<u4").tobytes().hex(), like.weights[first].tobytes().hex()
    fields = (number, article or number, 1, moment, week_of(at), number, number,
              f"\\\\x{terms}", f"\\\\x{weights}", "{a,b,c}", 0, "{}")  # fmt: skip
    return "\t".join(map(str, fields)) + "\n"


def _load_tail(conn: Connection, tail: Sequence[Report]) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    with conn.cursor() as cursor:
        for article in tail:
            cursor.execute("insert into newsmon.cluster default values returning cluster_id")
            (cluster,) = cursor.fetchone() or (0,)
            at = epoch + timedelta(days=article.at)
            cursor.execute(
                "insert into newsmon.article (source_id, url, title, text, lead, words, language,"
                " published_at, first_seen_at, edition, cluster_id, deduplicated_at, tagged_at)"
                " values (1, 'https://tail.example/' || %s, %s, %s, '', 400, 'en', %s, %s, 'page',"
                " %s, now(), now()) returning article_id",
                (cluster, article.title, article.text, at, at, cluster),
            )
            cursor.execute(
                "update newsmon.cluster set representative_id = %s where cluster_id = %s",
                (*(cursor.fetchone() or ()), cluster),
            )
    conn.commit()


def _bytes(conn: Connection) -> float:
    with conn.cursor() as cursor:
        cursor.execute(
            "select pg_total_relation_size('newsmon.event_text')::float / count(*)"
            " from newsmon.event_text"
        )
        return float((cursor.fetchone() or (0,))[0])


@contextlib.contextmanager
def _server() -> Iterator[str]:
    if url := os.environ.get("NEWSMON_BENCH_DATABASE_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        postgres = EmbeddedPostgres(Path(folder) / "server")
        postgres.start()
        try:
            yield postgres.url("postgres")
        finally:
            postgres.remove()


@contextlib.contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"newsmon_bench_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(server)) as admin:
        admin.autocommit = True
        admin.cursor().execute(f"create database {name}")
        try:
            url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
            migrate(url)
            yield url
        finally:
            admin.cursor().execute(f"drop database {name} with (force)")


def grown(sizes: Sequence[int], tail: int) -> Iterator[Measured]:
    """Measure each size."""
    pool = vectors(seed=2)
    with _server() as server:
        for size in sizes:
            articles = list(Happenings(7.0 * WEEK + 6.5, tail * 2, seed=3).tell(tail + BATCH))
            with _database(server) as url:
                yield measure(url, size, articles, pool)


def grow(sizes: Sequence[int], tail: int) -> None:
    """Measure each size and print the growth."""
    table = Table("live texts", "rebuild s", "articles/s", "CPU ms", "memory MB", "stored B/text")
    measured = list(grown(sizes, tail))
    for row in measured:
        table.add_row(
            f"{row.live:,}", f"{row.rebuild:.1f}", f"{row.rate:,.0f}", f"{row.cpu:.2f}",
            f"{row.memory:,.0f}", f"{row.stored:,.0f}",
        )  # fmt: skip
    console.print(table)
    top = max(row.rate for row in measured)
    for row in measured:
        console.print(f"{row.live:>9,} {'█' * round(50 * row.rate / top)} {row.rate:,.0f}/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="20000,200000", help="live texts, comma-separated")
    parser.add_argument("--tail", type=int, default=2_000, help="articles through the stage")
    options = parser.parse_args()
    grow([int(size) for size in options.sizes.split(",")], options.tail)


if __name__ == "__main__":
    main()
