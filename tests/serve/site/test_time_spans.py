"""Spans of whole UTC days."""

from __future__ import annotations

from datetime import date, datetime, timezone

from newsmon.serve.site.time_spans import TimeSpan


def test_a_span_ends_with_its_last_day() -> None:
    span = TimeSpan.ending(date(2026, 3, 7), 7)
    assert span.days[0] == date(2026, 3, 1)
    assert len(span.days) == 7
    assert span.since == datetime(2026, 3, 1, tzinfo=timezone.utc)
    assert span.until == datetime(2026, 3, 8, tzinfo=timezone.utc)


def test_the_span_before_is_as_long_and_ends_where_it_begins() -> None:
    span = TimeSpan.ending(date(2026, 3, 7), 7)
    assert span.before == TimeSpan(date(2026, 2, 22), date(2026, 2, 28))
