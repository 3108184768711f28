"""What the outlets publish while faults are injected: the sample world, and many reports beside."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path

from demo import world
from demo.world import OUTLETS, Sample

REPORTS = 24
_PLACES = ("Norhaven", "Altmouth", "Kestrel Bay", "Low Fells", "Oosterbrug", "Saint Ivo", "Velm")
_THINGS = (
    "ferry", "granary", "tram", "reservoir", "observatory", "market hall", "lighthouse", "viaduct",
    "tannery", "signal box", "archive", "boatyard", "quarry", "orangery", "weir", "printing house",
)  # fmt: skip
_DEEDS = (
    "will be rebuilt", "is for sale", "was flooded", "opens to visitors", "gets a new roof",
    "was photographed", "is to be measured", "has a new keeper", "lost its licence", "is painted",
)  # fmt: skip
_WHOM = (
    "the council", "two engineers", "a retired pilot", "the school choir", "its neighbours",
    "an insurance clerk", "the harbour master", "a botanist", "the night watch", "three cousins",
)  # fmt: skip
_WHEN = (
    "before Easter", "on Monday", "after the storm", "for the ninth time", "in the rain",
    "against all advice", "within a week", "at low tide", "without a vote", "by candlelight",
)  # fmt: skip


def report_text(chance: random.Random) -> str:
    def sentence() -> str:
        return (
            f"The {chance.choice(_THINGS)} of {chance.choice(_PLACES)} {chance.choice(_DEEDS)} "
            f"{chance.choice(_WHEN)}, and {chance.choice(_WHOM)} said so to {chance.choice(_WHOM)}."
        )

    return "\n".join(" ".join(sentence() for _ in range(4)) for _ in range(6))


def samples() -> list[Sample]:
    """The first day of the sample world, and reports of which every fourth has a copy elsewhere."""
    chance, reports = random.Random(7), []
    for number in range(REPORTS):
        text, when = report_text(chance), world.at(2 + number % 5, 6, number)
        title = f"{chance.choice(_PLACES)} and its {chance.choice(_THINGS)}, report {number}"
        reports.append(
            Sample(OUTLETS[number % 5].slug, f"/reports/{number}", title, text, when, "Ada Holm")
        )
        if number % 4 == 0:
            again = when + timedelta(hours=2)
            path = f"/again/{number}"
            reports.append(
                Sample(OUTLETS[(number + 1) % 5].slug, path, f"Again: {title}", text, again)
            )
    return [*world.first_day(), *reports]


def write_documents(path: Path) -> Path:
    """The same as JSON Lines for `newsmon load`, with a line that is no document."""
    lines = [
        json.dumps(
            {
                "url": f"https://{sample.outlet}.example{sample.path}",
                "title": sample.title,
                "text": sample.text,
                "source": sample.outlet,
                "published_at": sample.published.isoformat(),
            }
        )
        for sample in samples()
    ]
    lines.insert(len(lines) // 2, '{"url": 7}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
