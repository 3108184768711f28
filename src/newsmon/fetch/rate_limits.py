"""The rate that a server states in its headers, so that it is kept before the server refuses.

`RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10: lists of RFC 9651), the
older `RateLimit: limit=…, remaining=…, reset=…`, and the `X-RateLimit-…` of many services.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, cast

from http_sf import StructuredFieldError, parse

_LONGEST: Final = 3600.0  # seconds; a longer window is not waited for because of a header
_EPOCH: Final = 1_000_000_000.0  # a reset beyond it is a time, not a number of seconds
_PREFIXES: Final = ("ratelimit-", "x-ratelimit-", "x-rate-limit-")


def seconds_to_wait(headers: Sequence[tuple[str, str]], now: datetime) -> float | None:
    """Return the seconds before the next request by which the stated rate is kept.

    What is left is spread over the rest of the window; with nothing left, all of it is waited for.
    None where no rate is stated, or none that can be read.
    """
    fields = {name.lower(): value for name, value in headers}
    pauses = [
        _pause(remaining, reset, now)
        for remaining, reset in _quotas(fields)
        if remaining is not None and reset is not None
    ]
    return max(pauses, default=None)


def _pause(remaining: float, reset: float, now: datetime) -> float:
    if reset >= _EPOCH:
        reset -= now.timestamp()
    return min(max(reset, 0.0) / max(remaining, 1.0), _LONGEST)


def _quotas(fields: Mapping[str, str]) -> list[tuple[float | None, float | None]]:
    """Return what is left and the seconds to the end of its window, for each quota stated."""
    quotas = _structured(fields.get("ratelimit"))
    for prefix in _PREFIXES:
        quotas.append(
            (_number(fields.get(f"{prefix}remaining")), _number(fields.get(f"{prefix}reset")))
        )
    return quotas


def _structured(value: str | None) -> list[tuple[float | None, float | None]]:
    if not value:
        return []
    raw = value[:2000].encode("utf-8", "replace")
    try:
        items = cast("list[tuple[object, dict[str, object]]]", parse(raw, tltype="list"))
        quotas = [(_number(names.get("r")), _number(names.get("t"))) for _, names in items]
        if any(remaining is not None for remaining, _ in quotas):
            return quotas
    except (StructuredFieldError, ValueError):
        pass
    try:
        older = cast("dict[str, tuple[object, object]]", parse(raw, tltype="dictionary"))
    except (StructuredFieldError, ValueError):
        return []
    return [(_number(older.get("remaining", (None,))[0]), _number(older.get("reset", (None,))[0]))]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(str(value)[:20])
    except ValueError:
        return None
    return number if 0 <= number < 1e12 else None
