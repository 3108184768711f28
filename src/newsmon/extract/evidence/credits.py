# ruff: noqa: E501 - tables of patterns read better unbroken
"""Credits in bylines: people, agencies and desks, apart from whoever wrote nothing.

Photographers, places, accounts of a system, words around a byline are no credits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from newsmon.extract.evidence.job_titles import (
    WRITTEN,
    is_job,
    without_job_before,
    without_job_behind,
)
from newsmon.extract.evidence.not_credited import is_not_credited
from newsmon.text import clean_line
from newsmon.text.agencies import AGENCIES, UNNAMED_AGENCIES
from newsmon.text.line_keys import text_key
from newsmon.times import is_month

_PREFIX = re.compile(
    rf"^\W*(?:{WRITTEN}?\s*(?:by|von|par|por|di|da|door|af|av|od|przez|автор|текст|от)\b[:\s]+"
    r"|(?:authors?|autor(?:in|en|es)?|auteurs?|autore|redakt(?:ion|eur(?:in)?)|te(?:x|ks)t[oe]?|words|byline|opracowanie|oprac\.)\s*:\s*|napisał[aoi]?\s)",
    re.I,
)
# The same without a space: "文・", "记者", "기자" say who writes, before the name or after it.
_EAST_ASIAN = re.compile(
    r"^(?:(?:本报|本刊|本報)?(?:记者|記者|作者|撰文|執筆|取材・文|取材|文|글|기자)(?:[・:：=＝/／|｜]\s*|\s+))|\s*(?:記者|记者|기자|特派員|특파원)(?:\s*외.*)?$"
)
_WHO_WROTE = re.compile(r"^この記事を書いた人\s+(\S+).*$")  # then come desk and subjects
_SPLIT = re.compile(
    r"\s*(?:;|\||•|·|\n|/(?!\w*\.)|\s&\s|,\s*(?:and|und|et|y|e|og|och|en|и)\s|"
    r"\s(?:and|und|et|y|og|och|и)\s|\s(?:with|avec|mit|con)\s|、|，|,)\s*"
)
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,40})\)")
_PARTY = re.compile(r"\s*(?:;|\||•|·|\n)\s*")
_TAIL = re.compile(
    r"(?:\s+[-–—]+\s|\s*[|(\[]|\s+(?:in|for|at|from|für|pour|para)\s+(?=[A-Z])|\s@\w|\s(?i:published|updated|posted)\s).*$|\s+(?:(?:le|am|on|el|il|den)\s+)?\d.*$",
    re.S,
)
_CREDENTIALS = re.compile(
    r"^(?:ph\.?\s?d|m\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|mba|esq|jr|sr|rn|ll\.?[bm])\.?$", re.I
)
_ADDRESS = re.compile(
    r"://|^www\.|\.(?:com|org|net|de|at|ch|fr|it|es|uk|eu|info|tv|ru|pl|nl|be)$", re.I
)
_LAST_FIRST = re.compile(r"^([^\W\d_][\w'’-]+),\s*([^\W\d_][\w'’-]+)$")
_NOISE = re.compile(
    r"https?:|www\.|@|\d{2,}|\b(?:am|pm|updated|published|read|view|minut\w*|минут\w*|follow|comment|uhr|"
    r"photo(?:graph)?s?|foto(?:s|graf)?|bild(?:er)?|getty|images?|i?stock(?:photo)?|shutterstock|alamy|unsplash|pexels|pixabay|depositphotos|adobe stock|facebook|twitter|instagram|video|illustration|graphic|"
    r"courtesy|copyright|credit|source|quelle)\b|©",
    re.I,
)
_AGENCIES = frozenset(
    text_key(name) for name in (*UNNAMED_AGENCIES, *chain.from_iterable(AGENCIES.values()))
)
# Accounts and words of a system, and labels of what follows.
_NOBODY = re.compile(
    r"^(?:cc[- ]by.*|\w*admin(?:istrator)?|root|super user|no author|stand|by|von|vom|par|por|artikel(?: von)?|autor(?:in|en|es)?|author|"
    r".*\b(?:author|autor|auteur|by|von|par|por)|share|text|words|news|nachrichten|jobs|home|user|guest|webmaster|anonymous|unknown|none|null|n/?a|"
    r"(?:première |first )?(?:posted|published|publiziert|veröffentlicht|publi[ée]e?(?: le)?|publicado(?: el| em)?|pubblicato(?: il)?|gepubliceerd|publicerad|opublikowano|"
    r"zuletzt geändert|aktualisiert|updated?|actualizado|actualis[ée]|mis à jour|aggiornato|aktualizacja|data|date|datum|fecha))$",
    re.I,
)
_DESK = re.compile(
    r"^(?:editors?|(?:the )?editors|editorial(?: board| team)?|newsroom|news ?desk|web ?desk|staff|team|"
    r"(?:our|the)\b.*|.*\b(?:staff|desk|news|newsroom|bureau|team|reporters?|correspondents?|writers?|"
    r"contributors?|agenc(?:y|ies)|editorial|editors?|media|network|magazin(?:e)?|online|gmbh|e\.? ?v|ltd|inc|llc|verband|university|department|foundation|institute|ministry|kitchens)|"
    r"redaktion.*|.*redaktion|rédaction.*|la rédaction.*|redacción.*|redazione.*|redação.*|redakcja.*|редакция.*)$",
    re.I,
)
_PARTICLES = frozenset(
    """
    de da do dos das del della di la le van von der den ter ten el al bin ibn zu af av y e
    """.split()  # noqa: SIM905 - a table
)
_EAST_ASIAN_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_NAME = 80  # characters
_LONGEST_LINE = 400
_AROUND = " .,:;-–—|\"'“”()[]*"
_LETTER = re.compile(r"[^\W\d_]")


class CreditKind(str, Enum):
    """The kinds of author that a page credits."""

    PERSON = "person"
    AGENCY = "agency"
    DESK = "desk"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Credit:
    """One author as a page credits it."""

    name: str
    kind: CreditKind

    @property
    def is_full_name(self) -> bool:
        """Tell whether it is a person with more than one name; East Asian ones are one word."""
        several = " " in self.name or _EAST_ASIAN_LETTER.search(self.name) is not None
        return self.kind is CreditKind.PERSON and several


@dataclass(frozen=True, slots=True)
class AuthorClaim:
    """The authors that one place states."""

    origin: str
    credits: tuple[Credit, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(credit.name for credit in self.credits)

    @property
    def has_full_name(self) -> bool:
        """Tell whether a person of more than one name is among them."""
        return any(credit.is_full_name for credit in self.credits)


def read_credits(
    lines: Iterable[str], sites: Iterable[str] = (), *, names_site: bool = False
) -> tuple[Credit, ...]:
    """Return the credits in bylines as stated, in order, each once.

    The names of the site itself (`sites`) are no credits in a visible byline, where every page
    carries them; with `names_site` they are organisations.
    """
    site_keys = {text_key(site) for site in sites}
    by_key: dict[str, Credit] = {}
    for line in lines:
        if names_site and text_key(line) in site_keys:
            by_key.setdefault(text_key(line), Credit(clean_line(line), CreditKind.ORGANISATION))
            continue
        for key, credit in _credits_in(clean_line(line)[:_LONGEST_LINE]):
            if key not in site_keys:
                by_key.setdefault(key, credit)
    return tuple(by_key.values())


def people(lines: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of people in bylines as stated, in order, each once."""
    return tuple(
        credit.name for credit in read_credits(lines, sites) if credit.kind is CreditKind.PERSON
    )


