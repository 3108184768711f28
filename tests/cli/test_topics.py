"""`newsmon topics list|check|try|import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from newsmon.cli.topic_commands import app
from newsmon.cli.topic_tables import arithmetic
from newsmon.errors import UsageError
from newsmon.topics import Weight

TOPICS = """
sets:
  metals: [tin, zinc]
  idle: [lead]
topics:
  metals:
    name: Metals
    any: ["@metals"]
    examples: {match: [Tin.], no_match: [Iron.]}
"""


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "topics.yaml").write_text(TOPICS)
    (folder / "feeds.yaml").write_text("sources: []\n")
    monkeypatch.setenv("NEWSMON_CONFIG", str(folder))
    return folder


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_list_names_every_topic_with_its_hash(configured: Path) -> None:
    (topic,) = json.loads(run("list", "--json").stdout)
    assert (topic["topic"], topic["name"], topic["examples"]) == ("metals", "Metals", 2)
    assert len(topic["definition_hash"]) == 16
    assert "Metals" in run("list").stdout


def test_check_warns_with_file_and_line_and_exit_0(configured: Path) -> None:
    result = run("check", "--json")
    output = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (output["topics"], output["examples"]) == (1, 2)
    (problem,) = output["problems"]
    assert (problem["file"], problem["line"], problem["severity"]) == ("topics.yaml", 4, "warning")
    assert "idle" in problem["message"]


def test_check_exits_1_when_an_example_fails(configured: Path) -> None:
    path = configured / "topics.yaml"
    path.write_text(TOPICS.replace("Iron.", "Some zinc."))
    result = run("check")
    assert result.exit_code == 1
    assert "topics.yaml:9: error: topics.metals.examples.no_match" in result.stderr
    assert "zinc" in result.stderr


def test_try_prints_one_json_object_a_line(configured: Path, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"url": "https://x.example/1", "text": "Tin."}\n{"text": "Iron."}\n')
    result = run("try", str(path), "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["input"], first["url"]) == (str(path), "https://x.example/1")
    (topic,) = first["topics"]
    assert topic == {
        "topic": "metals",
        "score": 2.0,
        "share": 1.0,
        "salience": "about",
        "mentions": [{"start": 0, "end": 3, "term": "tin", "zone": "lead"}],
    }
    assert second["topics"] == []
    assert result.exit_code == 0


def test_try_shows_the_text_and_the_arithmetic(configured: Path) -> None:
    result = run("try", "-", stdin='{"title": "Zinc is dear", "text": "Tin. It rained. Zinc."}')
    assert "Zinc is dear" in result.stdout
    output = " ".join(result.stdout.split())
    assert "metals – about: title 4 + lead 2×2 = 8 points, 2 of 3 sentences" in output


def test_try_says_why_two_sentences_are_background(configured: Path) -> None:
    text = "It rained. Tin. " + "It rained. " * 20 + "Zinc."
    output = " ".join(run("try", "-", stdin=text).stdout.split())
    assert "metals – mention: lead 1×2 + body 1×1 = 3 points, 2 of 23 sentences" in output
    assert "about from 3 points of more than two sentences, or two sentences and 10% of" in output


def test_try_exits_1_when_a_document_cannot_be_read(configured: Path, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"title": "No text"}\n{"text": "Tin."}\n')
    result = run("try", str(path), "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert "neither text nor html" in first["problem"]
    assert second["topics"]
    assert result.exit_code == 1


def test_try_names_the_place_of_a_broken_line_once(configured: Path, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "Tin."}\n{"text": \n')
    complaint = "".join(run("try", str(path)).stderr.split("\n"))
    assert complaint.count(str(path)) == 1
    assert complaint.endswith("texts.jsonl:2: Expecting value, at character 11")


def test_try_wants_documents_or_a_time(configured: Path) -> None:
    assert isinstance(run("try").exception, UsageError)
    assert isinstance(run("try", "-", "--since", "30d", stdin="x").exception, UsageError)
    assert isinstance(run("try", "--since", "soon").exception, UsageError)


def test_a_draft_is_tried_on_a_document(configured: Path, tmp_path: Path) -> None:
    draft = tmp_path / "irons.yaml"
    draft.write_text("any: [iron]\n")
    result = run("try", "-", "--topic", str(draft), "--json", stdin="Some iron and some tin.")
    (topic,) = json.loads(result.stdout)["topics"]
    assert topic["topic"] == "irons"


def test_a_draft_that_misses_says_why(configured: Path, tmp_path: Path) -> None:
    draft = tmp_path / "irons.yaml"
    draft.write_text('near: [iron, "@metals"]\n')
    output = run("try", "-", "--topic", str(draft), stdin="Some iron. And some tin.").stdout
    assert "irons – not found: its parts are never within one sentence" in output
    assert "in the text: iron, tin" in output


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        (Weight(True, 0, 0, 0), "title 4 = 4 points, 0 of 0 sentences"),
        (Weight(False, 3, 0, 9), "lead 3×2 (at most 4) = 4 points, 3 of 9 sentences"),
        (
            Weight(True, 1, 12, 30),
            "title 4 + lead 1×2 + body 12×1 (at most 10) = 16 points, 13 of 30 sentences",
        ),
    ],
)
def test_the_arithmetic_adds_up(weight: Weight, expected: str) -> None:
    assert arithmetic(weight) == expected


def test_import_prints_a_draft_that_can_be_tried_at_once(configured: Path, tmp_path: Path) -> None:
    result = run("import", '(tin OR zinc) NEAR/5 "metal exchange"', "--name", "Metal exchange")
    assert result.exit_code == 0
    file = tmp_path / "draft.yaml"
    file.write_text(result.stdout)
    text = tmp_path / "article.txt"
    text.write_text("Prices rose\n\nZinc rose on the metal exchange. Iron did not.")
    tried = run("try", "--topic", str(file), str(text), "--json")
    assert "metal-exchange" in tried.stdout
    (configured / "topics.yaml").write_text(result.stdout)
    checked = run("check", "--json")
    assert checked.exit_code == 1  # the examples are to be filled in
    assert "FILL IN" in checked.stdout


def test_import_reads_a_file_and_stdin_and_says_what_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "query.txt"
    file.write_text("zinc AND site:example.org")
    for result in (run("import", str(file)), run("import", "-", stdin=file.read_text())):
        assert result.exit_code == 1
        assert "imported-topic:" in result.stdout
        assert "site: says where" in " ".join(result.stderr.split())
    notes = json.loads(run("import", str(file), "--json").stdout)
    assert notes["topics"]["imported-topic"]["any"] == ["zinc"]
    assert len(notes["notes"]) == 1


def test_import_of_what_is_no_query_is_a_usage_error() -> None:
    assert isinstance(run("import", "(zinc OR").exception, UsageError)
