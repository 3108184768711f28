"""Plain-text documents: headline, standfirst, captions and bylines known by their place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsmon.extract.document.line_rules import PHOTO_CREDIT, RULES, Where
from newsmon.extract.evidence.credits import people
from newsmon.model import RemovedLine
from newsmon.text.line_keys import text_key
from newsmon.text.sentence_ends import ends_sentence

_TITLE_LENGTH = 200  # characters
_CAPTION_LENGTH = 500
_BYLINE = re.compile(r"(?:by|von|par|por|di|автор:?)\s+\S.{2,80}", re.I)
_FILE_PHOTO = re.compile(r".{2,160}\((?:file|archive)(?: photo| image| picture)?\)\W*", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """A document's lines by what they are; `body` keeps the standfirst."""

    title: str
    bylines: tuple[str, ...]
    body: tuple[str, ...]
    removed: tuple[RemovedLine, ...]


def read_document(text: str, *, title: str | None = None) -> Document:
    """Split a cleaned text (one paragraph a line); `title` is its headline if supplied."""
    lines = text.split("\n") if text else []
    removed: list[RemovedLine] = []
    headline = _headline(lines, title)
    captions = _captions(lines)
    bylines = []
    body = []
    for i, line in enumerate(lines):
        if i == headline:
            removed.append(RemovedLine(line, "headline"))
        elif i in captions:
            removed.append(RemovedLine(line, captions[i]))
        elif i < 6 and _BYLINE.fullmatch(line) and people([line]):
            bylines.append(line)
            removed.append(RemovedLine(line, "byline"))
        else:
            body.append(line)
    headline_text = title or (lines[headline] if headline is not None else "")
    return Document(headline_text, tuple(bylines), tuple(body), tuple(removed))


def _headline(lines: list[str], title: str | None) -> int | None:
    """Return the headline's index: the supplied title's line, else a first line, no sentence.

    A text that is nothing but its headline, as an agency's flash is, stays a text.
    """
    if title and len(lines) > 1:
        return next((i for i, li in enumerate(lines[:8]) if text_key(li) == text_key(title)), None)
    for i, line in enumerate(lines[:4]):
        if not _is_boilerplate(line):
            fits = len(line) <= _TITLE_LENGTH and not ends_sentence(line)
            return i if fits and len(lines) > i + 1 else None
    return None


def _is_boilerplate(line: str) -> bool:
    return any(
        rule.where in (Where.START, Where.ANYWHERE, Where.EDGES)
        and len(line) <= rule.longest
        and rule.pattern.fullmatch(line) is not None
        for rule in RULES
    )


def _captions(lines: list[str]) -> dict[int, str]:
    """Return the captions: lines printed twice in a row, lines with a photo credit, file photos."""
    captions: dict[int, str] = {}
    for i, line in enumerate(lines):
        if i and text_key(line) and text_key(line) == text_key(lines[i - 1]):
            captions[i - 1] = captions[i] = "repeated caption"
        elif len(line) <= _CAPTION_LENGTH and (
            PHOTO_CREDIT.search(line) or _FILE_PHOTO.fullmatch(line)
        ):
            captions[i] = "caption"
    last = len(lines) - 1
    # A caption that closes a document may stand under a headline of its own.
    if (
        captions.get(last)
        and last > 3
        and len(lines[last - 1]) <= 100
        and not ends_sentence(lines[last - 1])
    ):
        captions[last - 1] = "caption"
    return captions
