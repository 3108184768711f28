"""Further forms of what publishers state, put together apart from the code: what each means."""

from __future__ import annotations

import pytest

from newsmon.rights import (
    OriginFiles,
    decide,
    parse_licence,
    parse_tdmrep,
    rights_of_answer,
    rights_of_robots,
)

SITE = "https://paper.example"
PAGE = f"{SITE}/news/1"
RSL = "https://rslstandard.org/rsl"


def signs(statements: object) -> set[str]:
    return {f"{s.use.value}={s.verdict.value}" for s in statements}  # type: ignore[attr-defined]


def of_robots(text: str, url: str = PAGE) -> set[str]:
    files = OriginFiles(rights_of_robots(text, "newsmon"), (), ())
    return signs(decide([files.of(url)]))


def of_headers(*headers: tuple[str, str]) -> set[str]:
    answer = rights_of_answer(headers, b"", "text/html", agent="newsmon", url=PAGE)
    return signs(decide([answer.header]))


def of_page(head: str) -> set[str]:
    body = f"<!doctype html><html><head>{head}</head><body><p>x</p></body></html>".encode()
    answer = rights_of_answer((), body, "text/html", agent="newsmon", url=PAGE)
    return signs(decide([answer.page]))


def of_tdmrep(text: str, url: str = PAGE) -> set[str]:
    files = OriginFiles(rights_of_robots("", "newsmon"), parse_tdmrep(text), ())
    return signs(decide([files.of(url)]))


TRAIN, INPUT, MINE = "ai_train=reserved", "ai_input=reserved", "mine=reserved"

ROBOTS = [
    # draft-ietf-aipref-attach: parameters, and types that do not count
    ("User-agent: *\nContent-Usage: train-ai=n;why=\"paid\"\n", {TRAIN}),
    ("User-agent: *\nContent-Usage: train-ai=?0\n", set()),  # a boolean is no token
    ("User-agent: *\nContent-Usage: train-ai=\"n\"\n", set()),  # nor is a string
    ("User-agent: *\nContent-Usage: train-ai=N\n", set()),  # tokens have a case
    ("User-agent: *\nContent-Usage: train-ai\n", set()),  # without a value it is true
    ("User-agent: *\nContent-Usage: train-ai=y, train-ai=n\n", {TRAIN}),  # the last one counts
    ("User-agent: *\nContent-Usage: train-ai=n, train-ai=y\n", {"ai_train=allowed"}),
    ("User-agent: *\nContent-Usage: train-ai=n,\n", set()),  # RFC 9651: a trailing comma fails
    ("User-agent: *\nContent-Usage: Train-AI=n\n", set()),  # keys are lower case
    ("User-agent: *\nContent-Usage: exampleorg-resale=n, train-ai=n\n", {TRAIN}),
    ("User-agent: *\nContent-Usage: /news/ train-ai=n\n", {TRAIN}),
    ("User-agent: *\nContent-Usage: /sport/ train-ai=n\n", set()),
    ("User-agent: *\nContent-Usage: /news/ train-ai=y\nContent-Usage: / train-ai=n\n",
     {"ai_train=allowed"}),
    ("User-agent: *\nContent-Usage: /news/ train-ai=y\nContent-Usage: /news/ train-ai=n\n",
     {TRAIN}),
    ("User-agent: *\nContent-Usage: /*/1$ train-ai=n\n", {TRAIN}),
    ("User-agent: *\nContent-Usage: train-ai=n # no models\n", {TRAIN}),
    ("Content-Usage: train-ai=n\nUser-agent: *\nDisallow:\n", set()),  # in no group
    ("User-agent: GPTBot\nContent-Usage: train-ai=n\n\nUser-agent: *\nAllow: /\n", set()),
    ("User-agent: GPTBot\nUser-agent: *\nContent-Usage: train-ai=n\n", {TRAIN}),
    # Content Signals
    ("User-agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n",
     {"search=allowed", TRAIN}),
    ("User-agent: *\nContent-signal: ai-input=no\n", {INPUT}),
    ("User-agent: *\nContent-Signal: search = yes , ai-train = no\n", {"search=allowed", TRAIN}),
    ("User-agent: *\nContent-Signal: /news ai-train=no\n", {TRAIN}),
    ("User-agent: *\nContent-Signal: ai-train=maybe\n", set()),
    ("User-agent: *\nContent-Signal: ai-train\n", set()),
    ("# Content-Signal: ai-train=no\nUser-agent: *\nDisallow:\n", set()),
    ("User-agent: *\nContent-Signal:\n", set()),
    ("User-agent: newsmon\nContent-Signal: ai-train=yes\n\nUser-agent: *\n"
     "Content-Signal: ai-train=no\n", {"ai_train=allowed"}),
    ("\ufeffUser-agent: *\r\nContent-Signal: ai-train=no\r\n", {TRAIN}),
    ("User-agent: *\rContent-Signal: ai-train=no\r", {TRAIN}),
]  # fmt: skip

