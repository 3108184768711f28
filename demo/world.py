"""The outlets of the sample world and what they publish, on the first day and on the second.

Every case that a pipeline meets is here once: copies in full, trimmed and under new headlines, one
happening told by several outlets, a revision, a page that moves, a roundup, furniture around the
text, a page that is gone, a consent wall, matters of no interest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timezone

from demo import texts


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher, and in which form it announces what it has."""

    slug: str
    name: str
    feed: str  # path of the feed
    kind: str  # "rss", "atom", "json" or "sitemap"
    pitch: str  # a line that stands on all of its pages


@dataclass(frozen=True, slots=True)
class Sample:
    """One article of the sample world."""

    outlet: str
    path: str
    title: str
    text: str
    published: datetime
    author: str = ""
    modified: datetime | None = None
    moved_to: str | None = None  # the page answers with a permanent redirect to this path
    moved_from: str | None = None  # the path that it had before

    @property
    def guid(self) -> str:
        """Return the guid in its feed; it stays when the page moves."""
        return f"{self.outlet}{self.moved_from or self.path}"


OUTLETS = (
    Outlet("harbour-gazette", "The Harbour Gazette", "/rss.xml", "rss",
           "Get the harbour in your inbox: subscribe to our morning letter."),
    Outlet("northern-wire", "Northern Wire", "/atom.xml", "atom",
           "Northern Wire is an agency of its member newspapers."),
    Outlet("meridian-business", "Meridian Business", "/feed.json", "json",
           "Start your trial subscription to Meridian today."),
    Outlet("capital-observer", "Capital Observer", "/news-sitemap.xml", "sitemap",
           "Live updates: follow the day in the capital as it happens."),
    Outlet("delta-courier", "Delta Courier", "/old-feed.xml", "rss",
           "Share this article with friends and neighbours."),
)  # fmt: skip

MOVED_FEED = ("/old-feed.xml", "/rss.xml")  # the Courier's feed has moved for good
MISSING = "/2026/03/flood-map"  # announced by the Courier, and not there
CONSENT_WALL = "/2026/03/premium-outlook"  # announced by Meridian, and behind a consent wall


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=timezone.utc)


def paragraphs(text: str, *, first: int = 0, last: int | None = None) -> str:
    """Some paragraphs of a text, as an editor trims it."""
    return "\n".join(text.strip().splitlines()[first:last])


def _copy(text: str) -> str:
    """An agency's text as a newspaper prints it: its own dateline, typography of the house."""
    city, _, body = text.strip().partition(" (Northern Wire) — ")
    return f"{city.title()} – {body}".replace('"', "”").replace("percent", "per cent")


