"""Quality of the delivered topics: `python -m benchmarks.salience FILE.jsonl`.

The file holds texts (`title text labels`), `labels` 1 for each topic that a text is about and 0 for
those that it is not. Printed for each topic: texts wrongly and rightly judged to be about it, those
missed, and F1, where only *about* counts and where any match does; below them the mean of F1.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from newsmon.config import load, paths
from newsmon.pipeline.stages.tag import thresholds_of
from newsmon.topics import compile as compile_topics


def judged(texts: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """For each text its topics and their salience."""
    config = load(paths.shipped("config"))
    tagger = compile_topics(config.topics, thresholds_of(config))
    return [
        {match.topic: match.salience for match in tagger.tag(text["title"], text["text"])}
        for text in texts
    ]


def counted(
    texts: Sequence[dict[str, Any]],
    matches: Sequence[dict[str, str]],
    topic: str,
    saliences: Sequence[str],
) -> tuple[int, int, int, float]:
    """Right, wrong and missed decisions on a topic, and F1."""
    decisions = [
        (bool(text["labels"].get(topic)), match.get(topic) in saliences)
        for text, match in zip(texts, matches, strict=True)
    ]
    right, wrong, missed = (
        decisions.count(kind) for kind in ((True,) * 2, (False, True), (True, False))
    )
    return right, wrong, missed, 2 * right / max(2 * right + wrong + missed, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    path = parser.parse_args().file
    texts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    matches, topics = judged(texts), list(texts[0]["labels"])
    table = Table(
        "topic", "about: right", "wrong", "missed", "F1", "any: right", "wrong", "missed", "F1"
    )
    scores = []
    for topic in topics:
        about = counted(texts, matches, topic, ("about",))
        every = counted(texts, matches, topic, ("about", "mention"))
        scores.append((about[3], every[3]))
        figures = [*map(str, about[:3]), f"{about[3]:.3f}", *map(str, every[:3]), f"{every[3]:.3f}"]
        table.add_row(topic, *figures)
    about_mean, every_mean = np.mean(scores, 0)
    table.add_row("mean", "", "", "", f"{about_mean:.3f}", "", "", "", f"{every_mean:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
