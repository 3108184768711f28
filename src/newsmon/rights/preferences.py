"""Two vocabularies of preferences: Content-Signal, and Content-Usage of the IETF.

Content-Signal (contentsignals.org): `search`, `ai-input`, `ai-train` with `yes` or `no`, and `use`
with the most that may be done: `immediate` (nothing is kept), `reference` (index, excerpt, link) or
`full`. Content-Usage (draft-ietf-aipref-vocab-08): a dictionary of RFC 9651 with `y` or `n`.
"""

from __future__ import annotations

import re
from typing import Final, cast

from http_sf import StructuredFieldError, Token, parse

from newsmon.rights.statements import Origin, Statement, Use, Verdict, bounded

_SIGNALS: Final = {"search": Use.SEARCH, "ai-input": Use.AI_INPUT, "ai-train": Use.AI_TRAIN}
_SIGNAL_VALUES: Final = {"yes": Verdict.ALLOWED, "no": Verdict.RESERVED}
# Uses beyond each level of `use`; the level itself and all below it are allowed.
_USE_LEVELS: Final = {
    "immediate": (Use.SEARCH, Use.MINE, Use.AI_TRAIN),
    "reference": (Use.AI_TRAIN,),
    "full": (),
}
# The labels of vocab-08, and those of earlier drafts that are still seen.
_USAGES: Final = {
    "search": Use.SEARCH,
    "ai-use": Use.AI_INPUT,
    "train-ai": Use.AI_TRAIN,
    "ai-output": Use.AI_INPUT,
    "inference": Use.AI_INPUT,
    "train-genai": Use.AI_TRAIN,
    "genai": Use.AI_TRAIN,
    "ai": Use.AI_TRAIN,
    "tdm": Use.MINE,
    "bots": Use.ALL,
    "all": Use.ALL,
}
_USAGE_VALUES: Final = {"y": Verdict.ALLOWED, "n": Verdict.RESERVED}
_PAIR: Final = re.compile(r"\s*([A-Za-z-]{1,40})\s*=\s*([A-Za-z]{1,20})\s*")
_MAX_FIELD: Final = 8000  # characters of a field that are read


def signals(value: str, text: str, origin: Origin, path: str | None = None) -> list[Statement]:
    """Return the statements of a Content-Signal value; what cannot be read states nothing.

    `text` is the whole line or header, kept as the statement's wording.
    """
    statements = []
    for piece in value[:_MAX_FIELD].split(","):
        match = _PAIR.fullmatch(piece)
        if match is None:
            continue
        name, stated = match[1].lower(), match[2].lower()
        if name == "use":
            verdicts = [(use, Verdict.RESERVED) for use in _USE_LEVELS.get(stated, ())]
        elif name in _SIGNALS and stated in _SIGNAL_VALUES:
            verdicts = [(_SIGNALS[name], _SIGNAL_VALUES[stated])]
        else:
            continue
        statements += [Statement(use, v, origin, bounded(text), path) for use, v in verdicts]
    return statements


def usages(value: str, text: str, origin: Origin, path: str | None = None) -> list[Statement]:
    """Return the statements of a Content-Usage value (vocab-08, section 6.5).

    A value that is no dictionary states nothing at all, keys and values that are not in the
    vocabulary are passed over, parameters too, and of a repeated key the last one counts.
    """
    try:
        members = parse(value[:_MAX_FIELD].strip().encode("utf-8", "replace"), tltype="dictionary")
    except (StructuredFieldError, ValueError):
        return []
    statements = []
    for label, (stated, _) in cast("dict[str, tuple[object, object]]", members).items():
        use = _USAGES.get(label)
        verdict = _USAGE_VALUES.get(str(stated)) if isinstance(stated, Token) else None
        if use and verdict:
            statements.append(Statement(use, verdict, origin, bounded(text), path))
    return statements
