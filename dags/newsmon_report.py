"""### The digest, and feeds.

Writes the digest of each run that was published and has none yet, whether its event (asset
`newsmon.articles`) came through or not: one self-contained HTML page. Triggered by hand it writes
that of `day`, of `week`, or of the days from `since` to `until`, or, with none of these, that of
the newest run; with `topic`, only of the articles about it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from airflow.sdk import Param, dag, task

from newsmon_connection import database_url
from newsmon_policy import ARTICLES, DEFAULT_ARGS, START, TAGS


def published_runs(triggering_asset_events: Any) -> list[int]:
    """Numbers of the runs whose events started this one, oldest first, each once."""
    events = triggering_asset_events[ARTICLES] if triggering_asset_events else []
    return sorted({event.extra["run_id"] for event in events if "run_id" in event.extra})


@task
def write(*, params: Any = None, triggering_asset_events: Any = None) -> list[str]:
    """Write the digests; their paths."""
    from newsmon import report

    url = database_url()
    topic = params["topic"]
    if day := params["day"]:
        chosen = date.fromisoformat(day)
        return [report.write_digest_for(database_url=url, day=chosen, topic=topic)]
    if days := report.chosen_days(params["week"], params["since"], params["until"]):
        return [report.write_digest_for(database_url=url, days=days, topic=topic)]
    return report.write_digests_of_runs(
        database_url=url, announced=published_runs(triggering_asset_events), topic=topic
    )


@task
def write_feeds() -> dict[str, int]:
    """Write the feeds of `feeds_out:` that changed, and mail the digest where it is due."""
    from newsmon import report

    return report.send_out_for(database_url=database_url())


@dag(
    dag_id="newsmon_report",
    schedule=[ARTICLES],
    start_date=START,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    params={
        "day": Param(None, type=["null", "string"], format="date", title="Day (UTC)"),
        "week": Param(None, type=["null", "string"], title="Week (2026-W10, or any day in it)"),
        "since": Param(None, type=["null", "string"], format="date", title="From this day (UTC)"),
        "until": Param(None, type=["null", "string"], format="date", title="Up to this day"),
        "topic": Param(None, type=["null", "string"], title="Topic, by its short name"),
    },
    tags=TAGS,
    doc_md=__doc__,
)
def newsmon_report() -> None:
    write()
    write_feeds()


newsmon_report()
