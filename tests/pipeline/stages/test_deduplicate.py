"""The deduplicate stage against a real database."""

from __future__ import annotations

import itertools
import multiprocessing
import random
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from tests.dedup.writing import article, trimmed

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.dedup import Signature, sign
from newsmon.pipeline.imports.imported import UNNAMED_SOURCE
from newsmon.pipeline.stages import deduplicate as stage
from newsmon.pipeline.stages.deduplicate import deduplicate
from newsmon.pipeline.stages.signature_cache import SignatureCache
from newsmon.store import connect, duplicates
from newsmon.topics import parse

START = datetime(2026, 3, 2, 8, tzinfo=timezone.utc)
Groups = set[frozenset[str]]


def config() -> Config:
    topics, _ = parse({"topics": {}})
    return Config(Settings(), (), topics, Path(), ())


def load(
    conn: Connection,
    name: str,
    text: str,
    *,
    source: str = "gazette",
    title: str = "A headline",
    hours: float = 0,
    words: int | None = None,
) -> int:
    with conn.cursor() as cursor:
        cursor.execute(
            "insert into newsmon.source (slug, name) values (%s, initcap(%s))"
            " on conflict do nothing",
            (source, source),
        )
        cursor.execute(
            "insert into newsmon.article (source_id, url, title, text, lead, words, published_at,"
            " published_at_precision, first_seen_at, edition)"
            " select source_id, %s, %s, %s, '', %s, %s, 'second', now(), 'page'"
            " from newsmon.source where slug = %s returning article_id",
            (name, title, text, words or len(text.split()), START + timedelta(hours=hours), source),
        )
        [(article_id,)] = cursor.fetchall()
    conn.commit()
    return int(article_id)


def drain(conn: Connection, batch: int = 200) -> Counter[str]:
    total: Counter[str] = Counter()
    while counts := deduplicate(conn, config(), batch=batch):
        if not counts["claimed"]:
            break
        total += counts
    return total


def query(conn: Connection, sql: str, *parameters: Any) -> list[Any]:
    with conn.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    conn.commit()
    return rows


def groups(conn: Connection) -> Groups:
    rows = query(conn, "select array_agg(url) from newsmon.article group by cluster_id")
    return {frozenset(row[0]) for row in rows}


def state(conn: Connection) -> list[Any]:
    """Everything that deduplication writes, but for times."""
    return [
        query(conn, f"select {what} order by 1, 2")
        for what in (
            "article_id, cluster_id from newsmon.article",
            "cluster_id, representative_id, merged_into from newsmon.cluster",
            "article_id, other_id, relation, containment_ab, containment_ba, similarity,"
            " shared_shingles, decided_at from newsmon.near_duplicate",
            "article_id, body_hash, fingerprints from newsmon.article_signature",
            "fingerprint, cluster_id, week from newsmon.fingerprint",
        )
    ]


def replay(conn: Connection) -> None:
    query(conn, "update newsmon.article set deduplicated_at = null returning 1")


def relations(conn: Connection) -> set[tuple[str, str, str]]:
    rows = query(
        conn,
        "select a.url, o.url as other, n.relation from newsmon.near_duplicate n"
        " join newsmon.article a on a.article_id = n.article_id"
        " join newsmon.article o on o.article_id = n.other_id",
    )
    return {tuple(row) for row in rows}


def test_every_article_ends_in_a_cluster_alone_or_not(conn: Connection) -> None:
    for seed in range(5):
        load(conn, f"text-{seed}", article(seed))
    load(conn, "empty", "")
    assert drain(conn)["claimed"] == 6
    assert groups(conn) == {frozenset((f"text-{seed}",)) for seed in range(5)} | {
        frozenset(("empty",))
    }
    assert deduplicate(conn, config())["claimed"] == 0


COPIES = {
    "full": article(1),
    "cut": trimmed(article(1), 0.4),
    "short": trimmed(article(1), 0.25),
    "bylined": "By Ann Weaver\nPORT ELM, March 2 (Agency) - " + article(1),
}


@pytest.mark.parametrize("order", list(itertools.permutations(COPIES))[::5])
def test_copies_in_any_order_come_to_one_cluster(conn: Connection, order: tuple[str, ...]) -> None:
    for hours, name in enumerate(order):
        load(conn, name, COPIES[name], source=name, hours=hours)
        load(conn, f"other {hours}", article(100 + hours), source="other")
        drain(conn, batch=1 + hours % 2)
    assert frozenset(COPIES) in groups(conn)
    assert len(groups(conn)) == 1 + len(order)


