"""The address that a page claims as its own, as far as it is believed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from newsmon.urls.identity import is_front_page, original, same_site, url_key
from newsmon.urls.normal import normalise

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBER: Final = re.compile(r"\d{5,}")  # an article's number; shorter ones are dates and pages
_PAGING: Final = re.compile(r"\A(?:\d{1,3}|page-?\d{1,3}|amp|print|all|comments)\Z", re.I)
_SLUG_WORDS: Final = 3  # fewer words in a path say too little to contradict another


def canonical(page_url: str, claimed: str | None, *, base: str | None = None) -> str:
    """Return the address to keep for a page that claims (`rel=canonical`, `og:url`) another one.

    The claim, resolved against the page's `base` where it has one, is believed when it is
    plausible: on the same registered domain, not the front page or a section for an article, not
    plainly another article. Otherwise the page's own, normalised; of a page in a web archive, that
    of the original. Raises ValueError only if `page_url` itself cannot be fetched.
    """
    own = original(normalise(page_url))
    if not claimed or not claimed.strip():
        return own
    try:
        theirs = original(normalise(urljoin(urljoin(own, base or ""), claimed.strip())))
        if theirs == own:
            return own
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
    if is_front_page(theirs):
        return is_front_page(own)
    mine, claimed = _segments(own), _segments(theirs)
    if len(claimed) < len(mine) and mine[: len(claimed)] == claimed and not urlsplit(theirs).query:
        return all(_PAGING.match(segment) for segment in mine[len(claimed) :])
    numbers, claimed_numbers = _numbers(own), _numbers(theirs)
    if numbers and claimed_numbers:
        return bool(numbers & claimed_numbers)
    if mine[:-1] == claimed[:-1] and _are_other_words(mine[-1:], claimed[-1:]):
        return False
    words, claimed_words = _slug(mine), _slug(claimed)
    if min(len(words), len(claimed_words)) >= _SLUG_WORDS:
        return len(words & claimed_words) * 3 >= min(len(words), len(claimed_words))
    return True


def _are_other_words(mine: list[str], claimed: list[str]) -> bool:
    """Tell whether two pages of one folder are called by different plain words."""
    names = [segment.rsplit(".", 1)[0].casefold() for segment in (*mine, *claimed)]
    return len(names) == 2 and all(map(str.isalpha, names)) and names[0] != names[1]


def _segments(url: str) -> list[str]:
    return [unquote(segment) for segment in urlsplit(url).path.split("/") if segment]


def _numbers(url: str) -> set[str]:
    parts = urlsplit(url)
    return set(_NUMBER.findall(f"{parts.path} {parts.query}"))


def _slug(segments: list[str]) -> set[str]:
    """Return the words of the most telling segment."""
    return max(
        (set(_WORD.findall(segment.lower())) for segment in segments), key=len, default=set()
    )
