"""Looking at an address before it is written into `feeds.yaml`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from newsmon.cli.feed_checks import FeedCheck, check_all, feed_check, in_words, verdict_of
from newsmon.config import Config, FeedConfig, SourceConfig
from newsmon.config.kinds import check_address
from newsmon.errors import UsageError
from newsmon.feeds import discover, parse
from newsmon.fetch import ACCEPT_FEED, Answer, Fetcher
from newsmon.model import Failure, ParsedFeed, Reason
from newsmon.text.quantities import quantity

# Tried where a site names no feed; what content systems have out of the box.
_USUAL_PATHS: Final = (
    "/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/news-sitemap.xml", "/sitemap-news.xml",
)  # fmt: skip
_SITEMAP: Final = re.compile(rb"<(?:[a-z]+:)?(urlset|sitemapindex)\b")
_WALLS: Final = frozenset({Reason.HTTP_4XX, Reason.CHALLENGE, Reason.PAYMENT_REQUIRED})
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?![a-z])")


@dataclass(frozen=True, slots=True)
class Look:
    """The answer of an address.

    `url` is where it has moved to for good, if it has. `feed` is the feed there, if it is one.
    `choices` are feeds that the site has instead. `remedy` is what helps where the address cannot
    be had from here.
    """

    url: str
    verdict: str
    feed: FeedCheck | None = None
    kind: str = "feed"
    homepage: str | None = None
    language: str | None = None
    choices: tuple[FeedCheck, ...] = ()
    remedy: str = ""
    is_page: bool = False


def with_scheme(address: str) -> str:
    """Return an address with https:// before it where it has no scheme.

    Raises UsageError with the remedy for what is no address then.
    """
    url = address.strip()
    url = url if "://" in url else f"https://{url}"
    try:
        return check_address(url)
    except ValueError as error:
        raise UsageError(f'"{address}" {error}') from None


def look(config: Config, address: str) -> Look:
    """Ask an address: is it a feed, a page that names feeds, or what else; stores nothing."""
    return asyncio.run(_look(config, with_scheme(address)))


def discover_feeds(config: Config, address: str) -> list[FeedCheck]:
    """Return the feeds of a site, each asked: those its page names, else those at usual paths.

    Raises UsageError where there is no such page.
    """
    answer = look(config, address)
    if answer.feed is not None:
        return [answer.feed]
    if not answer.is_page:
        raise UsageError(f"{address} cannot be read: {answer.verdict}")
    return list(answer.choices)


def _remedy(reason: Reason) -> str:
    """Return what helps where the address may be right, and the way there is shut; or nothing."""
    if reason is Reason.FORBIDDEN_ADDRESS:
        return "allow its host in fetch.allow_private_hosts of newsmon.yaml, and add it again"
    if reason in _WALLS:
        return "it may ask for a login, which a feed sends by headers in feeds.yaml"
    if reason.is_unreachable:
        return "look at its spelling, and whether this machine is online"
    return "it may answer later" if reason.is_transient else ""


async def _look(config: Config, url: str) -> Look:
    async with Fetcher(config.settings.fetch) as fetcher:
        answer = await fetcher.get(url, accept=ACCEPT_FEED)
    if isinstance(answer, Failure):
        return Look(url, in_words(verdict_of(answer)), remedy=_remedy(answer.reason))
    content_type = answer.header("Content-Type")
    parsed = parse(answer.body, url=answer.final_url, content_type=content_type)
    if isinstance(parsed, ParsedFeed):
        return _feed(url, answer, parsed)
    if parsed.reason is not Reason.NOT_A_FEED:
        return Look(url, verdict_of(parsed))
    checks = await _ask(config, discover(answer.body, answer.final_url))
    if checks:
        working = sum(check.ok for check in checks)
        verdict = f"a page with {quantity(working, 'feed')}"
    else:
        checks = [check for check in await _ask(config, _usual(answer.final_url)) if check.ok]
        verdict = f"no feed; its site has {quantity(len(checks), 'feed')} at the usual paths"
    if not any(check.ok for check in checks):
        verdict = "a page with no feed that answers"
    return Look(url, verdict, choices=tuple(checks), is_page=True)


def _feed(url: str, answer: Answer, parsed: ParsedFeed) -> Look:
    now = answer.permanent_url or url
    check = feed_check(SourceConfig(slug="unnamed", name="unnamed"), FeedConfig(url=now), parsed)
    sitemap = _SITEMAP.search(answer.body[:4000])
    moved = f"moved to {now}, " if now != url else ""
    title = f": {parsed.title}" if parsed.title else ""
    language = _LANGUAGE.match((parsed.language or "").lower())
    return Look(
        now,
        moved
        + _contents(check, parsed, "feed" if sitemap is None else sitemap[1].decode())
        + title,
        check,
        "sitemap" if sitemap else "feed",
        _homepage(parsed.homepage),
        language[1] if language else None,
    )


def _contents(check: FeedCheck, parsed: ParsedFeed, form: str) -> str:
    """Return what a feed has in it, and what a first poll leaves out or finds amiss."""
    if form == "sitemapindex" and parsed.nested:
        return f"an index of {quantity(len(parsed.nested), 'sitemap')}"
    entries = quantity(check.entries, "entry", "entries")
    counted = f"{'a sitemap' if form == 'urlset' else 'a feed'} with {entries}"
    remarks = list(check.warnings)
    if check.too_old:
        remarks.insert(0, f"{check.too_old} too old for a first poll, unless max_age says more")
    return f"{counted} ({'; '.join(remarks)})" if remarks else counted


def _homepage(url: str | None) -> str | None:
    try:
        return check_address(url or "")
    except ValueError:
        return None


def _usual(url: str) -> list[str]:
    parts = urlsplit(url)
    return [urljoin(f"{parts.scheme}://{parts.netloc}", path) for path in _USUAL_PATHS]


async def _ask(config: Config, urls: Sequence[str]) -> list[FeedCheck]:
    nobody = SourceConfig(slug="unnamed", name="unnamed")
    return await check_all(config, [(nobody, FeedConfig(url=url)) for url in urls])
