"""The digest by mail: once a day, at the reader's hour, to each mail target that is named.

A mail covers what was first seen from one such hour to the next. It is a row of `newsmon.message`,
one for a target and a day, written before it is sent: after a restart it is sent if it was not,
under the same id, and not again once the mail server has taken it. Days without newsmon are in
the next mail.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from psycopg2.extensions import connection as Connection

from newsmon.config import Settings
from newsmon.config.alert_settings import Mail
from newsmon.config.notify_settings import clock
from newsmon.config.outward_settings import DigestMail
from newsmon.delivery import Message, deliver
from newsmon.errors import TargetError
from newsmon.report import digest_rows, page, soundness
from newsmon.report.assembly import assemble
from newsmon.report.contents import Digest
from newsmon.report.period import Period, of_interval
from newsmon.store import execute, fetch_one, fetch_single
from newsmon.store.locks import Claim, claimed
from newsmon.store.rows import UnsentDigest

log = logging.getLogger(__name__)

_MOST_DAYS: Final = 7  # that a mail covers after days without


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail of one day to one target."""

    message_id: uuid.UUID
    target: Mail
    due: datetime  # in the reader's zone


def send_due(conn: Connection, settings: Settings, *, now: datetime | None = None) -> Counter[str]:
    """Send the digest to every target that has not had that of today. Commits.

    Counts: `told` (mails), `not_told` (targets that did not take theirs). Whoever does this at
    the moment does it for us.
    """
    counts: Counter[str] = Counter()
    if settings.digest_mail is None:
        return counts
    now = now or datetime.now(timezone.utc)
    with claimed(conn, Claim.DIGEST) as ours:
        for target in settings.alerts.mails if ours else ():
            if target.name in settings.digest_mail.to:
                counts += _send(conn, settings, target, now)
    return counts


def due_at(digest_mail: DigestMail, now: datetime) -> datetime:
    """Return the newest time at which a mail is due; in the reader's zone."""
    here = now.astimezone(ZoneInfo(digest_mail.timezone))
    today = _on(digest_mail, here.date())
    return today if today <= here else _on(digest_mail, here.date() - timedelta(days=1))


def _on(digest_mail: DigestMail, day: date) -> datetime:
    zone = ZoneInfo(digest_mail.timezone)
    return datetime.combine(day, clock(digest_mail.at), zone)


def _send(conn: Connection, settings: Settings, target: Mail, now: datetime) -> Counter[str]:
    digest_mail = settings.digest_mail
    assert digest_mail is not None
    due = due_at(digest_mail, now)
    message = _remembered(conn, target.name, f"digest {due.date()}", now)
    if message.sent_at is not None or message.next_attempt_at > now:
        return Counter()
    start = _start(conn, digest_mail, target.name, due)
    period = of_interval((start, due.astimezone(timezone.utc)))
    letter = _letter(conn, settings, period, Envelope(message.message_id, target, due))
    try:
        deliver(target, letter)
    except TargetError as error:
        log.warning("%s did not take the digest: %s", target.name, error)
        execute(
            conn, "notify.refused", message_id=message.message_id, error=str(error)[:500], now=now
        )
        conn.commit()
        return Counter(not_told=1)
    execute(conn, "notify.sent", message_id=message.message_id, now=now)
    conn.commit()
    log.info("%s took the digest of %s", target.name, due.date())
    return Counter(told=1)


def _remembered(conn: Connection, target: str, subject: str, now: datetime) -> UnsentDigest:
    """Return the row of a mail, which is written at the first look. Commits."""
    execute(
        conn, "notify.put_together", message_id=uuid.uuid4(), target=target, subject=subject,
        now=now,
    )  # fmt: skip
    row = fetch_single(conn, "notify.digest_message", target=target, subject=subject)
    conn.commit()
    return row


def _start(conn: Connection, digest_mail: DigestMail, target: str, due: datetime) -> datetime:
    """Return the hour up to which the target has been told: that of its last mail, or a day ago."""
    usual = due.date() - timedelta(days=1)
    row = fetch_one(conn, "notify.last_digest", target=target, subject=f"digest {due.date()}")
    last = date.fromisoformat(row.subject.removeprefix("digest ")) if row else usual
    first = max(min(last, usual), due.date() - timedelta(days=_MOST_DAYS))
    return _on(digest_mail, first).astimezone(timezone.utc)


def _letter(conn: Connection, settings: Settings, period: Period, envelope: Envelope) -> Message:
    """Return the mail on a period; what cannot be shown is left out, as on the page."""
    conn.rollback()
    execute(conn, "report.begin")
    rows = digest_rows.read(conn, settings.report, period)
    conn.rollback()
    report = settings.report
    return soundness.build(
        rows,
        lambda rows: compose(
            assemble(period, rows, most_events=report.max_events, days=report.chart_days),
            settings,
            envelope,
        ),
    )


def _of_topics(digest: Digest, topics: Sequence[str]) -> Digest:
    """Return what a digest says of some topics."""
    return replace(
        digest,
        sections=tuple(s for s in digest.sections if s.topic.topic in topics),
        topics=tuple(topic for topic in digest.topics if topic.topic in topics),
        events=(), more_events=0, single_texts=(), more_texts=0,
    )  # fmt: skip


def compose(digest: Digest, settings: Settings, envelope: Envelope) -> Message:
    """Return the mail: HTML with inline styles, the same as plain text, and a way out of it."""
    digest_mail = settings.digest_mail
    assert digest_mail is not None
    if digest_mail.topics != "all":
        digest = _of_topics(digest, digest_mail.topics)
    unsubscribe = digest_mail.unsubscribe or (
        f"mailto:{envelope.target.sender}?subject={quote('unsubscribe')}"
    )
    due, zone = envelope.due, ZoneInfo(digest_mail.timezone)
    title = f"News of {due:%A}, {due.day} {due:%B %Y}"
    facts = {
        "digest": digest, "title": title, "covers": page.covers(digest.period, zone), "zone": zone,
        "unsubscribe": unsubscribe, "pages_url": settings.report.pages_url,
    }  # fmt: skip
    return Message(
        id=envelope.message_id.hex,
        title=f"newsmon: {title}",
        text=page.render_mail("digest_mail.txt.j2", facts),
        html=page.render_mail("digest_mail.html.j2", facts),
        headers={"List-Unsubscribe": f"<{unsubscribe}>", "List-Id": "<digest.newsmon.invalid>"},
    )
