"""Discovery, section 4: Link headers first, then what the feed says."""

from __future__ import annotations

import pytest

from newsmon.feeds import parse
from newsmon.model import ParsedFeed
from newsmon.websub import Advertised, advertised

FEED = "http://paper.example/feed"
HUB = "https://hub.example.com/"


def linked(*values: str) -> Advertised:
    return advertised([("Link", value) for value in values], FEED)


@pytest.mark.parametrize(
    "values",
    [
        (f'<{HUB}>; rel="hub"', '<http://paper.example/feed>; rel="self"'),
        (f'<{HUB}>; rel="hub", <{FEED}>; rel="self"',),
        (f"<{HUB}>;rel=hub", f"<{FEED}>;rel=self"),
        (f'<{HUB}>; title="x"; rel="hub"', f'<{FEED}>; REL="Self"'),
        (f'<{FEED}>; rel="alternate self"', f'<{HUB}>; rel="hub preconnect"'),
    ],
)
def test_4_link_headers_name_hub_and_topic(values: tuple[str, ...]) -> None:
    assert linked(*values) == Advertised((HUB,), FEED)


def test_4_header_names_are_compared_without_case() -> None:
    assert advertised([("lINK", f'<{HUB}>; rel="hub"')], FEED).hubs == (HUB,)


def test_4_several_hubs_stay_in_their_order_each_once() -> None:
    second = "https://second.example/"
    assert linked(f"<{HUB}>; rel=hub, <{second}>; rel=hub, <{HUB}>; rel=hub").hubs == (HUB, second)


def test_4_link_headers_come_before_embedded_links() -> None:
    answer = advertised(
        [("Link", f"<{HUB}>; rel=hub"), ("Link", "<http://paper.example/a>; rel=self")],
        FEED,
        hubs=["https://embedded.example/"],
        self_link="http://paper.example/b",
    )
    assert answer == Advertised((HUB,), "http://paper.example/a")


def test_4_without_link_headers_embedded_links_count() -> None:
    answer = advertised([("Link", "</style.css>; rel=preload")], FEED, hubs=[HUB], self_link=FEED)
    assert answer == Advertised((HUB,), FEED)


def test_4_1_a_relative_self_link_is_resolved_and_chooses_the_representation() -> None:
    answer = linked(f"<{HUB}>; rel=hub", "</feed-de.json>; rel=self")
    assert answer.topic == "http://paper.example/feed-de.json"


def test_5_1_the_topic_is_the_self_link_as_it_is_written() -> None:
    topic = "http://Paper.example/feed?b=2&a=%7e#new"
    assert linked(f"<{HUB}>; rel=hub", f"<{topic}>; rel=self").topic == topic


def test_without_a_self_link_the_topic_is_where_the_feed_is() -> None:
    assert linked(f"<{HUB}>; rel=hub") == Advertised((HUB,), FEED)


def test_without_a_hub_there_is_nothing_to_subscribe_to() -> None:
    assert linked(f"<{FEED}>; rel=self") == Advertised()
    assert advertised([], FEED) == Advertised()


@pytest.mark.parametrize(
    "hub", ["ftp://hub.example/", "javascript:alert(1)", "https://", "http://[::1", "x" * 3000]
)
def test_what_is_no_address_of_the_web_is_no_hub(hub: str) -> None:
    assert advertised([], FEED, hubs=[hub], self_link=FEED) == Advertised()


ATOM = 'xmlns:a="http://www.w3.org/2005/Atom"'
LINKS = f'<a:link rel="hub" href="{HUB}"/><a:link rel="self" href="{FEED}"/>'
EMBEDDED = {
    "rss": f"<rss version='2.0' {ATOM}><channel><title>t</title>{LINKS}"
    "<item><link>http://paper.example/1</link></item></channel></rss>",
    "rss, links at the end": f"<rss version='2.0' {ATOM}><channel><title>t</title>"
    f"<item><link>http://paper.example/1</link></item>{LINKS}</channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>"
    + LINKS.replace("a:link", "link")
    + "<entry><id>1</id><link href='http://paper.example/1'/></entry></feed>",
    "rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    f"xmlns='http://purl.org/rss/1.0/' {ATOM}><channel rdf:about='x'><title>t</title>{LINKS}"
    "</channel><item rdf:about='1'><link>http://paper.example/1</link></item></rdf:RDF>",
    "json": '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "feed_url": "'
    + FEED
    + '", "hubs": [{"type": "rssCloud", "url": "http://no"}, {"type": "WebSub", "url": "'
    + HUB
    + '"}], "items": [{"id": "1", "url": "http://paper.example/1"}]}',
}


@pytest.mark.parametrize("form", EMBEDDED)
def test_4_links_embedded_in_a_feed_name_hub_and_topic(form: str) -> None:
    read = parse(EMBEDDED[form].encode(), url=FEED)
    assert isinstance(read, ParsedFeed)
    assert len(read.entries) == 1
    answer = advertised([], FEED, hubs=read.hubs, self_link=read.self_link)
    assert answer == Advertised((HUB,), FEED)


def test_8_1_links_within_an_entry_name_no_hub() -> None:
    entry = f"<item><link>http://paper.example/1</link>{LINKS}</item>"
    read = parse(
        f"<rss version='2.0' {ATOM}><channel><title>t</title>{entry}</channel></rss>".encode(),
        url=FEED,
    )
    assert isinstance(read, ParsedFeed)
    assert read.hubs == ()
