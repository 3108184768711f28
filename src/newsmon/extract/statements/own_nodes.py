"""The node of JSON-LD that is the page's own article, told from others that the page names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from newsmon.extract.statements.jsonld_values import address_value, text_value
from newsmon.text.line_keys import text_key


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """Addresses and titles by which a page's own article node is told from others."""

    addresses: tuple[str, ...]  # its own address, as fetched and as it states it
    titles: tuple[str, ...]  # as its head states them

    @property
    def base(self) -> str:
        """Return the address that a path in a statement begins at; empty where none is known."""
        return next(iter(self.addresses), "")


@dataclass(frozen=True, slots=True)
class Node:
    """One object of a page's JSON-LD, and whether it is a part of another article's node."""

    fields: dict[str, Any]
    is_part: bool


def own_node(nodes: list[Node], identity: PageIdentity) -> dict[str, Any]:
    """Return the fields of the page's own node; where it has several, all that they state."""
    whole = [node.fields for node in nodes if not node.is_part]
    own = [fields for fields in whole if is_own(fields, identity)]
    own = own or [fields for fields in whole if _is_of_page(fields, identity)]
    if own:
        own.sort(key=_completeness, reverse=True)
        merged: dict[str, Any] = {}
        for fields in reversed(own):
            merged |= {key: value for key, value in fields.items() if value is not None}
        return merged
    titles = [text_key(title) for title in identity.titles]
    candidates = [
        fields
        for fields in whole
        if not _address_keys(fields, identity.base) or _shares_title(fields, titles)
    ]
    titled = (f for f in candidates if _headline_key(f) and _shares_title(f, titles))
    return next(titled, next(iter(candidates), {}))


def main_entity(
    page: dict[str, Any], articles: list[Node], identity: PageIdentity
) -> dict[str, Any]:
    """Return the article that the page's own node refers to as what it is about, by its `@id`."""
    entity = page.get("mainEntity")
    if not isinstance(entity, dict) or not entity.get("@id") or not is_own(page, identity):
        return {}
    referred = (node.fields for node in articles if node.fields.get("@id") == entity["@id"])
    return next((fields for fields in referred if len(fields) > 1), {})


def is_own(fields: dict[str, Any], identity: PageIdentity) -> bool:
    """Tell whether a node states the page's address as its own."""
    own_keys = {_address_key(address) for address in identity.addresses}
    return not own_keys.isdisjoint(_address_keys(fields, identity.base))


def may_be_own(fields: dict[str, Any], identity: PageIdentity) -> bool:
    """Tell whether a node states no address and no headline but the page's."""
    titles = [text_key(title) for title in identity.titles]
    return not _address_keys(fields, identity.base) and _shares_title(fields, titles)


def _is_of_page(fields: dict[str, Any], identity: PageIdentity) -> bool:
    """Tell whether a node states no address but that of the page which it is a part of."""
    own_keys = {_address_key(address) for address in identity.addresses}
    whole = _stated_keys((fields.get("isPartOf"),), identity.base)
    return not _address_keys(fields, identity.base) and not own_keys.isdisjoint(whole)


def _completeness(fields: dict[str, Any]) -> int:
    """Count the telling keys of nodes that are all the page's own: the fuller one is believed."""
    telling_keys = ("headline", "datePublished", "author", "articleBody", "publisher")
    return sum(bool(fields.get(key)) for key in telling_keys)


def _shares_title(fields: dict[str, Any], titles: list[str]) -> bool:
    headline = _headline_key(fields)
    return (
        not headline
        or not titles
        or any(headline in title or title in headline for title in titles)
    )


def _headline_key(fields: dict[str, Any]) -> str:
    return text_key(text_value(fields.get("headline") or fields.get("name")))


def _address_keys(fields: dict[str, Any], base: str) -> set[tuple[str, str, str]]:
    """Return what a node states as its own address, comparable; nothing where it states none."""
    return _stated_keys(
        (fields.get("url"), fields.get("@id"), fields.get("mainEntityOfPage")), base
    )


def _stated_keys(stated: Iterable[Any], base: str) -> set[tuple[str, str, str]]:
    """Return the addresses among values, comparable; paths are of the site of `base`."""
    addresses = map(address_value, stated)
    whole = (urljoin(base, a) if a.startswith("/") else a for a in addresses)
    return {key for a in whole if "://" in a and (key := _address_key(a))[0]}


def _address_key(address: str) -> tuple[str, str, str]:
    """Host, path and query of an address without what does not tell pages apart."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", "", ""
    return (parts.hostname or "").removeprefix("www."), unquote(parts.path).rstrip("/"), parts.query
