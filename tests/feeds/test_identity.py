"""Identity of entries: guids missing, empty, reused, rotating; and where entries point."""

from __future__ import annotations

from newsmon.feeds import parse
from newsmon.model import Entry, ParsedFeed

URL = "https://example.com/news/feed.xml"


def entries(*items: str, head: str = "") -> tuple[Entry, ...]:
    body = f'<rss version="2.0" {head}><channel><title>t</title>'
    body += "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>"
    result = parse(body.encode(), url=URL)
    assert isinstance(result, ParsedFeed)
    return result.entries


def test_a_missing_or_empty_guid_is_the_url() -> None:
    link = "<link>https://example.com/a?utm_source=rss</link>"
    for guid in ("", "<guid/>", "<guid>  </guid>", f"<guid>{'x' * 2000}</guid>"):
        assert [entry.guid for entry in entries(link + guid)] == ["https://example.com/a"]


def test_a_guid_shared_by_several_addresses_says_nothing() -> None:
    linked = entries(*(f"<link>/{n}</link><guid isPermaLink='false'>0</guid>" for n in "ab"))
    assert [entry.guid for entry in linked] == ["https://example.com/a", "https://example.com/b"]


def test_an_entry_given_twice_is_one() -> None:
    item = "<title>{}</title><link>/a</link><guid isPermaLink='false'>1</guid>"
    assert [entry.title for entry in entries(item.format("first"), item.format("second"))] == [
        "first"
    ]


def test_rotating_guids_leave_the_address_as_identity() -> None:
    item = "<link>https://example.com/a?utm_id={0}#{0}</link><guid isPermaLink='false'>{0}</guid>"
    (first,), (second,) = entries(item.format(1)), entries(item.format(2))
    assert first.guid != second.guid
    assert first.url == second.url


def test_relative_links_are_resolved_against_the_feed() -> None:
    assert entries("<link>../b/c</link>")[0].url == "https://example.com/b/c"
    assert entries("<link>//other.example/x</link>")[0].url == "https://other.example/x"


def test_the_original_link_behind_a_feed_service_is_preferred() -> None:
    feedburner = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    item = "<link>https://proxy.example/1</link><feedburner:origLink>/real</feedburner:origLink>"
    assert entries(item, head=feedburner)[0].url == "https://example.com/real"


def test_a_long_description_is_kept_as_content() -> None:
    body = "&lt;p&gt;" + "word " * 400 + "&lt;/p&gt;"
    (entry,) = entries(f"<link>/a</link><description>{body}</description>")
    assert entry.content_html.startswith("<p>word")
    assert entry.summary.startswith("word")


def test_absurd_ttl_is_no_ttl() -> None:
    for stated in ("-5", "0", "never", "9" * 40):
        body = f'<rss version="2.0"><channel><title>t</title><ttl>{stated}</ttl></channel></rss>'
        result = parse(body.encode(), url=URL)
        assert isinstance(result, ParsedFeed)
        assert result.ttl_seconds is None
