"""Rights of a page: what came with it, and what the files of its origin state.

page, header ─────────────────────┐
robots.txt (kept by RobotsCache) ─┼─▶ decide ─▶ the statements that count
tdmrep.json, RSL licences ────────┘
 └─ one request a day each, kept like robots.txt
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Final

from newsmon.fetch.answers import Answer
from newsmon.fetch.robots import NOTHING_STATED, RobotsCache
from newsmon.fetch.sized_cache import SizedCache
from newsmon.model import Failure
from newsmon.rights import (
    AnswerRights,
    Licence,
    OriginFiles,
    Statement,
    Use,
    decide,
    origin_of,
    parse_licence,
    parse_tdmrep,
    rights_of_answer,
)
from newsmon.rights.rsl import MAX_BYTES, rights_of_licences
from newsmon.rights.tdmrep import WELL_KNOWN
from newsmon.text.charset import decode_bytes

_FRESH: Final = timedelta(hours=24)
_ASK_AGAIN: Final = timedelta(hours=1)  # after a failure
_GOOD_COPY_LASTS: Final = timedelta(days=30)
_IN_MEMORY: Final = 8 * 1024 * 1024  # bytes of files, of which most are missing or tiny


@dataclass(frozen=True, slots=True)
class RightsFile:
    """A file that states rights, as it is stored."""

    url: str
    body: str | None  # None: there is none, or it could not be had
    fetched_at: datetime  # of the body
    expires_at: datetime  # asked for again after this time


GetFile = Callable[[str, str | None, str], Awaitable["Answer | Failure"]]
LoadFile = Callable[[str], Awaitable["RightsFile | None"]]
SaveFile = Callable[[RightsFile], Awaitable[None]]
SaveOrigin = Callable[[str, Sequence[Statement]], Awaitable[None]]


class RightsReader:
    """Reads the rights of pages; one per event loop."""

    def __init__(
        self,
        get: GetFile,
        robots: RobotsCache | None,
        *,
        agent: str,
        load: LoadFile,
        save: SaveFile,
        save_origin: SaveOrigin,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """`get` asks for a URL, by a proxy, on behalf of a page of a host that is leased.

        `robots` is None where robots.txt is not asked for at all.
        """
        self._get, self._robots, self._agent = get, robots, agent
        self._load, self._save, self._save_origin, self._clock = load, save, save_origin, clock
        self._files: SizedCache[str, RightsFile] = SizedCache(_IN_MEMORY)
        self._locks: dict[str, asyncio.Lock] = {}
        self._saved: dict[str, tuple[Statement, ...]] = {}  # by origin

    async def of_page(self, answer: Answer, proxy: str | None) -> tuple[Statement, ...]:
        """Return the statements that count for the page of a good answer."""
        own = rights_of_answer(
            answer.headers,
            answer.body,
            answer.content_type,
            agent=self._agent,
            url=answer.final_url,
        )
        return await self._decided(own, answer.final_url, proxy)

    async def of_refusal(
        self, refusal: Failure, url: str, proxy: str | None
    ) -> tuple[Statement, ...]:
        """Return the statements that count for a page that is refused, by what came instead.

        Pages of errors ask to be left out of searches for themselves, so that says nothing.
        """
        headers, body, url = refusal.headers, refusal.explanation, refusal.url or url
        own = rights_of_answer(headers, body, "text/html", agent=self._agent, url=url)
        page, header = (
            tuple(s for s in statements if s.use is not Use.SEARCH)
            for statements in (own.page, own.header)
        )
        return await self._decided(replace(own, page=page, header=header), url, proxy)

    async def _decided(
        self, own: AnswerRights, url: str, proxy: str | None
    ) -> tuple[Statement, ...]:
        licences = await self._licences(own.licences, url, proxy)
        in_page = [*own.page, *rights_of_licences(licences, url, url)]
        files = await self._files_of(url, proxy)
        return decide([in_page, own.header, files.of(url)])

    async def _files_of(self, url: str, proxy: str | None) -> OriginFiles:
        """Return the files of a page's origin; what they state is saved when it has changed."""
        origin = origin_of(url)
        robots = NOTHING_STATED
        if self._robots is not None:
            robots = (await self._robots.permission(url, proxy)).rights
        files = OriginFiles(
            robots,
            parse_tdmrep(await self._text(origin + WELL_KNOWN, url, proxy)),
            await self._licences(robots.licences, url, proxy),
        )
        if self._saved.get(origin) != files.statements:
            await self._save_origin(origin, files.statements)
            self._saved[origin] = files.statements
        return files

    async def _licences(
        self, addresses: Sequence[str], page: str, proxy: str | None
    ) -> list[Licence]:
        texts = [await self._text(address, page, proxy) for address in addresses]
        return [licence for text in texts if text for licence in parse_licence(text.encode())]

    async def _text(self, url: str, page: str, proxy: str | None) -> str | None:
        """Return a file's text, asked for once a day; None where there is none."""
        lock = self._locks.setdefault(url, asyncio.Lock())
        async with lock:  # one request, however many pages wait for it
            file = self._files.get(url) or await self._load(url)
            now = self._clock()
            # not fresh either if a wrong clock set the expiry
            if file is None or not now < file.expires_at <= now + _FRESH:
                file = updated(url, await self._get(url, proxy, page), file, self._clock())
                await self._save(file)
            self._files.add(url, file, len(file.body or ""))
        if not lock.locked():
            self._locks.pop(url, None)
        return file.body


def updated(
    url: str, answer: Answer | Failure, before: RightsFile | None, now: datetime
) -> RightsFile:
    """Return the file to store after an answer; a last good copy outlives trouble for 30 days."""
    if isinstance(answer, Answer):
        text = decode_bytes(answer.body[:MAX_BYTES], answer.charset).text.replace("\0", "")
        is_page = text.lstrip("\ufeff \t\r\n")[:5].lower() in {"<!doc", "<html"}
        return RightsFile(url, None if is_page else text, now, now + _FRESH)
    if answer.reason.is_transient and before and now - before.fetched_at < _GOOD_COPY_LASTS:
        return replace(before, expires_at=now + _ASK_AGAIN)
    wait = _ASK_AGAIN if answer.reason.is_transient else _FRESH
    return RightsFile(url, None, now, now + wait)
