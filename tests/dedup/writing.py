"""Made-up news texts for tests: seeded, endless, and no two alike."""

from __future__ import annotations

import random

_WHO = (
    *("the harbour board", "a retired pilot", "two councillors", "the ferry operator"),
    *("striking weavers", "an appeals judge", "the water authority", "a museum curator"),
    *("the island's mayor", "fishing crews", "the central archive", "a parish priest"),
    *("bus drivers", "engineers", "the opposition", "border guards", "statisticians"),
)
_DID = (
    *("rejected", "approved", "postponed", "questioned", "praised", "drafted", "leaked"),
    *("withdrew", "defended", "measured", "published", "denied", "promised", "financed"),
    *("inspected", "abandoned", "revived", "surveyed", "audited", "blocked"),
)
_WHAT = (
    *("the dredging", "the flights", "the pensions", "the tunnel", "the grain", "the treaty"),
    *("the stadium", "the inquiry", "the quotas", "the toll", "the census", "the wages"),
    *("the runway", "the ban", "the merger", "the archive"),
)
_WHY = (
    *("after months of delay", "despite warnings", "in closed session", "as costs doubled"),
    *("before the recess", "under pressure", "citing safety", "in a letter"),
    *("at their request", "while talks went on", "by a majority"),
)


def sentence(rng: random.Random) -> str:
    """Names between the set phrases keep any five words in a row from recurring elsewhere."""
    who, did, what, why = (rng.choice(part) for part in (_WHO, _DID, _WHAT, _WHY))
    start = f"{who[0].upper()}{who[1:]} of {name(rng)} {did} {what} of {name(rng)} {why}"
    more = f" and {name(rng)} {rng.choice(_DID)} {rng.choice(_WHAT)} of {name(rng)}"
    return start + (more if rng.random() < 0.5 else "") + "."


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


def mixture(seed: int) -> dict[str, str]:
    """Texts by name: six articles, cuts and longer versions of two, two roundups and a copy."""
    rng = random.Random(seed)
    parts = {f"article {n}": article(rng.randrange(10**6), rng.randrange(6, 30)) for n in range(6)}
    texts = dict(parts)
    for number in range(2):
        printed = "\n".join(parts[name] for name in rng.sample(sorted(parts), rng.randrange(2, 5)))
        texts[f"roundup {number}"] = printed
        if number:
            texts["roundup copied"] = (
                f"By Ann Weaver\n{printed}\n{article(rng.randrange(10**6), 1)}"
            )
    for name in rng.sample(sorted(parts), 2):
        texts[f"{name} cut"] = trimmed(parts[name], 0.5)
        texts[f"{name} and more"] = f"{parts[name]}\n{article(rng.randrange(10**6), 6)}"
    return texts
