"""The headline: candidates weighed by where they stand and by how many agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate
from newsmon.text import clean_line
from newsmon.text.line_keys import text_key

# Trust in each place by itself, and its family, which is generated from one value: places of one
# family say the same by construction, so they confirm each other only once.
_TRUST = {
    "manifest": 1.0, "h1": 0.85, "json-ld": 0.8, "feed": 0.78, "opengraph": 0.72, "meta": 0.66,
    "title-element": 0.64, "document": 0.6, "heading": 0.5,
}  # fmt: skip
_FAMILY = {"opengraph": "head", "meta": "head", "title-element": "head"}
_AGREEMENT = 0.5  # what another family's trust adds when it says the same
_ONLY_HEADING = 1.2  # trust of a page's only first-level heading, where it is another wording
_REWORDED = 0.5  # of its words that stand in the other title
_LATER_HEADING = 0.04  # less for each further heading of a page

_SEPARATORS = re.compile(
    r"\s+(?:[|•·–—~›⋆*⁄<>:-]|::|\|\||»|«)\s+|\s*[|｜│丨ㅣ]\s*|(?<=\w):\s+(?=\S)"
)
_TIGHT = "-–—_"
_WORD = re.compile(r"\w{3,}")
_STRONG = re.compile(r"\s+(?:\||::|\|\||»|«|•|·)\s+|\s*[|｜│丨ㅣ]\s*")


def title_candidates(evidence: Evidence) -> list[Candidate]:
    """Return all titles stated, best first, the chosen one marked."""
    stated = [(t, o, trust) for t, o, trust in _stated(evidence) if 1 < len(t) <= 500]
    stated_keys = [text_key(t) for t in (*(title for title, _, _ in stated), *evidence.subheadings)]
    titles = [
        (_shorn(t, origin, stated_keys, evidence), origin, trust) for t, origin, trust in stated
    ]
    titles = [(title, origin, trust) for title, origin, trust in titles if text_key(title)]
    scores = _scores(titles)
    ranked = sorted(titles, key=lambda f: (-scores[text_key(f[0])], -f[2]))
    best = sum(scores.values()) or 1.0
    return [
        Candidate(
            "title", title, origin, round(min(1.0, scores[text_key(title)] / best), 3), i == 0
        )
        for i, (title, origin, _) in enumerate(ranked)
    ]


def _scores(titles: list[tuple[str, str, float]]) -> dict[str, float]:
    """Return each title's score (by key): its best family's trust, half of the others'."""
    families: dict[str, dict[str, float]] = {}
    for title, origin, trust in titles:
        group = families.setdefault(text_key(title), {})
        family = _FAMILY.get(origin, origin)
        group[family] = max(group.get(family, 0.0), trust)
    scores = {}
    for title_key, group in families.items():
        trusts = sorted(group.values(), reverse=True)
        scores[title_key] = trusts[0] + _AGREEMENT * sum(trusts[1:])
    return scores


def _stated(evidence: Evidence) -> Iterator[tuple[str, str, float]]:
    yield clean_line(evidence.supplied.title or ""), "manifest", 10.0
    yield clean_line(evidence.entry.title if evidence.entry else ""), "feed", _TRUST["feed"]
    yield evidence.stated.headline, "json-ld", _TRUST["json-ld"]
    yield evidence.head.og_title, "opengraph", _TRUST["opengraph"]
    for title in evidence.head.meta_titles:
        yield title, "meta", _TRUST["meta"]
    for i, heading in enumerate(_own_headings(evidence)):
        yield heading, "h1", _heading_trust(heading, evidence) - _LATER_HEADING * i
    for i, heading in enumerate(evidence.named_titles):
        yield heading, "heading", _TRUST["heading"] - _LATER_HEADING * i
    yield evidence.head.title, "title-element", _TRUST["title-element"]
    yield evidence.document_title, "document", _TRUST["document"]


def _own_headings(evidence: Evidence) -> list[str]:
    """Return the first-level headings but those that name the site.

    Beside others one that names a folder of the address is a section's name.
    """
    sites = set(map(text_key, _site_names(evidence)))
    folders = set(map(text_key, urlsplit(evidence.url).path.rstrip("/").split("/")[1:-1]))
    headlines = [heading for heading in evidence.headings if text_key(heading) not in sites]
    return [heading for heading in headlines if text_key(heading) not in folders] or headlines


def _heading_trust(heading: str, evidence: Evidence) -> float:
    """Return the trust of a heading: more for the page's only one that words another title anew.

    Titles for programs are often worded for search engines, each place copying the others.
    """
    if len(evidence.headings) != 1:
        return _TRUST["h1"]
    words = frozenset(_WORD.findall(heading.casefold()))
    key = text_key(heading)
    for title in (evidence.stated.headline, evidence.head.og_title, evidence.head.title):
        title_key, shared = text_key(title), words.intersection(_WORD.findall(title.casefold()))
        if len(shared) >= _REWORDED * len(words) and not (key in title_key or title_key in key):
            return _ONLY_HEADING
    return _TRUST["h1"]


def _shorn(title: str, origin: str, stated_keys: list[str], evidence: Evidence) -> str:
    """Return a title without the site's name or section before or after it.

    A part is cut when it is one of the site's names, when what remains is what another place
    states as the title, or, behind a separator that no headline uses, when it is the shorter.
    """
    if origin == "manifest" or text_key(title) in {
        text_key(heading) for heading in evidence.headings
    }:
        return title
    sites = {text_key(name) for name in _site_names(evidence)} - {""}
    for _ in range(3):
        cut = _cut(title, sites, stated_keys, evidence)
        if cut == title:
            break
        title = cut
    return title if origin == "h1" else _without_tail(title)


def _cut(title: str, sites: set[str], stated_keys: list[str], evidence: Evidence) -> str:
    for match in _SEPARATORS.finditer(title):
        before, after = title[: match.start()].strip(), title[match.end() :].strip()
        if text_key(after) in sites and before:
            return before
        if text_key(before) in sites and after:
            return after
        if match[0].strip() == ":" and _states_whole(evidence, title):
            continue
        if len(text_key(before)) >= 8 and text_key(before) in stated_keys:
            return before
        if len(text_key(after)) >= 8 and text_key(after) in stated_keys:
            return after
    before = title[: max(0, *map(title.rfind, _TIGHT))]  # "Headline-Section"
    return before if len(text_key(before)) >= 8 and text_key(before) in stated_keys else title


def _states_whole(evidence: Evidence, title: str) -> bool:
    """Tell whether head and JSON-LD both state a title with its kicker: it is the publisher's."""
    whole = text_key(title)
    places = (evidence.head.title, evidence.stated.headline)
    return all(text_key(stated).startswith(whole) for stated in places)


def _without_tail(title: str) -> str:
    """Return the longer side of the last strong separator: `Old bridges reopen | Local | Daily`."""
    parts = [part.strip() for part in _STRONG.split(title) if part.strip()]
    if len(parts) < 2:
        return title
    first, last = parts[0], parts[-1]
    if first.count(" ") >= 1 and len(first) >= len(last) * 0.8:
        return first
    return last if len(last) > 1.5 * len(first) else title


def _site_names(evidence: Evidence) -> Iterator[str]:
    """Yield what the site calls itself, and its address."""
    yield from evidence.site_names
    host = (urlsplit(evidence.url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    yield host
    if len(labels) > 1:
        yield labels[-2]
        yield ".".join(labels[-2:])
