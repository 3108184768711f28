"""A person's verdicts on events: the only thing that ever splits one."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.errors import UsageError
from newsmon.events import Merge
from newsmon.store import event_names, events
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_one


def pin(conn: Connection, article_id: int, event_id: int, *, note: str = "") -> int:
    """Put an article, with the copies of its text, into an event and keep it there.

    The event that it leaves and this one never grow together again; one that is left empty becomes
    part of it instead. Commits. Returns the event's id (of what it is part of, if it was merged).
    Raises UsageError for an article that does not exist or was not yet grouped, and for an event
    that does not exist.
    """
    events.lock(conn)
    row = _pinnable(conn, article_id)
    target = _alive(conn, event_id)
    _place(conn, row, target, note)
    conn.commit()
    return target


def pin_apart(conn: Connection, article_id: int, event_id: int, *, note: str = "") -> int:
    """Keep an article, with the copies of its text, out of an event: split it off if it is there.

    Its event, a new one if need be, and this one never grow together again. Commits. Returns the
    id of the article's event. Raises UsageError as `pin` does.
    """
    events.lock(conn)
    row = _pinnable(conn, article_id)
    target = _alive(conn, event_id)
    own = _new_event(conn) if row.event_id == target else row.event_id
    _place(conn, row, own, note)
    _set_apart(conn, own, target)
    conn.commit()
    return own


def unpin(conn: Connection, article_id: int) -> int | None:
    """Take a verdict back: the article is grouped anew, by the rule. Commits.

    What was set apart from its event may grow together again, unless another article is pinned to
    that. Returns the id of its event, None where it waits to be given one. Raises UsageError for
    an article that is not pinned.
    """
    events.lock(conn)
    row = fetch_one(conn, "events.unpin", article_id=article_id)
    if row is None:
        raise UsageError(f"Article {article_id} is not pinned to an event.")
    execute(conn, "events.unset_apart", event_id=row.event_id)
    execute(conn, "events.group_anew", article_id=article_id)
    event_names.name_anew(conn, (row.event_id,))
    placed = fetch_one(conn, "events.event_of", article_id=article_id)
    conn.commit()
    return None if placed is None or placed.event_id is None else int(placed.event_id)


def unite(conn: Connection, event_id: int, other_id: int) -> int:
    """Make two events one, also where they had been set apart; the older id stays. Commits.

    Raises UsageError for an event that does not exist.
    """
    events.lock(conn)
    into, merged = sorted((_alive(conn, event_id), _alive(conn, other_id)))
    if into != merged:
        execute(conn, "events.unite", event_id=into, other_id=merged)
        events.merge(conn, Merge(merged, into))
        event_names.name_anew(conn, (into,))
    conn.commit()
    return into


def event_of(conn: Connection, article_id: int) -> int:
    """The event of an article. Raises UsageError where it has none."""
    return _pinnable(conn, article_id).event_id


def _place(conn: Connection, row: _Grouped, target: int, note: str) -> None:
    execute_values(conn, "events.pin", [(row.article_id, target, note)])
    if row.event_id == target:
        return
    events.place(conn, {row.cluster_id: target})
    execute(conn, "events.touch_texts", clusters=[row.cluster_id])
    if fetch_all(conn, "events.empty_events", events=[row.event_id]):
        events.merge(conn, Merge(row.event_id, target))
    else:
        _set_apart(conn, row.event_id, target)
    event_names.name_anew(conn, (row.event_id, target))


def _set_apart(conn: Connection, event_id: int, other_id: int) -> None:
    if event_id != other_id:
        execute(conn, "events.set_apart", event_id=event_id, other_id=other_id)


@dataclass(frozen=True, slots=True)
class _Grouped:
    """An article that has been grouped."""

    article_id: int
    cluster_id: int
    event_id: int


def _pinnable(conn: Connection, article_id: int) -> _Grouped:
    row = fetch_one(conn, "events.event_of", article_id=article_id)
    if row is None:
        raise UsageError(f"There is no article {article_id}.")
    if row.cluster_id is None or row.event_id is None:
        raise UsageError(f"Article {article_id} is not grouped yet: run `newsmon run`.")
    return _Grouped(article_id, row.cluster_id, row.event_id)


def _alive(conn: Connection, event_id: int) -> int:
    row = fetch_one(conn, "events.surviving_event", event_id=event_id)
    if row is None:
        raise UsageError(f"There is no event {event_id}.")
    return row.event_id


def _new_event(conn: Connection) -> int:
    (event_id,) = events.event_ids(conn, [-1]).values()
    events.add_events(conn, [(event_id, "", ())])
    return event_id
