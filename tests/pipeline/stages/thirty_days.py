"""A world of two hundred feeds on a virtual clock, and what each of them answers over HTTP."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from aiohttp import web

from newsmon.model import Reason

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = 14  # entries that a feed shows
OUTAGE = (15 * DAY, 16.5 * DAY)  # this machine reaches nobody

# What hosts say in the way of HTTP; the other reasons are those of names and connections.
STATUS = {
    Reason.HTTP_5XX: 503, Reason.RATE_LIMITED: 429, Reason.NOT_FOUND: 404, Reason.GONE: 410,
}  # fmt: skip
PARKED = "<!doctype html><html><body>This name may be for sale.</body></html>"

Trouble = Callable[[timedelta, str], Reason | None]  # by the time since the start, and the address


def never(_at: timedelta, _url: str) -> None:
    return None


def during(first: float, last: float, reason: Reason) -> Trouble:
    return lambda at, _: reason if first * DAY <= at < last * DAY else None


@dataclass(frozen=True)
class Piece:
    """An article as the world has it."""

    number: int
    at: timedelta
    site: str

    def url(self) -> str:
        return f"https://{self.site}/{self.number}"


@dataclass
class Publisher:
    """One feed: what it has published, how it names it, and what is wrong with it when."""

    kind: str
    url: str
    pieces: list[Piece]
    trouble: Trouble = never
    guid: str = "url"  # url, missing, rotating, reused
    links: str = "plain"  # plain, tracked (another tracking parameter each time)
    form: str = "json"  # json, rss
    etags: str = "true"  # true, none, lying (always the same)
    moves_to: str | None = None
    moves_at: timedelta = 99 * DAY
    moves_until: timedelta = 99 * DAY
    shown: set[Piece] = field(default_factory=set)  # what some poll was shown
    polls: int = 0

    def way(self, host: str, at: timedelta) -> Reason | None:
        """What keeps a host from being reached at all: its name, or nobody who listens."""
        if OUTAGE[0] <= at < OUTAGE[1]:
            return Reason.DNS
        reason = self.trouble(at, host)
        return reason if reason in {Reason.DNS, Reason.CONNECT} else None

    def answer(self, asked: str, etag: str | None, at: timedelta, start: datetime) -> web.Response:
        self.polls += 1
        if reason := self.trouble(at, asked):
            if reason is Reason.NOT_A_FEED:
                return web.Response(text=PARKED, content_type="text/html")
            later = {"Retry-After": "3600"} if reason is Reason.RATE_LIMITED else {}
            return web.Response(status=STATUS[reason], headers=later)
        if self.moves_to and self.moves_at <= at < self.moves_until and asked != self.moves_to:
            return web.Response(status=301, headers={"Location": self.moves_to})
        window = [piece for piece in self.pieces if piece.at <= at][-WINDOW:]
        tag = {"true": f'"{len(window)}-{window[-1].number if window else 0}"', "lying": '"1"'}.get(
            self.etags
        )
        headers = {"ETag": tag} if tag else {}
        if tag is not None and etag == tag and self.etags == "true":
            return web.Response(status=304, headers=headers)
        self.shown |= set(window)
        body = self._json(window, start) if self.form == "json" else self._rss(window, start)
        kind = {"json": "application/feed+json", "rss": "application/rss+xml"}[self.form]
        return web.Response(text=body, headers=headers, content_type=kind)

    def _named(self, window: list[Piece]) -> Iterator[tuple[str, str, str | None, timedelta]]:
        """Title, link, identifier and time, newest first."""
        for piece in reversed(window):
            link = piece.url()
            if self.links == "tracked":
                link += f"?utm_source=feed&utm_campaign={self.polls}"
            name = {
                "url": piece.url(), "missing": None, "reused": "the only one",
                "rotating": f"{piece.number}-{self.polls}",
            }[self.guid]  # fmt: skip
            yield f"Piece {piece.number} of {piece.site}", link, name, piece.at

    def _json(self, window: list[Piece], start: datetime) -> str:
        items = [
            {"title": title, "url": link, "date_published": (start + at).isoformat()}
            | ({} if name is None else {"id": name})
            for title, link, name, at in self._named(window)
        ]
        version = "https://jsonfeed.org/version/1.1"
        return json.dumps({"version": version, "title": self.kind, "items": items})

    def _rss(self, window: list[Piece], start: datetime) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{escape(link)}</link>"
            f"<pubDate>{start + at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
            + ("" if name is None else f"<guid isPermaLink='false'>{escape(name)}</guid>")
            + "</item>"
            for title, link, name, at in self._named(window)
        )
        return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"


def every(
    rng: random.Random, site: str, step: timedelta, until: timedelta = 30 * DAY
) -> list[Piece]:
    """Pieces of one site, about this far apart, from two days before the start."""
    at, found, number = -2 * DAY, [], rng.randrange(1000, 10_000)
    while at < until:
        found.append(Piece(number, at, site))
        number += 1
        at += step * rng.uniform(0.6, 1.4)
    return found


# kind: how many feeds, distance between pieces, what is wrong, the state at the end, what is told
Expected = tuple[str, tuple[str, ...]]
KINDS: dict[str, tuple[int, timedelta, Trouble, Expected]] = {
    "lively": (30, 8 * HOUR, never, ("ok", ())),
    "daily": (34, DAY, never, ("ok", ())),
    "rare": (10, 6 * DAY, never, ("ok", ())),
    "no guids": (8, 16 * HOUR, never, ("ok", ())),
    "rotating guids": (8, 16 * HOUR, never, ("ok", ())),
    "reused guids": (8, 16 * HOUR, never, ("ok", ())),
    "tracked links": (8, 16 * HOUR, never, ("ok", ())),
    "lying etags": (6, 16 * HOUR, never, ("ok", ())),
    "no etags": (6, 16 * HOUR, never, ("ok", ())),
    "stumbles": (10, 12 * HOUR, during(5, 6, Reason.HTTP_5XX), ("ok", ())),
    "limits": (6, 12 * HOUR, during(8, 10, Reason.RATE_LIMITED), ("ok", ())),
    "comes back": (
        10, DAY, during(6, 9, Reason.NOT_FOUND), ("ok", ("failing", "recovered"))
    ),
    "stays away": (8, DAY, during(10, 99, Reason.NOT_FOUND), ("failing", ("failing",))),
    "breaks": (6, DAY, during(24, 99, Reason.HTTP_5XX), ("failing", ("failing",))),
    "hangs up": (4, 12 * HOUR, during(5, 6, Reason.PROTOCOL), ("ok", ())),
    "refuses": (4, 12 * HOUR, during(7, 8, Reason.CONNECT), ("ok", ())),
    "loses its name": (4, DAY, during(24, 99, Reason.DNS), ("failing", ("failing",))),
    "never worked": (6, DAY, during(0, 99, Reason.NOT_A_FEED), ("failing", ("failing",))),
    "gone": (6, DAY, during(5, 99, Reason.GONE), ("gone", ("gone",))),
    "gone for a while": (6, DAY, during(5, 8, Reason.GONE), ("ok", ("gone", "recovered"))),
    "dies": (8, 8 * HOUR, never, ("quiet", ("quiet",))),
    "moves": (6, 12 * HOUR, never, ("moved", ())),
    "moves to a parked domain": (4, 12 * HOUR, never, ("ok", ("failing", "recovered"))),
}  # fmt: skip
SECTIONS = 6  # sites with …
FEEDS_OF_A_SECTION_SITE = 3  # … so many overlapping feeds each


def parked(at: timedelta, url: str) -> Reason | None:
    return Reason.NOT_A_FEED if "new." in url and at > 20 * DAY else None


def world(seed: int, port: int) -> list[Publisher]:
    """All feeds; the same for the same seed."""
    rng = random.Random(seed)
    found = []
    for kind, (count, step, trouble, _) in KINDS.items():
        for n in range(count):
            site = f"{kind.replace(' ', '-')}-{n}.example"
            until = (12 + n % 5) * DAY if kind == "dies" else 30 * DAY
            found.append(
                Publisher(
                    kind, f"http://{site}:{port}/feed", every(rng, site, step, until), trouble
                )
            )
            _make_odd(found[-1], kind, n, f"{site}:{port}")
    for n in range(SECTIONS):
        site = f"sections-{n}.example"
        pieces = every(rng, site, 8 * HOUR)
        for section in range(FEEDS_OF_A_SECTION_SITE):  # each piece in two of the three
            some = [piece for piece in pieces if piece.number % FEEDS_OF_A_SECTION_SITE != section]
            found.append(Publisher("sections", f"http://{site}:{port}/{section}/feed", some))
    return found


def _make_odd(publisher: Publisher, kind: str, n: int, site: str) -> None:
    publisher.form = "rss" if n % 6 == 0 else "json"
    publisher.guid = {
        "no guids": "missing", "rotating guids": "rotating", "reused guids": "reused",
    }.get(kind, "url")  # fmt: skip
    publisher.etags = {"lying etags": "lying", "no etags": "none", "rotating guids": "none"}.get(
        kind, "true"
    )
    if kind == "tracked links":
        publisher.links, publisher.etags = "tracked", "none"
    if kind.startswith("moves"):
        publisher.moves_to, publisher.moves_at = f"http://new.{site}/feed", 3 * DAY
    if kind == "moves to a parked domain":  # the new address is given up, the old one lives on
        publisher.trouble, publisher.moves_until = parked, 20 * DAY
