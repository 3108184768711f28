"""Sets of statements on the uses of texts, and who states them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from psycopg2.extensions import connection as Connection

from newsmon.rights import Statement, to_json
from newsmon.store.queries import execute, execute_values, fetch_all

Rights = Sequence[Statement]


def of_addresses(conn: Connection, rights: Mapping[int, Rights]) -> None:
    """Write what the pages of these addresses state."""
    if not rights:
        return
    ids = keep(conn, list(rights.values()))
    execute_values(conn, "rights.of_addresses", list(zip(rights, ids, strict=True)))


def of_feeds(conn: Connection, rights: Mapping[int, Rights]) -> None:
    """Write what the whole answers of feeds state, by feed id."""
    if not rights:
        return
    ids = keep(conn, list(rights.values()))
    execute_values(conn, "rights.of_feeds", list(zip(rights, ids, strict=True)))


def of_origin(conn: Connection, origin: str, rights: Rights) -> None:
    """Write what the files of an origin state."""
    (rights_id,) = keep(conn, [rights])
    execute(conn, "rights.of_origin", origin=origin, rights_id=rights_id)


def keep(conn: Connection, rights: Sequence[Rights]) -> list[int | None]:
    """Return the number of each set, stored where it is new; None for one without statements."""
    texts = [to_json(statements) if statements else None for statements in rights]
    digests = [hashlib.sha256(text.encode()).digest() if text else None for text in texts]
    stated = {d: t for d, t in zip(digests, texts, strict=True) if d and t}
    if not stated:
        return [None] * len(texts)
    execute(conn, "rights.keep", digests=list(stated), statements=list(stated.values()))
    rows = fetch_all(conn, "rights.ids", digests=list(stated))
    ids = {bytes(row.digest): row.rights_id for row in rows}
    return [ids[digest] if digest else None for digest in digests]
