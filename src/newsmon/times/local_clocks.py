"""The clock that a country's publishers live by, as the IANA database names it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

# Countries with several clocks of which the database does not list that of the capital's press
# (or of most readers) first.
_MAIN_CLOCKS: Final = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
}  # fmt: skip
# Countries whose press lives by several clocks.
_SEVERAL: Final = frozenset({"AU", "BR", "CA", "CD", "ID", "MN", "MX", "RU", "US"})


@functools.cache
def main_clocks() -> Mapping[str, str]:
    """Return the name of the zone of each country, by ISO 3166 code."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    clocks: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            clocks.setdefault(country, zone)
    return MappingProxyType(clocks | _MAIN_CLOCKS)


def offset_of_midnight(at: datetime, country: str | None) -> int | None:
    """Return the minutes east of UTC by which a moment is midnight in a country; None if not."""
    zone = main_clocks().get(country) if country else None
    if zone is None:
        return None
    local = at.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    if offset is None or (local.hour, local.minute, local.second) != (0, 0, 0):
        return None
    return int(offset.total_seconds() // 60)


def local_offset(local: datetime, country: str | None) -> int | None:
    """Return the minutes east of UTC at a local time, in a country whose press has one clock.

    None where it has several, and in the hour that comes twice.
    """
    zone = main_clocks().get(country) if country and country not in _SEVERAL else None
    if zone is None:
        return None
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return int(first.total_seconds() // 60) if first is not None and first == second else None
