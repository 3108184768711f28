"""Facts that came with a document are stored beside its page, and come back as they were."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from hypothesis import given
from hypothesis import strategies as st

from newsmon.model import Moment, Precision, SuppliedMetadata
from newsmon.store.supplied_json import supplied_from_json, supplied_to_json

texts = st.text(min_size=1, max_size=20)
lists = st.lists(texts, max_size=3).map(tuple)
moments = st.builds(
    Moment,
    st.datetimes(timezones=st.just(timezone.utc)),
    st.sampled_from(Precision),
    st.just("given"),
)
supplied = st.builds(
    SuppliedMetadata,
    title=st.none() | texts,
    authors=st.none() | lists,
    published=st.none() | moments,
    language=st.none() | texts,
    is_vouched_for=st.booleans(),
    modified=st.none() | moments,
    bylines=lists,
    tags=lists,
    origin=st.just("") | texts,
    statements=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
)


@given(supplied)
def test_facts_come_back_as_they_were(facts: SuppliedMetadata) -> None:
    assert supplied_from_json(json.loads(json.dumps(supplied_to_json(facts)))) == facts


def test_nothing_stated_is_an_empty_object() -> None:
    assert supplied_to_json(SuppliedMetadata()) == {}


def test_a_day_keeps_its_precision() -> None:
    day = Moment(datetime(2026, 3, 1, tzinfo=timezone.utc), Precision.DAY, "given")
    stored = supplied_to_json(SuppliedMetadata(published=day))
    assert supplied_from_json(stored).published == day
