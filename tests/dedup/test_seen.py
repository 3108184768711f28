"""What a part of the index may have: never a miss, few false alarms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsmon.dedup import Seen, pack

INTEGERS = st.integers(-(2**31), 2**31 - 1)


@given(st.lists(st.lists(INTEGERS, max_size=50), max_size=8))
def test_what_was_added_is_found_whatever_came_before_and_after(batches: list[list[int]]) -> None:
    seen = Seen()
    for batch in batches:
        seen.add(np.array(batch, dtype=np.int32))
    everything = np.array([one for batch in batches for one in batch], dtype=np.int32)
    assert seen.among(everything).all()


def test_nothing_is_found_where_nothing_was_added() -> None:
    assert not Seen().among(np.arange(1000, dtype=np.int32)).any()


def test_false_alarms_stay_few_while_it_grows_a_thousandfold() -> None:
    numbers = np.random.default_rng(7).integers(-(2**31), 2**31, 300_000).astype(np.int32)
    seen = Seen()
    for batch in np.array_split(numbers[:200_000], 1000):
        seen.add(batch)
    strangers = np.setdiff1d(numbers[200_000:], numbers[:200_000])
    assert seen.among(strangers).mean() < 0.1


@given(st.lists(INTEGERS), st.lists(INTEGERS), st.lists(INTEGERS))
def test_what_was_packed_is_found_beside_what_was_added(
    before: list[int], packed: list[int], after: list[int]
) -> None:
    seen = Seen()
    seen.add(np.array(before, dtype=np.int32))
    seen.adopt(pack(np.array(packed, dtype=np.int32)))
    seen.add(np.array(after, dtype=np.int32))
    assert seen.among(np.array(before + packed + after, dtype=np.int32)).all()


def test_what_is_packed_takes_three_bytes_a_fingerprint() -> None:
    assert len(pack(np.arange(1_000_000, dtype=np.int32))) == 3_000_000


def test_false_alarms_are_one_in_800_of_what_was_read_at_once() -> None:
    numbers = np.random.default_rng(8).integers(-(2**31), 2**31, 200_000).astype(np.int32)
    seen = Seen()
    seen.add(numbers[:100_000])
    strangers = np.setdiff1d(numbers[100_000:], numbers[:100_000])
    assert seen.among(strangers).mean() < 1 / 600
