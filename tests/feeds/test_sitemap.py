"""Sitemaps: fields by their namespace, wherever they stand; addresses as they are meant."""

from __future__ import annotations

import pytest

from newsmon.feeds import parse
from newsmon.model import Failure, ParsedFeed, Reason

SPACES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
DECLARED = " ".join(f'xmlns{":" * bool(name)}{name}="{uri}"' for name, uri in SPACES.items())
IMAGE = "<image:image><image:loc>https://img.example/1.jpg</image:loc><image:title>Quay</image:title></image:image>"
VIDEO = (
    "<video:video><video:title>Clip</video:title><video:publication_date>2020-01-01T00:00:01Z"
    "</video:publication_date><video:tag>clip</video:tag></video:video>"
)
HREFLANG = '<xhtml:link rel="alternate" hreflang="fr" href="https://h.example/fr/1"/>'
LOC = "<loc>https://h.example/1</loc>"
NEWS = (
    "<news:news><news:publication><news:name>Harbour Daily</news:name><news:language>en"
    "</news:language></news:publication><news:publication_date>2026-11-27T10:00:00+02:00"
    "</news:publication_date><news:title>Fares rise</news:title><news:keywords>ferry, fares"
    "</news:keywords></news:news>"
)


def sitemap(*urls: str, root: str = f"<urlset {DECLARED}>") -> str:
    name = root[1:].split(maxsplit=1)[0].rstrip(">")
    return root + "".join(f"<url>{url}</url>" for url in urls) + f"</{name}>"


def read(text: str) -> ParsedFeed:
    feed = parse(text.encode(), url="https://h.example/sitemap.xml", kind="sitemap")
    assert isinstance(feed, ParsedFeed), feed
    return feed


def bare(text: str) -> str:
    return text.replace("news:", "")


@pytest.mark.parametrize(
    "text",
    [
        sitemap(LOC + NEWS),
        sitemap(NEWS + LOC),
        sitemap(IMAGE + LOC + NEWS),
        sitemap(VIDEO + NEWS + IMAGE + LOC),
        sitemap(HREFLANG + VIDEO + LOC + IMAGE + NEWS),
        sitemap(LOC + NEWS.replace("<news:title>", IMAGE + "<news:title>")),
        sitemap(LOC + NEWS, root=f'<urlset xmlns="{SPACES[""]}">'),
        sitemap(IMAGE + LOC + NEWS, root="<urlset>"),
        sitemap(LOC + bare(NEWS), root="<urlset>"),
        sitemap(LOC + bare(NEWS), root=f'<urlset xmlns="{SPACES[""]}">'),
        sitemap(LOC + NEWS.replace("news:", "n:"), root=f'<urlset xmlns:n="{SPACES["news"]}">'),
        sitemap(
            LOC + NEWS, root='<urlset xmlns:news="https://www.google.com/schemas/sitemap-news/0.9/">'
        ),
        sitemap(LOC + NEWS.replace("news:", "NEWS:"), root="<urlset>"),
        sitemap(
            "<s:loc>https://h.example/1</s:loc>" + NEWS,
            root=f'<s:urlset xmlns:s="{SPACES[""]}" xmlns:news="{SPACES["news"]}">',
        ).replace("url>", "s:url>").replace("<s:s:", "<s:"),
        sitemap(LOC.replace("https://h.example/1", "<![CDATA[https://h.example/1]]>") + NEWS),
    ],
)  # fmt: skip
def test_the_fields_of_the_news_part_are_those_of_the_entry(text: str) -> None:
    (entry,) = read(text).entries
    assert (entry.url, entry.title, entry.language) == ("https://h.example/1", "Fares rise", "en")
    assert entry.published is not None
    assert entry.published.at.isoformat() == "2026-11-27T08:00:00+00:00"
    assert entry.tags == ("ferry", "fares")


def test_pictures_and_clips_are_no_news() -> None:
    (entry,) = read(sitemap(IMAGE + VIDEO + LOC + "<lastmod>2026-11-27</lastmod>")).entries
    assert (entry.url, entry.title, entry.published) == ("https://h.example/1", "", None)
    assert entry.modified is not None


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("<![CDATA[https://h.example/s?id=1&page=2]]>", "https://h.example/s?id=1&page=2"),
        ("https://h.example/s?id=1&amp;page=2", "https://h.example/s?id=1&page=2"),
        ("https://h.example/s?id=1&page=2", "https://h.example/s?id=1&page=2"),
        ("https://h.example/s?id=1&amp;amp;page=2", "https://h.example/s?id=1&page=2"),
        ("<![CDATA[https://h.example/s?id=1&amp;page=2]]>", "https://h.example/s?id=1&page=2"),
        ("<![CDATA[https://h.example/s?id=1]]>&amp;page=2", "https://h.example/s?id=1&page=2"),
        ("https://h.example/s?id=1&#38;page=2", "https://h.example/s?id=1&page=2"),
        ("https://h.example/s?a=1&copy=2", "https://h.example/s?a=1&copy=2"),
        ("<![CDATA[ https://h.example/s?a=1&copy=2 ]]>", "https://h.example/s?a=1&copy=2"),
        ("\n  /s?id=1  \n", "https://h.example/s?id=1"),
    ],
)
def test_addresses_are_those_that_are_meant(written: str, address: str) -> None:
    (entry,) = read(sitemap(f"<loc>{written}</loc>")).entries
    assert entry.url == address


@pytest.mark.parametrize(
    "text",
    [
        "<sitemapindex><sitemap><lastmod>2026-11-27</lastmod></sitemap></sitemapindex>",
        "<sitemapindex><sitemap><loc></loc></sitemap></sitemapindex>",
        "<sitemapindex><sitemap><image:loc>https://h.example/a.xml</image:loc></sitemap></sitemapindex>",
        "<sitemapindex></sitemapindex>",
        "<sitemapindex><sitemap><loc>https://h.example/sitemap.xml</loc></sitemap></sitemapindex>",
        sitemap("<lastmod>2026-11-27</lastmod>"),
        sitemap("<loc>mailto:desk@h.example</loc>"),
        sitemap(IMAGE),
    ],
)
def test_what_lists_nothing_with_an_address_is_said_to_be_broken(text: str) -> None:
    result = parse(text.encode(), url="https://h.example/sitemap.xml", kind="sitemap")
    assert isinstance(result, Failure)
    assert result.reason is Reason.MALFORMED


def test_an_index_says_what_it_leaves_out() -> None:
    feed = read(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><lastmod>2026-11-27</lastmod>"
        "</sitemap></sitemapindex>"
    )
    assert feed.nested == ("https://h.example/a.xml",)
    assert feed.warnings == ("1 sitemap without an address",)


@pytest.mark.parametrize(
    "torn", ["<url><loc>https://h.exam", "<url><loc>https://h.example/2</loc><la"]
)
def test_an_entry_in_which_a_sitemap_ends_is_none(torn: str) -> None:
    text = f"<urlset><url><loc>https://h.example/1</loc></url>{torn}"
    feed = parse(text.encode(), url="https://h.example/sitemap.xml", kind="sitemap")
    assert isinstance(feed, ParsedFeed)
    assert [entry.url for entry in feed.entries] == ["https://h.example/1"]
    assert feed.warnings[0] == "the sitemap ends in the middle of an entry"


def test_a_sitemap_without_pages_is_quiet() -> None:
    assert read(sitemap()).entries == ()
