"""Messages to targets: each sums up all that its target does not know yet. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from newsmon.delivery import Message
from newsmon.store.rows import UntoldAlert

LINES: Final = 20  # alerts that the text lists; the rest is counted
ALERTS: Final = 500  # alerts that a message carries

_OF_SOURCES: Final = ("text_length", "rejections", "coverage", "prose_missing")
_NOUNS: Final = {
    "quiet": "{} quiet",
    "failing": "{} failing",
    "gone": "{} gone",
    "text_length": "{} with other texts than usual",
    "rejections": "{} with many rejections",
    "coverage": "{} of which much is missing",
    "prose_missing": "{} with prose missing",
    "quarantined": "{} with items in quarantine",
    "rights_changed": "{} with other reservations",
}
_SENTENCES: Final = {
    "quiet": "is quiet", "failing": "is failing", "gone": "is gone",
    "late": "Late", "offline": "Offline",
    "text_length": "has texts of another length", "rejections": "has many rejections",
    "coverage": "announces much that is not loaded",
    "prose_missing": "has prose on its pages that the texts lack",
    "quarantined": "has items in quarantine",
    "rights_changed": "reserves other uses than before",
}  # fmt: skip


def compose(rows: Sequence[UntoldAlert]) -> Message:
    """A message of rows of `alerts.undelivered`, the oldest first."""
    opened = [row for row in rows if row.closed_at is None]
    closed = [row for row in rows if row.closed_at is not None]
    listed = [*opened, *closed]
    lines = [line(row) for row in listed[:LINES]]
    if more := len(listed) - LINES:
        lines += [f"… and {more} more: newsmon alerts list"] if more > 0 else []
    identity = ",".join(
        f"{row.alert_id}{'closed' if row.closed_at else 'opened'}" for row in listed
    )
    return Message(
        id=hashlib.sha256(identity.encode()).hexdigest()[:32],
        title=f"newsmon: {_title(opened, closed)}",
        text="\n".join(lines),
        alerts=tuple(_plain(row) for row in listed[:ALERTS]),
    )


def trial() -> Message:
    """Return the message of `newsmon alerts test`."""
    return Message(
        id="test",
        title="newsmon: a test",
        text="This is what newsmon sends when something deserves a look. Nothing does now.",
    )


def line(row: UntoldAlert) -> str:
    """Return one alert for people, with the outlet by its name."""
    about = "" if row.subject == "runs" else f"{row.subject} "
    if row.outlet:
        about = f"{row.outlet} " if row.subject == row.source else f"{row.outlet}: {about}"
    sentence = f"{about}{_SENTENCES[row.kind]}"
    if row.closed_at is None:
        return f"- {sentence}: {row.detail}"
    if row.outcome == "usual":
        return f"- No longer told, since it has been so for two weeks: {sentence}"
    span = f"{_time(row.since)} to {_time(row.closed_at)} UTC"
    return f"- Over: {sentence} ({span}; {row.detail})"


def _title(opened: Sequence[UntoldAlert], closed: Sequence[UntoldAlert]) -> str:
    parts = []
    counted = Counter(row.kind for row in opened)
    feeds = [kind for kind in ("failing", "gone", "quiet") if counted[kind]]
    sources = [kind for kind in _OF_SOURCES if counted[kind]]
    parts += ["offline"] if counted["offline"] else []
    parts += ["a run is late"] if counted["late"] else []
    origins = ["rights_changed"] if counted["rights_changed"] else []
    stages = ["quarantined"] if counted["quarantined"] else []
    named = ((feeds, "feed"), (sources, "source"), (origins, "site"), (stages, "stage"))
    for kinds, noun in named:
        for place, kind in enumerate(kinds):
            count = f"{counted[kind]}{_noun(noun, counted[kind]) if not place else ''}"
            parts.append(_NOUNS[kind].format(count))
    parts += [f"{len(closed)} over"] if closed else []
    return ", ".join(parts)


def _noun(noun: str, count: int) -> str:
    return f" {noun}" if count == 1 else f" {noun}s"


def _plain(row: UntoldAlert) -> dict[str, Any]:
    return {
        "alert_id": row.alert_id,
        "what": "opened" if row.closed_at is None else "closed",
        "kind": row.kind,
        "subject": row.subject,
        "source": row.source,
        "outlet": row.outlet,
        "since": row.since.isoformat(),
        "opened_at": row.opened_at.isoformat(),
        "closed_at": row.closed_at and row.closed_at.isoformat(),
        "outcome": row.outcome,
        "detail": row.detail,
    }


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
