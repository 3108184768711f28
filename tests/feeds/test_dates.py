"""Times as feeds state them: many spellings, some of them lies."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds.dates import moment, not_future
from newsmon.model import Moment, Precision

DAY, MINUTE, SECOND = Precision.DAY, Precision.MINUTE, Precision.SECOND


@pytest.mark.parametrize(
    ("stated", "utc", "precision", "offset"),
    [
        ("2026-03-02T10:11:12Z", "2026-03-02T10:11:12", SECOND, 0),
        ("2026-03-02T10:11:12.345+01:00", "2026-03-02T09:11:12", SECOND, 60),
        ("2026-03-02T10:11-0330", "2026-03-02T13:41:00", MINUTE, -210),
        ("2026-03-02 10:11:12 CET", "2026-03-02T09:11:12", SECOND, 60),
        ("20260302T101112Z", "2026-03-02T10:11:12", SECOND, 0),
        ("2026-03-02", "2026-03-02T00:00:00", DAY, None),
        ("2026-03-02T24:00:00Z", "2026-03-03T00:00:00", DAY, 0),
        ("2026-06-30T23:59:60Z", "2026-07-01T00:00:00", DAY, 0),
        ("Mon, 02 Mar 2026 10:11:12 GMT", "2026-03-02T10:11:12", SECOND, 0),
        ("Mon, 2 Mar 26 10:11 EST", "2026-03-02T15:11:00", MINUTE, -300),
        ("Mon, 02 Mar 2026 10:11:12 CEST", "2026-03-02T08:11:12", SECOND, 120),
        ("Mon, 02 Mar 2026 10:11:12 +0000 (UTC)", "2026-03-02T10:11:12", SECOND, 0),
        ("02 Mar 2026", "2026-03-02T00:00:00", DAY, None),
        ("March 2, 2026 3:04 pm EST", "2026-03-02T20:04:00", MINUTE, -300),
        ("Monday, March 2, 2026 - 10:30", "2026-03-02T10:30:00", MINUTE, None),
        ("25/12/2025", "2025-12-25T00:00:00", DAY, None),
        ("2.3.2026 14:00", "2026-03-02T14:00:00", MINUTE, None),
        ("\n  Mon, 02 Mar 2026\t10:11:12 GMT  ", "2026-03-02T10:11:12", SECOND, 0),
    ],
)
def test_spellings_are_read(
    stated: str, utc: str, precision: Precision, offset: int | None
) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    assert moment(stated) == Moment(at, precision, "feed", offset)


def test_a_time_without_zone_is_utc() -> None:
    found = moment("2026-03-02T10:11:12")
    assert found is not None
    assert found.at.isoformat() == "2026-03-02T10:11:12+00:00"
    assert found.offset is None


@pytest.mark.parametrize("stated", ["Mon, 02 Mar 2026 00:00:00 +0100", "2026-03-02T00:00:00+05:30"])
def test_midnight_on_the_publishers_clock_is_a_day(stated: str) -> None:
    found = moment(stated)
    assert found is not None
    assert found.precision is DAY


@pytest.mark.parametrize("stated", ["03/04/2026", "3-4-2026 10:00", "04/05/26"])
def test_ambiguous_dates_are_not_guessed(stated: str) -> None:
    assert moment(stated) is None


@pytest.mark.parametrize(
    "stated",
    [None, "", " ", "yesterday", "10:30", "March 2026", "2026", "2026-02-30", "31.02.2026",
     "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00", "-0001-11-30T00:00:00", "9999-12-31",
     "Mon, 02 Mar 2026 25:11:12 GMT", "2026-03-02T10:61Z", "2026-03-02T10:11+99:00", "0" * 5000,
     "1" * 60, "0:" + "1" * 30,
     "٢٠٢٦-٠٣-٠٢T٢٥:٠٠", "2026-03-02T10:11:12 XXXXX", "March 2, 2026 3:04 pm XST"],
)  # fmt: skip
def test_what_is_no_time_is_none(stated: str | None) -> None:
    assert moment(stated) is None


PIECES = st.sampled_from(
    ["2026", "-", "03", "02", "T", " ", "10:11", ":12", "Z", "+01:00", "Mon,", "Mar", "GMT", "AM",
     ".", "99999999999999999999", "1", "BST", "of", "st", "Jan", "\u0660", "#", "\x00", "é"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=70), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_gives_a_plausible_moment_or_none(stated: str) -> None:
    found = moment(stated)
    assert found is None or 1990 <= found.at.year < 2100


@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001
def test_what_is_written_by_the_standards_is_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=timezone.utc)
    for pattern in ("%Y-%m-%dT%H:%M:%SZ", "%a, %d %b %Y %H:%M:%S +0000", "%d %b %Y %H:%M:%S GMT"):
        found = moment(at.strftime(pattern))
        assert found is not None
        assert found.at == at


def test_claims_of_the_future_are_dropped_but_hours_are_forgiven() -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
    soon = Moment(now + timedelta(hours=13), SECOND, "feed")
    assert not_future(soon, now) == soon
    assert not_future(Moment(now + timedelta(days=2), SECOND, "feed"), now) is None
    assert not_future(None, now) is None
