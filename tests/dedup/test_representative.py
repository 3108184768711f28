"""The choice of a representative."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from newsmon.dedup import Candidate, choose_representative

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
FIRST = Candidate(1, NOON, "second", 400, "page", "gazette", "The Gazette", (), "")


def chosen(*members: Candidate) -> int:
    """Whatever the order of the members."""
    ids = {choose_representative(order) for order in itertools.permutations(members)}
    assert len(ids) == 1
    return ids.pop()


def later(article_id: int, hours: float) -> Candidate:
    return replace(FIRST, article_id=article_id, published_at=NOON + timedelta(hours=hours))


def test_the_earliest_published_is_shown() -> None:
    assert chosen(later(1, 2), later(2, 1), later(3, 3)) == 2


def test_the_first_to_arrive_is_shown_between_equals() -> None:
    assert chosen(later(7, 0), later(4, 0)) == 4


def test_a_stub_is_never_shown() -> None:
    assert chosen(replace(FIRST, words=150), later(2, 5)) == 2


def test_a_brief_is_shown_only_where_there_is_no_text() -> None:
    brief = replace(FIRST, edition="brief")
    assert chosen(brief, later(2, 5)) == 2
    assert chosen(brief) == 1


def test_a_day_without_a_time_counts_as_its_end() -> None:
    vague = replace(later(1, 0), published_at=NOON.replace(hour=0), precision="day")
    assert chosen(vague, later(2, 4)) == 2
    assert chosen(vague, later(2, 20)) == 1


AGENCY = replace(later(9, 6), source="reuters", source_name="Reuters")


def test_the_agency_original_goes_before_earlier_reprints_where_the_byline_tells() -> None:
    by_text = replace(FIRST, edges="ELM, March 2 (Reuters) - Two ferries\n")
    by_author = replace(later(2, 1), authors=("Ann Weaver, Reuters",))
    assert chosen(by_text, AGENCY) == 9
    assert chosen(by_author, AGENCY) == 9
    assert chosen(replace(FIRST, authors=("Reuters",)), AGENCY) == 9


def test_an_agency_is_not_shown_for_what_nobody_says_is_its_own() -> None:
    assert chosen(FIRST, AGENCY) == 1
    mentioned = replace(FIRST, edges="The minister told Reuters that the ferries would sail.")
    assert chosen(mentioned, AGENCY) == 1


def test_an_agency_stub_is_not_shown() -> None:
    assert chosen(replace(FIRST, authors=("Reuters",)), replace(AGENCY, words=60)) == 1
