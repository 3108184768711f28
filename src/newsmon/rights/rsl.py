"""Really Simple Licensing 1.0 (RSL-SPEC-1.0 of December 2025): licences in XML.

Read conservatively, as section 3.1.1 asks: what is permitted and prohibited at once is not
licensed, what a list of permits leaves out is not permitted, and a licence for some users or
countries only, or one that a licence server has to hand out, permits nothing to who has not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from newsmon.rights import path_patterns
from newsmon.rights.statements import MAX_STATEMENTS, Origin, Statement, Use, Verdict, bounded

NAMESPACE: Final = "https://rslstandard.org/rsl"
MEDIA_TYPE: Final = "application/rsl+xml"
MAX_BYTES: Final = 256 * 1024
_NS: Final = f"{{{NAMESPACE}}}"
_USAGES: Final = {
    "all": (Use.ALL,),
    "ai-all": (Use.AI_INPUT, Use.AI_TRAIN),
    "ai-train": (Use.AI_TRAIN,),
    "ai-input": (Use.AI_INPUT,),
    "ai-index": (Use.AI_INPUT,),
    "search": (Use.SEARCH,),
    # labels of version 0.9
    "train-ai": (Use.AI_TRAIN,),
    "train-genai": (Use.AI_TRAIN,),
    "ai-use": (Use.AI_INPUT,),
}
_XMLNS: Final = re.compile(r'\sxmlns(?::\w+)?="[^"]*"')
_UNPAID: Final = frozenset({"", "free", "attribution", "contribution"})


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of one `content` element."""

    url: str  # path, pattern or URL that it is about; empty: what names the licence
    statements: tuple[Statement, ...]

    def covers(self, url: str, base: str) -> bool:
        """Tell whether a page is meant; `base` is the URL by which the licence was found."""
        if not self.url:
            return True
        if self.url[0] in "/*":
            return urlsplit(base)[:2] == urlsplit(url)[:2] and _matches(self.url, url)
        return urlsplit(self.url)[:2] == urlsplit(url)[:2] and _matches(self._path, url)

    @property
    def _path(self) -> str:
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _matches(pattern: str, url: str) -> bool:
    return path_patterns.matches(pattern, path_patterns.path_of(url))


def parse_licence(body: bytes) -> tuple[Licence, ...]:
    """Return the licences of an RSL document; none where it cannot be read."""
    root = _parsed(body)
    if root is None:
        return ()
    return tuple(_licence(content) for content in list(root.iter(f"{_NS}content"))[:MAX_STATEMENTS])


def rights_of_licences(licences: Sequence[Licence], url: str, base: str) -> list[Statement]:
    """Return the statements on a page: of the licences that cover it those of the longest path."""
    covering = [licence for licence in licences if licence.covers(url, base)]
    longest = max((path_patterns.length(licence.url) for licence in covering), default=0)
    narrowest = [licence for licence in covering if path_patterns.length(licence.url) == longest]
    return [statement for licence in narrowest for statement in licence.statements]


def rights_of_feed_items(body: bytes, feed_url: str) -> list[Statement]:
    """Return the statements of RSL licences within a feed (section 4.7), each with its `path`.

    That is an item's URL; of a licence of the whole feed, a pattern of URLs.
    """
    if NAMESPACE.encode() not in body:
        return []
    root = _parsed(body, limit=len(body))
    if root is None:
        return []
    return [
        replace(statement, path=_path_in_feed(element, licence.url, feed_url))
        for element in root.iter(f"{_NS}content")
        for licence in (_licence(element),)
        for statement in licence.statements
        if licence.url
    ][: MAX_STATEMENTS * 5]


def _path_in_feed(element: etree._Element, url: str, feed_url: str) -> str:
    path = urljoin(feed_url, url)
    holders = {etree.QName(holder).localname for holder in element.iterancestors("*")}
    if holders & {"item", "entry"} or path.endswith(("*", "$")):
        return path
    return f"{path}*"


def rights_of_feed_item(statements: Sequence[Statement], url: str) -> list[Statement]:
    """Return those of a feed's statements that are about an item: its own, else the narrowest."""
    own = [statement for statement in statements if statement.path == url]
    if own:
        return own
    patterns = [s for s in statements if s.path and ("*" in s.path or s.path.endswith("$"))]
    covering = [s for s in patterns if Licence(s.path or "", ()).covers(url, url)]
    longest = max((path_patterns.length(s.path or "") for s in covering), default=0)
    return [s for s in covering if path_patterns.length(s.path or "") == longest]


def _parsed(body: bytes, limit: int = MAX_BYTES) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False
    )
    try:
        return etree.fromstring(body[:limit].strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _licence(content: etree._Element) -> Licence:
    server = (content.get("server") or "").strip()
    terms = (content.findtext(f"{_NS}terms") or "").strip() or None
    statements = [
        statement
        for licence in content.findall(f"{_NS}license")
        for statement in _statements(licence, server, terms)
    ]
    return Licence(
        (content.get("url") or "").strip()[: path_patterns.MAX_PATTERN], tuple(statements)
    )


def _statements(licence: etree._Element, server: str, terms: str | None) -> Iterator[Statement]:
    text = bounded(_XMLNS.sub("", etree.tostring(licence, encoding="unicode", with_tail=False)))
    granted, price = _granted_verdict(licence, server)
    permitted = _usages(licence, "permits")
    prohibited = set(_usages(licence, "prohibits") or ())
    for use in prohibited:
        yield Statement(use, Verdict.RESERVED, Origin.RSL, text, policy=terms)
    for use in permitted or ():
        if use not in prohibited:
            yield Statement(use, granted, Origin.RSL, text, policy=terms, price=price)
    if permitted is not None and Use.ALL not in permitted and Use.ALL not in prohibited:
        yield Statement(Use.ALL, Verdict.RESERVED, Origin.RSL, text, policy=terms)
    if permitted is None and not prohibited and granted is Verdict.PRICED:
        yield Statement(Use.ALL, granted, Origin.RSL, text, policy=terms, price=price)


def _usages(licence: etree._Element, name: str) -> tuple[Use, ...] | None:
    """Return the uses that a list names; None where there is no such list."""
    lists = [e for e in licence.findall(_NS + name) if (e.get("type") or "usage") == "usage"]
    if not lists:
        return None
    tokens = " ".join(e.text or "" for e in lists).replace(",", " ").lower().split()
    return tuple(dict.fromkeys(use for token in tokens for use in _USAGES.get(token, ())))


def _granted_verdict(licence: etree._Element, server: str) -> tuple[Verdict, str | None]:
    """Return the verdict on what a licence permits, and its price."""
    limits = {
        e.get("type") for name in ("permits", "prohibits") for e in licence.findall(_NS + name)
    }
    if limits & {"user", "geo"}:
        return Verdict.RESERVED, None
    payment = licence.find(f"{_NS}payment")
    kind = (payment.get("type") or "").strip().lower() if payment is not None else ""
    amount = payment.find(f"{_NS}amount") if payment is not None else None
    price = kind or None
    if amount is not None and (amount.text or "").strip():
        price = bounded(f"{amount.get('currency') or ''} {amount.text} {kind}")
    if price is None and server:
        price = bounded(f"licence from {server}")
    is_free = kind in _UNPAID and amount is None and not server
    return (Verdict.ALLOWED if is_free else Verdict.PRICED), price
