"""Canonical URL, section, tags, lead image, paywall flag, charset and the dateline's agency."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from newsmon import urls
from newsmon.extract.evidence.credits import CreditKind
from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate
from newsmon.text import clean_line
from newsmon.text.charset import Decoded
from newsmon.text.datelines import dateline_agency

_MAX_TAGS = 30
# Trust in each way of knowing a charset (newsmon.text.charset).
_CHARSET_KNOWN_BY = {
    "bom": 1.0,
    "utf-8": 1.0,
    "header": 0.9,
    "meta": 0.9,
    "mixed": 0.7,
    "detected": 0.6,
}
_CHARSET_GUESSED = 0.3


def charset_read(decoded: Decoded) -> Candidate:
    """Return the charset that the page was read in, and how that was known."""
    confidence = _CHARSET_KNOWN_BY.get(decoded.how, _CHARSET_GUESSED)
    return Candidate("charset", decoded.charset, decoded.how, confidence, chosen=True)


def choose_url(evidence: Evidence) -> tuple[str, list[Candidate]]:
    """Return the address to keep: the page's own claim where it is plausible."""
    own = evidence.url
    claims = [
        (evidence.head.canonical, "link"),
        (evidence.head.og_url, "opengraph"),
        (evidence.stated.url, "json-ld"),
    ]
    try:
        chosen = urls.normalise(own)
    except ValueError:
        return own, []
    base = evidence.head.base
    believed_in = {claim: urls.canonical(own, claim, base=base) for claim, _ in claims if claim}
    candidates: list[Candidate] = []
    for claim, origin in claims:
        if not claim:
            continue
        believed = believed_in[claim]
        is_new = not any(c.chosen for c in candidates) and believed != chosen
        if is_new:
            chosen = believed
        candidates.append(Candidate("url", claim[:2000], origin, 0.8 if is_new else 0.5, is_new))
    if not any(c.chosen for c in candidates):
        candidates.insert(0, Candidate("url", chosen, "address", 0.9, True))
    return chosen, candidates


def choose_section(evidence: Evidence) -> tuple[str | None, list[Candidate]]:
    claims = [
        (evidence.stated.section, "json-ld", 0.9),
        (evidence.head.og_section, "opengraph", 0.8),
        (evidence.head.meta_section, "meta", 0.7),
    ]
    return _first("section", claims)


def choose_tags(evidence: Evidence) -> tuple[tuple[str, ...], list[Candidate]]:
    """Return the publisher's own keywords: those written one by one before a comma list."""
    groups: list[tuple[tuple[str, ...], str]] = [
        (evidence.supplied.tags, "given"),
        (evidence.head.og_tags, "opengraph"),
        (evidence.stated.keywords, "json-ld"),
        (evidence.head.news_keywords, "meta"),
        (evidence.head.keywords, "meta"),
        (evidence.entry.tags if evidence.entry else (), "feed"),
    ]
    claims = [(_split(values), origin) for values, origin in groups if values]
    candidates = [
        Candidate("tags", "; ".join(tags), origin, 0.7, i == 0)
        for i, (tags, origin) in enumerate(claims)
    ]
    return (claims[0][0] if claims else ()), candidates


def dateline_agencies(lines: Sequence[str]) -> list[Candidate]:
    """Return the agency that a text's dateline or its last line names, if any."""
    name = dateline_agency(lines)
    return (
        [Candidate("agency", name, "dateline", 0.8, True, CreditKind.AGENCY.value)] if name else []
    )


def supplied_statements(evidence: Evidence) -> list[Candidate]:
    """Return what a document states in fields that an article has no column for."""
    supplied = evidence.supplied
    return [
        Candidate(field, clean_line(value)[:2000], supplied.origin, 1.0, True)
        for field, value in supplied.statements
    ]


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    pieces = values[0].split(",") if len(values) == 1 else values
    words = (clean_line(piece) for piece in pieces)
    return tuple(dict.fromkeys(word for word in words if 1 < len(word) <= 80))[:_MAX_TAGS]


def choose_image(evidence: Evidence) -> tuple[str | None, list[Candidate]]:
    claims = [
        (evidence.head.og_image, "opengraph", 0.9),
        (evidence.stated.image, "json-ld", 0.8),
        (evidence.head.meta_image, "meta", 0.7),
    ]
    safe = [(_web_address(evidence.url, value), origin, trust) for value, origin, trust in claims]
    return _first("image_url", safe)


def _web_address(base: str, claimed: str) -> str:
    """Return an absolute http(s) address, or nothing: never `javascript:` or `data:`."""
    try:
        address = urljoin(base, claimed.strip()) if claimed else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address[:4096] if parts.scheme in ("http", "https") and parts.netloc else ""


def paywalled(evidence: Evidence) -> bool | None:
    """Tell whether the publisher says that the article is not free; None where it says nothing."""
    if evidence.stated.free is not None:
        return not evidence.stated.free
    return {"free": False, "metered": True, "locked": True}.get(evidence.head.content_tier)


def _first(name: str, claims: list[tuple[str, str, float]]) -> tuple[str | None, list[Candidate]]:
    stated = [claim for claim in claims if claim[0]]
    candidates = [
        Candidate(name, value[:2000], origin, trust, i == 0)
        for i, (value, origin, trust) in enumerate(stated)
    ]
    return (stated[0][0] if stated else None), candidates
