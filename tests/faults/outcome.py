"""All rows of schema `report`, but for our own numbers and clocks, so that runs can be compared."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import closing
from typing import Any

import psycopg2

LEFT_OUT = {  # of runs, and of when they were; the evidence of events is of what had come before
    "runs", "alerts", "backlogs", "extraction_health", "event_evidence",
}  # fmt: skip
OBSERVED = {  # our numbers, when something was seen, and what counts how often it was asked for
    "seen_at", "first_seen_at", "last_seen_at", "since", "last_ok_at", "last_new_at",
    "next_poll_at", "last_polled_at", "created_at", "poll_interval", "learned_at", "fetched_at",
    "expires_at", "checked_at", "run_id", "next_attempt_at", "retries", "consecutive_failures",
    "fetch_url", "moved_to", "median_lag", "newest_article_id", "source_id",
}  # fmt: skip
DIRECTED = {"containment_ab", "containment_ba"}  # by which article came first

Outcome = dict[str, list[str]]  # rows as JSON, by view, in order


def outcome(database: str) -> Outcome:
    """Return every row of every view; articles, clusters and events go by their addresses."""
    with closing(psycopg2.connect(database)) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.views where table_schema = 'report'"
        )
        views = sorted({row[0] for row in cursor.fetchall()} - LEFT_OUT)
        cursor.execute("select article_id, cluster_id, event_id, url from report.articles")
        names: dict[str, dict[Any, Any]] = defaultdict(lambda: defaultdict(list))
        for article, cluster, event, url in sorted(cursor.fetchall(), key=lambda row: row[3]):
            names["article_id"][article] = url
            names["cluster_id"][cluster].append(url)
            names["event_id"][event].append(url)
        for name in ("other_id", "representative_id", "first_article_id"):
            names[name] = names["article_id"]
        rows: Outcome = {}
        for view in views:
            cursor.execute(f"select to_jsonb(v) from report.{view} v")
            rows[view] = sorted(_row(row, names) for (row,) in cursor.fetchall())
    return rows


def _row(row: dict[str, Any], names: dict[str, dict[Any, Any]]) -> str:
    if row.get("published_at", "") is None:
        row.pop("event_time")
    if row.get("state") == "moved":
        row["state"] = "ok"
    if "announced" in row:  # coverage of the day on which something was seen
        row.pop("day")
    if "keywords" in row:  # as strong as each other by what had come before: in any order
        row["keywords"] = sorted(row["keywords"])
    fields: dict[str, Any] = {
        name: names[name].get(value) if name in names else value
        for name, value in row.items()
        if name not in OBSERVED
    }
    if "other_id" in fields and fields["article_id"] > fields["other_id"]:
        fields["article_id"], fields["other_id"] = fields["other_id"], fields["article_id"]
        if set(fields) >= DIRECTED:
            fields["containment_ab"], fields["containment_ba"] = (
                fields["containment_ba"], fields["containment_ab"],
            )  # fmt: skip
    return json.dumps(fields, sort_keys=True)


def difference(before: Outcome, after: Outcome, views: set[str] | None = None) -> dict[str, Any]:
    """Return by view the rows that only one of two outcomes has, and how many stand twice."""
    before, after = _without_order(before), _without_order(after)
    differences: dict[str, Any] = {}
    for view in sorted(views or before):
        missing = sorted(set(before[view]) - set(after[view]))
        added = sorted(set(after[view]) - set(before[view]))
        doubled = len(after[view]) - len(set(after[view])) - (
            len(before[view]) - len(set(before[view]))
        )  # fmt: skip
        if missing or added or (doubled and view != "failures"):
            differences[view] = {"missing": missing, "added": added, "doubled": doubled}
    return differences


def _without_order(rows: Outcome) -> Outcome:
    """Leave out what depends on the order in which hosts answer, which no two runs share.

    Of a cluster, that is which pairs were compared; that its articles are one is in their rows.

    Also what is informative in a text, and so which text and words are an event's most central,
    goes by what was there.
    """
    by_arrival = {"keywords", "title", "representative_id"}
    events = [json.loads(row) for row in rows["events"]]
    members = [json.dumps({k: v for k, v in row.items() if k not in by_arrival}) for row in events]
    spread = {
        view: sorted(
            json.dumps({k: v for k, v in json.loads(row).items() if k != "share_kept"})
            for row in rows[view]
        )
        for view in ("propagation", "propagation_pairs")
    }
    return {
        **rows,
        **spread,
        "duplicates": [],
        "events": sorted(members),
    }
