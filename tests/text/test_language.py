"""The language of a text, and the codes that it is stated by."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest

from newsmon.text import contradicts, detect_language, language_code


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


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en", "en"), ("en-GB", "en"), ("en_US", "en"), ("EN", "en"), (" de-AT ", "de"), ("deu", "de"),
        ("ger", "de"), ("nb", "no"), ("nn-NO", "no"), ("nob", "no"), ("fil", "tl"), ("fil-PH", "tl"),
        ("iw", "he"), ("in", "id"), ("ji", "yi"), ("mo", "ro"), ("yue", "zh"), ("yue-Hant-HK", "zh"),
        ("zh-Hans-CN", "zh"), ("cmn", "zh"), ("arz", "ar"), ("prs", "fa"), ("swh", "sw"), ("jp", "ja"),
        ("ckb", "ku"), ("pt-BR", "pt"), ("ca-valencia", "ca"), ("sr-Latn@x", "sr"), ("uz-Cyrl", "uz"),
        ("zxx", "zxx"), ("", None), (None, None), ("english", None), ("e", None), ("12", None),
    ],
)  # fmt: skip
def test_a_language_has_one_code_however_it_is_stated(stated: str | None, code: str | None) -> None:
    assert language_code(stated) == code


@pytest.mark.parametrize(
    ("language", "demanded"),
    [("no", "nb"), ("nn", "no"), ("tl", "fil"), ("he", "iw"), ("zh", "yue"), ("hr", "bs"), ("sr", "hr"),
     ("ms", "id"), ("am", "ti"), ("en", "haw"), (None, "de"), ("en", None), ("ar", "arz"), ("ku", "ckb")],
)  # fmt: skip
def test_a_source_may_demand_its_language_by_any_of_its_codes(
    language: str | None, demanded: str | None
) -> None:
    assert not contradicts(language, demanded)


@pytest.mark.parametrize(("language", "demanded"), [("en", "de"), ("da", "nb"), ("zh", "ja")])
def test_another_language_is_another(language: str, demanded: str) -> None:
    assert contradicts(language, demanded)


def test_a_language_that_nobody_here_can_tell_is_believed() -> None:
    text = "ጠቅላይ ሚኒስትሩ ሐሙስ ዕለት ስለ ድልድዩ ተናገሩ። ነዋሪዎች ደስ ብሏቸዋል። ሥራው በክረምት በፊት ይጠናቀቃል ተብሏል። "
    assert detect_language(text * 2) == "am"
    assert detect_language(text * 2, "ti-ER") == "ti"