def organisations(names: Iterable[str]) -> tuple[Credit, ...]:
    """Return the credits of authors that are said to be organisations, as they are written."""
    cleaned = (clean_line(name) for name in names)
    return tuple(
        Credit(name, CreditKind.AGENCY if text_key(name) in _AGENCIES else CreditKind.ORGANISATION)
        for name in dict.fromkeys(cleaned)
        if 1 < len(name) <= _LONGEST_NAME and "://" not in name and not _NOBODY.match(name)
    )


def kind_of(name: str) -> CreditKind | None:
    """Return the kind of author that a name stands for; None where it is nobody's."""
    if text_key(name) in _AGENCIES:
        return CreditKind.AGENCY
    if _NOBODY.match(name):
        return None
    return CreditKind.DESK if _DESK.match(name) else CreditKind.PERSON


@functools.lru_cache(maxsize=4_096)
def _credits_in(line: str) -> tuple[tuple[str, Credit], ...]:
    """Return the credits of a line by the letters of their names; posts of one blog repeat them."""
    named = ((text_key(name), name, kind_of(name)) for name in _names(line))
    return tuple((key, Credit(name, kind)) for key, name, kind in named if key and kind is not None)


def _names(line: str) -> Iterator[str]:
    if _ADDRESS.search(line) and " " not in line:
        return
    line = _WHO_WROTE.sub(r"\1", _IN_BRACKETS.sub(_agency_beside, line))
    for _ in range(2):
        line = _EAST_ASIAN.sub("", _PREFIX.sub("", line))
    if match := _LAST_FIRST.match(line):
        line = f"{match[2]} {match[1]}"
    parties = [party for party in _PARTY.split(line) if not is_not_credited(party)]
    pieces = [piece for party in parties for piece in _SPLIT.split(party)]
    pieces = [piece for piece in pieces if not is_not_credited(piece)]
    names = [name for name in map(_bare, pieces) if _is_name(name)]
    if not any(" " in name and not is_job(name) for name in names):
        names = [without_job_behind(name) for name in names]
    names = [without_job_before(name) for name in names]
    full_names = any(" " in name and not is_job(name) for name in names)
    for name in names:
        is_place = " " not in name and name.istitle() and kind_of(name) is CreditKind.PERSON
        if not (full_names and (is_place or is_job(name))):
            yield _cased(name)


def _bare(piece: str) -> str:
    """Return a name without what stands around it; empty for a date such as "May 14"."""
    name = _TAIL.sub("", _EAST_ASIAN.sub("", _PREFIX.sub("", piece))).strip(_AROUND)
    return "" if is_month(name) and name != piece.strip(_AROUND) else name


def _agency_beside(match: re.Match[str]) -> str:
    """Return an agency in brackets as a party of its own; other words as they stand."""
    is_agency = all(kind_of(piece) is CreditKind.AGENCY for piece in _SPLIT.split(match[1]))
    return f"; {match[1]}" if is_agency else match[0]


def _is_name(name: str) -> bool:
    words = name.split()
    if _CREDENTIALS.match(name) or _ADDRESS.search(name):
        return False
    if ":" in name:
        return False
    if not (1 <= len(words) <= 6 and 2 <= len(name) <= 60) or _NOISE.search(name):
        return False
    if not _LETTER.search(name):
        return False
    small = [w for w in words if w[0].islower() and w.lower() not in _PARTICLES]
    return len(words) == 1 or len(small) * 2 <= len(words)


def _cased(name: str) -> str:
    """Return `JANE DOE` as `Jane Doe`; initials and mixed case stay."""
    if name.isupper() and len(name) > 4 and " " in name:
        return " ".join(w if len(w) <= 2 and w.endswith(".") else w.title() for w in name.split())
    return name
