"""`newsmon.yaml`, and what a configuration resolves to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.config.conftest import MINIMAL, Problems, Write

from newsmon.config import load, shipped
from newsmon.config.describe import model_of
from newsmon.config.loader import sources_of
from newsmon.config.settings import Settings
from newsmon.errors import ConfigError
from newsmon.topics import Thresholds


def test_no_newsmon_yaml_is_all_defaults(write: Write) -> None:
    assert load(write()).settings == Settings()


@pytest.mark.parametrize("text", ["", "# nothing\n", "fetch:\nrun:\n  # schedule: x\n"])
def test_an_empty_file_or_section_is_all_defaults(write: Write, text: str) -> None:
    assert load(write(newsmon=text)).settings == Settings()


def test_a_missing_topics_yaml_is_no_topics(write: Write) -> None:
    assert len(load(write()).topics) == 0


def test_settings_that_others_rely_on(write: Write) -> None:
    text = """\
fetch:
  allow_private_hosts: [127.0.0.1, localhost]
  per_host_delay_seconds: 0
  max_body_bytes: 1000
run: {processes: 3, schedule: "*/5 * * * *"}
seeds: {folders: /somewhere/originals}
"""
    settings = load(write(newsmon=text)).settings
    assert settings.fetch.allow_private_hosts == ("127.0.0.1", "localhost")
    assert settings.fetch.per_host_delay_seconds == 0
    assert settings.fetch.max_body_bytes == 1000
    assert (settings.run.processes, settings.run.schedule) == (3, "*/5 * * * *")
    assert settings.seeds.folders == ("/somewhere/originals",)


def test_private_hosts_are_out_of_reach_unless_named() -> None:
    assert Settings().fetch.allow_private_hosts == ()


def test_topic_thresholds_are_those_of_the_tagger() -> None:
    topics = Settings().topics
    assert Thresholds(**topics.model_dump()) == Thresholds()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fetch: {per_host_dely_seconds: 1}", "did you mean per_host_delay_seconds?"),
        ("fetch: {timeout_seconds: 0}", "fetch.timeout_seconds: 0 is too small; write more than 0"),
        ("fetch: {timeout_seconds: fast}", '"fast" will not do; needs a number'),
        ("fetch: {timeout_seconds: .inf}", 'timeout_seconds: ".inf" will not do; needs a number'),
        ("fetch: {concurrency: 2.5}", "concurrency: 2.5 will not do; needs a whole number"),
        ("fetch: {concurrency: true}", "concurrency: true will not do; needs a whole number"),
        ("fetch: {allow_private_hosts: 127.0.0.1}", "needs a list"),
        ('fetch: {user_agent: "a\\nb"}', "fetch.user_agent"),
        ("fetch: {max_retry_after: P1D}", "is not a duration"),
        ("run: {processes: 0}", "run.processes: 0 is too small; write at least 1"),
        ("run: {shards: 65}", "run.shards: 65 is too large; write at most 64"),
        ("run: {schedule: daily}", 'run.schedule: "daily" is not a schedule; write a preset'),
        ("run: {schedule: 5}", "run.schedule: 5 will not do; needs text"),
        ("deduplicate: {threshold: 48}", "deduplicate.threshold: 48 is too large"),
        ("retension: {}", "retension: is not known; did you mean retention?"),
        ("fetch: 3", "fetch: 3 will not do; needs a mapping"),
    ],
)
def test_what_is_wrong_with_a_setting(problems: Problems, text: str, message: str) -> None:
    (problem,) = problems(newsmon=text)
    assert problem.startswith("newsmon.yaml:1: ")
    assert message in problem


def test_every_setting_says_what_it_is_for() -> None:
    for name, info in Settings.model_fields.items():
        assert info.description, name
        for setting, described in model_of(info).model_fields.items():
            assert described.description, f"{name}.{setting}"


def test_warnings_about_topics_do_not_stop_anything(write: Write) -> None:
    text = "topics:\n  a:\n    any: [word]\n    min: 1\n"
    config = load(write(topics=text))
    assert [topic.slug for topic in config.topics] == ["a"]


def test_topic_problems_have_the_line_of_their_place(problems: Problems) -> None:
    text = "sets:\n  s:\n    terms: [a]\ntopics:\n  t:\n    any:\n      - '@s'\n      - '@nope'\n"
    (message,) = problems(topics=text)
    assert message.startswith("topics.yaml:8: topics.t.any[1]: ")


def test_a_folder_is_sought_beside_the_configuration_then_among_ours(write: Write) -> None:
    config = load(write())
    beside = config.directory.parent / "seeds"
    assert config.folder("seeds/") == shipped("seeds")
    beside.mkdir()
    assert config.folder("seeds/") == beside
    assert config.folder("/absolute/path") == Path("/absolute/path")
    assert config.folder("nowhere") == config.directory.parent / "nowhere"


def test_seed_folders_of_the_environment_come_first(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSMON_SEEDS", os.pathsep.join(["/one", "/two", ""]))
    config = load(write(newsmon="seeds: {folders: [/three]}"))
    assert config.seed_folders() == (Path("/one"), Path("/two"), Path("/three"))


KEYS = st.sampled_from(
    ["sources", "slug", "name", "feeds", "url", "path", "kind", "poll", "include", "headers",
     "proxy", "fetch", "run", "schedule", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
    | st.sampled_from(["https://a.example/r", "a", "feed", "folder", "15m", "${HOME}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@given(VALUES)
def test_arbitrary_yaml_raises_nothing_but_config_errors(value: object) -> None:
    messages = problems_of(lambda: sources_of(dump(value)))
    assert all(line.startswith("feeds.yaml:") for line in messages)


@given(VALUES)
def test_arbitrary_settings_raise_nothing_but_config_errors(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    directory = tmp_path_factory.getbasetemp() / "arbitrary"
    directory.mkdir(exist_ok=True)
    (directory / "feeds.yaml").write_text(MINIMAL)
    for name in ("newsmon.yaml", "topics.yaml"):
        (directory / name).write_bytes(dump(value).encode("utf-8", "replace"))
    messages = problems_of(lambda: load(directory))
    assert all(line.startswith(("newsmon.yaml:", "topics.yaml:")) for line in messages)


def problems_of(read: Callable[[], object]) -> list[str]:
    """Problems of a ConfigError, at least one; none where it did not raise."""
    try:
        read()
    except ConfigError as error:
        return error.problems or [""]
    return []


def dump(value: object) -> str:
    import yaml

    return str(yaml.safe_dump(value, allow_unicode=True))
