"""The feeds that newsmon is delivered with, and the evidence for each."""

from __future__ import annotations

import re
from pathlib import Path

from newsmon.config import load, shipped

ROOT = Path(__file__).resolve().parents[2]


def evidence() -> dict[str, list[str]]:
    """Address of a feed → the lists that name it, from the tables of docs/feeds.md."""
    rows = re.findall(
        r"^\| [^|]+ \| <(\S+)> \| (.+) \|$", (ROOT / "docs" / "feeds.md").read_text(), re.MULTILINE
    )
    return {url: lists.split("<br>") for url, lists in rows}


def test_there_are_feeds_of_many_places() -> None:
    config = load(shipped("config"))
    feeds = [feed for _, feed in config.feeds() if feed.kind != "folder"]
    countries = {source.country for source in config.sources if source.feeds}
    assert len(feeds) >= 25
    assert len(countries - {None}) >= 12


def test_every_feed_was_looked_up_and_nothing_else_is_listed() -> None:
    config = load(shipped("config"))
    feeds = {feed.url for _, feed in config.feeds() if feed.kind != "folder"}
    assert feeds == set(evidence())


def test_the_lists_of_a_feed_are_independent() -> None:
    for url, lists in evidence().items():
        named = {entry.split(":")[0] for entry in lists}
        assert len(named) >= 2 or "further files" in lists[0], url


def test_the_seeds_are_an_ordinary_source_whose_feed_is_a_folder() -> None:
    config = load(shipped("config"))
    (seeds,) = [source for source in config.sources if source.slug == "seeds"]
    assert [(feed.kind, feed.url) for feed in seeds.feeds] == [("folder", "seeds/")]
    assert config.folder(seeds.feeds[0].url) == shipped("seeds/")
