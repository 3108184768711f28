"""What an article costs in each stage, by how many are stored: CPU, and bytes.

`python -m benchmarks.growth [--sizes 10000,100000,1000000] [--tail 2000] [--words 200] [--keep
FOLDER]`: for each size an archive of a year (`benchmarks/archive.py`; with `--keep` made once, and
shared with `benchmarks.serve`) and what the stages compare with (`benchmarks/windows.py`). An
archive of more than COPIED articles is used up: there is no room for two. The tail, generated
articles of now, then goes through the stages as in production, with the topics delivered. Given is
CPU of this process and of its server process, milliseconds an article: of the tail, one in
`WARMING` of which goes before what is counted; for rollups, of one publication of the tail's day;
for housekeeping, of all articles stored, once. Bytes are those of a stage's tables with their
indexes, by the articles that are in them.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml
from benchmarks import archive, bulk, group, windows
from benchmarks.deduplicate import cpu_seconds, load_tail
from benchmarks.newswire import Newswire, Publication
from psycopg2.extensions import connection as Connection
from rich.console import Console
from rich.table import Table

from newsmon.config import Config, shipped
from newsmon.config.settings import Settings
from newsmon.pipeline.operations.maintenance import maintain
from newsmon.pipeline.stages.deduplicate import deduplicate
from newsmon.pipeline.stages.group import group as group_articles
from newsmon.pipeline.stages.rollups import roll_up
from newsmon.pipeline.stages.sequence import DEDUPLICATE_BATCH
from newsmon.pipeline.stages.tag import synced, tag
from newsmon.store import connect, events, execute, run_records
from newsmon.topics import parse

WARMING: Final = 4
COPIED: Final = 1_000_000
# Tables by the stage that fills them, with the days of the archive's year that they hold.
TABLES: Final[dict[str, dict[str, int]]] = {
    "text, addresses": dict.fromkeys(("article", "address", "entry"), archive.DAYS),
    "search": {"article_search": archive.DAYS},
    "deduplicate": {
        **dict.fromkeys(("article_signature", "cluster", "near_duplicate"), archive.DAYS),
        "fingerprint": windows.PRINTED_DAYS,
    },
    "tag": {"topic_match": archive.DAYS},
    "group": {"event": archive.DAYS, "event_text": windows.LIVE_DAYS},
    "rollups": dict.fromkeys(("topic_daily", "source_daily"), archive.DAYS),
}

console = Console()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage costs with so many articles stored: milliseconds of CPU and bytes an article."""

    stage: str
    stored: int
    milliseconds: float | None
    bytes_each: float | None


def measure(url: str, size: int, tail: Sequence[Publication]) -> Iterator[Cost]:
    """Yield the cost of each stage over a filled archive of a size."""
    events.forget_index()
    config = _configuration()
    with contextlib.closing(connect(url)) as conn:
        sizes = {stage: _bytes(conn, stage, size) for stage in TABLES}
        _settle(conn, config)
        load_tail(conn, tail)

        def cost(stage: str, milliseconds: float | None) -> Cost:
            return Cost(stage, size, milliseconds, sizes.get(stage))

        yield cost("text, addresses", None)
        yield cost("search", _index(conn) / len(tail) * 1e3)
        yield cost("deduplicate", _take(conn, deduplicate, config, DEDUPLICATE_BATCH, len(tail)))
        yield cost("tag", _take(conn, tag, config, group.BATCH, len(tail)))
        yield cost("group", _take(conn, group_articles, config, group.BATCH, len(tail)))
        days = sorted(run_records.stale_days(conn))
        yield cost("rollups", _spent(conn, lambda: roll_up(conn, days, None)) / len(tail) * 1e3)
        yield cost("housekeeping", _spent(conn, lambda: maintain(conn, config)) / size * 1e3)


def _settle(conn: Connection, config: Config) -> None:
    """Have the archive know the topics, and no day wait for its rollups."""
    synced(conn, config)
    run_records.stale_days(conn)
    conn.commit()


def _configuration() -> Config:
    delivered = (shipped("config") / "topics.yaml").read_text("utf-8")
    topics, _ = parse(yaml.safe_load(delivered))
    return Config(Settings(), (), topics, Path(), ())


