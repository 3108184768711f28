"""### Upkeep of the database.

Once a week: drops what is past its retention, prepares the partitions of the weeks to come,
and refreshes statistics. It can run beside an ingest.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import dag, task

from newsmon_connection import database_url
from newsmon_policy import DEFAULT_ARGS, START, TAGS


@task
def maintain() -> dict[str, Any]:
    """Retention, partitions, statistics; what was done, counted."""
    from newsmon.pipeline import tasks

    return tasks.maintain(database_url=database_url())


@dag(
    dag_id="newsmon_maintain",
    schedule="30 3 * * 0",  # Sunday night, UTC
    start_date=START,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=TAGS,
    doc_md=__doc__,
)
def newsmon_maintain() -> None:
    maintain()


newsmon_maintain()
