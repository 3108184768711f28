"""OPML out and in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.config.conftest import Write

from newsmon.config import load, shipped
from newsmon.config.adding import add_sources
from newsmon.config.loader import sources_of
from newsmon.config.opml import export, parse, slug_of
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
    example, second = parse(FOREIGN)
    assert (example.slug, example.name) == ("example", "Example World")
    assert example.homepage == "https://www.example.com/"
    assert example.feeds == [
        "https://www.example.com/world.rss",
        "https://feeds.example.com/sport.rss",
    ]
    assert (second.name, second.feeds) == ("Other", ["http://other.example/feed"])


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
