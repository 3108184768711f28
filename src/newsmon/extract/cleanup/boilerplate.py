"""Boilerplate of one source, learned from what recurs across its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from newsmon.text import is_spaceless
from newsmon.text.line_keys import normalise_line

MIN_PAGES = 4  # a line on fewer pages may be a quotation or a running series
MIN_SHARE = 0.08  # of the source's pages
MAX_LENGTH = 600  # characters; longer lines are text, however often they come

_LETTERS = re.compile(r"[^\W\d_]+")


def learn(
    pages: Iterable[Sequence[str]],
    foreign: Collection[str] = frozenset(),
    *,
    min_pages: int = MIN_PAGES,
    min_share: float = MIN_SHARE,
) -> frozenset[str]:
    """Return the normalised lines that stand on many pages of one source: no article's own.

    `pages` holds each page's lines as extracted, before cleaning; copies of one text must be given
    once only. `foreign` holds normalised lines of other sources: a line that others print too is
    an agency's sentence or a common formula, never this source's boilerplate.
    """
    counts: Counter[str] = Counter()
    total = 0
    for lines in pages:
        total += 1
        counts.update({normalise_line(line) for line in lines if len(line) <= MAX_LENGTH})
    needed = max(min_pages, min_share * total)
    return frozenset(
        line for line, count in counts.items() if count >= needed and _learnable(line, foreign)
    )


def _learnable(line: str, foreign: Collection[str]) -> bool:
    if line in foreign:
        return False
    words = _LETTERS.findall(line)
    # A bare word or figure ("Analysis", "0") may head any article.
    return len(words) >= 3 or (len(words) >= 1 and is_spaceless(line) and len(line) >= 6)
