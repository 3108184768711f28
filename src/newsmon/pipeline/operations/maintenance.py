"""The weekly housekeeping: what was learned, what is too old, what indexes need."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from psycopg2.extensions import connection as Connection

from newsmon import logs
from newsmon.config import Config
from newsmon.extract import learn, normalise_line
from newsmon.pipeline.operations.extraction_check import check_extraction
from newsmon.store import execute, fetch_single, fetch_values, stream
from newsmon.store.duplicates import refresh_stop_list
from newsmon.store.events import trim

log = logging.getLogger(__name__)

LEARN_DAYS = 60  # how far back a site's boilerplate is looked for
TRIM_WINDOWS = 5  # event windows after which no late article is waited for
LEARN_PAGES = 300  # newest pages of a source that are looked at; enough for a line on 8 % of them


def maintain(conn: Connection, config: Config) -> Counter[str]:
    """Do all of it, each part in a transaction of its own; returns counts of what was done."""
    counts: Counter[str] = Counter()
    counts.update(learn_boilerplate(conn))
    conn.commit()
    counts.update(_keep_up_fingerprints(conn, config))
    conn.commit()
    counts.update(check_extraction(conn))
    conn.commit()
    counts["event_texts_dropped"] = trim(conn, config.settings.events.window_days * TRIM_WINDOWS)
    conn.commit()
    counts.update(drop_old(conn, config))
    conn.commit()
    log.info("maintained: %s", logs.counted(counts))
    return counts


def learn_boilerplate(conn: Connection) -> Counter[str]:
    """Learn each source's boilerplate anew, and queue its pages for extraction where it changed.

    A line that other sources print too is an agency's sentence and never boilerplate.
    """
    pages: defaultdict[int, list[list[str]]] = defaultdict(list)
    for row in stream(conn, "maintain.texts", days=LEARN_DAYS, limit=LEARN_PAGES):
        pages[row.source_id].append([*row.text.splitlines(), *row.removed])
    printed_by = _sources_by_line(pages)
    counts: Counter[str] = Counter()
    for source_id, lines in pages.items():
        foreign = {line for line, sources in printed_by.items() if sources - {source_id}}
        counts.update(_remember(conn, source_id, learn(lines, foreign), lines))
    return counts


def _sources_by_line(pages: dict[int, list[list[str]]]) -> dict[str, set[int]]:
    printed_by: defaultdict[str, set[int]] = defaultdict(set)
    for source_id, texts in pages.items():
        for line in _distinct(texts):
            printed_by[line].add(source_id)
    return printed_by


def _distinct(texts: Iterable[Iterable[str]]) -> set[str]:
    return {normalise_line(line) for text in texts for line in text}


def _remember(
    conn: Connection, source_id: int, learned: frozenset[str], texts: list[list[str]]
) -> Counter[str]:
    on_pages = Counter(line for text in texts for line in _distinct([text]))
    new = fetch_values(
        conn,
        "maintain.learn_line",
        [(source_id, line, on_pages[line]) for line in sorted(learned)],
    )
    gone = execute(conn, "maintain.unlearn_lines", source_id=source_id, lines=sorted(learned))
    again = 0
    if new or gone:
        again = execute(conn, "maintain.extract_again", source_id=source_id, days=LEARN_DAYS)
    return Counter(lines_learned=len(new), lines_unlearned=gone, pages_to_extract_again=again)


def _keep_up_fingerprints(conn: Connection, config: Config) -> Counter[str]:
    """The near-duplicate index: its stop-list, and the weeks that nobody looks at any more."""
    window = timedelta(days=config.settings.deduplicate.window_days)
    refreshed = refresh_stop_list(conn, window)
    return Counter(
        fingerprints_common=refreshed.common,
        fingerprints_removed=refreshed.removed,
        fingerprint_weeks_dropped=refreshed.weeks_dropped,
    )


def drop_old(conn: Connection, config: Config) -> Counter[str]:
    """Drop what is older than the settings under `retention` say; articles stay."""
    retention = config.settings.retention
    pages = fetch_single(conn, "maintain.drop_pages", days=retention.pages_days)
    conn.commit()  # it locks both tables of pages: not for longer than need be
    return Counter(
        page_weeks_dropped=pages.weeks,
        bodies_moved=pages.bodies_moved,
        failures_dropped=execute(conn, "maintain.drop_failures", days=retention.failures_days),
        rejections_dropped=execute(
            conn, "maintain.drop_rejections", days=retention.rejections_days
        ),
        passed_entries_dropped=execute(
            conn, "maintain.drop_passed_entries", days=retention.rejections_days
        ),
        alerts_dropped=execute(conn, "maintain.drop_alerts", days=retention.runs_days),
        runs_dropped=execute(conn, "maintain.drop_runs", days=retention.runs_days),
    )
