"""Reservations of text and data mining by an answer: in a header, or in the page's own head."""

from __future__ import annotations

import re
from typing import Final

from newsmon.fetch.answers import Answer
from newsmon.fetch.robots import mining_opt_out

_HEAD: Final = 64 * 1024  # bytes in which a page's meta elements stand
_META: Final = re.compile(rb"<meta\s([^<>]{1,400})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)


def opt_out_of(answer: Answer) -> str | None:
    """Return the statement that reserves mining, as it stands there; None where there is none.

    Headers `TDM-Reservation: 1` and `X-Robots-Tag: noai`, and the same as meta elements.
    """
    if header := mining_opt_out(answer.headers):
        return header
    if "html" not in answer.content_type:
        return None
    for element in _META.finditer(answer.body[:_HEAD]):
        stated = {
            key.decode().lower(): b"".join(values).decode("ascii", "replace").strip()
            for key, *values in _ATTRIBUTE.findall(element[1])
        }
        name, content = stated.get("name", "").lower(), stated.get("content", "")
        if name == "tdm-reservation" and content == "1":
            return "meta tdm-reservation: 1"
        if name == "robots" and "noai" in content.lower():
            return f"meta robots: {content}"[:200]
    return None
