"""Texts that share a legal part or another set piece, and copies that look like them."""

from __future__ import annotations

from tests.dedup.writing import article, trimmed

# What a company or an authority puts under all that it says.
LEGAL = article(901, 12)
SHORT_LEGAL = article(902, 6)
LONG_LEGAL = article(903, 40)
HEADER = "Press release of the Northern Harbour Company, for release at once.\n"
CONTACT = "\nFor questions: the press office, weekdays from nine to five."


def news(seed: int, sentences: int = 3) -> str:
    return article(seed, sentences)


CHARACTERS = "".join(chr(0x4E00 + (7919 * n) % 5000) for n in range(400))


def characters(seed: int, count: int) -> str:
    """News in a script without spaces."""
    return "".join(chr(0x5E00 + (seed * 131 + 104729 * n) % 4000) for n in range(count)) + "。"


TWO_TEXTS: dict[str, tuple[str, str]] = {
    "three paragraphs of news and a legal part": (
        f"{news(1)}\n{LEGAL}",
        f"{news(2)}\n{LEGAL}",
    ),
    "a legal part ten times as long as the news": (
        f"{news(3)}\n{LONG_LEGAL}",
        f"{news(4)}\n{LONG_LEGAL}",
    ),
    "little news before a short legal part": (
        f"{news(5, 2)}\n{SHORT_LEGAL}",
        f"{news(6, 2)}\n{SHORT_LEGAL}",
    ),
    "a header in common as well": (
        f"{HEADER}{news(7)}\n{LEGAL}",
        f"{HEADER}{news(8)}\n{LEGAL}",
    ),
    "a contact at the end as well": (
        f"{news(9)}\n{LEGAL}{CONTACT}",
        f"{news(10)}\n{LEGAL}{CONTACT}",
    ),
    "news of unequal length": (
        f"{news(11, 3)}\n{LEGAL}",
        f"{news(12, 7)}\n{LEGAL}",
    ),
    "one with a contact of another office": (
        f"{news(13)}\n{LEGAL}",
        f"{news(14)}\n{LEGAL}\n{news(15, 1)}",
    ),
    "a legal part that one of them has cut": (
        f"{news(16)}\n{LEGAL}",
        f"{news(17)}\n{trimmed(LEGAL, 0.8)}",
    ),
    "a legal part that was edited between": (
        f"{news(18)}\n{LONG_LEGAL}",
        f"{news(19)}\n" + LONG_LEGAL.replace("after months of delay", "late"),
    ),
    "a byline and a dateline of each wire": (
        f"By Ann Weaver\nBORLAND, May 3 (Wire) — {news(20)}\n{LEGAL}",
        f"By Tom Fisher\nELM, May 4 (Press) — {news(21)}\n{LEGAL}",
    ),
    "a quote in common within the news": (
        f"{news(22)} The chair of the board said so. {news(23, 1)}\n{LEGAL}",
        f"{news(24)} The chair of the board said so. {news(25, 1)}\n{LEGAL}",
    ),
    "a script without spaces": (
        characters(1, 90) + CHARACTERS,
        characters(2, 90) + CHARACTERS,
    ),
}

_TEXT = article(801, 18)
_LINES = _TEXT.split("\n")
ONE_TEXT: dict[str, tuple[str, str]] = {
    "a lead of one's own": (f"{news(31)}\n{_TEXT}", _TEXT),
    "a caption of each": (
        f"A ferry in fog off {_LINES[0].split()[0]}, seen from the pier\n{_TEXT}",
        f"The pier of Elm, where the ferries berth at night\n{_TEXT}",
    ),
    "another first sentence": (
        _TEXT,
        "It was late on Monday. " + _TEXT.partition(". ")[2],
    ),
    "a release on two wires": (f"{news(32)}\n{LEGAL}", f"{HEADER}{news(32)}\n{LEGAL}{CONTACT}"),
    "a release without its legal part": (f"{news(33, 8)}\n{LEGAL}", news(33, 8)),
    "another end": (f"{_TEXT}\n{news(34)}", f"{_TEXT}\n{news(35)}"),
    "a paragraph replaced within": (
        "\n".join([*_LINES[:2], news(36), *_LINES[3:]]),
        "\n".join([*_LINES[:2], news(37), *_LINES[3:]]),
    ),
}
