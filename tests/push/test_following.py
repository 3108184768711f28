"""Pushes and polls together: how soon, how rarely, and what becomes of it when pushes stop."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tests.pipeline.conftest import Site
from tests.push.conftest import rss
from tests.push.hub import Hub, receiver, serving
from tests.push.test_recommendation import news, poll, subscribed

from newsmon.config import Config
from newsmon.pipeline import following, runs
from newsmon.store import Database

pytestmark = pytest.mark.slow

Ask = Callable[..., list[Any]]
NEXT = (
    "select extract(epoch from next_poll_at - now()) / 3600 from newsmon.feed where kind = 'feed'"
)


@asynccontextmanager
async def followed(database: str, config: Config) -> AsyncIterator[None]:
    """Follow in a thread, as `newsmon run --follow` does."""
    stop = threading.Event()
    work = asyncio.create_task(
        asyncio.to_thread(following.follow, Database(database, "test"), config, stop=stop)
    )
    try:
        yield
    finally:
        stop.set()
        await work


async def until(condition: Callable[[], Any], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        await asyncio.sleep(0.1)


async def test_one_that_follows_subscribes_by_itself_and_loads_what_is_pushed_without_a_poll(
    database: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsmon.pipeline.subscriptions.asking.LOOK_SECONDS", 0.5)
    async with serving(Hub()) as hub:
        site.article("/old", "Ferry timetable for the winter", "ferry", "Norhaven")
        site.put("/rss", rss(site, hub.url, ("/old", "Ferry timetable")), "application/rss+xml")
        config = subscribing()
        async with receiver(database, config, free_port), followed(database, config):
            await until(lambda: hub.subscribers and ask("select 1 from report.articles"))
            polls = site.times_asked("/rss")
            assert await hub.distribute(site.url("/rss"), news(site, hub)) == [202]
            await until(lambda: len(ask("select 1 from report.articles")) == 2)
        assert site.times_asked("/rss") == polls


async def test_while_pushes_arrive_polls_are_a_safety_net_within_the_lease(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing(safety_poll="8h")
        topic = await subscribed(database, config, site, hub, free_port)
        assert ask(NEXT)[0][0] < 1.1  # a subscription alone proves nothing
        async with receiver(database, config, free_port):
            await hub.distribute(topic, news(site, hub))
        assert 7.1 < ask(NEXT)[0][0] <= 8
        assert ask("select poll_interval <= interval '1 hour' from newsmon.feed") == [(True,)]


async def test_no_poll_is_later_than_the_end_of_the_lease(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(lease=2 * 3600)) as hub:
        config = subscribing(safety_poll="8h")
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            await hub.distribute(topic, news(site, hub))
        assert 1.9 < ask(NEXT)[0][0] <= 2


async def test_polls_that_bring_what_no_push_brought_come_as_often_as_before(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing(safety_poll="8h")
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            await hub.distribute(topic, rss(site, hub.url, ("/old", "Ferry timetable")))
        assert ask(NEXT)[0][0] > 7
        ask("update newsmon.feed set next_poll_at = now()")
        await poll(database, config)  # it brings nothing new: pushes are still relied upon
        assert ask(NEXT)[0][0] > 7
        site.put("/rss", news(site, hub), "application/rss+xml")
        ask("update newsmon.feed set next_poll_at = now()")
        await poll(database, config)
        assert ask(NEXT)[0][0] < 1.1
        assert ask("select pushed_until from newsmon.feed") == [(None,)]


async def test_a_lease_that_lapses_ends_it_and_another_one_is_asked_for(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            await hub.distribute(topic, news(site, hub))
            ask("update newsmon.subscription set lease_until = now(), next_request_at = now()")
            await poll(database, config)
            await hub.settled()
        states = ask("select state from newsmon.subscription order by subscription_id")
        assert states == [("ended",), ("active",)]
        assert ask("select pushed_until from newsmon.feed") == [(None,)]
        assert ask(NEXT)[0][0] < 1.1


async def test_a_renewal_lengthens_the_time_for_which_pushes_are_relied_upon(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(lease=3600)) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            await hub.distribute(topic, news(site, hub))
            ask("update newsmon.subscription set next_request_at = now()")
            hub.lease = 7200
            await poll(database, config)
            await hub.settled()
        assert ask("select pushed_until > now() + interval '1.9 hours' from newsmon.feed") == [
            (True,)
        ]


async def test_a_feed_with_a_distance_of_its_own_keeps_it(
    database: str,
    subscribing: Callable[..., Config],
    configuration: Any,
    site: Site,
    free_port: int,
    ask: Ask,
) -> None:
    async with serving(Hub()) as hub:
        topic = await subscribed(database, subscribing(), site, hub, free_port)
        push = {"callback_url": f"http://127.0.0.1:{free_port}/push", "key": "${NEWSMON_PUSH_KEY}"}
        feed = {"url": topic, "poll": "15m"}
        source = {"slug": "northern-wire", "name": "Northern Wire", "feeds": [feed]}
        config = configuration.write([source], push=push)
        ask("update newsmon.feed set next_poll_at = now()")
        await asyncio.to_thread(runs.run, Database(database, "test"), config)
        async with receiver(database, config, free_port):
            await hub.distribute(topic, news(site, hub))
        assert ask(NEXT)[0][0] <= 0.25


async def test_a_failing_feed_is_asked_as_before_though_pushes_come(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        ask("update newsmon.feed set state = 'failing', next_poll_at = now() + interval '1 minute'")
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, news(site, hub)) == [202]
        assert ask("select state from newsmon.feed") == [("failing",)]
        assert ask(NEXT)[0][0] < 0.02
        assert ask("select count(*) from newsmon.entry") == [(2,)]
