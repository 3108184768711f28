"""The form of an article: by what its page states and how its text is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.model import Candidate, Kind

# Agencies' names of these forms (IPTC genre NewsCodes, and the names in use), letters alone.
_BY_GENRE = {
    "pressrelease": Kind.RELEASE, "genrepressrelease": Kind.RELEASE,
    "roundup": Kind.ROUNDUP, "genreroundup": Kind.ROUNDUP,
}  # fmt: skip
_NO_LETTER = re.compile(r"[\W\d_]+")
# Names of sections and folders of releases, letters alone.
_RELEASES = frozenset(
    {"pressrelease", "pressreleases", "newsrelease", "newsreleases", "mediarelease",
     "mediareleases", "pressemitteilung", "pressemitteilungen", "pressemeldung", "pressemeldungen",
     "medienmitteilung", "medienmitteilungen", "communiquédepresse", "communiquésdepresse",
     "communiquedepresse", "communiquesdepresse", "comunicadodeprensa", "comunicadosdeprensa",
     "notadeprensa", "notasdeprensa", "notadeimprensa", "comunicatostampa", "comunicatistampa",
     "persbericht", "persberichten", "pressmeddelande", "pressmeddelanden", "pressemelding",
     "pressemeddelelse", "pressemeddelelser", "tiedote", "komunikatprasowy", "прессрелиз"}
)  # fmt: skip
# Openings of services that send releases out, and of the releases themselves.
_BEGINS = re.compile(
    r"/\s?PR\s?Newswire\s?/|\(BUSINESS WIRE\)|\(?GLOBE\s?NEWSWIRE\)?|\bFOR IMMEDIATE RELEASE\b"
    r"|\bACCESS(?:WIRE| Newswire)\b|/CNW/|\bEQS-(?:News|Ad-?hoc)\b"
    r"|\b(?:PRESS RELEASE|NEWS RELEASE|MEDIA RELEASE|PRESSEMITTEILUNG)\b"
)
_BEGINNING = 3  # lines
_DATELINE = 160  # characters of one
_RELEASE_TRUST = {
    "json-ld": 0.95,
    "publisher": 0.7,
    "meta": 0.9,
    "url": 0.8,
    "document": 0.85,
    "source": 0.75,
}
_TRUST = {"json-ld": 0.95, "microdata": 0.9, "markup": 0.7}


def choose_kind(evidence: Evidence, lines: Sequence[str]) -> tuple[Kind, list[Candidate]]:
    """Return the kind with the evidence of it; an ordinary article needs none.

    `lines` are those of the text, before they are cleaned.
    """
    blog = evidence.live_blog
    if blog is not None:
        posts = f"{len(blog.posts)} posts"
        if blog.unreadable:
            posts += f", {blog.unreadable} without headline and text left out"
        return Kind.LIVE_BLOG, [
            Candidate("kind", Kind.LIVE_BLOG.value, blog.origin, _TRUST[blog.origin], chosen=True),
            Candidate("posts", posts, blog.origin, _TRUST[blog.origin], chosen=True),
        ]
    for field, value in evidence.supplied.statements:
        kind = _BY_GENRE.get(_NO_LETTER.sub("", value.lower())) if field == "genre" else None
        if kind is not None:
            origin = evidence.supplied.origin
            return kind, [Candidate("kind", kind.value, origin, 1.0, chosen=True)]
    place = _says_release(evidence, lines)
    if place is not None:
        trust = _RELEASE_TRUST[place]
        return Kind.RELEASE, [Candidate("kind", Kind.RELEASE.value, place, trust, chosen=True)]
    return Kind.ARTICLE, []


def _says_release(evidence: Evidence, lines: Sequence[str]) -> str | None:
    """Return the place that says a text is a party's own announcement; None where none does."""
    stated = evidence.stated
    names = (stated.kind.rpartition("/")[2], stated.section, *stated.genres)
    if any(_letters(name) in _RELEASES for name in names):
        return "json-ld"
    if stated.publisher_type.endswith("GovernmentOrganization"):
        return "publisher"
    if _letters(evidence.head.og_section or evidence.head.meta_section) in _RELEASES:
        return "meta"
    folders = urlsplit(evidence.url).path.split("/")[1:-1]
    if any(_letters(unquote(folder)) in _RELEASES for folder in folders):
        return "url"
    beginning = (evidence.document_title, *lines[:_BEGINNING])
    if any(_BEGINS.search(line[:_DATELINE]) for line in beginning):
        return "document"
    return "source" if evidence.source.publishes_releases else None


def _letters(name: str) -> str:
    return _NO_LETTER.sub("", name.casefold())
