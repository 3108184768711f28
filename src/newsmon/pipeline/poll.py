"""The poll stage: which feeds are due, what they announce, and what became of each feed.

Folders are read in place; everything else is asked for over HTTP, all feeds at once.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from psycopg2 import DataError, IntegrityError
from psycopg2.extensions import connection as Connection

from newsmon.config import Config, FeedConfig
from newsmon.errors import UsageError
from newsmon.feeds import packed, polling
from newsmon.fetch import Answer, Fetcher, Visitor
from newsmon.model import Entry, ParsedFeed, Reason, Rejection
from newsmon.pipeline.ask import Polled, ask_all, digest
from newsmon.pipeline.folder import poll_folder
from newsmon.pipeline.reach import is_public
from newsmon.store import Database, connect, feeds, runs
from newsmon.store.locks import Lock, again_on_deadlock, holding
from newsmon.urls import host, normalise, registered_domain, url_key

STAGE = "poll"
FIRST_POLL_AGE = timedelta(days=7)  # what a feed without `max_age` brings of the time before it
ANNOUNCE_AT_ONCE = 500  # entries written in one statement
WITNESSES = 2  # public sites out of reach, before it is the machine and not the site


def choose(config: Config, names: Sequence[str] | None) -> list[str] | None:
    """URLs of the feeds meant by slugs of sources and URLs of feeds; None: all of them.

    Raises UsageError for a name that nobody configured.
    """
    if not names:
        return None
    chosen: list[str] = []
    for name in names:
        matching = [feed.url for source, feed in config.feeds() if name in {source.slug, feed.url}]
        if not matching:
            raise UsageError(f"no feed {name!r} in feeds.yaml; `newsmon feeds list` shows them")
        chosen += matching
    return chosen


def sync(conn: Connection, config: Config) -> None:
    """Make sources and feeds in the database those of the configuration."""
    feeds.sync(
        conn,
        [(s.slug, s.name, s.homepage, s.country, s.language) for s in config.sources],
        [(s.slug, f.url, f.kind, f.enabled) for s, f in config.feeds()],
    )
    conn.commit()


async def poll(
    database: Database,
    config: Config,
    run_id: int,
    *,
    only: Sequence[str] | None = None,
    asked: bool = True,
) -> Counter[str]:
    """Poll the feeds that are due; returns counts, which are added to the run's.

    `only` limits it to feeds with these URLs; with `asked` those need not be due. One poll at
    a time: another waits, and then finds nothing due.
    """
    with ExitStack() as stack:
        conn = stack.enter_context(closing(await asyncio.to_thread(connect, database)))
        lock = holding(conn, Lock.POLL, [0])
        await asyncio.to_thread(stack.enter_context, lock)
        due = await asyncio.to_thread(_due, conn, config, only, asked)
        counts = await asyncio.to_thread(_poll_folders, conn, config, due, run_id)
        counts += await _poll_remote(conn, config, due, run_id)
        await asyncio.to_thread(runs.add_counts, conn, run_id, STAGE, counts)
        return counts


def _due(
    conn: Connection, config: Config, only: Sequence[str] | None, asked: bool
) -> list[tuple[Any, FeedConfig]]:
    """Rows of the feeds to poll, each with its configuration."""
    sync(conn, config)
    configured = {feed.url: feed for _, feed in config.feeds()}
    rows = feeds.due(conn, only, asked=asked and only is not None)
    conn.commit()
    return [(row, configured[row.url]) for row in rows]


def _poll_folders(
    conn: Connection, config: Config, due: list[tuple[Any, FeedConfig]], run_id: int
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row, feed in due:
        if feed.kind == "folder":
            counts += poll_folder(conn, config, row, run_id)
    return counts


async def _poll_remote(
    conn: Connection, config: Config, due: list[tuple[Any, FeedConfig]], run_id: int
) -> Counter[str]:
    counts: Counter[str] = Counter()
    remote = [(row, feed) for row, feed in due if feed.kind != "folder"]
    if not remote:
        return counts
    unreachable: list[Polled] = []
    async with Fetcher(config.settings.fetch) as fetcher:
        async for some in ask_all(Visitor(fetcher), remote):
            unreachable += (polled for polled in some if polled.unreachable)
            answered = [polled for polled in some if not polled.unreachable]
            counts["reached"] += sum(_is_public(config, polled) for polled in answered)
            counts += await asyncio.to_thread(_take_some, conn, config, answered, run_id)
    lost = [polled for polled in unreachable if _is_public(config, polled)]
    if lost and not counts["reached"] and await asyncio.to_thread(_is_offline, conn, lost):
        counts["offline"] = len(lost)
        unreachable = [polled for polled in unreachable if polled not in lost]
    counts += await asyncio.to_thread(_take_some, conn, config, unreachable, run_id)
    return counts


def _take_some(
    conn: Connection, config: Config, polled: Sequence[Polled], run_id: int
) -> Counter[str]:
    """`_take_all`, whatever others write to the same addresses meanwhile."""
    return again_on_deadlock(conn, lambda: _take_all(conn, config, polled, run_id))


def _take_all(
    conn: Connection, config: Config, polled: Sequence[Polled], run_id: int
) -> Counter[str]:
    """Write what these polls brought, and what it means for each feed. One transaction.

    What Postgres refuses is the failure of the one feed that said it.
    """
    try:
        counts: Counter[str] = Counter()
        decided = []
        for one in polled:
            gained, update, marks = _take(conn, config, one, run_id)
            counts += gained
            decided.append((one.feed.feed_id, update, marks))
        feeds.update(conn, decided)
        conn.commit()
    except (DataError, IntegrityError) as error:
        conn.rollback()
        if len(polled) == 1:
            if not isinstance(polled[0].parsed, ParsedFeed):
                raise
            refused = Rejection(Reason.MALFORMED, f"cannot be stored: {error}"[:300])
            return _take_all(conn, config, [replace(polled[0], parsed=refused)], run_id)
        return sum((_take_all(conn, config, [one], run_id) for one in polled), Counter())
    return counts


def _take(
    conn: Connection, config: Config, polled: Polled, run_id: int
) -> tuple[Counter[str], polling.FeedUpdate, bytes | None]:
    """Write what one poll brought; returns counts, what it means for the feed, and its entries.

    The latter as marks; None where nothing was read.
    """
    feed = polled.feed
    counts: Counter[str] = Counter(feeds=1)
    marks = None
    outcome = _outcome(polled)
    if isinstance(polled.parsed, ParsedFeed):
        new, all_taken = _announce(conn, config, polled, polled.parsed)
        outcome, marks = _read(polled, polled.parsed, new), packed(polled.parsed.marks)
        if not all_taken or polled.parsed.nested:
            # what is left, or new in a listed sitemap, must not hide behind an unchanged body
            outcome = replace(outcome, body_hash=b"", etag=None, last_modified=None)
            marks = b""
        counts["entries"] = new
    elif isinstance(outcome, polling.Failed):
        rejection = polled.parsed or polled.answer
        assert isinstance(rejection, Rejection)
        runs.fail(
            conn, rejection, run_id=run_id, source_id=feed.source_id, url=feed.url, stage=STAGE
        )
        counts["failed"] = 1
    decided = polling.decide(
        feeds.facts_of(feed),
        outcome,
        now=datetime.now(timezone.utc),
        jitter=random.random(),
        rules=_rules(config, polled.config),
    )
    if polled.parsed is not None:
        feeds.note_opt_out(conn, feed.feed_id, polled.opt_out)
    return counts, decided, marks


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


def _is_offline(conn: Connection, lost: list[Polled]) -> bool:
    """Whether feeds that are all out of reach mean that this machine is, and not they."""
    sites = {registered_domain(polled.feed.fetch_url) for polled in lost}
    if len(sites) < WITNESSES:
        return False
    reached = feeds.reached_lately(conn, [polled.feed.feed_id for polled in lost])
    conn.commit()
    return not reached


def _is_public(config: Config, polled: Polled) -> bool:
    allowed = config.settings.fetch.allow_private_hosts
    return is_public(urlsplit(polled.feed.fetch_url).netloc, allowed)
