"""Adding to `feeds.yaml`: only lines are added, all else stays."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.config.conftest import Write

from newsmon.config import shipped
from newsmon.config.adding import add_feed, add_sources
from newsmon.config.edit import scalar, with_feed, with_source
from newsmon.config.opml import Imported, Subscriptions
from newsmon.config.yamlfile import parse
from newsmon.errors import ConfigError, UsageError

FILE = """\
# Our outlets
sources:
    # the first
    -   slug: a      # short
        name: "A"
        feeds:
            - https://a.example/1   # the best
            # - https://a.example/old
            - {url: https://a.example/2, kind: sitemap}

    # ── Others ──
    -   slug: b
        name: B
        homepage: https://b.example/
    -   slug: c
        name: C
        feeds: [https://c.example/1,
                https://c.example/2]
# The end
"""


def added_lines(before: str, after: str) -> list[str]:
    changes = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in changes if line.startswith("- ")]
    return [line[2:] for line in changes if line.startswith("+ ")]


def test_a_feed_is_one_line_after_the_last_one() -> None:
    after = with_feed(FILE, "a", "https://a.example/3")
    assert added_lines(FILE, after) == ["            - https://a.example/3"]
    lines = after.splitlines()
    place = lines.index("            - https://a.example/3")
    assert "sitemap" in lines[place - 1]
    assert not lines[place + 1]


def test_a_source_without_feeds_gets_a_list() -> None:
    after = with_feed(FILE, "b", {"url": "https://b.example/m.xml", "kind": "sitemap"})
    assert added_lines(FILE, after) == [
        "        feeds:",
        "          - {url: https://b.example/m.xml, kind: sitemap}",
    ]


def test_a_list_in_brackets_grows_inside_them() -> None:
    after = with_feed(FILE, "c", "https://c.example/3")
    assert "                https://c.example/2, https://c.example/3]\n# The end" in after


def test_a_new_source_stands_at_the_end() -> None:
    after = with_source(
        FILE, {"slug": "d", "name": "D: the paper", "feeds": ["https://d.example/"]}
    )
    assert added_lines(FILE, after) == [
        "    - slug: d",
        '      name: "D: the paper"',
        "      feeds:",
        "        - https://d.example/",
    ]


@pytest.mark.parametrize(
    "empty",
    [
        "sources: []\n",
        "sources: [ ]  # none yet\n# end\n",
        "sources: [\n]\n",
    ],
)
def test_the_first_source_takes_the_place_of_an_empty_list(empty: str) -> None:
    source = {"slug": "d", "name": "D", "feeds": ["https://d.example/", "https://d.example/2"]}
    after = with_source(f"# Ours\n{empty}", source)
    assert parse(after.encode(), "x").data == {"sources": [source]}
    assert after.startswith("# Ours\nsources:")
    assert after.count("#") == empty.count("#") + 1
    again = with_source(after, source | {"slug": "e"})
    assert [row["slug"] for row in parse(again.encode(), "x").data["sources"]] == ["d", "e"]


def test_windows_line_ends_stay() -> None:
    after = with_feed(FILE.replace("\n", "\r\n"), "a", "https://a.example/3")
    assert after.count("\r\n") == after.count("\n")


def test_a_file_without_a_last_line_end() -> None:
    text = "sources:\n  - slug: a\n    name: A\n    feeds:\n      - https://a.example/1"
    assert with_feed(text, "a", "https://a.example/2") == f"{text}\n      - https://a.example/2"


def test_a_block_of_text_as_the_last_value() -> None:
    text = "sources:\n  - slug: a\n    name: |\n      A\n      B\n\n# end\n"
    after = with_feed(text, "a", "https://a.example/2")
    assert added_lines(text, after) == ["    feeds:", "      - https://a.example/2"]
    assert parse(after.encode(), "x").data["sources"][0]["name"] == "A\nB\n"


@pytest.mark.parametrize(
    "text",
    ["sources:\n", "a: 1\n", "sources: [{slug: a, name: A}]\n"],
)
def test_what_cannot_be_added_to_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        with_source(text, {"slug": "d", "name": "D", "feeds": ["https://d.example/"]})
    with pytest.raises(UsageError):
        with_feed(text, "a", "https://d.example/")


@given(st.text(max_size=30).filter(lambda t: t.isprintable()))
@example(".0")
@example(".5e3")
@example(".inf")
@example("./feeds")
def test_any_printable_text_is_written_so_that_it_reads_the_same(text: str) -> None:
    for written in (f"a: {scalar(text)}", f"a: [{scalar(text)}, {scalar(text)}]"):
        value = parse(written.encode("utf-8", "replace"), "x").data["a"]
        assert value in (text, [text, text])


def test_the_delivered_file_can_be_added_to(tmp_path: Path) -> None:
    before = (shipped("config") / "feeds.yaml").read_text(encoding="utf-8")
    (tmp_path / "feeds.yaml").write_text(before, encoding="utf-8")
    old = add_feed("https://www.theguardian.com/business/rss", directory=tmp_path)
    new = add_feed("https://news.example.org/rss?a=1&b=2", directory=tmp_path)
    assert (old.source, old.new_source) == ("guardian", False)
    assert (new.source, new.new_source) == ("example", True)
    after = (tmp_path / "feeds.yaml").read_text(encoding="utf-8")
    assert added_lines(before, after) == [
        "      - https://www.theguardian.com/business/rss",
        "  - slug: example",
        "    name: Example",
        "    feeds:",
        "      - https://news.example.org/rss?a=1&b=2",
    ]


def test_a_feed_that_is_there_already_is_not_added(write: Write) -> None:
    directory = write()
    before = (directory / "feeds.yaml").read_bytes()
    with pytest.raises(UsageError, match="already, as a feed of example-times"):
        add_feed("https://WWW.example.com/world/rss/", directory=directory)
    assert (directory / "feeds.yaml").read_bytes() == before


@pytest.mark.parametrize("url", ["example.com/rss", "file:///etc/passwd", "https://a:b@c.example/"])
def test_what_is_no_address_is_not_added(write: Write, url: str) -> None:
    with pytest.raises(UsageError):
        add_feed(url, directory=write())


def test_a_slug_can_be_chosen(write: Write) -> None:
    directory = write()
    assert add_feed("https://x.example/rss", source="example-times", directory=directory)
    assert add_feed("https://y.example/rss", source="y-times", directory=directory).new_source


def test_a_file_that_would_not_be_valid_is_not_written(write: Write) -> None:
    directory = write()
    before = (directory / "feeds.yaml").read_bytes()
    with pytest.raises(ConfigError, match="slug"):
        add_feed("https://x.example/rss", source="Not A Slug", directory=directory)
    assert (directory / "feeds.yaml").read_bytes() == before


def test_slugs_of_new_sources_are_free(write: Write) -> None:
    directory = write("sources:\n  - {slug: example, name: Other}\n  - {slug: b, name: B}\n")
    assert add_feed("https://example.org/rss", directory=directory).source == "example-2"


def test_an_import_adds_what_is_not_there_and_keeps_permissions(write: Write) -> None:
    directory = write()
    (directory / "feeds.yaml").chmod(0o640)
    imported = [
        Imported("a", "A", feeds=["https://a.example/1", "https://www.example.com/world/rss"]),
        Imported("c", "C", homepage="https://www.example.com/", feeds=["https://f.example/9"]),
    ]
    added = add_sources(Subscriptions(tuple(imported), ()), directory=directory)
    assert added.feeds == ("https://a.example/1", "https://f.example/9")
    assert added.sources == ("a",)
    assert added.duplicates == ("https://www.example.com/world/rss",)
    assert (directory / "feeds.yaml").stat().st_mode & 0o777 == 0o640
    again = add_sources(Subscriptions(tuple(imported), ()), directory=directory)
    assert not again.feeds
