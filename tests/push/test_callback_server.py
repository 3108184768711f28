"""Strangers at the door: what costs little, what is refused, what a database that is away means."""

from __future__ import annotations

import asyncio
import gzip
import secrets
from collections.abc import Callable
from typing import Any

import aiohttp
import psycopg2
import pytest
from tests.conftest import run_on_server
from tests.pipeline.conftest import Settings, Site
from tests.push.conftest import rss
from tests.push.hub import Hub, receiver, serving
from tests.push.test_recommendation import news, subscribed

from newsmon.config import Config
from newsmon.push import callback_server

pytestmark = pytest.mark.slow

Ask = Callable[..., list[Any]]


@pytest.mark.parametrize(
    "path",
    ["/", "/push", "/push/short", "/push/" + "x" * 43, "/push/" + "é" * 43, "/" + "x" * 5000],
)
async def test_without_a_token_nothing_is_found(
    database: str, subscribing: Callable[..., Config], free_port: int, path: str
) -> None:
    config = subscribing()
    async with receiver(database, config, free_port) as url, aiohttp.ClientSession() as session:
        for method in ("GET", "POST"):
            async with session.request(method, url + path, data=b"<rss/>") as response:
                assert response.status == 404
                assert await response.read() == b""
        async with session.delete(url + path) as response:
            assert response.status == 405


async def test_the_database_is_not_asked_for_what_can_be_no_token(
    database: str, subscribing: Callable[..., Config], free_port: int
) -> None:
    config = subscribing()
    nowhere = receiver(database + "_that_is_not_there", config, free_port)
    async with nowhere as url, aiohttp.ClientSession() as session:
        assert (await session.post(f"{url}/push/short", data=b"x")).status == 404
        away = await session.post(f"{url}/push/{'x' * 43}", data=b"x")
        assert away.status == 503
        assert away.headers["Retry-After"]


async def test_a_body_over_the_cap_is_refused_also_when_it_unpacks_to_one(
    database: str,
    subscribing: Callable[..., Config],
    configuration: Settings,
    site: Site,
    free_port: int,
    ask: Ask,
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            wire = config.settings.fetch.max_wire_bytes
            assert await hub.distribute(topic, secrets.token_bytes(wire + 1)) == [413]
            bomb = gzip.compress(b" " * (config.settings.fetch.max_body_bytes + 1))
            assert await hub.distribute(topic, bomb, Content_Encoding="gzip") == [413]
            assert await hub.distribute(topic, news(site, hub)) == [202]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


async def test_a_body_that_does_not_come_in_holds_its_place_for_a_while_only(
    database: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(callback_server, "_BODY_SECONDS", 0.3)
    async with serving(Hub()) as hub:
        config = subscribing()
        await subscribed(database, config, site, hub, free_port)
        ((_, callback), *_) = hub.subscribers
        async with receiver(database, config, free_port):
            reader, writer = await asyncio.open_connection("127.0.0.1", free_port)
            path = callback.partition(str(free_port))[2]
            writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n<".encode())
            line = await asyncio.wait_for(reader.readline(), 10)
            assert b" 408 " in line
            writer.close()


async def test_more_requests_than_there_are_places_are_asked_to_come_again(
    database: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(callback_server, "_AT_ONCE", 1)
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        ((_, callback), *_) = hub.subscribers
        async with receiver(database, config, free_port):
            _, writer = await asyncio.open_connection("127.0.0.1", free_port)
            path = callback.partition(str(free_port))[2]
            writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n<".encode())
            await writer.drain()
            await asyncio.sleep(0.5)
            assert await hub.distribute(topic, news(site, hub)) == [503]
            writer.close()
            await asyncio.sleep(0.5)
            assert await hub.distribute(topic, news(site, hub)) == [202]


async def test_a_push_that_comes_while_the_database_is_away_is_not_acknowledged(
    database: str,
    server: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    ask: Ask,
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        name = database.rpartition("/")[2].partition("?")[0]
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, rss(site, hub.url)) == [202]
            run_on_server(server, "alter database {} allow_connections false", name)
            end_connections(server, name)
            assert await hub.distribute(topic, news(site, hub)) == [503]
            run_on_server(server, "alter database {} allow_connections true", name)
            assert await hub.distribute(topic, news(site, hub)) == [202]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


def end_connections(server: str, name: str) -> None:
    conn = psycopg2.connect(server)
    with conn, conn.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,)
        )
    conn.close()


async def test_rules_of_feeds_yaml_hold_for_what_is_pushed_and_follow_its_edits(
    database: str,
    subscribing: Callable[..., Config],
    configuration: Settings,
    site: Site,
    free_port: int,
    ask: Ask,
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        push = {"callback_url": config.settings.push.callback_url, "key": "${NEWSMON_PUSH_KEY}"}
        feed = {"url": site.url("/rss"), "exclude": ["/harbour"]}
        source = {"slug": "northern-wire", "name": "Northern Wire", "feeds": [feed]}
        async with receiver(database, config, free_port):
            configuration.write([source], push=push)
            for _ in range(3):  # an edit counts if it is there at two looks
                await hub.distribute(topic, rss(site, hub.url, ("/old", "Ferry timetable")))
                await asyncio.sleep(1.1)
            assert await hub.distribute(topic, news(site, hub)) == [202]
            assert ask("select count(*) from newsmon.entry") == [(1,)]


async def test_licences_within_a_pushed_feed_are_honoured(
    database: str,
    subscribing: Callable[..., Config],
    configuration: Settings,
    site: Site,
    free_port: int,
    ask: Ask,
) -> None:
    async with serving(Hub()) as hub:
        topic = await subscribed(database, subscribing(), site, hub, free_port)
        push = {
            "callback_url": f"http://127.0.0.1:{free_port}/push",
            "key": "${NEWSMON_PUSH_KEY}",
        }
        source = {"slug": "northern-wire", "name": "Northern Wire", "feeds": [topic]}
        config = configuration.write([source], push=push, fetch={"rights": {"ai_train": "honour"}})
        licence = (
            f"<rsl:content xmlns:rsl='https://rslstandard.org/rsl' url='{site.url('/harbour')}'>"
            "<rsl:license><rsl:prohibits type='usage'>ai-all</rsl:prohibits></rsl:license>"
            "</rsl:content></item>"
        )
        async with receiver(database, config, free_port):
            body = news(site, hub).replace(b"</item>", licence.encode(), 1)
            assert await hub.distribute(topic, body) == [202]
        assert ask("select count(*) from newsmon.entry") == [(1,)]
