"""Assignment of a batch: a snapshot in, a plan out, without a database."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from weakref import ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dedup.writing import article, mixture, trimmed

from newsmon.dedup import (
    ClusterMember,
    Constraints,
    IncomingArticle,
    IndexView,
    Neighbours,
    Plan,
    Relation,
    Rule,
    Signature,
    Snapshot,
    assign_batch,
    body_hash,
    sign,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
WEEK = timedelta(days=7)
EMPTY = Snapshot(
    index=IndexView(clusters={}, common=frozenset(), recurring=frozenset()),
    neighbours=Neighbours(members={}, same_body={}, judged={}, pending={}),
    constraints=Constraints(must_link={}, cannot_link={}, clusters=frozenset()),
    cluster_of={},
    dependents={},
    crowded=frozenset(),
    new_clusters=iter(()),
)


def assign(
    texts: Mapping[int, str], snapshot: Snapshot = EMPTY, *, stored: Mapping[int, str] | None = None
) -> Plan:
    """Assign articles, each of an outlet of its own, that arrive in one batch."""
    batch = []
    for article_id, text in texts.items():
        signature = sign(text)
        batch.append(
            IncomingArticle(
                article_id, article_id, NOON, None, signature, body_hash(signature, "A headline")
            )
        )
    recurring = frozenset(f for i in batch for f in i.signature.fingerprints.tolist())
    return assign_batch(
        batch,
        replace(
            snapshot,
            index=replace(snapshot.index, recurring=recurring),
            new_clusters=itertools.count(100),
        ),
        Rule(),
        WEEK,
        signature_of=lambda article_id: sign((stored or {})[article_id]),
        pairs_of=lambda articles: {article_id: [] for article_id in articles},
    )


def test_copies_of_a_batch_come_to_one_cluster_and_others_to_their_own() -> None:
    text = article(1)
    plan = assign({1: text, 2: article(2), 3: trimmed(text, 0.5)})
    assert plan.cluster_of == {1: 100, 2: 101, 3: 100}
    assert plan.founders == {100: 1, 101: 2}
    assert [(pair.key, pair.relation) for pair in plan.pairs] == [((3, 1), Relation.TRIM)]
    assert plan.reshown == {100}
    assert not plan.merged


def test_a_text_that_holds_two_clusters_together_merges_them() -> None:
    lines = article(4, 48).split("\n")
    plan = assign({1: "\n".join(lines[:10]), 2: "\n".join(lines[7:]), 3: "\n".join(lines)})
    assert set(plan.cluster_of.values()) == {100}
    assert plan.merged == {101: 100}


def test_cannot_link_keeps_two_copies_apart() -> None:
    apart = Constraints(
        must_link={}, cannot_link={1: frozenset({2}), 2: frozenset({1})}, clusters=frozenset()
    )
    plan = assign({1: article(1), 2: article(1)}, replace(EMPTY, constraints=apart))
    assert plan.cluster_of[1] != plan.cluster_of[2]
    assert not plan.pairs


def test_must_link_brings_two_texts_together() -> None:
    linked = Constraints(
        must_link={1: frozenset({2}), 2: frozenset({1})}, cannot_link={}, clusters=frozenset()
    )
    plan = assign({1: article(1), 2: article(2)}, replace(EMPTY, constraints=linked))
    assert plan.cluster_of[1] == plan.cluster_of[2]


def test_a_stored_member_is_joined_and_no_cluster_founded() -> None:
    member = ClusterMember(7, 70, 7, NOON)
    fingerprints = sign(article(1)).fingerprints.tolist()
    plan = assign(
        {8: trimmed(article(1), 0.6)},
        replace(
            EMPTY,
            index=replace(EMPTY.index, clusters={f: {70} for f in fingerprints}),
            neighbours=replace(EMPTY.neighbours, members={70: [member]}),
        ),
        stored={7: article(1)},
    )
    assert plan.cluster_of == {8: 70}
    assert not plan.vacated


def test_what_is_common_is_not_indexed() -> None:
    common = frozenset(sign(article(1)).fingerprints.tolist()[:5])
    plan = assign({1: article(1)}, replace(EMPTY, index=replace(EMPTY.index, common=common)))
    entered = {int(fingerprint) for fingerprint, _ in plan.index_entries}
    assert entered == set(sign(article(1)).fingerprints.tolist()) - common


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_plan_names_surviving_clusters_only(seed: int) -> None:
    plan = assign(dict(enumerate(mixture(seed).values(), start=1)))
    assert not set(plan.cluster_of.values()) & plan.merged.keys()
    assert not set(plan.merged.values()) & plan.merged.keys()
    assert set(plan.founders) >= set(plan.cluster_of.values())


@pytest.mark.parametrize("share", [0.6, 0.71, 0.85])
def test_a_briefing_joins_no_stories_that_it_prints_in_part(share: float) -> None:
    stories = {1: article(50), 2: article(51)}
    briefing = "In short.\n" + "\n".join(trimmed(story, share) for story in stories.values())
    plan = assign({**stories, 3: briefing})
    assert len(set(plan.cluster_of.values())) == 3
    assert {pair.relation for pair in plan.pairs} == {Relation.CONTAINS}


def test_updates_that_each_drop_half_of_the_last_stay_one_text() -> None:
    parts = [article(seed, 150 - 2 * seed) for seed in range(60, 64)]
    texts = {n: f"{parts[n]}\n{parts[n - 1]}" for n in (1, 2, 3)}
    assert len(set(assign(texts).cluster_of.values())) == 1


def test_what_a_batch_was_decided_by_ends_with_it_and_waits_for_no_collector() -> None:
    def stored(article_id: int) -> Signature:
        return sign(article(article_id))

    incoming = IncomingArticle(1, 1, NOON, None, sign(article(1)), None)
    watched = ref(stored)
    gc.disable()
    try:
        assign_batch(
            [incoming],
            replace(EMPTY, new_clusters=iter((7,))),
            Rule(),
            WEEK,
            signature_of=stored,
            pairs_of=lambda articles: {},
        )
        del stored
        assert watched() is None
    finally:
        gc.enable()
