"""Verification of intent and denial, sections 5.2 and 5.3, as they stand in a query."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.websub import Denial, Verification, read_query

TOPIC = "http://paper.example/feed"


def query(**changed: str | None) -> dict[str, str]:
    stated = {"mode": "subscribe", "topic": TOPIC, "challenge": "abc123", "lease_seconds": "864000"}
    return {f"hub.{name}": value for name, value in (stated | changed).items() if value is not None}


def lease(stated: str | None) -> timedelta:
    words = read_query(query(lease_seconds=stated))
    assert isinstance(words, Verification)
    return words.lease


def test_5_3_a_verification_is_read() -> None:
    assert read_query(query()) == Verification("subscribe", TOPIC, "abc123", timedelta(days=10))
    words = read_query(query(mode="unsubscribe"))
    assert isinstance(words, Verification)
    assert words.mode == "unsubscribe"


def test_5_3_parameters_that_nobody_knows_are_passed_over() -> None:
    assert read_query({**query(), "hub.verify_token": "x", "foo": "bar"}) == read_query(query())


@pytest.mark.parametrize("missing", ["mode", "topic", "challenge"])
def test_5_3_each_required_parameter_is_required(missing: str) -> None:
    assert read_query(query(**{missing: None})) is None
    assert read_query(query(**{missing: ""})) is None


def test_5_3_other_modes_are_nothing() -> None:
    assert read_query(query(mode="publish")) is None
    assert read_query(query(mode="Subscribe")) is None


def test_5_3_the_lease_is_the_one_that_the_hub_determined() -> None:
    assert lease("3600") == timedelta(hours=1)


@pytest.mark.parametrize("stated", [None, "", "0", "-5", "1.5", "ten", "٣", "1e3"])
def test_5_3_a_hub_that_states_no_lease_is_asked_again_within_a_day(stated: str | None) -> None:
    assert lease(stated) == timedelta(days=1)


@pytest.mark.parametrize("stated", ["99999999999", "9" * 12])
def test_5_3_1_no_lease_lasts_for_ever(stated: str) -> None:
    assert lease(stated) == timedelta(days=30)


@pytest.mark.parametrize("challenge", ["a" * 513, "a b", "a\nb", "\x00", "é", "a\x7f"])
def test_8_2_a_challenge_that_is_long_or_binary_is_not_echoed(challenge: str) -> None:
    assert read_query(query(challenge=challenge)) is None


def test_5_2_a_denial_is_read_with_its_reason_and_without() -> None:
    denial = {"hub.mode": "denied", "hub.topic": TOPIC}
    assert read_query(denial) == Denial(TOPIC, "")
    assert read_query(denial | {"hub.reason": "not you\x1b[2J"}) == Denial(TOPIC, "not you[2J")
    assert read_query({"hub.mode": "denied"}) is None


@given(st.dictionaries(st.sampled_from([*query(), "hub.reason"]), st.text(max_size=40)))
def test_no_query_breaks_it(stated: dict[str, str]) -> None:
    words = read_query(stated)
    assert words is None or words.topic == stated["hub.topic"]
