"""Documents as JSON objects of newsmon's own form, from files or a pipe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from newsmon.model import Moment, SuppliedMetadata
from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import ImportedDocument
from newsmon.times import read_moment

Countries = Mapping[str, str | None]  # of sources, by slug and by name in small letters
_NUMBERS = frozenset({"title", "published_at"})  # fields that programs write as numbers, too
NOWHERE: Countries = MappingProxyType({})


def document_of_object(
    fields: object, now: datetime, countries: Countries = NOWHERE
) -> ImportedDocument:
    """Return the page of a JSON object: `url title text|html published_at source language authors`.

    Raises ValueError saying which field is wrong.
    """
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")
    url = _text(fields, "url")
    markup, text = _text(fields, "html"), _text(fields, "text")
    if not markup and not text:
        raise ValueError("neither text nor html in it")
    body = (markup or text or "").encode("utf-8", "replace")
    source = _text(fields, "source")
    country = countries.get((source or "").strip().casefold())
    supplied = SuppliedMetadata(
        title=_text(fields, "title"),
        authors=_authors(fields.get("authors")),
        published=_moment(_text(fields, "published_at"), country),
        language=_text(fields, "language"),
    )
    kind = "text/html" if markup else "text/plain"
    return imported.imported_document(body, kind, now, url=url, supplied=supplied, source=source)


def _is_missing(value: object) -> bool:
    """Tell whether a value is null, or NaN, as programs write what they do not have."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text(fields: dict[str, Any], name: str) -> str | None:
    """Return a text, or a number where one may be; None for what is missing."""
    value = fields.get(name)
    if _is_missing(value):
        return None
    if name in _NUMBERS and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value or None


def _authors(value: object) -> tuple[str, ...] | None:
    """Return names: of one text, parted by semicolons, or of a list of texts or objects."""
    if _is_missing(value):
        return None
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list):
        raise ValueError("authors is neither a text nor a list of texts")
    stated = [name.get("name") if isinstance(name, dict) else name for name in names]
    if not all(name is None or isinstance(name, str) for name in stated):
        raise ValueError("authors is neither a text nor a list of texts")
    return tuple(name.strip() for name in stated if name and name.strip())


def _moment(value: str | None, country: str | None) -> Moment | None:
    """Read a publication time as a document states it (`docs/dates.md`); None where it states none.

    Raises ValueError for what is no time, or can be read as two.
    """
    if not value:
        return None
    moment = read_moment(value, "given", country=country)
    if moment is None:
        raise ValueError(f"published_at {value[:40]!r} is not a date")
    return moment