def test_two_cuts_of_a_text_come_together_once_the_whole_is_there(conn: Connection) -> None:
    whole = article(2, sentences=48)
    lines = whole.split("\n")
    first = load(conn, "first part", "\n".join(lines[:10]))
    second = load(conn, "last part", "\n".join(lines[7:]), source="other")
    drain(conn)
    assert len(groups(conn)) == 2
    load(conn, "whole", whole, source="agency")
    assert drain(conn)["merged"] == 1
    assert groups(conn) == {frozenset(("first part", "last part", "whole"))}
    surviving, merged = query(
        conn, "select cluster_id, merged_into from newsmon.cluster order by cluster_id"
    )
    assert (surviving[1], merged[1]) == (None, surviving[0])
    assert first < second
    assert query(conn, "select distinct cluster_id from newsmon.fingerprint") == [(surviving[0],)]


def test_rerunning_and_replaying_change_nothing(conn: Connection) -> None:
    rng = random.Random(5)
    for seed in range(12):
        text = article(seed)
        load(conn, f"{seed} whole", text, hours=seed)
        for copy in range(rng.randrange(3)):
            load(conn, f"{seed} copy {copy}", trimmed(text, rng.uniform(0.3, 1)), source=f"s{copy}")
    drain(conn, batch=7)
    before = state(conn)
    assert drain(conn) == Counter()
    assert state(conn) == before
    replay(conn)
    drain(conn, batch=5)
    # with more in the index, fewer shingles are informative: the figures of a pair may differ
    assert [state(conn)[i] for i in (0, 1, 3, 4)] == [before[i] for i in (0, 1, 3, 4)]
    assert [row[:3] for row in state(conn)[2]] == [row[:3] for row in before[2]]


def test_two_workers_equal_one(conn: Connection, database: str) -> None:
    texts = {}
    for seed in range(40):
        for copy in range(3):
            texts[f"{seed} in {copy}"] = article(seed) + f"\nRead more: at the {copy} gazette"
    for name in sorted(texts, key=lambda name: name[::-1]):
        load(conn, name, texts[name], source=name[-1])
    work(database, batch=10)
    assert groups(conn) == {
        frozenset(f"{seed} in {copy}" for copy in range(3)) for seed in range(40)
    }


