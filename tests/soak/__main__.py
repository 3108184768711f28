"""A week of `newsmon run --follow` over misbehaving outlets, on a clock that waits for the work.

    python -m tests.soak --feeds 2000 --days 7

newsmon and its Postgres are real processes; libfaketime (Debian: apt install faketime) gives both a
wall clock that goes on by an hour as soon as nothing is due any more, so that the week takes as
long as its work, while pauses and timeouts go by the true clock. Prints memory, backlog and what
was loaded; in the end which alerts are open that should not be, or the other way round, and which
articles are missing, and ends with 1 where there is any.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import yaml
from tests.faults.clocks import Clock
from tests.faults.cluster import Cluster, cluster, open_folder

from newsmon.config import shipped

from .world import DAY, FATE_AT, FATES, HOUR, World, outlets, serving, utc_now

EVERY = 6  # hours from one line to the next
NOTICED = 1.0  # seconds within which newsmon sees what has become due
LONGEST = 300.0  # true seconds for the work of an hour
PATIENCE = 200  # true seconds for a request: a machine that is busy elsewhere fails no outlet
# Until an outlet's alert is open after its fate; silence of four days may be a long weekend.
TOLD = {"dies": 3 * DAY, "goes": 3 * DAY, "falls silent": 4.5 * DAY}
SETTLED = 24 * HOUR  # before the end: what was published until then must be there
_BACKLOG = """
    select (select count(*) from newsmon.page where extracted_at is null)
         + (select count(*) from newsmon.article
            where deduplicated_at is null or tagged_at is null or grouped_at is null),
           (select count(*) from newsmon.address where state = 'pending' and next_attempt_at < now()
            and host not in (select host from newsmon.host_pause where until > now())),
           (select count(*) from newsmon.feed where next_poll_at < now() and state <> 'gone'
            and split_part(split_part(fetch_url, '/', 3), ':', 1)
                not in (select host from newsmon.host_pause where until > now())),
           (select count(*) from newsmon.article),
           (select count(*) from newsmon.alert where closed_at is null)
"""


_OPEN = "select kind, subject from report.alerts where closed_at is null"
_KINDS = "select kind, count(*) from report.alerts where closed_at is null group by kind order by 1"
_EVER = "select kind, count(*), count(closed_at) from report.alerts group by kind order by kind"
_STATES = """
    select state, coalesce(reason, ''), count(*) from newsmon.address
    group by 1, 2 order by 3 desc, 1, 2