def _take(
    conn: Connection, stage: Callable[..., Any], config: Config, batch: int, waiting: int
) -> float:
    """Return milliseconds of CPU an article, once a first part has gone through a stage."""
    first = int(stage(conn, config, batch=min(batch, waiting // WARMING))["claimed"])

    def drain() -> None:
        left = waiting - first  # after the tail, tag would take the archive for its new topics
        while left > 0:
            left -= stage(conn, config, batch=batch)["claimed"]

    return _spent(conn, drain) / (waiting - first) * 1e3


def _index(conn: Connection) -> float:
    """Return CPU seconds of indexing the words of the tail, by the batch that extract has."""
    with conn.cursor() as cursor:
        cursor.execute(
            "select array_agg(article_id) from newsmon.article where deduplicated_at is null"
        )
        ((articles,),) = cursor.fetchall()

    def index() -> None:
        for place in range(0, len(articles), group.BATCH):
            batch = articles[place : place + group.BATCH]
            execute(conn, "articles.index", article_ids=batch)

    return _spent(conn, index)


def _spent(conn: Connection, work: Callable[[], object]) -> float:
    """Return CPU seconds of a piece of work, its commit included."""
    before = cpu_seconds(conn)
    work()
    conn.commit()
    return cpu_seconds(conn) - before


def _bytes(conn: Connection, stage: str, size: int) -> float:
    """Return the bytes an article of a stage's tables and indexes."""
    total = 0.0
    with conn.cursor() as cursor:
        for table, days in TABLES[stage].items():
            cursor.execute(
                "select pg_total_relation_size(%(table)s::regclass)"
                " + coalesce(sum(pg_total_relation_size(inhrelid)), 0)"
                " from pg_inherits where inhparent = %(table)s::regclass",
                {"table": f"newsmon.{table}"},
            )
            ((stored,),) = cursor.fetchall()
            total += float(stored) / (size * days / archive.DAYS)
    return total


@contextlib.contextmanager
def filled(server: str, size: int, words: int) -> Iterator[str]:
    """Yield the URL of a database with an archive and its windows, dropped afterwards."""
    length = "" if words == archive.WORDS else f"_{words}"
    made, name = f"newsmon_archive_{size}{length}", f"newsmon_growth_{size}"
    bulk.load(server, made, size, partial(archive.fill, words=words))
    bulk.bring_up(bulk.url_of(server, made))
    bulk.administer(server, f"drop database if exists {name}")
    if size > COPIED:
        bulk.administer(server, f"alter database {made} rename to {name}")
    else:
        bulk.administer(server, f"create database {name} template {made} strategy file_copy")
    try:
        with contextlib.closing(connect(bulk.url_of(server, name))) as conn:
            windows.fill(conn, size)
        yield bulk.url_of(server, name)
    finally:
        bulk.administer(server, f"drop database {name} with (force)")


def grown(server: str, sizes: Sequence[int], tail: int, words: int) -> Iterator[Cost]:
    """Yield the costs of each size."""
    articles = list(Newswire().publish(tail))
    for size in sizes:
        with filled(server, size, words) as url:
            yield from measure(url, size, articles)


def table(costs: Sequence[Cost]) -> Table:
    """A line a stage, two columns a size."""
    sizes = sorted({cost.stored for cost in costs})
    made = Table("stage", *(f"{what}, {size:,}" for size in sizes for what in ("ms", "bytes")))
    by_place = {(cost.stage, cost.stored): cost for cost in costs}
    for stage in dict.fromkeys(cost.stage for cost in costs):
        cells = []
        for cost in (by_place[stage, size] for size in sizes):
            cells.append("" if cost.milliseconds is None else f"{cost.milliseconds:.3f}")
            cells.append("" if cost.bytes_each is None else f"{cost.bytes_each:,.0f}")
        made.add_row(stage, *cells)
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="articles, by commas")
    parser.add_argument("--tail", type=int, default=2_000, help="articles through the stages")
    parser.add_argument("--keep", type=Path, help="a folder for the server and what it has")
    parser.add_argument("--words", type=int, default=archive.WORDS, help="of a text stored")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    with bulk.server(options.keep) as server:
        console.print(table(list(grown(server, sizes, options.tail, options.words))))


if __name__ == "__main__":
    main()
