"""A hub by the Recommendation of 23 January 2018, on loopback, and the server it delivers to."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from tests.fetch.servers import site

from newsmon.config import Config
from newsmon.push.callback_server import application, runner_of
from newsmon.store import Database


@dataclass
class Hub:
    """Keeps subscriptions by (topic, callback), as section 5.1 asks; what it was sent is kept."""

    url: str = ""
    method: str = "sha256"
    lease: int | None = None  # what it grants; None: what it is asked for
    answer: int = 202
    denies: str | None = None  # the reason
    redirects_to: tuple[int, str] | None = None
    verifies: bool = True
    forms: list[dict[str, str]] = field(default_factory=list)
    content_types: list[str] = field(default_factory=list)
    subscribers: dict[tuple[str, str], str] = field(default_factory=dict)  # the secret of each
    replies: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.redirects_to is not None:
            status, location = self.redirects_to
            return web.Response(status=status, headers={"Location": location})
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        self.content_types.append(request.headers["Content-Type"])
        if self.answer == 202:
            task = asyncio.create_task(self._decide(form))
            self.tasks.add(task)
        return web.Response(status=self.answer)

    async def _decide(self, form: dict[str, str]) -> None:
        mode, topic, callback = form["hub.mode"], form["hub.topic"], form["hub.callback"]
        if self.denies is not None and mode == "subscribe":
            await self.ask(
                callback, {"hub.mode": "denied", "hub.topic": topic, "hub.reason": self.denies}
            )
        elif self.verifies and await self.verify(form):
            if mode == "subscribe":
                self.subscribers[topic, callback] = form.get("hub.secret", "")
            else:
                self.subscribers.pop((topic, callback), None)

    async def verify(self, form: dict[str, str], **changed: str) -> bool:
        """Section 5.3: ask the subscriber whether it means it."""
        challenge = secrets.token_hex(16)
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": challenge,
        }
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = str(self.lease or form["hub.lease_seconds"])
        query |= {f"hub.{name}": value for name, value in changed.items()}
        status, body, _ = await self.ask(form["hub.callback"], query)
        return 200 <= status < 300 and body == query["hub.challenge"].encode()

    async def ask(self, callback: str, query: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        joint = "&" if "?" in callback else "?"
        async with (
            aiohttp.ClientSession() as session,
            session.get(callback + joint + urlencode(query), allow_redirects=False) as response,
        ):
            reply = (response.status, await response.read(), dict(response.headers))
        self.replies.append(reply)
        return reply

    async def distribute(self, topic: str, body: bytes, **headers: str) -> list[int]:
        """Section 7: send a topic's content to all who subscribed; returns their statuses."""
        return [
            await self.deliver(callback, body, self.signature(secret, body), topic, **headers)
            for (subscribed, callback), secret in list(self.subscribers.items())
            if subscribed == topic
        ]

    def signature(self, secret: str, body: bytes, method: str | None = None) -> str:
        method = method or self.method
        digest = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
        return f"{method}={digest}"

    async def deliver(
        self,
        callback: str,
        body: bytes,
        signature: str | None,
        topic: str = "http://topic.example/",
        **headers: str,
    ) -> int:
        sent = {
            "Content-Type": "application/rss+xml",
            "Link": f'<{self.url}>; rel="hub", <{topic}>; rel="self"',
            **({} if signature is None else {"X-Hub-Signature": signature}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(callback, data=body, headers=sent, allow_redirects=False) as response,
        ):
            return response.status

    async def settled(self) -> None:
        """Wait until every request that was taken is decided on."""
        while self.tasks:
            await asyncio.gather(*self.tasks)
            self.tasks = {task for task in self.tasks if not task.done()}


@contextlib.asynccontextmanager
async def serving(hub: Hub) -> AsyncIterator[Hub]:
    """Serve the hub on a free port."""
    async with site(hub.handle) as url:
        hub.url = url + "/hub"
        yield hub
        await hub.settled()


@contextlib.asynccontextmanager
async def receiver(database: str, config: Config, port: int) -> AsyncIterator[str]:
    """Run the real server for callbacks on this port; yields its address."""
    runner = runner_of(application(Database(database, "test"), config))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