"""


@dataclass
class WaitingClock:
    """Seconds of the week: true ones, and an hour more for each that was given."""

    clock: Clock
    began: float = 0.0
    given: float = 0.0

    def now(self) -> float:
        return time.monotonic() - self.began + self.given if self.began else 0.0

    def go_to(self, at: float) -> None:
        """Have it be so late, if it is not later already."""
        self.given += max(at - self.now(), 0.0)
        self.clock.set(f"+{int(self.given)}")


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
            "timeout_seconds": PATIENCE, "connect_timeout_seconds": PATIENCE,
        },
        "run": {"processes": 1, "follow_seconds": NOTICED},
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


def cpu(pid: int) -> float:
    """Return seconds of CPU of a process and its children."""
    parent = psutil.Process(pid)
    times = [process.cpu_times() for process in [parent, *parent.children(recursive=True)]]
    return sum(each.user + each.system for each in times)


def rows(database: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def live(
    process: subprocess.Popen[bytes],
    database: str,
    world: World,
    clock: WaitingClock,
    days: float,
    until: float,
) -> float:
    """Go from hour to hour, as soon as the work of each is done; print a line every few hours.

    Ends early at `until` (of the monotonic clock); returns how many days there were.
    """
    print("  hour   MiB  CPU s  waiting  to fetch  to poll  articles  alerts  requests  misbehaved")
    late = 0
    while rows(database, "select count(*) from newsmon.feed") == [(0,)]:
        time.sleep(NOTICED)
    for hour in range(int(days * 24) + 1):
        if time.monotonic() > until:
            break
        clock.go_to(hour * HOUR)
        time.sleep(2 * NOTICED)  # it must see what is due now
        left, since = _left(database), time.monotonic()
        while any(left[:3]) and time.monotonic() - since < LONGEST:
            if process.poll() is not None:
                raise SystemExit(f"newsmon ended with {process.returncode}")
            time.sleep(NOTICED)
            left = _left(database)
        late += any(left[:3])
        if hour % EVERY == 0:
            waiting, fetch, poll, articles, alerts = left
            print(
                f"{hour:6} {memory(process.pid):5.0f} {cpu(process.pid):6.0f} {waiting:8} {fetch:9}"
                f" {poll:8} {articles:9} {alerts:7} {world.requests:9} {world.misbehaved:11}"
                f"  {dict(rows(database, _KINDS))}",
                flush=True,
            )
    print(f"{hour} hours; of these not done after {LONGEST:.0f} s: {late}")
    return hour / 24


def _left(database: str) -> tuple[int, ...]:
    """Return what waits, is to be fetched, is to be polled; how many articles and open alerts."""
    (row,) = rows(database, _BACKLOG)
    return row


def judge(database: str, world: World, days: float) -> int:
    """Print what is wrong at the end; return how much."""
    opened = set(rows(database, _OPEN))
    fated = {
        (FATES[outlet.fate], world.url(outlet, "/feed")): days * DAY - FATE_AT[outlet.fate]
        for outlet in world.outlets
        if outlet.fate and FATE_AT[outlet.fate] <= days * DAY
    }
    told = {FATES[fate]: wait for fate, wait in TOLD.items()}
    expected = {alert for alert, since in fated.items() if since >= told[alert[0]]}
    passing = {
        ("failing", world.url(outlet, "/feed"))
        for outlet in world.outlets
        if not outlet.fate and world.may_be_called_failing(outlet)
    }
    wrong = opened - set(fated) - passing
    loaded = {url for (url,) in rows(database, "select url from report.articles")}
    due = {
        world.url(outlet, f"/a/{number}")
        for outlet in world.outlets
        for number, at in enumerate(outlet.times)
        if at <= days * DAY - SETTLED
    }
    missing = (due & world.shown) - loaded
    print(f"alerts that should be open: {len(expected)}, of these open: {len(opened & expected)}")
    print(f"alerts open on outlets that failed at their last two polls: {len(opened & passing)}")
    print(f"alerts open that should not be: {sorted(wrong)[:20]}")
    print(f"alerts by kind, opened and closed again: {rows(database, _EVER)}")
    print(f"articles shown: {len(world.shown)}, loaded: {len(loaded)}")
    print(f"loaded and never shown: {len(loaded - world.shown)}")
    print(f"shown {SETTLED / HOUR:.0f} hours before the end and not loaded: {len(missing)}")
    print(f"addresses by state and reason: {rows(database, _STATES)}")
    return len(expected - opened) + len(wrong) + len(missing)


def soak(
    server: Cluster, root: Path, world: World, clock: WaitingClock, days: float, until: float
) -> int:
    write_configuration(root / "config", world)
    with server.database("soak") as database:
        environment = os.environ | clock.clock.environment | {
            "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(root / "config"),
            "NEWSMON_HOME": str(root / "home"),
        }  # fmt: skip
        with (root / "log").open("wb") as log:
            clock.began = time.monotonic()
            process = subprocess.Popen(
                [sys.executable, "-m", "newsmon.cli", "run", "--follow"],
                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
            try:
                days = live(process, database, world, clock, days, until)
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
    parser.add_argument("--minutes", type=float, default=120.0, help="it ends early after these")
    options = parser.parse_args()
    with open_folder() as root:
        clock = WaitingClock(Clock(root / "clock"))
        world = World(outlets(options.feeds, options.days, 1), clock.now, utc_now())
        with (
            serving(world),
            cluster(root / "server", environment=clock.clock.environment) as server,
        ):
            until = time.monotonic() + options.minutes * 60
            wrong = soak(server, root, world, clock, options.days, until)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
