"""Titles, names and summaries as publishers write them, made harmless and plain."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

import nh3

from newsmon.feeds.tag_names import with_names_escaped
from newsmon.text import clean, clean_line, storable

# The HTML5 algorithm behind nh3 is quadratic in badly nested tags (0.04 s for a thousand). No
# teaser and few full texts have more; beyond this, tags are stripped by a linear pattern.
_MAX_TAGS: Final = 1000
_MAX_PLAIN: Final = 20_000  # characters of markup read for one plain value
_MAX_CONTENT: Final = 500_000  # characters of full content; longer ones are read from the page
# Tags and references of one text: sixteen such take a tenth of a second at worst.
_MANY_TAGS: Final = 250
# Marks that stand on one letter: they are put in order, which takes the square of their number.
_MANY_MARKS: Final = re.compile(r"[^\w\s\x00-\x7f]{250}")
_ROUNDS: Final = 3  # markup escaped twice over is common, more often than that is mischief

_BLOCK: Final = re.compile(r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6]|tr|blockquote|figure)\b)", re.I)
_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*>")
# Tags of elements that leave their text where it stands, whatever is nested in what.
_SIMPLE_TAG: Final = re.compile(
    r"</?(?:p|br|a|b|i|em|strong|span|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|img|u|hr"
    r"|small|sub|sup|cite)"
    r"(?:[ \t\n]+[a-z_-]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'))?)*[ \t\n]*/?>",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}")
_NAME_BREAK: Final = re.compile(r"\s*[;|]\s*|\s+(?:and|&)\s+|,\s+(?=\w+\.?\s+\w)")
_NO_NAME: Final = frozenset({"", "none", "null", "admin", "administrator", "webmaster", "unknown"})
_MAX_NAMES: Final = 20
# Made once: putting a sanitiser's lists together takes longer than cleaning a teaser.
_WITHOUT_TAGS: Final = nh3.Cleaner(tags=set())
_HARMLESS: Final = nh3.Cleaner(url_schemes={"http", "https"})


def plain(markup: str, *, rounds: int = _ROUNDS) -> str:
    """Return the text of a snippet of HTML, one paragraph a line.

    Markup escaped so many times less one is removed as well; with one round it is text.
    """
    text = markup
    if len(text) > _MAX_PLAIN:
        text = text[:_MAX_PLAIN]
        if text.rfind("<") > text.rfind(">"):  # not in the middle of a tag
            text = text[: text.rfind("<")]
    for _ in range(rounds):
        if "<" not in text and "&" not in text:
            break
        before, text = text, html.unescape(_untagged(text))
        if text == before:
            break
    return clean(text)


def title(markup: str) -> str:
    """Return a title on one line, of which nobody says whether it is text or markup.

    Names of tags stay (`Why <marquee> is back`), tags in use go.
    """
    text = markup[:_MAX_PLAIN]
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            break
        before, text = text, html.unescape(_untagged(with_names_escaped(text)))
        if text == before:
            break
    return storable(clean_line(text))


def plain_line(markup: str) -> str:
    """Return the same on one line."""
    return storable(plain(markup).replace("\n", " "))


def _untagged(text: str) -> str:
    if not _TAG.search(text):
        return text
    text = _BLOCK.sub("\n<", text)
    if "&" not in text and "<" not in (bare := _SIMPLE_TAG.sub("", text)):
        return bare
    if text.count("<") > _MAX_TAGS:
        return _TAG.sub("", text)
    return _WITHOUT_TAGS.clean(text)


def sanitised(markup: str) -> str:
    """Return HTML that may be kept: no script, no style, no handler, web links only.

    Empty for content too large or too tangled to sanitise in bounded time: the page has it too.
    """
    if len(markup) > _MAX_CONTENT or markup.count("<") > _MAX_TAGS:
        return ""
    return _HARMLESS.clean(clean(markup)).strip()


def is_tangled(text: str) -> bool:
    """Tell whether a text may take long to be made plain."""
    if len(text) < _MANY_TAGS:
        return False
    is_marked = not text.isascii() and _MANY_MARKS.search(text) is not None
    return is_marked or text.count("<") + text.count("&") >= _MANY_TAGS


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names of people in bylines: no addresses, no "By", each once."""
    people: dict[str, None] = {}
    for value in values:
        line = plain_line(value[:1000])
        line = _ADDRESS.sub(" ", line) if "@" in line else line
        line = line.replace("()", " ").strip(" ()<>,")
        line = line[3:] if line.lower().startswith("by ") else line
        for part in _NAME_BREAK.split(line):
            name = part.strip(" ,()")
            if name.lower() not in _NO_NAME and "://" not in name and len(name) <= 120:
                people.setdefault(name)
    return tuple(people)[:_MAX_NAMES]
