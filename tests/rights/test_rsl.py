"""RSL 1.0 licences, section by section of RSL-SPEC-1.0."""

from __future__ import annotations

import pytest

from newsmon.rights import parse_licence, rights_of_feed_item, rights_of_feed_items
from newsmon.rights.rsl import rights_of_licences

SITE = "https://paper.example"


def document(*contents: str) -> bytes:
    return f'<rsl xmlns="https://rslstandard.org/rsl">{"".join(contents)}</rsl>'.encode()


def content(*licences: str, url: str = "/", more: str = "") -> str:
    inner = "".join(f"<license>{licence}</license>" for licence in licences)
    return f'<content url="{url}" {more}>{inner}</content>'


def verdicts(body: bytes, path: str = "/news/1") -> set[str]:
    statements = rights_of_licences(parse_licence(body), SITE + path, SITE)
    return {f"{s.use.value}={s.verdict.value}" for s in statements}


def usage(element: str, tokens: str) -> str:
    return f'<{element} type="usage">{tokens}</{element}>'


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (usage("prohibits", "ai-train"), {"ai_train=reserved"}),  # 3.6
        (usage("prohibits", "ai-all"), {"ai_train=reserved", "ai_input=reserved"}),  # 3.4.1.1
        (usage("prohibits", "all"), {"all=reserved"}),
        (usage("permits", "all"), {"all=allowed"}),
        (usage("permits", "search"), {"search=allowed", "all=reserved"}),  # 3.5: the listed only
        (
            usage("permits", "search ai-input") + usage("prohibits", "ai-train"),
            {"search=allowed", "ai_input=allowed", "ai_train=reserved", "all=reserved"},
        ),
        (  # 3.1.1: both is not licensed
            usage("permits", "ai-train search") + usage("prohibits", "ai-train"),
            {"search=allowed", "ai_train=reserved", "all=reserved"},
        ),
        (usage("permits", "x:own"), {"all=reserved"}),  # an extension that nobody knows here
        (usage("permits", "all") + '<payment type="free"/>', {"all=allowed"}),  # 3.7
        (usage("permits", "all") + '<payment type="attribution"/>', {"all=allowed"}),
        (usage("permits", "all") + '<payment type="crawl"/>', {"all=priced"}),
        ('<payment type="subscription"/>', {"all=priced"}),
        (usage("permits", "all") + '<permits type="user">education</permits>', {"all=reserved"}),
        (usage("permits", "all") + '<permits type="geo">EU</permits>', {"all=reserved"}),
    ],
)
def test_a_licence_grants_no_more_than_it_says(licence: str, expected: set[str]) -> None:
    assert verdicts(document(content(licence))) == expected


def test_the_price_is_kept() -> None:
    paid = usage("permits", "ai-input") + (
        '<payment type="crawl"><amount currency="USD">0.015</amount></payment>'
    )
    licences = parse_licence(document(content(paid)))
    prices = {s.use.value: s.price for s in licences[0].statements}
    assert prices == {"ai_input": "USD 0.015 crawl", "all": None}


def test_a_licence_server_has_to_be_asked_first() -> None:  # 3.3
    body = document(content(usage("permits", "all"), more='server="https://l.example"'))
    assert verdicts(body) == {"all=priced"}


def test_the_narrowest_path_counts() -> None:  # 3.1.1
    body = document(
        content(usage("permits", "all")), content(usage("prohibits", "ai-train"), url="/news/")
    )
    assert verdicts(body) == {"ai_train=reserved"}
    assert verdicts(body, "/about") == {"all=allowed"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", True), ("/", True), ("/news/*", True), ("/sport/", False), ("/news/1$", True),
        (f"{SITE}/news/", True), ("https://other.example/news/", False), (f"{SITE}/*.pdf", False),
    ],
)  # fmt: skip
def test_a_licence_is_about_the_pages_that_its_url_names(url: str, expected: bool) -> None:
    body = document(content(usage("prohibits", "all"), url=url))
    assert bool(verdicts(body)) is expected


def test_several_licences_of_a_page_are_read_together() -> None:  # 3.4
    body = document(content(usage("prohibits", "ai-train"), usage("prohibits", "search")))
    assert verdicts(body) == {"ai_train=reserved", "search=reserved"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"<rsl><content url='/'/></rsl>", b"not xml",
        b'<!DOCTYPE r [<!ENTITY a "x">]><rsl xmlns="https://rslstandard.org/rsl">&a;</rsl>',
    ],
)  # fmt: skip
def test_what_is_no_licence_states_nothing(body: bytes) -> None:
    assert not any(licence.statements for licence in parse_licence(body))


FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:rsl="https://rslstandard.org/rsl"><channel><title>Paper</title>
<item><title>Harbour</title><link>https://paper.example/harbour</link>
 <rsl:content url="/harbour"><rsl:license>
  <rsl:prohibits type="usage">ai-train</rsl:prohibits></rsl:license></rsl:content></item>
<item><title>Bridge</title><link>https://paper.example/bridge</link></item>
</channel></rss>"""


def test_licences_of_items_reach_us_with_the_feed() -> None:  # 4.7
    (statement,) = rights_of_feed_items(FEED.encode(), "https://paper.example/rss")
    assert statement.path == "https://paper.example/harbour"
    assert (statement.use.value, statement.verdict.value) == ("ai_train", "reserved")
    assert statement.text == (
        '<rsl:license> <rsl:prohibits type="usage">ai-train</rsl:prohibits></rsl:license>'
    )


CHANNEL = FEED.replace(
    "<title>Paper</title>",
    "<title>Paper</title><rsl:content url='/'><rsl:license>"
    "<rsl:prohibits type='usage'>search</rsl:prohibits></rsl:license></rsl:content>",
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://paper.example/harbour", {"ai_train"}),  # its own licence goes first
        ("https://paper.example/bridge", {"search"}),
        ("https://other.example/bridge", set()),
    ],
)
def test_a_licence_of_the_whole_feed_is_about_items_without_their_own(
    url: str, expected: set[str]
) -> None:  # 4.7
    statements = rights_of_feed_items(CHANNEL.encode(), "https://paper.example/rss")
    assert {s.use.value for s in rights_of_feed_item(statements, url)} == expected


def test_the_narrowest_pattern_of_a_feed_counts_and_an_item_is_no_pattern() -> None:
    body = CHANNEL.replace(
        "<item>",
        "<rsl:content url='/sport/*'><rsl:license><rsl:permits type='usage'>all</rsl:permits>"
        "</rsl:license></rsl:content><item>",
        1,
    )
    statements = rights_of_feed_items(body.encode(), "https://paper.example/rss")
    (sport,) = rights_of_feed_item(statements, "https://paper.example/sport/cup")
    assert sport.verdict.value == "allowed"
    (longer,) = rights_of_feed_item(statements, "https://paper.example/harbour-master")
    assert longer.use.value == "search"
