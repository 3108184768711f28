"""The pages for people are true: their commands run, their YAML loads, their SQL answers."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from tests.conftest import ROOT, fresh_database
from tests.documentation import (
    PAGES,
    README,
    Block,
    anchors,
    answer,
    blocks,
    commands,
    links,
    load_sample_world,
    questions,
)

from newsmon.cli.app import app
from newsmon.config import load
from newsmon.model import Reason
from newsmon.store import Database, connect
from newsmon.topics import check, compile  # noqa: A004

Run = Callable[..., subprocess.CompletedProcess[str]]

COMMANDS: Any = typer.main.get_command(app)  # of click, or of what typer has in its place

# Every command of a ```sh block is in one of these tables, or is a `make` or `newsmon` command of
# which it is enough that it exists. RUN is carried out; ELSEWHERE says where that is seen to.
RUN = {
    "newsmon config check": 0,
    "newsmon topics check": 0,
    "newsmon topics try article.txt": 0,
    "newsmon db migrate": 0,
    "newsmon status": 0,
    "newsmon load archive/": 0,
    "newsmon extract page.html --json": 0,
    "newsmon alerts test": 0,
    "newsmon alerts check": 0,
}
ELSEWHERE = {
    "newsmon serve": "tests/serve",
    "newsmon serve --host 0.0.0.0 --port 8765": "tests/serve/test_guard.py",
    "newsmon mcp": "tests/serve/test_mcp_tools.py",
    ". .venv/bin/activate": "of the shell",
    "export NEWSMON_DATABASE_URL=postgresql://user@db.example.org/news": "the test's database",
    "pip install 'newsmon[embedded]'": "scripts/prove_install.sh",
    ".venv/bin/pre-commit install": "would change the working copy; see .pre-commit-config.yaml",
    'eval "$(newsmon airflow env)"': "tests/embedded/test_airflow.py",
    "airflow dags list": "Airflow's own",
    "airflow backfill create --dag-id newsmon_ingest --from-date 2026-11-01 --to-date 2026-11-07 "
    "--reprocess-behavior completed": "Airflow's own; backfills: tests/dags",
    "export NEWSMON_DB_PASSWORD='choose one'": "tests/test_growing.py",
    "psql postgresql://ann@db.example.org/news -c 'table report.topics'": "tests/test_growing.py",
    'airflow connections add newsmon_db --conn-uri "$NEWSMON_DATABASE_URL"': "Airflow's own",
    'airflow pools set newsmon_fetch 16 "Shards of hosts fetched at one time"': "Airflow's own",
    "sh deploy/make-env.sh": "tests/test_compose.py",
    "docker compose up --build --detach": "tests/test_compose.py",
    "docker compose ps": "tests/test_compose.py",
    "COMPOSE_PROFILES=celery": "lines of .env: tests/test_compose.py",
    "AIRFLOW_EXECUTOR=CeleryExecutor": "lines of .env: tests/test_compose.py",
}

ARTICLE = """\
Washington and Beijing resume their talks on tariffs
U.S. and Chinese officials met in Bern on Tuesday. Washington keeps its duties on Chinese steel for
now, and Beijing buys more American soybeans, the delegations of the United States and China said.
"""
PAGE = """\
<html><head><title>The ferry is late again</title></head><body><article>
<h1>The ferry is late again</h1>
<p>The ferry between the islands left an hour late on Monday, the third time this month, because the
tide gauge at the old pier had stopped and nobody dared to guess the depth of the channel.</p>
<p>Forty passengers waited in the rain with two goats and a piano. The harbour master lent them his
office and made tea, which he says is not among his duties but ought to be.</p>
<p>A new gauge was ordered in spring. It lies in a customs shed on the mainland, wanting a form that
the supplier forgot, and the form lies with a clerk who is on leave until the end of the week.</p>
<p>Until it comes, a boatman measures with a pole every morning at six and telephones the captain.
He has done so before, he says, for eleven years, and was never wrong by more than a hand.</p>
</article></body></html>
"""
ONLY_SEEDS = "sources:\n  - {slug: seeds, name: Seeds, feeds: [{path: seeds/}]}\n"


def below(command: Any) -> dict[str, Any]:
    """The commands of a group; none of a command that does something."""
    commands: dict[str, Any] = getattr(command, "commands", {})
    return commands


def subcommands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of each command that does something."""
    if not below(command):
        yield path
    for name, command_below in below(command).items():
        yield from subcommands(command_below, (*path, name))


