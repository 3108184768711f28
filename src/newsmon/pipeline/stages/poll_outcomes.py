"""What polls brought, written down: entries, failures, and what is decided on each feed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config, FeedConfig
from newsmon.feeds import packed, polling
from newsmon.fetch import Answer
from newsmon.model import Entry, ParsedFeed, Reason, Rejection
from newsmon.pipeline.stages.poll_requests import Polled, digest
from newsmon.store import feeds, runs
from newsmon.store.locks import again_on_deadlock
from newsmon.urls import host, normalise, url_key

STAGE = "poll"
FIRST_POLL_AGE = timedelta(days=7)  # what a feed without `max_age` brings of the time before it
ANNOUNCE_AT_ONCE = 500  # entries written in one statement


def write(conn: Connection, config: Config, polled: Sequence[Polled], run_id: int) -> Counter[str]:
    """Write what these polls brought, and what it means for each feed; returns counts.

    What Postgres refuses is the failure of the one feed that said it.
    """
    return again_on_deadlock(conn, lambda: _write_all(conn, config, polled, run_id))


def _write_all(
    conn: Connection, config: Config, polled: Sequence[Polled], run_id: int
) -> Counter[str]:
    """One transaction, or, where Postgres refuses it, one for each."""
    try:
        taken = _announce(conn, config, [one for one in polled if one.read])
        feeds.update(conn, [_decided(config, one, taken.get(one.feed.feed_id)) for one in polled])
        feeds.note_opt_outs(
            conn, [(one.feed.feed_id, one.opt_out) for one in polled if one.parsed is not None]
        )
        failed = sum(_failed(conn, one, run_id) for one in polled)
        conn.commit()
    except (DataError, IntegrityError) as error:
        conn.rollback()
        if len(polled) == 1:
            if not polled[0].read:
                raise
            refused = Rejection(Reason.MALFORMED, f"cannot be stored: {error}"[:300])
            return _write_all(conn, config, [replace(polled[0], parsed=refused)], run_id)
        return sum((_write_all(conn, config, [one], run_id) for one in polled), Counter())
    new = sum(one.new for one in taken.values())
    return Counter(feeds=len(polled), entries=new, failed=failed)


@dataclass(slots=True)
class _Taken:
    """What of a feed's entries was written."""

    new: int = 0
    all: bool = True  # False: there were more new ones than are taken in one poll


def _announce(conn: Connection, config: Config, polled: Sequence[Polled]) -> dict[int, _Taken]:
    """Write the entries of all these feeds, the newest of each first; by the feed's id."""
    most, now = config.settings.fetch.max_entries_per_poll, datetime.now(timezone.utc)
    waiting = [(one.feed, _wanted(one, now)) for one in polled]
    taken = {feed.feed_id: _Taken() for feed, _ in waiting}
    while waiting:
        heard = [
            feeds.Heard(feed.feed_id, feed.source_id, wanted[:ANNOUNCE_AT_ONCE])
            for feed, wanted in waiting
        ]
        for sighted in feeds.announce(conn, heard):
            taken[sighted.feed_id].new += 1
        waiting = [(feed, rest) for feed, wanted in waiting if (rest := wanted[ANNOUNCE_AT_ONCE:])]
        for feed, _ in waiting:
            taken[feed.feed_id].all = taken[feed.feed_id].new < most
        waiting = [(feed, rest) for feed, rest in waiting if taken[feed.feed_id].all]
    return taken


def _failed(conn: Connection, polled: Polled, run_id: int) -> bool:
    """Whether a poll came to nothing; noted if so."""
    rejection = polled.parsed if isinstance(polled.parsed, Rejection) else polled.answer
    if isinstance(rejection, Rejection):
        feed = polled.feed
        runs.fail(
            conn, rejection, run_id=run_id, source_id=feed.source_id, url=feed.url, stage=STAGE
        )
        return True
    return False


def _decided(config: Config, polled: Polled, taken: _Taken | None) -> feeds.Decided:
    """What one poll means for the feed."""
    outcome, marks = _outcome(polled), None
    if isinstance(polled.parsed, ParsedFeed) and taken is not None:
        outcome, marks = _read(polled, polled.parsed, taken.new), packed(polled.parsed.marks)
        if not taken.all or polled.parsed.nested:
            # what is left, or new in a listed sitemap, must not hide behind an unchanged body
            outcome = replace(outcome, body_hash=b"", etag=None, last_modified=None)
            marks = b""
    before = feeds.facts_of(polled.feed)
    after = polling.decide(
        before,
        outcome,
        now=datetime.now(timezone.utc),
        jitter=random.random(),
        rules=_rules(config, polled.config),
    )
    return feeds.Decided(polled.feed.feed_id, before, after, marks)


def _outcome(polled: Polled) -> polling.Outcome:
    answer = polled.answer
    for failed in (answer, polled.parsed):
        if isinstance(failed, Rejection):
            return polling.Failed(failed.reason, failed.retry_after)
    assert isinstance(answer, Answer)
    return polling.Unchanged(
        not_modified=answer.unchanged,
        etag=answer.etag,
        last_modified=answer.last_modified,
        permanent_url=answer.permanent_url,
    )


def _read(polled: Polled, parsed: ParsedFeed, new: int) -> polling.Read:
    answer = polled.answer
    assert isinstance(answer, Answer)
    times = sorted(entry.published.at for entry in parsed.entries if entry.published)
    return polling.Read(
        new=new,
        total=len(parsed.entries) + parsed.known,
        body_hash=digest(answer),
        etag=answer.etag,
        last_modified=answer.last_modified,
        permanent_url=answer.permanent_url,
        hint=_hint(answer, parsed),
        oldest_at=times[0] if times else None,
        newest_at=times[-1] if times else None,
    )


def _hint(answer: Answer, parsed: ParsedFeed) -> timedelta | None:
    """How long the publisher says that the answer holds: the longer of ttl and max-age."""
    stated = re.search(r"max-age=(\d{1,7})", answer.header("Cache-Control") or "")
    seconds = max(parsed.ttl_seconds or 0, int(stated[1]) if stated else 0)
    return timedelta(seconds=seconds) if seconds else None


def _rules(config: Config, feed: FeedConfig) -> polling.PollRules:
    settings = config.settings.fetch
    if feed.poll is not None:
        return polling.PollRules(feed.poll, feed.poll, settings.max_retry_after, feed.poll)
    return polling.PollRules(settings.min_poll, settings.max_poll, settings.max_retry_after)


def _wanted(polled: Polled, now: datetime) -> list[feeds.Announcement]:
    """The entries to take: of usable URLs, as the feed's configuration wants, the newest first."""
    assert isinstance(polled.parsed, ParsedFeed)
    if polled.config.max_age is not None:
        since = now - polled.config.max_age
    else:  # what was old when we first heard of the feed stays so at later polls
        since = polled.feed.created_at - FIRST_POLL_AGE
    wanted = [
        announcement
        for entry in polled.parsed.entries
        if entry.published is None or entry.published.at >= since
        if (announcement := _announcement(entry)) is not None
        if polled.config.wants(announcement.url, entry.title)
    ]
    wanted.sort(key=lambda a: a.entry.published.at if a.entry.published else now, reverse=True)
    return wanted


def _announcement(entry: Entry) -> feeds.Announcement | None:
    try:
        url = normalise(entry.url)
        return feeds.Announcement(entry, url_key(url), url, host(url))
    except ValueError:
        return None
