"""Versions of an item, in whatever order they arrive."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from newsmon.wires import ItemVersion, PubStatus, Verdict, verdict

START = datetime(2026, 3, 1, tzinfo=timezone.utc)
versions = st.builds(
    ItemVersion,
    st.lists(st.integers(0, 9), max_size=3).map(tuple),
    st.none() | st.integers(0, 9).map(lambda hours: START + timedelta(hours=hours)),
)


@given(versions, versions)
def test_of_two_versions_one_at_most_is_older(first: ItemVersion, second: ItemVersion) -> None:
    assert not (first.is_older_than(second) and second.is_older_than(first))
    assert not first.is_older_than(first)


@given(versions, st.sampled_from(PubStatus))
def test_the_first_version_comes_in(version: ItemVersion, status: PubStatus) -> None:
    assert verdict(None, version, status) is Verdict.ACCEPT


@given(versions, versions, st.sampled_from(PubStatus))
def test_nothing_comes_in_after_a_kill(
    killed: ItemVersion, later: ItemVersion, status: PubStatus
) -> None:
    assert verdict((killed, PubStatus.CANCELED), later, status) is Verdict.SHUT_OUT


@given(versions, versions)
def test_a_kill_counts_in_whatever_version(stored: ItemVersion, killed: ItemVersion) -> None:
    assert verdict((stored, PubStatus.USABLE), killed, PubStatus.CANCELED) is Verdict.ACCEPT


@given(st.permutations(range(5)))
def test_in_any_order_the_newest_version_is_the_one_that_stays(order: list[int]) -> None:
    newest: ItemVersion | None = None
    for number in order:
        version = ItemVersion((number,))
        stored = None if newest is None else (newest, PubStatus.USABLE)
        if verdict(stored, version, PubStatus.USABLE) is Verdict.ACCEPT:
            newest = version
    assert newest == ItemVersion((4,))


def test_the_number_counts_before_the_time() -> None:
    late, early = ItemVersion((2,), START), ItemVersion((1,), START + timedelta(hours=1))
    assert early.is_older_than(late)
    assert ItemVersion((1, 9)).is_older_than(ItemVersion((1, 10)))


def test_without_numbers_the_time_counts() -> None:
    first, second = ItemVersion((), START), ItemVersion((4,), START + timedelta(hours=1))
    assert first.is_older_than(second)
    assert not ItemVersion().is_older_than(second)
