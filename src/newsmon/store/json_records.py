"""Python values as one JSON parameter, which `json_to_recordset` reads as rows by column name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta


def json_records(records: Iterable[Mapping[str, object]]) -> str:
    """Return a JSON array of objects, with each value as Postgres reads its type.

    Takes str, numbers, None, lists, enums of str, bytes (bytea), datetime, timedelta (interval) and
    dataclasses (jsonb).
    """
    return json.dumps(list(records), default=_as_json, ensure_ascii=False)


def as_json_object(value: object) -> str:
    """Return a dataclass as a JSON object, with each value as in `json_records`."""
    return json.dumps(value, default=_as_json, ensure_ascii=False)


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds()} seconds"
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
