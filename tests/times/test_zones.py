"""Zones: the table in the documentation is the table in the code."""

from __future__ import annotations

import re
from collections import defaultdict
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import ROOT

from newsmon.times.zones import (
    RFC_ZONES,
    ZONE_PHRASES,
    ZONES,
    ZONES_BY_COUNTRY,
    offset_of_digits,
)

PAGE = (ROOT / "docs" / "dates.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under this line of the page."""
    table = PAGE.partition(heading)[2].partition("\n\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n")][2:]


def offset(stated: str) -> int | str:
    if stated.startswith("the clock of "):
        return stated.removeprefix("the clock of ")
    if stated == "UTC":
        return 0
    hours, minutes = stated[1:].split(":")
    return (int(hours) * 60 + int(minutes)) * (1 if stated[0] == "+" else -1)


def test_names_with_one_meaning_are_those_of_the_page() -> None:
    stated = {
        name: offset(cells[0]) for cells in rows("one meaning, and") for name in cells[1].split()
    }
    assert stated == dict(ZONES)


def test_names_with_several_meanings_are_those_of_the_page() -> None:
    stated: defaultdict[str, dict[str, int | str]] = defaultdict(dict)
    standard = {}
    for name, elsewhere, by_country in rows("Names with several meanings"):
        if "RFC" in elsewhere:
            standard[name] = offset(elsewhere.split()[0])
        else:
            stated[name][""] = offset(elsewhere.removeprefix("the day only; ").split()[0])
        for group in filter(None, by_country.split("; ")):
            first, *countries = group.split()
            stated[name].update(dict.fromkeys(countries, offset(first)))
    assert standard == dict(RFC_ZONES)
    assert {name: meanings for name, meanings in stated.items() if meanings} == {
        name: dict(meanings) for name, meanings in ZONES_BY_COUNTRY.items()
    }


def test_phrases_are_those_of_the_page() -> None:
    stated = {
        name: offset(cells[1]) for cells in rows("several words") for name in cells[0].split(", ")
    }
    assert stated == dict(ZONE_PHRASES)


def test_a_name_stands_in_one_table_and_in_capitals() -> None:
    assert not set(ZONES) & ({*ZONES_BY_COUNTRY, *RFC_ZONES})
    names = {*ZONES, *ZONES_BY_COUNTRY, *RFC_ZONES}
    assert all(name == name.upper() for name in names)
    assert all(
        re.fullmatch("[A-Z]{2}|", country)
        for meanings in ZONES_BY_COUNTRY.values()
        for country in meanings
    )


def test_every_region_is_one() -> None:
    for zone in [*ZONES.values(), *ZONE_PHRASES.values()]:
        if isinstance(zone, str):
            assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("sign", "hours", "minutes"), [("+", "15", None), ("-", "13", "00"), ("+", "05", "75")]
)
def test_no_clock_is_farther_from_utc(sign: str, hours: str, minutes: str | None) -> None:
    with pytest.raises(ValueError, match="no clock"):
        offset_of_digits(sign, hours, minutes)
