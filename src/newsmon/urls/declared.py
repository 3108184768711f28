"""How far to believe what a page says its own address is."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from newsmon.urls.identity import same_site, url_key
from newsmon.urls.normal import normalise

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBER: Final = re.compile(r"\d{5,}")  # an article's number; shorter ones are dates and pages
_PAGING: Final = re.compile(r"\A(?:\d{1,3}|page-?\d{1,3}|amp|print|all|comments)\Z", re.I)
_SLUG_WORDS: Final = 3  # fewer words in a path say too little to contradict another


def canonical(page_url: str, claimed: str | None) -> str:
    """Return the address to keep for a page that claims (`rel=canonical`, `og:url`) another one.

    The claim is believed when it is plausible: on the same registered domain, not the front page
    or a section for an article, not plainly another article. Otherwise the page's own, normalised.
    Raises ValueError only if `page_url` itself cannot be fetched.
    """
    own = normalise(page_url)
    if not claimed or not claimed.strip():
        return own
    try:
        theirs = normalise(urljoin(own, claimed.strip()))
        same = url_key(theirs) == url_key(own)
    except ValueError:
        return own
    if not same and not (same_site(own, theirs) and _may_be_same_page(own, theirs)):
        return own
    # A site that answers on https but still writes http links means itself.
    if own.startswith("https:") and theirs.startswith("http:"):
        theirs = _on_https(theirs)
    return theirs


def _on_https(url: str) -> str:
    parts = urlsplit(url)
    return url if parts.port else "https" + url[len("http") :]


def _may_be_same_page(own: str, theirs: str) -> bool:
    mine, other = _segments(own), _segments(theirs)
    if not other and not urlsplit(theirs).query:
        return not mine and not urlsplit(own).query
    if len(other) < len(mine) and mine[: len(other)] == other and not urlsplit(theirs).query:
        return all(_PAGING.match(segment) for segment in mine[len(other) :])
    numbers, other_numbers = _numbers(own), _numbers(theirs)
    if numbers and other_numbers:
        return bool(numbers & other_numbers)
    words, other_words = _slug(mine), _slug(other)
    if min(len(words), len(other_words)) >= _SLUG_WORDS:
        return len(words & other_words) * 3 >= min(len(words), len(other_words))
    return True


def _segments(url: str) -> list[str]:
    return [unquote(segment) for segment in urlsplit(url).path.split("/") if segment]


def _numbers(url: str) -> set[str]:
    parts = urlsplit(url)
    return set(_NUMBER.findall(f"{parts.path} {parts.query}"))


def _slug(segments: list[str]) -> set[str]:
    """Words of the most telling segment."""
    return max(
        (set(_WORD.findall(segment.lower())) for segment in segments), key=len, default=set()
    )
