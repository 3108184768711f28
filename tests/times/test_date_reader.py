"""Times as feeds, pages and documents state them: many spellings, some of them lies."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.model import Moment, Precision
from newsmon.times import (
    EARLIEST,
    LATEST,
    DateConventions,
    find_moment,
    read_instant,
    read_moment,
)

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
        ("Monday, March 2, 2026 - 10:30", "2026-03-02T10:30:00", DAY, None),
        ("25/12/2025", "2025-12-25T00:00:00", DAY, None),
        ("2.3.2026 14:00", "2026-03-02T14:00:00", DAY, None),
        ("\n  Mon, 02 Mar 2026\t10:11:12 GMT  ", "2026-03-02T10:11:12", SECOND, 0),
    ],
)
def test_spellings_are_read(
    stated: str, utc: str, precision: Precision, offset: int | None
) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    assert read_moment(stated, "feed") == Moment(at, precision, "feed", offset)


@pytest.mark.parametrize(
    "stated",
    ["2026-03-02T10:11:12", "2026-03-02T10:11:12 XXXXX", "Mon, 2 Mar 2026 10:11:12 XST",
     "Mon, 2 Mar 2026 10:11:12 A", "2026-03-02 10:11:12 Mars/Olympus"],
)  # fmt: skip
def test_without_a_zone_that_anybody_knows_a_time_tells_the_day(stated: str) -> None:
    moment = read_moment(stated, "feed")
    assert moment is not None
    assert moment.at.isoformat() == "2026-03-02T10:11:12+00:00"
    assert (moment.precision, moment.offset) == (DAY, None)


@pytest.mark.parametrize(
    ("stated", "country", "utc", "precision"),
    [
        ("Mon, 2 Mar 2026 10:11:12 CST", None, "2026-03-02T16:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 CST", "CN", "2026-03-02T02:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 CST", "CU", "2026-03-02T15:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 IST", None, "2026-03-02T04:41:12", DAY),
        ("Mon, 2 Mar 2026 10:11:12 IST", "FR", "2026-03-02T04:41:12", DAY),
        ("Mon, 2 Mar 2026 10:11:12 IST", "IN", "2026-03-02T04:41:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 IST", "IL", "2026-03-02T08:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 EST", "AU", "2026-03-02T00:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 +0800 (CST)", "US", "2026-03-02T02:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 CST+0800", "US", "2026-03-02T02:11:12", SECOND),
        ("Mon, 2 Mar 2026 10:11:12 ET", None, "2026-03-02T15:11:12", SECOND),
        ("Wed, 1 Jul 2026 10:11:12 ET", None, "2026-07-01T14:11:12", SECOND),
        ("Sun, 1 Nov 2026 01:30:00 ET", None, "2026-11-01T05:30:00", DAY),
    ],
)
def test_a_zone_is_read_by_the_sources_country_and_a_number_beats_it(
    stated: str, country: str | None, utc: str, precision: Precision
) -> None:
    moment = read_moment(stated, "feed", country=country)
    assert moment is not None
    assert moment.at == datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    assert moment.precision is precision


def test_a_month_that_two_languages_name_alike_is_read_by_country() -> None:
    days = {
        country: moment and moment.at.month
        for country in ("HR", "PL", None)
        for moment in [read_moment("15 listopada 2026", "feed", country=country)]
    }
    assert days == {"HR": 10, "PL": 11, None: None}


@pytest.mark.parametrize(
    ("line", "day", "precision"),
    [
        ("Published: 2 March 2026 at 10:11 GMT, updated 3 March 2026", "2026-03-02", MINUTE),
        ("By our staff | 02/03/2026 10:11", "2026-03-02", DAY),
        ("Stand: 2.3.2026, 25:99 Uhr", "2026-03-02", DAY),
    ],
)
def test_the_first_time_of_a_line_is_found(line: str, day: str, precision: Precision) -> None:
    moment = find_moment(line, "visible")
    assert moment is not None
    assert (str(moment.at.date()), moment.precision) == (day, precision)


@pytest.mark.parametrize("stated", ["Mon, 02 Mar 2026 00:00:00 +0100", "2026-03-02T00:00:00+05:30"])
def test_midnight_on_the_publishers_clock_is_a_day(stated: str) -> None:
    moment = read_moment(stated, "feed")
    assert moment is not None
    assert (str(moment.local.date()), moment.precision) == ("2026-03-02", DAY)
    assert moment.at == read_instant(stated)


@pytest.mark.parametrize(
    ("stated", "country", "day"),
    [
        ("2026-03-01T23:00:00Z", "DE", "2026-03-02"),
        ("2026-03-01T23:00:00.000Z", "FR", "2026-03-02"),
        ("2026-07-01T22:00:00Z", "IT", "2026-07-02"),
        ("Sun, 01 Mar 2026 23:00:00 GMT", "ES", "2026-03-02"),
        ("Sun, 01 Mar 2026 22:00:00 +0000", "FI", "2026-03-02"),
        ("1772406000", "PL", "2026-03-02"),
        ("1772406000000", "NL", "2026-03-02"),
        ("2026-03-01T23:00Z", "AT", "2026-03-02"),
        ("2026-03-01T21:00:00Z", "RU", "2026-03-02"),
        ("2026-03-01T18:30:00Z", "IN", "2026-03-02"),
        ("2026-03-01T18:15:00Z", "NP", "2026-03-02"),
        ("2026-03-01T15:00:00Z", "JP", "2026-03-02"),
        ("2026-03-01T16:00:00+00:00", "CN", "2026-03-02"),
        ("2026-03-01T13:00:00Z", "AU", "2026-03-02"),
        ("2026-03-02T05:00:00Z", "US", "2026-03-02"),
        ("2026-07-02T04:00:00Z", "US", "2026-07-02"),
        ("2026-03-02T03:00:00Z", "BR", "2026-03-02"),
        ("2026-07-01T23:00:00Z", "GB", "2026-07-02"),
    ],
)
def test_midnight_in_the_sources_country_is_a_day_when_written_in_utc(
    stated: str, country: str, day: str
) -> None:
    for moment in (
        read_moment(stated, "feed", country=country),
        find_moment(stated, "json-ld", DateConventions(country)),
    ):
        assert moment is not None
        assert (str(moment.local.date()), moment.precision) == (day, DAY)
        assert moment.at == read_instant(stated)


@pytest.mark.parametrize(
    ("stated", "country"),
    [
        ("2026-03-01T23:00:00Z", None),
        ("2026-03-01T23:00:01Z", "DE"),
        ("2026-03-01T22:00:00Z", "DE"),  # midnight there in summer only
        ("2026-03-01T23:00:00Z", "GB"),
        ("2026-03-01T23:00:00+01:00", "DE"),  # says what it means
        ("2026-03-01T23:00:00Z", "XX"),
        ("2026-03-02T06:00:00Z", "US"),  # midnight in Chicago, and six by other clocks
    ],
)
def test_any_other_hour_in_utc_is_a_time(stated: str, country: str | None) -> None:
    moment = read_moment(stated, "feed", country=country)
    assert moment is not None
    assert moment.precision is not DAY


def test_an_instant_may_be_midnight_but_has_a_zone_and_a_time_of_day() -> None:
    midnight = datetime(2026, 3, 1, 23, tzinfo=timezone.utc)
    assert read_instant("2026-03-02T00:00:00+01:00") == midnight
    for stated in ("2026-03-02", "2026-03-02T10:11:12", "2 Mar 2026 10:11 IST", "", None):
        assert read_instant(stated) is None


@pytest.mark.parametrize("stated", ["03/04/2026", "3-4-2026 10:00", "04/05/26"])
def test_ambiguous_dates_are_not_guessed(stated: str) -> None:
    assert read_moment(stated, "feed") is None


@pytest.mark.parametrize(
    "stated",
    [None, "", " ", "yesterday", "10:30", "March 2026", "2026", "2026-02-30", "31.02.2026",
     "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00", "-0001-11-30T00:00:00", "9999-12-31",
     "Mon, 02 Mar 2026 25:11:12 GMT", "2026-03-02T10:61Z", "2026-03-02T10:11+99:00", "0" * 5000,
     "1" * 60, "0:" + "1" * 30,
     "٢٠٢٦-٠٣-٠٢T٢٥:٠٠", "Tuesday", "2 March", "between 2 March 2026 and 3 March 2026",
     "2026-03-02 10:00 - 11:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2100-01-01",
     "1-2 March 2026", "2026-03", "2026-W10", "10 am"],
)  # fmt: skip
def test_what_is_no_time_is_none(stated: str | None) -> None:
    assert read_moment(stated, "feed") is None


PIECES = st.sampled_from(
    ["2026", "-", "03", "02", "T", " ", "10:11", ":12", "Z", "+01:00", "Mon,", "Mar", "GMT", "AM",
     ".", "99999999999999999999", "1", "BST", "of", "st", "Jan", "\u0660", "#", "\x00", "é"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=70), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_gives_a_moment_that_all_stages_can_reckon_with_or_none(stated: str) -> None:
    for moment in (read_moment(stated, "feed"), find_moment(stated, "visible")):
        assert moment is None or EARLIEST <= moment.at < LATEST


@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001
def test_what_is_written_by_the_standards_is_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=timezone.utc)
    for pattern in ("%Y-%m-%dT%H:%M:%SZ", "%a, %d %b %Y %H:%M:%S +0000", "%d %b %Y %H:%M:%S GMT"):
        moment = read_moment(at.strftime(pattern), "feed")
        assert moment is not None
        assert moment.at == at


@pytest.mark.parametrize(
    "stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"]
)
def test_a_time_at_the_ends_of_the_calendar_is_none(stated: str) -> None:
    assert read_moment(stated, "given") is None
    assert read_instant(stated) is None
