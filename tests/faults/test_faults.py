"""The short form of `python -m tests.faults`: some kills, and the database gone at one stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .breakage import two_at_once
from .cluster import cluster, open_folder
from .database_faults import in_each_stage
from .kills import kills
from .world import Laboratory, laboratory

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]


@pytest.fixture(scope="module")
def ready() -> Iterator[Laboratory]:
    with (
        open_folder() as root,
        cluster(root / "server") as server,
        laboratory(server, root / "laboratory") as made,
    ):
        yield made


def test_killed_in_each_stage_and_started_again_the_rows_are_those_of_an_undisturbed_run(
    ready: Laboratory,
) -> None:
    assert kills(ready, 1, 3, ("follow",)).total() > 3


def test_a_database_that_crashes_costs_nothing(ready: Laboratory) -> None:
    (became,) = in_each_stage(ready, "restart", ("follow",), ("extract",))
    assert became.endswith("went on")


def test_two_at_once_come_to_the_same(ready: Laboratory) -> None:
    assert two_at_once(ready, [("run", "follow")]).total() == 1
