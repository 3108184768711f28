"""Twice the answer takes twice the work, or little more, whatever its head and body are like."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timezone

import pytest
from tests.scaling import assert_grows_in_proportion, cpu_seconds

from newsmon.fetch import RobotsRules, encodings, meta_refresh, robots
from newsmon.fetch.rate_limits import seconds_to_wait
from newsmon.fetch.refusals import refusal
from newsmon.rights import parse_licence, parse_tdmrep, rights_of_answer
from newsmon.websub.hub_links import advertised

NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
URL = "https://paper.example/news"
HEAD = 30_000  # bytes of a header, then twice as many: no more are read
BODY = 100_000
SLACK = 0.1  # seconds: what a busy machine adds

Work = Callable[[str], object]


def header(name: str, read: Callable[[list[tuple[str, str]]], object]) -> Work:
    return lambda value: read([(name, value)])


def rights(headers: list[tuple[str, str]]) -> object:
    return rights_of_answer(headers, b"", "text/html", agent="newsmon", url=URL)


def page_rights(markup: str) -> object:
    return rights_of_answer([], markup.encode(), "text/html", agent="newsmon", url=URL)


def refused(headers: list[tuple[str, str]]) -> object:
    return refusal(402, headers, b"", NOW)


def waits(headers: list[tuple[str, str]]) -> object:
    return seconds_to_wait(headers, NOW)


def hubs(headers: list[tuple[str, str]]) -> object:
    return advertised(headers, URL)


def refresh(markup: str) -> object:
    return meta_refresh.target(markup.encode(), "text/html", URL)


def rules(text: str) -> object:
    stored = RobotsRules("https://paper.example", 200, text, NOW, NOW)
    return robots.verdict(robots.prepared(stored, "newsmon"), URL, "newsmon", NOW)


def members(text: str) -> object:
    packed = gzip.compress(b"", mtime=0) * (len(text) // 20)
    with suppress(encodings.BadEncodingError):
        return encodings.decompress(packed, "gzip", 1_000_000)
    return None


SHAPES: dict[str, tuple[Work, str, int]] = {
    "links to licences": (header("Link", rights), '<a>; rel="license", ', HEAD),
    "open links": (header("Link", rights), "<a", HEAD),
    "quotes of a link": (header("Link", rights), '"\\', HEAD),
    "links to hubs": (header("Link", hubs), '<https://h.example/>; rel="hub", ', HEAD),
    "parameters of a link": (header("Link", hubs), "<a>; b=c; ", HEAD),
    "semicolons of a link": (header("Link", hubs), ";", HEAD),
    "robots tags": (header("X-Robots-Tag", rights), "newsmon: noai, ", HEAD),
    "preferences": (header("Content-Usage", rights), "train-ai=n, ", HEAD),
    "rates": (header("RateLimit", waits), '"a";r=0;t=1, ', HEAD),
    "policies": (header("RateLimit-Policy", waits), '"a";q=1;w=1, ', HEAD),
    "brackets of a rate": (header("RateLimit", waits), "(", HEAD),
    "prices": (header("PAYMENT-REQUIRED", refused), "eyJh", HEAD),
    "refreshing": (refresh, "<meta http-equiv=refresh content='9; url=x'>", BODY),
    "open meta elements": (refresh, "<meta ", BODY),
    "open comments": (refresh, "<!--", BODY),
    "bases": (refresh, "<base href=x>", BODY),
    "meta elements of rights": (page_rights, "<meta name=tdm-reservation content=1>", BODY),
    "links of rights": (page_rights, "<link rel=license href=x>", BODY),
    "attributes": (page_rights, "<link a=", BODY),
    "agents": (rules, "User-agent: newsmon\n", BODY),
    "rules": (rules, "User-agent: *\nDisallow: /a*b*c$\n", BODY),
    "stars": (rules, "*", BODY),
    "stars of a rule": (rules, "User-agent: *\nDisallow: /" + "*a" * 50 + "\n", BODY),
    "lines": (rules, "\r\n", BODY),
    "members of a gzip file": (members, " ", BODY),
    "rules of tdmrep.json": (
        lambda text: parse_tdmrep(f"[{text.removesuffix(',')}]"),
        '{"location": "/*", "tdm-reservation": 1},',
        BODY,
    ),
    "brackets of tdmrep.json": (parse_tdmrep, "[", BODY),
    "licences": (
        lambda text: parse_licence(
            f"<rsl xmlns='https://rslstandard.org/rsl'>{text}</rsl>".encode()
        ),
        "<content url='/'><license/></content>",
        BODY,
    ),
}


def seconds(work: Work, text: str) -> float:
    return cpu_seconds(lambda: work(text))


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_with_the_answer(name: str) -> None:
    work, unit, size = SHAPES[name]
    assert_grows_in_proportion(
        lambda length: seconds(work, unit * (length // len(unit))), size, slack=SLACK
    )
