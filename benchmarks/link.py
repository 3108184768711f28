"""Quality of links: `python -m benchmarks.link FILE.jsonl [--draws 16] [--first 0]`.

The file holds labelled articles in order of arrival (`title text published_at event language`;
`event` null where an article stands for itself). They are linked as given, then in draws: eight in
ten of the events and of the lone articles, each event moved as a whole to another time of the same
span. Settings are chosen on some draws and reported on others: `--first` numbers the first of them.

Printed are BCubed and pairwise F1 of the labelled articles, mean and standard deviation over the
draws; lone articles in their events count as errors.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from newsmon.events import Events, Method, Text, link

SHARE = 0.8  # of events and of lone articles in a draw
FIGURES = ("BCubed P", "R", "F1", "pairwise P", "R", "F1")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the number of its event; None where it stands for itself."""

    title: str
    text: str
    language: str
    at: float  # days since 1970
    event: str | None


def read(path: Path) -> list[Labelled]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Labelled(
            row["title"], row["text"], row.get("language") or "en",
            datetime.fromisoformat(row["published_at"]).timestamp() / 86_400, row["event"],
        )
        for row in rows
    ]  # fmt: skip


def drawn(articles: Sequence[Labelled], number: int) -> list[Labelled]:
    """One draw, in order of arrival."""
    chance = random.Random(number)
    first, last = min(a.at for a in articles), max(a.at for a in articles)
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for place, article in enumerate(articles):
        groups[article.event or f"lone {place}"].append(article)
    told = sorted(key for key in groups if not key.startswith("lone "))
    lone = sorted(set(groups) - set(told))
    moved: list[Labelled] = []
    for key in [*_some(told, chance), *_some(lone, chance)]:
        begin = min(article.at for article in groups[key])
        length = max(article.at for article in groups[key]) - begin
        shift = chance.uniform(first, max(first, last - length)) - begin
        moved += [replace(article, at=article.at + shift) for article in groups[key]]
    return sorted(moved, key=lambda article: article.at)


def _some(keys: Sequence[str], chance: random.Random) -> list[str]:
    return chance.sample(keys, round(SHARE * len(keys)))


def linked(articles: Sequence[Labelled]) -> list[int]:
    texts = [
        Text(number, article.title, article.text, article.language, article.at, number)
        for number, article in enumerate(articles, start=1)
    ]
    links, _ = link(Events(Method()), texts)
    return [decided.event_id for decided in links]


def score(articles: Sequence[Labelled], events: Sequence[int]) -> list[float]:
    """BCubed precision, recall, F1 of labelled articles, then the same over their pairs."""
    labels = [article.event or f"lone {place}" for place, article in enumerate(articles)]
    labelled = [place for place, article in enumerate(articles) if article.event]
    mine, true, both = Counter(events), Counter(labels), Counter(zip(labels, events, strict=True))
    shared = [both[labels[place], events[place]] for place in labelled]
    precision = float(np.mean(shared / np.array([mine[events[place]] for place in labelled])))
    recall = float(np.mean(shared / np.array([true[labels[place]] for place in labelled])))
    lone = Counter(events[place] for place, article in enumerate(articles) if not article.event)
    claimed = sum(_pairs(number) - _pairs(lone[event]) for event, number in mine.items())
    right, expected = (sum(map(_pairs, sizes.values())) for sizes in (both, true))
    pairwise = right / max(claimed, 1), right / max(expected, 1)
    return [precision, recall, _f1(precision, recall), *pairwise, _f1(*pairwise)]


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--draws", type=int, default=16)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    table = Table("articles", *FIGURES)
    for path in options.files:
        articles = read(path)
        whole = score(articles, linked(articles))
        table.add_row(f"{path.stem}, as given", *(f"{figure:.3f}" for figure in whole))
        scores = []
        for number in range(options.first, options.first + options.draws):
            draw = drawn(articles, number)
            scores.append(score(draw, linked(draw)))
        if scores:
            mean, spread = np.mean(scores, 0), np.std(scores, 0)
            figures = (f"{a:.3f} ±{b:.3f}" for a, b in zip(mean, spread, strict=True))
            table.add_row(f"{path.stem}, {len(scores)} draws", *figures)
    Console().print(table)


if __name__ == "__main__":
    main()
