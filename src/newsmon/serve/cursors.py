"""Places in a list, as an opaque text: the next page begins after it, whatever was added before."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any, NamedTuple

from newsmon.serve.problem_details import UnusableError

_LONGEST = 4000  # characters
_MOST = 2**63 - 1


class Place(NamedTuple):
    """The last row of a page: all that order the list by time have it."""

    at: datetime
    number: int


def encode(place: Place) -> str:
    """Write a place as text that fits into an address."""
    return _packed([place.at.isoformat(), place.number])


def decode(cursor: str) -> Place:
    """Read such a text; UnusableError for one that is none."""
    try:
        at, number = _unpacked(cursor)
        place = Place(datetime.fromisoformat(at), int(number))
    except (ValueError, TypeError, OverflowError):
        raise _unusable() from None
    if place.at.tzinfo is None or not 0 <= place.number <= _MOST:
        raise _unusable()
    return place


def encode_name(name: str) -> str:
    """Write the last name of a page, in a list by names, as such a text."""
    return _packed([name])


def decode_name(cursor: str) -> str:
    """Read such a text; UnusableError for one that is none."""
    try:
        (name,) = _unpacked(cursor)
    except (ValueError, TypeError):
        raise _unusable() from None
    if not isinstance(name, str) or not name.isprintable():
        raise _unusable()
    return name


def _packed(place: list[Any]) -> str:
    text = json.dumps(place, ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _unpacked(cursor: str) -> Any:
    """Return the values in a cursor; ValueError where it is none."""
    if len(cursor) > _LONGEST:
        raise ValueError
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, RecursionError) as error:
        raise ValueError from error


def _unusable() -> UnusableError:
    return UnusableError(
        "cursor is not one of ours: take it from next_cursor, or leave it out to begin at the top"
    )
