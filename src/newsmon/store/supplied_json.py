"""Facts that came with a document, as JSON beside its page; what is not stated is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsmon.model import Moment, Precision, SuppliedMetadata

_TEXTS = ("title", "language", "is_vouched_for", "origin")
_LISTS = ("authors", "bylines", "tags", "statements")
_MOMENTS = ("published", "modified")


def supplied_to_json(supplied: SuppliedMetadata) -> dict[str, object]:
    """Return what is stated, by field."""
    facts: dict[str, object | None] = {name: getattr(supplied, name) or None for name in _TEXTS}
    for name in _LISTS:
        value = getattr(supplied, name)
        facts[name] = list(value) if value or (name == "authors" and value is not None) else None
    for name in _MOMENTS:
        facts[name] = _moment_to_json(getattr(supplied, name))
    return {name: value for name, value in facts.items() if value is not None}


def supplied_from_json(facts: Mapping[str, Any]) -> SuppliedMetadata:
    """Return the facts that `supplied_to_json` was given."""
    authors = facts.get("authors")
    return SuppliedMetadata(
        title=facts.get("title"),
        authors=None if authors is None else tuple(authors),
        published=_moment_from_json(facts.get("published")),
        language=facts.get("language"),
        is_vouched_for=facts.get("is_vouched_for", False),
        modified=_moment_from_json(facts.get("modified")),
        bylines=tuple(facts.get("bylines", ())),
        tags=tuple(facts.get("tags", ())),
        origin=facts.get("origin", ""),
        statements=tuple((field, value) for field, value in facts.get("statements", ())),
    )


def _moment_to_json(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {
        "at": moment.at.isoformat(),
        "precision": moment.precision.value,
        "method": moment.method,
    }


def _moment_from_json(facts: Mapping[str, str] | None) -> Moment | None:
    if facts is None:
        return None
    return Moment(
        datetime.fromisoformat(facts["at"]), Precision(facts["precision"]), facts["method"]
    )
