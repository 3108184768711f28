"""Twice the input takes twice the work, or little more, whatever shape it has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.scaling import assert_grows_in_proportion, cpu_seconds

from newsmon.feeds import parse
from newsmon.feeds.tag_names import with_names_escaped
from newsmon.model import Failure, ParsedFeed

RSS = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
LINKED = "<item><link>http://h.example/1</link>{}</item>"
SIZE = 60_000  # characters, then twice as many; at this size squares took seconds
SLACK = 0.3  # seconds: what a busy machine adds

Shape = Callable[[int], str]


def repeated(unit: str, within: str = RSS) -> Shape:
    return lambda size: within.replace("{}", unit * (size // len(unit)))


def numbered(unit: str, within: str = RSS) -> Shape:
    return lambda size: within.replace(
        "{}", "".join(unit.replace("#", str(n)) for n in range(size // len(unit)))
    )


SHAPES: dict[str, Shape] = {
    "attributes of an element": numbered(" a#=''", RSS.replace("{}", "<item{}/>")),
    "prefixes of an element": numbered(" xmlns:a#='u#'", RSS.replace("{}", "<item{}/>")),
    "a prefix for each element": numbered("<item xmlns:a#='u#'><a#:x/></item>"),
    "elements within many prefixes": lambda size: numbered(
        " xmlns:a#='u#'", f"<rss{{}}><channel>xmlns{'<b/>' * (size // 8)}</channel></rss>"
    )(size // 2),
    "elements of a long namespace": lambda size: RSS.replace(
        "{}", f"<item xmlns:a='{'u' * (size // 2)}'>{'<a:x/>' * (size // 12)}</item>"
    ),
    "addresses in a long namespace": lambda size: (
        f"<urlset xmlns='{'u' * (size // 2)}'><url>{'<x/>' * (size // 8)}</url></urlset>"
    ),
    "news parts within each other": lambda size: SITEMAP.replace(
        "{}", f"<url>{'<news>' * 200}{'<a/>' * (size // 4)}{'</news>' * 200}</url>"
    ),
    "parts of one address": repeated("<a/>", SITEMAP.replace("{}", "<url>{}</url>")),
    "open CDATA": repeated("<![CDATA["),
    "closed CDATA": repeated("<![CDATA[ ]]>", RSS.replace("{}", LINKED)),
    "references": repeated("&x", RSS.replace("{}", LINKED)),
    "open comments": repeated("<!--", "{}" + RSS),
    "open declarations": repeated("<!DOCTYPE a [", "{}" + RSS),
    "titles": repeated("<title>x</title>", RSS.replace("{}", LINKED)),
    "tags in a title": repeated("&lt;b&gt;", RSS.replace("{}", "<item><title>{}</title></item>")),
    "elements within elements": repeated("<b/>", RSS.replace("{}", "<a>" * 300 + "{}")),
    "bylines": repeated("a and ", RSS.replace("{}", "<item><author>{}</author></item>")),
    "quotes that do not end": repeated("<a b='"),
    "brackets of JSON": repeated("[", '{"items": {}'),
}
# Characters of one title: more are not read.
TITLES: dict[str, Shape] = {
    "a tag that does not end": lambda size: "</" + "a" * size,
    "tags that do not end": repeated("<a ", "{}"),
    "tags": repeated("<a> ", "{}"),
}


def seconds(shape: Shape, size: int) -> float:
    body = shape(size).encode()
    results: list[object] = []
    spent = cpu_seconds(lambda: results.append(parse(body, url="http://h.example/feed")))
    assert isinstance(results[0], ParsedFeed | Failure)
    return spent


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_with_the_input(name: str) -> None:
    shape = SHAPES[name]
    assert_grows_in_proportion(lambda size: seconds(shape, size), SIZE, slack=SLACK)


@pytest.mark.parametrize("name", TITLES)
def test_work_grows_with_a_title(name: str) -> None:
    shape = TITLES[name]
    assert_grows_in_proportion(
        lambda size: cpu_seconds(lambda: with_names_escaped(shape(size))), SIZE, slack=SLACK
    )
