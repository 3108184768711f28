"""What the stages compare new articles with: recent fingerprints, bodies, texts of events.

Added to an archive (`benchmarks/archive.py`), in the database, of chance: fingerprints of the last
`bulk.WEEKS` weeks' clusters, a signature for each article, and for each cluster of the last
`LIVE_DAYS` days a text like those that the group stage has read.
"""

from __future__ import annotations

import io
from typing import Any, Final

import numpy as np
from benchmarks import archive, bulk, group
from psycopg2.extensions import connection as Connection

from newsmon.events.tokenizer import TERM_BITS

LIVE_DAYS: Final = 7  # days whose texts events are looked for among
PRINTED_DAYS: Final = 7 * bulk.WEEKS  # days whose fingerprints are looked up
_NUMBERED: Final = ("article", "cluster", "event")  # tables whose rows got their ids from outside


def fill(conn: Connection, size: int) -> None:
    """Add what is compared with to an archive of so many articles."""
    with conn.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # no triggers, to save time
        cursor.execute(
            "insert into newsmon.article_signature (article_id, body_hash, fingerprints)"
            " select article_id, md5(article_id::text)::uuid, '{}' from newsmon.article"
        )
        clusters = size * 3 // 5
        a_week = clusters * 7 // archive.DAYS
        for back in reversed(range(bulk.WEEKS)):
            first, last = clusters - a_week * (back + 1), clusters - a_week * back
            bulk.fill_week(cursor, first, last, f"{bulk.MONDAY} - {7 * back}")
        _fill_event_texts(cursor, clusters - clusters * LIVE_DAYS // archive.DAYS, clusters)
        for table in _NUMBERED:
            cursor.execute(
                f"select setval(pg_get_serial_sequence('newsmon.{table}', '{table}_id'),"
                f" (select max({table}_id) from newsmon.{table}))"
            )
        cursor.execute("set session_replication_role = origin")
    conn.commit()
    conn.autocommit = True
    conn.cursor().execute("vacuum analyze")
    conn.autocommit = False


def _fill_event_texts(cursor: Any, first: int, last: int) -> None:
    """Give these clusters texts to compare with: generated ones, three to a happening."""
    rng, pool = np.random.default_rng(last), group.vectors(seed=2)
    cursor.execute(
        "select c.cluster_id, a.article_id, extract(epoch from a.event_time) / 86400"
        " from newsmon.cluster c join newsmon.article a on a.article_id = c.representative_id"
        " where c.cluster_id > %s",
        (first,),
    )
    lines = io.StringIO()
    for cluster, article, at in cursor.fetchall():
        own = np.random.default_rng(cluster // 3).integers(0, 1 << TERM_BITS, group.OWN_TERMS)
        like = pool[int(rng.integers(len(pool)))]
        lines.write(group.bulk_row(cluster, float(at), like, own, article))
    lines.seek(0)
    cursor.copy_expert("copy newsmon.event_text from stdin", lines)
    cursor.execute("select setval('newsmon.event_text_change', %s)", (last + 1,))
