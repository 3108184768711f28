"""Requests to hubs, section 5.1."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal
from urllib.parse import parse_qs

import pytest

from newsmon.websub import form, mark_of, new_token, secret_of, secure_hub

KEY = "a key that only the tests have"


def fields(mode: Literal["subscribe", "unsubscribe"], **changed: str) -> dict[str, str]:
    stated = {"topic": "http://paper.example/é?a=1&b=2", "callback": "https://us.example/push/x"}
    body = form(mode, **(stated | changed), secret="s", lease=timedelta(days=10))
    assert body.isascii()
    return {
        name: values[0] for name, values in parse_qs(body.decode(), strict_parsing=True).items()
    }


def test_5_1_a_request_has_its_parameters() -> None:
    assert fields("subscribe") == {
        "hub.mode": "subscribe",
        "hub.topic": "http://paper.example/é?a=1&b=2",
        "hub.callback": "https://us.example/push/x",
        "hub.lease_seconds": "864000",
        "hub.secret": "s",
    }


def test_5_1_an_end_needs_neither_lease_nor_secret() -> None:
    assert set(fields("unsubscribe")) == {"hub.mode", "hub.topic", "hub.callback"}


def test_5_1_the_lease_is_a_positive_decimal_integer() -> None:
    body = form("subscribe", topic="t", callback="c", secret="s", lease=timedelta(seconds=0.2))
    assert b"hub.lease_seconds=1&" in body


def test_5_1_a_secret_is_short_enough_and_each_subscription_has_its_own() -> None:
    secrets = {secret_of(KEY, new_token()) for _ in range(100)}
    assert len(secrets) == 100
    assert all(len(secret.encode()) < 200 for secret in secrets)
    assert secret_of(KEY, "token") == secret_of(KEY, "token") != secret_of(KEY + "x", "token")


def test_5_1_1_no_two_callbacks_are_the_same_and_none_can_be_guessed() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}  # 256 bits


def test_the_mark_of_a_key_tells_another_one() -> None:
    assert mark_of(KEY) == mark_of(KEY) != mark_of(KEY + "x")
    assert mark_of(KEY) not in secret_of(KEY, "token")


@pytest.mark.parametrize(
    ("hub", "asked"),
    [
        ("https://hub.example/", "https://hub.example/"),
        ("http://hub.example/", "https://hub.example/"),
        ("http://hub.example:80/a?b=c", "https://hub.example/a?b=c"),
        ("http://127.0.0.1:8000/hub", "http://127.0.0.1:8000/hub"),
    ],
)
def test_8_2_a_hub_is_asked_over_tls_even_if_it_is_named_otherwise(hub: str, asked: str) -> None:
    assert secure_hub(hub, ["127.0.0.1"]) == asked
