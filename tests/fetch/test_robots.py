"""robots.txt: what a host asks of us, kept and bounded."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import web
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher, RobotsCache, RobotsRules
from newsmon.fetch.robots_file import MAX_BYTES
from newsmon.model import Failure, Reason

NOW = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"


class Origin:
    """A scriptable origin: answers robots.txt with what is set, and counts."""

    def __init__(self) -> None:
        self.now = NOW
        self.asked = 0
        self.answer: Answer | Failure = answer(RULES)
        self.kept: dict[str, RobotsRules] = {}

    async def get(self, url: str, proxy: str | None) -> Answer | Failure:
        assert url == "https://example.com/robots.txt"
        self.asked += 1
        await asyncio.sleep(0)
        return self.answer

    async def load(self, origin: str) -> RobotsRules | None:
        return self.kept.get(origin)

    async def save(self, rules: RobotsRules) -> None:
        self.kept[rules.origin] = rules

    def cache(self) -> RobotsCache:
        return RobotsCache(
            self.get, agent="newsmon", load=self.load, save=self.save, clock=lambda: self.now
        )

    async def allows(self, path: str = "/private/x") -> bool:
        return (await self.cache().permission("https://example.com" + path)).allowed


def answer(body: bytes, content_type: str = "text/plain") -> Answer:
    url = "https://example.com/robots.txt"
    return Answer(url, url, 200, (), body, content_type, None, None, 0.1)


@pytest.fixture
def origin() -> Origin:
    return Origin()


async def test_rules_are_obeyed(origin: Origin) -> None:
    cache = origin.cache()
    assert (await cache.permission("https://example.com/news")).allowed
    private = await cache.permission("https://example.com/private/x")
    assert not private.allowed
    assert private.delay == 7


async def test_rules_for_our_name_prevail(origin: Origin) -> None:
    origin.answer = answer(b"User-agent: *\nDisallow: /\n\nUser-agent: newsmon\nAllow: /\n")
    assert await origin.allows()


async def test_rules_are_asked_for_once_a_day_and_kept(origin: Origin) -> None:
    cache = origin.cache()
    await asyncio.gather(*(cache.permission(f"https://example.com/{n}") for n in range(20)))
    assert origin.asked == 1
    await origin.cache().permission("https://example.com/other-process")
    assert origin.asked == 1
    origin.now += DAY
    await cache.permission("https://example.com/")
    assert origin.asked == 2


@pytest.mark.parametrize(
    "nothing",
    [Failure(Reason.NOT_FOUND), Failure(Reason.GONE), Failure(Reason.HTTP_4XX, "status 403")],
)
async def test_no_robots_file_means_no_rules(origin: Origin, nothing: Failure) -> None:
    origin.answer = nothing
    assert await origin.allows()
    assert origin.kept["https://example.com"].status in {403, 404, 410}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><p>User-agent: *\nDisallow: /", "text/plain"),
        (b"Disallow: /", "text/html"),
        (b"", "text/plain"),
        (b"\x00\xff\xfe garbage", "text/plain"),
        (b"Disallow: /private", "text/plain"),
    ],
)
async def test_what_is_no_robots_file_means_no_rules(
    origin: Origin, body: bytes, kind: str
) -> None:
    origin.answer = answer(body, kind)
    assert await origin.allows()


@pytest.mark.parametrize(
    "reason", [Reason.TIMEOUT, Reason.HTTP_5XX, Reason.DNS, Reason.RATE_LIMITED]
)
async def test_a_host_in_trouble_is_left_alone_but_not_for_ever(
    origin: Origin, reason: Reason
) -> None:
    origin.answer = Failure(reason)
    assert not await origin.allows("/news")
    origin.now += 6 * HOUR
    assert not await origin.allows("/news")
    origin.now += 6 * HOUR
    assert await origin.allows("/news")
    assert origin.asked == 3


async def test_the_last_good_copy_outlives_trouble_for_thirty_days(origin: Origin) -> None:
    assert not await origin.allows()
    origin.answer = Failure(Reason.HTTP_5XX)
    origin.now += 29 * DAY
    assert not await origin.allows()
    assert await origin.allows("/news")
    origin.now += 2 * DAY
    assert not await origin.allows("/news")  # no copy any more: in trouble since now
    origin.now += DAY
    assert await origin.allows()


async def test_recovery_is_noticed_within_the_hour(origin: Origin) -> None:
    origin.answer = Failure(Reason.TIMEOUT)
    assert not await origin.allows("/news")
    origin.answer = answer(RULES)
    origin.now += HOUR
    assert await origin.allows("/news")


async def test_a_file_of_fifty_megabytes_is_cut(origin: Origin) -> None:
    origin.answer = answer(RULES + b"# padding\n" * 200_000 + b"User-agent: newsmon\nDisallow: /\n")
    assert await origin.allows("/news")
    assert not await origin.allows("/private")
    assert len(origin.kept["https://example.com"].body or "") <= MAX_BYTES
    origin.kept.clear()
    origin.answer = Failure(Reason.BODY_TOO_LARGE)
    assert await origin.allows("/news")


async def test_absurd_crawl_delays_are_bounded(origin: Origin) -> None:
    for stated, bound in (
        (b"86400", 60.0),
        (b"-3", None),
        (b"x", None),
        (b"inf", None),
        (b"nan", None),
    ):
        origin.kept.clear()
        origin.answer = answer(b"User-agent: *\nCrawl-delay: " + stated + b"\n")
        permission = await origin.cache().permission("https://example.com/")
        assert permission.delay == bound, stated


@pytest.mark.parametrize(
    "line", ["Content-Signal: ai-train=no", "License: https://a.example/l.xml"]
)
async def test_a_line_that_is_not_known_parts_no_agents(origin: Origin, line: str) -> None:
    origin.answer = answer(f"User-agent: newsmon\n{line}\nUser-agent: x\nDisallow: /p\n".encode())
    assert not await origin.allows("/p")


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("newsmon", False),
        ("NewsMon/1.0", False),
        ("news", True),
        ("n", True),
        ("newsmonitor", True),
    ],
)
async def test_a_group_is_ours_if_its_name_is(origin: Origin, name: str, allowed: bool) -> None:
    origin.answer = answer(f"User-agent: {name} # why\nDisallow: /\n\nUser-agent: *\n".encode())
    assert await origin.allows("/p") is allowed


async def test_rights_are_read_from_the_same_file(origin: Origin) -> None:
    origin.answer = answer(b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n")
    permission = await origin.cache().permission("https://example.com/")
    assert permission.allowed
    assert [s.use.value for s in permission.rights.of("https://example.com/a")] == [
        "search",
        "ai_train",
    ]
    opt_out = origin.kept["https://example.com"].opt_out
    assert opt_out == "Content-Signal: search=yes, ai-train=no"


@pytest.mark.slow
async def test_a_robots_file_that_never_returns_costs_one_timeout() -> None:
    requests = 0

    async def handler(request: web.Request) -> web.Response:
        nonlocal requests
        requests += 1
        await asyncio.sleep(30)
        return web.Response()

    async with site(handler) as url, Fetcher(settings(timeout_seconds=0.3)) as fetcher:
        cache = RobotsCache(lambda url, _: fetcher.get(url), agent="newsmon")
        permissions = await asyncio.gather(*(cache.permission(f"{url}/{n}") for n in range(10)))
        assert not any(permission.allowed for permission in permissions)
        assert requests == 1
