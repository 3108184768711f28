"""A generated week of news about happenings: seeded, for measuring the group stage.

General words follow Zipf's law over a made-up vocabulary; each happening has names and words of
its own, which its articles use among the others. Most happenings are told once or twice, a few by
very many, as in real news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

VOCABULARY = 60_000
WORDS = 350  # of a text, on average
OWN_WORDS, OWN_NAMES = 25, 6  # of a happening
SHARE_OWN, SHARE_NAMES = 0.12, 0.03  # of the words of an article about it
PARETO = 1.6  # of how many tell a happening
AT_ONCE = 5_000  # happenings that go on at the same time


@dataclass(frozen=True, slots=True)
class Report:
    """One article, and the happening that it is about."""

    title: str
    text: str
    at: float  # days since 1970
    happening: int


class Happenings:
    """Articles in the order of publication, `per_day` of them a day from `start` on."""

    def __init__(self, start: float, per_day: float, seed: int = 1) -> None:
        self._rng = np.random.default_rng(seed)
        self._at, self._step = start, 1 / per_day
        self._words = self._made_up(VOCABULARY)
        chances = 1 / (np.arange(VOCABULARY) + 3)
        self._cumulated = np.cumsum(chances / chances.sum())
        self._going_on: list[tuple[int, list[str], list[str], int]] = []
        self._begun = 0

    def tell(self, count: int) -> Iterator[Report]:
        for _ in range(count):
            self._at += self._step
            yield self._article()

    def _article(self) -> Report:
        while len(self._going_on) < AT_ONCE:
            self._going_on.append(self._begin())
        place = int(self._rng.integers(len(self._going_on)))
        number, words, names, remaining = self._going_on[place]
        if remaining > 1:
            self._going_on[place] = (number, words, names, remaining - 1)
        else:
            self._going_on[place] = self._begin()
        title = " ".join(self._mixed(10, words, names, 0.4, 0.2)).capitalize()
        length = int(np.clip(self._rng.lognormal(np.log(WORDS), 0.5), 60, 1500))
        text = self._mixed(length, words, names, SHARE_OWN, SHARE_NAMES)
        sentences = (" ".join(text[at : at + 18]).capitalize() for at in range(0, length, 18))
        return Report(title, ". ".join(sentences) + ".", self._at, number)

    def _begin(self) -> tuple[int, list[str], list[str], int]:
        self._begun += 1
        words = [self._words[at] for at in self._rng.integers(500, VOCABULARY, OWN_WORDS)]
        names = [word.capitalize() for word in self._made_up(OWN_NAMES)]
        return self._begun, words, names, int(self._rng.pareto(PARETO) + 1)

    def _mixed(
        self, count: int, words: list[str], names: list[str], own: float, named: float
    ) -> list[str]:
        rolls = self._rng.random(count)
        ranks = np.searchsorted(self._cumulated, self._rng.random(count)).tolist()
        return [
            names[rank % len(names)] if roll < named
            else words[rank % len(words)] if roll < named + own
            else self._words[min(rank, VOCABULARY - 1)]
            for roll, rank in zip(rolls.tolist(), ranks, strict=True)
        ]  # fmt: skip

    def _made_up(self, count: int) -> list[str]:
        consonants, vowels = list("bcdfghklmnprstvwz"), list("aeiou")
        lengths = self._rng.integers(2, 5, count).tolist()
        syllables = np.char.add(
            self._rng.choice(consonants, sum(lengths)), self._rng.choice(vowels, sum(lengths))
        ).tolist()
        ends = np.cumsum(lengths).tolist()
        return ["".join(syllables[e - n : e]) for e, n in zip(ends, lengths, strict=True)]
