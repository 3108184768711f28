"""robots.txt: the rules of a host, read by protego and stored by the caller.

Follows RFC 9309: 4xx means no rules; a host whose robots.txt cannot be had is left alone, but not
for ever. A last good copy counts for 30 days; without one, access is assumed after 12 hours (as
large crawlers do), or one broken file would silence an outlet.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from newsmon.fetch.answers import Answer
from newsmon.fetch.robots_file import access_of, delay_of, rules_text
from newsmon.fetch.sized_cache import SizedCache
from newsmon.model import Failure, Reason
from newsmon.rights import (
    RobotsRights,
    Use,
    Verdict,
    lines_for,
    lines_of,
    path_patterns,
    rights_of_lines,
)

log = logging.getLogger(__name__)

_FRESH: Final = timedelta(hours=24)  # RFC 9309: not longer without asking again
_ASK_AGAIN: Final = timedelta(hours=1)  # after a failure
_GOOD_COPY_LASTS: Final = timedelta(days=30)
_REFUSE_FOR: Final = timedelta(hours=12)
_MAX_DELAY: Final = 60.0  # seconds of Crawl-delay; more would mean fewer than 1,440 pages a day
_IN_MEMORY: Final = 16 * 1024 * 1024  # bytes of parsed rules that are kept, of thousands of origins
_PARSED: Final = 8  # times the size of its text: about what the parsed form takes


NOTHING_STATED: Final = RobotsRights()


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of an origin, as they are stored."""

    origin: str  # scheme://host[:port]
    status: int | None  # HTTP status; None where no answer came
    body: str | None  # the rules; None where there are none
    fetched_at: datetime  # of the good copy; without one, when it was first missed
    expires_at: datetime  # asked for again after this time
    crawl_delay: float | None = None  # seconds that it asks of us, uncapped
    opt_out: str | None = None  # the line that reserves text and data mining


@dataclass(frozen=True, slots=True)
class Permission:
    """The verdict on a URL: allowed or not, how slowly, and what is stated on its uses."""

    allowed: bool
    delay: float | None = None  # seconds between requests (Crawl-delay), capped
    rights: RobotsRights = NOTHING_STATED
    missed: bool = False  # the rules could not be had: a failure, to be tried again
    failure: Failure | None = None  # of the host itself: its pages would fail alike