def work(database: str, *, batch: int) -> None:
    """Two workers at once, each a process of its own, until nothing waits."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(database, batch)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]


def _work(database: str, batch: int) -> None:
    with closing(connect(database)) as conn:
        drain(conn, batch=batch)


def test_a_new_version_is_decided_anew(conn: Connection) -> None:
    load(conn, "original", article(1))
    changing = load(conn, "changing", article(1), source="other")
    load(conn, "elsewhere", article(2), source="third")
    drain(conn)
    assert groups(conn) == {frozenset(("original", "changing")), frozenset(("elsewhere",))}
    revise(conn, changing, article(2))
    drain(conn)
    assert groups(conn) == {frozenset(("original",)), frozenset(("changing", "elsewhere"))}
    assert relations(conn) == {("elsewhere", "changing", "exact")}
    revise(conn, changing, article(3))
    drain(conn)
    assert len(groups(conn)) == 3
    revise(conn, changing, article(1))
    drain(conn)
    assert groups(conn) == {frozenset(("original", "changing")), frozenset(("elsewhere",))}
    indexed = query(
        conn,
        "select count(*) from newsmon.fingerprint f where not exists (select"
        " from newsmon.article_signature s join newsmon.article a using (article_id)"
        " where a.cluster_id = f.cluster_id and f.fingerprint = any(s.fingerprints))",
    )
    assert indexed == [(0,)]


def revise(conn: Connection, article_id: int, text: str) -> None:
    query(
        conn,
        "update newsmon.article set text = %s, version = version + 1, deduplicated_at = null"
        " where article_id = %s returning 1",
        text,
        article_id,
    )


def test_those_that_only_a_changed_text_held_together_part(conn: Connection) -> None:
    lines = article(4, sentences=48).split("\n")
    load(conn, "first part", "\n".join(lines[:10]))
    load(conn, "last part", "\n".join(lines[7:]), source="other")
    whole = load(conn, "whole", "\n".join(lines), source="agency")
    drain(conn)
    assert len(groups(conn)) == 1
    revise(conn, whole, article(5))
    drain(conn)
    assert groups(conn) == {
        frozenset(("first part",)),
        frozenset(("last part",)),
        frozenset(("whole",)),
    }


def test_relations_are_told_apart(conn: Connection) -> None:
    text = article(1)
    load(conn, "original", text, source="agency")
    load(conn, "same words", "By Ann Weaver\n" + text, source="b")
    load(conn, "cut", trimmed(text, 0.4), source="c")
    load(conn, "reworked", text.replace("after months of delay", "late"), source="d")
    load(conn, "revised", text + "\n" + article(50, sentences=3), source="agency")
    roundup = f"{article(60, 9)}\n{text}\n{article(61, 12)}"
    load(conn, "roundup", roundup, source="e")
    drain(conn)
    to_original = {url: kind for url, partner, kind in relations(conn) if partner == "original"}
    assert to_original == {
        "same words": "exact",
        "cut": "trim",
        "reworked": "copy",
        "revised": "update",
        "roundup": "contains",
    }
    assert frozenset(("roundup",)) in groups(conn)


EMBEDDED = {
    "original": article(1),
    "update": f"{article(70, 3)}\n{article(1)}",
    "roundup": f"{article(60, 5)}\n{article(1)}\n{article(61, 9)}",
}


@pytest.mark.parametrize(
    "order",
    [
        ("original", "update", "roundup"),
        ("original", "roundup", "update"),
        ("update", "original", "roundup"),
        ("roundup", "original", "update"),
    ],
)
def test_a_roundup_is_told_from_an_update_with_a_beginning_of_its_own(
    conn: Connection, order: tuple[str, ...]
) -> None:
    for name in order:
        load(conn, name, EMBEDDED[name], source=f"of {name}")
        drain(conn)
    assert groups(conn) == {frozenset(("original", "update")), frozenset(("roundup",))}


def test_the_window_goes_by_event_time_and_the_exact_tier_has_none(conn: Connection) -> None:
    text = article(1)
    load(conn, "then", text)
    load(conn, "cut within the window", trimmed(text, 0.5), source="b", hours=24 * 29)
    drain(conn)
    assert len(groups(conn)) == 1
    load(conn, "cut much later", trimmed(text, 0.6), source="c", hours=24 * 200)
    load(conn, "the same much later", text, source="d", hours=24 * 200)
    drain(conn)
    assert frozenset(("then", "cut within the window")) < max(groups(conn), key=len)
    assert "the same much later" in max(groups(conn), key=len)


def test_the_agency_original_is_shown_before_earlier_reprints(conn: Connection) -> None:
    text = article(1)
    load(conn, "reprint", "ELMPORT (Reuters) - " + text, source="gazette", hours=1)
    load(conn, "stub", trimmed(text, 0.25), source="courier", hours=0)
    drain(conn)
    assert representatives(conn) == {"reprint"}
    load(conn, "original", text, source="reuters", hours=2)
    drain(conn)
    assert representatives(conn) == {"original"}


def representatives(conn: Connection) -> set[str]:
    rows = query(
        conn,
        "select a.url from newsmon.cluster c"
        " join newsmon.article a on a.article_id = c.representative_id",
    )
    return {row[0] for row in rows}


def test_an_outlets_follow_up_of_the_next_day_is_another_text(conn: Connection) -> None:
    """It repeats the background; an hour later the same would be an update."""
    first, background = article(1, 6), article(2, 12)
    load(conn, "report", f"{first}\n{background}")
    load(conn, "update", f"{article(3, 6)}\n{first[: len(first) // 2]}\n{background}", hours=2)
    load(conn, "follow-up", f"{article(4, 6)}\n{background}", hours=26)
    load(conn, "reprint", f"{first}\n{background}", source="tribune", hours=30)
    drain(conn)
    assert groups(conn) == {frozenset(("report", "update", "reprint")), frozenset(("follow-up",))}


@pytest.mark.parametrize(("source", "texts"), [("gazette", 2), (UNNAMED_SOURCE, 1)])
def test_documents_that_name_no_outlet_may_be_of_two(
    conn: Connection, source: str, texts: int
) -> None:
    """So it says nothing that one of them came a day after the other."""
    common = article(1, 12)
    load(conn, "one", f"{common}\n{article(2, 4)}", source=source)
    load(conn, "two", f"{common}\n{article(3, 4)}", source=source, hours=26)
    drain(conn)
    assert len(groups(conn)) == texts


def test_large_texts_are_decided_in_batches_of_so_many_bytes(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [article(n // 2) for n in range(10)]
    for number, text in enumerate(texts):
        load(conn, f"https://paper.example/{number}", text, source=f"paper-{number % 2}")
    size = len(texts[0].encode())
    for module in (stage, duplicates):
        monkeypatch.setattr(module, "TEXT_BYTES", 3 * size)
    monkeypatch.setattr(stage, "_BYTES_A_BATCH", size)  # a signature takes more: none stays
    sizes = []
    while claimed := deduplicate(conn, config(), batch=200)["claimed"]:
        sizes.append(claimed)
    assert sum(sizes) == 10
    assert max(sizes) <= 4
    assert len(groups(conn)) == 5


def test_signatures_are_remembered_by_their_bytes() -> None:
    cache: SignatureCache[str] = SignatureCache(100_000)
    made: list[str] = []

    def make(text: str) -> Signature:
        made.append(text)
        return sign(text)

    texts = [article(n) for n in range(40)]
    for text in texts:
        cache.get(text, make)
        assert cache.bytes <= 100_000
    assert cache.get(texts[-1], make) is cache.get(texts[-1], make)
    assert made == texts
    cache.get(texts[0], make)
    assert made == [*texts, texts[0]]
