"""A database that restarts, ends its connections, runs out of disk or stands still."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

from .cluster import Cluster
from .outcome import Outcome, difference, outcome
from .watching import LOADING, STAGES, watching
from .world import FaultError, Laboratory, forms, log_of

PAUSE = 30.0  # seconds for which the server stands still
FULL = 5.0  # seconds for which the disk is full


@dataclass(frozen=True)
class Fault:
    """`strike` hits the server; the database is in `tablespace`."""

    strike: Callable[[Cluster, str], None]
    tablespace: str = "pg_default"


def _fill(cluster: Cluster, _database: str) -> None:
    cluster.fill_disk()
    time.sleep(FULL)
    cluster.free_disk()


FAULTS = {
    "restart": Fault(lambda cluster, _: cluster.restart()),
    "connections": Fault(lambda cluster, database: cluster.end_connections(database)),
    "disk": Fault(_fill, tablespace="small"),
    "pause": Fault(lambda cluster, _: cluster.pause(PAUSE)),
}


def in_each_stage(
    laboratory: Laboratory, name: str, used: tuple[str, ...], only: tuple[str, ...] = STAGES
) -> Counter[str]:
    """Hit each form of newsmon with a fault in each stage; return how often by both."""
    hit: Counter[str] = Counter()
    fault, arguments = FAULTS[name], forms(laboratory)
    with ExitStack() as stack:
        if fault.tablespace == "small":
            stack.enter_context(laboratory.cluster.small_disk())
        for form in used:
            undisturbed = laboratory.undisturbed(*arguments["run" if form == "follow" else form])
            for stage in LOADING if form == "load" else STAGES:
                if stage not in only:
                    continue
                hit[f"{name}: {form} {_once(laboratory, fault, form, stage, undisturbed)}"] += 1
                print(f"{name}: {form} {stage} done", flush=True)
    return hit


def _once(laboratory: Laboratory, fault: Fault, form: str, stage: str, undisturbed: Outcome) -> str:
    """Hit one run at one stage, bring it to its end and compare; return what became of it."""
    arguments = forms(laboratory)[form]
    with laboratory.database(fault.tablespace) as database:
        name = urlsplit(database).path.strip("/")
        process = laboratory.start(database, *arguments)
        with watching(laboratory.cluster.url("postgres"), name) as watch:
            seen = watch.wait_for(stage, process)
        if not seen:
            if form == "follow":
                process.terminate()  # it would go on for ever
            laboratory.finish(process, 0, 1, -15)
            return f"{stage}: not reached"
        fault.strike(laboratory.cluster, name)
        became = _end(laboratory, form, database, process)
        if differences := difference(undisturbed, outcome(database)):
            raise FaultError(f"{form} at {stage}: {differences}\n{log_of(process)}")
    return f"{stage}: {became}"


def _end(
    laboratory: Laboratory,
    form: str,
    database: str,
    process: subprocess.Popen[bytes],
) -> str:
    if form == "follow":
        laboratory.follow_to_the_end(database, process)
        return "went on"
    code = laboratory.finish(process, 0, 1, 2)
    if code == 2 and "Traceback" in log_of(process):
        raise FaultError(f"no clear line:\n{log_of(process)}")
    laboratory.run(database, *forms(laboratory)[form])
    return "ended with 2, run again" if code == 2 else "went on"
