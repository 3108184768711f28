"""Feeds out are valid, stay the same while nothing changes, and can be read by newsmon itself."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from tests.newsroom import NOON, Newsroom

from newsmon.config.settings import Settings
from newsmon.feeds import parse
from newsmon.model import ParsedFeed
from newsmon.report import feeds_out

NOW = NOON + timedelta(hours=3)
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"


def settings(**out: Any) -> Settings:
    return Settings.model_validate(
        {
            "feeds_out": {"authority": "example.org,2026", **out},
            "report": {"pages_url": "https://news.example.org/"},
        }
    )


def written(newsroom: Newsroom, name: str, form: str = "atom", **out: Any) -> bytes:
    feed = feeds_out.read(newsroom.conn, settings(**out), name, NOW)
    assert feed is not None
    return feeds_out.render(feed, form)


def alternate(entry: Any) -> str:
    return next(str(link["href"]) for link in entry.links if link["rel"] == "alternate")


@pytest.fixture
def world(newsroom: Newsroom) -> Newsroom:
    """A text with two copies, another in its event, and one on something else."""
    newsroom.topic("trade", "Trade & tariffs")
    event = newsroom.event("Truce extended")
    first = newsroom.article("Truce & more", event=event, topics=("trade",))
    for outlet in ("south", "west"):
        newsroom.article("Longer truce", source=outlet, copy_of=first, topics=("trade",),
                         at=NOON + timedelta(hours=1))  # fmt: skip
    newsroom.article("Ships leave", source="east", event=event, topics=("trade",),
                     at=NOON + timedelta(hours=2))  # fmt: skip
    newsroom.article("Cup final", topics=("sport",))
    newsroom.sql(
        "insert into newsmon.article_search select article_id, 'english', "
        "to_tsvector('english', title) from newsmon.article"
    )
    return newsroom


@pytest.mark.parametrize("name", ["trade", "events.all", "events.trade", "search.cup"])
def test_atom_is_valid(world: Newsroom, name: str) -> None:
    body = written(world, name, searches=[{"name": "cup", "q": "cup final"}],
                   base_url="https://feeds.example.org/")  # fmt: skip
    document = etree.fromstring(body)
    assert GRAMMAR.validate(document), GRAMMAR.error_log
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.entries
    ids = [entry.findtext(f"{ATOM}id") for entry in document.iter(f"{ATOM}entry")]
    assert max(Counter(ids).values()) == 1
    for entry in document.iter(f"{ATOM}entry"):  # RFC 4287, 4.1.2: one alternate of a type
        links = [link for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(links) == 1
    (own,) = [link for link in document.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"https://feeds.example.org/{name}.atom"


def test_the_grammar_finds_what_is_wrong(world: Newsroom) -> None:
    document = etree.fromstring(written(world, "trade"))
    updated = document.find(f"{ATOM}updated")
    assert updated is not None
    updated.text = "yesterday"
    assert not GRAMMAR.validate(document)


def test_an_entry_is_a_text_with_its_copies_named(world: Newsroom) -> None:
    parsed = feedparser.parse(written(world, "trade"))
    assert [entry.title for entry in parsed.entries] == ["Ships leave", "Truce & more"]
    text = parsed.entries[1]
    assert text.id.startswith("tag:example.org,2026:text/")
    copies = [link["title"] for link in text.links if link["rel"] == "related"]
    assert copies == ["South: Longer truce", "West: Longer truce"]
    assert [tag["term"] for tag in text.tags] == ["trade"]
    assert alternate(text) == "https://harbour-news.example/1"


def test_an_event_leads_to_its_page_and_names_its_outlets(world: Newsroom) -> None:
    (event,) = feedparser.parse(written(world, "events.trade")).entries
    assert alternate(event).startswith("https://news.example.org/events/")
    assert event.summary == "4 articles of 4 outlets, 2 distinct texts; first Harbour News."
    assert len([link for link in event.links if link["rel"] == "related"]) == 4


def test_json_is_what_json_feed_1_1_asks_for(world: Newsroom) -> None:
    document = json.loads(written(world, "trade", "json"))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["title"] == "Trade & tariffs – newsmon"
    for item in document["items"]:
        assert {"id", "url", "content_text", "date_published", "authors"} <= item.keys()
        assert isinstance(item["id"], str)
        assert item["date_published"].endswith("Z")
        assert all(author["name"] for author in item["authors"])
    assert [copy["outlet"] for copy in document["items"][1]["_newsmon"]["copies"]] == [
        "South", "West",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["atom", "json"])
def test_newsmon_reads_back_what_it_wrote(world: Newsroom, form: str) -> None:
    feed = feeds_out.read(world.conn, settings(), "trade", NOW)
    assert feed is not None
    read = parse(feeds_out.render(feed, form), url="https://feeds.example.org/trade")
    assert isinstance(read, ParsedFeed)
    assert [(e.guid, e.url, e.title, e.published.at) for e in read.entries if e.published] == [
        (entry.id, entry.url, entry.title, entry.published) for entry in feed.entries
    ]


def test_a_copy_that_comes_later_keeps_the_id_and_moves_the_update(world: Newsroom) -> None:
    before = feedparser.parse(written(world, "trade")).entries[1]
    first = world.sql("select min(article_id) from newsmon.article")
    world.article("Truce", source="late", copy_of=first, topics=("trade",),
                  at=NOON + timedelta(minutes=150))  # fmt: skip
    after = feedparser.parse(written(world, "trade")).entries[0]
    assert after.id == before.id
    assert after.updated_parsed > before.updated_parsed


def test_what_is_no_feed_has_none(world: Newsroom) -> None:
    for name in ("nothing", "events.nothing", "search.nothing", "other.trade", "sport.trade"):
        assert feeds_out.read(world.conn, settings(), name, NOW) is None
    assert feeds_out.read(world.conn, settings(topics=["sport"]), "trade", NOW) is None


def test_a_publisher_s_words_do_nothing(newsroom: Newsroom) -> None:
    newsroom.article("Truce\x0b<script>alert(1)</script>",
                     url="javascript:alert(1)", topics=("trade",))  # fmt: skip
    document = etree.fromstring(written(newsroom, "trade"))
    assert GRAMMAR.validate(document)
    titles = [str(title.text) for title in document.iter(f"{ATOM}title")]
    assert titles[1] == "Truce <script>alert(1)</script>"
    assert b"javascript:" not in etree.tostring(document)


def test_a_reader_that_has_it_is_told_so(world: Newsroom) -> None:
    feed = feeds_out.read(world.conn, settings(), "trade", NOW)
    assert feed is not None
    body, media_type = feeds_out.render(feed, "atom"), feeds_out.MEDIA_TYPES["atom"]

    def status(**headers: str | None) -> int:
        return feeds_out.answer(body, feed.updated, media_type, **headers).status

    answer = feeds_out.answer(body, feed.updated, media_type)
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert status(if_none_match=tag) == 304
    assert status(if_none_match=f'"other", W/{tag}') == 304
    assert status(if_none_match="*") == 304
    assert status(if_none_match='"other"', if_modified_since=date) == 200
    assert status(if_modified_since=date) == 304
    assert status(if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT") == 200
    assert status(if_modified_since="yesterday") == 200


def test_files_are_written_where_something_changed(world: Newsroom, tmp_path: Path) -> None:
    chosen = settings(directory=str(tmp_path), topics=["trade"])
    paths = feeds_out.write_feeds(world.conn, chosen, now=NOW)
    assert sorted(path.name for path in paths) == [
        "events.all.atom", "events.all.json", "events.trade.atom", "events.trade.json",
        "trade.atom", "trade.json",
    ]  # fmt: skip
    assert feeds_out.write_feeds(world.conn, chosen, now=NOW) == []
    world.article("Truce ends", topics=("trade",))
    changed = feeds_out.write_feeds(world.conn, chosen, now=NOW)
    assert sorted(path.name for path in changed) == ["trade.atom", "trade.json"]


def test_without_a_directory_nothing_is_written(world: Newsroom) -> None:
    assert feeds_out.write_feeds(world.conn, settings(), now=NOW) == []
