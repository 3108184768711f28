"""YAML as plain values with line numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.config.yamlfile import YamlFile, parse


def data(text: str) -> object:
    file = parse(text.encode(), "x.yaml")
    assert not file.problems
    return file.data


def only_problem(raw: str | bytes) -> tuple[int, str]:
    file = parse(raw.encode() if isinstance(raw, str) else raw, "x.yaml")
    assert file.data is None
    (problem,) = file.problems
    return problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("2022-03-14", "2022-03-14"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("-12", -12),
        ("0x1f", 31),
        ("0o17", 15),
        ("017", 17),
        ("1.5e3", 1500.0),
        ('"12"', "12"),
        ("'true'", "true"),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("9" * 5000, float("inf")),
        ("=Turkey", "=Turkey"),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    assert data(f"a: {text}\n") == {"a": value}


def test_every_value_knows_its_line() -> None:
    file = parse(b"a:\n  - b\n  - {c: 1,\n     d: 2}\n\ne: |\n  x\n", "x.yaml")
    assert file.lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 3,
        ("a", 1, "c"): 3,
        ("a", 1, "d"): 4,
        ("e",): 6,
    }


def test_a_path_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    file = parse(b"a:\n  b:\n    c: 1\n", "x.yaml")
    assert file.line(("a", "b", "x", 3)) == 2
    assert YamlFile("x.yaml").line(("a",)) == 1


def test_an_alias_is_what_its_anchor_is() -> None:
    assert data("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_aliases_of_aliases_take_no_memory() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 60)]
    assert len(str(parse("\n".join(lines).encode(), "x.yaml").lines)) < 100_000


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "is not YAML"),
        ("a: 1\n  b: 2\n", 2, "is not YAML"),
        ("a: 1\n\tb: 2\n", 2, "is not YAML"),
        ("a: 'x\n", 2, "is not YAML"),
        ("a: \x00\n", 1, "is not YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "a: is given twice (first on line 1); keep one"),
        ("a: 1\n---\nb: 2\n", 3, "a second document begins here"),
        ("a: *x\n", 1, "*x stands for nothing"),
        ("a: &x [*x]\n", 1, "*x stands for nothing"),
        ("a: !python/object:os.system x\n", 1, "has no meaning here"),
        ("? [a]\n: b\n", 1, "a name stands before the colon"),
        ("a: " + "[" * 1000 + "]" * 1000, 1, "nested more than 50 deep"),
        ("a: " + "[" * 300_000, 1, "nested more than 50 deep"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text: str, line: int, message: str) -> None:
    problem_line, problem = only_problem(text)
    assert message in problem
    assert problem_line == line


def test_a_file_that_is_not_utf_8_names_the_line() -> None:
    assert only_problem(b"a: 1\nb: caf\xe9\n") == (2, "is not UTF-8 text; save the file as UTF-8")


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse("\ufeffa: 1\n".encode(), "x.yaml").data == {"a": 1}


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_arbitrary_bytes_are_data_or_problems(raw: bytes) -> None:
    file = parse(raw, "x.yaml")
    assert (file.data is None) == bool(file.problems)
    assert all(line >= 1 and message for line, message in file.problems)


YAMLISH = st.lists(
    st.sampled_from([*"[]{}:,-?&*!|>'\"%@`# \n\tab1~.", "- ", "a: ", "&a ", "*a", "<<: ", "!!"]),
    max_size=40,
).map("".join)


@given(YAMLISH)
def test_arbitrary_yaml_is_data_or_problems(text: str) -> None:
    file = parse(text.encode(), "x.yaml")
    assert (file.data is None) == bool(file.problems)


@pytest.mark.parametrize("text", ["any:\n  - @china\n", "any: [Iran, @china]\n"])
def test_an_unquoted_set_is_answered_with_the_quotes(text: str) -> None:
    _, problem = only_problem(text)
    assert 'write "@china"' in problem
