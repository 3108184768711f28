"""The file robots.txt: from bytes to rules of access, and the pause that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from protego import Protego

from newsmon.fetch.answers import Answer
from newsmon.rights import Line, path_patterns, product
from newsmon.text.charset import decode_bytes

MAX_BYTES: Final = 500 * 1024  # RFC 9309 asks for 500 KiB at least; what follows is ignored
_MAX_LINES: Final = 20_000  # lines protego is given: its matching is linear in them
_MARKUP: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,256}<")
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")
_SECONDS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}")


def rules_text(answer: Answer) -> str | None:
    """Rules from the body, whatever type is stated; None for a web page in their place."""
    if _MARKUP.match(answer.body[:1024]):
        return None
    text = decode_bytes(_whole_lines(answer.body), answer.charset).text.replace("\0", "")
    return "\n".join(_NEWLINE.split(text)[:_MAX_LINES])


def _whole_lines(body: bytes) -> bytes:
    """Cut a body that is too long behind a line: half a path would forbid more than is meant."""
    if len(body) <= MAX_BYTES:
        return body
    cut = body[:MAX_BYTES]
    return cut[: max(cut.rfind(b"\n"), cut.rfind(b"\r"), 0)]


def access_of(lines: Sequence[Line], agent: str) -> Protego | None:
    """Return rules that can be asked for a product name; None where there are none."""
    if not lines:
        return None
    try:
        return Protego.parse("\n".join(_for_protego(lines, agent)))
    except (ValueError, RecursionError, re.error):
        return None  # rules that cannot be read are no rules


def _for_protego(lines: Iterable[Line], agent: str) -> Iterator[str]:
    """Yield the rules of access in the groups that are ours or everybody's.

    protego loses agents at a line that it does not know, and takes the group of any name that ours
    begins with (both as of protego 0.7.0); RFC 9309 compares names as a whole, and only a rule ends
    the list of a group's agents (sections 2.2, 2.2.4), which Content-Usage is, and no other record.
    """
    ours = {product(agent), "*"}
    listing = applies = False
    for field, value, _ in lines:
        if field == "user-agent":
            crawler = product(value)
            applies = (listing and applies) or crawler in ours
            listing = True
            if crawler in ours:
                yield f"User-agent: {crawler}"
        elif field in {"allow", "disallow", "content-usage"}:
            listing = False
            if applies:
                path = "" if field == "content-usage" else path_patterns.comparable_pattern(value)
                yield f"{'allow' if field == 'allow' else 'disallow'}: {path}"


def delay_of(lines: Iterable[Line]) -> float | None:
    """Return the longest pause that the lines about a crawler ask for, in seconds."""
    stated = (
        float(value)
        for field, value, _ in lines
        if field == "crawl-delay" and _SECONDS.fullmatch(value)
    )
    return max(stated, default=None)
