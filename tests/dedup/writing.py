"""Made-up news texts for tests: seeded, endless, and no two alike."""

from __future__ import annotations

import random

_WHO = [
    "the harbour board",
    "a retired pilot",
    "the regional ministry",
    "two councillors",
    "the ferry operator",
    "striking weavers",
    "the northern growers' union",
    "an appeals judge",
    "the water authority",
    "a museum curator",
    "the island's mayor",
    "fishing crews",
    "the central archive",
    "a visiting delegation",
    "the bus drivers",
    "engineers",
    "the opposition",
    "a parish priest",
    "the statistics office",
    "border guards",
]
_DID = [
    "rejected",
    "approved",
    "postponed",
    "questioned",
    "praised",
    "drafted",
    "leaked",
    "withdrew",
    "defended",
    "measured",
    "published",
    "denied",
    "promised",
    "financed",
    "inspected",
    "abandoned",
    "revived",
    "surveyed",
    "audited",
    "blocked",
]
_WHAT = [
    "a plan to dredge the estuary",
    "new rules on night flights",
    "the pension reform",
    "a rail tunnel",
    "claims of missing grain",
    "the price cap on bread",
    "a treaty on river traffic",
    "the stadium loan",
    "an inquiry into the flooded mine",
    "quotas for cod",
    "the border toll",
    "a census of empty houses",
    "the wage agreement",
    "plans for a second runway",
    "a ban on plastic nets",
    "the hospital merger",
]
_WHY = [
    "after months of delay",
    "despite warnings from insurers",
    "to the surprise of residents",
    "in a closed session",
    "because costs had doubled",
    "before the summer recess",
    "under pressure from creditors",
    "citing safety fears",
    "in a letter seen by reporters",
    "at the request of neighbours",
    "while talks went on elsewhere",
    "with a narrow majority",
    "as the tide of opinion turned",
]


def sentence(rng: random.Random) -> str:
    who, did, what, why = (rng.choice(part) for part in (_WHO, _DID, _WHAT, _WHY))
    extra = (
        f" {rng.choice(('near', 'outside', 'beyond'))} {name(rng)}" if rng.random() < 0.5 else ""
    )
    more = f", and {rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)}"
    return (
        f"{who[0].upper()}{who[1:]}{extra} {did} {what} {why}{more if rng.random() < 0.5 else ''}."
    )


def name(rng: random.Random) -> str:
    syllables = [
        "bar",
        "den",
        "lo",
        "mi",
        "rus",
        "tak",
        "vel",
        "ona",
        "sir",
        "gul",
        "he",
        "prat",
        "wic",
        "zan",
        "or",
    ]
    return "".join(rng.choice(syllables) for _ in range(3)).capitalize()


def article(seed: int, sentences: int = 24) -> str:
    """A text of some 20 words a sentence, three sentences a paragraph."""
    rng = random.Random(seed)
    lines = [sentence(rng) for _ in range(sentences)]
    return "\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))


def trimmed(text: str, share: float) -> str:
    """The first part of a text, cut between paragraphs."""
    lines = text.split("\n")
    return "\n".join(lines[: max(1, round(share * len(lines)))])
