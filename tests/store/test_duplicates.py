"""The fingerprint index and the clusters in Postgres."""

from __future__ import annotations

from datetime import timedelta

from psycopg2.extensions import connection as Connection
from tests.dedup.writing import article, trimmed
from tests.pipeline.stages.test_deduplicate import drain, groups, load, query, representatives

from newsmon.pipeline.operations.pin_duplicates import pin
from newsmon.store import clusters, connect, duplicates, fingerprints

MONTH = timedelta(days=30)
PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = 'newsmon.fingerprint'::regclass order by 1"  # noqa: E501


def test_each_week_has_a_partition_that_the_stage_makes_itself(conn: Connection) -> None:
    assert query(conn, PARTITIONS) == []
    load(conn, "a", article(1))
    drain(conn)
    (partition,) = query(conn, PARTITIONS)
    assert query(conn, f"select count(*) > 0 from {partition[0]}") == [(True,)]
    load(conn, "b", article(2))
    drain(conn)
    assert query(conn, PARTITIONS) == [partition]


def test_the_writer_may_open_a_week(database: str) -> None:
    with connect(database, role="writer") as conn:
        load(conn, "a", article(1))
        assert drain(conn)["claimed"] == 1


def test_partitions_before_the_window_are_dropped(conn: Connection) -> None:
    monday = "date_trunc('week', now() at time zone 'UTC')::date"
    for weeks in (0, 4, 5, 7, 20):  # of the sixth it depends on the day of the week
        query(conn, f"select newsmon.open_fingerprint_week({monday} - {7 * weeks})")
    assert duplicates.refresh_stop_list(conn, MONTH).weeks_dropped == 2
    assert len(query(conn, PARTITIONS)) == 3
    assert duplicates.refresh_stop_list(conn, MONTH).weeks_dropped == 0


def test_a_new_week_drops_those_before_the_window_without_any_upkeep(conn: Connection) -> None:
    monday = "date_trunc('week', now() at time zone 'UTC')::date"
    for weeks in (1, 5, 7, 20):
        query(conn, f"select newsmon.open_fingerprint_week({monday} - {7 * weeks})")
    load(conn, "a", article(1))
    drain(conn)
    assert len(query(conn, PARTITIONS)) == 3


def test_what_is_found_in_too_many_clusters_is_indexed_no_more(conn: Connection) -> None:
    notice = article(999, 8)
    for seed in range(fingerprints.STOP_LIST_ABOVE + 20):
        load(conn, f"text {seed}", f"{article(seed, 8)}\n{notice}")
    drain(conn, batch=2)
    indexed_of_common = query(
        conn,
        "select count(distinct f.cluster_id) from newsmon.common_fingerprint"
        " left join newsmon.fingerprint f using (fingerprint) group by fingerprint",
    )
    assert indexed_of_common
    assert max(indexed_of_common)[0] <= fingerprints.STOP_LIST_ABOVE + 2
    assert len(groups(conn)) == fingerprints.STOP_LIST_ABOVE + 20


def test_partitions_are_commented(conn: Connection) -> None:
    load(conn, "a", article(1))
    drain(conn)
    (partition,) = query(conn, PARTITIONS)
    assert query(conn, f"select obj_description('{partition[0]}'::regclass)")[0][0]


def test_fingerprints_in_too_many_clusters_are_taken_out_and_kept_out(conn: Connection) -> None:
    notice = article(999, 8)
    for seed in range(fingerprints.STOP_LIST_ABOVE + 5):
        load(conn, f"text {seed}", f"{article(seed, 8)}\n{notice}")
    drain(conn)
    assert len(groups(conn)) == fingerprints.STOP_LIST_ABOVE + 5
    maintained = duplicates.refresh_stop_list(conn, MONTH)
    assert maintained.common > 0
    assert maintained.removed >= maintained.common * fingerprints.STOP_LIST_ABOVE
    in_index = (
        "select count(*) from newsmon.fingerprint join newsmon.common_fingerprint"
        " using (fingerprint)"
    )
    assert query(conn, in_index) == [(0,)]
    load(conn, "one more", f"{article(500, 8)}\n{notice}")
    load(conn, "its copy", f"{trimmed(article(500, 8), 0.7)}\n{notice}", source="other")
    drain(conn)
    assert query(conn, in_index) == [(0,)]
    assert frozenset(("one more", "its copy")) in groups(conn)


def test_a_fingerprint_not_seen_too_often_for_long_may_tell_something_again(
    conn: Connection,
) -> None:
    query(
        conn,
        "insert into newsmon.common_fingerprint values (1, 50, now() - interval '91 days'),"
        " (2, 50, now()) returning 1",
    )
    assert duplicates.refresh_stop_list(conn, MONTH).forgotten == 1
    assert query(conn, "select fingerprint from newsmon.common_fingerprint") == [(2,)]


def test_the_index_holds_what_the_members_have_and_nothing_else(conn: Connection) -> None:
    lines = article(4, sentences=48).split("\n")
    load(conn, "first", "\n".join(lines[:10]))
    load(conn, "second", "\n".join(lines[7:]), source="other")
    drain(conn)
    load(conn, "whole", "\n".join(lines), source="third")
    drain(conn)
    pin(conn, str(find(conn, "first")), str(find(conn, "whole")), same=False)
    drain(conn)
    assert indexed(conn) == fingerprints_of_members(conn)


def find(conn: Connection, url: str) -> int:
    [(article_id,)] = query(conn, "select article_id from newsmon.article where url = %s", url)
    return int(article_id)


def indexed(conn: Connection) -> list[object]:
    return query(conn, "select cluster_id, fingerprint from newsmon.fingerprint order by 1, 2")


def fingerprints_of_members(conn: Connection) -> list[object]:
    return query(
        conn,
        "select distinct a.cluster_id, f as fingerprint from newsmon.article a"
        " join newsmon.article_signature using (article_id), unnest(fingerprints) f order by 1, 2",
    )


def test_an_article_that_leaves_takes_its_share_along(conn: Connection) -> None:
    first = load(conn, "first", article(1), source="gazette")
    load(conn, "second", article(1), source="other", hours=1)
    alone = load(conn, "alone", article(2))
    drain(conn)
    for article_id in (first, alone):
        clusters.leave(conn, article_id)
        query(conn, "delete from newsmon.article where article_id = %s returning 1", article_id)
    assert groups(conn) == {frozenset(("second",))}
    assert representatives(conn) == {"second"}
    assert indexed(conn) == fingerprints_of_members(conn)
    assert query(conn, "select count(*) from newsmon.cluster") == [(1,)]


def test_a_merged_cluster_says_who_took_it_over_through_chains(conn: Connection) -> None:
    lines = article(4, sentences=72).split("\n")
    for part in range(3):
        load(conn, f"part {part}", "\n".join(lines[8 * part : 8 * part + 11]))
        drain(conn)
    load(conn, "2 and 3", "\n".join(lines[8:]), source="other")
    drain(conn)
    load(conn, "1 and 2", "\n".join(lines[:16]), source="third")
    drain(conn)
    rows = query(conn, "select merged_into, representative_id from newsmon.cluster order by 1")
    living = query(conn, "select cluster_id from newsmon.cluster where merged_into is null")
    assert len(living) == 1
    assert {row[0] for row in rows if row[0] is not None} == {living[0][0]}
    assert all(row[1] is None for row in rows if row[0] is not None)
