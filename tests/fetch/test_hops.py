"""Redirects: cookies within one request, secrets at their origin, and the host that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher, Visitor
from newsmon.fetch.answers import entity_tags
from newsmon.model import Failure, Reason

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def asking_back(hops: int) -> Handler:
    """Answer like a site that sets a cookie at each of some hops, and then looks for all."""

    async def answer(request: web.Request) -> web.Response:
        if len(request.cookies) < hops:
            response = web.Response(status=302, headers={"Location": request.path})
            response.set_cookie(f"step{len(request.cookies)}", "1")
            return response
        return web.Response(text="article")

    return answer


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_cookies_are_sent_back_within_one_request(hops: int) -> None:
    async def run() -> list[Answer | Failure]:
        async with site(asking_back(hops)) as base, Fetcher(settings()) as fetcher:
            return [await fetcher.get(f"{base}/story") for _ in range(2)]

    for answer in asyncio.run(run()):
        assert isinstance(answer, Answer)
        assert answer.body == b"article"


def test_a_cookie_is_forgotten_between_requests_and_stays_with_its_host() -> None:
    seen: list[str] = []

    async def other(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Cookie", ""))
        return web.Response(text="other")

    async def run() -> None:
        async with site(other) as there:
            port = there.rpartition(":")[2]

            async def leads_away(request: web.Request) -> web.Response:
                seen.append(request.headers.get("Cookie", ""))
                response = web.Response(
                    status=302, headers={"Location": f"http://localhost:{port}/"}
                )
                response.set_cookie("secret", "1")
                return response

            allowed = settings(allow_private_hosts=("127.0.0.1", "localhost"))
            async with site(leads_away) as base, Fetcher(allowed) as fetcher:
                await fetcher.get(f"{base}/a")
                await fetcher.get(f"{base}/b")

    asyncio.run(run())
    assert seen == ["", "", "", ""]


def test_headers_go_to_the_configured_origin_and_nowhere_else() -> None:
    keys: dict[str, list[str]] = {}

    def noting(name: str, location: str | None = None) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            key = request.headers.get("X-Key", "-") + request.headers.get("User-Agent", "")[:3]
            keys.setdefault(name, []).append(key)
            if location:
                return web.Response(status=301, headers={"Location": location})
            return web.Response(text="feed")

        return answer

    async def run() -> None:
        async with (
            site(noting("elsewhere")) as elsewhere,
            site(noting("home", f"{elsewhere}/feed")) as home,
            Fetcher(settings()) as fetcher,
        ):
            own = {"X-Key": "secret", "User-Agent": "key"}
            await fetcher.get(f"{home}/feed", headers=own, headers_for=f"{home}/feed")
            # a sitemap that the index names, and a move that was believed
            await fetcher.get(f"{elsewhere}/sitemap", headers=own, headers_for=f"{home}/feed")

    asyncio.run(run())
    assert keys == {"home": ["secretkey"], "elsewhere": ["-new", "-new"]}


@pytest.mark.parametrize(
    ("etag", "sent"),
    [
        ('"ad7-66-gzip"', '"ad7-66-gzip", "ad7-66"'),
        ('W/"ad7-gzip"', 'W/"ad7-gzip", W/"ad7"'),
        ('"ad7;br"', '"ad7;br", "ad7"'),
        ('"ad7"', '"ad7"'),
        ('"gzip"', '"gzip"'),
        ("unquoted-gzip", "unquoted-gzip"),
    ],
)
def test_a_tag_that_names_an_encoding_is_sent_in_both_forms(etag: str, sent: str) -> None:
    assert entity_tags(etag) == sent


def test_a_failure_names_the_hop_that_failed() -> None:
    async def to_nobody(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/story"})

    async def run() -> Answer | Failure:
        async with site(to_nobody) as base, Fetcher(settings()) as fetcher:
            return await fetcher.get(f"{base}/1")

    failure = asyncio.run(run())
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.url) == (Reason.CONNECT, "http://127.0.0.1:9/story")


def test_an_address_that_leads_inward_is_forbidden_before_its_rules_are_asked_for() -> None:
    async def run() -> list[Answer | Failure]:
        async with Fetcher(settings(allow_private_hosts=())) as fetcher:
            visitor = Visitor(fetcher)
            return [await visitor.get(f"http://127.0.0.1:9/{n}") for n in range(2)]

    for failure in asyncio.run(run()):
        assert isinstance(failure, Failure)
        assert failure.reason is Reason.FORBIDDEN_ADDRESS


def test_a_robots_txt_that_leads_inward_forbids_no_page_for_good() -> None:
    async def inward(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.2:9/robots.txt"})

    async def run() -> Answer | Failure:
        async with site(inward) as base, Fetcher(settings()) as fetcher:
            return await Visitor(fetcher).get(f"{base}/1")

    failure = asyncio.run(run())
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == (Reason.CONNECT, "robots.txt cannot be had")
