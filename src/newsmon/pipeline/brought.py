"""What polls brought, written down: entries, failures, and what is decided on each feed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config, FeedConfig
from newsmon.feeds import packed, polling
from newsmon.fetch import Answer
from newsmon.model import Entry, ParsedFeed, Reason, Rejection
from newsmon.pipeline.ask import Polled, digest
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
        counts = Counter(feeds=len(polled))
        decided = [_take(conn, config, one, run_id, counts) for one in polled]
        feeds.update(conn, decided)
        conn.commit()
    except (DataError, IntegrityError) as error:
        conn.rollback()
        if len(polled) == 1:
            if not isinstance(polled[0].parsed, ParsedFeed):
                raise
            refused = Rejection(Reason.MALFORMED, f"cannot be stored: {error}"[:300])
            return _write_all(conn, config, [replace(polled[0], parsed=refused)], run_id)
        return sum((_write_all(conn, config, [one], run_id) for one in polled), Counter())
    return counts


def _take(
    conn: Connection, config: Config, polled: Polled, run_id: int, counts: Counter[str]
) -> feeds.Decided:
    """Write and count what one poll brought; returns what it means for the feed."""
    feed = polled.feed
    marks = None
    outcome = _outcome(polled)
    if isinstance(polled.parsed, ParsedFeed):
        new, all_taken = _announce(conn, config, polled, polled.parsed)
        outcome, marks = _read(polled, polled.parsed, new), packed(polled.parsed.marks)
        if not all_taken or polled.parsed.nested:
            # what is left, or new in a listed sitemap, must not hide behind an unchanged body
            outcome = replace(outcome, body_hash=b"", etag=None, last_modified=None)
            marks = b""
        counts["entries"] += new
    elif isinstance(outcome, polling.Failed):
        rejection = polled.parsed or polled.answer
        assert isinstance(rejection, Rejection)
        runs.fail(
            conn, rejection, run_id=run_id, source_id=feed.source_id, url=feed.url, stage=STAGE
        )
        counts["failed"] += 1
    before = feeds.facts_of(feed)
    after = polling.decide(
        before,
        outcome,
        now=datetime.now(timezone.utc),
        jitter=random.random(),
        rules=_rules(config, polled.config),
    )
    if polled.parsed is not None:
        feeds.note_opt_out(conn, feed.feed_id, polled.opt_out)
    return feeds.Decided(feed.feed_id, before, after, marks)


def _announce(
    conn: Connection, config: Config, polled: Polled, parsed: ParsedFeed
) -> tuple[int, bool]:
    """Write a feed's entries, newest first; returns how many were new, and whether that is all."""
    wanted = _wanted(polled, parsed, datetime.now(timezone.utc))
    most, new = config.settings.fetch.max_entries_per_poll, 0
    for start in range(0, len(wanted), ANNOUNCE_AT_ONCE):
        if new >= most:
            return new, False
        some = wanted[start : start + ANNOUNCE_AT_ONCE]
        new += len(feeds.announce(conn, polled.feed.feed_id, polled.feed.source_id, some))
    return new, True


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


def _wanted(polled: Polled, parsed: ParsedFeed, now: datetime) -> list[feeds.Announcement]:
    """The entries to take: of usable URLs, as the feed's configuration wants, the newest first."""
    if polled.config.max_age is not None:
        since = now - polled.config.max_age
    else:  # what was old when we first heard of the feed stays so at later polls
        since = polled.feed.created_at - FIRST_POLL_AGE
    wanted = [
        announcement
        for entry in parsed.entries
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
