"""What a process holds of the slots of hosts, shared by its stages and by nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from newsmon.pipeline.frontier.host_buckets import Slots
from newsmon.store import connect


@pytest.fixture
def two(database: str) -> Iterator[tuple[Slots, Slots]]:
    """Two processes."""
    with closing(connect(database)) as one, closing(connect(database)) as other:
        yield Slots(one), Slots(other)


def test_two_stages_of_a_process_share_a_slot_and_two_processes_do_not(
    two: tuple[Slots, Slots],
) -> None:
    ours, theirs = two
    assert ours.take([1, 2]) == {1, 2}
    assert ours.take([2, 3]) == {2, 3}
    assert theirs.take([1, 2, 3, 4]) == {4}
    ours.give_back([1, 2])
    assert theirs.take([1, 2, 3]) == {1}
    ours.give_back([2, 3])
    assert theirs.take([2, 3]) == {2, 3}


def test_what_a_process_waits_for_is_seen_by_others_until_it_is_taken_back(
    two: tuple[Slots, Slots],
) -> None:
    ours, theirs = two
    ours.wait_for([5, 6])
    assert theirs.awaited() == {5, 6}
    assert ours.awaited() == set()
    ours.wait_for([6])
    assert theirs.awaited() == {6}
    ours.wait_for([])
    assert theirs.awaited() == set()


def test_a_process_that_died_holds_nothing_and_waits_for_nothing(database: str) -> None:
    with closing(connect(database)) as conn:
        theirs = Slots(conn)
        with closing(connect(database)) as dying:
            Slots(dying).take([7])
            Slots(dying).wait_for([8])
            assert theirs.take([7]) == set()
            assert theirs.awaited() == {8}
        while not theirs.take([7]):  # the server hears of it in a moment
            time.sleep(0.01)
        assert theirs.awaited() == set()


def test_a_host_is_met_once_until_its_slot_changes_hands(two: tuple[Slots, Slots]) -> None:
    ours, _ = two
    ours.take([1])
    assert ours.meet([(1, "a.example"), (1, "a.example")]) == {"a.example"}
    ours.take([1])
    assert ours.meet([(1, "a.example"), (1, "b.example")]) == {"b.example"}
    ours.give_back([1])
    ours.give_back([1])
    ours.take([1])
    assert ours.meet([(1, "a.example")]) == {"a.example"}
