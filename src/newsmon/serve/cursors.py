"""Places in a list, as an opaque text: the next page begins after it, whatever was added before."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import NamedTuple

from newsmon.serve.problem_details import UnusableError

_LONGEST = 200  # characters
_MOST = 2**63 - 1


class Place(NamedTuple):
    """The last row of a page: all that order the list by time have it."""

    at: datetime
    number: int


def encode(place: Place) -> str:
    """Write a place as text that fits into an address."""
    text = json.dumps([place.at.isoformat(), place.number])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str) -> Place:
    """Read such a text; UnusableError for one that is none."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, number = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        place = Place(datetime.fromisoformat(at), int(number))
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        raise _unusable() from None
    if place.at.tzinfo is None or not 0 <= place.number <= _MOST or len(cursor) > _LONGEST:
        raise _unusable()
    return place


def _unusable() -> UnusableError:
    return UnusableError(
        "cursor is not one of ours: take it from next_cursor, or leave it out to begin at the top"
    )
