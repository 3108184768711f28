"""Leases on host buckets: shared by the stages of a process, and by no other process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from newsmon.pipeline.frontier.host_buckets import HostBuckets
from newsmon.store import connect

Two = tuple[HostBuckets, HostBuckets]


@pytest.fixture
def two(database: str) -> Iterator[Two]:
    """Two processes."""
    with closing(connect(database)) as first, closing(connect(database)) as second:
        yield HostBuckets(first), HostBuckets(second)


def test_two_stages_of_a_process_share_a_lease_and_two_processes_do_not(two: Two) -> None:
    ours, theirs = two
    assert ours.lease([1, 2]) == {1, 2}
    assert ours.lease([2, 3]) == {2, 3}
    assert theirs.lease([1, 2, 3, 4]) == {4}
    ours.release([1, 2])
    assert theirs.lease([1, 2, 3]) == {1}
    ours.release([2, 3])
    assert theirs.lease([2, 3]) == {2, 3}


def test_the_bucket_of_a_host_is_leased_by_one_process(two: Two) -> None:
    ours, theirs = two
    bucket = ours.lease_host("paper.example")
    assert bucket is not None
    assert theirs.lease_host("paper.example") is None
    assert theirs.lease([bucket]) == set()
    ours.release([bucket])
    assert theirs.lease_host("paper.example") == bucket


def test_demand_is_visible_to_others_until_it_is_withdrawn(two: Two) -> None:
    ours, theirs = two
    ours.declare_demand([5, 6])
    assert theirs.demand_of_others() == {5, 6}
    assert ours.demand_of_others() == set()
    ours.declare_demand([6])
    assert theirs.demand_of_others() == {6}
    ours.declare_demand([])
    assert theirs.demand_of_others() == set()


def test_leases_and_demand_end_with_their_process(database: str) -> None:
    with closing(connect(database)) as conn:
        theirs = HostBuckets(conn)
        with closing(connect(database)) as dying:
            HostBuckets(dying).lease([7])
            HostBuckets(dying).declare_demand([8])
            assert theirs.lease([7]) == set()
            assert theirs.demand_of_others() == {8}
        while not theirs.lease([7]):  # the server hears of it in a moment
            time.sleep(0.01)
        assert theirs.demand_of_others() == set()


def test_a_host_is_contacted_first_once_a_lease(two: Two) -> None:
    ours, _ = two
    ours.lease([1])
    assert ours.first_contacts([(1, "a.example"), (1, "a.example")]) == {"a.example"}
    ours.lease([1])
    assert ours.first_contacts([(1, "a.example"), (1, "b.example")]) == {"b.example"}
    ours.release([1])
    ours.release([1])
    ours.lease([1])
    assert ours.first_contacts([(1, "a.example")]) == {"a.example"}
