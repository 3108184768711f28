"""Hosts on loopback that answer as they please: one port, an address of 127.1.0.0/16 each.

All other addresses of 127.0.0.0/8 stand for what is inside: a connection to one is a breach.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.loopback import listening_socket

OUTSIDE = "127.1."
Writing = Callable[[asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Writing


@dataclass
class Hosts:
    """What each (host, path) answers; `{port}` in an answer is the port. A list: one each time."""

    port: int = 0
    answers: dict[tuple[str, str], Answer | list[Answer]] = field(default_factory=dict)
    requests: Counter[tuple[str, str]] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        if not host.startswith(OUTSIDE):
            self.breaches.append(host)
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
            path = head.split(b" ", 2)[1].decode("latin-1")
            self.requests[host, path] += 1
            await self._write(host, path, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.TimeoutError, OSError):
            pass
        finally:
            writer.close()

    async def _write(self, host: str, path: str, writer: asyncio.StreamWriter) -> None:
        answer = self.answers.get((host, path), http(b"nothing here", status="404 Not Found"))
        if isinstance(answer, list):
            answer = answer[min(self.requests[host, path], len(answer)) - 1]
        if isinstance(answer, bytes):
            writer.write(answer.replace(b"{port}", str(self.port).encode()))
            await writer.drain()
        else:
            await answer(writer)


def http(
    body: bytes | str, kind: str = "text/html", status: str = "200 OK", head: str = ""
) -> bytes:
    """An answer with a right length; `head` is further lines of its head."""
    content = body.encode() if isinstance(body, str) else body
    length = "" if b"{port}" in content else f"Content-Length: {len(content)}\r\n"
    lines = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{length}Connection: close\r\n{head}\r\n"
    return lines.encode() + content


def redirect(target: str, status: str = "302 Found", body: bytes = b"") -> bytes:
    return http(body, status=status, head=f"Location: {target}\r\n")


def slowly(first: bytes, then: bytes, pause: float) -> Writing:
    """Write the beginning, and then the same again and again for ever."""

    async def write(writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(then)
            await writer.drain()
            await asyncio.sleep(pause)

    return write


@contextmanager
def serving(hosts: Hosts) -> Iterator[Hosts]:
    """Have them listen in a thread."""
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def listen() -> None:
        listening = listening_socket()
        await asyncio.start_server(hosts.serve, sock=listening, backlog=1024)
        hosts.port = listening.getsockname()[1]
        ready.set()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(listen())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield hosts
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
