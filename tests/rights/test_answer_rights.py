"""What an answer states: headers, the head of a page, and demands for payment."""

from __future__ import annotations

import base64
import json

import pytest

from newsmon.rights import demand_for_payment, demand_of, rights_of_answer
from newsmon.rights.answer_rights import AnswerRights

PAGE = "https://paper.example/news/1"


def read(body: str = "", *headers: tuple[str, str], kind: str = "text/html") -> AnswerRights:
    return rights_of_answer(headers, body.encode(), kind, agent="newsmon", url=PAGE)


def summary(rights: AnswerRights) -> set[str]:
    return {f"{s.use.value}={s.verdict.value}" for s in (*rights.page, *rights.header)}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("TDM-Reservation", "1", {"mine=reserved"}),
        ("tdm-reservation", " 0 ", {"mine=allowed"}),
        ("TDM-Reservation", "2", set()),
        ("X-Robots-Tag", "noai", {"ai_train=reserved"}),
        ("X-Robots-Tag", "noimageai", set()),
        ("X-Robots-Tag", "noindex, nofollow", {"search=reserved"}),
        ("X-Robots-Tag", "none", {"search=reserved"}),
        ("X-Robots-Tag", "googlebot: noindex, noai", set()),
        ("X-Robots-Tag", "otherbot: noindex, newsmon: noai", {"ai_train=reserved"}),
        (
            "X-Robots-Tag",
            "unavailable_after: 25 Jun 2027 15:00:00 PST, noai",
            {"ai_train=reserved"},
        ),
        ("X-Robots-Tag", "max-snippet: 20, noai", {"ai_train=reserved"}),
        ("Content-Usage", "train-ai=n", {"ai_train=reserved"}),
        ("Content-Signal", "ai-train=no, search=yes", {"ai_train=reserved", "search=allowed"}),
    ],
)
def test_headers_state_rights(name: str, value: str, expected: set[str]) -> None:
    assert summary(read("", (name, value), kind="application/pdf")) == expected


def test_several_lines_of_content_usage_are_one_dictionary() -> None:
    rights = read("", ("Content-Usage", "train-ai=n"), ("content-usage", "search=y, train-ai=y"))
    assert summary(rights) == {"ai_train=allowed", "search=allowed"}


def test_a_policy_goes_with_its_reservation() -> None:
    policy = "https://paper.example/tdm"
    (header,) = read("", ("TDM-Policy", policy), ("TDM-Reservation", "1")).header
    (meta,) = read(
        f'<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="{policy}">'
    ).page
    assert header.policy == meta.policy == policy
    assert (header.text, meta.text) == ("TDM-Reservation: 1", "meta tdm-reservation: 1")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<META content=1 name=tdm-reservation>", {"mine=reserved"}),
        ('<meta name="tdm-reservation" content="0">', {"mine=allowed"}),
        ("<meta content='index, NOAI' name='Robots'/>", {"ai_train=reserved"}),
        ('<meta name="newsmon" content="noindex">', {"search=reserved"}),
        ('<meta name="googlebot" content="noindex">', set()),
        ('<meta name="description" content="noai">', set()),
        ('<!-- <meta name="robots" content="noai"> -->', set()),
        ('<!-- a --><meta name="robots" content="noai">', {"ai_train=reserved"}),
        (" " * 70_000 + '<meta name="robots" content="noai">', set()),
    ],
)
def test_the_head_of_a_page_states_rights(head: str, expected: set[str]) -> None:
    assert summary(read(head)) == expected


def test_a_page_of_another_kind_has_no_head() -> None:
    assert not summary(read('<meta name="robots" content="noai">', kind="text/plain"))


def test_licences_are_named_by_header_and_by_element() -> None:
    rights = read(
        '<link rel="license" type="application/rsl+xml" href="/rsl.xml">'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
        (
            "Link",
            '<https://l.example/a.xml>; rel="license"; type="application/rsl+xml", </b>; rel=up',
        ),
    )
    assert rights.licences == ("https://l.example/a.xml", "https://paper.example/rsl.xml")


def test_a_licence_can_stand_in_the_page() -> None:  # RSL 1.0, 4.6.2
    licence = '<license><prohibits type="usage">ai-all</prohibits></license>'
    rights = read(
        '<script type="application/rsl+xml"><rsl xmlns="https://rslstandard.org/rsl">'
        f'<content url="">{licence}</content></rsl></script>'
    )
    assert summary(rights) == {"ai_train=reserved", "ai_input=reserved"}


def test_a_page_of_nothing_but_beginnings_costs_little() -> None:
    assert not summary(read("<meta " * 2_000_000))
    assert not summary(read("<meta " + "name=" * 2_000_000))
    assert not summary(read("<script application/rsl+xml>" * 100_000))


X402 = {"x402Version": 1, "accepts": [{
    "scheme": "exact", "network": "base", "maxAmountRequired": "10000", "asset": "0x8",
    "extra": {"name": "USDC"},
}]}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (402, [("crawler-price", "USD 0.01")], b"", "status 402, USD 0.01"),
        (402, [], json.dumps(X402).encode(), "status 402, x402 10000 USDC base"),
        (
            402,
            [("PAYMENT-REQUIRED", base64.b64encode(json.dumps(X402).encode()).decode())],
            b"",
            "status 402, x402 10000 USDC base",
        ),
        (402, [("payment-required", "%%%")], b"<html>", "status 402, no price"),
        (401, [("WWW-Authenticate", 'License error="invalid"')], b"", "status 401, licence"),
        (401, [("WWW-Authenticate", "Basic")], b"", None),
        (403, [], b"", None),
    ],
)
def test_a_demand_for_payment_is_told_from_other_refusals(
    status: int, headers: list[tuple[str, str]], body: bytes, expected: str | None
) -> None:
    assert demand_of(status, headers, body) == expected


def test_a_demand_is_a_statement_with_its_price() -> None:
    statement = demand_for_payment("status 402, USD 0.01")
    assert (statement.use.value, statement.verdict.value) == ("all", "priced")
    assert (statement.origin.value, statement.price) == ("http_402", "USD 0.01")
