"""The requests by which a hub asks whether we mean it (section 5.3), or says no (section 5.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

_CHALLENGE: Final = re.compile(r"[\x21-\x7e]{1,512}")  # section 8.2: no long one, nothing binary
_SECONDS: Final = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
_UNSTATED: Final = timedelta(days=1)  # the lease of a hub that breaks the rule to state one
_LONGEST: Final = timedelta(days=30)  # whatever a hub says, it is asked again once a month
_REASON: Final = 300  # characters
Mode = Literal["subscribe", "unsubscribe"]
_MODES: Final[dict[str, Mode]] = {"subscribe": "subscribe", "unsubscribe": "unsubscribe"}


@dataclass(frozen=True, slots=True)
class Verification:
    """A hub asks whether we asked it."""

    mode: Mode
    topic: str
    challenge: str  # to be echoed
    lease: timedelta  # from now on; of no meaning when unsubscribing


@dataclass(frozen=True, slots=True)
class Denial:
    """A hub will not, or no longer, deliver the topic."""

    topic: str
    reason: str  # empty where it states none


def read_query(query: Mapping[str, str]) -> Verification | Denial | None:
    """Read the query of a GET request to a callback; None for anything else."""
    stated, topic = query.get("hub.mode", ""), query.get("hub.topic")
    if not topic:
        return None
    if stated == "denied":
        reason = "".join(c for c in query.get("hub.reason", "") if c.isprintable())
        return Denial(topic, reason[:_REASON])
    challenge = query.get("hub.challenge", "")
    if (mode := _MODES.get(stated)) is None or not _CHALLENGE.fullmatch(challenge):
        return None
    return Verification(mode, topic, challenge, _lease(query.get("hub.lease_seconds", "")))


def _lease(stated: str) -> timedelta:
    if not _SECONDS.fullmatch(stated):
        return _UNSTATED
    return min(timedelta(seconds=min(int(stated), 10**9)), _LONGEST)