def first_day() -> list[Sample]:
    """Everything that is there when newsmon comes for the first time."""
    gazette, wire, meridian, observer, delta = (outlet.slug for outlet in OUTLETS)
    return [
        Sample(wire, "/a/trade-truce", "US and China extend tariff truce by ninety days",
               texts.TRADE_WIRE, at(2, 17), "Ingrid Halvorsen"),
        Sample(delta, "/2026/03/tariff-truce", "Washington and Beijing prolong their tariff truce",
               _copy(texts.TRADE_WIRE), at(2, 19, 30)),
        Sample(gazette, "/world/tariffs-on-hold", "Tariffs stay on hold until June",
               paragraphs(_copy(texts.TRADE_WIRE), last=4), at(2, 20, 5)),
        Sample(meridian, "/trade/order-books", "Importers tear up a price list after Geneva",
               texts.TRADE_MERIDIAN, at(2, 21, 15), "Daniel Okafor"),
        Sample(observer, "/opinion/ninety-days", "Ninety days of not losing",
               texts.TRADE_OBSERVER, at(3, 6), "Helena Strand"),
        Sample(wire, "/a/eu-sanctions", "EU blacklists 43 tankers in new sanctions on Russia",
               texts.SANCTIONS_WIRE, at(3, 14), "Pieter Maas"),
        Sample(observer, "/europe/shadow-fleet", "Brussels goes after the shadow fleet",
               _copy(texts.SANCTIONS_WIRE), at(3, 15, 40), modified=at(3, 15, 40)),
        Sample(meridian, "/shipping/old-tankers", "Old tankers lose a quarter of their price",
               texts.SANCTIONS_MERIDIAN, at(3, 18, 20), "Daniel Okafor"),
        Sample(wire, "/a/taiwan-flights", "Taiwan counts 29 Chinese aircraft around island",
               texts.TAIWAN_WIRE, at(4, 9), "Wei-Ling Chao"),
        Sample(gazette, "/world/keelung", "In Keelung they look up, then down again",
               texts.TAIWAN_GAZETTE, at(4, 16), "Marit Eide"),
        Sample(wire, "/a/nordic-aid", "Nordic states pledge two air defence batteries to Ukraine",
               texts.AID_WIRE, at(5, 11), "Ingrid Halvorsen"),
        Sample(delta, "/2026/03/nordic-batteries", "Air defence for Kharkiv and Odesa",
               paragraphs(_copy(texts.AID_WIRE), last=3), at(5, 12, 45)),
        Sample(observer, "/europe/eleven-minutes", "Eleven minutes for six hundred missiles",
               texts.AID_OBSERVER, at(5, 18), "Helena Strand"),
        Sample(wire, "/a/gas-stores", "Europe's gas stores at lowest March level in four years",
               texts.GAS_WIRE, at(5, 15), "Pieter Maas"),
        Sample(meridian, "/energy/gas-stores", "Gas stores a third full as winter ends",
               _copy(texts.GAS_WIRE), at(5, 16, 10)),
        Sample(meridian, "/technology/chip-tools", "US tightens export controls on chip tools",
               texts.CHIPS_MERIDIAN, at(6, 13), "Sana Qureshi"),
        Sample(gazette, "/local/pumps", "Forty-one pages and no box for pumps",
               texts.CHIPS_GAZETTE, at(6, 17, 30), "Marit Eide"),
        Sample(gazette, "/local/allotments", "Half an allotment is better than none",
               texts.GARDEN_GAZETTE, at(4, 7)),
        Sample(gazette, "/local/library", "Library lends a telescope",
               texts.LIBRARY_GAZETTE, at(5, 7)),
        Sample(delta, "/2026/03/rovers", "Rovers one draw from promotion",
               texts.FOOTBALL_DELTA, at(6, 8)),
        Sample(delta, "/2026/03/bridge", "Mill bridge closed for eleven weeks",
               texts.BRIDGE_DELTA, at(6, 9)),
        Sample(observer, "/culture/whale", "The whale is back, and longer",
               texts.MUSEUM_OBSERVER, at(2, 8)),
        Sample(meridian, "/markets/coffee", "Espresso heads for one euro fifty",
               texts.COFFEE_MERIDIAN, at(3, 10)),
    ]  # fmt: skip


def second_day() -> list[Sample]:
    """The day after: one text revised, one page moved, a roundup that quotes others in full."""
    samples = first_day()
    revised = next(s for s in samples if s.path == "/europe/shadow-fleet")
    moved = next(s for s in samples if s.path == "/world/keelung")
    samples[samples.index(revised)] = replace(
        revised,
        title="Moscow answers after Brussels goes after the shadow fleet",
        text=revised.text + texts.SANCTIONS_OBSERVER_UPDATE,
        modified=at(4, 19),
    )
    samples[samples.index(moved)] = replace(moved, moved_to="/world/asia/keelung")
    return [
        *samples,
        replace(moved, path="/world/asia/keelung", moved_from=moved.path),
        Sample(
            "harbour-gazette",
            "/world/week-in-full",
            "The week in full",
            texts.TAIWAN_WIRE + texts.CHIPS_GAZETTE + texts.LIBRARY_GAZETTE,
            at(7, 7),
        ),
    ]
