"""Boilerplate learned from one source's own pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsmon.extract import learn, normalise_line

PITCH = "Our harbour desk answers your letters every Friday"
WIRE = "The agency could not reach the shipping line for comment."


def source(pages: int, recurring: str, every: int = 1) -> list[list[str]]:
    return [
        [
            f"A sentence of page {'x' * n} about ship {'y' * n}.",
            *([recurring] if n % every == 0 else []),
        ]
        for n in range(1, pages + 1)
    ]


def test_a_line_on_many_pages_is_learned() -> None:
    assert learn(source(12, PITCH)) == {normalise_line(PITCH)}


def test_numbers_do_not_hide_a_line() -> None:
    pages = [[f"Follow live updates ({n})", f"Sentence {'z' * n} alone."] for n in range(1, 9)]
    assert learn(pages) == {"follow live updates 0"}


def test_few_pages_teach_nothing() -> None:
    assert learn(source(3, PITCH)) == frozenset()


def test_a_rare_line_of_a_big_source_is_not_learned() -> None:
    assert learn(source(200, PITCH, every=40)) == frozenset()


def test_a_wire_sentence_that_others_print_too_is_not_learned() -> None:
    assert learn(source(12, WIRE), foreign={normalise_line(WIRE)}) == frozenset()


def test_bare_words_and_long_paragraphs_are_not_learned() -> None:
    assert learn(source(12, "Analysis")) == frozenset()
    assert learn(source(12, "A long quotation of the law. " * 40)) == frozenset()


def test_a_line_repeated_on_one_page_counts_once() -> None:
    assert learn([[PITCH] * 50, ["Another page."]]) == frozenset()


@given(st.text())
def test_normalising_twice_is_normalising_once(line: str) -> None:
    assert normalise_line(normalise_line(line)) == normalise_line(line)


@given(st.lists(st.lists(st.text(max_size=60), max_size=8), max_size=12))
def test_nothing_foreign_is_ever_learned(pages: list[list[str]]) -> None:
    foreign = {normalise_line(line) for page in pages for line in page}
    assert learn(pages, foreign, min_pages=1, min_share=0) == frozenset()