def resolve_command(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words after `newsmon` mean, and the words left."""
    command = COMMANDS
    while below(command) and words and not words[0].startswith("-"):
        assert words[0] in below(command), f"there is no such command: {words[0]}"
        command, words = below(command)[words[0]], words[1:]
    return command, words


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


# ── Commands ──


@pytest.mark.parametrize(("page", "command"), commands())
def test_every_command_can_be_run_as_written(page: str, command: str) -> None:
    words = shlex.split(command)
    if words[:3] == ["docker", "compose", "run"]:
        words = ["newsmon", *words[words.index("cli") + 1 :]]
    if words[0].endswith("python") and words[1].endswith(".py"):
        assert (ROOT / words[1]).is_file()
    elif words[0] == "make":
        subprocess.run(["make", "-n", words[1]], cwd=ROOT, check=True, capture_output=True)
    elif words[0] == "newsmon":
        resolved, arguments = resolve_command(words[1:])
        assert not below(resolved), "it needs a command"
        assert {word for word in arguments if word.startswith("--")} <= options(resolved)
    else:
        assert command in ELSEWHERE, f"{page}: add it to RUN or to ELSEWHERE"


def test_the_tables_hold_no_command_that_no_page_has() -> None:
    written = {command for _, command in commands()}
    assert not (RUN.keys() | ELSEWHERE.keys()) - written


def test_options_in_prose_and_tables_exist() -> None:
    for page in PAGES:
        for code in re.findall(r"`newsmon ([^`]+)`", page.read_text(encoding="utf-8")):
            words = re.sub(r"[|…\[\]\"']", " ", code).split()
            command, arguments = resolve_command(words)
            for word in arguments:
                if word.startswith("--") and word != "--":
                    assert word in options(command), f"{page.name}: newsmon {code}"


@pytest.mark.parametrize("path", list(subcommands(COMMANDS)), ids=" ".join)
def test_every_command_is_in_the_readme_s_table(path: tuple[str, ...]) -> None:
    assert f"\n| `newsmon {' '.join(path)}` | " in README.read_text(encoding="utf-8")


@pytest.fixture
def run(database: str, tmp_path: Path) -> Run:
    """Run a command of the README where its files are, on a database of its own."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "ferry.html").write_text(PAGE, encoding="utf-8")
    environment = os.environ | {
        "NEWSMON_CONFIG": str(tmp_path / "config"),
        "NEWSMON_HOME": str(tmp_path / "home"),
        "NEWSMON_DATABASE_URL": database,
        "COLUMNS": "100",
    }

    def run(command: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "newsmon.cli", *shlex.split(command)[1:]]
        process = subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert process.returncode == code, f"{command}\n{process.stdout}{process.stderr}"
        return process

    return run


@pytest.mark.slow
def test_commands_do_what_the_readme_says(run: Run) -> None:
    outputs = {command: run(command, code).stdout for command, code in RUN.items()}
    assert "us-china" in outputs["newsmon topics try article.txt"]
    extracted = json.loads(outputs["newsmon extract page.html --json"])
    assert extracted["title"] == "The ferry is late again"
    assert "up to date" in outputs["newsmon db migrate"]
    assert json.loads(run("newsmon status --json").stdout)["totals"]["articles"] == 1


@pytest.mark.slow
def test_a_first_run_ends_as_the_readme_shows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "feeds.yaml").write_text(ONLY_SEEDS)
    run("newsmon run")
    lines = {line.rstrip() for line in run("newsmon status --summary").stdout.splitlines()}
    (block,) = (block for block in blocks("text") if block.page == README)
    volatile = ("…", "Offline: ", "run 1 ")  # of a run without a network, at some time
    stated = [line for line in block.text.splitlines() if not line.startswith(volatile)]
    assert not [line for line in stated if line not in lines]


# ── YAML ──


def titled(text: str) -> str | None:
    """Which file a block is of, as its first line says."""
    match = re.match(r"# (feeds|topics|newsmon)\.yaml\n", text)
    return match[1] if match else None


@pytest.mark.parametrize("block", blocks("yaml"), ids=lambda block: block.page.name)
def test_every_yaml_block_is_valid(block: Block, tmp_path: Path) -> None:
    text, page = block.text, block.page.name
    name = titled(text)
    if name is None:
        assert page not in {"README.md", "CONTRIBUTING.md"}, "begin it with `# feeds.yaml`"
        yaml.safe_load(text)  # a fragment: the page's owner tests what it means
        return
    (tmp_path / "feeds.yaml").write_text(ONLY_SEEDS)
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    config = load(tmp_path)
    if name == "topics" and page == "README.md":
        problems = check(compile(config.topics))
        assert not [problem for problem in problems if problem.severity == "error"]


# ── SQL ──


@pytest.fixture(scope="module")
def sample_world(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with both days of the sample world."""
    with fresh_database(server, template) as url:
        load_sample_world(Database(url, "a test's"), tmp_path_factory.mktemp("world"))
        yield url


@pytest.mark.slow
@pytest.mark.xdist_group("readme")
@pytest.mark.parametrize(("sql", "table"), questions(README.read_text(encoding="utf-8")))
def test_each_question_has_the_answer_shown(sample_world: str, sql: str, table: str) -> None:
    with closing(connect(sample_world, role="reader")) as conn:
        assert answer(conn, sql) == table


def test_there_are_six_questions_with_an_answer() -> None:
    assert len(questions(README.read_text(encoding="utf-8"))) == 6
    assert len([block for block in blocks("sql") if block.page == README]) == 6


@pytest.mark.parametrize("block", blocks("sql"), ids=lambda block: block.page.name)
def test_every_query_may_be_asked_by_the_reader(block: Block, database: str) -> None:
    with closing(connect(database, role="reader")) as conn, conn.cursor() as cursor:
        for statement in filter(str.strip, block.text.split(";")):
            cursor.execute(statement)


# ── Links, words, lists ──


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for path, anchor in links(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target), f"{path}#{anchor}"


def test_every_reason_is_explained() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("### Reasons", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
    explained = {code for cell in cells for code in re.findall(r"`(\w+)`", cell)}
    assert explained == {reason.value for reason in Reason}


def test_the_picture_of_the_tables_has_all_of_them(database: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    picture = text.split("## The tables in one picture", 1)[1].split("```")[1]
    picture = picture.removeprefix("text")
    with closing(connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'newsmon'::regnamespace"
            " and relkind in ('r', 'p') and not relispartition"
        )
        tables = {name for (name,) in cursor.fetchall()}
    assert set(re.findall(r"[a-z_]{3,}", picture.replace("(pairs of articles)", ""))) == tables


def test_every_folder_has_its_line_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    top = {path.split("/")[0] for path in tracked if "/" in path and not path.startswith(".")}
    rooms = {
        "/".join(path.split("/")[:3])
        for path in tracked
        if path.startswith("src/newsmon/") and path.count("/") > 2
    }
    for folder in (top - {"src", "sql"}) | rooms:
        assert f"`{folder}/`" in text, folder
