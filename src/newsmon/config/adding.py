"""Feeds that are added to `feeds.yaml` by a command: to which source, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsmon.config import edit
from newsmon.config.kinds import check_address
from newsmon.config.loader import identity, sources_of
from newsmon.config.opml import Imported, Subscriptions
from newsmon.config.outlets import outlet_of, slug_of
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
class Outcome:
    """The fate of one feed of an import: `added`, `there already`, or why it is not taken."""

    feed: str
    outcome: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class AddedAll:
    """The result of an import: feeds added, slugs of new sources, feeds that were there."""

    feeds: tuple[str, ...]
    sources: tuple[str, ...]
    duplicates: tuple[str, ...]
    outcomes: tuple[Outcome, ...]


def add_feed(
    url: str,
    *,
    source: str | None = None,
    name: str | None = None,
    kind: str = "feed",
    homepage: str | None = None,
    language: str | None = None,
    directory: Path | None = None,
) -> Added:
    """Write a feed into `feeds.yaml`.

    `source` is the slug of the source it belongs to; one that is new is written too, with `name`,
    `homepage` and `language`. Left out, it is the source of the same outlet, else a new one named
    after it. Raises UsageError where it is there already, ConfigError where the file would not be
    valid afterwards.
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
    slug = source or _same_outlet(sources, url) or _free(slug_of(url), sources)
    entry: Any = url if kind == "feed" else {"url": url, "kind": kind}
    new = slug not in {owner.slug for owner in sources}
    if new:
        facts = {"homepage": homepage, "language": language}
        described = {key: value for key, value in facts.items() if value}
        outlet = {"slug": slug, "name": name or _name(slug), **described, "feeds": [entry]}
        text = edit.with_source(text, outlet)
    else:
        text = edit.with_feed(text, slug, entry)
    sources_of(text)
    edit.save(path, text)
    return Added(url, slug, new)


def add_sources(subscriptions: Subscriptions, *, directory: Path | None = None) -> AddedAll:
    """Write what an OPML file lists into `feeds.yaml`, in one step and only what is not there."""
    path = (directory or config_directory()) / "feeds.yaml"
    text = edit.read(path)
    new_sources: list[str] = []
    outcomes: list[Outcome] = []
    for outlet in subscriptions.sources:
        sources = sources_of(text)
        owners = {identity(feed.url): owner.slug for owner in sources for feed in owner.feeds}
        fresh = [feed for feed in outlet.feeds if identity(_url(feed)) not in owners]
        outcomes += [
            Outcome(_url(feed), "there already", owners[identity(_url(feed))])
            for feed in outlet.feeds
            if feed not in fresh
        ]
        if not fresh:
            continue
        slug = _owner(sources, outlet)
        if slug is not None:
            for feed in fresh:
                text = edit.with_feed(text, slug, feed)
        else:
            slug = _free(outlet.slug, sources)
            text = edit.with_source(text, {**outlet.as_source(), "slug": slug, "feeds": fresh})
            new_sources.append(slug)
        outcomes += [Outcome(_url(feed), "added", slug) for feed in fresh]
    sources_of(text)
    added = tuple(outcome.feed for outcome in outcomes if outcome.outcome == "added")
    if added:
        edit.save(path, text)
    return AddedAll(
        added,
        tuple(new_sources),
        tuple(outcome.feed for outcome in outcomes if outcome.outcome == "there already"),
        (*outcomes, *(Outcome(refused.feed, refused.why) for refused in subscriptions.refused)),
    )


def _url(feed: Any) -> str:
    return feed if isinstance(feed, str) else str(feed["url"])


def _owner(sources: Iterable[SourceConfig], outlet: Imported) -> str | None:
    """Return the source that an imported one is: of the same outlet, best under the same slug."""
    addresses = _outlets(filter(None, (outlet.homepage, _url(outlet.feeds[0]))))
    key = outlet_of(outlet.homepage) if outlet.homepage else ""
    place = outlet.homepage if key in addresses else _url(outlet.feeds[0])
    return _same_outlet(sources, place, slug=outlet.slug)


def _same_outlet(
    sources: Iterable[SourceConfig], address: str | None, *, slug: str | None = None
) -> str | None:
    """Return the slug of a source that has an address of the same outlet; `slug` is preferred."""
    key = outlet_of(address or "")
    matches = [source.slug for source in sources if key in _outlets(_addresses(source))]
    return slug if slug in matches else next(iter(matches), None)


def _outlets(addresses: Iterable[str]) -> set[str]:
    """Return the outlets of these addresses, without platforms whose tenant is among them."""
    keys = {outlet_of(address) for address in addresses}
    return {key for key in keys if not any(tenant.startswith(f"{key}/") for tenant in keys)}


def _addresses(source: SourceConfig) -> list[str]:
    feeds = [feed.url for feed in source.feeds if feed.kind != "folder"]
    return [source.homepage, *feeds] if source.homepage else feeds


def _free(slug: str, sources: Iterable[SourceConfig]) -> str:
    slugs = {source.slug for source in sources}
    numbered = (f"{slug}-{number}" for number in range(2, len(slugs) + 3))
    return slug if slug not in slugs else next(name for name in numbered if name not in slugs)


def _name(slug: str) -> str:
    return slug.replace("-", " ").title()
