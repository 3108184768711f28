"""Counts of terms are the same in a dictionary of few and in a table of many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.events import frequencies
from newsmon.events.frequencies import Frequencies
from newsmon.events.term_counts import Ids

texts = st.lists(st.sets(st.integers(0, 30)).map(lambda ids: np.array(sorted(ids), np.uint32)))


@given(texts, st.integers(0, 40))
def test_few_and_many_terms_are_counted_alike(entered: list[Ids], many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequencies, "MANY", many)
        counted, expected = Frequencies(), np.zeros(40, np.int32)
        for ids in entered:
            counted.add(ids, 1)
            expected[ids] += 1
        for ids in entered[::2]:
            counted.add(ids, -1)
            expected[ids] -= 1
    every = np.arange(40, dtype=np.uint32)
    assert counted.of(every).tolist() == expected.tolist()
    assert counted.sum() == expected.sum()
