"""Who belongs together: connected articles, but never two that a person keeps apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bond:
    """Two articles that are one text, and how alike they are (a person's pin is above 1)."""

    one: int
    other: int
    strength: float


PINNED = 2.0  # strength of a bond that a person made


def components(
    members: Collection[int], bonds: Iterable[Bond], apart: Collection[tuple[int, int]] = ()
) -> list[frozenset[int]]:
    """Members grouped by their bonds, the strongest first; in order of their lowest member.

    A bond that would bring two of `apart` into one group is passed over.
    """
    group: dict[int, frozenset[int]] = {member: frozenset((member,)) for member in members}
    for bond in sorted(
        bonds, key=lambda b: (-b.strength, min(b.one, b.other), max(b.one, b.other))
    ):
        one, other = group[bond.one], group[bond.other]
        if one is other or _kept_apart(one, other, apart):
            continue
        joined = one | other
        for member in joined:
            group[member] = joined
    return sorted(set(group.values()), key=min)


def _kept_apart(
    one: frozenset[int], other: frozenset[int], apart: Collection[tuple[int, int]]
) -> bool:
    return any((a in one and b in other) or (b in one and a in other) for a, b in apart)


def keep_names(
    groups: Iterable[frozenset[int]], names: Mapping[int, int]
) -> dict[frozenset[int], int | None]:
    """Which cluster each group goes on as; None: a new one.

    A cluster's id stays with the group that has most of its members (the lowest member decides
    between equals); a group that could go on as several takes the oldest.
    """
    heirs: dict[int, frozenset[int]] = {}
    for group in sorted(groups, key=min):
        for name, count in Counter(names[member] for member in group).items():
            held = heirs.get(name)
            if held is None or count > sum(1 for member in held if names[member] == name):
                heirs[name] = group
    taken: dict[frozenset[int], int | None] = dict.fromkeys(groups)
    for name in sorted(heirs, reverse=True):
        taken[heirs[name]] = name
    return taken
