"""Plain feeds are read from a tree exactly as by feedparser, entry by entry."""

from __future__ import annotations

import random
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds import AnnouncedEntries, parse, parse_plain, plain_feed, syndication
from newsmon.model import Failure, ParsedFeed
from newsmon.text import xml_prolog

FEEDS = Path(__file__).resolve().parents[1] / "data" / "feeds"
URL = "http://h.example/dir/feed"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "own": "https://own.example/ns",
}
TEXTS = (
    "", " ", "Ferry fares rise", "<p>Fares &amp; tolls</p>",
    "caf\u00e9 \u2014 d\u00e9j\u00e0 vu", "caf\u00c3\u00a9", "\u0093quoted\u0094",
    "a &lt;b&gt; c", "<b>bold</b>", "x " * 900, "Line\n  two", "]]>",
    "\u4e2d\u6587\u65b0\u95fb", "http://h.example/a?b=1&amp;c=2", "/rel?x=1&y;2", "Jo Example",
    "jo@h.example (Jo Example)", "Thu, 05 Mar 2026 10:00:00 GMT", "2026-03-05T10:00:00Z",
    "en-US", "de_DE", "60", "hourly", "one, two,,three",
)  # fmt: skip
TYPES = ("text", "html", "text/html", "text/plain", "TEXT", "xhtml", "application/xml", "image/png")
ATTRIBUTES = {
    "type": TYPES, "rel": ("alternate", "self", "SELF", "via", "related", "enclosure", "canonical"),
    "href": ("http://h.example/x", "/y", "", "z?a=1&b=2"), "src": ("http://h.example/c.html",),
    "term": ("sea", ""), "scheme": ("http://s.example/",), "label": ("Sea",), "domain": ("d",),
    "isPermaLink": ("true", "false", "TRUE"), "xml:lang": ("en", "pt_BR", ""),
    "xml:base": ("http://base.example/d/", "sub/"), "url": ("http://h.example/p.jpg",),
    "lang": ("fr",), "own:type": ("html",), "mode": ("escaped",), "text": ("News",),
}  # fmt: skip
ENTRY = (
    "title", "link", "description", "guid", "pubDate", "author", "category", "comments",
    "source", "enclosure", "dc:creator", "dc:date", "dc:subject", "dc:language",
    "dc:description", "dc:title", "dcterms:modified", "dcterms:created", "content:encoded",
    "content", "summary", "updated", "published", "id", "media:title", "media:description",
    "media:thumbnail", "media:credit", "media:keywords", "media:category", "itunes:author",
    "itunes:summary", "itunes:subtitle", "itunes:keywords", "itunes:category",
    "itunes:duration", "feedburner:origLink", "slash:comments", "thr:total", "own:thing",
    "keywords", "image", "atom:link", "atom:title", "atom:updated", "date", "links", "language",
    "rights", "post-id", "contributor", "tags", "body", "PubDate", "lastBuildDate", "created",
    "itunes:explicit", "itunes:image",
)  # fmt: skip
CHANNEL = (
    "title", "link", "description", "language", "ttl", "sy:updatePeriod", "sy:updateFrequency",
    "image", "atom:link", "dc:language", "generator", "lastBuildDate", "category", "docs",
    "managingEditor", "itunes:owner", "id", "updated", "author", "textInput", "own:thing",
    "copyright", "itunes:category", "media:title",
)  # fmt: skip
USUAL = ("title", "link", "description", "guid", "pubDate", "dc:creator", "category")


class Writer:
    """Writes feeds of usual and odd elements, in any order, by chance."""

    def __init__(self, seed: int, oddity: float) -> None:
        self._chance, self._oddity = random.Random(seed), oddity

    def feed(self) -> str:
        is_atom = self._chance.random() < 0.4
        entry = "entry" if is_atom else "item"
        parts = [self.element(name) for name in self._some(CHANNEL, 6)]
        parts += [self.container(entry) for _ in range(self._chance.randrange(5))]
        if self._odd():
            self._chance.shuffle(parts)
        scoped = self.attributes(("xml:lang", "xml:base"))
        spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
        inner = "\n ".join(parts)
        if is_atom:
            root = f'feed xmlns="{NAMESPACES["atom"]}"{spaces}{scoped}'
            return f"<{root}>{inner}</feed>"
        root = f'rss version="2.0"{spaces}{scoped}'
        return f"<{root}><channel>{inner}</channel></rss>"

    def container(self, name: str) -> str:
        usual = [*USUAL] if self._chance.random() < 0.7 else []
        names = usual + self._some(ENTRY, 5)
        if self._odd():
            self._chance.shuffle(names)
        inner = "\n  ".join(map(self.element, names))
        return f"<{name}{self.attributes(('xml:lang', 'xml:base'))}>{inner}</{name}>"

    def element(self, name: str) -> str:
        attributes, text = self.attributes(tuple(ATTRIBUTES)), self.text()
        often = self._chance.random() < 0.4
        if name == "atom:link" or (name == "link" and often):
            href = f"http://h.example/{self._chance.randrange(9)}"
            attributes = f' href="{href}"{self.attributes(("rel", "type"))}'
        if name in {"author", "contributor"} and often:
            return f"<{name}><name>{text}</name><email>{self.text()}</email></{name}>"
        if name == "media:thumbnail" and often:
            inner = f"<media:content url='u'>{self.element('media:title')}</media:content>"
            return f"<media:group>{inner}</media:group>"
        if name == "image" and often:
            inner = f"<title>{self.text()}</title><link>{self.text()}</link>"
            return f"<image><url>{text}</url>{inner}</image>"
        return f"<{name}{attributes}>{text}</{name}>"

    def attributes(self, names: tuple[str, ...]) -> str:
        if not self._odd():
            return ""
        name = self._chance.choice(names)
        return f" {name}={quoteattr(self._chance.choice(ATTRIBUTES[name]))}"

    def text(self) -> str:
        text = self._chance.choice(TEXTS)
        kind = self._chance.random()
        if kind < 0.3 and "]]>" not in text:
            return f"<![CDATA[{text}]]>"
        if kind < 0.35 and self._odd():
            return text  # as it is: markup, or no XML at all
        if kind < 0.4:
            return f" {escape(text)}<!-- note --> &#8211; "
        return escape(text)

    def _some(self, names: tuple[str, ...], most: int) -> list[str]:
        return self._chance.sample(names, self._chance.randrange(most))

    def _odd(self) -> bool:
        return self._chance.random() < self._oddity


