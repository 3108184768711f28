# ruff: noqa: E501 - tables of patterns read better unbroken
"""Names of people in bylines, apart from agencies, desks, photographers and the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from newsmon.extract.document.line_keys import text_key
from newsmon.text import clean_line
from newsmon.text.agencies import AGENCIES, UNNAMED_AGENCIES
from newsmon.times import is_month

_PREFIX = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|story|text|words|article|geschrieben|verfasst)?\s*"
    r"(?:by|von|par|por|di|da|door|af|av|od|przez|автор|текст|от)\b[:\s]+"
    r"|(?:authors?|autor(?:in|en|es)?|auteurs?|autore|redakt(?:ion|eur(?:in)?)|text|words|byline)\s*:\s*)",
    re.I,
)
# The same without a space: "文・", "记者", "기자" say who writes, before the name or after it.
_EAST_ASIAN = re.compile(
    r"^(?:(?:本报|本刊|本報)?(?:记者|記者|作者|撰文|執筆|取材・文|取材|文|글|기자)(?:[・:：=＝/／|｜]\s*|\s+))|\s*(?:記者|记者|기자|特派員|특파원)$"
)
_SPLIT = re.compile(
    r"\s*(?:;|\||•|·|\n|/(?!\w*\.)|\s&\s|,\s*(?:and|und|et|y|e|og|och|en|и)\s|"
    r"\s(?:and|und|et|y|og|och|и)\s|\swith\s|、|，|,)\s*"
)
_TAIL = re.compile(
    r"(?:\s+[-–—]+\s|\s*[|(\[]|\s+(?:in|for|at|from|für|pour|para)\s+(?=[A-Z])).*$|\s+\d.*$", re.S
)
_CREDENTIALS = re.compile(
    r"^(?:ph\.?\s?d|m\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|mba|esq|jr|sr|rn|ll\.?[bm])\.?$", re.I
)
_ADDRESS = re.compile(
    r"://|^www\.|\.(?:com|org|net|de|at|ch|fr|it|es|uk|eu|info|tv|ru|pl|nl|be)$", re.I
)
_LAST_FIRST = re.compile(r"^([^\W\d_][\w'’-]+),\s*([^\W\d_][\w'’-]+)$")
_NOISE = re.compile(
    r"https?:|www\.|@|\d{2,}|\b(?:am|pm|updated|published|read|view|minutes?|follow|comment|uhr|"
    r"photo(?:graph)?s?|foto(?:s|graf)?|bild(?:er)?|getty|images?|video|illustration|graphic|"
    r"courtesy|copyright|credit|source|quelle)\b|©",
    re.I,
)
_AGENCIES = frozenset(
    text_key(name) for name in (*UNNAMED_AGENCIES, *chain.from_iterable(AGENCIES.values()))
)
_NOBODY = re.compile(
    r"^(?:cc[- ]by.*|\w*admin(?:istrator)?|root|super user|no author|posted|published|publiziert|veröffentlicht|stand|by|von|vom|par|artikel(?: von)?|autor(?:in|en)?|share|news|jobs|home|user|guest|webmaster|anonymous|unknown|none|null|n/?a|editor|author|"
    r"(?:the )?editors?|editorial(?: board| team)?|newsroom|news ?desk|web ?desk|staff|team|"
    r"(?:our|the)\b.*|.*\b(?:staff|desk|newsroom|bureau|team|reporters?|correspondents?|writers?|"
    r"contributors?|agenc(?:y|ies)|editorial|editors?|media|network|magazin(?:e)?|online|gmbh|e\.? ?v|ltd|inc|llc|verband|university|department|foundation|institute|ministry|kitchens)|"
    r"redaktion.*|.*redaktion|rédaction.*|la rédaction.*|redacción.*|redazione.*|redação.*|редакция.*)$",
    re.I,
)
_PARTICLES = frozenset(
    """
    de da do dos das del della di la le van von der den ter ten el al bin ibn zu af av y e
    """.split()  # noqa: SIM905 - a table
)
_LETTER = re.compile(r"[^\W\d_]")


def people(stated: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of people in bylines as stated, in order, each once; agencies and desks left out."""
    site_keys = {text_key(site) for site in sites}
    names: dict[str, str] = {}
    for line in stated:
        for name in _names(line):
            k = text_key(name)
            if k not in site_keys and k not in _AGENCIES and not _NOBODY.match(name):
                names.setdefault(k, name)
    return tuple(names.values())


def _names(line: str) -> Iterator[str]:
    line = clean_line(line)[:400]
    if _ADDRESS.search(line) and " " not in line:
        return
    for _ in range(2):
        line = _EAST_ASIAN.sub("", _PREFIX.sub("", line))
    if match := _LAST_FIRST.match(line):
        line = f"{match[2]} {match[1]}"
    for piece in _SPLIT.split(line):
        name = _TAIL.sub("", _EAST_ASIAN.sub("", _PREFIX.sub("", piece))).strip(
            " .,:;-–—|\"'“”()[]*"
        )
        if _is_name(name):
            yield _cased(name)


def _is_name(name: str) -> bool:
    words = name.split()
    if _CREDENTIALS.match(name) or _ADDRESS.search(name):
        return False
    if ":" in name or is_month(name):
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
