"""Callbacks of subscriptions, over HTTP: verifications and denials (GET), pushes (POST).

    token ──▶ subscription ──▶ body, capped ──▶ signature ──▶ stored ──▶ 202

Strangers can reach it. Without the token of a subscription they cost a look at the path; with one,
a read of the database; and what is not signed is thrown away. A hub gets its answer when what it
brought is stored, or after some seconds: then that goes on by itself.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from aiohttp import web
from psycopg2 import InterfaceError, OperationalError
from psycopg2.extensions import connection as Connection

from newsmon import websub
from newsmon.config import Config, FeedConfig
from newsmon.config.edits import Edits
from newsmon.errors import DatabaseError
from newsmon.fetch import encodings
from newsmon.pipeline.stages.feed_readers import FeedReaders
from newsmon.pipeline.subscriptions import receiving
from newsmon.pipeline.subscriptions.receiving import Reply
from newsmon.store import Database, connect, subscriptions
from newsmon.store.rows import PushByToken

log = logging.getLogger(__name__)
T = TypeVar("T")

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_BODY_SECONDS: Final = 30.0  # for a body to come in
_REPLY_SECONDS: Final = 3.0  # before a hub is told that its body has come
_AT_ONCE: Final = 32  # requests under way; more are asked to come again
_COME_AGAIN: Final = {"Retry-After": "5"}
# Section 8.2: what is echoed must be no page, and not be taken for one.
_HEADERS: Final = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Server": "newsmon",
}


def application(database: Database, config: Config) -> web.Application:
    """Return the server's application; it follows edits of the configuration."""
    app = web.Application(client_max_size=config.settings.fetch.max_wire_bytes)
    callbacks = Callbacks(database, config)
    app.router.add_get("/{path:.*}", callbacks.query, allow_head=False)
    app.router.add_post("/{path:.*}", callbacks.push)
    app.cleanup_ctx.append(callbacks.lifetime)
    return app


async def serve(
    database: Database, config: Config, *, host: str, port: int, stop: asyncio.Event
) -> None:
    """Serve until `stop` is set; what is under way then ends first."""
    runner = runner_of(application(database, config))
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        log.info("hubs are waited for on %s, port %d", host, port)
        await stop.wait()
    finally:
        await runner.cleanup()


def runner_of(app: web.Application) -> web.AppRunner:
    """Return what runs the application: bodies stay as they are signed, idle connections end."""
    return web.AppRunner(
        app,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=15.0,
        shutdown_timeout=5.0,
        lingering_time=2.0,
    )


