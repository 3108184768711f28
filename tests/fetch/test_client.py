"""One GET: what comes back, and which cap stops what."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from aiohttp import web
from tests.fetch.servers import answering, raw, settings, site

from newsmon.fetch import Answer, Fetcher
from newsmon.model import Failure, Reason

TEXT = "größe ".encode() * 1000


async def got(url: str, **changed: object) -> Answer | Failure:
    async with Fetcher(settings(**changed)) as fetcher:
        return await fetcher.get(url)


async def refused(url: str, **changed: object) -> Reason:
    answer = await got(url, **changed)
    assert isinstance(answer, Failure), answer
    return answer.reason


# --- good answers


async def test_an_answer_says_all_that_later_stages_need() -> None:
    async def handler(_: web.Request) -> web.Response:
        headers = {"ETag": '"7"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}
        return web.Response(
            body=TEXT, headers={**headers, "Content-Type": "Text/HTML; charset=UTF-8"}
        )

    async with site(handler) as url:
        answer = await got(url + "/a#part")
        assert isinstance(answer, Answer)
        assert (answer.status, answer.body) == (200, TEXT)
        assert (answer.content_type, answer.charset) == ("text/html", "utf-8")
        assert (answer.etag, answer.last_modified) == ('"7"', "Mon, 02 Mar 2026 10:00:00 GMT")
        assert answer.url == answer.final_url == url + "/a"
        assert answer.permanent_url is None


async def test_who_asks_is_said_clearly() -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(text=request.headers["User-Agent"])

    async with site(handler) as url:
        answer = await got(url, user_agent="mybot", contact_url="https://example.com/bot")
        assert isinstance(answer, Answer)
        assert answer.body.startswith(b"mybot/")
        assert b"(+https://example.com/bot" in answer.body


async def test_unchanged_is_a_good_answer_if_it_was_asked_about() -> None:
    async def handler(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"7"'
        known = known or request.headers.get("If-Modified-Since") == "Mon, 02 Mar 2026 10:00:00 GMT"
        return web.Response(status=304 if known or "always" in request.path else 200)

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        for options in ({"etag": '"7"'}, {"last_modified": "Mon, 02 Mar 2026 10:00:00 GMT"}):
            answer = await fetcher.get(url, **options)  # type: ignore[arg-type]
            assert isinstance(answer, Answer)
            assert answer.unchanged
            assert answer.body == b""
        unasked = await fetcher.get(url + "/always")
        assert isinstance(unasked, Failure)
        assert unasked.reason is Reason.PROTOCOL


def named(value: str | bytes) -> str:
    """Name of a case: compressed bytes carry the time of compression and would differ by worker."""
    return value if isinstance(value, str) else "body"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstandard.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT))),
        ("identity", TEXT),
        ("gzip", TEXT),
    ],
    ids=named,
)
async def test_every_encoding_is_undone(encoding: str, body: bytes) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    async with site(handler) as url:
        answer = await got(url)
        assert isinstance(answer, Answer), answer
        assert answer.body == TEXT


async def test_connections_are_kept_alive() -> None:
    seen: set[object] = set()

    async def handler(request: web.Request) -> web.Response:
        seen.add(request.transport)
        return web.Response(text="x")

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        for _ in range(5):
            await fetcher.get(url)
        assert len(seen) == 1


# --- what statuses mean


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, Reason.NOT_FOUND),
        (410, Reason.GONE),
        (403, Reason.HTTP_4XX),
        (429, Reason.RATE_LIMITED),
        (500, Reason.HTTP_5XX),
        (503, Reason.HTTP_5XX),
        (301, Reason.PROTOCOL),
        (600, Reason.PROTOCOL),
    ],
)
async def test_statuses_have_reasons(status: int, reason: Reason) -> None:
    async with raw(answering(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status)) as url:
        answer = await got(url)
        assert isinstance(answer, Failure)
        assert answer.reason is reason
        assert str(status) in answer.detail


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0),
        ("-5", 0.0),
        ("316800", 316800.0),
        ("9" * 40, 30 * 86400.0),
        ("soon", None),
        ("Mon, 02 Mar 2020 10:00:00 GMT", 0.0),
        ("Mon, 99 Mar 2020", None),
        ("", None),
    ],
)
async def test_retry_after_is_read_whatever_it_says(stated: str, seconds: float | None) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": stated})

    async with site(handler) as url:
        answer = await got(url)
        assert isinstance(answer, Failure)
        assert answer.retry_after == seconds


async def test_nobody_there_has_reasons() -> None:
    assert await refused("http://127.0.0.1:1/") is Reason.CONNECT
    assert await refused("http://nobody.invalid/") is Reason.DNS
    async with raw(answering(b"not tls at all"), wait_for_request=False) as url:
        assert await refused(url.replace("http:", "https:")) is Reason.TLS


# --- redirects


def _redirects(table: dict[str, tuple[int, str]]):  # type: ignore[no-untyped-def]
    async def handler(request: web.Request) -> web.Response:
        if request.path in table:
            status, target = table[request.path]
            return web.Response(status=status, headers={"Location": target}, body=b"x" * 10_000)
        return web.Response(text=request.path_qs)

    return handler


async def test_permanent_redirects_are_told_if_all_are_permanent() -> None:
    table = {
        "/a": (301, "/b"),
        "/b": (308, "c?utm_source=x&y=1"),
        "/t": (302, "/b"),
        "/u": (301, "/t"),
    }
    async with site(_redirects(table)) as url:
        answer = await got(url + "/a")
        assert isinstance(answer, Answer)
        assert answer.final_url == answer.permanent_url == url + "/c?utm_source=x&y=1"
        for start in ("/t", "/u"):
            temporary = await got(url + start)
            assert isinstance(temporary, Answer)
            assert temporary.permanent_url is None


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"/caf\xc3\xa9", "/caf%C3%A9"),
        (b"/caf\xe9", "/caf%C3%A9"),
        (b"/a b?c=d e", "/a%20b?c=d%20e"),
    ],
)
async def test_redirects_are_read_as_browsers_read_them(target: bytes, path: str) -> None:
    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(next(answers))
        await writer.drain()

    answers = iter([b"HTTP/1.1 302 X\r\nLocation: %s\r\n\r\n" % target, b"HTTP/1.1 200 OK\r\n\r\n"])
    async with raw(respond) as url:
        answer = await got(url)
        assert isinstance(answer, Answer)
        assert answer.final_url == url + path


async def test_redirects_are_counted() -> None:
    steps = {f"/{n}": (302, f"/{n + 1}") for n in range(9)}
    async with site(_redirects({"/loop": (302, "/loop"), **steps})) as url:
        assert await refused(url + "/loop") is Reason.TOO_MANY_REDIRECTS
        assert await refused(url + "/0", max_redirects=8) is Reason.TOO_MANY_REDIRECTS
        assert isinstance(await got(url + "/0", max_redirects=9), Answer)


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "http://user:secret@127.0.0.1/",
        "javascript:x()",
        "http://[broken/",
        "data:text/html,x",
        "http://127.0.0.1:99999/",
    ],
)
async def test_redirects_to_what_cannot_be_fetched_are_refused(target: str) -> None:
    async with raw(answering(f"HTTP/1.1 302 X\r\nLocation: {target}\r\n\r\n".encode())) as url:
        assert await refused(url) is Reason.BAD_URL


async def test_the_body_of_a_redirect_is_never_read() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    head = (
        b"HTTP/1.1 302 X\r\nLocation: /end\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    )
    first = True

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal first
        writer.write(head % len(bomb) + bomb if first else b"HTTP/1.1 200 OK\r\n\r\nend")
        first = False
        await writer.drain()

    async with raw(respond) as url:
        answer = await got(url, max_wire_bytes=1000, max_body_bytes=1000)
        assert isinstance(answer, Answer)
        assert answer.body == b"end"


async def test_a_cookie_set_on_the_way_is_brought_back() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.cookies.get("seen") == "yes":
            return web.Response(text="in")
        return web.Response(status=302, headers={"Location": "/", "Set-Cookie": "seen=yes; Path=/"})

    async with (
        site(handler) as url,
        Fetcher(settings(allow_private_hosts=["127.0.0.0/8"])) as fetcher,
    ):
        answer = await fetcher.get(url.replace("127.0.0.1", "localhost"))
        assert isinstance(answer, Answer), answer
        assert answer.body == b"in"


async def test_a_feeds_own_headers_stay_on_its_host() -> None:
    async def other(request: web.Request) -> web.Response:
        return web.Response(text=request.headers.get("X-Key", "nothing"))

    async with site(other) as elsewhere:

        async def handler(request: web.Request) -> web.Response:
            if request.path == "/own":
                return web.Response(text=request.headers.get("X-Key", "nothing"))
            raise web.HTTPFound(elsewhere if request.path == "/away" else "/own")

        async with site(handler) as url, Fetcher(settings()) as fetcher:
            near = await fetcher.get(url + "/near", headers={"X-Key": "secret"})
            away = await fetcher.get(url + "/away", headers={"X-Key": "secret"})
            assert isinstance(near, Answer)
            assert isinstance(away, Answer)
            assert (near.body, away.body) == (b"secret", b"nothing")


# --- caps


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.com/",
        "ftp://example.com/",
        "http://user:pw@example.com/",
        "http://example.com:0/",
        "",
        "http://",
        "http://exa mple.com/",
    ],
)
async def test_other_schemes_and_credentials_are_refused(url: str) -> None:
    assert await refused(url) is Reason.BAD_URL


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(b"\0" * 9_000_000)),
        ("gzip", gzip.compress(b"\0" * 600_000) * 50),
        ("deflate", zlib.compress(b"\0" * 9_000_000)),
        ("br", brotli.compress(b"\0" * 9_000_000)),
        ("zstd", zstandard.compress(b"\0" * 9_000_000)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"\0" * 9_000_000))),
    ],
    ids=named,
)
async def test_bombs_stop_at_the_cap(encoding: str, bomb: bytes) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": encoding})

    async with site(handler) as url:
        reason = await refused(url, max_body_bytes=1_000_000)
        assert reason is Reason.DECOMPRESSED_TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)[:-20]),
        ("gzip", b"\x1f\x8b" + b"x" * 50),
        ("br", b"\xff" * 50),
        ("br", brotli.compress(TEXT)[:-5]),
        ("zstd", b"x" * 50),
        ("deflate", b"\xff" * 50),
        ("snappy", b"x"),
        ("gzip,gzip,gzip,gzip", b"x"),
    ],
    ids=named,
)
async def test_broken_encodings_have_a_reason(encoding: str, body: bytes) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    async with site(handler) as url:
        assert await refused(url) is Reason.BAD_ENCODING


async def test_a_body_that_never_ends_stops_at_the_cap() -> None:
    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    async with raw(respond) as url:
        assert await refused(url, max_wire_bytes=500_000) is Reason.BODY_TOO_LARGE


async def test_a_body_announced_too_large_is_not_waited_for() -> None:
    async with raw(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx")) as url:
        assert await refused(url) is Reason.BODY_TOO_LARGE


async def test_max_bytes_of_one_request_is_kept() -> None:
    data = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000
    async with raw(answering(data)) as url, Fetcher(settings()) as fetcher:
        answer = await fetcher.get(url, max_bytes=1999)
        assert isinstance(answer, Failure)
        assert answer.reason is Reason.BODY_TOO_LARGE


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"]
)
async def test_a_slow_drip_cannot_hold_a_slot(start: bytes) -> None:
    drips = 0

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal drips
        writer.write(start)
        while True:
            writer.write(b"x")
            await writer.drain()
            drips += 1
            await asyncio.sleep(0.05)

    async with raw(respond) as url:
        assert await refused(url, timeout_seconds=0.5) is Reason.TIMEOUT
        assert drips < 40


async def test_redirects_share_one_time_limit() -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        raise web.HTTPFound(f"/{int(request.path[1:] or 0) + 1}")

    async with site(handler) as url:
        assert await refused(url, timeout_seconds=0.7, max_redirects=20) is Reason.TIMEOUT


async def test_headers_are_capped_in_size_and_number() -> None:
    long = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"
    many = b"HTTP/1.1 200 OK\r\n" + b"X: %s\r\n" % (b"x" * 900) * 100 + b"\r\n"
    countless = b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n"
    for data in (long, many, countless):
        async with raw(answering(data)) as url:
            assert await refused(url) is Reason.HEADERS_TOO_LARGE


async def test_headers_without_end_stop() -> None:
    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-Y: " + b"z" * 1000 + b"\r\n")
            await writer.drain()

    async with raw(respond) as url:
        assert await refused(url, timeout_seconds=5) is Reason.HEADERS_TOO_LARGE


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"garbage\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
        b"HTTP/9.9 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx",
        b"HTTP/1.1 200 OK\r\nX\x00Y: z\r\n\r\n",
    ],
)
async def test_broken_http_is_a_failure_of_protocol(data: bytes) -> None:
    async with raw(answering(data)) as url:
        assert await refused(url) is Reason.PROTOCOL


async def test_a_content_length_too_short_is_survived() -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlonger than five"
    async with raw(answering(data)) as url:
        answer = await got(url)
        if isinstance(answer, Answer):  # the rest came too late to be noticed
            assert answer.body == b"longe"
        else:
            assert answer.reason is Reason.PROTOCOL


async def test_many_at_once_keep_apart_what_was_refused_to_whom() -> None:
    async def handler(_: web.Request) -> web.Response:
        await asyncio.sleep(0.01)
        return web.Response(text="in")

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        port = url.rpartition(":")[2]
        answers = await asyncio.gather(
            *(fetcher.get(url if n % 2 else f"http://10.0.0.1:{port}/") for n in range(40))
        )
        assert [isinstance(answer, Answer) for answer in answers] == [
            bool(n % 2) for n in range(40)
        ]
