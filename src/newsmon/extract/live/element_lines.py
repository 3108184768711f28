"""The lines of text in one element, as a reader sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.prose.prose_blocks import INLINE
from newsmon.text import clean_line
from newsmon.text.sentence_ends import ends_sentence

_NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "button", "form", "nav", "figure",
     "video", "audio", "select"}
)  # fmt: skip

_LABEL = 45  # characters: a longer line is no label


def element_lines(element: HtmlElement, without: Collection[HtmlElement] = ()) -> list[str]:
    """Return the lines of an element, but for what stands in some elements within it."""
    lines: list[str] = []
    pieces: list[str] = []

    def end_line() -> None:
        if line := clean_line("".join(pieces)):
            lines.append(line)
        pieces.clear()

    walker = etree.iterwalk(element, events=("start", "end"))
    for event, current in walker:
        is_block = current.tag not in INLINE
        if is_block:
            end_line()
        if event == "start":
            if current.tag in _NO_TEXT or current in without:
                walker.skip_subtree()
            else:
                pieces.append(current.text or "")
        elif current is not element:
            pieces.append(current.tail or "")
    end_line()
    return lines


def without_labels(lines: Sequence[str]) -> list[str]:
    """Return lines without the short ones at both ends that are no sentences: names, labels."""
    sentences = [i for i, line in enumerate(lines) if len(line) > _LABEL or ends_sentence(line)]
    return list(lines[sentences[0] : sentences[-1] + 1]) if sentences else list(lines)
