"""Show results of the demonstration after each step: rows of the report views."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from typing import Any

from psycopg2.extensions import cursor as Cursor

from newsmon.cli.output import console, print_table
from newsmon.store import Database, connect

GOAL_P95 = 5.0  # seconds


def title(text: str) -> None:
    console.rule(text, align="left")


def articles(database: Database) -> None:
    """Every article with its cluster, event and topics."""
    rows = _rows(
        database,
        "select source, title, words, cluster_id, event_id, array_to_string(topics, ', ')"
        " from report.articles order by published_at, source",
    )
    columns = ("source", "title", "words", "cluster", "event", "topics")
    print_table(f"{len(rows)} articles", columns, rows)


def rejections(database: Database) -> None:
    rows = _rows(database, "select source, stage, reason, url from report.rejections order by 1")
    print_table("Not loaded, and why", ("source", "stage", "reason", "url"), rows)


def feeds(database: Database) -> None:
    rows = _rows(
        database,
        "select source, state, consecutive_failures, coalesce(reason, '') from report.feed_health"
        " order by source",
    )
    print_table("Feeds", ("source", "state", "failures", "reason"), rows)


def copies(database: Database) -> None:
    columns = ("source", "title", "relation", "of source", "of title", "found there")
    print_table("Who copied whom", columns, pairs(database))


def pairs(database: Database) -> list[tuple[Any, ...]]:
    """Return each pair of near-duplicates, the later printing first: what it is of the earlier."""
    return _rows(
        database,
        "with pair as ("
        "  select article_id as later_id, other_id as earlier_id, relation, containment_ab as share"
        "  from report.duplicates union all"
        "  select other_id, article_id, relation, containment_ba from report.duplicates)"
        " select a.source, a.title, case"
        "   when pair.relation = 'trim' and a.words < o.words then 'shortened'"
        "   when pair.relation = 'trim' then 'lengthened'"
        "   when pair.relation = 'contains' and a.words < o.words then 'contained'"
        "   else pair.relation end,"
        " o.source, o.title, to_char(100 * pair.share, 'FM990') || ' %' from pair"
        " join report.articles a on a.article_id = pair.later_id"
        " join report.articles o on o.article_id = pair.earlier_id"
        " where (a.event_time, a.article_id) > (o.event_time, o.article_id)"
        " order by a.source, a.title, o.source, o.title",
    )


def revisions(database: Database) -> None:
    rows = _rows(
        database,
        "select v.article_id, v.version, v.title, length(v.text) from report.article_versions v"
        " join report.articles a using (article_id) where a.version > 1 order by 1, 2",
    )
    print_table(
        "What changed after publication", ("article", "version", "title", "characters"), rows
    )


def events(database: Database) -> None:
    rows = _rows(
        database,
        "select title, articles, sources, array_to_string(topics, ', ') from report.events"
        " where articles > 1 order by articles desc, title",
    )
    print_table("Events with several articles", ("event", "articles", "sources", "topics"), rows)


def delays(seconds: list[float], missing: list[str], published: int) -> None:
    """Percentiles from publication to row, beside the goal: a slow machine is no failure."""
    if len(seconds) < 2:
        console.print(f"{len(missing)} lost")
        return
    percentiles = quantiles(seconds, n=20)
    p50, p95 = percentiles[9], percentiles[18]
    console.print(
        f"{len(seconds)} measured, {len(missing)} lost: from publication to report.articles "
        f"p50 {p50:.1f} s, p95 {p95:.1f} s (goal: {GOAL_P95:.0f} s), longest {max(seconds):.1f} s\n"
        f"{published - len(seconds) - len(missing)} arrived, but are not measured: the run was "
        "stopped and started anew while they were under way",
        highlight=False,
    )


def where_to_look(folder: Path, digest: Path) -> None:
    """The way back into this world, which stays until the next demonstration."""
    console.print(
        f"""
This world stays until the next demonstration.
The digest:         {digest}
Ask it yourself:    export NEWSMON_HOME={shlex.quote(str(folder))}
                    export NEWSMON_CONFIG={shlex.quote(str(folder / "config"))}
                    newsmon db shell --role reader
Questions to ask:   README.md: Six questions an analyst asks
                    (its results are those after day two: the live articles add rows to
                    question 2, and brought back the feed that question 6 names)""",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def _rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with closing(connect(database)) as conn, conn.cursor(cursor_factory=Cursor) as cursor:
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()]
