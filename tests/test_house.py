"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT

from newsmon.model import Reason
from newsmon.store.queries import area

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RUNNING = 8  # words of a publisher in a row that no file of ours may hold
USUAL_LINES = 300  # a longer module wants to be two
MOST_LINES = 400

# A dependency whose module has another name than it, or which is not imported but run.
MODULES = {
    "apache-airflow": "airflow",
    "apache-airflow-providers-celery": None,  # the executor that docker-compose.yml names
    "apache-airflow-providers-postgres": None,  # the form of the connection in Airflow's interface
    "google-re2": "re2",
    "lxml_html_clean": None,  # of trafilatura's justext, through lxml.html.clean
    "psycopg2-binary": "psycopg2",
    "pyyaml": "yaml",
    "tzdata": None,  # the rules of time zones, for zoneinfo where the system has none
    "redis": None,  # the broker of the executor above
}


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """A file as text; empty where it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def is_generated(path: Path) -> bool:
    """Tell whether a script of ours writes this file."""
    return "\nMade by scripts/" in text_of(path)[:300]


def python(*folders: str) -> list[Path]:
    """Return the modules that people write, in these folders."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in folders
        and not is_generated(path)
    ]


# ── Publishers' words ──


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "'").replace("'", ""))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    all_words = words(text)
    return {tuple(all_words[at : at + RUNNING]) for at in range(len(all_words) - RUNNING + 1)}


def headlines() -> str:
    manifest = yaml.safe_load((ROOT / "seeds" / "manifest.yaml").read_text(encoding="utf-8"))
    return "\n".join(seed["title"] for seed in manifest)


def without(sequences: set[tuple[str, ...]], allowed: str) -> set[tuple[str, ...]]:
    """Runs that are not wholly within one of the allowed lines."""
    lines = [" ".join(words(line)) for line in allowed.splitlines()]
    return {run for run in sequences if not any(" ".join(run) in line for line in lines)}


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "It was said on Monday that nobody had seen the keeper of the light."
    copied = "# note\nnobody had seen the “keeper”\nof the light, he wrote"
    assert runs(sentence) & runs(copied)
    assert not runs(sentence) & runs("Nobody saw the keeper of the light.")
    assert not without(runs(sentence), sentence)


def test_no_file_has_eight_words_running_of_a_given_article(shared: Path) -> None:
    originals = sorted((shared / "seeds").glob("*.txt"))
    assert len(originals) == 5
    theirs = {run for path in originals for run in runs(text_of(path))}
    theirs = without(theirs, headlines())
    assert len(theirs) > 1000
    copied = {
        str(path.relative_to(ROOT)): sorted(" ".join(run) for run in common)
        for path in tracked()
        if (common := theirs & runs(text_of(path)))
    }
    assert not copied


# ── Nothing of one machine ──

ELSEWHERE = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+)/\S")


def test_no_file_names_a_folder_of_someones_machine() -> None:
    places = {
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if path != Path(__file__)
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if ELSEWHERE.search(line)
    }
    assert not places


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=str)
def test_locks_have_hashes_and_no_address_of_an_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    for pin in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in pin, pin.splitlines()[0]


# ── Size, and nothing that nobody uses ──


def test_modules_fit_on_a_few_screens() -> None:
    lines = {
        str(path.relative_to(ROOT)): text_of(path).count("\n") for path in python("src", "dags")
    }
    for name, count in sorted(lines.items(), key=lambda item: -item[1]):
        if count > USUAL_LINES:
            print(f"{name}: {count} lines, wants to be two", file=sys.stderr)
    assert not {name for name, count in lines.items() if count > MOST_LINES}


def statements() -> list[str]:
    return [
        f"{path.stem}.{name}"
        for path in sorted((ROOT / "sql" / "queries").glob("*.sql"))
        for name in area(path.stem)
    ]


def test_every_statement_says_what_it_does() -> None:
    silent = [
        name
        for name in statements()
        if not area(name.split(".")[0])[name.split(".")[1]].description
    ]
    assert not silent


def test_every_statement_is_used() -> None:
    """By its whole name; or by a part put together with its area, where code says `f"area.{…}"`."""
    code = "\n".join(
        text_of(path) for path in python("src", "dags", "scripts", "benchmarks", "tests")
    )
    literals = set(re.findall(r"""["']([\w.]+)["']""", code))
    composed = set(re.findall(r"""f["'](\w+)\.(\w*)\{""", code))

    def used(name: str) -> bool:
        folder, short = name.split(".")
        return name in literals or any(
            folder == place and short.startswith(start) and short.removeprefix(start) in code
            for place, start in composed
        )

    assert not [name for name in statements() if not used(name)]


def test_every_reason_is_given_somewhere() -> None:
    code = "\n".join(
        text_of(path) for path in python("src") if path.name != "model.py"
    ) + "\n".join(text_of(path) for path in tracked() if path.suffix == ".sql")
    assert not [
        reason.value
        for reason in Reason
        if f"Reason.{reason.name}" not in code and f"'{reason.value}'" not in code
    ]


def imported() -> set[str]:
    """Top-level modules that our code imports, also late and by name."""
    names: set[str] = set()
    for path in python("src", "dags"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Import):
                names |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value.split(".")[0])  # import_module, find_spec
    return names


def dependencies() -> list[str]:
    """Return the names of what an installation brings, with all extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    requirements = [*project["dependencies"], *(line for extra in extras for line in extra)]
    names = [re.match(r"[A-Za-z0-9_-]+", line) for line in requirements]
    return [name[0] for name in names if name and name[0] != "newsmon"]


def test_every_dependency_is_used() -> None:
    modules = {name: MODULES.get(name, name.replace("-", "_")) for name in dependencies()}
    imports = imported()
    assert not [name for name, module in modules.items() if module and module not in imports]


def test_every_dependency_has_its_reason() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    rows = decisions.split("| library | for |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    explained = [name for row in rows for name in row.split("|")[1].strip().split(", ")]
    assert sorted(dependencies()) == sorted(explained)


# ── Tests that are there ──


def test_tests_mirror_the_rooms_of_the_house() -> None:
    rooms = {path.name for path in (ROOT / "src" / "newsmon").iterdir() if path.is_dir()}
    rooms -= {"__pycache__", "_data"}
    have = {path.parent.name for path in python("tests") if path.name.startswith("test_")}
    assert not rooms - have
