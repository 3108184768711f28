"""What polling a thousand origins costs, beside another checkout of newsmon.

`python -m benchmarks.poll_origins --other CHECKOUT [--origins 1000] [--rounds 4]`: the poll stage
of this checkout and of another one (`git worktree add`), in turn, on the same outlets of loopback
(`benchmarks.outlets`, a feed each), each with a Postgres of its own. Per round three polls: one
answered 304, one with the same bytes, one in which every feed has two new entries. CPU seconds are
those of the process with its children, without Postgres; who goes first alternates.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import yaml
from benchmarks.outlets import Outlets
from rich.console import Console
from rich.table import Table

from newsmon.embedded import EmbeddedPostgres

POLLS = (("304", 0, True), ("same bytes", 0, False), ("two new entries each", 1, True))
# One poll of whatever checkout stands in PYTHONPATH; the schema is brought up to date before.
POLL = """
import asyncio, contextlib, json, resource, sys
from newsmon.config import load
from newsmon.pipeline.stages.poll import poll
from newsmon.store import connect, migrate, resolve, run_records

def cpu():
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)

migrate(sys.argv[1])
config, database = load(), resolve(sys.argv[1])
with contextlib.closing(connect(database)) as conn:
    run_id = run_records.start(conn, "cli", single_process=True)
    conn.commit()
before = cpu()
counts = asyncio.run(poll(database, config, run_id))
print(json.dumps({"cpu": cpu() - before, "feeds": counts["feeds"]}))
"""

console = Console()


class Checkout:
    """A checkout with a database of its own."""

    def __init__(self, folder: Path, configuration: Path, stack: ExitStack, home: Path) -> None:
        self._source, self._configuration = folder / "src", configuration
        postgres = EmbeddedPostgres(home)
        stack.callback(postgres.remove)
        self._url = postgres.start()

    def poll(self, expected: int) -> float:
        """Poll every feed; returns CPU seconds."""
        self._make_due()
        environment = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", "/")}
        answer = subprocess.run(
            [sys.executable, "-c", POLL, self._url],
            env=environment
            | {"PYTHONPATH": str(self._source), "NEWSMON_CONFIG": str(self._configuration)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        polled = json.loads(answer.stdout.splitlines()[-1])
        if polled["feeds"] != expected:
            raise RuntimeError(f"{polled['feeds']} feeds of {expected} were polled")
        return float(polled["cpu"])

    def _make_due(self) -> None:
        conn = psycopg2.connect(self._url)
        with conn, conn.cursor() as cursor:
            cursor.execute("select to_regclass('newsmon.feed') is not null")
            if cursor.fetchone() == (True,):
                cursor.execute("update newsmon.feed set next_poll_at = now()")
        conn.close()


def configure(folder: Path, outlets: Outlets) -> Path:
    sources = [
        {"slug": f"outlet-{number}", "name": f"Outlet {number}", "feeds": [feed]}
        for number, feed in enumerate(outlets.feeds)
    ]
    settings = {"allow_private_hosts": ["127.0.0.0/8"], "per_host_delay_seconds": 0.05}
    folder.mkdir()
    for name, content in (
        ("feeds.yaml", {"sources": sources}),
        ("newsmon.yaml", {"fetch": settings}),
        ("topics.yaml", {"topics": {}}),
    ):
        (folder / name).write_text(yaml.safe_dump(content))
    return folder


def compare(other: Path, origins: int, rounds: int) -> Iterator[tuple[str, float, float]]:
    """Yield each poll's kind with the CPU seconds of both, ours first."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsmon-")))
        outlets = stack.enter_context(Outlets(hosts=origins, feeds=1, articles=50))
        configuration = configure(folder / "config", outlets)
        here = Path(__file__).resolve().parents[1]
        ours = Checkout(here, configuration, stack, folder / "ours")
        theirs = Checkout(other.resolve(), configuration, stack, folder / "theirs")
        outlets.say(changed=0, validators=True)
        yield "first poll", ours.poll(origins), theirs.poll(origins)
        for number in range(rounds):
            for what, changed, validators in POLLS:
                outlets.say(changed=number + changed, validators=validators)
                order = (ours, theirs) if number % 2 else (theirs, ours)
                spent = {checkout: checkout.poll(origins) for checkout in order}
                yield what, spent[ours], spent[theirs]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.poll_origins", description=__doc__)
    parser.add_argument("--other", type=Path, required=True, help="another checkout")
    parser.add_argument("--origins", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args(arguments)
    spent: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for what, ours, theirs in compare(options.other, options.origins, options.rounds):
        console.print(f"{what}: {ours:.2f} s, the other {theirs:.2f} s, × {ours / theirs:.3f}")
        spent[what].append((ours, theirs))
    spent["all"] = [pair for pairs in spent.values() for pair in pairs]
    table = Table(title=f"CPU seconds of {options.origins:,} origins", title_justify="left")
    for column in ("poll", "ours", "the other", "ratio"):
        table.add_column(column)
    for what, pairs in spent.items():
        ours, theirs = (sum(side) for side in zip(*pairs, strict=True))
        table.add_row(what, f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.3f}")
    console.print(table)


if __name__ == "__main__":
    main()
