"""The headline: candidates weighed by where they stand and by how many agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsmon.extract.evidence import Evidence
from newsmon.model import Candidate
from newsmon.text import clean_line

# How far each place is to be trusted by itself.
_TRUST = {
    "manifest": 1.0, "feed": 0.75, "json-ld": 0.8, "h1": 0.8, "opengraph": 0.7, "meta": 0.6,
    "title-element": 0.55, "document": 0.6,
}  # fmt: skip
_AGREEMENT = 0.5  # what another place's trust adds when it says the same

_SEPARATORS = re.compile(
    r"\s+(?:[|•·–—~»«›‹⋆*⁄<>:-]|::|\|\|)\s+|\s*[|»]\s*|(?<=\S)(?::|\s[-–—])\s+(?=\S)"
)
_META_TITLES = ("citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
                "headline", "title", "twitter:title")  # fmt: skip


def key(title: str) -> str:
    """Letters and digits only: what two spellings of one headline share."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in text if character.isalnum())


def title_candidates(evidence: Evidence, document: str = "") -> list[Candidate]:
    """All titles stated, best first, the chosen one marked."""
    stated = [(t, o) for t, o in _stated(evidence, document) if t and 1 < len(t) <= 500]
    keys = [key(title) for title, _ in stated]
    found = [(_shorn(title, origin, keys, evidence), origin) for title, origin in stated]
    scores: dict[str, float] = {}
    for k, group in _groups(found).items():
        trusts = sorted((_TRUST[origin] for origin in group), reverse=True)
        scores[k] = trusts[0] + _AGREEMENT * sum(trusts[1:])
    ranked = sorted(found, key=lambda f: (-scores[key(f[0])], -_TRUST[f[1]]))
    best = sum(scores.values()) or 1.0
    return [
        Candidate("title", title, origin, round(min(1.0, scores[key(title)] / best), 3), i == 0)
        for i, (title, origin) in enumerate(ranked)
    ]


def _groups(found: list[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for title, origin in found:
        groups.setdefault(key(title), set()).add(origin)
    return groups


def _stated(evidence: Evidence, document: str) -> Iterator[tuple[str, str]]:
    if evidence.given.title:
        yield clean_line(evidence.given.title), "manifest"
    if evidence.entry is not None and evidence.entry.title:
        yield clean_line(evidence.entry.title), "feed"
    yield evidence.stated.headline, "json-ld"
    yield evidence.head.first("og:title")[0], "opengraph"
    for name in _META_TITLES:
        yield evidence.head.first(name)[0], "meta"
    for heading in evidence.headings:
        yield heading, "h1"
    yield evidence.head.title, "title-element"
    yield document, "document"


def _shorn(title: str, origin: str, keys: list[str], evidence: Evidence) -> str:
    """A title without the site's name or section before or after it.

    A part is cut when it is one of the site's names, or when what remains is what another
    place states as the title.
    """
    if origin == "manifest":
        return title
    sites = {key(name) for name in (*evidence.site_names, *_host_names(evidence.url))} - {""}
    for _ in range(3):
        cut = _cut(title, sites, keys)
        if cut == title:
            break
        title = cut
    return title


def _cut(title: str, sites: set[str], keys: list[str]) -> str:
    for match in _SEPARATORS.finditer(title):
        before, after = title[: match.start()].strip(), title[match.end() :].strip()
        if key(after) in sites and before:
            return before
        if key(before) in sites and after:
            return after
        if len(key(before)) >= 8 and key(before) in keys:
            return before
        if len(key(after)) >= 8 and key(after) in keys:
            return after
    return title


def _host_names(url: str) -> Iterator[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    yield host
    if len(labels) > 1:
        yield labels[-2]
        yield ".".join(labels[-2:])
