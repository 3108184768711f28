"""Which language a text is in."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest

from newsmon.text import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers agreed on Thursday that the bridge would be rebuilt before the winter.", "en"),
        ("Die Minister einigten sich am Donnerstag darauf, die Brücke vor dem Winter neu zu bauen.", "de"),
        ("Les ministres ont décidé jeudi que le pont serait reconstruit avant la fin de l'hiver.", "fr"),
        ("В четверг министры договорились о том, что мост будет восстановлен до начала зимы.", "ru"),
        ("部长们周四同意，这座桥将在冬天之前重建。当地居民对此表示欢迎。", "zh"),
    ],
)  # fmt: skip
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "OK", "12345 67890 " * 10, "Rome Paris Berlin", "http://a.b/" * 9]
)
def test_none_is_said_where_nothing_tells(text: str) -> None:
    assert detect_language(text) is None


def test_addresses_do_not_decide() -> None:
    text = "Nähere Angaben machte die Behörde am Freitag nicht, hieß es. https://www.example.com/the/news"
    assert detect_language(text) == "de"


def test_a_huge_text_costs_no_more_than_its_beginning() -> None:
    assert (
        detect_language("The council met again on Monday to speak of the harbour. " * 200_000)
        == "en"
    )


def test_what_the_page_states_is_believed_only_where_the_text_agrees() -> None:
    german = (
        "Die Minister einigten sich am Donnerstag darauf, die Brücke vor dem Winter neu zu bauen. "
    )
    assert detect_language(german * 4, "de") == "de"
    assert detect_language(german * 4, "en") == "de"
