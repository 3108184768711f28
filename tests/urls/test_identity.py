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


ARCHIVES = [
    "https://web.archive.org/web/20240514103000/https://www.example.co.uk/news/a-story?id=1",
    "http://web.archive.org/web/20240514103000id_/http://example.co.uk/news/a-story?id=1",
    "https://web.archive.org/web/2024/https:/example.co.uk/news/a-story?id=1",
    "https://web.archive.org/web/https://example.co.uk/news/a-story?id=1",
    "https://web.archive.org/web/20240514103000/example.co.uk/news/a-story?id=1",
    "https://wayback.archive-it.org/4399/20240514103000/https://example.co.uk/news/a-story?id=1",
    "https://arquivo.pt/wayback/20240514103000/https://example.co.uk/news/a-story?id=1",
    "https://arquivo.pt/noFrame/replay/20240514103000mp_/https://example.co.uk/news/a-story?id=1",
    "https://webarchive.nationalarchives.gov.uk/ukgwa/20240514103000/http://example.co.uk/news/a-story?id=1",
    "https://www.webarchive.org.uk/wayback/archive/20240514103000mp_/https://example.co.uk/news/a-story?id=1",
    "https://webarchive.loc.gov/all/20240514103000/https://example.co.uk/news/a-story?id=1",
    "https://swap.stanford.edu/was/20240514103000/https://example.co.uk/news/a-story?id=1",
    "https://archive.ph/20240514103000/https://example.co.uk/news/a-story?id=1",
    "https://archive.today/2024.05.14-103000/https://example.co.uk/news/a-story?id=1",
    "https://archive.is/o/Ab3xY/https://example.co.uk/news/a-story?id=1&utm_source=x",
]


@pytest.mark.parametrize("copy", ARCHIVES)
def test_a_copy_in_a_web_archive_is_its_original_and_asked_for_there(copy: str) -> None:
    assert urls.url_key(copy) == "example.co.uk/news/a-story?id=1"
    assert urls.host(copy) in copy
    assert "example.co.uk" not in urls.host(copy)
    assert urls.canonical(copy, None).endswith("example.co.uk/news/a-story?id=1")


@pytest.mark.parametrize(
    "url",
    [
        "https://attacker.example/20240514103000/https://example.co.uk/news/a-story",
        "https://web.archive.org/details/news",
        "https://web.archive.org.attacker.example/web/2024/https://example.co.uk/a",
        "https://archive.example/web/2024/https://example.co.uk/a",
    ],
)
def test_who_is_no_archive_cannot_pass_for_another_site(url: str) -> None:
    assert urls.url_key(url).startswith(urls.host(url))


@pytest.mark.parametrize(
    "url",
    [
        *("https://paper.example", "https://paper.example/", "https://paper.example//"),
        *("https://paper.example/en", "https://paper.example/en-GB/", "https://paper.example/de/"),
        *("https://paper.example/index.html", "https://paper.example/index.php"),
        *("https://paper.example/home", "https://paper.example/en/default.aspx"),
        *("https://www.paper.example/startseite.html", "https://paper.example/pt_br/home/"),
    ],
)
def test_front_pages(url: str) -> None:
    assert urls.is_front_page(url)


@pytest.mark.parametrize(
    "path", ["?p=12", "a-story", "en/a-story", "news", "index.php?id=7", "homes", "2024", "home/7"]
)
def test_pages_that_are_no_front_page(path: str) -> None:
    assert not urls.is_front_page(f"https://paper.example/{path}")


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
