"""Topics tried on documents, and drafts on what is stored."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from newsmon.config import Config, load
from newsmon.errors import ConfigError, UsageError
from newsmon.pipeline.operations.topic_trial import documents, dry_run, standard_input, tagger_of
from newsmon.pipeline.stages.tag import tag
from newsmon.store import connect
from newsmon.topics import Tagger

TOPICS = """
sets:
  metals: [tin, zinc]
topics:
  metals: {name: Metals, any: ["@metals"]}
"""
NOW = datetime(2026, 5, 4, tzinfo=timezone.utc)
TEXT = "Tin is dear this year, and the miners are glad of it.\nThe café was closed."


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "topics.yaml").write_text(TOPICS)
    (folder / "feeds.yaml").write_text("sources: []\n")
    return load(folder)


@pytest.fixture
def tagger(config: Config) -> Tagger:
    return tagger_of(config)


def lines(path: Path, *objects: dict[str, Any]) -> str:
    path.write_text("\n".join(map(json.dumps, objects)))
    return str(path)


def test_a_text_file_is_tried_as_the_pipeline_would_read_it(tagger: Tagger, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Metal prices\n\n{TEXT}")
    (tried,) = documents(tagger, [str(path)], NOW)
    assert (tried.input, tried.url, tried.title) == (str(path), None, "Metal prices")
    assert [match.topic for match in tried.topics] == ["metals"]
    assert tried.weights["metals"].lead == 1


def test_texts_in_jsonl_are_taken_as_they_are(tagger: Tagger, tmp_path: Path) -> None:
    text = "  Some  TIN,\n\n and zinc"
    path = lines(
        tmp_path / "a.jsonl",
        {"url": "https://x.example/1", "title": "Zinc", "text": text},
        {"text": "Nothing."},
    )
    first, second = documents(tagger, [path], NOW)
    assert (first.url, first.title) == ("https://x.example/1", "Zinc")
    (match,) = first.topics
    assert [
        (first.title if m.zone == "title" else text)[m.start : m.end] for m in match.mentions
    ] == ["Zinc", "TIN", "zinc"]
    assert (second.url, second.topics) == (None, [])


def test_a_line_that_cannot_be_read_is_a_problem_and_stops_nothing(
    tagger: Tagger, tmp_path: Path
) -> None:
    path = lines(tmp_path / "a.jsonl", {"title": "No text"}, {"text": "Tin."})
    first, second = documents(tagger, [path], NOW)
    assert "neither text nor html" in first.problem
    assert [match.topic for match in second.topics] == ["metals"]


def test_standard_input_is_a_text_or_lines_of_json(tagger: Tagger) -> None:
    (trial,) = standard_input(tagger, TEXT, NOW)
    assert [match.topic for match in trial.topics] == ["metals"]
    both = list(standard_input(tagger, '{"text": "Tin."}\n\n{"text": "Iron."}\n', NOW))
    assert [len(tried.topics) for tried in both] == [1, 0]
    with pytest.raises(UsageError, match="standard input"):
        list(standard_input(tagger, '{"text": ', NOW))


def test_a_missing_file_is_refused(tagger: Tagger, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list(documents(tagger, [str(tmp_path / "none.txt")], NOW))


def test_a_draft_may_be_a_topic_alone_and_uses_the_configured_sets(
    config: Config, tmp_path: Path
) -> None:
    draft = tmp_path / "mines.yaml"
    draft.write_text('near: ["@metals", miner~]\n')
    tagger = tagger_of(config, draft)
    assert [topic.slug for topic in tagger.topics] == ["mines"]
    assert tagger.tag("", TEXT)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ('min: 2\nany: ["@nowhere"]', "mines.yaml:2: any"),
        ("any: [", "not YAML"),
        ("", "nothing to look for"),
        ("topics: {}", "no topic"),
        ("- x", "no topic"),
    ],
)
def test_a_draft_with_mistakes_says_where(
    config: Config, tmp_path: Path, draft: str, words: str
) -> None:
    path = tmp_path / "mines.yaml"
    path.write_text(draft)
    with pytest.raises(ConfigError, match=words):
        tagger_of(config, path)


def test_a_draft_on_the_archive_counts_what_it_would_change_and_writes_nothing(
    config: Config, tmp_path: Path, database: str
) -> None:
    conn = connect(database)
    now = datetime.now(timezone.utc)
    with conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('x', 'X')")
        for days, text in enumerate(["Tin. Tin.", "Zinc. Zinc.", "Coal.", "Tin and zinc."]):
            cursor.execute(
                "insert into newsmon.article"
                " (source_id, url, title, text, lead, words, first_seen_at, edition)"
                " select source_id, %s, 'Headline', %s, '', 2, %s, 'page' from newsmon.source",
                (f"https://x.example/{days}", text, now - timedelta(days=10 * days)),
            )
    conn.commit()
    tag(conn, config)
    draft = tmp_path / "metals.yaml"
    draft.write_text("any: [tin, coal]\n")
    (run,) = dry_run(conn, tagger_of(config, draft), now - timedelta(days=25))
    assert (run.topic, run.articles, run.about, run.mention) == ("metals", 3, 2, 0)
    assert (run.gained, run.dropped) == (1, 1)
    assert [(sample.source, sample.text) for sample in run.samples] == [
        ("x", "Tin. Tin."), ("x", "Coal."),
    ]  # fmt: skip
    with conn.cursor() as cursor:
        cursor.execute("select count(*) from newsmon.topic_match")
        assert cursor.fetchone() == (3,)
    conn.close()
