"""Hundreds of spellings of times, each with the moment that it means, or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from newsmon.model import Moment, Precision
from newsmon.times import read_moment

TABLE = Path(__file__).with_name("spellings.txt")


def spellings() -> Iterator[tuple[str, str | None, str]]:
    """Each spelling, the source's country, and the moment that it means."""
    meaning, country = "", None
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            at, *details = line[2:].split()
            meaning = " ".join([at, *details[:1]])
            country = details[1] if len(details) > 1 else None
        elif line and not line.startswith("#"):
            yield line, country, meaning


def summary(moment: Moment | None) -> str:
    if moment is None:
        return "none"
    return f"{moment.at:%Y-%m-%dT%H:%M:%SZ} {moment.precision.value}"


@pytest.mark.parametrize(("stated", "country", "meaning"), list(spellings()))
def test_spelling(stated: str, country: str | None, meaning: str) -> None:
    assert summary(read_moment(stated, "feed", country=country)) == meaning


def test_there_are_four_hundred() -> None:
    assert len(set(spellings())) >= 400


def test_none_is_exact_without_a_zone() -> None:
    for stated, country, _ in spellings():
        moment = read_moment(stated, "feed", country=country)
        if moment is not None and moment.precision is not Precision.DAY:
            assert moment.offset is not None
            assert isinstance(moment.at, datetime)
