"""The agency that a text's dateline or last line names: "GENEVA (Reuters) -", "【北京＝共同】"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from newsmon.text.agencies import AGENCIES, SIGNED_ONLY
from newsmon.text.scripts import HANGUL, SPACELESS
from newsmon.text.sentence_ends import ends_sentence

_HEAD_LINES = 4  # a text's first lines, of which the dateline's may be preceded by a summary
_LONGEST = 120  # characters of a dateline, and of a last line's sign
_PARTICLES: Final = frozenset(
    """
    al am an d da das de del der des di do du e el en i im la las le les los na nad of on sur und
    upon v w y
    """.split()  # noqa: SIM905 - a table
)


def _spellings() -> dict[str, str]:
    """Return the agency's usual name by each spelling: as it is, in capitals, capitalised."""
    usual: dict[str, str] = {}
    for table in (AGENCIES, SIGNED_ONLY):
        for slug, names in table.items():
            for name in names:
                for spelling in (name, name.upper(), name.title() if len(name) > 4 else name):
                    usual.setdefault(spelling, AGENCIES[slug][0])
    return usual


_USUAL: Final = _spellings()
_NAMES: Final = "|".join(map(re.escape, sorted(_USUAL, key=len, reverse=True)))
_NAME: Final = rf"(?P<name>{_NAMES})"
_DENSE: Final = f"[{SPACELESS}{HANGUL}]"
# "(Reuters)", "(dpa/bb)", "[AFP, AP]", "/ТАСС/"
_BRACKET: Final = rf"[(\[/]\s?{_NAME}(?:[/,;+ –-][^()\[\]/]{{0,30}}(?:/[^()\[\]/]{{0,20}})?)?[)\]/]"
_STOP: Final = r"(?P<stop>\s*(?:[-–—:.=,]+|$))?"
_DATELINE: Final = re.compile(rf"(?P<place>[^()/]{{0,70}}?)\s?{_BRACKET}{_STOP}")
# "МОСКВА, 3 мар - РИА Новости.", "Москва. 3 марта. INTERFAX.RU -"
_UNBRACKETED: Final = re.compile(
    rf"(?P<place>[^()/]{{2,40}}?[,.] \d{{1,2}} \w{{3,10}}\.?)(?: [-–—]|,)? {_NAME}"
    r"(?P<stop>\s*[-–—.,])"
)
# "【ワシントン時事】", "[東京 3日 ロイター]", "(서울=연합뉴스)"; "新华社北京3月3日电"
_DENSE_HEAD: Final = re.compile(
    rf"[(\[【][^)\]】]{{0,30}}?{_NAME}[^)\]】]{{0,30}}[)\]】]"
    rf"|{_NAME.replace('name', 'office')}.{{0,25}}?[电電]"
)
_SIGN: Final = re.compile(rf"{_BRACKET}\.?$")


def dateline_agency(lines: Sequence[str]) -> str | None:
    """Return the usual name of the agency in a text's dateline, or in the sign that ends it.

    `lines` are a text's paragraphs. A name in brackets within a sentence is no dateline: what
    stands before it is a place and a date.
    """
    for line in lines[:_HEAD_LINES]:
        if name := _named_at_head(unicodedata.normalize("NFKC", line[:_LONGEST]).strip()):
            return name
    return _signed(lines[-1]) if lines else None


def _named_at_head(head: str) -> str | None:
    for pattern in (_DATELINE, _UNBRACKETED):
        match = pattern.match(head)
        if match and _is_place(match["place"], followed=bool(match["stop"])):
            return _USUAL[match["name"]]
    match = _DENSE_HEAD.match(head)
    name = (match["name"] or match["office"]) if match else None
    return _USUAL[name] if name and re.search(_DENSE, match[0] if match else "") else None


def _is_place(place: str, *, followed: bool) -> bool:
    """Tell whether words are a place and a date, or none; a place alone needs a dash after it."""
    words = [word for word in re.findall(r"[^\s,.;:·]+", place) if word not in _PARTICLES]
    dated = [any(c.isdigit() for c in word) for word in words]
    if words and not followed and not any(dated):
        return False
    beside_date = [any(dated[max(0, i - 1) : i + 2]) for i in range(len(words))]
    return len(words) <= 9 and all(
        not word[0].islower() or near for word, near in zip(words, beside_date, strict=True)
    )


def _signed(line: str) -> str | None:
    end = unicodedata.normalize("NFKC", line[-_LONGEST:]).strip()
    match = _SIGN.search(end)
    before = end[: match.start()].rstrip() if match else ""
    return _USUAL[match["name"]] if match and (not before or ends_sentence(before)) else None