HEADERS = [
    ([("Content-Usage", "train-ai=n, search=y")], {TRAIN, "search=allowed"}),
    ([("Content-Usage", "train-ai=n"), ("Content-Usage", "broken=,")], set()),  # one dictionary
    ([("Content-Usage", "")], set()),
    ([("TDM-Reservation", "1"), ("TDM-Policy", "https://paper.example/p")], {MINE}),
    ([("TDM-Reservation", "true")], set()),
    ([("TDM-Reservation", "01")], set()),
    ([("TDM-Policy", "https://paper.example/p")], set()),  # without a reservation
    ([("X-Robots-Tag", "NOAI")], {TRAIN}),
    ([("X-Robots-Tag", "noarchive, nosnippet")], set()),
    ([("X-Robots-Tag", "newsmon: noindex")], {"search=reserved"}),
    ([("X-Robots-Tag", "all")], set()),
    ([("X-Robots-Tag", "noai"), ("X-Robots-Tag", "gptbot: noindex")], {TRAIN}),
    ([("X-Robots-Tag", "nosnippet"), ("TDM-Reservation", "0")], {"mine=allowed"}),
]

PAGES = [
    ('<meta content="1" name="TDM-Reservation">', {MINE}),
    ("<META NAME='tdm-reservation' CONTENT='1'/>", {MINE}),
    ("<meta name=tdm-reservation content=1>", {MINE}),
    ('<meta name="tdm-reservation" content="&#49;">', {MINE}),
    ('<meta property="tdm-reservation" content="1">', set()),
    ('<!-- <meta name="tdm-reservation" content="1"> -->', set()),
    ('<script>var m = \'<meta name="tdm-reservation" content="1">\'</script>', set()),
    ('<meta name="robots" content="noai, noimageai">', {TRAIN}),
    ('<meta name="robots" content="index,follow,noai">', {TRAIN}),
    ('<meta name="robots" content="noaiplease">', set()),
    ('<meta name="googlebot" content="noai">', set()),
    ('<meta name="newsmon" content="noindex">', {"search=reserved"}),
    ('<meta name="description" content="noai, noindex: what they mean">', set()),
    (f'<script type="application/rsl+xml"><rsl xmlns="{RSL}"><content url="/"><license>'
     '<prohibits type="usage">ai-train</prohibits></license></content></rsl></script>', {TRAIN}),
    (f'<script type="application/rsl+xml"><rsl xmlns="{RSL}"><content url="/sport/"><license>'
     '<prohibits type="usage">ai-train</prohibits></license></content></rsl></script>', set()),
]  # fmt: skip

TDMREP = [
    ('[{"location": "*", "tdm-reservation": 1}]', {MINE}),
    ('[{"location": "/", "tdm-reservation": 1}]', {MINE}),
    ('[{"location": "/news/*", "tdm-reservation": 1}]', {MINE}),
    ('[{"location": "/news/1", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
     {"mine=allowed"}),  # the first that matches
    ('[{"location": "/", "tdm-reservation": 1}, {"location": "/news/", "tdm-reservation": 0}]',
     {MINE}),
    ('[{"location": "/*.pdf$", "tdm-reservation": 1}]', set()),
    ('[{"location": "/", "tdm-reservation": "1"}]', {MINE}),  # meant as it is in the header
    ('[{"location": "/", "tdm-reservation": true}]', set()),
    ('{"location": "/", "tdm-reservation": 1}', {MINE}),  # an array of one, without its brackets
    ('[{"tdm-reservation": 1}]', set()),
    ("[]", set()),
    ('[{"location": "/", "tdm-reservation": 1}, 7, null]', {MINE}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROBOTS)
def test_robots(text: str, expected: set[str]) -> None:
    assert of_robots(text) == expected


@pytest.mark.parametrize(("headers", "expected"), HEADERS)
def test_headers(headers: list[tuple[str, str]], expected: set[str]) -> None:
    assert of_headers(*headers) == expected


@pytest.mark.parametrize(("head", "expected"), PAGES)
def test_pages(head: str, expected: set[str]) -> None:
    assert of_page(head) == expected


@pytest.mark.parametrize(("text", "expected"), TDMREP)
def test_tdmrep(text: str, expected: set[str]) -> None:
    assert of_tdmrep(text) == expected


def test_a_licence_of_another_namespace_is_none() -> None:
    body = b'<rsl xmlns="https://rslstandard.org/rsl2"><content url="/"><license/></content></rsl>'
    assert parse_licence(body) == ()
