"""Processes killed with -9 in every stage and run again: the same rows as undisturbed."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from urllib.parse import urlsplit

from .cluster import kill
from .outcome import difference, outcome
from .watching import LOADING, STAGES, Watch, watching
from .world import FaultError, Laboratory, forms

LATER = 0.03  # seconds: a kill comes at most so long after its stage was seen
AT_RANDOM = (0.5, 6.0)  # seconds after the start


def kills(
    laboratory: Laboratory, count: int, seed: int, forms_used: tuple[str, ...]
) -> Counter[str]:
    """Kill so often, in stage after stage of one form after the other; return kills by both.

    Raises FaultError where rows differ in the end.
    """
    chance, killed = random.Random(seed), Counter[str]()
    arguments = forms(laboratory)
    undisturbed = {form: laboratory.undisturbed(*arguments[_whole(form)]) for form in forms_used}
    for form in itertools.cycle(forms_used):
        if killed.total() >= count:
            return killed
        with laboratory.database() as database:
            name = urlsplit(database).path.strip("/")
            with watching(laboratory.cluster.url("postgres"), name) as watch:
                killed += _round(laboratory, database, watch, form, chance)
            if form == "follow":
                process = laboratory.start(database, *arguments[form])
                laboratory.follow_to_the_end(database, process)
            else:
                laboratory.run(database, *arguments[form])
            if differences := difference(undisturbed[form], outcome(database)):
                raise FaultError(f"{form}, seed {seed}: {differences}")
        print(f"{killed.total()} kills, rows alike", flush=True)
    return killed


def _whole(form: str) -> str:
    """The form that ends by itself and comes to the same."""
    return "run" if form == "follow" else form


def _round(
    laboratory: Laboratory, database: str, watch: Watch, form: str, chance: random.Random
) -> Counter[str]:
    """Kill once at any time, and then once in each stage, as long as it comes to that stage."""
    killed: Counter[str] = Counter()
    for stage in (None, *(LOADING if form == "load" else STAGES)):
        process = laboratory.start(database, *forms(laboratory)[form])
        if stage is None:
            time.sleep(chance.uniform(*AT_RANDOM))
        elif watch.wait_for(stage, process, 30):
            time.sleep(chance.uniform(0, LATER))
        if process.poll() is None:
            process.send_signal(19)  # stands still while it is seen where it is
            watch.look()
            killed[f"{form} {watch.last or 'before any stage'}"] += 1
            kill(process)
        else:
            laboratory.finish(process)
    return killed