Get = Callable[[str, str | None], Awaitable["Answer | Failure"]]  # URL, proxy
Load = Callable[[str], Awaitable["RobotsRules | None"]]
Save = Callable[[RobotsRules], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ParsedRules:
    """The rules of an origin as they are asked."""

    rules: RobotsRules
    access: Protego | None  # None: everything is allowed
    rights: RobotsRights


class RobotsCache:
    """Rules by origin: parsed ones in memory, raw ones wherever `load` and `save` store them."""

    def __init__(
        self,
        get: Get,
        *,
        agent: str,
        load: Load | None = None,
        save: Save | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """`get` asks for a URL; `agent` is the product name that rules are looked up for."""
        self._get, self._agent = get, agent
        self._load, self._save, self._clock = load, save, clock
        self._parsed: SizedCache[str, ParsedRules] = SizedCache(_IN_MEMORY)
        self._locks: dict[str, asyncio.Lock] = {}

    async def permission(self, url: str, proxy: str | None = None) -> Permission:
        """Return the verdict on `url`; asks its origin for robots.txt if need be."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:  # one request, however many pages wait for it
            current = await self._current(origin, proxy)
        if not lock.locked():
            self._locks.pop(origin, None)
        if isinstance(current, Failure):
            return Permission(allowed=False, failure=current)
        return verdict(current, url, self._agent, self._clock())

    async def _current(self, origin: str, proxy: str | None) -> ParsedRules | Failure:
        now = self._clock()
        cached = self._parsed.get(origin)
        if cached and is_fresh(cached.rules, now):
            return cached
        stored = cached.rules if cached else (await self._load(origin) if self._load else None)
        if stored is None or not is_fresh(stored, now):
            answer = await self._get(f"{origin}/robots.txt", proxy)
            if isinstance(answer, Failure) and _forbids(origin, answer):
                return answer  # nothing of this host may be asked for, so there is nothing to keep
            entry = prepared(updated(origin, answer, stored, self._clock()), self._agent)
            if self._save:
                await self._save(entry.rules)
        else:
            entry = prepared(stored, self._agent)
        self._parsed.add(origin, entry, _PARSED * len(entry.rules.body or ""))
        return entry


def _forbids(origin: str, failure: Failure) -> bool:
    """Tell whether the origin itself may not be asked, and not what it redirects to."""
    is_own = failure.url is None or failure.url.startswith(f"{origin}/")
    return is_own and failure.reason is Reason.FORBIDDEN_ADDRESS


def is_fresh(rules: RobotsRules, now: datetime) -> bool:
    """Tell whether rules need not be asked for again; not if a wrong clock set their expiry."""
    return now < rules.expires_at <= now + _FRESH


def updated(
    origin: str, answer: Answer | Failure, before: RobotsRules | None, now: datetime
) -> RobotsRules:
    """Return the rules to store after an answer to a request for robots.txt."""
    if isinstance(answer, Answer):
        text = rules_text(answer)
        log.debug("robots.txt: %d characters of rules", len(text or ""), extra={"url": origin})
        return RobotsRules(origin, answer.status, text, now, now + _FRESH)
    if answer.reason in _NO_RULES:
        status = 404 if answer.reason is Reason.NOT_FOUND else 410
        stated = re.search(r"\d{3}", answer.detail)
        return RobotsRules(origin, int(stated[0]) if stated else status, None, now, now + _FRESH)
    if answer.reason in _UNBOUNDED:  # whatever it is, it is not a small text file of rules
        return RobotsRules(origin, 200, None, now, now + _FRESH)
    again = now + _ASK_AGAIN
    if before and before.body is not None and now - before.fetched_at < _GOOD_COPY_LASTS:
        return replace(before, expires_at=again)
    missed_since = min(before.fetched_at, now) if before and _missed(before) else now
    log.info("the robots.txt of %s cannot be had: asked for again soon", origin)
    return RobotsRules(origin, None, None, missed_since, again)


_NO_RULES: Final = frozenset({Reason.NOT_FOUND, Reason.GONE, Reason.HTTP_4XX})
_UNBOUNDED: Final = frozenset(
    {Reason.BODY_TOO_LARGE, Reason.DECOMPRESSED_TOO_LARGE, Reason.TOO_MANY_REDIRECTS}
)


def prepared(rules: RobotsRules, agent: str) -> ParsedRules:
    """Return rules that can be asked for a product name, its pause and reservation filled in."""
    lines = tuple(lines_of(rules.body or ""))
    ours = lines_for(lines, agent)
    rights = rights_of_lines(ours)
    reserved = (
        statement.text
        for statement in rights.statements
        if statement.verdict is Verdict.RESERVED and statement.use is not Use.SEARCH
    )
    stated = replace(rules, crawl_delay=delay_of(ours.own), opt_out=next(reserved, None))
    return ParsedRules(stated, access_of(lines, agent), rights)


def verdict(current: ParsedRules, url: str, agent: str, now: datetime) -> Permission:
    """Apply rules to a URL."""
    rules, access = current.rules, current.access
    if _missed(rules):
        return Permission(allowed=now - rules.fetched_at >= _REFUSE_FOR, missed=True)
    if access is None:
        return Permission(allowed=True, rights=current.rights)
    path = path_patterns.comparable(path_patterns.path_of(url))
    return Permission(
        allowed=bool(access.can_fetch(rules.origin + path, agent)),
        delay=None if rules.crawl_delay is None else min(rules.crawl_delay, _MAX_DELAY),
        rights=current.rights,
    )


def _missed(rules: RobotsRules) -> bool:
    return rules.status is None and rules.body is None
