"""Authenticated content distribution, section 7.1."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.websub import is_signed

SECRET = "the secret of one subscription"
BODY = b"<rss/>"
METHODS = ("sha1", "sha256", "sha384", "sha512")


def signature(method: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@pytest.mark.parametrize("method", METHODS)
def test_7_1_1_each_recognised_algorithm_is_verified(method: str) -> None:
    assert is_signed(signature(method), BODY, SECRET, weak=True)


@pytest.mark.parametrize("method", METHODS)
def test_7_1_2_a_body_that_was_changed_is_not_signed(method: str) -> None:
    assert not is_signed(signature(method), BODY + b" ", SECRET, weak=True)
    assert not is_signed(signature(method, secret="another"), BODY, SECRET, weak=True)


def test_7_1_2_the_method_is_the_one_that_the_header_states() -> None:
    digest = signature("sha256").partition("=")[2]
    assert not is_signed(f"sha512={digest}", BODY, SECRET)


def test_8_3_sha1_counts_only_where_the_callback_is_reached_over_tls() -> None:
    assert not is_signed(signature("sha1"), BODY, SECRET, weak=False)
    assert is_signed(signature("sha256"), BODY, SECRET, weak=False)


@pytest.mark.parametrize(
    "header",
    [
        None, "", "=", "sha256", "sha256=", "md5=" + "0" * 32, "none=", "sha256=zz",
        signature("sha256").partition("=")[2], "sha3_256=" + "0" * 64, "new=" + "0" * 64,
        "sha256=" + "0" * 64, "sha256=" + "é" * 64, "blake2b=" + "0" * 128,
    ],
)  # fmt: skip
def test_3_1_what_is_not_signed_at_all_is_refused(header: str | None) -> None:
    assert not is_signed(header, BODY, SECRET, weak=True)


def test_hexadecimal_digits_and_the_method_may_be_in_capitals() -> None:
    method, _, digest = signature("sha256").partition("=")
    assert is_signed(f"{method.upper()}={digest.upper()}", BODY, SECRET)


@given(st.binary(max_size=200), st.text(max_size=100))
def test_no_header_but_the_right_one_is_taken(body: bytes, header: str) -> None:
    assert is_signed(header, body, SECRET) == (
        header.strip().lower() in {signature(method, body) for method in METHODS[1:]}
    )
