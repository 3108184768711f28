"""How much memory newsmon takes for inputs that are large: it should not grow with them.

`python -m benchmarks.memory [--scale 1.0] [CASE ...]`: real commands of newsmon, each with two
processes that extract, a real Postgres and outlets on loopback. Given is the most that all
processes of a command held at one time, without Postgres: the proportional set size (PSS, which
counts a page of memory that is shared by its share) summed over the tree of processes, read every
50 ms, and of that what the process that was started held. `--scale` is the share of each input
that is made; a case that is flat says the same for half of it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
import psycopg2
import yaml
from aiohttp import web
from benchmarks.footprint import MEGABYTE, pss
from benchmarks.loopback import listening_socket
from benchmarks.newswire import Newswire
from rich.console import Console
from rich.table import Table

from newsmon.embedded import EmbeddedPostgres

EVERY: Final = 0.05  # seconds between two looks
HOSTS: Final = 40  # addresses of loopback that pages and feeds come from

console = Console()


@dataclass(frozen=True, slots=True)
class Held:
    """The most that was held at one time, in MB, and how long it all took."""

    total: float
    main: float
    processes: int
    seconds: float
    output: str


# --- what is measured


def watch(command: list[str], environment: dict[str, str]) -> Held:
    """Run a command of newsmon and look at its memory until it ends."""
    begin = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = psutil.Popen(
            [sys.executable, "-m", "newsmon.cli", *command],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )  # fmt: skip
        most, main, processes = 0.0, 0.0, 0
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):
                held = [pss(process), *map(pss, process.children(recursive=True))]
                most, main = max(most, sum(held)), max(main, held[0])
                processes = max(processes, len(held))
            time.sleep(EVERY)
        output.seek(0)
        printed = output.read()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{printed[-3000:]}")
    return Held(most, main, processes, time.monotonic() - begin, printed)


# --- inputs: generated texts, so that there is something to read, to compare and to group


_LINES: Final = [article.text for article in Newswire().publish(20_000)]


def text(seed: int, size: int) -> str:
    """Return a text of so many bytes, in lines."""
    draw = random.Random(seed)
    lines, length = [], 0
    while length < size:
        lines.append(draw.choice(_LINES))
        length += len(lines[-1]) + 1
    return "\n".join(lines)[:size]


def page(seed: int, size: int) -> bytes:
    body = "".join(f"<p>{line}</p>\n" for line in text(seed, size).split("\n"))
    return (
        f"<html><head><title>Report {seed} of the harbour office</title></head>"
        f"<body><article><h1>Report {seed} of the harbour office</h1>{body}</article></body></html>"
    ).encode()


def write_lines(path: Path, count: int, size: int, *, distinct: int) -> None:
    """Write documents as JSON Lines; of `distinct` texts, each opening with a line of its own."""
    texts = [text(seed, size) for seed in range(distinct)]
    with path.open("w") as file:
        for number in range(count):
            body = texts[number % distinct]
            document = {
                "url": f"https://paper-{number % 7}.example/{number}",
                "title": f"Report {number} of the harbour office",
                "text": f"Report {number} came out on a {number % 31}th.\n{body}",
                "source": f"paper-{number % 7}",
            }
            file.write(json.dumps(document) + "\n")


def write_warc(path: Path, count: int, size: int) -> None:
    bodies = [page(seed, size) for seed in range(8)]
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(count):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + bodies[number % 8]
            file.write(
                b"WARC/1.0\r\nWARC-Type: response\r\n"
                b"WARC-Target-URI: https://archive.example/%d\r\n"
                b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (number, len(answer), answer)
            )


def feed(seed: int, entries: int, size: int) -> bytes:
    """Return a feed whose entries carry their texts, with links that lead to short pages."""
    body = text(seed, size)
    items = "".join(
        f"<item><title>Entry {n}</title><link>/short/{seed}-{n}</link><guid>{seed}-{n}</guid>"
        f"<description><![CDATA[{n} {body}]]></description></item>"
        for n in range(entries)
    )
    return f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode()


def hostile(seed: int, base: str) -> bytes:
    """Return a large feed, of one of several kinds."""
    kinds: list[Callable[[], bytes]] = [
        lambda: feed(seed, 40, 180_000),
        lambda: feed(seed, 4000, 1_800),
        lambda: b"<rss><channel>" + b"<a>" * 300_000,
        lambda: b"<rss><channel>" + b"<item/>" * 900_000 + b"</channel></rss>",
        lambda: b"\0" * (7 * MEGABYTE),
        lambda: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": str(n), "url": f"{base}/short/{seed}-{n}", "content_html": "<p>x</p>" * 400}
            for n in range(2000)]}).encode(),
        lambda: feed(seed, 1, 7_000_000),
        lambda: b"<rss " + b" ".join(b"a%d='1'" % n for n in range(400_000)) + b"/>",
    ]  # fmt: skip
    return kinds[seed % len(kinds)]()


@contextlib.contextmanager
def outlets(answers: Callable[[str], tuple[str, bytes] | None]) -> Iterator[int]:
    """Yield the port of outlets on all of loopback; what they send is packed with gzip."""
    loop, started, port = asyncio.new_event_loop(), threading.Event(), [0]

    async def answer(request: web.Request) -> web.Response:
        typed_body = answers(request.path)
        if typed_body is None:
            return web.Response(status=404)
        packed = gzip.compress(typed_body[1], 1)
        headers = {"Content-Type": typed_body[0], "Content-Encoding": "gzip"}
        return web.Response(body=packed, headers=headers)

    async def serve() -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        listening = listening_socket()
        await web.SockSite(runner, listening).start()
        port[0] = listening.getsockname()[1]
        started.set()

    def work() -> None:
        loop.create_task(serve())
        loop.run_forever()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait()
    yield port[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


# --- the cases


class Case:
    """A database and a configuration for one command."""

    def __init__(self, folder: Path, server: str, name: str) -> None:
        self.folder = folder
        self._config = folder / name
        self._database = f"memory_{name}"
        with contextlib.closing(psycopg2.connect(server)) as conn:
            conn.autocommit = True
            conn.cursor().execute(f"create database {self._database}")
        self._url = server.rsplit("/", 1)[0] + f"/{self._database}"
        self.configure([])

    def configure(self, sources: list[dict[str, Any]]) -> None:
        self._config.mkdir(exist_ok=True)
        for name, content in (
            ("feeds.yaml", {"sources": sources}),
            ("topics.yaml", {"topics": {"harbour": {"name": "Harbour", "any": ["harbour"]}}}),
            ("newsmon.yaml", {
                "fetch": {"allow_private_hosts": ["127.0.0.0/8"], "per_host_delay_seconds": 0},
                "run": {"processes": 2},
            }),
        ):  # fmt: skip
            (self._config / name).write_text(yaml.safe_dump(content))

    def newsmon(self, *command: str) -> Held:
        return watch(
            list(command),
            {
                "NEWSMON_CONFIG": str(self._config),
                "NEWSMON_DATABASE_URL": self._url,
                "NEWSMON_HOME": str(self.folder / "home"),
            },
        )


def small(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    path = case.folder / "small.jsonl"
    write_lines(path, 200, 2_000, distinct=200)
    yield "200 documents of 2 kB, for comparison", case.newsmon("load", str(path))


def lines(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    path, count = case.folder / "lines.jsonl", int(10_000 * scale)
    write_lines(path, count, 30_000, distinct=max(count // 4, 1))
    size = path.stat().st_size / MEGABYTE
    yield f"JSON Lines, {size:,.0f} MB in {count:,} documents", case.newsmon("load", str(path))


def texts(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    path, count = case.folder / "texts.jsonl", int(150 * scale)
    write_lines(path, count, 3_000_000, distinct=max(count // 5, 1))
    yield f"{count} texts of 3 MB", case.newsmon("load", str(path))
    out = str(case.folder / "texts.csv")
    yield "export of them", case.newsmon("export", "--to", out)
    yield "a digest of them", case.newsmon("report", "--directory", str(case.folder))


def archive(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    path, count = case.folder / "pages.warc.gz", int(60 * scale)
    write_warc(path, count, 5_000_000)
    yield f"WARC of {count} pages of 5 MB", case.newsmon("load", str(path))


def pages(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    count = int(200 * scale)
    bodies = [page(seed, 5_000_000) for seed in range(8)]

    def answers(path: str) -> tuple[str, bytes] | None:
        if path.startswith("/feed/"):
            host = int(path.removeprefix("/feed/"))
            items = "".join(
                f"<item><title>Report {n}</title><link>/page/{n}</link></item>"
                for n in range(host, count, HOSTS)
            )
            return "application/rss+xml", f"<rss><channel>{items}</channel></rss>".encode()
        if path.startswith("/page/"):
            return "text/html", bodies[int(path.removeprefix("/page/")) % len(bodies)]
        return None

    with outlets(answers) as port:
        case.configure([source(n, port, f"/feed/{n}") for n in range(HOSTS)])
        yield f"run over {count} pages of 5 MB on {HOSTS} hosts", case.newsmon("run")


def feeds(case: Case, scale: float) -> Iterator[tuple[str, Held]]:
    count, ports = int(103 * scale), [0]

    def answers(path: str) -> tuple[str, bytes] | None:
        if path.startswith("/feed/"):
            body = hostile(int(path.removeprefix("/feed/")), f"http://127.0.0.1:{ports[0]}")
            return "application/rss+xml", body[: 8 * MEGABYTE - 1]
        return None

    with outlets(answers) as port:
        ports[0] = port
        case.configure([source(n, port, f"/feed/{n}") for n in range(count)])
        yield f"run over {count} feeds of 7 MB", case.newsmon("run")


def source(number: int, port: int, path: str) -> dict[str, Any]:
    host = f"127.0.{1 + number // 200}.{1 + number % 200}"
    return {
        "slug": f"outlet-{number}",
        "name": f"Outlet {number}",
        "feeds": [f"http://{host}:{port}{path}"],
    }


CASES: dict[str, Callable[[Case, float], Iterator[tuple[str, Held]]]] = {
    "small": small,
    "lines": lines,
    "texts": texts,
    "archive": archive,
    "pages": pages,
    "feeds": feeds,
}


def measured(names: list[str], scale: float) -> Iterator[tuple[str, Held]]:
    """Yield each command of these cases with the most that it held."""
    random.seed(1)
    with tempfile.TemporaryDirectory(prefix="newsmon-memory-") as name:
        folder = Path(name)
        postgres = EmbeddedPostgres(folder / "server")
        postgres.start()
        try:
            for case in names:
                server = postgres.url("postgres")
                yield from CASES[case](Case(folder, server, case), scale)
        finally:
            postgres.remove()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", nargs="*", default=list(CASES), metavar="CASE")
    parser.add_argument("--scale", type=float, default=1.0)
    arguments = parser.parse_args()
    table = Table("input", title="Memory", title_justify="left")
    for column in ("MB in all", "of it the first process", "processes", "seconds"):
        table.add_column(column, justify="right")
    for what, held in measured(arguments.cases, arguments.scale):
        row = f"{held.total:.0f}", f"{held.main:.0f}", str(held.processes), f"{held.seconds:.0f}"
        console.print(what, *row)
        table.add_row(what, *row)
    console.print(table)


if __name__ == "__main__":
    main()
