"""Titles of which nobody says whether they are text or markup."""

from __future__ import annotations

import pytest

from newsmon.feeds import parse
from newsmon.feeds.markup import title
from newsmon.model import ParsedFeed

NAMES = [
    "Why <marquee> is back",
    "Why <main> matters more than <div>",
    "The <blink> tag: a history",
    "How “<table>” killed the web",
    "Use <b> not <strong>, says W3C",
    "The end of <frame> and <frameset>",
    "A guide to <a>, <b> and <i>",
    "What does </html> mean?",
    "Rust’s Option<T> explained",
    "List<String> or String[]?",
    "When x<y and y>z",
    "<3 from the harbour",
    "<insert headline here>",
    "Price < 5 & > 3",
]
MARKUP = {
    "<b>Breaking</b> news": "Breaking news",
    "The <em>New York Ti…": "The New York Ti…",
    "Line one<br>Line two": "Line one Line two",
    "Line one <br/> two": "Line one two",
    "Water is H<sub>2</sub>O": "Water is H2O",
    "<p>Harbour reopens": "Harbour reopens",
    "Harbour reopens</p>": "Harbour reopens",
    '<span class="kicker">World</span> Storm': "World Storm",
    "<marquee>Hello</marquee>": "Hello",
    "<o:p></o:p>Storm": "Storm",
    "<!-- x -->Storm": "Storm",
    "Storm <img src=x onerror=alert(1)>": "Storm",
    "<script>alert(1)</script>Storm": "Storm",
    "&lt;b&gt;Bold&lt;/b&gt; move": "Bold move",
    "AT&T &amp; <i>Verizon</i>": "AT&T & Verizon",
}


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_tag_stays(text: str) -> None:
    assert title(text) == text


@pytest.mark.parametrize("markup", MARKUP)
def test_a_tag_in_use_goes(markup: str) -> None:
    assert title(markup) == MARKUP[markup]


def test_rss_titles_are_read_so() -> None:
    feed = (
        b"<rss version='2.0'><channel><title>T</title><item><link>https://n.example/1</link>"
        b"<title>Why &lt;marquee&gt; is <![CDATA[<b>really</b>]]> back</title></item></channel>"
        b"</rss>"
    )
    parsed = parse(feed, url="https://n.example/rss")
    assert isinstance(parsed, ParsedFeed)
    assert parsed.entries[0].title == "Why <marquee> is really back"
