# ruff: noqa: E501 - a table of patterns reads better unbroken
"""Lines of a text that say when it was updated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsmon.model import Moment, RemovedLine
from newsmon.times import find_moment

_START_LINES = 6
_END_LINES = 10
_LONGEST = 100  # characters

_UPDATED = re.compile(
    r"(?:this (?:article|story) was )?(?:last )?(?:updated?|modified|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|обновлено)"
    r"(?:\s+(?:on|at|am|le|el|il))?\s*[:,]?\s*(?P<when>.{4,60}\d.{0,20})", re.I
)  # fmt: skip


class DatedText(NamedTuple):
    """A text without its "Updated:" lines, those lines, and the last time that they state."""

    lines: tuple[str, ...]
    removed: tuple[RemovedLine, ...]
    updated: Moment | None


def split_updates(lines: Sequence[str]) -> DatedText:
    """Take the lines out that say when the text was updated, near its start and its end."""
    lines = [line for line in lines if line.strip()]
    body: list[str] = []
    removed: list[RemovedLine] = []
    updated = None
    for i, line in enumerate(lines):
        is_edge = i < _START_LINES or i >= len(lines) - _END_LINES
        moment = _update_time(line) if is_edge else None
        if moment is None:
            body.append(line)
        else:
            removed.append(RemovedLine(line, "updated"))
            updated = moment
    return DatedText(tuple(body), tuple(removed), updated)


def _update_time(line: str) -> Moment | None:
    match = _UPDATED.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    return find_moment(match["when"], "document") if match else None
