"""OPML out and in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.config.conftest import Write

from newsmon.config import load, shipped
from newsmon.config.adding import add_sources
from newsmon.config.loader import sources_of
from newsmon.config.opml import export, parse
from newsmon.config.outlets import outlet_of, slug_of
from newsmon.errors import UsageError

FULL = """\
sources:
  - slug: example-times
    name: "The Example & <Times>"
    homepage: https://www.example.com/
    country: "NO"
    language: nb
    feeds:
      - https://www.example.com/world/rss?a=1&b=2
      - {url: https://www.example.com/m.xml, kind: sitemap, poll: 15m, max_age: 7d,
         include: ["/world/", 'a"b'], exclude: /live/, enabled: false,
         exclude_titles: "^Video:",
         headers: {X-Key: very-secret}, proxy: "http://proxy.example:1"}
      - {path: local/}
  - {slug: empty, name: Empty}
"""
FOREIGN = b"""<?xml version="1.0"?>
<opml version="1.0"><head><title>mine</title></head><body>
  <outline text="News">
    <outline type="rss" text="Example\n  World" xmlUrl="https://www.example.com/world.rss"
             htmlUrl="https://www.example.com/"/>
    <outline type="rss" text="Example Sport" xmlUrl="https://feeds.example.com/sport.rss"
             htmlUrl="https://www.example.com/sport"/>
    <outline text="Deeper"><outline title="Other" xmlUrl="http://other.example/feed"/></outline>
  </outline>
  <outline text="bad" xmlUrl="javascript:alert(1)"/>
  <outline text="bad" xmlUrl="feed without address"/>
  <outline text="no feed"/>
