"""The decision: what makes a copy, and what looks like one and is none."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dedup.releases import ONE_TEXT, TWO_TEXTS
from tests.dedup.writing import article, trimmed

from newsmon.dedup import Relation, Rule, compare, decide, sign


def relation(a: str, b: str, *, same_source: bool = False) -> Relation | None:
    return decide(compare(sign(a), sign(b)), same_source=same_source)


TEXT = article(1)


def test_the_same_words_are_exact() -> None:
    assert relation(TEXT, "By Ann Weaver\n" + TEXT) is Relation.EXACT


@pytest.mark.parametrize("share", [0.15, 0.4, 0.6])
def test_a_cut_is_a_trim(share: float) -> None:
    assert relation(TEXT, trimmed(TEXT, share)) is Relation.TRIM


def test_edited_sentences_leave_a_copy_and_an_update_at_the_same_source() -> None:
    lines = TEXT.split("\n")
    edited = "\n".join([*lines[:2], article(77, 2), *lines[3:]])
    assert relation(TEXT, edited) is Relation.COPY
    assert relation(TEXT, edited, same_source=True) is Relation.UPDATE


def test_a_roundup_contains_and_shares_no_cluster() -> None:
    roundup = f"{article(2, 8)}\n{TEXT}\n{article(3, 8)}"
    assert relation(roundup, TEXT) is Relation.CONTAINS
    assert relation(TEXT, roundup) is Relation.CONTAINS
    assert not Relation.CONTAINS.shares_cluster


def test_matter_added_at_one_end_makes_no_roundup() -> None:
    assert relation(TEXT, f"{article(2, 8)}\n{TEXT}") is Relation.TRIM
    assert relation(TEXT, f"{TEXT}\n{article(2, 8)}") is Relation.TRIM


def test_a_quote_in_common_is_no_copy() -> None:
    quote = article(9, 3)
    assert relation(f"{TEXT}\n{quote}", f"{article(2)}\n{quote}") is None


def test_boilerplate_that_neither_text_opens_with_is_no_copy() -> None:
    about = article(9, 10)
    assert relation(f"{article(1, 6)}\n{about}", f"{article(2, 6)}\n{about}") is None


def wrap(seed: int) -> str:
    """A market report of one day: the words stay, the figures do not."""
    rng = random.Random(seed)
    return "\n".join(
        f"The {what} index of the {where} exchange closed at {rng.uniform(1000, 9000):.2f} points "
        f"on the day, with {rng.randrange(100, 999)} shares up and {rng.randrange(100, 999)} down."
        for what in ("grain", "shipping", "metals")
        for where in ("northern", "island", "river")
    )


def test_a_template_with_other_figures_is_another_text() -> None:
    assert compare(sign(wrap(1)), sign(wrap(2))).shared >= Rule().min_shared
    assert relation(wrap(1), wrap(2)) is None
    assert relation(wrap(1), trimmed(wrap(1), 0.7)) is Relation.TRIM


HINTS = """Hints and the answer for the word puzzle of {day} follow, for those who are stuck.
You have six guesses at a word of five letters; a letter in its place turns green, another yellow.
First hint: {first}. Second hint: {second}. Third hint: {third}.
Do not read on if you would rather find it out by yourself, because the answer comes next.
The answer is {answer}. Hints for the next puzzle come at midnight, older ones are kept."""


def test_what_an_outlet_prints_daily_with_other_words_is_another_text() -> None:
    monday = HINTS.format(
        day="Monday", first="two vowels", second="boats have it", third="it begins with S",
        answer="STERN",
    )  # fmt: skip
    tuesday = HINTS.format(
        day="Tuesday", first="one letter comes twice", second="cooks know it",
        third="it ends with Y", answer="CURRY",
    )  # fmt: skip
    pair = compare(sign(monday), sign(tuesday))
    day, hour = timedelta(hours=24), timedelta(hours=1)
    assert decide(pair, same_source=True, apart=day) is None
    assert decide(pair, same_source=True, apart=hour) is Relation.UPDATE
    assert decide(pair, apart=day) is Relation.COPY


def test_what_an_outlet_prints_again_later_is_a_copy_still() -> None:
    cut, same = compare(sign(TEXT), sign(trimmed(TEXT, 0.5))), compare(sign(TEXT), sign(TEXT))
    assert decide(cut, same_source=True, apart=timedelta(days=9)) is Relation.UPDATE
    assert decide(same, same_source=True, apart=timedelta(days=9)) is Relation.EXACT


def test_a_revised_toll_makes_no_template_of_a_report() -> None:
    text = TEXT + "\nRescuers counted 14 dead, 31 hurt, 57 missing and 120 rescued by noon."
    later = TEXT + "\nRescuers counted 19 dead, 44 hurt, 21 missing and 150 rescued by night."
    assert relation(text, later, same_source=True) is Relation.UPDATE


def test_thin_texts_must_share_more() -> None:
    common, rule = article(9, 2), Rule()
    thin = compare(sign(f"{common}\n{article(1, 2)}"), sign(f"{common}\n{article(2, 2)}"))
    assert rule.threshold - 0.1 < thin.containment < rule.thin_threshold
    assert decide(thin) is None
    assert decide(thin, replace(rule, thin_threshold=0.3, threshold=0.3)) is Relation.COPY


def test_common_shingles_are_no_evidence() -> None:
    notice, first, second = article(9, 12), article(1, 9), article(2, 9)
    a, b = sign(f"{notice}\n{first}"), sign(f"{notice}\n{second}")
    assert compare(a, b).shared > 100
    common = np.intersect1d(a.fingerprints, b.fingerprints)
    assert compare(a, b, common).shared < Rule().min_shared
    assert decide(compare(a, b, common)) is None


def test_a_copy_stays_one_when_its_boilerplate_is_common() -> None:
    notice = article(9, 40)
    a, b = sign(TEXT), sign(f"{trimmed(TEXT, 0.5)}\n{notice}")
    assert decide(compare(a, b)) is None
    common = np.intersect1d(b.fingerprints, sign(notice).fingerprints)
    assert decide(compare(a, b, common)) is Relation.TRIM


@pytest.mark.parametrize("text", ["", "Fog.", "By Ann Weaver"])
def test_next_to_nothing_is_a_copy_of_nothing(text: str) -> None:
    assert relation(text, "") is None
    assert relation(text, TEXT) is None


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    rng = random.Random(3)
    text = "".join(chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(600))
    unrelated = "".join(chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(600))
    assert relation(text, text[:250]) is Relation.TRIM
    assert relation(text, unrelated) is None


@given(st.integers(0, 999), st.integers(0, 999), st.floats(0.2, 1.0))
def test_the_verdict_does_not_depend_on_the_side(first: int, second: int, share: float) -> None:
    a, b = article(first % 3, 12), trimmed(article(second % 3, 12), share)
    assert relation(a, b) == relation(b, a)
    ab, ba = compare(sign(a), sign(b)), compare(sign(b), sign(a))
    assert (ab.containment_ab, ab.containment_ba) == (ba.containment_ba, ba.containment_ab)
    assert (ab.similarity, ab.shared) == (ba.similarity, ba.shared)


@pytest.mark.parametrize("kind", TWO_TEXTS)
def test_a_legal_part_in_common_makes_no_copy(kind: str) -> None:
    a, b = TWO_TEXTS[kind]
    assert compare(sign(a), sign(b)).containment > Rule().threshold
    assert relation(a, b) is None
    assert relation(a, b, same_source=True) is None


@pytest.mark.parametrize("kind", ONE_TEXT)
def test_what_differs_less_than_releases_is_a_copy(kind: str) -> None:
    verdict = relation(*ONE_TEXT[kind])
    assert verdict is not None
    assert verdict.shares_cluster


LINES = article(811, 24).split("\n")
GROWN = {
    "a paragraph before, within and after": [article(61, 3), *LINES[:4], article(62, 3), *LINES[4:],
                                             article(63, 3)],
    "as much again, all over": [article(64, 4), *LINES[:2], article(65, 6), *LINES[2:5],
                                article(66, 6), *LINES[5:], article(67, 4)],
    "one paragraph dropped": [article(68, 3), *LINES[:3], *LINES[4:], article(69, 3)],
    "two dropped, two added": [article(70, 3), LINES[0], *LINES[2:5], *LINES[6:], article(71, 3)],
    "the end replaced": [article(72, 3), *LINES[:6], article(73, 6)],
    "a short one before and after": [article(74, 2), *LINES, article(75, 2)],
    "one replaced within": [article(76, 3), *LINES[:3], article(77, 3), *LINES[4:], article(78, 3)],
    "newest first, by the hour": [article(79, 3), article(80, 3), *LINES[:5], article(81, 3),
                                  *LINES[5:], article(82, 2)],
    "the second paragraph grew": [article(83, 3), LINES[0], f"{LINES[1]} {article(84, 3)}",
                                  *LINES[2:], article(85, 3)],
    "only the opening and the end are old": [article(86, 3), *LINES[:3], article(87, 9), *LINES[5:],
                                             article(88, 3)],
}  # fmt: skip


@pytest.mark.parametrize("kind", GROWN)
def test_a_text_that_grew_is_an_update_and_no_roundup(kind: str) -> None:
    old, new = "\n".join(LINES), "\n".join(GROWN[kind])
    assert relation(new, old, same_source=True) is Relation.UPDATE
    elsewhere = relation(new, old)
    assert elsewhere in {Relation.COPY, Relation.TRIM}
