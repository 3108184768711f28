"""A generated newswire: seeded, endless, with reprints, cuts, daily templates and boilerplate.

Words are drawn by Zipf's law from a made-up vocabulary, so that texts share words as news does
but hardly ever five in a row; what recurs does so on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

SOURCES = 60
_VOCABULARY = 40_000
_SHARE_REPRINTS = 0.30  # of articles: copies of something published in the last days
_SHARE_TEMPLATES = 0.08  # market wraps, weather, results
_RECENT = 2_000  # articles from which reprints are taken
_NOTICES = 40  # boilerplate paragraphs, each a few outlets' own


@dataclass(frozen=True, slots=True)
class Publication:
    """One generated article and, for scoring, the text that it is a copy of (its own otherwise)."""

    source: int
    title: str
    text: str
    original: int


class Newswire:
    """Articles in the order of publication."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        self._words = [self._word() for _ in range(_VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
        self._notices = [self._paragraph(60) for _ in range(_NOTICES)]
        self._templates = [[self._sentence() for _ in range(8)] for _ in range(30)]
        self._recent: list[tuple[int, str]] = []
        self._count = 0

    def publish(self, count: int) -> Iterator[Publication]:
        for _ in range(count):
            yield self._next()

    def _next(self) -> Publication:
        number, self._count = self._count, self._count + 1
        kind = self._rng.random()
        original = number
        if kind < _SHARE_REPRINTS and self._recent:
            original, text = self._rng.choice(self._recent)
            text = self._reprinted(text)
        elif kind < _SHARE_REPRINTS + _SHARE_TEMPLATES:
            text = self._filled(self._rng.choice(self._templates))
        else:
            text = self._fresh()
            self._recent.append((number, text))
            del self._recent[:-_RECENT]
        source = self._rng.randrange(SOURCES)
        if self._rng.random() < 0.5:
            text += "\n" + self._notices[source % _NOTICES]
        return Publication(source, self._sentence(), text, original)

    def _fresh(self) -> str:
        words = int(min(2500, max(150, self._rng.lognormvariate(5.95, 0.6))))
        return "\n".join(self._paragraph(45) for _ in range(max(1, words // 45)))

    def _reprinted(self, text: str) -> str:
        """As other houses print it: cut, a sentence changed here and there, a line of their own."""
        paragraphs = text.split("\n")
        keep = max(1, round(len(paragraphs) * self._rng.choice((1, 1, 0.8, 0.6, 0.4))))
        kept = [
            self._paragraph(45) if self._rng.random() < 0.06 else paragraph
            for paragraph in paragraphs[:keep]
        ]
        return f"By {self._word().capitalize()} {self._word().capitalize()}\n" + "\n".join(kept)

    def _filled(self, template: list[str]) -> str:
        """A daily template: the same sentences about other figures, one or two new ones."""
        lines = [
            f"{line[:-1]}, {self._rng.uniform(1, 999):.1f} against {self._rng.uniform(1, 999):.1f}."
            for line in template
        ]
        lines.insert(self._rng.randrange(len(lines)), self._sentence())
        return "\n".join([self._paragraph(40), *lines])

    def _paragraph(self, words: int) -> str:
        return " ".join(self._sentence() for _ in range(max(1, words // 18)))

    def _sentence(self) -> str:
        count = self._rng.randrange(10, 27)
        words = self._rng.choices(self._words, cum_weights=self._weights, k=count)
        return " ".join(words).capitalize() + "."

    def _word(self) -> str:
        rng = self._rng
        return "".join(
            rng.choice("bcdfghklmnprstvwz") + rng.choice("aeiou")
            for _ in range(rng.randrange(1, 5))
        )
