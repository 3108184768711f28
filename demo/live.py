"""Publishing while `newsmon run --follow` watches: how soon an article is a row."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from demo.server import World
from demo.world import OUTLETS, Sample
from newsmon.store import Database, connect

PLACES = ("Norhaven", "Sundmark", "Elmsby", "Karholt", "Vestrand", "Oxmoor", "Tarnby", "Lindvik")
MATTERS = ("tram line", "sea wall", "concert hall", "school roof", "fish market", "ferry pier",
           "water tower", "night bus", "ice rink", "grain silo")  # fmt: skip
VERBS = ("opens", "closes", "moves", "delays", "repairs", "sells", "paints", "inspects")
SECONDS_BETWEEN = 0.5
PATIENCE = 60.0  # seconds after the last publication before an article counts as lost


def measure(
    world: World, database: Database, config: Path, count: int
) -> tuple[list[float], list[str]]:
    """Seconds from publication to `report.articles` for each article, and titles of lost ones.

    Half way the run is stopped by SIGTERM and another one started. Articles published while
    none is running are not measured, but must not be lost.
    """
    arrivals: dict[str, float] = {}
    finished = threading.Event()
    watcher = threading.Thread(target=_watch, args=(database, arrivals, finished))
    watcher.start()
    published: dict[str, float] = {}
    between: set[str] = set()
    run = _follow(database, config)
    try:
        _wait_until_it_runs(run, database)
        for number in range(count):
            if number == count // 2:
                between |= published.keys() - arrivals.keys()  # still under way: the next run's
                run.send_signal(signal.SIGTERM)
            if number == count // 2 + 3:
                run.wait()
                run = _follow(database, config)
                _wait_until_it_runs(run, database)
            sample = invent(number)
            world.publish(sample)
            published[sample.title] = time.monotonic()
            if count // 2 <= number < count // 2 + 3:
                between.add(sample.title)
            time.sleep(SECONDS_BETWEEN)
        deadline = time.monotonic() + PATIENCE
        while not published.keys() <= arrivals.keys() and time.monotonic() < deadline:
            time.sleep(0.1)
    finally:
        run.send_signal(signal.SIGTERM)
        run.wait()
        finished.set()
        watcher.join()
    delays = [
        arrivals[title] - at
        for title, at in published.items()
        if title in arrivals and title not in between
    ]
    return delays, sorted(published.keys() - arrivals.keys())


def invent(number: int) -> Sample:
    """A short article that shares no sentence with any other."""
    chance = random.Random(number)
    outlet = OUTLETS[number % len(OUTLETS)]
    place, matter, verb = (chance.choice(words) for words in (PLACES, MATTERS, VERBS))
    title = f"{place} {verb} its {matter}, decision {number + 1}"
    lines = []
    for sentence in range(8):
        figures = [chance.randrange(1000, 10**6) for _ in range(6)]
        lines.append(
            f"Paper {figures[0]} on the {matter} of {place} counts {figures[1]} visitors against "
            f"{figures[2]} before; clerk {figures[3]} adds that desk {figures[4]} will answer by "
            f"letter {figures[5]} in round {number}-{sentence}."
        )
    return Sample(
        outlet.slug,
        f"/live/{number}",
        title,
        "\n".join(lines),
        datetime.now(timezone.utc).replace(microsecond=0),
    )


def _follow(database: Database, config: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "NEWSMON_DATABASE_URL": database.url,
        "NEWSMON_CONFIG": str(config),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", "run", "--follow"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_until_it_runs(run: subprocess.Popen[bytes], database: Database) -> None:
    """Until the run has polled once: starting up is not what is measured."""
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        while True:
            cursor.execute("select from report.runs where state = 'running' and counts ? 'poll'")
            conn.commit()
            if cursor.rowcount:
                return
            if run.poll() is not None:
                raise RuntimeError(f"newsmon run --follow ended with exit code {run.returncode}")
            time.sleep(0.2)


def _watch(database: Database, arrivals: dict[str, float], finished: threading.Event) -> None:
    """Note when each title is first there to be queried."""
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        while not finished.is_set():
            cursor.execute("select title from report.articles where url like '%/live/%'")
            now = time.monotonic()
            for (title,) in cursor.fetchall():
                arrivals.setdefault(title, now)
            conn.commit()
            finished.wait(0.05)
