"""`feeds.yaml`: what it may say, and what a person is told where it says something else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.config.conftest import Problems, Write

from newsmon.config import load


def sources_with(feed: str) -> str:
    """A file with one source and this feed, on line 5."""
    return f"sources:\n  - slug: a\n    name: A\n    feeds:\n      - {feed}\n"


def test_a_feed_is_an_address_or_a_mapping(write: Write) -> None:
    directory = write(
        """\
sources:
  - slug: example-times
    name: The Example Times
    homepage: https://www.example.com/
    country: NO
    language: nb
    feeds:
      - https://www.example.com/world/rss
      - {url: https://www.example.com/news-sitemap.xml, kind: sitemap, poll: 15m, max_age: 7d}
      - {path: seeds/, enabled: false}
      - {url: given, kind: folder}
"""
    )
    (source,) = load(directory).sources
    assert (source.slug, source.name) == ("example-times", "The Example Times")
    assert (source.country, source.language) == ("NO", "nb")
    plain, sitemap, seeds, folder = source.feeds
    assert (plain.url, plain.kind) == ("https://www.example.com/world/rss", "feed")
    assert (plain.poll, plain.max_age, plain.enabled) == (None, None, True)
    assert (sitemap.kind, sitemap.poll) == ("sitemap", timedelta(minutes=15))
    assert sitemap.max_age == timedelta(days=7)
    assert (seeds.url, seeds.kind, seeds.enabled) == ("seeds/", "folder", False)
    assert (folder.url, folder.kind) == ("given", "folder")


def test_a_source_needs_no_feeds(write: Write) -> None:
    directory = write("sources:\n  - {slug: a, name: A}\n")
    assert load(directory).sources[0].feeds == ()


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("1.5 h", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
    ],
)
def test_durations(write: Write, written: str, duration: timedelta) -> None:
    directory = write(sources_with(f"{{url: https://a.example/, poll: {written}}}"))
    assert load(directory).sources[0].feeds[0].poll == duration


BROKEN = [
    ("", "feeds.yaml:1: sources: is missing; write it. The outlets, in any order."),
    ("- a\n", "feeds.yaml:1: a list will not do; needs a mapping: `name: value`"),
    ("sources: 3\n", "feeds.yaml:1: sources: 3 will not do; needs a list"),
    ("sources:\n", "feeds.yaml:1: sources: is empty; needs a list"),
    ("sources: [3]\n", "feeds.yaml:1: sources[0]: 3 will not do; needs a mapping"),
    ("source: []\nsources: []\n", "feeds.yaml:1: source: is not known; did you mean sources?"),
    ("sources:\n  - {name: A}\n", "feeds.yaml:2: sources[0].slug: is missing; write it."),
    ("sources:\n  - {slug: a}\n", "feeds.yaml:2: sources[0].name: is missing; write it."),
    (
        "sources:\n  - slug: A Times\n    name: A\n",
        'feeds.yaml:2: sources[0].slug: "A Times" does not fit. Short stable name',
    ),
    (
        "sources:\n  - slug: 2022\n    name: A\n",
        "feeds.yaml:2: sources[0].slug: 2022 will not do; needs text; put it in quotes",
    ),
    (
        "sources:\n  - slug: a\n    name: ''\n",
        'feeds.yaml:3: sources[0].name: "" does not fit. Name for people.',
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    country: Britain\n",
        'feeds.yaml:4: sources[0].country: "Britain" does not fit. ISO 3166 code',
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    language: English\n",
        'feeds.yaml:4: sources[0].language: "English" does not fit. Expected language',
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    homepage: www.example.com\n",
        'sources[0].homepage: "www.example.com" is not an address; write it in full',
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    hompage: https://a.example/\n",
        "feeds.yaml:4: sources[0].hompage: is not known; did you mean homepage?",
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    xyzzy: 1\n",
        "xyzzy: is not known; known here: slug, name, homepage, country, language, publishes, "
        "feeds",
    ),
    (
        "sources:\n  - {slug: a, name: A}\n  - {slug: b, name: B}\n  - {slug: a, name: C}\n",
        'feeds.yaml:4: sources[2].slug: "a" is also at sources[0].slug (line 2); choose another',
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    feeds:\n",
        "feeds.yaml:4: sources[0].feeds: is empty; needs a list",
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    feeds: https://a.example/\n",
        'sources[0].feeds: "https://a.example/" will not do; needs a list',
    ),
    (
        sources_with("www.example.com/rss"),
        'feeds.yaml:5: sources[0].feeds[0]: "www.example.com/rss" is not an address; write it in '
        "full, beginning with https://, or say kind: folder for a folder",
    ),
    (
        sources_with("ftp://a.example/rss"),
        "is not an address; write it in full, beginning with https://",
    ),
    (sources_with("file:///etc/passwd"), "is not an address"),
    (sources_with('"javascript:alert(1)"'), "is not an address"),
    (sources_with("https://"), "is not an address"),
    (sources_with("https://a.example:99999/"), "is not an address"),
    (sources_with('"https://a.example/a b"'), "has blanks or control characters in it"),
    (sources_with("https://me:secret@a.example/rss"), "has a user name in it; send it as a header"),
    (sources_with("{kind: feed}"), "feeds.yaml:5: sources[0].feeds[0].url: is missing; write it."),
    (sources_with("{path: https://a.example/}"), "is not a folder; write its path"),
    (sources_with("7"), "feeds.yaml:5: sources[0].feeds[0]: 7 will not do; needs a mapping"),
    (
        sources_with("{url: https://a.example/, kind: sitmap}"),
        "feeds[0].kind: \"sitmap\" is not one of 'feed', 'sitemap', 'folder'",
    ),
    (
        sources_with('{url: https://a.example/, poll: "15 minutes"}'),
        'feeds.yaml:5: sources[0].feeds[0].poll: "15 minutes" is not a duration; write a number '
        "with s, m, h or d, such as 15m",
    ),
    (sources_with("{url: https://a.example/, poll: 15}"), "poll: 15 is not a duration"),
    (sources_with("{url: https://a.example/, poll: 0.5s}"), "is too often; write 1s or more"),
    (sources_with("{url: https://a.example/, pol: 15m}"), "pol: is not known; did you mean poll?"),
    (
        sources_with("{url: https://a.example/, enabled: yes}"),
        '"yes" will not do; needs true or false',
    ),
    (sources_with("{url: https://a.example/, include: ['(']}"), 'include[0]: "(" is not a pattern'),
    (
        sources_with("{url: https://a.example/, exclude: '(?=x)'}"),
        "is not a pattern that RE2 understands",
    ),
    (sources_with("{url: https://a.example/, exclude_titles: ['[']}"), "is not a pattern that RE2"),
    (
        sources_with("{url: https://a.example/, include: [3]}"),
        "include[0]: 3 will not do; needs text",
    ),
    (
        sources_with("{url: https://a.example/, headers: {Authorization: Bearer x}}"),
        'Authorization holds a secret; write Authorization: "${SOME_NAME}"',
    ),
    (
        sources_with('{url: https://a.example/, headers: {X-Key: "${NEWSMON_NO_SUCH}"}}'),
        "needs NEWSMON_NO_SUCH, which the environment does not have; set it",
    ),
    (
        sources_with("{url: https://a.example/, headers: {Host: b.example}}"),
        "is set by newsmon itself",
    ),
    (
        sources_with('{url: https://a.example/, headers: {X-A: "a\\nX-B: b"}}'),
        "has control characters",
    ),
    (
        sources_with("{url: https://a.example/, proxy: 'http://me:pw@p.example'}"),
        "has a user name in it",
    ),
    (
        sources_with("{url: https://a.example/, proxy: 'socks5://p.example:1080'}"),
        "is no HTTP proxy",
    ),
    (
        "sources:\n  - slug: a\n    name: A\n    feeds: [https://a.example/r]\n"
        "  - slug: b\n    name: B\n    feeds: [https://A.example/r/]\n",
        'feeds.yaml:7: sources[1].feeds[0]: "https://A.example/r/" is also at sources[0].feeds[0] '
        "(line 4); remove one",
    ),
    (sources_with("a: b: c"), "feeds.yaml:5: is not YAML"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_is_wrong_is_said_with_line_path_and_remedy(
    problems: Problems, text: str, message: str
) -> None:
    messages = problems(text)
    assert len(messages) == 1
    assert message in messages[0]
    assert messages[0].startswith("feeds.yaml:")


def test_all_problems_of_all_files_are_said_at_once(problems: Problems) -> None:
    messages = problems(
        "sources:\n  - slug: A\n    nam: A\n    feeds:\n      - x\n      - {url: y, poll: 3}\n",
        newsmon="fetch: {timeout_seconds: -1}\nrnu: 1\n",
        topics="topics:\n  t: {any: [x], parent: none-such}\n",
    )
    assert [line.split(": ")[:2] for line in messages] == [
        ["feeds.yaml:2", "sources[0].name"],
        ["feeds.yaml:2", "sources[0].slug"],
        ["feeds.yaml:3", "sources[0].nam"],
        ["feeds.yaml:5", "sources[0].feeds[0]"],
        ["feeds.yaml:6", "sources[0].feeds[1].poll"],
        ["newsmon.yaml:1", "fetch.timeout_seconds"],
        ["newsmon.yaml:2", "rnu"],
        ["topics.yaml:2", "topics.t.parent"],
    ]


def test_a_missing_file_says_what_to_do(problems: Problems, tmp_path: Path) -> None:
    (messages,) = problems(None)
    assert messages.startswith(f"feeds.yaml: there is none in {tmp_path / 'config'}; write one")
    assert "NEWSMON_CONFIG" in messages


def test_a_folder_in_place_of_a_file(write: Write, problems: Problems) -> None:
    (write(None) / "feeds.yaml").mkdir()
    (messages,) = problems(None)
    assert messages == "feeds.yaml:1: cannot be read: Is a directory"


def test_secrets_come_from_the_environment_and_are_not_shown(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXAMPLE_TOKEN", "t0p-secret")
    monkeypatch.setenv("EXAMPLE_PROXY", "http://me:pw@proxy.example:8080")
    feed = (
        '{url: https://a.example/, headers: {Authorization: "Bearer ${EXAMPLE_TOKEN}"}, '
        'proxy: "${EXAMPLE_PROXY}"}'
    )
    config = load(write(sources_with(feed)))
    (read,) = config.sources[0].feeds
    assert read.headers == {"Authorization": "Bearer t0p-secret"}
    assert read.proxy == "http://me:pw@proxy.example:8080"
    assert "t0p-secret" not in repr(config)
    assert "me:pw" not in repr(config)


@pytest.mark.parametrize(
    ("rules", "url", "expected"),
    [
        ("", "https://a.example/sport/1", True),
        ("include: /world/", "https://a.example/world/1", True),
        ("include: [/world/, /asia/]", "https://a.example/asia/1", True),
        ("include: /world/", "https://a.example/sport/1", False),
        ("exclude: /sport/", "https://a.example/sport/1", False),
        ("include: /world/, exclude: [/live/]", "https://a.example/world/live/1", False),
        ("include: '[.]html$'", "https://a.example/x.html?y", False),
    ],
)
def test_include_and_exclude(write: Write, rules: str, url: str, expected: bool) -> None:
    config = load(write(sources_with(f"{{url: https://a.example/rss, {rules}}}")))
    assert config.sources[0].feeds[0].wants(url) is expected


@pytest.mark.parametrize(
    ("rules", "title", "expected"),
    [
        ("include_titles: election", "An election is called", True),
        ("include_titles: election", "The Election is called", False),
        ("include_titles: '(?i)election'", "The Election is called", True),
        ("include_titles: [election, vote]", "A vote", True),
        ("include_titles: election", "", True),
        ("exclude_titles: '^(Podcast|Video):'", "Video: the flood", False),
        ("exclude_titles: '^(Podcast|Video):'", "The flood, in a Video: a review", True),
        ("include_titles: flood, exclude: /live/", "The flood", False),
    ],
)
def test_titles_are_chosen_as_urls_are(
    write: Write, rules: str, title: str, expected: bool
) -> None:
    config = load(write(sources_with(f"{{url: https://a.example/rss, {rules}}}")))
    assert config.sources[0].feeds[0].wants("https://a.example/live/1", title) is expected


def test_patterns_take_linear_time(write: Write) -> None:
    config = load(write(sources_with("{url: https://a.example/rss, include: '(a+)+$'}")))
    # A backtracking engine would need 2**100_000 steps.
    assert not config.sources[0].feeds[0].wants("a" * 100_000 + "!")
    config = load(write(sources_with("{url: https://a.example/rss, exclude_titles: '(a+)+$'}")))
    assert config.sources[0].feeds[0].wants("https://a.example/", "a" * 100_000 + "!")
