"""The lines of the Recommendation that concern a subscriber, over HTTP, by their sections."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from tests.pipeline.conftest import Settings, Site
from tests.push.conftest import rss
from tests.push.hub import Hub, receiver, serving

from newsmon.config import Config
from newsmon.pipeline import runs
from newsmon.pipeline.subscriptions import asking
from newsmon.store import Database

pytestmark = pytest.mark.slow

Ask = Callable[..., list[Any]]
STATES = "select state from report.subscriptions order by since, state"


async def poll(database: str, config: Config) -> None:
    """Run once: feeds are polled, and hubs asked."""
    await asyncio.to_thread(runs.run, Database(database, "test"), config)


async def renew(database: str, config: Config) -> dict[str, int]:
    return dict(await asking.renew(Database(database, "test"), config))


async def subscribed(database: str, config: Config, site: Site, hub: Hub, port: int) -> str:
    """Poll a feed that names the hub; returns its topic, which is subscribed to by then."""
    site.article("/old", "Ferry timetable for the winter", "ferry", "Norhaven")
    site.put("/rss", rss(site, hub.url, ("/old", "Ferry timetable")), "application/rss+xml")
    async with receiver(database, config, port):
        await poll(database, config)
        await hub.settled()
    assert len(hub.subscribers) == 1
    return site.url("/rss")


def news(site: Site, hub: Hub) -> bytes:
    """Publish an article; returns the feed with it."""
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    return rss(site, hub.url, ("/harbour", "Harbour reopens"), ("/old", "Ferry timetable"))


async def test_5_1_a_request_is_a_form_with_callback_mode_topic_lease_and_secret(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int
) -> None:
    async with serving(Hub()) as hub:
        topic = await subscribed(database, subscribing(), site, hub, free_port)
        (form,) = hub.forms
        assert hub.content_types == ["application/x-www-form-urlencoded"]
        assert form["hub.mode"] == "subscribe"
        assert form["hub.topic"] == topic
        assert form["hub.lease_seconds"] == "864000"
        assert form["hub.callback"].startswith(f"http://127.0.0.1:{free_port}/push/")
        assert 32 <= len(form["hub.secret"].encode()) < 200


async def test_4_and_5_1_hub_and_topic_of_link_headers_come_first(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int
) -> None:
    async with serving(Hub()) as hub, serving(Hub()) as embedded:
        links = f'<{hub.url}>; rel="hub", </canonical.rss>; rel="self"'
        body = rss(site, embedded.url, ("/old", "Ferry timetable"))
        site.put("/rss", body, "application/rss+xml", Link=links)
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            await hub.settled()
        assert [form["hub.topic"] for form in hub.forms] == [site.url("/canonical.rss")]
        assert embedded.forms == []


async def test_4_hubs_are_named_by_headers_though_the_feed_is_as_it_was(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int
) -> None:
    async with serving(Hub()) as hub:
        body = rss(site, None, ("/old", "Ferry timetable"))
        site.put("/rss", body, "application/rss+xml")
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            site.put("/rss", body, "application/rss+xml", Link=f'<{hub.url}>; rel="hub"')
            await asyncio.to_thread(
                runs.run, Database(database, "test"), config, only=[site.url("/rss")]
            )
            await hub.settled()
        assert [form["hub.topic"] for form in hub.forms] == [site.url("/rss")]


async def test_5_1_1_each_request_has_a_callback_and_a_secret_of_its_own(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        await subscribed(database, config, site, hub, free_port)
        ask("update newsmon.subscription set next_request_at = now()")
        async with receiver(database, config, free_port):
            assert await renew(database, config) == {"subscribe": 1}
            await hub.settled()
        assert len({form["hub.callback"] for form in hub.forms}) == 2
        assert len({form["hub.secret"] for form in hub.forms}) == 2
        assert ask(STATES) == [("active",), ("replaced",)]


@pytest.mark.parametrize("status", [307, 308])
async def test_5_1_2_a_redirect_to_another_hub_is_followed(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, status: int
) -> None:
    async with serving(Hub()) as hub, serving(Hub()) as first:
        first.redirects_to = (status, hub.url)
        site.put("/rss", rss(site, first.url), "application/rss+xml")
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            await hub.settled()
        assert [form["hub.mode"] for form in hub.forms] == ["subscribe"]
        assert len(hub.subscribers) == 1


async def test_5_1_2_a_redirect_that_would_lose_the_form_is_none(
    database: str, subscribing: Callable[..., Config], site: Site, ask: Ask
) -> None:
    async with serving(Hub()) as hub, serving(Hub()) as first:
        first.redirects_to = (302, hub.url)
        site.put("/rss", rss(site, first.url), "application/rss+xml")
        await poll(database, subscribing())
        assert hub.forms == []
        assert "status 302" in ask("select reason from report.subscriptions")[0][0]


async def test_5_1_2_after_an_error_the_next_hub_is_asked(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(answer=403)) as first, serving(Hub()) as second:
        links = f'<{first.url}>; rel="hub", <{second.url}>; rel="hub"'
        site.put("/rss", rss(site, None), "application/rss+xml", Link=links)
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            assert ask("select state, reason from report.subscriptions") == [
                ("refused", "http_4xx: status 403")
            ]
            await renew(database, config)
            await second.settled()
        assert ask(STATES) == [("refused",), ("active",)]


async def test_5_1_2_an_error_that_may_pass_is_followed_by_the_same_request(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(answer=503)) as hub:
        site.put("/rss", rss(site, hub.url), "application/rss+xml")
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            assert ask(STATES) == [("requested",)]
            assert await renew(database, config) == {}
            ask("update newsmon.subscription set next_request_at = now()")
            hub.answer = 202
            await renew(database, config)
            await hub.settled()
        assert hub.forms[0] == hub.forms[1]
        assert ask(STATES) == [("active",)]


async def test_5_2_a_denial_ends_it_whenever_it_comes_and_the_feed_is_polled_as_usual(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, news(site, hub)) == [202]
            assert ask("select pushed_until > now() from newsmon.feed") == [(True,)]
            (form,) = hub.forms
            words = {"hub.mode": "denied", "hub.topic": topic, "hub.reason": "for members only"}
            assert (await hub.ask(form["hub.callback"], words))[0] == 200
            assert await hub.distribute(topic, news(site, hub)) == [404]
            assert await renew(database, config) == {}
        assert ask("select state, reason from report.subscriptions") == [
            ("denied", "for members only")
        ]
        assert ask("select pushed_until from newsmon.feed") == [(None,)]


async def test_5_2_a_denied_request_is_told_with_the_reason_and_not_repeated(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(denies="unknown topic")) as hub:
        site.put("/rss", rss(site, hub.url), "application/rss+xml")
        config = subscribing()
        async with receiver(database, config, free_port):
            await poll(database, config)
            await hub.settled()
            ask("update newsmon.subscription set next_request_at = now()")
            assert await renew(database, config) == {}
        assert ask("select state, reason from report.subscriptions") == [
            ("denied", "unknown topic")
        ]


async def test_5_3_1_the_challenge_is_echoed_as_no_page(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int
) -> None:
    async with serving(Hub()) as hub:
        await subscribed(database, subscribing(), site, hub, free_port)
        ((status, body, headers),) = hub.replies
        assert status == 200
        assert len(body) == 32
        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "changed",
    [
        {"topic": "http://paper.example/another"},
        {"mode": "unsubscribe"},
        {"mode": "publish"},
        {"challenge": "<script>alert(1)</script> " * 30},
        {"callback": "unknown"},
    ],
)
async def test_5_3_1_what_was_not_asked_for_is_not_found(
    database: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    ask: Ask,
    changed: dict[str, str],
) -> None:
    async with serving(Hub(verifies=False)) as hub:
        site.put("/rss", rss(site, hub.url), "application/rss+xml")
        config = subscribing()
        await poll(database, config)
        (form,) = hub.forms
        if changed.pop("callback", None):
            form = form | {"hub.callback": form["hub.callback"][:-43] + "x" * 43}
        async with receiver(database, config, free_port):
            assert not await hub.verify(form, **changed)
        assert hub.replies[0][:2] == (404, b"")
        assert ask(STATES) == [("requested",)]


async def test_5_a_hub_may_reconfirm_what_is_active(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            assert await hub.verify(hub.forms[0], lease_seconds="60")
        (lease_until,) = ask("select lease_until from report.subscriptions")[0]
        assert lease_until < datetime.now(timezone.utc) + timedelta(seconds=61)


async def test_5_3_the_lease_is_the_hubs_and_is_renewed_before_it_is_over(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub(lease=400)) as hub:
        config = subscribing()
        await subscribed(database, config, site, hub, free_port)
        lease, renewal = ask(
            "select extract(epoch from lease_until - now())::int,"
            " extract(epoch from next_request_at - now())::int from newsmon.subscription"
        )[0]
        assert 390 <= lease <= 400
        assert 290 <= renewal <= 300


async def test_5_unsubscribing_is_verified_like_subscribing(
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
        (callback,) = [form["hub.callback"] for form in hub.forms]
        site.feed("/other")
        config = subscribing("/other")
        async with receiver(database, config, free_port):
            await poll(database, config)
            await hub.settled()
            assert hub.subscribers == {}
            last = hub.forms[-1]
            assert (last["hub.mode"], last["hub.topic"]) == ("unsubscribe", topic)
            assert last["hub.callback"] == callback
            assert ask(STATES) == [("ended",)]
            assert await hub.deliver(callback, b"<rss/>", None) == 410


async def test_5_3_an_end_that_nobody_asked_for_is_not_found(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            assert not await hub.verify(hub.forms[0], mode="unsubscribe")
        assert ask(STATES) == [("active",)]


async def test_7_what_a_hub_distributes_is_acknowledged_and_loaded_like_a_poll(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        polls = site.times_asked("/rss")
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, news(site, hub)) == [202]
            assert await hub.distribute(topic, news(site, hub)) == [202]
        await poll(database, config)
        assert site.times_asked("/rss") == polls
        assert ask("select title from report.articles order by 1") == [
            ("Ferry timetable for the winter",),
            ("Harbour reopens after the storm",),
        ]
        assert ask("select pushes, ignored from report.subscriptions") == [(2, 0)]


async def test_7_a_hub_may_leave_out_what_it_has_delivered_before(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
        async with receiver(database, config, free_port):
            reduced = rss(site, hub.url, ("/harbour", "Harbour reopens"))
            assert await hub.distribute(topic, reduced) == [202]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


async def test_7_link_headers_do_not_tell_which_subscription_it_is(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            links = '<https://evil.example/hub>; rel="hub", <https://evil.example/>; rel="self"'
            assert await hub.distribute(topic, news(site, hub), Link=links) == [202]
        assert ask("select hubs, topic from newsmon.feed") == [([hub.url], topic)]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


@pytest.mark.parametrize("method", ["sha256", "sha384", "sha512"])
async def test_7_1_1_each_algorithm_is_taken(
    database: str,
    subscribing: Callable[..., Config],
    site: Site,
    free_port: int,
    ask: Ask,
    method: str,
) -> None:
    async with serving(Hub(method=method)) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, news(site, hub)) == [202]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


async def test_7_1_2_and_3_1_what_is_not_signed_or_signed_otherwise_is_thrown_away(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        ((_, callback), secret), *_ = hub.subscribers.items()
        body = news(site, hub)
        before = ask("select * from newsmon.feed")
        async with receiver(database, config, free_port):
            for signature in (
                None,
                "sha256=",
                hub.signature("another secret", body),
                hub.signature(secret, body + b" "),
                hub.signature(secret, body, "md5"),
                hub.signature(secret, body, "sha1"),  # 8.3: the callback is not reached over TLS
            ):
                assert await hub.deliver(callback, body, signature, topic) == 403
        assert ask("select count(*) from newsmon.entry") == [(1,)]
        assert ask("select pushes, ignored from report.subscriptions") == [(0, 6)]
        assert ask("select * from newsmon.feed") == before


async def test_7_after_a_renewal_the_old_callback_is_gone_and_the_new_one_delivers(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        ask("update newsmon.subscription set next_request_at = now()")
        async with receiver(database, config, free_port):
            await renew(database, config)
            await hub.settled()
            assert sorted(await hub.distribute(topic, news(site, hub))) == [202, 410]
        assert ask("select count(*) from newsmon.entry") == [(2,)]


async def test_7_a_hub_is_answered_though_what_it_sent_is_no_feed(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        before = ask("select state, consecutive_failures, pushed_until from newsmon.feed")
        async with receiver(database, config, free_port):
            assert await hub.distribute(topic, b"<html>Oops</html>") == [202]
        assert ask("select state, consecutive_failures, pushed_until from newsmon.feed") == before


async def test_8_3_the_body_is_checked_as_it_came_and_then_unpacked(
    database: str, subscribing: Callable[..., Config], site: Site, free_port: int, ask: Ask
) -> None:
    async with serving(Hub()) as hub:
        config = subscribing()
        topic = await subscribed(database, config, site, hub, free_port)
        async with receiver(database, config, free_port):
            packed = gzip.compress(news(site, hub))
            assert await hub.distribute(topic, packed, Content_Encoding="gzip") == [202]
        assert ask("select count(*) from newsmon.entry") == [(2,)]
