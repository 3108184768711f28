"""Words, with and without spaces between them."""

from __future__ import annotations

import pytest

from newsmon.text import count_words, is_spaceless


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Talks went on for seven hours.", 6),
        ("It's the U.S.-led twenty-one's 3.5 per cent", 7),
        ("Мы говорили долго", 3),
        ("东京和北京", 3),
        ("คณะผู้แทนประชุม", 3),
        ("NATO 北约 meets", 3),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "spaceless"),
    [
        ("", False),
        ("12345 !!!", False),
        ("Talks in Rome", False),
        ("外交部发言人周一表示", True),
        ("日本語のニュース NHK", True),
        ("ข่าวต่างประเทศ", True),
        ("한국어는 띄어쓰기를 한다", False),
        ("The word 外交 in an English text", False),
    ],
)
def test_scripts_without_spaces_are_known_by_most_of_their_letters(
    text: str, spaceless: bool
) -> None:
    assert is_spaceless(text) is spaceless
