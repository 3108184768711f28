"""A week of `newsmon run --follow` over misbehaving outlets, on a clock that runs fast.

    python -m tests.soak --feeds 2000 --days 7 --minutes 30

newsmon and its Postgres are real processes; libfaketime (Debian: apt install faketime) has the
wall clock of both jump ahead once a second, while pauses and timeouts go by the true one. Prints
memory, backlog and what was loaded, and in the end which alerts are open that should not be, or the
other way round, and which articles are missing.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import yaml
from tests.faults.clocks import Clock
from tests.faults.cluster import Cluster, cluster, open_folder

from newsmon.config import shipped

from .world import DAY, FATES, HOUR, World, outlets, serving, utc_now

LOOK = 10.0  # seconds between two lines
SETTLED = 12 * HOUR  # before the end: what was published until then must be there
_BACKLOG = """
    select (select count(*) from newsmon.page where extracted_at is null)
         + (select count(*) from newsmon.article
            where deduplicated_at is null or tagged_at is null or grouped_at is null),
           (select count(*) from newsmon.address
            where state = 'pending' and next_attempt_at < now()),
           (select count(*) from newsmon.feed where next_poll_at < now() and state <> 'gone'),
           (select count(*) from newsmon.article),
           (select count(*) from newsmon.alert where closed_at is null)
"""


_OPEN = "select kind, subject from report.alerts where closed_at is null"
_EVER = "select kind, count(*), count(closed_at) from report.alerts group by kind order by kind"
_STATES = """
    select state, coalesce(reason, ''), count(*) from newsmon.address
    group by 1, 2 order by 3 desc, 1, 2
"""


@dataclass
class FastClock:
    """Seconds of the week, of which each true second has `speed`."""

    clock: Clock
    speed: float
    began: float = 0.0

    def now(self) -> float:
        return (time.monotonic() - self.began) * self.speed if self.began else 0.0

    def offset(self) -> int:
        return int(self.now() * (1 - 1 / self.speed))

    @contextmanager
    def running(self) -> Iterator[None]:
        stopped = threading.Event()

        def move() -> None:
            while not stopped.wait(1.0):
                self.clock.set(f"+{self.offset()}")

        self.began = time.monotonic()
        thread = threading.Thread(target=move, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def write_configuration(folder: Path, world: World) -> None:
    sources = [
        {
            "slug": f"outlet-{outlet.number}",
            "name": f"Outlet {outlet.number}",
            "feeds": [world.url(outlet, "/feed")],
        }
        for outlet in world.outlets
    ]
    settings: dict[str, Any] = {
        "fetch": {
            "allow_private_hosts": ["127.2.0.0/16"], "per_host_delay_seconds": 0,
            "timeout_seconds": 5, "connect_timeout_seconds": 5,
        },
        "run": {"processes": 1},
        "log": {"level": "warning"},
    }  # fmt: skip
    folder.mkdir()
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"sources": sources}))
    (folder / "newsmon.yaml").write_text(yaml.safe_dump(settings))
    (folder / "topics.yaml").write_bytes((shipped("config") / "topics.yaml").read_bytes())


def memory(pid: int) -> float:
    """Return proportional memory of a process and its children, in MiB."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            total += process.memory_full_info().pss
    except psutil.NoSuchProcess:
        pass
    return total / 2**20


def rows(database: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def live(
    process: subprocess.Popen[bytes], database: str, world: World, fast: FastClock, days: float
) -> None:
    """Print a line now and then until the days are over."""
    print("  hour   MiB  waiting  to fetch  to poll  articles  alerts  requests  misbehaved")
    while fast.now() < days * DAY:
        if process.poll() is not None:
            raise SystemExit(f"newsmon ended with {process.returncode}")
        ((waiting, fetch, poll, articles, alerts),) = rows(database, _BACKLOG)
        print(
            f"{fast.now() / HOUR:6.1f} {memory(process.pid):5.0f} {waiting:8} {fetch:9} {poll:8}"
            f" {articles:9} {alerts:7} {world.requests:9} {world.misbehaved:11}",
            flush=True,
        )
        time.sleep(LOOK)


def judge(database: str, world: World, days: float) -> int:
    """Print what is wrong at the end; return how much."""
    opened = set(rows(database, _OPEN))
    expected = {
        (FATES[outlet.fate], world.url(outlet, "/feed")) for outlet in world.outlets if outlet.fate
    }
    loaded = {url for (url,) in rows(database, "select url from report.articles")}
    due = {
        world.url(outlet, f"/a/{number}")
        for outlet in world.outlets
        for number, at in enumerate(outlet.times)
        if at <= days * DAY - SETTLED
    }
    missing = (due & world.shown) - loaded
    print(f"alerts that should be open: {len(expected)}, of these open: {len(opened & expected)}")
    print(f"alerts open that should not be: {sorted(opened - expected)[:20]}")
    print(f"alerts by kind, opened and closed again: {rows(database, _EVER)}")
    print(f"articles shown: {len(world.shown)}, loaded: {len(loaded)}")
    print(f"loaded and never shown: {len(loaded - world.shown)}")
    print(f"shown {SETTLED / HOUR:.0f} hours before the end and not loaded: {len(missing)}")
    print(f"addresses by state and reason: {rows(database, _STATES)}")
    return len(opened ^ expected) + len(missing)


def soak(server: Cluster, root: Path, world: World, fast: FastClock, days: float) -> int:
    write_configuration(root / "config", world)
    with server.database("soak") as database:
        environment = os.environ | fast.clock.environment | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(root / "config"),
            "NEWSMON_HOME": str(root / "home"),
        }  # fmt: skip
        with (root / "log").open("wb") as log, fast.running():
            process = subprocess.Popen(
                [sys.executable, "-m", "newsmon.cli", "run", "--follow"],
                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
            try:
                live(process, database, world, fast, days)
            finally:
                process.send_signal(signal.SIGTERM)
                code = process.wait(120)
                print(f"exit code {code}; its log ends:")
                print((root / "log").read_text(errors="replace")[-2000:])
        return judge(database, world, days)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--days", type=float, default=7.0)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long it takes")
    options = parser.parse_args()
    with open_folder() as root:
        clock = Clock(root / "clock")
        fast = FastClock(clock, options.days * DAY / (options.minutes * 60))
        world = World(outlets(options.feeds, options.days, 1), fast.now, utc_now())
        with serving(world), cluster(root / "server", environment=clock.environment) as server:
            wrong = soak(server, root, world, fast, options.days)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
