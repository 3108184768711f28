"""Sources as OPML, the format in which feed readers exchange their lists, and back.

A source is an outline with its feeds inside. What OPML has no word for (slug, country, kind,
poll, …) goes into attributes of our own namespace, so that nothing is lost on the way back;
headers and proxies, which may hold secrets, never leave, and never come in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pydantic import ValidationError

from newsmon.config.kinds import check_address
from newsmon.config.outlets import outlet_of, slug_of
from newsmon.config.sources import FeedConfig, SourceConfig
from newsmon.errors import UsageError

_OURS = "urn:newsmon:opml"
_SLUG, _COUNTRY, _PUBLISHES, _FEED = (
    f"{{{_OURS}}}{name}" for name in ("slug", "country", "publishes", "feed")
)
# The settings of a feed that a file of somebody else's may bring. All others reach beyond the feed:
# headers and proxies name secrets and ways around the guard of addresses, `url` and folders other
# places.
_HARMLESS = (
    "poll", "include", "exclude", "include_titles", "exclude_titles", "max_age", "enabled",
)  # fmt: skip
_KINDS = ("feed", "sitemap")
_MAX_BYTES = 50_000_000


@dataclass
class Imported:
    """A source as OPML states it, in terms of `feeds.yaml`; feeds are addresses or mappings."""

    slug: str
    name: str
    homepage: str | None = None
    country: str | None = None
    language: str | None = None
    publishes: str | None = None
    feeds: list[Any] = field(default_factory=list)

    def as_source(self) -> dict[str, Any]:
        """Return it as a source of `feeds.yaml`, without what is not stated."""
        facts = vars(self)
        return {key: value for key, value in facts.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Refused:
    """An outline, or a setting of one, that is not taken, and why."""

    feed: str
    why: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The contents of an OPML document: its sources, and what of it is not taken."""

    sources: tuple[Imported, ...]
    refused: tuple[Refused, ...]


def export(sources: Iterable[SourceConfig]) -> bytes:
    """An OPML 2.0 document. Folders are left out: they mean nothing on another machine."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"newsmon": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newsmon feeds"
    body = etree.SubElement(root, "body")
    for source in sources:
        feeds = [feed for feed in source.feeds if feed.kind != "folder"]
        if not feeds:
            continue
        group = etree.SubElement(body, "outline", _source_attributes(source))
        for feed in feeds:
            etree.SubElement(group, "outline", _feed_attributes(source, feed))
    document: bytes = etree.tostring(
        root, pretty_print=True, xml_declaration=True, encoding="UTF-8"
    )
    return document


def parse(body: bytes) -> Subscriptions:
    """Read an OPML document, ours or any feed reader's.

    Feeds of a foreign document are put together by the outlet they belong to, since its
    outlines are subjects and not outlets. Raises UsageError where it is no OPML.
    """
    sources: dict[str, Imported] = {}
    refused: list[Refused] = []
    for outline in _outlines(body):
        url = (outline.get("xmlUrl") or "").strip()
        if _is_comment(outline):
            refused.append(Refused(_line(url)[:200], "the list has it commented out (isComment)"))
            continue
        try:
            check_address(url)
        except ValueError as error:
            refused.append(Refused(_line(url)[:200], str(error)))
            continue
        outlet, key = _source_of(outline, url)
        entry, problems = _entry(outline, url)
        refused += [Refused(url, problem) for problem in problems]
        merged = sources.setdefault(key, outlet)
        if entry not in merged.feeds:
            merged.feeds.append(entry)
    return Subscriptions(tuple(sources.values()), tuple(refused))


def _outlines(body: bytes) -> Iterator[etree._Element]:
    if len(body) > _MAX_BYTES:
        raise UsageError(f"this OPML file is larger than {_MAX_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError(f"this is not OPML: {error}") from None
    if etree.QName(root).localname.lower() != "opml":
        raise UsageError(f"this is not OPML: it begins with <{etree.QName(root).localname}>")
    for element in root.iter("outline"):
        if element.get("xmlUrl"):
            yield element


def _is_comment(outline: etree._Element) -> bool:
    """Tell whether an outline is commented out: OPML 2.0 has all within a comment be comments."""
    around = (outline, *outline.iterancestors("outline"))
    return any((part.get("isComment") or "").lower() == "true" for part in around)


def _source_attributes(source: SourceConfig) -> dict[str, str]:
    facts = {
        "text": source.name,
        "title": source.name,
        "htmlUrl": source.homepage,
        "language": source.language,
        _SLUG: source.slug,
        _COUNTRY: source.country,
        _PUBLISHES: source.publishes if source.publishes != "news" else None,
    }
    return {key: _xml(value) for key, value in facts.items() if value}


def _feed_attributes(source: SourceConfig, feed: FeedConfig) -> dict[str, str]:
    settings = feed.model_dump(include={*_HARMLESS, "kind"}, exclude_defaults=True)
    attributes = {"text": source.name, "type": "rss", "xmlUrl": feed.url}
    if source.homepage:
        attributes["htmlUrl"] = source.homepage
    if settings:
        attributes[_FEED] = json.dumps(settings, ensure_ascii=False)
    return {key: _xml(value) for key, value in attributes.items()}


def _source_of(outline: etree._Element, url: str) -> tuple[Imported, str]:
    """Return the source that an outline belongs to, still without feeds, and a key for it."""
    parent = outline.getparent()
    if parent is not None and parent.get(_SLUG):
        slug = _fitting("slug", parent.get(_SLUG)) or slug_of(url)
        country = _fitting("country", parent.get(_COUNTRY))
        language = _fitting("language", parent.get("language"))
        name = _line(parent.get("text") or "") or slug
        homepage = _address(parent.get("htmlUrl"))
        publishes = _fitting("publishes", parent.get(_PUBLISHES))
        return Imported(slug, name, homepage, country, language, publishes), f"slug {slug}"
    homepage = _address(outline.get("htmlUrl"))
    place = url
    if homepage and outlet_of(url) != outlet_of(homepage):
        # a platform's own front page says less than the feed's address
        place = url if outlet_of(url).startswith(f"{outlet_of(homepage)}/") else homepage
    title = _line(outline.get("title") or outline.get("text") or "") or slug_of(place)
    return Imported(slug_of(place), title, homepage), outlet_of(place)


def _address(url: str | None) -> str | None:
    try:
        return check_address((url or "").strip())
    except ValueError:
        return None


def _fitting(name: str, value: str | None) -> str | None:
    """Return a value that this field of a source takes; None for any other."""
    try:
        SourceConfig.model_validate({"slug": "any", "name": "any", name: value})
    except ValidationError:
        return None
    return value


def _line(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _entry(outline: etree._Element, url: str) -> tuple[Any, list[str]]:
    """Return a feed as `feeds.yaml` has it, and what of its settings is not taken."""
    try:
        settings = json.loads(outline.get(_FEED) or "{}")
    except (ValueError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        return url, ["its settings cannot be read; left out"]
    entry: dict[str, Any] = {"url": url}
    problems = []
    for name, value in settings.items():
        if _is_harmless(url, name, value):
            entry[name] = value
        else:
            problems.append(f"a file may not set its {_line(name)[:40]}; left out")
    return (entry if len(entry) > 1 else url), problems


def _is_harmless(url: str, name: str, value: Any) -> bool:
    """Tell whether a setting is one that a file may bring, and valid."""
    if name not in _HARMLESS and not (name == "kind" and value in _KINDS):
        return False
    try:
        FeedConfig.model_validate({"url": url, name: value})
    except ValidationError:
        return False
    return True


def _xml(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
