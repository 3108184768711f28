"""What all faults need: outlets on loopback, a configuration, and newsmon as people start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
from demo.configuration import write
from demo.server import World

from .cluster import Cluster, kill
from .news import samples, write_documents
from .outcome import Outcome, outcome

_RUNS = "select count(*) from newsmon.run"
QUIET = 12  # looks, 0.3 s apart, at which nothing waits: it may be pausing before it goes on
PATIENCE = 400  # seconds for a run to end
_WAITING = """
    select (select count(*) from newsmon.page where extracted_at is null)
         + (select count(*) from newsmon.article
            where deduplicated_at is null or tagged_at is null or grouped_at is null)
         + (select count(*) from newsmon.stale_day)
         + (select count(*) from newsmon.address
            where state = 'pending' and next_attempt_at < now())
         + (select count(*) from newsmon.feed where last_polled_at is null)
"""


class FaultError(AssertionError):
    """A run did not become what it should."""


@dataclass
class Laboratory:
    """One server, the outlets, and how to start newsmon on a database."""

    cluster: Cluster
    config: Path
    documents: Path
    logs: Path
    environment: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    @contextmanager
    def database(self, tablespace: str = "pg_default") -> Iterator[str]:
        with self.cluster.database(f"faults_{next(self._numbers)}", tablespace) as url:
            yield url

    def start(self, database: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `newsmon` with these arguments; its log is `log_of` the process."""
        log, runs = self.logs / f"{next(self._numbers)}.log", number(database, _RUNS)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "newsmon.cli", *arguments],
                env=os.environ
                | {"NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(self.config)}
                | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                start_new_session=True,
            )
        process.log, process.runs = log, runs  # type: ignore[attr-defined]
        return process

    def finish(self, process: subprocess.Popen[bytes], *codes: int) -> int:
        """Wait for the end; FaultError where it does not come, or with another exit code."""
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            kill(process)
            raise FaultError(f"did not end in {PATIENCE} s:\n{log_of(process)}") from None
        if code not in (codes or (0, 1)):
            raise FaultError(f"exit code {code}:\n{log_of(process)}")
        return code

    def begun(self, database: str, process: subprocess.Popen[bytes]) -> None:
        """Wait until a process has begun its run."""
        end = time.monotonic() + PATIENCE
        while number(database, _RUNS) == process.runs:  # type: ignore[attr-defined]
            if process.poll() is not None or time.monotonic() > end:
                raise FaultError(f"did not begin:\n{log_of(process)}")
            time.sleep(0.1)

    def run(self, database: str, *arguments: str) -> int:
        return self.finish(self.start(database, *(arguments or ("run",))))

    def undisturbed(self, *arguments: str) -> Outcome:
        """Return what a run comes to that nothing disturbs."""
        with self.database() as database:
            self.run(database, *arguments)
            return outcome(database)

    def follow_to_the_end(self, database: str, process: subprocess.Popen[bytes]) -> None:
        """Wait until nothing waits any more, then end `run --follow` as a supervisor does."""
        end, quiet = time.monotonic() + PATIENCE, 0
        while quiet < QUIET:
            if process.poll() is not None or time.monotonic() > end:
                break
            begun = number(database, _RUNS) > process.runs  # type: ignore[attr-defined]
            quiet = quiet + 1 if begun and not waiting(database) else 0
            time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        self.finish(process)
        if quiet < QUIET:
            raise FaultError(f"{waiting(database)} still wait:\n{log_of(process)}")


def log_of(process: subprocess.Popen[bytes]) -> str:
    log: Path = process.log  # type: ignore[attr-defined]
    return log.read_text(errors="replace")[-20000:]


def waiting(database: str) -> int:
    """Return how much waits for any stage."""
    return number(database, _WAITING)


def number(database: str, statement: str) -> int:
    """Return the number that a statement comes to."""
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def laboratory(cluster: Cluster, folder: Path) -> Iterator[Laboratory]:
    """Outlets that publish what `news.samples` says, and newsmon configured for them."""
    with World(samples()) as world:
        logs = folder / "logs"
        logs.mkdir(parents=True)
        config = write(folder / "config", world.bases)
        yield Laboratory(cluster, config, write_documents(folder / "documents.jsonl"), logs)


def forms(laboratory: Laboratory) -> dict[str, Sequence[str]]:
    """The three ways to start newsmon that faults are tried on."""
    return {
        "run": ("run",),
        "follow": ("run", "--follow"),
        "load": ("load", str(laboratory.documents)),
    }
