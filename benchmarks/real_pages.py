"""A news site on loopback made of real pages, which are read at run time and no part of newsmon.

with RealPages(folder, shared, 1500) as site:
    site.feeds              # addresses of six feeds, each on a host of its own

The pages are those of `pages`, `metadata` and `recent` in the development data. Where more are
asked for than there are, they come again under other words: each long word of the visible text, of
titles and of stated texts gives way to a word of the same length from another page of that
language, the same in all of a page, so that a page is as long and complicated as before and no copy
of anything.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import multiprocessing
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from aiohttp import web

SETS = ("recent", "pages", "metadata")
HOSTS = 6

Kind = tuple[str, int, int, bool]  # of a word: language, length, script, whether it has a capital

_MARKUP = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>)", re.S | re.I)
_STATED = re.compile(  # what a page says of its text beside it: JSON-LD, and metadata in its head
    r'("(?:headline|name|description|articleBody)"\s*:\s*")((?:[^"\\]|\\.)*)"', re.S
)
_META = re.compile(r'(<meta\b[^>]*(?:title|description)[^>]*content=")([^"]*)"', re.I)
_WORD = re.compile(r"[^\W\d_]{5,}")
_LANGUAGE = re.compile(r"""<html\b[^>]*\blang=["']?([a-z]{2})""", re.I)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)


@dataclass(frozen=True, slots=True)
class RealPage:
    """A page as its publisher sent it, and its address there."""

    name: str
    url: str
    text: str


def real_pages(shared: Path) -> list[RealPage]:
    """Read all development pages, shortest name first within each set."""
    pages = []
    for folder in (shared / "data" / name for name in SETS):
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        for name, facts in sorted(expected.items()):
            body = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
            pages.append(RealPage(name, facts["url"], _decoded(body)))
    return pages


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


class OtherWords:
    """Says pages again in words of other pages."""

    def __init__(self, pages: list[RealPage]) -> None:
        alike: defaultdict[Kind, set[str]] = defaultdict(set)
        for page in pages:
            language = _language(page)
            for part in _MARKUP.split(page.text)[::2]:
                for word in _WORD.findall(part):
                    alike[_kind(language, word)].add(word)
        self._alike = {kind: sorted(words) for kind, words in alike.items()}

    def again(self, page: RealPage, time: int) -> RealPage:
        """Return a page for the `time`-th time: other words, another address, the same markup."""
        chosen: dict[str, str] = {}
        language = _language(page)
        chance = random.Random(f"{page.name} {time}")

        def replaced(match: re.Match[str]) -> str:
            word = match.group()
            if word not in chosen:
                chosen[word] = chance.choice(self._alike.get(_kind(language, word), [word]))
            return chosen[word]

        def within(match: re.Match[str]) -> str:
            return f'{match.group(1)}{_WORD.sub(replaced, match.group(2))}"'

        parts = _MARKUP.split(page.text)
        parts[::2] = [_WORD.sub(replaced, part) for part in parts[::2]]
        parts[1::2] = [
            _META.sub(within, _STATED.sub(within, part)) if part[1:2] in "mMsS" else part
            for part in parts[1::2]
        ]
        return RealPage(f"{page.name}-{time}", page.url, _moved("".join(parts), page.url, time))


def _language(page: RealPage) -> str:
    stated = _LANGUAGE.search(page.text)
    return stated.group(1).lower() if stated else "en"


def _kind(language: str, word: str) -> Kind:
    return language, len(word), ord(word[0]) >> 8, word[0].isupper()


def _moved(text: str, url: str, time: int) -> str:
    """Give a page another address wherever it names its own."""
    last = url.rstrip("/").rpartition("/")[2]
    return text.replace(last, f"{last}-{time}") if len(last) > 7 else text


def pages_of(shared: Path, number: int, first: int = 0) -> Iterator[RealPage]:
    """Yield so many pages of an endless row; from the second time on under other words."""
    originals = real_pages(shared)
    words = OtherWords(originals)
    for place in range(first, first + number):
        time, page = divmod(place, len(originals))
        yield words.again(originals[page], time) if time else originals[page]


class RealPages:
    """The site: pages in a folder, six feeds that announce them, served by a process of its own."""

    def __init__(self, folder: Path, shared: Path, number: int, first: int = 0) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._titles: dict[int, str] = {}
        for place, page in enumerate(pages_of(shared, number, first), start=first):
            title = _TITLE.search(page.text)
            self._titles[place] = html.unescape(title.group(1)).strip() if title else page.name
            body = gzip.compress(page.text.encode("utf-8", "replace"), 3)
            (folder / str(place)).write_bytes(body)

    def __enter__(self) -> RealPages:
        self._pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        arguments = (theirs, self._folder, self._titles)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()  # so that a server that dies ends the wait for its port
        self._port: int = self._pipe.recv()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.join()

    @property
    def feeds(self) -> list[str]:
        return [f"http://127.2.0.{host + 1}:{self._port}/feed/{host}" for host in range(HOSTS)]


def _serve(pipe: Connection[Any, Any], folder: Path, titles: dict[int, str]) -> None:
    begun = datetime.now(timezone.utc)

    async def feed(request: web.Request) -> web.Response:
        host = int(request.match_info["host"])
        items = "".join(
            f"<item><title>{html.escape(titles[number], quote=False)}</title>"
            f"<link>http://{request.host}/page/{number}</link><guid>{number}</guid>"
            f"<pubDate>{format_datetime(begun - timedelta(minutes=number))}</pubDate></item>"
            for number in titles
            if number % HOSTS == host
        )
        body = f"<rss version='2.0'><channel><title>Real pages</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    async def page(request: web.Request) -> web.Response:
        body = (folder / str(int(request.match_info["number"]))).read_bytes()
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
        return web.Response(body=body, headers=headers)

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/feed/{host}", feed)
        app.router.add_get("/page/{number}", page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0).start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())
