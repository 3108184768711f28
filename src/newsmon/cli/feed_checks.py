"""Asking feeds now, without storing anything: for `feeds check` and its like."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from newsmon.config import Config, FeedConfig, SourceConfig
from newsmon.feeds import parse
from newsmon.fetch import ACCEPT_FEED, Answer, Fetcher
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.urls import host


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """The answer of a feed: `answer` is `ok` or a reason code with its detail."""

    source: str
    feed: str
    ok: bool
    answer: str
    entries: int = 0
    newest: datetime | None = None
    title: str = ""
    too_old: int = 0  # entries that a first poll of today passes over
    warnings: tuple[str, ...] = ()


def check_feeds(
    config: Config, feeds: Sequence[tuple[SourceConfig, FeedConfig]]
) -> list[FeedCheck]:
    """Ask every one of these feeds; answers in the order of the feeds."""
    return asyncio.run(check_all(config, feeds))


async def check_all(
    config: Config, feeds: Sequence[tuple[SourceConfig, FeedConfig]]
) -> list[FeedCheck]:
    """Ask these feeds, one at a time on each host; answers in the order of the feeds."""
    # One request to a host at a time, as in a run.
    hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(1))
    everywhere = asyncio.Semaphore(config.settings.fetch.concurrency)

    async with Fetcher(config.settings.fetch) as fetcher:

        async def check(source: SourceConfig, feed: FeedConfig) -> FeedCheck:
            if feed.kind == "folder":
                return _folder(config, source, feed)
            async with hosts[host(feed.url)], everywhere:
                answer = await fetcher.get(
                    feed.url, headers=feed.headers, proxy=feed.proxy, accept=ACCEPT_FEED
                )
            return _checked(source, feed, answer)

        return list(await asyncio.gather(*(check(*pair) for pair in feeds)))


def _checked(source: SourceConfig, feed: FeedConfig, answer: Answer | Failure) -> FeedCheck:
    if isinstance(answer, Failure):
        return FeedCheck(source.slug, feed.url, False, verdict_of(answer))
    content_type = answer.header("Content-Type")
    parsed = parse(
        answer.body,
        url=answer.final_url,
        content_type=content_type,
        kind=feed.kind,
        country=source.country,
    )
    if isinstance(parsed, Failure):
        return FeedCheck(source.slug, feed.url, False, verdict_of(parsed))
    moved = f", moved to {answer.permanent_url}" if answer.permanent_url else ""
    return feed_check(source, feed, parsed, f"ok{moved}")


def feed_check(
    source: SourceConfig, feed: FeedConfig, parsed: ParsedFeed, answer: str = "ok"
) -> FeedCheck:
    """Return what there is to say of a feed that could be read."""
    entries = len(parsed.entries) + len(parsed.nested)
    now = datetime.now(timezone.utc)
    since = feed.announced_since(now, now)
    return FeedCheck(
        source.slug, feed.url, True, answer, entries, _newest(parsed), parsed.title,
        too_old=sum(1 for e in parsed.entries if e.published and e.published.at < since),
        warnings=parsed.warnings,
    )  # fmt: skip


def _folder(config: Config, source: SourceConfig, feed: FeedConfig) -> FeedCheck:
    folder = config.folder(feed.url)
    if not folder.is_dir():
        return FeedCheck(source.slug, feed.url, False, f"unreadable_file: no folder {folder}")
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    return FeedCheck(source.slug, feed.url, True, "ok", files)


def _newest(parsed: ParsedFeed) -> datetime | None:
    return max((entry.published.at for entry in parsed.entries if entry.published), default=None)


def in_words(verdict: str) -> str:
    """Return a verdict with plain words for the detail of a library, where there are such words."""
    reason, _, detail = verdict.partition(": ")
    if detail in _REFUSALS:
        return f"{verdict}, shut to programs or to who is not logged in"
    return f"{reason}: {_IN_WORDS[reason]}" if reason in _IN_WORDS else verdict


_REFUSALS: Final = frozenset({"status 401", "status 403"})
_IN_WORDS: Final = {
    Reason.DNS.value: "the host name cannot be found",
    Reason.CONNECT.value: "no connection to the host",
    Reason.TLS.value: "no secure connection: the certificate or TLS is at fault",
    Reason.TIMEOUT.value: "no answer in time",
    Reason.CHALLENGE.value: "a wall that asks for a person",
    Reason.PROTOCOL.value: "the connection broke, or the answer is not HTTP",
}


def verdict_of(failure: Failure) -> str:
    """Return the reason of a failure with its detail, and the way out where there is one."""
    verdict = f"{failure.reason.value}{': ' if failure.detail else ''}{failure.detail}"
    if failure.reason is Reason.FORBIDDEN_ADDRESS:
        verdict += " is not public; fetch.allow_private_hosts in newsmon.yaml can allow it"
    return verdict
