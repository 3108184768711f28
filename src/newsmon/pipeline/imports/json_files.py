"""Files of JSON: an object a line, one object, an array; of our own form or of ninjs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from newsmon import wires
from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import ImportItem, passed_over, unusable
from newsmon.pipeline.imports.json_documents import Countries, document_of_object
from newsmon.pipeline.imports.wire_documents import content_of, documents_of


def read_lines(path: Path, now: datetime, countries: Countries) -> Iterator[ImportItem]:
    """Yield the documents of a file with one JSON object a line."""
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            place = f"{path}:{number}"
            if len(line) > imported.MAX_BYTES:
                yield unusable(place, f"longer than {imported.MAX_BYTES} bytes")
            elif line.strip():
                try:
                    value = json.loads(line)
                except json.JSONDecodeError as error:
                    yield unusable(place, f"{error.msg}, at character {error.pos + 1}")
                except (ValueError, RecursionError) as error:
                    yield unusable(place, error)
                else:
                    yield from _read_object(value, place, now, countries)


def read_json(path: Path, now: datetime, countries: Countries) -> Iterator[ImportItem]:
    """Yield what is in a JSON file: items of ninjs, however wrapped, or objects of our own form."""
    try:
        value = json.loads(content_of(path))
    except RecursionError:
        yield unusable(str(path), "JSON nested too deep")
        return
    several = isinstance(value, list)
    for number, part in enumerate(value if several else [value], 1):
        place = f"{path}:{number}" if several else str(path)
        if _is_own(part):
            yield from _read_object(part, place, now, countries)
        else:
            items = list(documents_of(wires.json_items(part), place, now))
            yield from items or [passed_over(place, "kind")]


def _is_own(value: object) -> bool:
    """Tell whether a JSON value has the form of our own documents."""
    return isinstance(value, dict) and not value.keys().isdisjoint({"text", "html"})


def _read_object(
    value: object, place: str, now: datetime, countries: Countries
) -> Iterator[ImportItem]:
    """Yield the document that an object is: an item of ninjs, or one of our own form."""
    if wires.is_ninjs(value):
        yield from documents_of(wires.json_items(value), place, now)
        return
    try:
        yield document_of_object(value, now, countries)
    except (ValueError, TypeError) as error:
        yield unusable(place, error)


def _lines(file: Any) -> Iterator[bytes]:
    """Yield lines, none longer than MAX_BYTES + 1: the remainder of a longer one is skipped."""
    while line := file.readline(imported.MAX_BYTES + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(imported.MAX_BYTES)
