"""Each feed in `tests/data/feeds` beside what it says (`x.xml` and `x.json`)."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from newsmon.feeds import parse
from newsmon.model import ParsedFeed

FEEDS = Path(__file__).resolve().parents[1] / "data" / "feeds"
URLS = {"sitemap-index": "https://plain.example/sitemap-index.xml"}
CASES = sorted(path for path in FEEDS.iterdir() if path.suffix != ".json")


def summary(feed: ParsedFeed) -> Any:
    """A parsed feed as JSON holds it, without what is empty."""

    def short(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: short(part) for key, part in value.items() if part not in (None, "", ())}
        if isinstance(value, (list, tuple)):
            return [short(part) for part in value]
        return value

    plain = dataclasses.replace(feed, marks=(), announced=0)  # bookkeeping for the next poll
    summary = json.loads(json.dumps(short(dataclasses.asdict(plain)), default=str))
    del summary["announced"]
    return summary


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_feed_says_what_stands_beside_it(path: Path) -> None:
    url = URLS.get(path.stem, f"http://{path.stem.replace('.', '-')}.example/dir/feed")
    feed = parse(path.read_bytes(), url=url)
    assert isinstance(feed, ParsedFeed), feed
    assert summary(feed) == json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_every_kind_of_feed_has_a_pair() -> None:
    assert {path.stem for path in CASES} >= {
        "rss-0.91", "rss-2.0", "rdf-1.0", "atom-0.3", "atom-1.0", "json-feed", "news-sitemap",
        "sitemap-index", "broken",
    }  # fmt: skip
