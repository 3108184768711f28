"""Plain text that was broken into lines of one width, as agencies and mail programs send it."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from newsmon.text.scripts import takes_no_space
from newsmon.text.sentence_ends import ends_sentence

# Widths, in characters, that people break lines at; shorter lines are lists or verse, longer ones
# paragraphs.
_WIDTHS = range(40, 111)
_FEWEST = 4  # breaks that say how a text is set
# Of texts with a paragraph a line, headings aside, nearly all lines end a sentence; of broken ones
# hardly any.
_BROKEN = 0.65
_ROOM = 0.9  # of the width: had the next word fitted, the line was not broken for want of room
_BULLET = re.compile(r"(?:[-–—*•·]|\d{1,2}[.)])\s")
_ALSO_ENDS = ":;"


def unwrap(text: str) -> str:
    """Return the text with each paragraph on one line again, if it was broken at some width.

    Any other text is returned as it is. Blank lines, indents, bullets and lines that end early
    begin a paragraph.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = _width(lines)
    if width is None:
        return text
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _continues(before, line, width):
            joined[-1] += _gap(joined[-1]) + line.lstrip()
        else:
            joined.append(line)
    return "\n".join(joined)


def _width(lines: list[str]) -> float | None:
    """Return where the lines were broken; None where they were not."""
    followed = [before for before, after in pairwise(lines) if before and after]
    broken = [len(line) for line in followed if not ends_sentence(line, _ALSO_ENDS)]
    if len(followed) < _FEWEST or len(broken) < _BROKEN * len(followed):
        return None
    width = median(broken)
    return width if _WIDTHS[0] <= width <= _WIDTHS[-1] else None


def _continues(before: str, line: str, width: float) -> bool:
    """Tell whether a line goes on with the paragraph of the one before."""
    if not before or not line or _BULLET.match(line.lstrip()):
        return False
    if _indent(line) > _indent(before):
        return False
    word = line.split(maxsplit=1)[0]
    had_room = len(before) + 1 + len(word) <= _ROOM * width
    return not had_room or (not ends_sentence(before, _ALSO_ENDS) and word[0].islower())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _gap(before: str) -> str:
    """Return what stands between two parts of a line: nothing after a hyphen within a word."""
    hyphenated = before.endswith("-") and before[-2:-1].isalnum()
    return "" if hyphenated or takes_no_space(before[-1]) else " "
