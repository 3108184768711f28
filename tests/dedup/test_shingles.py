"""Shingles and the sample of them that is indexed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.dedup.writing import article, trimmed

from newsmon.dedup.shingles import CAP, FLOOR, OPENING_SAMPLE, fingerprint, shingle, sign


def shared(a: str, b: str) -> int:
    return len(np.intersect1d(sign(a).fingerprints, sign(b).fingerprints))


def test_one_shingle_for_every_five_words_in_a_row() -> None:
    words = np.arange(20, dtype=np.uint64)
    assert len(shingle(words)) == 16
    assert len(np.unique(shingle(words))) == 16


def test_the_order_of_words_counts() -> None:
    ordered, swapped = np.array([1, 2, 3, 4, 5], np.uint64), np.array([1, 2, 3, 5, 4], np.uint64)
    assert shingle(ordered) != shingle(swapped)


def test_texts_shorter_than_a_shingle_are_one_and_empty_ones_none() -> None:
    assert len(sign("Fog again.").shingles) == 1
    assert len(sign("").shingles) == 0
    assert len(sign("").fingerprints) == 0


@given(st.integers(0, 10_000), st.integers(1, 120))
def test_there_are_never_too_few_fingerprints_nor_too_many(seed: int, sentences: int) -> None:
    signature = sign(article(seed, sentences))
    count = len(signature.fingerprints)
    assert min(FLOOR, len(signature.distinct)) <= count <= CAP + OPENING_SAMPLE
    assert np.isin(signature.fingerprints, fingerprint(signature.shingles)).all()


@given(st.integers(0, 10_000), st.floats(0.15, 1.0))
def test_a_cut_shares_fingerprints_with_the_whole(seed: int, share: float) -> None:
    whole = article(seed, sentences=36)
    assert shared(whole, trimmed(whole, share)) >= 2


def test_other_texts_share_none() -> None:
    assert shared(article(1), article(2)) == 0


def test_fingerprints_are_spread_over_all_32_bits() -> None:
    lowest = np.sort(shingle(np.arange(200_000, dtype=np.uint64)))[:20_000]
    prints = fingerprint(lowest)
    assert 0.48 < (prints < 0).mean() < 0.52
    assert len(np.unique(prints)) > 0.999 * len(prints)


def test_characters_make_shingles_where_a_script_has_no_spaces() -> None:
    text = "霧の港で二隻の船が衝突し捜索は夜明けまで続いた"
    assert len(sign(text).shingles) == len(text) - 7
