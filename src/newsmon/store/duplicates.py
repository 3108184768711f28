"""Near-duplicates in Postgres: what bears on a batch, what was decided, what people say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from psycopg2.extensions import connection as Connection
from psycopg2.extras import register_uuid

from newsmon.dedup import (
    MEMBERS,
    PINNED,
    RULE_VERSION,
    Bond,
    Known,
    Member,
    Newcomer,
    Placed,
    Placement,
    choose_representative,
    components,
    keep_names,
)
from newsmon.store.queries import execute, execute_values, fetch_all, fetch_one

register_uuid()  # type: ignore[no-untyped-call]

_WEEK = timedelta(days=7)
# A lookup reads so many entries of a fingerprint per cluster that would still be informative:
# one cluster may have it in the index of every week.
_ENTRIES = 6
STOP_LIST_ABOVE = 20  # clusters with one fingerprint, from which on it is not indexed
STOP_LIST_LASTS = timedelta(days=90)  # unless it was counted so again


@dataclass(frozen=True, slots=True)
class Look:
    """How far and how much to look up."""

    window: timedelta
    max_clusters: int


def claim(conn: Connection, batch: int) -> list[Any]:
    """Waiting articles, held until the transaction ends."""
    return fetch_all(conn, "duplicates.claim", batch=batch)


def lock(conn: Connection) -> None:
    """Be the only writer until the transaction ends."""
    fetch_one(conn, "duplicates.lock")
    if not fetch_one(conn, "duplicates.week_is_open").open:
        fetch_one(conn, "duplicates.open_week")


def texts(conn: Connection, articles: Collection[int]) -> dict[int, str]:
    """Texts of articles by id."""
    rows = fetch_all(conn, "duplicates.texts", articles=sorted(articles)) if articles else []
    return {row.article_id: row.text for row in rows}


def look_up(conn: Connection, batch: Sequence[Newcomer], look: Look) -> Known:
    """All that the store knows and that bears on a batch."""
    ids = [new.article_id for new in batch]
    wanted = sorted({int(f) for new in batch for f in new.signature.fingerprints})
    common = _fingerprints(fetch_all(conn, "duplicates.common", fingerprints=wanted))
    clusters = _clusters_of(conn, [f for f in wanted if f not in common], look)
    exact = _exact(conn, batch)
    neighbours, same, apart, held = _judged(conn, ids)
    own = {new.cluster_id for new in batch if new.cluster_id is not None}
    candidates = _candidates(batch, clusters, look.max_clusters)
    candidates |= own
    involved = candidates | {placed.cluster_id for group in exact.values() for placed in group}
    involved |= {placed.cluster_id for group in same.values() for placed in group}
    involved |= {placed.cluster_id for pairs in neighbours.values() for placed, _ in pairs}
    return Known(
        clusters=clusters,
        common=common,
        members=_members(conn, candidates),
        exact=exact,
        neighbours=neighbours,
        same=same,
        apart=apart,
        pinned_apart=_pinned_apart(conn, involved),
        held=held,
        peopled=_peopled(conn, own),
        fresh=_fresh(conn, len(batch)),
    )


def _fingerprints(rows: Iterable[Any]) -> frozenset[int]:
    return frozenset(row.fingerprint for row in rows)


def _clusters_of(conn: Connection, wanted: list[int], look: Look) -> dict[int, frozenset[int]]:
    since = datetime.now(timezone.utc) - look.window - _WEEK
    rows = fetch_all(
        conn,
        "duplicates.clusters_of",
        fingerprints=wanted,
        since=since.date(),
        at_most=_ENTRIES * (look.max_clusters + 1),
    )
    return {row.fingerprint: frozenset(row.clusters) for row in rows}


def _candidates(
    batch: Sequence[Newcomer], clusters: Mapping[int, frozenset[int]], max_clusters: int
) -> set[int]:
    found: set[int] = set()
    for new in batch:
        once: set[int] = set()
        for fingerprint in new.signature.fingerprints.tolist():
            having = clusters.get(fingerprint, frozenset())
            if len(having) <= max_clusters:
                found |= once & having
                once |= having
    return found


def _placed(row: Any) -> Placed:
    return Placed(row.article_id, row.cluster_id, row.source_id, row.event_time)


def _members(conn: Connection, clusters: Collection[int]) -> dict[int, list[Placed]]:
    members: dict[int, list[Placed]] = defaultdict(list)
    if clusters:
        wanted = sorted(clusters)
        for row in fetch_all(conn, "duplicates.members", clusters=wanted, at_most=MEMBERS):
            members[row.cluster_id].append(_placed(row))
    return members


def _exact(conn: Connection, batch: Sequence[Newcomer]) -> dict[Any, list[Placed]]:
    found: dict[Any, list[Placed]] = defaultdict(list)
    hashes = [new.body_hash for new in batch if new.body_hash is not None]
    for row in fetch_all(conn, "duplicates.exact", hashes=hashes) if hashes else []:
        found[row.body_hash].append(_placed(row))
    return found


_Judged = tuple[
    dict[int, list[tuple[Placed, bool]]],
    dict[int, list[Placed]],
    dict[int, frozenset[int]],
    frozenset[int],
]


def _judged(conn: Connection, ids: list[int]) -> _Judged:
    """Of each article: neighbours so far, those pinned together and apart; who is held."""
    edges = fetch_all(conn, "duplicates.edges", articles=ids)
    pins = fetch_all(conn, "duplicates.pins_of", articles=ids)
    others = {n for row in (*edges, *pins) for n in (row.article_id, row.other_id)}
    rows = fetch_all(conn, "duplicates.placed", articles=sorted(others)) if others else []
    standing = {row.article_id: row.cluster_id for row in rows if row.cluster_id is not None}
    placed = {
        row.article_id: _placed(row) for row in rows if row.decided and row.article_id in standing
    }
    neighbours: dict[int, list[tuple[Placed, bool]]] = defaultdict(list)
    same: dict[int, list[Placed]] = defaultdict(list)
    apart: dict[int, frozenset[int]] = defaultdict(frozenset)
    held: set[int] = set()
    for row in edges:
        for one, other in _both_ways(row):
            if other not in placed and row.relation != "contains":
                held |= {one} if standing.get(one, -1) == standing.get(other) else set()
            if other in placed:
                neighbours[one].append((placed[other], row.relation != "contains"))
    for row in pins:
        for one, other in _both_ways(row):
            if not row.same:
                apart[one] |= {other}
            elif other in placed:
                same[one].append(placed[other])
    return neighbours, same, apart, frozenset(held)


def _both_ways(row: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (row.article_id, row.other_id), (row.other_id, row.article_id)


def _pinned_apart(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    if not clusters:
        return frozenset()
    rows = fetch_all(conn, "duplicates.clusters_pinned_apart", clusters=sorted(clusters))
    return frozenset(row.cluster_id for row in rows)


def _peopled(conn: Connection, clusters: Collection[int]) -> frozenset[int]:
    rows = fetch_all(conn, "duplicates.peopled", clusters=sorted(clusters)) if clusters else []
    return frozenset(row.cluster_id for row in rows)


def _fresh(conn: Connection, count: int) -> Iterator[int]:
    """Ids for new clusters, asked for when the first is needed."""
    yield from (r.cluster_id for r in fetch_all(conn, "duplicates.new_cluster_ids", count=count))


def write(
    conn: Connection, batch: Sequence[Newcomer], placements: Sequence[Placement], known: Known
) -> int:
    """Write a batch down; returns how many clusters it merged."""
    heirs = {old: p.cluster_id for p in placements for old in p.merged}
    home = {p.article_id: _heir(heirs, p.cluster_id) for p in placements}
    _add_clusters(conn, placements)
    stale = _stale_fingerprints(conn, batch, home)
    execute_values(conn, "duplicates.set_clusters", sorted(home.items()))
    _save_signatures(conn, batch)
    _merge(conn, {old: _heir(heirs, old) for old in heirs})
    _index(conn, batch, home, known.common)
    _forget_fingerprints(conn, stale)
    _save_edges(conn, placements)
    for group in {
        frozenset(_heir(heirs, c) for c in p.unsettled) for p in placements if p.unsettled
    }:
        settle(conn, group)
    left = {n.cluster_id: home[n.article_id] for n in batch if n.cluster_id is not None}
    if left := {old: target for old, target in left.items() if old != target}:
        execute_values(conn, "duplicates.retire", sorted(left.items()))
    show(conn, set(home.values()))
    if lost := {other for p in placements for other in p.lost}:
        requeue(conn, lost)
    return len(heirs)


def _heir(heirs: Mapping[int, int], cluster: int) -> int:
    while cluster in heirs:
        cluster = heirs[cluster]
    return cluster


def _add_clusters(conn: Connection, placements: Sequence[Placement]) -> None:
    """Rows for clusters that this batch founds; one that merges at once is founded too."""
    ids = {p.cluster_id for p in placements} | {old for p in placements for old in p.merged}
    execute_values(conn, "duplicates.add_clusters", [(i,) for i in sorted(ids)])


def _save_signatures(conn: Connection, batch: Sequence[Newcomer]) -> None:
    rows = [(n.article_id, n.body_hash, n.signature.fingerprints.tolist()) for n in batch]
    execute_values(
        conn, "duplicates.save_signatures", rows, template="(%s, %s::uuid, %s::integer[])"
    )


def _index(
    conn: Connection, batch: Sequence[Newcomer], home: Mapping[int, int], common: frozenset[int]
) -> None:
    entries = {
        (fingerprint, home[new.article_id])
        for new in batch
        for fingerprint in new.signature.fingerprints.tolist()
        if fingerprint not in common
    }
    _add_fingerprints(conn, entries)


def _add_fingerprints(conn: Connection, entries: Collection[tuple[int, int]]) -> None:
    if entries:
        fingerprints, clusters = zip(*entries, strict=True)
        execute(
            conn, "duplicates.add_fingerprints",
            fingerprints=list(fingerprints), clusters=list(clusters),
        )  # fmt: skip


def _save_edges(conn: Connection, placements: Sequence[Placement]) -> None:
    edges = {(e.article_id, e.other_id): e for p in placements for e in p.edges}
    lost = {
        (max(p.article_id, other), min(p.article_id, other)) for p in placements for other in p.lost
    }
    if gone := sorted(lost - set(edges)):
        execute_values(conn, "duplicates.drop_pairs", gone)
    rows = [
        (e.article_id, e.other_id, e.relation.value, e.containment_ab, e.containment_ba,
         e.similarity, e.shared, RULE_VERSION)
        for _, e in sorted(edges.items())
    ]  # fmt: skip
    if rows:
        template = "(%s, %s, %s, %s::real, %s::real, %s::real, %s, %s)"
        execute_values(conn, "duplicates.save_pairs", rows, template=template)


def _merge(conn: Connection, heirs: Mapping[int, int]) -> None:
    """Move what stands in clusters that were taken over."""
    if not heirs:
        return
    rows = fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(heirs))
    _move(conn, {row.article_id: heirs[row.cluster_id] for row in rows}, rows)
    execute_values(conn, "duplicates.merge_clusters", sorted(heirs.items()))
    execute(conn, "duplicates.inherit_events", clusters=sorted(set(heirs.values())))


def _move(conn: Connection, to: Mapping[int, int], rows: Sequence[Any]) -> None:
    """Move articles to other clusters; `rows` are all members of the clusters they come from."""
    if not to:
        return
    execute_values(conn, "duplicates.move_articles", sorted(to.items()))
    stay: dict[int, set[int]] = defaultdict(set)
    leave: dict[int, set[int]] = defaultdict(set)
    arrive: set[tuple[int, int]] = set()
    for row in rows:
        moved = to.get(row.article_id, row.cluster_id) != row.cluster_id
        (leave if moved else stay)[row.cluster_id].update(row.fingerprints or ())
        if moved:
            arrive.update((f, to[row.article_id]) for f in row.fingerprints or ())
    common = _fingerprints(
        fetch_all(conn, "duplicates.common", fingerprints=sorted({f for f, _ in arrive}))
    )
    _add_fingerprints(conn, [entry for entry in arrive if entry[0] not in common])
    _remove_fingerprints(conn, {(f, c) for c, gone in leave.items() for f in gone - stay[c]})


def _remove_fingerprints(conn: Connection, entries: Collection[tuple[int, int]]) -> None:
    if entries:
        fingerprints, clusters = zip(*entries, strict=True)
        execute(
            conn, "duplicates.remove_fingerprints",
            fingerprints=list(fingerprints), clusters=list(clusters),
        )  # fmt: skip


def _stale_fingerprints(
    conn: Connection, batch: Sequence[Newcomer], home: Mapping[int, int]
) -> dict[int, set[int]]:
    """By cluster, fingerprints that articles of this batch had there and have there no more."""
    again = {new.article_id: new for new in batch if new.cluster_id is not None}
    stale: dict[int, set[int]] = defaultdict(set)
    if again:
        clusters = sorted({n.cluster_id for n in again.values() if n.cluster_id is not None})
        for row in fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=clusters):
            if new := again.get(row.article_id):
                old = set(row.fingerprints or ())
                if home[row.article_id] == row.cluster_id:
                    old -= set(new.signature.fingerprints.tolist())
                if old:
                    stale[row.cluster_id] |= old
    return stale


def _forget_fingerprints(conn: Connection, stale: Mapping[int, set[int]]) -> None:
    """Take out of the index what no member of a cluster has any more."""
    if not stale:
        return
    gone = {cluster: set(fingerprints) for cluster, fingerprints in stale.items()}
    for row in fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(stale)):
        gone[row.cluster_id] -= set(row.fingerprints or ())
    _remove_fingerprints(conn, {(f, c) for c, old in gone.items() for f in old})


def settle(conn: Connection, clusters: Collection[int]) -> None:
    """Work out anew who belongs together in these clusters, by judged pairs and pins."""
    rows = fetch_all(conn, "duplicates.clusters_with_fingerprints", clusters=sorted(clusters))
    names = {row.article_id: row.cluster_id for row in rows}
    bonds = [
        Bond(row.article_id, row.other_id, row.similarity)
        for row in fetch_all(conn, "duplicates.bonds", clusters=sorted(clusters))
    ]
    pins = fetch_all(conn, "duplicates.pins_between", clusters=sorted(clusters))
    bonds += [Bond(pin.article_id, pin.other_id, PINNED) for pin in pins if pin.same]
    apart = [(pin.article_id, pin.other_id) for pin in pins if not pin.same]
    groups = keep_names(components(list(names), bonds, apart), names)
    fresh = _fresh(conn, len(groups))
    ids = {group: name if name is not None else next(fresh) for group, name in groups.items()}
    execute_values(conn, "duplicates.add_clusters", [(i,) for i in sorted(ids.values())])
    to = {m: ids[group] for group in groups for m in group if ids[group] != names[m]}
    _move(conn, to, rows)
    emptied = set(names.values()) - set(ids.values())
    heirs = {names[m]: ids[group] for group in groups for m in group if names[m] in emptied}
    if heirs:
        execute_values(conn, "duplicates.merge_clusters", sorted(heirs.items()))
        execute(conn, "duplicates.inherit_events", clusters=sorted(set(heirs.values())))
    show(conn, set(ids.values()))


def show(conn: Connection, clusters: Collection[int]) -> None:
    """Choose the representative of each of these clusters."""
    members: dict[int, list[Member]] = defaultdict(list)
    for r in fetch_all(conn, "duplicates.candidates_to_show", clusters=sorted(clusters)):
        edges = f"{r.opening}\n{r.ending}"
        members[r.cluster_id].append(
            Member(r.article_id, r.event_time, r.published_at_precision, r.words, r.edition,
                   r.slug, r.name, tuple(r.authors), edges)
        )  # fmt: skip
    shown = [(cluster, choose_representative(group)) for cluster, group in sorted(members.items())]
    if shown:
        execute_values(conn, "duplicates.show", shown)


def requeue(conn: Connection, articles: Iterable[int]) -> None:
    """Have articles decided anew by the next batch."""
    execute(conn, "duplicates.requeue", articles=sorted(articles))


def find_article(conn: Connection, article: str, *, url_key: str | None = None) -> Any:
    """Row (article_id, cluster_id, title, url) of an article by id or URL, or None."""
    article_id = int(article) if article.isdecimal() and len(article) < 19 else None
    return fetch_one(
        conn, "duplicates.find_article", article_id=article_id, url=article, url_key=url_key
    )


def pin(conn: Connection, one: int, other: int, *, same: bool) -> None:
    """Record a person's verdict on a pair."""
    execute(conn, "duplicates.pin", low=min(one, other), high=max(one, other), same=same)


def unpin(conn: Connection, one: int, other: int) -> bool:
    """Take a verdict back; whether there was one."""
    return bool(execute(conn, "duplicates.unpin", low=min(one, other), high=max(one, other)))


@dataclass(frozen=True, slots=True)
class Maintained:
    """What refreshing the stop-list and clearing the index did."""

    common: int  # fingerprints counted as common now
    forgotten: int  # fingerprints that may tell something again
    removed: int  # entries taken out of the index
    weeks_dropped: int


def refresh_stop_list(conn: Connection, window: timedelta) -> Maintained:
    """Weekly upkeep of the index, under the writer's lock; commits."""
    lock(conn)
    forgotten = execute(conn, "duplicates.forget_common", after=STOP_LIST_LASTS)
    common = execute(conn, "duplicates.refresh_stop_list", more_than=STOP_LIST_ABOVE)
    removed = execute(conn, "duplicates.remove_common")
    days = window.days + _WEEK.days
    dropped = fetch_one(conn, "duplicates.drop_weeks", days=days).dropped
    conn.commit()
    return Maintained(common, forgotten, removed, dropped)
