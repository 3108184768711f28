"""The representative of a cluster: the policy, stated once.

1. Never a stub: members with less than half the words of the fullest one are out, and so is our
   own brief where there is a text.
2. The agency original over its reprints: where a byline or dateline names an agency and a member
   is that agency's own, it is shown.
3. Otherwise the earliest published; a time known to the day only counts as the day's end, so that
   a reprint stamped "today" does not pass before an original stamped to the minute.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import re2

from newsmon.text.agencies import AGENCIES, any_agency_pattern, names_pattern

_STUB = 0.5  # of the fullest member's words

_NAMES = "|".join(f"(?P<{slug.replace('-', '_')}>{names_pattern(slug)})" for slug in AGENCIES)
# "(Agency) -", a line or byline of its own, "Jane Doe, Agency", "© 2026 Agency. All rights …"
_SIGNED = re.compile(
    r"(?:[(\[]|^(?:By |Source: ?)?|(?:,|\||/|\bof|\bfor) |© ?(?:\d{4} )?)"
    rf"(?:{_NAMES})(?=[)\]]\s*[-–—:.]|$|\.? All rights)",
    re.MULTILINE,
)
# Most members name no agency anywhere, which is found out several times faster.
_NAMED = re2.compile(rf"\b(?:{any_agency_pattern()})\b")
_OWN = {slug: re.compile(rf"^(?:{names_pattern(slug)})$") for slug in AGENCIES}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of a cluster, with the facts that the choice goes by."""

    article_id: int
    published_at: datetime  # event time
    precision: str | None  # second, minute, day; None: not known, the time is when it was seen
    words: int
    edition: str
    source: str  # slug
    source_name: str
    authors: tuple[str, ...]
    edges: str  # opening and ending of the text, where agencies sign


def choose_representative(members: Sequence[Candidate]) -> int:
    """Article id of the member to show; the order of `members` does not matter."""
    if len(members) == 1:
        return members[0].article_id
    texts = [member for member in members if member.edition != "brief"] or list(members)
    fullest = max(member.words for member in texts)
    whole = [member for member in texts if member.words >= _STUB * fullest]
    signed = {agency for member in members for agency in _signatures(member)}
    originals = [member for member in whole if _agency_of(member) in signed]
    return min(originals or whole, key=_precedence).article_id


def _precedence(member: Candidate) -> tuple[datetime, int]:
    at = member.published_at
    if member.precision == "day":
        at = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return at, member.article_id


def _signatures(member: Candidate) -> Collection[str]:
    """Agencies that a member's authors or text name as its own."""
    signs = "\n".join((*member.authors, member.edges))
    if not _NAMED.search(signs):
        return ()
    return {str(sign.lastgroup).replace("_", "-") for sign in _SIGNED.finditer(signs)}


def _agency_of(member: Candidate) -> str | None:
    """The agency that a member's source is."""
    for agency, own in _OWN.items():
        if member.source == agency or own.match(member.source_name):
            return agency
    return None
