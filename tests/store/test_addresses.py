"""What is due: hosts in turn, sources in turn at a host, and few hosts of one source."""

from __future__ import annotations

from psycopg2.extensions import connection as Connection

from newsmon.store import addresses
from newsmon.store.rows import DueAddress

FLOOD, OUTLET = "flood", "outlet"


def queue(conn: Connection, slug: str, *places: tuple[str, int]) -> int:
    """Queue so many addresses at each host for a source; return its id."""
    with conn.cursor() as cursor:
        cursor.execute(
            "insert into newsmon.source (slug, name) values (%s, %s) returning source_id",
            (slug, slug),
        )
        (source_id,) = cursor.fetchone() or (0,)
    rows = [
        (f"{slug} {host} {number}", f"https://{host}/{slug}/{number}", host, source_id)
        for host, size in places
        for number in range(size)
    ]
    addresses.make(conn, rows, fetch=True)
    return int(source_id)


def due(conn: Connection, *, without: tuple[int, ...] = (), per_source: int) -> list[DueAddress]:
    buckets = range(addresses.HOST_BUCKETS)
    return addresses.due(
        conn, buckets, except_sources=without, per_host=4, per_source=per_source, batch=100
    )


def test_pages_that_others_name_at_a_host_leave_its_own_every_other_turn(conn: Connection) -> None:
    queue(conn, FLOOD, ("outlet.example", 50))
    outlet = queue(conn, OUTLET, ("outlet.example", 50))
    claimed = due(conn, per_source=10)
    assert [row.source_id == outlet for row in claimed].count(True) == 2
    assert len(claimed) == 4


def test_a_source_is_given_as_many_hosts_as_its_share(conn: Connection) -> None:
    flood = queue(conn, FLOOD, *((f"{number}.example", 2) for number in range(20)))
    outlet = queue(conn, OUTLET, ("outlet.example", 2))
    claimed = due(conn, per_source=3)
    assert len({row.host for row in claimed if row.source_id == flood}) == 3
    assert [row.source_id for row in claimed].count(outlet) == 2


def test_a_source_that_has_its_share_at_work_is_given_nothing(conn: Connection) -> None:
    flood = queue(conn, FLOOD, ("a.example", 2))
    outlet = queue(conn, OUTLET, ("b.example", 2))
    claimed = due(conn, without=(flood,), per_source=3)
    assert [row.source_id for row in claimed] == [outlet, outlet]
