"""The outcomes of polls, written: entries, failures, and the new facts of each feed."""

from __future__ import annotations

import logging
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
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.pipeline.frontier.host_health import host_pauses
from newsmon.pipeline.stages.poll_requests import Poll
from newsmon.pipeline.stages.selection_of_entries import is_too_old, select_entries
from newsmon.store import addresses, coverage, feeds, rights, run_records
from newsmon.store.coverage import PassedEntry
from newsmon.store.locks import retry_on_deadlock

log = logging.getLogger(__name__)

STAGE = "poll"
ANNOUNCE_AT_ONCE = 500  # entries of one feed written in one statement


def write(conn: Connection, config: Config, polls: Sequence[Poll], run_id: int) -> Counter[str]:
    """Write the outcomes of these polls, and the new facts of each feed; returns counts.

    Postgres refusing an entry is the failure of its feed alone.
    """
    return retry_on_deadlock(conn, lambda: _write_all(conn, config, polls, run_id))


def _write_all(
    conn: Connection, config: Config, polls: Sequence[Poll], run_id: int
) -> Counter[str]:
    """Write all in one transaction, or, where Postgres refuses it, in one for each."""
    try:
        announced = announce(conn, config, [poll for poll in polls if poll.parsed])
        feeds.update(conn, [_change(config, poll, announced) for poll in polls])
        rights.of_feeds(
            conn, {poll.feed.feed_id: poll.rights for poll in polls if _was_whole(poll)}
        )
        for poll in polls:
            _note_failure(conn, poll, run_id)
        addresses.pause_hosts(conn, host_pauses(poll.failure for poll in polls))
        conn.commit()
    except (DataError, IntegrityError) as error:
        conn.rollback()
        if len(polls) == 1:
            if not polls[0].parsed:
                raise
            log.warning("Postgres refuses its entries: %s", error,
                        extra={"feed": polls[0].feed.url})  # fmt: skip
            refused = Failure(Reason.MALFORMED, f"cannot be stored: {error}"[:300])
            return _write_all(
                conn, config, [replace(polls[0], parsed=None, failure=refused)], run_id
            )
        log.info("%d polls are written one by one: %s", len(polls), error)
        return sum((_write_all(conn, config, [poll], run_id) for poll in polls), Counter())
    return Counter(
        feeds=len(polls),
        entries=sum(progress.new for progress in announced.values()),
        failed=sum(poll.failure is not None for poll in polls),
        reserved=sum(len(poll.reserved) for poll in polls),
    )


def _was_whole(poll: Poll) -> bool:
    """Tell whether a new body came, which states anew what it reserves."""
    return poll.parsed is not None or (poll.answer is not None and poll.failure is not None)


@dataclass(slots=True)
class _Announced:
    """Progress in writing the entries of one feed."""

    new: int = 0
    complete: bool = True  # False: there were more new ones than are written in one poll


def announce(conn: Connection, config: Config, polls: Sequence[Poll]) -> dict[int, _Announced]:
    """Write the entries of all these feeds, the newest of each first; returns progress by feed."""
    most, now = config.settings.fetch.max_entries_per_poll, datetime.now(timezone.utc)
    selections = {poll.feed.feed_id: select_entries(poll, now) for poll in polls}
    waiting = {feed_id: selection.announcements for feed_id, selection in selections.items()}
    announced = {feed_id: _Announced() for feed_id in waiting}
    passed = [entry for selection in selections.values() for entry in selection.passed]
    while waiting:
        head = [a for queue in waiting.values() for a in queue[:ANNOUNCE_AT_ONCE]]
        for sighting in feeds.announce(conn, head):
            announced[sighting.feed_id].new += 1
        tails = {feed_id: queue[ANNOUNCE_AT_ONCE:] for feed_id, queue in waiting.items()}
        waiting = {feed_id: tail for feed_id, tail in tails.items() if tail}
        for feed_id in waiting:
            announced[feed_id].complete = announced[feed_id].new < most
            if not announced[feed_id].complete:
                passed += [PassedEntry(feed_id, a.url_key, "next_poll") for a in waiting[feed_id]]
        waiting = {id_: tail for id_, tail in waiting.items() if announced[id_].complete}
    coverage.pass_over(conn, passed)
    return announced


def _note_failure(conn: Connection, poll: Poll, run_id: int) -> None:
    if poll.failure is not None:
        feed = poll.feed
        run_records.fail(
            conn, poll.failure, run_id=run_id, source_id=feed.source_id, url=feed.url, stage=STAGE
        )


