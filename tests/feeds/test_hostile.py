"""Feeds written to break readers: each survives with a reason, in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds import entries, parse, sitemap, xml
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.text import xml_prolog

URL = "https://example.com/feed"
HEAD = '<rss version="2.0"><channel><title>t</title>'
TAIL = "</channel></rss>"
ITEM = "<item><title>a</title><link>https://example.com/a</link>{}</item>"


def read(text: str | bytes, content_type: str | None = None) -> ParsedFeed:
    body = text if isinstance(text, bytes) else text.encode()
    result = parse(body, url=URL, content_type=content_type)
    assert isinstance(result, ParsedFeed), result
    return result


def refused(text: str | bytes) -> Failure:
    result = parse(text if isinstance(text, bytes) else text.encode(), url=URL)
    assert isinstance(result, Failure)
    return result


def test_external_entities_are_never_resolved() -> None:
    feed = read(
        '<!DOCTYPE rss [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
        + HEAD
        + ITEM.format("<description>[&leak;]</description>")
        + TAIL
    )
    assert feed.entries[0].summary == "[&leak;]"


def test_external_dtd_is_never_fetched() -> None:
    feed = read('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD + ITEM.format("") + TAIL)
    assert len(feed.entries) == 1


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_entity_expansion_does_not_expand(root: str) -> None:
    steps = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    body = f'<!DOCTYPE {root} [<!ENTITY e0 "ha">{steps}]>'
    if root == "rss":
        body += HEAD + ITEM.format("<description>&e11;</description>") + TAIL
        assert read(body).entries[0].summary == "&e11;"
    else:
        body += "<urlset><url><loc>https://example.com/&e11;</loc></url></urlset>"
        assert len(json.dumps([entry.url for entry in read(body).entries])) < 200


def test_quadratic_expansion_does_not_expand() -> None:
    body = f'<!DOCTYPE rss [<!ENTITY e "{"x" * 50_000}">]>' + HEAD
    body += ITEM.format(f"<description>{'&e;' * 50_000}</description>") + TAIL
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(read(body).entries[0].summary) <= 5000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB


def test_doctype_with_backslashes_is_left_out() -> None:
    assert read('<!DOCTYPE rss "\\\\x" [\\]>' + HEAD + ITEM.format("") + TAIL).entries


@pytest.mark.parametrize(
    "reference", ["&#0;", "&#x110000;", "&#xD800;", "&#99999999999999999999;", "&#x;", "&#;", "&"]
)
def test_impossible_references_cost_only_themselves(reference: str) -> None:
    feed = read(HEAD + ITEM.format(f"<description>before {reference} after</description>") + TAIL)
    assert feed.entries[0].summary.startswith("before")
    assert feed.entries[0].summary.endswith("after")


@pytest.mark.parametrize("reference", ["&#0;", "&#xD800;", "&#x110000;", "&nbsp;", "&"])
def test_impossible_references_in_sitemaps_cost_only_themselves(reference: str) -> None:
    url = "<url><loc>https://example.com/{}</loc></url>"
    feed = read(f"<urlset x='{reference}'>{url.format(reference)}{url.format('good')}</urlset>")
    assert feed.entries[-1].url == "https://example.com/good"


def test_nul_and_invalid_bytes_never_reach_the_entry() -> None:
    body = HEAD + ITEM.format("<description>a\x00b\x0b c</description>") + TAIL
    entry = read(body.encode().replace(b"<title>a", b"<title>a\xff\xfe\x80")).entries[0]
    assert "\0" not in entry.summary + entry.title
    (entry.summary + entry.title).encode("utf-8")


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_unicode_in_all_its_widths_is_read(charset: str) -> None:
    text = '<?xml version="1.0"?>' + HEAD + ITEM.format("<description>größe</description>") + TAIL
    assert read(text.encode(charset)).entries[0].summary == "größe"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "shift_jis", "gb2312", "big5"])
def test_declared_charsets_are_read(charset: str) -> None:
    words = {"shift_jis": "東京の天気", "gb2312": "北京天气", "big5": "臺北天氣"}.get(
        charset, "погода"
    )
    text = f'<?xml version="1.0" encoding="{charset}"?>' + HEAD
    text += ITEM.format(f"<description>{words}</description>") + TAIL
    assert read(text.encode(charset)).entries[0].summary == words


def test_utf8_under_a_wrong_label_is_still_utf8() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + HEAD
    text += ITEM.format("<description>Café – „ja“</description>") + TAIL
    feed = read(text.encode(), content_type="text/xml; charset=us-ascii")
    assert feed.entries[0].summary == "Café – „ja“"


@pytest.mark.parametrize(
    "label", ["utf-7", "zlib", "rot13", "idna", "unknown-8bit", "\0", "x" * 90]
)
def test_absurd_charsets_are_ignored(label: str) -> None:
    feed = read(HEAD + ITEM.format("") + TAIL, content_type=f"text/xml; charset={label}")
    assert feed.entries[0].title == "a"


def test_script_in_title_author_and_feed_name_is_gone() -> None:
    once = "&lt;script&gt;alert(1)&lt;/script&gt;"
    script = f"{once}x{once.replace('&', '&amp;')}"
    feed = read(
        f'<rss version="2.0"><channel><title>{script}</title><item><title>{script}</title>'
        f"<author>{script}</author><link>https://example.com/a</link></item></channel></rss>"
    )
    entry = feed.entries[0]
    for text in (feed.title, entry.title, *entry.authors):
        assert "<" not in text
        assert "alert(1)" not in text


def test_what_feedparser_raises_is_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise KeyError("from deep inside")

    monkeypatch.setattr(xml, "read", explode)
    odd = "<rss><channel/><channel/></rss>"  # a plain feed is not read by feedparser
    assert refused(odd) == Failure(Reason.MALFORMED, "KeyError: 'from deep inside'")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.NOT_A_FEED),
        (b"   \n", Reason.NOT_A_FEED),
        (b"<!DOCTYPE html><html><head><title>Please log in</title></html>", Reason.NOT_A_FEED),
        (b"just words", Reason.NOT_A_FEED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.NOT_A_FEED),
        (b'{"error": "no such feed"}', Reason.NOT_A_FEED),
        (b"[1, 2]", Reason.NOT_A_FEED),
        (b'{"items": [', Reason.MALFORMED),
        (b"[" * 200_000, Reason.MALFORMED),
        (b"\x1f\x8bnot gzip", Reason.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, reason: Reason) -> None:
    assert refused(body).reason is reason


def test_gzipped_files_are_unpacked_and_bombs_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    body = (HEAD + ITEM.format("") + TAIL).encode()
    assert len(read(gzip.compress(body)).entries) == 1
    monkeypatch.setattr(xml_prolog, "MAX_TEXT", 1000)
    assert refused(gzip.compress(b"<rss>" + b" " * 5000)).reason is Reason.DECOMPRESSED_TOO_LARGE


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(HEAD + TAIL).entries == ()


def test_a_feed_cut_short_keeps_its_whole_entries() -> None:
    feed = read(HEAD + ITEM.format("") + "<item><title>half</title><link>https://example.com/b")
    assert [entry.title for entry in feed.entries] == ["a"]
    assert feed.warnings == ("the feed ends in the middle",)


def test_unbound_prefixes_and_crossed_tags_cost_no_entry() -> None:
    feed = read(HEAD + ITEM.format("<x:y>1</x:y>") + "<b><i></b></i>" + TAIL)
    assert [entry.title for entry in feed.entries] == ["a"]


def test_deep_nesting_is_malformed_and_cheap() -> None:
    assert refused(HEAD + "<a>" * 100_000).reason is Reason.MALFORMED
    feed = parse(("<urlset>" + "<url>" * 100_000).encode(), url=URL)
    assert isinstance(feed, Failure) or feed.entries == ()


def test_more_entries_than_the_limit_are_left_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_ENTRIES", 3)
    items = "".join(f"<item><link>https://example.com/{n}</link></item>" for n in range(9))
    feed = read(HEAD + items + TAIL)
    assert len(feed.entries) == 3
    assert "the rest was left" in feed.warnings[0]


def test_a_sitemap_is_read_to_the_limit_of_its_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    assert entries.MAX_ENTRIES == 50_000
    monkeypatch.setattr(sitemap, "MAX_ENTRIES", 50)
    urls = "".join(f"<url><loc>https://example.com/{n}</loc></url>" for n in range(60))
    feed = read(f"<urlset>{urls}</urlset>")
    assert len(feed.entries) == 50
    assert feed.warnings


# Each of these made some reader take minutes: patterns or lists that look again and again at the
# same text. Here only the result counts; a run that hangs fails by itself.
PATHOLOGICAL = {
    "blank prolog": "\n" * 200_000 + HEAD + ITEM.format("") + TAIL,
    "open comments": "<!--" * 50_000 + HEAD + ITEM.format("") + TAIL,
    "open doctype": "<!DOCTYPE x [" + "] " * 100_000 + HEAD + ITEM.format("") + TAIL,
    "author": HEAD + ITEM.format(f"<author>{'a' * 200_000}</author>") + TAIL,
    "categories": HEAD + ITEM.format("<category>a</category>" * 5_000) + TAIL,
    "brackets": HEAD + ITEM.format(f"<description>{'&lt;' * 50_000}</description>") + TAIL,
    "pieces": HEAD + ITEM.format(f"<description>{' <!---->' * 20_000}x</description>") + TAIL,
    "open cdata": HEAD + ITEM.format("") + "<![CDATA[" * 20_000,
    "open tags": HEAD + ITEM.format("") + "</x>" + "<a " * 20_000,
    "ampersands": HEAD + ITEM.format("") + "</x>" + "&" * 50_000,
    "blank date": HEAD + ITEM.format(f"<pubDate>{' ' * 200_000}</pubDate>") + TAIL,
    "long link": HEAD
    + ITEM.format("")
    + f"<item><link>https://e.com/{'a/../' * 50_000}</link></item>"
    + TAIL,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_text_made_to_be_slow_is_not(name: str) -> None:
    feed = parse(PATHOLOGICAL[name].encode(), url=URL)
    if isinstance(feed, ParsedFeed) and feed.entries:
        assert feed.entries[0].url == "https://example.com/a"


FRAGMENTS = st.sampled_from(
    [HEAD, TAIL, "<item>", "</item>", "<link>", "</link>", "<title>", "</title>", "<guid>",
     "<author>", "<pubDate>", "Mon, 02 Mar 2026 10:00:00 GMT", "</pubDate>", "<![CDATA[", "]]>",
     "<!--", "-->", "&#x", "&#xD800;", "&lt;", "&", "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<entry>", "<content type='xhtml'>", "<urlset>", "<url>", "<loc>", "https://example.com/",
     "<?xml version='1.0' encoding='", "utf-16", "'?>", "<!DOCTYPE", "[", ">", "\x00", "\ud800",
     "{", '"items":[', "<a:b", " xml:base='", "//[", "'", "<svg>", "<category",
     "<content mode='base64'>", "####", "</"]
)  # fmt: skip


@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(FRAGMENTS, max_size=40).map(
            lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes_give_a_feed_or_a_rejection(body: bytes) -> None:
    result = parse(body, url=URL)
    if isinstance(result, ParsedFeed):
        for entry in result.entries:
            assert entry.guid
            assert entry.url.startswith(("http://", "https://"))
            text = repr(entry)
            assert "\\x00" not in text
            assert "<script" not in entry.content_html.lower()
        json.dumps([entry.title for entry in result.entries]).encode()
