"""The group stage: clusters of articles become events.

A cluster is given its event once, when its first article is grouped; every later copy has it for
free. A new version of its representative is read again, so that later texts are compared with what
is now said, and stays in its event: ids hold. Where it was alone there and now belongs to another
event, that is a merge, and recorded as one. A representative that changed hands is read again when
the cluster's next article comes.

A roundup, which prints other texts, has an event of its own, and nothing is compared with it. One
that is found out later stays where it is, but neither names its event nor draws others into it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from psycopg2.errors import DeadlockDetected, ForeignKeyViolation
from psycopg2.extensions import connection as Connection

from newsmon.config import Config
from newsmon.errors import TransientError
from newsmon.events import Method, Text, link, span
from newsmon.pipeline.stages.group_posts import group_posts
from newsmon.store import event_names
from newsmon.store import events as store
from newsmon.store.locks import retry_on_deadlock
from newsmon.store.rows import ClusterText

log = logging.getLogger(__name__)


def group(conn: Connection, config: Config, *, batch: int = 200) -> Counter[str]:
    """Group the next articles that wait: at most `batch`, in one transaction, committed here.

    Posts of live blogs come after them. Counts: claimed, linked (clusters that joined an event),
    begun (events), merged (events), posts.
    Raises TransientError where others keep getting in the way.
    """
    settings = config.settings.events
    method = Method(window_days=settings.window_days, threshold=settings.threshold)
    try:
        # an article may just have been forgotten
        counts = retry_on_deadlock(
            conn, lambda: _group(conn, method, batch), also=(ForeignKeyViolation,)
        )
        if counts["claimed"] == 0:
            posts = retry_on_deadlock(conn, lambda: group_posts(conn, method, batch))
            counts["claimed"] = counts["posts"] = posts
        return counts
    except (DeadlockDetected, ForeignKeyViolation) as error:
        conn.rollback()
        raise TransientError(f"articles to group kept changing: {error}") from error
    except BaseException:
        conn.rollback()
        raise


def _group(conn: Connection, method: Method, batch: int) -> Counter[str]:
    store.lock(conn)
    merges = store.leave_merged_clusters(conn)
    claimed = store.claim(conn, batch)
    articles = [row.article_id for row in claimed]
    event_names.name_anew(conn, store.retire_roundups(conn, articles))
    clusters = list(dict.fromkeys(row.cluster_id for row in claimed))  # as they arrived
    read = store.texts(conn, clusters)
    due = [read[cluster] for cluster in clusters if cluster in read and _is_due(read[cluster])]
    counts = Counter(claimed=len(claimed), linked=0, begun=0, merged=len(merges))
    counts.update(_set_aside(conn, [row for row in due if row.roundup]))
    if texts := [row for row in due if not row.roundup]:
        with store.index(conn, method) as index:
            counts.update(_decide(conn, index, texts))
            conn.commit()
    else:
        conn.commit()
    return counts


def _is_due(row: ClusterText) -> bool:
    """Tell whether a cluster is not yet where it belongs, or its text is not the one last read."""
    if row.event_id is None or row.pinned_event not in (None, row.event_id):
        return True
    read_before = (row.read_article, row.read_version, row.read_time)
    return read_before != (row.article_id, row.version, row.event_time)


def _set_aside(conn: Connection, roundups: Sequence[ClusterText]) -> Counter[str]:
    """Give roundups events of their own: about everything, they would glue what they print."""
    new = [row for row in roundups if row.event_id is None and row.pinned_event is None]
    numbers = store.event_ids(conn, [-1 - place for place in range(len(new))])
    own = {row.cluster_id: numbers[-1 - place] for place, row in enumerate(new)}
    store.add_events(conn, [(own[row.cluster_id], row.title, ()) for row in new])
    pinned = {row.cluster_id: row.pinned_event for row in roundups if row.pinned_event is not None}
    store.place(conn, {**own, **pinned})
    store.merge_emptied(conn, [row for row in roundups if row.cluster_id in pinned])
    return Counter(begun=len(own))


def _decide(conn: Connection, index: store.Index, due: Sequence[ClusterText]) -> Counter[str]:
    texts = _texts(conn, due)
    window = index.events.method.window_days
    index.follow(conn, {week for text in texts for week in span(text.at, window)})
    links, merges = link(index.events, texts)
    provisional = {decision.event_id for decision in links if decision.event_id < 0}
    begun = store.event_ids(conn, provisional)
    index.events.number_events(begun)
    links = [
        replace(decision, event_id=begun.get(decision.event_id, decision.event_id))
        for decision in links
    ]
    names = event_names.choose(
        conn, index.events,
        {decision.event_id: text.at for decision, text in zip(links, texts, strict=True)},
        {decision.cluster_id: decision.vector.words for decision in links},
    )  # fmt: skip
    new, read = set(begun.values()), {row.cluster_id: row for row in due}
    store.add_events(
        conn,
        [(name.event_id, read[name.cluster_id].title, name.keywords)
         for name in names if name.event_id in new],
    )  # fmt: skip
    store.save(conn, links, read, texts)
    # An event that was begun and merged in one batch never had a number, and never was.
    merges = [merge for merge in merges if merge.event_id > 0]
    for merge in merges:
        store.merge(conn, merge)
        log.debug("event %d is one with another", merge.event_id)
    store.merge_emptied(conn, due)
    event_names.rename(conn, [name for name in names if name.event_id not in new])
    index.caught_up(conn)
    first = sum(row.event_id is None for row in due)
    return Counter(linked=first - len(begun), begun=len(begun), merged=len(merges))


def _texts(conn: Connection, due: Sequence[ClusterText]) -> list[Text]:
    arrivals = store.numbers(conn, len(due))
    return [
        Text(
            row.cluster_id, row.title, row.text, row.language, store.days(row.event_time), arrival,
            row.pinned_event or row.event_id, row.alone,
        )
        for row, arrival in zip(due, arrivals, strict=True)
    ]  # fmt: skip