def read_both(
    text: str, patch: pytest.MonkeyPatch
) -> tuple[ParsedFeed | Failure, ParsedFeed | Failure]:
    """Return the feed as read from a tree, where it is plain, and as read by feedparser."""
    text = xml_prolog.without_prolog(text)
    from_tree = syndication.parse_xml(text, URL)
    with patch.context() as without:
        without.setattr(plain_feed, "read", lambda *_: None)
        return from_tree, syndication.parse_xml(text, URL)


@given(st.integers(0, 1 << 40), st.sampled_from([0.0, 0.02, 0.1, 0.3]))
def test_any_feed_is_read_as_feedparser_reads_it(seed: int, oddity: float) -> None:
    with pytest.MonkeyPatch.context() as patch:
        from_tree, by_feedparser = read_both(Writer(seed, oddity).feed(), patch)
    assert from_tree == by_feedparser


@given(st.integers(0, 1 << 40), st.sampled_from([0.0, 0.1]), st.integers(0, 5))
def test_what_is_read_at_once_is_what_is_read_otherwise(
    seed: int, oddity: float, known: int
) -> None:
    body = Writer(seed, oddity).feed().encode()
    whole = parse(body, url=URL)
    marks = frozenset(whole.marks[:known]) if isinstance(whole, ParsedFeed) else frozenset()
    announced = AnnouncedEntries(marks)
    at_once = parse_plain(body, url=URL, announced=announced)
    assert at_once is None or at_once == parse(body, url=URL, announced=announced)


@pytest.mark.parametrize(
    "body",
    [
        b"{}", b"", b"<html/>", b"<urlset/>", b"<rss", b"<rss><channel/><channel/></rss>",
        "<rss><channel><title>caf\u00e9</title></channel></rss>".encode("latin-1"),
        "\ufeff<rss><channel/></rss>".encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_no_plain_feed_is_not_read_at_once(body: bytes) -> None:
    assert parse_plain(body, url=URL) is None


@pytest.mark.parametrize(
    ("root", "entry"),
    [
        ("", f"<description>{'&lt;b>' * 300}</description>"),
        ("", f"<category>{'&amp;lt;b>' * 300}</category>"),
        ("", f"<author>{'&amp;' * 300}</author>"),
        ("", f"<title>a{chr(0x301) * 150}<!-- -->{chr(0x323) * 150}</title>"),
        (f" xml:base='http://h.example/{'a/' * 250}'", "<guid>b</guid>"),
        (f" xml:base='{'a/' * 200}'", f"<link xml:base='{'a/' * 60}'>b</link>"),
    ],
    ids=[
        "tags of a text", "tags in their second spelling", "references of a byline",
        "marks on one letter", "a long base",
        "a base put together",
    ],
)  # fmt: skip
def test_what_may_take_long_is_not_read_at_once_and_read_alike_otherwise(
    root: str, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        f"<rss{root}><channel><title>News</title>"
        f"<item><link>http://h.example/story</link>{entry}</item></channel></rss>"
    )
    assert parse_plain(text.encode(), url=URL) is None
    from_tree, by_feedparser = read_both(text, monkeypatch)
    assert from_tree == by_feedparser
    assert isinstance(from_tree, ParsedFeed)


@pytest.mark.parametrize("path", sorted(FEEDS.glob("*.xml")), ids=lambda path: path.name)
def test_the_feeds_of_other_tests_are_read_alike(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = xml_prolog.text_of(path.read_bytes(), None)
    assert text is not None
    from_tree, by_feedparser = read_both(text, monkeypatch)
    assert from_tree == by_feedparser


def test_an_atom_identifier_gives_way_to_a_link_of_another_relation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = "<id>http://h.example/id</id><link rel='canonical' href='http://h.example/story'/>"
    feed = f"<feed xmlns='{NAMESPACES['atom']}'><title>News</title><entry>{entry}</entry></feed>"
    assert plain_feed.read(feed, URL) is not None
    from_tree, by_feedparser = read_both(feed, monkeypatch)
    assert from_tree == by_feedparser
    assert isinstance(from_tree, ParsedFeed)
    assert from_tree.entries[0].url == "http://h.example/story"


def test_most_plain_feeds_are_read_from_the_tree() -> None:
    texts = [Writer(seed, 0).feed() for seed in range(200)]
    assert sum(plain_feed.read(text, URL) is not None for text in texts) > 60
