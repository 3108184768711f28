"""Which statement counts: the nearest level, the narrower use, the most restrictive word."""

from __future__ import annotations

import json

from newsmon.rights import (
    Origin,
    Statement,
    Use,
    Verdict,
    decide,
    first_honoured,
    from_json,
    to_json,
)

ALLOWED, RESERVED, PRICED = Verdict.ALLOWED, Verdict.RESERVED, Verdict.PRICED


def stated(use: str, verdict: Verdict, origin: Origin = Origin.ROBOTS) -> Statement:
    return Statement(Use(use), verdict, origin, f"{use} {verdict.value}")


def verdicts(*levels: list[Statement]) -> dict[str, str]:
    return {s.use.value: s.verdict.value for s in decide(levels)}


def test_page_goes_before_header_and_header_before_file() -> None:
    page, header, file = ([stated("mine", v)] for v in (ALLOWED, RESERVED, PRICED))
    assert verdicts(page, header, file) == {"mine": "allowed"}
    assert verdicts([], header, file) == {"mine": "reserved"}
    assert verdicts([], [], file) == {"mine": "priced"}


def test_each_use_is_decided_by_itself() -> None:
    header = [stated("ai_train", RESERVED)]
    file = [stated("search", ALLOWED), stated("ai_train", ALLOWED)]
    assert verdicts([], header, file) == {"search": "allowed", "ai_train": "reserved"}


def test_within_a_level_the_most_restrictive_word_counts() -> None:
    assert verdicts([stated("mine", v) for v in (ALLOWED, RESERVED, PRICED)]) == {
        "mine": "reserved"
    }


def test_training_is_a_kind_of_mining_and_everything_falls_back_to_all() -> None:
    assert first_honoured(decide([[stated("mine", RESERVED)]]), {Use.AI_TRAIN})
    assert first_honoured(decide([[stated("all", RESERVED)]]), {Use.SEARCH})
    assert not first_honoured(decide([[stated("mine", RESERVED)]]), {Use.SEARCH, Use.AI_INPUT})


def test_a_narrower_use_of_the_same_level_goes_before_a_wider_one() -> None:
    decided = decide([[stated("all", RESERVED), stated("search", ALLOWED)]])
    assert not first_honoured(decided, {Use.SEARCH})
    assert first_honoured(decided, {Use.MINE})


def test_a_nearer_word_on_a_wider_use_goes_before_a_farther_one_on_the_use_itself() -> None:
    page, file = [stated("all", RESERVED)], [stated("search", ALLOWED)]
    assert first_honoured(decide([page, [], file]), {Use.SEARCH})


def test_a_price_is_a_reservation_from_who_does_not_pay() -> None:
    assert first_honoured([stated("ai_input", PRICED)], {Use.AI_INPUT})


def test_nothing_honoured_leaves_nothing_alone() -> None:
    assert first_honoured([stated("all", RESERVED)], set()) is None


def test_statements_survive_storage() -> None:
    statement = Statement(
        Use.MINE, RESERVED, Origin.TDMREP, "“ü”", "/a/*", "https://x.example/p", "USD 1"
    )
    text = to_json([statement, stated("search", ALLOWED)])
    assert from_json(json.loads(text)) == (statement, stated("search", ALLOWED))
    assert to_json(from_json(json.loads(text))) == text
