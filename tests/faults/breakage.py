"""Faults around newsmon: another run at once, few file descriptors, files broken by an edit."""

from __future__ import annotations

import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence

from .outcome import Outcome, difference, outcome
from .world import FaultError, Laboratory, forms, log_of

DESCRIPTORS = 64
PAIRS = (("run", "run"), ("run", "follow"), ("follow", "follow"), ("load", "load"))
EDITS = {
    "feeds.yaml": ("sources: [{slug: 7", "sources: 3\n", "\0\0", "sources: []\nfeeds: &a [*a]\n"),
    "topics.yaml": ("topics: {x: {terms: ['(']}}", "- 1\n", "\xff\xfe"),
    "newsmon.yaml": ("run: {batch: -1}", "fetch: {per_host_delay_seconds: never}\n", "{"),
}
COMPLAINT = "cannot be used, the last one stays"
NOTICED = 30.0  # seconds within which an edit is read, on a machine that has much to do


def _compare(undisturbed: Outcome, database: str, what: str) -> None:
    if differences := difference(undisturbed, outcome(database)):
        raise FaultError(f"{what}: {differences}")


def two_at_once(laboratory: Laboratory, pairs: Sequence[tuple[str, str]] = PAIRS) -> Counter[str]:
    """Start two at once over one database, in each pair of forms."""
    counted: Counter[str] = Counter()
    arguments = forms(laboratory)
    for form, second in pairs:
        undisturbed = laboratory.undisturbed(*arguments["load" if form == "load" else "run"])
        with laboratory.database() as database:
            both = [laboratory.start(database, *arguments[each]) for each in (form, second)]
            for process, each in zip(both, (form, second), strict=True):
                if each == "follow":
                    laboratory.follow_to_the_end(database, process)
                else:
                    laboratory.finish(process)
            laboratory.run(database, *arguments["load" if form == "load" else "run"])
            _compare(undisturbed, database, f"{form} and {second}")
        counted[f"{form} and {second} at once: rows alike"] += 1
    return counted


def descriptors(laboratory: Laboratory) -> Counter[str]:
    """Let newsmon open few files only."""
    counted: Counter[str] = Counter()

    for form, arguments in forms(laboratory).items():
        undisturbed = laboratory.undisturbed(
            *forms(laboratory)["load" if form == "load" else "run"]
        )
        with laboratory.database() as database:
            process = laboratory.start(database, *arguments)
            resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
            if form == "follow":
                laboratory.follow_to_the_end(database, process)
                code = 0
            else:
                code = laboratory.finish(process)
            _compare(undisturbed, database, f"{form} with {DESCRIPTORS} descriptors")
            counted[f"{form} with {DESCRIPTORS} descriptors: exit code {code}, rows alike"] += 1
    return counted


def edits(laboratory: Laboratory) -> Counter[str]:
    """Break each file of the configuration while it is followed; the last one stays in use."""
    counted: Counter[str] = Counter()
    undisturbed = laboratory.undisturbed("run")
    for name, contents in EDITS.items():
        for content in contents:
            path = laboratory.config / name
            before = path.read_bytes()
            with laboratory.database() as database:
                process = laboratory.start(database, "run", "--follow")
                try:
                    laboratory.begun(database, process)
                    path.write_bytes(content.encode("latin-1"))
                    _wait_for_a_complaint(process)
                    if process.poll() is not None:
                        raise FaultError(f"{name} {content!r} ended it:\n{log_of(process)}")
                finally:
                    path.write_bytes(before)
                laboratory.follow_to_the_end(database, process)
                complaints = log_of(process).count(COMPLAINT)
                if complaints != 1:
                    raise FaultError(
                        f"{name} {content!r}: {complaints} complaints\n{log_of(process)}"
                    )
                _compare(undisturbed, database, f"{name} broken by {content!r}")
            counted[f"{name} broken while following: rows alike"] += 1
    return counted


def _wait_for_a_complaint(process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + NOTICED
    while COMPLAINT not in log_of(process) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.2)


FAULTS: dict[str, Callable[[Laboratory], Counter[str]]] = {
    "two-at-once": two_at_once,
    "descriptors": descriptors,
    "edits": edits,
}