def _change(config: Config, poll: Poll, announced: dict[int, _Announced]) -> feeds.FeedChange:
    """Decide on the feed after one poll."""
    outcome, marks = _unchanged_or_failed(poll), None
    progress = announced.get(poll.feed.feed_id)
    if poll.parsed is not None and progress is not None:
        outcome, marks = _read(poll, poll.parsed, progress.new), packed(poll.parsed.marks)
        log.debug("%d entries read, %d announced before, %d new",
                  len(poll.parsed.entries), poll.parsed.announced, progress.new,
                  extra={"feed": poll.feed.url})  # fmt: skip
        if not progress.complete:
            log.info("more new entries than one poll takes: the rest comes with the next",
                     extra={"feed": poll.feed.url})  # fmt: skip
        if not progress.complete or poll.parsed.nested:
            # further entries, or new ones in a listed sitemap, must not hide behind the same body
            outcome = replace(outcome, body_hash=b"", etag=None, last_modified=None)
            marks = b""
    before = feeds.facts_of(poll.feed)
    push_missed = bool(progress and progress.new)
    pushed_until = None if push_missed else poll.feed.pushed_until
    facts = polling.decide(
        before,
        outcome,
        now=datetime.now(timezone.utc),
        jitter=random.random(),
        rules=rules_of(config, poll.config, pushed_until),
    )
    _log_change(poll, before, facts)
    return feeds.FeedChange(
        poll.feed.feed_id,
        facts,
        marks,
        entries_too_old=_too_old(poll, datetime.now(timezone.utc)),
        warnings=poll.parsed.warnings if poll.parsed is not None else None,
        hubs=None if poll.advertised is None else poll.advertised.hubs,
        topic=None if poll.advertised is None else poll.advertised.topic,
        push_missed=push_missed,
    )


def _log_change(poll: Poll, before: polling.FeedFacts, facts: polling.FeedFacts) -> None:
    subject = {"feed": poll.feed.url}
    if facts.state is not before.state:
        log.info("was %s, is %s now", before.state.value, facts.state.value, extra=subject)
    if facts.fetch_url != before.fetch_url:
        log.info("is asked for at %s from now on", facts.fetch_url, extra=subject)
    elif facts.moved_to and facts.moved_to != before.moved_to:
        log.info("says that it has moved to %s", facts.moved_to, extra=subject)
    log.debug("due again at %s", facts.next_poll_at, extra=subject)


def _unchanged_or_failed(poll: Poll) -> polling.Outcome:
    if poll.failure is not None:
        return poll.failure
    answer = poll.answer
    assert answer is not None
    return polling.Unchanged(
        not_modified=answer.unchanged,
        etag=answer.etag,
        last_modified=answer.last_modified,
        permanent_url=answer.permanent_url,
    )


def _read(poll: Poll, parsed: ParsedFeed, new: int) -> polling.Read:
    answer = poll.answer
    assert answer is not None
    times = sorted(entry.published.at for entry in parsed.entries if entry.published)
    return polling.Read(
        new=new,
        total=len(parsed.entries) + parsed.announced,
        body_hash=poll.body_hash,
        etag=answer.etag,
        last_modified=answer.last_modified,
        permanent_url=answer.permanent_url,
        hint=_freshness(answer, parsed),
        oldest_at=times[0] if times else None,
        newest_at=times[-1] if times else None,
    )


def _freshness(answer: Answer, parsed: ParsedFeed) -> timedelta | None:
    """Return the freshness that the publisher states: the longer of ttl and max-age."""
    stated = re.search(r"max-age=(\d{1,7})", answer.header("Cache-Control") or "")
    seconds = max(parsed.ttl_seconds or 0, int(stated[1]) if stated else 0)
    return timedelta(seconds=seconds) if seconds else None


def rules_of(
    config: Config, feed: FeedConfig, pushed_until: datetime | None = None
) -> polling.PollRules:
    """Return the bounds for the polls of a feed, whose pushes arrive until this time."""
    settings = config.settings.fetch
    if feed.poll is not None:
        return polling.PollRules(feed.poll, feed.poll, settings.max_retry_after, feed.poll)
    return polling.PollRules(
        settings.min_poll,
        settings.max_poll,
        settings.max_retry_after,
        pushed_until=pushed_until,
        safety_poll=config.settings.push.safety_poll,
    )


def _too_old(poll: Poll, now: datetime) -> int:
    """Return how many of the entries that were read are passed over as too old."""
    if poll.parsed is None:
        return 0
    since = poll.config.announced_since(poll.feed.created_at, now)
    return sum(is_too_old(entry, since) for entry in poll.parsed.entries)
