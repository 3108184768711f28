"""Texts within a text, and when they make it a roundup."""

from __future__ import annotations

import numpy as np
import pytest
from tests.dedup.writing import article, trimmed

from newsmon.dedup import Rule, sign
from newsmon.dedup.masks import Mask
from newsmon.dedup.roundups import is_part_of_roundup, printed_words, prints_opening

RULE = Rule()


def printed(whole: str, part: str) -> Mask | None:
    return printed_words(sign(whole), sign(part), RULE)


def masks(whole: str, *parts: str) -> list[Mask]:
    printed_masks = [mask for part in parts if (mask := printed(whole, part)) is not None]
    assert len(printed_masks) == len(parts)
    return printed_masks


def several(whole: str, part: str, *beside: str) -> bool:
    first, *passages = masks(whole, part, *beside)
    return is_part_of_roundup(first, passages, RULE)


def test_a_passage_is_where_the_other_text_stands() -> None:
    whole = f"{article(1, 6)}\n{article(2, 6)}"
    first, second = masks(whole, article(1, 6), article(2, 6))
    assert len(first) == len(sign(whole).words)
    assert first[0]
    assert second[-1]
    assert not (first & second).any()


@pytest.mark.parametrize("part", ["", article(3), article(1)])
def test_a_text_that_is_not_nearly_all_there_has_no_passage(part: str) -> None:
    assert printed(f"{trimmed(article(1), 0.6)}\n{article(2)}", part) is None


def test_an_edited_sentence_does_not_matter() -> None:
    assert printed(f"{article(2)}\n{article(1)}", trimmed(article(1), 0.9) + "\nFog.") is not None


@pytest.mark.parametrize("sentences", [(9, 9, 9), (18, 6, 6), (6, 9, 18)])
def test_articles_one_after_another_are_a_roundup_of_each(sentences: tuple[int, ...]) -> None:
    parts = [article(seed, count) for seed, count in enumerate(sentences)]
    for part in parts:
        assert several("\n".join(parts), part, *(third for third in parts if third != part))


def test_copies_and_cuts_of_one_text_are_one_passage() -> None:
    whole = f"{article(1)}\n{article(2)}"
    assert not several(whole, article(1), "By Ann Weaver\n" + article(1), trimmed(article(1), 0.5))


def test_parts_that_overlap_are_cuts_of_one_text() -> None:
    lines = article(1, 48).split("\n")
    assert not several("\n".join(lines), "\n".join(lines[:10]), "\n".join(lines[7:]))


def test_a_copy_with_a_sidebar_stays_a_copy_and_contains_the_sidebar() -> None:
    main, sidebar = article(1, 24), article(2, 5)
    for whole in (f"{main}\n{sidebar}", f"{sidebar}\n{main}"):
        assert not several(whole, main, sidebar)
        assert several(whole, sidebar, main)


def test_never_are_two_texts_apart_both_what_the_whole_is_a_copy_of() -> None:
    first, last = article(1, 6), article(2, 5)
    whole = f"{first}\n{article(3, 40)}\n{last}"
    assert not several(whole, first, last)
    assert several(whole, last, first)
    equal = np.zeros(100, np.bool_)
    equal[:10] = True
    assert not is_part_of_roundup(equal, [equal[::-1]], RULE)
    assert is_part_of_roundup(equal[::-1], [equal], RULE)


def test_nothing_beside_is_no_roundup() -> None:
    assert not several(f"{article(1)}\n{article(2)}", article(1))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.71])
def test_a_briefing_prints_the_openings_of_its_stories(share: float) -> None:
    parts = article(1), article(2)
    briefing = "In short.\n" + "\n".join(trimmed(part, share) for part in parts)
    assert all(prints_opening(sign(briefing), sign(part), RULE) for part in parts)


def test_what_an_update_keeps_is_not_the_opening_of_what_follows_it() -> None:
    first, second, third = article(1, 8), article(2, 8), article(3, 8)
    update, next_update = f"{second}\n{first}", f"{third}\n{second}"
    assert not prints_opening(sign(update), sign(next_update), RULE)
    assert prints_opening(sign(next_update), sign(update), RULE)
    assert not prints_opening(sign(update), sign(third), RULE)
