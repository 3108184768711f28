"""The clock of the machine jumps, for newsmon and its server alike (libfaketime, where it is)."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from .outcome import Outcome, difference, outcome
from .world import FaultError, Laboratory, waiting

LIBRARIES = tuple(
    Path(f"/usr/lib/{folder}/faketime/libfaketime.so.1")
    for folder in ("x86_64-linux-gnu", "aarch64-linux-gnu", "")
)
# With the monotonic clock left alone, libfaketime 0.9.10 has each clock_nanosleep fail (EINVAL).
_SLEEP = "import select, time\ntime.sleep = lambda s: select.select([], [], [], s) and None\n"
JUMPS = ("+400d", "-400d", "+1h", "-1h", "+31d")
SETTLED = 3.0  # seconds for which the clock stays wrong


class Clock:
    """What the processes that have `environment` take for the time."""

    def __init__(self, file: Path) -> None:
        library = next((path for path in LIBRARIES if path.exists()), None)
        if library is None:
            raise SystemExit("libfaketime is not installed (Debian: apt install faketime)")
        self._file = file
        (file.parent / "sitecustomize.py").write_text(_SLEEP)
        self.environment = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "PYTHONPATH": os.pathsep.join([str(file.parent), os.environ.get("PYTHONPATH", "")]),
            "FAKETIME_CACHE_DURATION": "1",  # seconds after which the file is read again
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # as on a machine: only the wall clock is set
        }
        self.set("+0")

    def set(self, offset: str) -> None:
        self._file.write_text(f"{offset}\n")
        self._file.chmod(0o644)


def jumps(laboratory: Laboratory, clock: Clock) -> Counter[str]:
    """Set the clock wrong while newsmon follows, and right again: all is as if it never was."""
    counted: Counter[str] = Counter()
    laboratory.environment.update(clock.environment)
    undisturbed = laboratory.undisturbed("run")
    for jump in JUMPS:
        with laboratory.database() as database:
            process = laboratory.start(database, "run", "--follow")
            time.sleep(SETTLED)
            clock.set(jump)
            time.sleep(SETTLED)
            clock.set("+0")
            laboratory.follow_to_the_end(database, process)
            laboratory.run(database)
            if left := waiting(database):
                raise FaultError(f"after {jump} {left} still wait")
            if differences := difference(undisturbed, outcome(database)):
                raise FaultError(f"after {jump}: {differences}")
        with laboratory.database() as database:  # a whole run under the wrong clock, the next right
            clock.set(jump)
            laboratory.run(database)
            clock.set("+0")
            laboratory.run(database)
            if _addresses(outcome(database)) != _addresses(undisturbed):
                raise FaultError(f"a run under {jump}: other articles")
        counted[f"clock {jump} while following, and for a whole run: rows alike"] += 1
        print(f"clock {jump} done", flush=True)
    return counted


def _addresses(rows: Outcome) -> list[str]:
    """Return which articles there are: a clock that is behind takes their dates for mistakes."""
    return sorted(json.loads(row)["url"] for row in rows["articles"])


FAULTS: dict[str, Callable[[Laboratory, Clock], Counter[str]]] = {"clock": jumps}
