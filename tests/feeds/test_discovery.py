"""Feeds that a homepage names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds import discover

BASE = "https://example.com/section/"


def test_declared_feeds_come_first_and_keep_their_parameters() -> None:
    page = """<html><head>
      <link rel="alternate" type="application/rss+xml" href="/rss?format=rss" title="All">
      <link rel="alternate" type="application/atom+xml" href="https://feeds.example.net/atom">
      <link rel="alternate" type="application/feed+json" href="feed.json">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="stylesheet" type="text/css" href="/rss.css">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    </head><body><a href="/news-sitemap.xml">Sitemap</a> <a href="/about">About</a>
      <a href="/rss?format=rss">RSS</a> <a href="javascript:rss()">RSS</a></body></html>"""
    assert discover(page, BASE) == [
        "https://example.com/rss?format=rss",
        "https://feeds.example.net/atom",
        "https://example.com/section/feed.json",
        "https://example.com/news-sitemap.xml",
    ]


def test_the_base_element_counts() -> None:
    page = '<base href="https://cdn.example.org/"><link rel=alternate type=text/xml href=f.xml>'
    assert discover(page.encode(), BASE) == ["https://cdn.example.org/f.xml"]


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_page_gives_a_list(page: bytes | str) -> None:
    assert isinstance(discover(page, BASE), list)