</body></opml>"""


def test_there_and_back_loses_nothing_but_secrets_and_folders(tmp_path: Path) -> None:
    (before,) = [source for source in sources_of(FULL) if source.feeds]
    document = export(sources_of(FULL))
    assert b"very-secret" not in document
    assert b"proxy.example" not in document
    target = tmp_path / "feeds.yaml"
    target.write_text("sources:\n  - {slug: other, name: Other}\n")
    added = add_sources(parse(document), directory=tmp_path)
    assert len(added.feeds) == 2
    (_, after) = load(tmp_path).sources
    open_feeds = [
        feed.model_copy(update={"headers": {}, "proxy": None})
        for feed in before.feeds
        if feed.kind != "folder"
    ]
    assert after == before.model_copy(update={"feeds": tuple(open_feeds)})


def test_the_delivered_feeds_survive_the_journey(tmp_path: Path) -> None:
    before = [source for source in load(shipped("config")).sources if source.slug != "seeds"]
    (tmp_path / "feeds.yaml").write_text("sources:\n  - {slug: other, name: Other}\n")
    add_sources(parse(export(before)), directory=tmp_path)
    assert list(load(tmp_path).sources[1:]) == before


def test_a_second_import_adds_nothing(write: Write) -> None:
    directory = write()
    document = export(sources_of(FULL))
    add_sources(parse(document), directory=directory)
    before = (directory / "feeds.yaml").read_bytes()
    assert not add_sources(parse(document), directory=directory).feeds
    assert (directory / "feeds.yaml").read_bytes() == before


def test_a_feed_readers_list_is_put_together_by_site() -> None:
    example, second = parse(FOREIGN).sources
    assert (example.slug, example.name) == ("example", "Example World")
    assert example.homepage == "https://www.example.com/"
    assert example.feeds == [
        "https://www.example.com/world.rss",
        "https://feeds.example.com/sport.rss",
    ]
    assert (second.name, second.feeds) == ("Other", ["http://other.example/feed"])


def test_what_a_list_has_commented_out_is_not_followed() -> None:
    listed = parse(
        b"""<opml version="2.0"><head/><body>
          <outline text="Resting" isComment="true">
            <outline text="Within" type="rss" xmlUrl="https://within.example/rss"/>
          </outline>
          <outline text="Itself" isComment="true" xmlUrl="https://itself.example/rss"/>
          <outline text="Followed" isComment="false" xmlUrl="https://followed.example/rss"/>
        </body></opml>"""
    )
    assert [source.feeds for source in listed.sources] == [["https://followed.example/rss"]]
    assert [refusal.feed for refusal in listed.refused] == [
        "https://within.example/rss",
        "https://itself.example/rss",
    ]
    assert {refusal.why for refusal in listed.refused} == {
        "the list has it commented out (isComment)"
    }


def test_it_is_opml_that_any_reader_takes() -> None:
    from lxml import etree

    root = etree.fromstring(export(sources_of(FULL)))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    feeds = root.findall("./body/outline/outline")
    assert {feed.get("type") for feed in feeds} == {"rss"}
    assert [feed.get("xmlUrl") for feed in feeds] == [
        "https://www.example.com/world/rss?a=1&b=2",
        "https://www.example.com/m.xml",
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"not xml", b"<rss/>", b"<opml", b"\x00", "<opml/>".encode("utf-16")[:5]],
)
def test_what_is_no_opml_is_a_usage_error(body: bytes) -> None:
    with pytest.raises(UsageError, match="not OPML"):
        parse(body)


def test_entities_are_not_expanded_and_files_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://stolen.example/")
    body = f"""<!DOCTYPE opml [<!ENTITY x SYSTEM "{secret.as_uri()}">
      <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <opml><body><outline text="&b;" xmlUrl="https://a.example/">&x;</outline></body></opml>"""
    try:
        sources = parse(body.encode())
    except UsageError:
        return
    assert "stolen" not in repr(sources)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_usage_errors(body: bytes) -> None:
    try:
        parse(body)
    except UsageError:
        return


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.example.co.uk/rss", "example"),
        ("https://feeds.bbci.co.uk/x", "bbci"),
        ("https://münchen.example/", "example"),
        ("http://127.0.0.1:8000/rss", "127"),
        ("http://localhost/rss", "localhost"),
    ],
)
def test_slugs_from_addresses(url: str, slug: str) -> None:
    computed = slug_of(url)
    assert computed
    assert computed == slug or "xn" in computed


# ── A file of others ──

HOSTILE = """<opml xmlns:newsmon="urn:newsmon:opml"><body>
  <outline text="${HOME}" newsmon:slug="Not A Slug" newsmon:country="Norway" htmlUrl="javascript:x">
    <outline xmlUrl="https://a.example/rss" newsmon:feed='SETTINGS'/>
  </outline></body></opml>"""


@pytest.mark.parametrize(
    "settings",
    [
        {"headers": {"X-Key": "${HOME}"}},
        {"proxy": "http://127.0.0.1:3128"},
        {"proxy": "${HOME}"},
        {"url": "https://other.example/"},
        {"path": "/etc"},
        {"kind": "folder"},
        {"poll": "now"},
        {"include": 5},
        {"strange": True},
        [],
        "text",
        5,
    ],
)
def test_a_file_of_others_sets_nothing_that_reaches_beyond_its_feed(
    write: Write, settings: object
) -> None:
    directory = write()
    subscriptions = parse(HOSTILE.replace("SETTINGS", json.dumps(settings)).encode())
    (source,) = subscriptions.sources
    assert source.feeds == ["https://a.example/rss"]
    assert len(subscriptions.refused) == 1
    add_sources(subscriptions, directory=directory)
    imported = load(directory).sources[-1]
    assert (imported.name, imported.homepage, imported.country) == ("${HOME}", None, None)
    (feed,) = imported.feeds
    assert (feed.url, feed.headers, feed.proxy) == ("https://a.example/rss", {}, None)


def test_settings_that_harm_nobody_are_taken(write: Write) -> None:
    settings = {"kind": "sitemap", "poll": "15m", "include": ["/world/"], "enabled": False}
    (source,) = parse(HOSTILE.replace("SETTINGS", json.dumps(settings)).encode()).sources
    assert source.feeds == [{"url": "https://a.example/rss", **settings}]


PLATFORMS = """<opml><body>
  <outline text="Jane" xmlUrl="https://medium.com/feed/@jane" htmlUrl="https://medium.com/"/>
  <outline text="Joe" xmlUrl="https://medium.com/feed/@joe" htmlUrl="https://medium.com/@joe"/>
  <outline text="Letter" xmlUrl="https://letter.substack.com/feed"/>
  <outline text="Paper" xmlUrl="https://paper.substack.com/feed"/>
  <outline text="The Gull" xmlUrl="https://feeds.feedburner.com/gull" htmlUrl="https://gull.example/"/>
</body></opml>"""


def test_tenants_of_one_platform_are_sources_apart(write: Write) -> None:
    directory = write()
    added = add_sources(parse(PLATFORMS.encode()), directory=directory)
    assert added.sources == ("jane", "joe", "letter", "paper", "gull")
    again = add_sources(parse(PLATFORMS.encode()), directory=directory)
    assert (again.feeds, len(again.duplicates)) == ((), 5)


def test_it_is_said_what_became_of_each_outline(write: Write) -> None:
    added = add_sources(parse(FOREIGN), directory=write())
    outcomes = {outcome.feed: outcome.outcome for outcome in added.outcomes}
    assert outcomes["http://other.example/feed"] == "added"
    assert "https://" in outcomes["javascript:alert(1)"]
    assert len(outcomes) == 5


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("https://www.example.com/rss", "https://feeds.example.com/x", True),
        ("https://jane.medium.com/feed", "https://joe.medium.com/feed", False),
        ("https://mastodon.example/@jane.rss", "https://mastodon.example/@jane", True),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=A",
         "https://www.youtube.com/feeds/videos.xml?channel_id=B", False),
        ("https://www.reddit.com/r/a/.rss", "https://www.reddit.com/r/b/.rss", False),
    ],
)  # fmt: skip
def test_outlets_of_addresses(first: str, second: str, same: bool) -> None:
    assert (outlet_of(first) == outlet_of(second)) is same
