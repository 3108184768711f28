"""A text beside what trafilatura alone reads on its page."""

from __future__ import annotations

from tests.extract.pages import BODY, html, page

from newsmon.extract import compare_readings


def test_a_whole_text_keeps_all_prose() -> None:
    assert compare_readings(page(html()), "\n".join(BODY)).share == 1.0


def test_a_lost_half_shows() -> None:
    comparison = compare_readings(page(html()), "\n".join(BODY[:2]))
    assert 0.3 < comparison.share < 0.7


def test_order_and_line_breaks_do_not_matter() -> None:
    assert compare_readings(page(html()), "\n".join(BODY[::-1])).share == 1.0


def test_a_page_without_prose_lacks_nothing() -> None:
    comparison = compare_readings(
        page("<html><body><nav><a href='/'>Home</a></nav></body></html>"), ""
    )
    assert (comparison.peer, comparison.share) == (0, 1.0)


def test_scripts_without_spaces_are_compared_by_character() -> None:
    line = "市議会は月曜日の夜、往復の渡し船の切符を四十円値上げすることを決めた。" * 3
    whole = page(html(paragraphs=[line, line[::-1]], lang="ja"))
    assert compare_readings(whole, line).share < 0.9
    assert compare_readings(whole, f"{line}\n{line[::-1]}").share == 1.0
