"""Twice the input takes twice the work: measured until it holds, since machines are noisy."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import process_time

FACTOR = 2.5  # for twice the input
ROUNDS = 8  # an idle machine needs one


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of a call, in seconds; no cycles of the test run are looked for in it."""
    gc.disable()
    try:
        start = process_time()
        work()
        return process_time() - start
    finally:
        gc.enable()


def assert_grows_in_proportion(seconds: Callable[[int], float], size: int, *, slack: float) -> None:
    """Fail if twice the size takes more than `FACTOR` times the work, by the least of each.

    `seconds` measures the work of an input of a size; `slack` is in seconds. Other programs only
    add to a measurement, so it is taken again while it is too high, `ROUNDS` times in all.
    """
    once = twice = inf
    for _ in range(ROUNDS):
        once = min(once, seconds(size))
        twice = min(twice, seconds(2 * size))
        if twice < FACTOR * once + slack:
            return
    raise AssertionError(f"{once:.3f} s, and {twice:.3f} s for twice the size")
