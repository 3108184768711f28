"""One bad row costs that row: a digest of all that can be shown, where all of it cannot be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from newsmon.report.contents import Rows
from newsmon.store.faults import each_sound, is_of_an_item, rejection_of

log = logging.getLogger(__name__)


Page = TypeVar("Page")


def build(rows: Rows, page_of: Callable[[Rows], Page]) -> Page:
    """Return the page of all rows, or of those that it can be made of; the log has the others.

    Raises where not even the page of no rows can be made.
    """
    try:
        return page_of(rows)
    except Exception as error:
        if not is_of_an_item(error):
            raise
        return page_of(_sound(rows, page_of))


def _sound(rows: Rows, page_of: Callable[[Rows], Any]) -> Rows:
    """Return the rows that a page can be made of; articles first, for the others stand by them."""
    sound = Rows(articles=(), left_out=rows.left_out)
    page_of(sound)
    for kind in (field.name for field in fields(Rows) if field.name != "left_out"):
        sound = replace(sound, **_of_kind(sound, kind, getattr(rows, kind), page_of))
    return sound


def _of_kind(
    sound: Rows, kind: str, candidates: Sequence[Any], page_of: Callable[[Rows], Any]
) -> dict[str, Any]:
    def work(part: Sequence[Any]) -> Sequence[Any]:
        changed: dict[str, Any] = {kind: part}
        page_of(replace(sound, **changed))
        return part

    sound_rows = each_sound(candidates, work, lambda row, error: leave_out(kind, row, error))
    return {kind: sound_rows, "left_out": sound.left_out + len(candidates) - len(sound_rows)}


def leave_out(kind: str, row: object, error: Exception) -> None:
    """Log a row of a digest that cannot be shown, with the reason and the traceback."""
    rejection = rejection_of(error)
    log.error(
        "the digest leaves out one of its %s (%s): %s: %s",
        kind.replace("_", " "), str(row)[:200], rejection.reason.value, rejection.detail,
        exc_info=error,
    )  # fmt: skip
