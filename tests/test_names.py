"""Names that an engineer of this field reads at sight.

Run as a program, it prints the shares that the tests hold:  python -m tests.test_names [FOLDER …]
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

# Words that say nothing of what a name holds: pronouns, determiners, bare participles.
VAGUE = frozenset(
    re.findall(
        r"\w+",
        """
    one ones other others another some any each rest thing things stuff something somebody whoever
    found given known unknown kept said heard brought wanted unwanted asked taken told got had seen
    came went gone put left made done held met meant shown shut lost won sent gave took let gotten
    """,
    )
)
# A vague word that is the term of a thing, and why.
TERMS: dict[str, str] = {
    "gone": "HTTP 410 and the state of a feed that answers it, public contract",
    "told": "a column of report.alerts: the targets that know, public contract",
}
MOST_VAGUE_IN_TESTS = 0.025

# The comment under a statement's name.
COMMENT_OF_STATEMENT = re.compile(r"^-- name: (\w+)\n-- (.*)", re.MULTILINE)
QUESTION = re.compile(r"(What|Which|Whether|Who|Whose|How|Where|When|Why)\b")
# Module names that stand in more than one room, and why.
SHARED_MODULES: dict[str, str] = {
    "__init__": "the language's",
    "__main__": "the language's",
}


def bindings(tree: ast.Module) -> Iterator[str]:
    """Every name that the module binds: definitions, arguments, targets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


def is_vague(name: str) -> bool:
    """Tell whether a name is nothing but a vague word."""
    plain = name.strip("_").lower()
    return plain in VAGUE and plain not in TERMS


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            text = ast.get_docstring(node)
            if text:
                yield text


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def vague_bindings(paths: list[Path]) -> tuple[Counter[str], int]:
    """Count the vague names of some modules, and all names that they bind."""
    vague: Counter[str] = Counter()
    total = 0
    for path in paths:
        names = list(bindings(ast.parse(path.read_text(encoding="utf-8"))))
        total += len(names)
        vague.update(name for name in names if is_vague(name))
    return vague, total


def question_docstrings(paths: list[Path]) -> tuple[list[str], int]:
    """Return `module: first line` of docstrings that open with a question word, and the total."""
    questions, total = [], 0
    for path in paths:
        for text in docstrings(ast.parse(path.read_text(encoding="utf-8"))):
            total += 1
            if QUESTION.match(text):
                questions.append(f"{path.relative_to(ROOT)}: {text.splitlines()[0]}")
    return questions, total


def comments(source: str) -> Iterator[str]:
    """Yield the comments that stand on lines of their own, the lines of a block as one."""
    block: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and token.line.lstrip().startswith("#"):
            block.append(token.string.lstrip("#: "))
        elif token.type != tokenize.NL and block:
            yield " ".join(block)
            block = []


def test_a_vague_name_is_noticed() -> None:
    tree = ast.parse("def pick(other, url):\n    found = [one for one in other]\n    return found")
    assert [name for name in bindings(tree) if is_vague(name)] == ["other", "found", "one"]


def test_names_say_what_they_hold() -> None:
    vague, _ = vague_bindings(modules("src", "dags", "plugins"))
    assert not vague


def test_names_of_tests_say_what_they_hold() -> None:
    vague, total = vague_bindings(modules("tests", "benchmarks", "demo", "scripts"))
    assert sum(vague.values()) <= MOST_VAGUE_IN_TESTS * total, vague


def test_docstrings_open_with_a_verb_or_a_noun_and_not_with_a_question() -> None:
    questions, _ = question_docstrings(modules("src", "dags", "plugins"))
    assert not questions


def test_comments_do_not_open_with_a_question() -> None:
    questions = [
        f"{path.relative_to(ROOT)}: {comment}"
        for path in modules("src", "dags", "plugins")
        for comment in comments(path.read_text(encoding="utf-8"))
        if QUESTION.match(comment)
    ]
    assert not questions


def test_the_comment_of_a_statement_says_what_it_does() -> None:
    for path in sorted((ROOT / "sql" / "queries").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        names = re.findall(r"^-- name: (\w+)", text, re.MULTILINE)
        comment_of = dict(COMMENT_OF_STATEMENT.findall(text))
        assert list(comment_of) == names, path.name
        for name, comment in comment_of.items():
            assert re.match(r"[A-Z]", comment), (path.name, name, comment)
            assert not QUESTION.match(comment), (path.name, name, comment)


def test_a_question_is_noticed() -> None:
    source = (
        "# What it is.\n# More of it.\nx = 1  # What follows code\n\n# A reason.\ny = '# Who'\n"
    )
    assert list(comments(source)) == ["What it is. More of it.", "A reason."]
    assert [bool(QUESTION.match(comment)) for comment in comments(source)] == [True, False]


def test_a_module_name_stands_in_one_room_only() -> None:
    stems = Counter(path.stem for path in modules("src"))
    assert {stem for stem, count in stems.items() if count > 1} <= SHARED_MODULES.keys()


def report(folders: list[str]) -> None:
    paths = modules(*folders)
    vague, total = vague_bindings(paths)
    print(f"vague names: {sum(vague.values())} of {total} ({sum(vague.values()) / total:.1%})")
    print("  " + ", ".join(f"{name} {count}" for name, count in vague.most_common()))
    for path in paths:
        names, _ = vague_bindings([path])
        if names:
            print(f"  {path.relative_to(ROOT)}: {dict(names)}")
    questions, total = question_docstrings(paths)
    print(f"docstrings that open with a question: {len(questions)} of {total}")
    print("\n".join(f"  {line}" for line in questions))


if __name__ == "__main__":
    report(sys.argv[1:] or ["src", "dags", "plugins"])
