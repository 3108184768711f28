"""Feeds that are added to `feeds.yaml` by a command: to which source, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsmon.config import edit
from newsmon.config.kinds import check_address
from newsmon.config.loader import identity, sources_of
from newsmon.config.opml import Imported, site_of, slug_of
from newsmon.config.paths import config_directory
from newsmon.config.sources import SourceConfig
from newsmon.errors import UsageError


@dataclass(frozen=True, slots=True)
class Added:
    """One feed that was added, and the slug of its source."""

    feed: str
    source: str
    new_source: bool


@dataclass(frozen=True, slots=True)
class AddedAll:
    """The result of an import: feeds added, slugs of new sources, feeds that were there."""

    feeds: tuple[str, ...]
    sources: tuple[str, ...]
    duplicates: tuple[str, ...]


def add_feed(
    url: str,
    *,
    source: str | None = None,
    name: str | None = None,
    kind: str = "feed",
    directory: Path | None = None,
) -> Added:
    """Write a feed into `feeds.yaml`.

    `source` is the slug of the source it belongs to; one that is new is written too. Left out,
    it is the source of the same site, else a new one named after the site. Raises UsageError
    where it is there already, ConfigError where the file would not be valid afterwards.
    """
    try:
        check_address(url)
    except ValueError as error:
        raise UsageError(f'"{url}" {error}') from None
    path = (directory or config_directory()) / "feeds.yaml"
    text = edit.read(path)
    sources = sources_of(text)
    owners = {identity(feed.url): owner.slug for owner in sources for feed in owner.feeds}
    if identity(url) in owners:
        raise UsageError(f"{url} is in feeds.yaml already, as a feed of {owners[identity(url)]}")
    slug = source or _same_site(sources, url) or _free(slug_of(url), sources)
    entry: Any = url if kind == "feed" else {"url": url, "kind": kind}
    new = slug not in {owner.slug for owner in sources}
    if new:
        text = edit.with_source(text, {"slug": slug, "name": name or _name(slug), "feeds": [entry]})
    else:
        text = edit.with_feed(text, slug, entry)
    sources_of(text)
    edit.save(path, text)
    return Added(url, slug, new)


def add_sources(imported: Iterable[Imported], *, directory: Path | None = None) -> AddedAll:
    """Write what an OPML file lists into `feeds.yaml`, in one step and only what is not there."""
    path = (directory or config_directory()) / "feeds.yaml"
    text = edit.read(path)
    feeds, slugs, duplicates = [], [], []
    for outlet in imported:
        sources = sources_of(text)
        there = {identity(feed.url) for owner in sources for feed in owner.feeds}
        fresh = [feed for feed in outlet.feeds if identity(_url(feed)) not in there]
        duplicates += [_url(feed) for feed in outlet.feeds if feed not in fresh]
        if not fresh:
            continue
        slug = _owner(sources, outlet)
        if slug is not None:
            for feed in fresh:
                text = edit.with_feed(text, slug, feed)
        else:
            slug = _free(outlet.slug, sources)
            text = edit.with_source(text, {**outlet.as_source(), "slug": slug, "feeds": fresh})
            slugs.append(slug)
        feeds += [_url(feed) for feed in fresh]
    sources_of(text)
    if feeds:
        edit.save(path, text)
    return AddedAll(tuple(feeds), tuple(slugs), tuple(duplicates))


def _url(feed: Any) -> str:
    return feed if isinstance(feed, str) else str(feed["url"])


def _owner(sources: Iterable[SourceConfig], outlet: Imported) -> str | None:
    """The source that an imported one is: of the same slug, if it is of the same site."""
    site = _same_site(sources, outlet.homepage or _url(outlet.feeds[0]))
    return outlet.slug if outlet.slug == site else site


def _same_site(sources: Iterable[SourceConfig], url: str) -> str | None:
    domain = site_of(url)
    for source in sources:
        addresses = [source.homepage, *(feed.url for feed in source.feeds if feed.kind != "folder")]
        if any(address and site_of(address) == domain for address in addresses):
            return source.slug
    return None


def _free(slug: str, sources: Iterable[SourceConfig]) -> str:
    slugs = {source.slug for source in sources}
    numbered = (f"{slug}-{number}" for number in range(2, len(slugs) + 3))
    return slug if slug not in slugs else next(name for name in numbered if name not in slugs)


def _name(slug: str) -> str:
    return slug.replace("-", " ").title()
