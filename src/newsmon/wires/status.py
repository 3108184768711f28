"""Permission to print an item: status words of the three formats, and embargoes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from newsmon.wires.item import PubStatus
from newsmon.wires.timing import embargo_end

_WORDS: Final = {
    "": PubStatus.USABLE, "usable": PubStatus.USABLE,
    "withheld": PubStatus.WITHHELD, "withhold": PubStatus.WITHHELD, "hold": PubStatus.WITHHELD,
    "embargoed": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED, "cancelled": PubStatus.CANCELED, "killed": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED, "withdrawn": PubStatus.CANCELED, "retracted": PubStatus.CANCELED,
    "eliminated": PubStatus.CANCELED, "eliminate": PubStatus.CANCELED,
}  # fmt: skip
# A message to editors that is nothing but an order: what is said of another story is no order here.
_ORDER: Final = re.compile(
    r"(?:mandatory|bulletin|urgent|advisory|editorial|this|the)?\s*"
    r"(kill|killed|eliminate|withhold|hold|withheld|cancel(?:l?ed)?|embargoed)"
    r"(?:\s+(?:notice|advisory|mandatory|story|order|this(?: story)?))?\W*\Z",
    re.IGNORECASE,
)


class UnknownStatusError(ValueError):
    """A status that is none of those of the standard: nobody knows whether it may be published."""


def pub_status(stated: str) -> PubStatus:
    """Return the status that a code or word stands for; none stated is usable, by the standards.

    Raises UnknownStatusError.
    """
    word = stated.strip().casefold()
    if word not in _WORDS:
        raise UnknownStatusError(f"its status is {stated[:40]!r}, which says not if it is usable")
    return _WORDS[word]


def order_in(message: str) -> PubStatus | None:
    """Return the status that a message to editors orders for its own story; None: no order."""
    match = _ORDER.match(message.strip())
    if match is None:
        return None
    return pub_status("canceled" if match[1].lower().startswith("cancel") else match[1])


def strictest(*statuses: PubStatus) -> PubStatus:
    """Return the status that allows least."""
    return max(statuses, key=list(PubStatus).index, default=PubStatus.USABLE)


def embargo_of(stated: str | None, status: PubStatus) -> tuple[PubStatus, datetime | None]:
    """Return status and end of an item whose embargo is as stated (None: it has none).

    One without an end, or whose end cannot be read, withholds the item until further notice.
    """
    if stated is None:
        return status, None
    end = embargo_end(stated)
    if end is None:
        return strictest(status, PubStatus.WITHHELD), None
    return status, end