class Callbacks:
    """The handlers, over one connection to the database, which is made anew where it breaks."""

    def __init__(self, database: Database, config: Config) -> None:
        self._database, self._config, self._edits = database, config, Edits(config.directory)
        self._conn: Connection | None = None
        self._turn = asyncio.Lock()  # one connection, one statement at a time
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._readers = FeedReaders()
        self._under_way: set[asyncio.Task[Reply]] = set()

    async def lifetime(self, _: web.Application) -> AsyncIterator[None]:
        """Keep the readers while the application lives; what is under way ends first."""
        with self._readers:
            yield
            if self._under_way:
                await asyncio.wait(self._under_way)
        if self._conn is not None:
            self._conn.close()

    async def query(self, request: web.Request) -> web.Response:
        """Answer a hub that verifies a subscription or denies it."""
        async with self._placed(request) as token:
            query = dict(request.query)
            reply = await self._in_database(lambda conn: receiving.answer_query(conn, token, query))
            return _response(reply)

    async def push(self, request: web.Request) -> web.Response:
        """Take what a hub distributes."""
        async with self._placed(request) as token:
            row = await self._in_database(lambda conn: subscriptions.by_token(conn, token))
            if row is None:
                return _response(receiving.NOT_FOUND)
            if refusal := receiving.refusal(row):
                return _response(refusal)
            body = await _body(request)
            push = self._config.settings.push
            secret = websub.secret_of(push.key or "", token)
            signature = request.headers.get("X-Hub-Signature")
            if not websub.is_signed(signature, body, secret, weak=push.is_over_tls):
                return _response(await self._ignored(row))
            return _response(await self._received(row, request.headers, body))

    @asynccontextmanager
    async def _placed(self, request: web.Request) -> AsyncIterator[str]:
        """Yield the token of a request that has a place; 404 and 503 where there is none."""
        token = request.path.rpartition("/")[2]
        if not _TOKEN.fullmatch(token):
            raise _error(web.HTTPNotFound)
        if self._places.locked():
            raise _error(web.HTTPServiceUnavailable)
        async with self._places:
            yield token

    async def _ignored(self, row: PushByToken) -> Reply:
        log.warning("thrown away: not signed by %s", row.hub, extra={"feed": row.url})
        await self._in_database(lambda conn: receiving.ignore(conn, row))
        return Reply(403)

    async def _received(self, row: PushByToken, headers: Mapping[str, str], body: bytes) -> Reply:
        """Store a signed body; the reply waits for that, but for no longer than some seconds."""
        try:
            plain = encodings.decompress(
                body,
                headers.get("Content-Encoding", ""),
                self._config.settings.fetch.max_body_bytes,
            )
        except encodings.TooLargeError:
            return Reply(413)
        except encodings.BadEncodingError:
            return Reply(415)
        pushed = receiving.Pushed(plain, headers.get("Content-Type", ""))
        work = asyncio.create_task(self._stored(row, pushed))
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
        finished, _ = await asyncio.wait({work}, timeout=_REPLY_SECONDS)
        return work.result() if finished else Reply(202)

    async def _stored(self, row: PushByToken, pushed: receiving.Pushed) -> Reply:
        feed = self._configured(row.url)
        if feed is None:
            return Reply(410)
        due = await self._in_database(lambda conn: subscriptions.feed(conn, row.feed_id))
        config = self._config
        poll = await receiving.read(self._readers, config, feed, due, pushed)
        if poll.failure is not None:
            log.warning("what was pushed cannot be read: %s", poll.failure.detail,
                        extra={"feed": row.url})  # fmt: skip
        await self._in_database(
            lambda conn: receiving.store(conn, config, row.subscription_id, poll)
        )
        return Reply(202)

    def _configured(self, url: str) -> FeedConfig | None:
        """Return a feed as it is configured by now."""
        if self._edits.are_there() and self._edits.config is not None:
            self._config = self._edits.config
        return next((feed for _, feed in self._config.feeds() if feed.url == url), None)

    async def _in_database(self, ask: Callable[[Connection], T]) -> T:
        """Ask the database; 503 while it is away, for hubs try again. Ends the transaction."""

        def work() -> T:
            if self._conn is None or self._conn.closed:
                self._conn = connect(self._database)
            try:
                return ask(self._conn)
            finally:
                if not self._conn.closed:
                    self._conn.rollback()

        async with self._turn:
            try:
                return await asyncio.to_thread(work)
            except (OperationalError, InterfaceError, DatabaseError) as error:
                log.warning("the database is away: %s", " ".join(str(error).split()))
                if self._conn is not None:
                    self._conn.close()
                raise _error(web.HTTPServiceUnavailable) from error


async def _body(request: web.Request) -> bytes:
    """Return a body as it came; 413 over the cap, 408 where it takes too long."""
    try:
        return await asyncio.wait_for(request.read(), _BODY_SECONDS)
    except asyncio.TimeoutError:
        raise _error(web.HTTPRequestTimeout) from None


def _error(kind: type[web.HTTPException]) -> web.HTTPException:
    """Return an error with our headers, and with nothing to read."""
    again = _COME_AGAIN if kind is web.HTTPServiceUnavailable else {}
    return kind(headers={**_HEADERS, **again}, text="")


def _response(reply: Reply) -> web.Response:
    return web.Response(status=reply.status, body=reply.body, headers=_HEADERS)
