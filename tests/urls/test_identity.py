"""Identity of URLs: one page, one site, one publisher."""

from __future__ import annotations

import socket

import pytest

from newsmon import urls
from newsmon.urls.identity import domain_of


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.co.uk/news/a-story?id=1&b=2",
        "https://www.example.co.uk/news/a-story/?b=2&id=1",
        "https://m.example.co.uk/news/a-story?id=1&b=2#c",
        "https://amp.example.co.uk/news/a-story?b=2&id=1&utm_source=x",
        "https://www.example.co.uk/amp/news/a-story?b=2&id=1",
        "https://www.example.co.uk/news/a-story/amp/?b=2&id=1",
        "https://www.example.co.uk/news/a-story.amp?b=2&id=1",
        "https://www-example-co-uk.cdn.ampproject.org/c/s/www.example.co.uk/news/a-story?b=2&id=1",
    ],
)
def test_variants_of_one_page_share_a_key(variant: str) -> None:
    assert urls.url_key(variant) == "example.co.uk/news/a-story?b=2&id=1"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a", "https://example.com:8080/a"),
        ("https://sport.example.com/a", "https://example.com/a"),
        ("https://example.com/camp", "https://example.com/c"),
        ("https://example.com/A", "https://example.com/a"),
    ],
)
def test_different_pages_have_different_keys(a: str, b: str) -> None:
    assert urls.url_key(a) != urls.url_key(b)


def test_amp_html_is_the_html_page() -> None:
    assert urls.url_key("https://example.com/a.amp.html") == urls.url_key(
        "https://example.com/a.html"
    )


def test_variant_labels_that_are_the_domain_itself_stay() -> None:
    assert urls.url_key("https://amp.dev/a") == "amp.dev/a"
    assert urls.url_key("https://en.m.wikipedia.org/wiki/A") == "en.wikipedia.org/wiki/A"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.news.example.co.uk/a", "example.co.uk"),
        ("https://someone.github.io/a", "someone.github.io"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://[::1]/a", "::1"),
        ("http://localhost/a", "localhost"),
        ("https://a.com.au/", "a.com.au"),
    ],
)
def test_registered_domain_follows_the_public_suffix_list(url: str, expected: str) -> None:
    assert urls.registered_domain(url) == expected


def test_the_public_suffix_list_is_read_without_the_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    domain_of.cache_clear()
    assert domain_of("a.b.example.org") == "example.org"
    assert domain_of("nothing.invalidsuffix0") == "nothing.invalidsuffix0"


def test_same_site_compares_owners() -> None:
    assert urls.same_site("https://www.example.com/a", "http://blog.example.com/b")
    assert not urls.same_site("https://one.github.io/", "https://two.github.io/")
    assert not urls.same_site("https://example.com/", "not a url")
