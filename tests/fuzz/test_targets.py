"""Each fuzz target for a moment, always on the same inputs (`python -m tests.fuzz`: longer)."""

from __future__ import annotations

import itertools

import pytest
from tests.fuzz.mutate import inputs
from tests.fuzz.targets import TARGETS

SOME = 400


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.slow) if n == "pages" else n for n in TARGETS],
)
def test_no_input_breaks_what_must_hold(name: str) -> None:
    target = TARGETS[name]
    outcomes = {
        target.run(data) for data in itertools.islice(inputs(7, target.corpus, target.tokens), SOME)
    }
    assert len(outcomes) > 1  # inputs that are all refused would show nothing


def test_the_same_seed_gives_the_same_inputs() -> None:
    target = TARGETS["feeds"]
    one, other, third = (
        list(itertools.islice(inputs(seed, target.corpus, target.tokens), 50)) for seed in (1, 1, 2)
    )
    assert one == other != third
