"""### News, from feeds to Postgres.

Polls the feeds in `feeds.yaml`, fetches what is new, and takes it through every stage:
text and metadata, near-duplicates, topics, events, daily rollups.

* **Feeds are read anew by each run**: a line added to `feeds.yaml` needs no restart.
* **Only these feeds:** trigger with `feeds` (slugs or addresses of feeds).
* **`fetch` is mapped over shards of hosts.** Clear one of its squares and only the hosts of
  that shard are tried again. The pool `newsmon_fetch` limits how many run at one time.
* **A past interval polls nothing**, since feeds have no past: a backfill goes from `start`
  straight to `publish`, which computes that interval's rollups anew from what is stored.
* **One bad feed never fails a run.** What publishers did wrong is counted in `report.runs`,
  `report.rejections` and `report.feed_health`. A red square is a fault of ours or of the
  database: the other stages still finish, and `verdict` turns the run red.
* **Everything can be cleared and repeated** at any point with nothing lost or doubled.

`publish` emits the asset `newsmon.articles`, which starts `newsmon_report`. `check_health` tells
the targets under `alerts:` in `newsmon.yaml` what deserves a look, `tell_news` what the rules under
`notify:` find new; so does `newsmon_watch`, also while no run ends.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import CronDataIntervalTimetable, Param, TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowFailException

from newsmon import config
from newsmon_connection import database_url
from newsmon_notifying import notifier
from newsmon_policy import ARTICLES, DEFAULT_ARGS, FETCH_POOL, START, TAGS

log = logging.getLogger("newsmon.dags")

EXTRACT_SLOTS = (1, 2, 3, 4)
"""Tasks that extract at one time, from one queue; extraction is bound by processors."""

AFTER_ALL = TriggerRule.ALL_DONE_MIN_ONE_SUCCESS
"""A stage runs when those before it are done, failed ones too, unless they were skipped."""


def timetable(schedule: str | None) -> CronDataIntervalTimetable | str | None:
    """A cron line as data intervals in UTC; `@once`, `@continuous` and never are Airflow's own."""
    if schedule in (None, "@once", "@continuous"):
        return schedule
    return CronDataIntervalTimetable(schedule, timezone="UTC")


def interval_of(dag_run: Any) -> tuple[datetime, datetime] | None:
    """The data interval that a run stands for; None where it has none of any length."""
    start, end = dag_run.data_interval_start, dag_run.data_interval_end
    return (start, end) if start and end and start < end else None


def failed_tasks(ti: Any) -> list[str]:
    """Names of this run's tasks that failed, mapped ones with their index, sorted."""
    states = ti.get_task_states(dag_id=ti.dag_id, run_ids=[ti.run_id])
    return sorted(name for name, state in states[ti.run_id].items() if state == "failed")


def run_number(ti: Any) -> int | None:
    """Our number of this run; None if `start` did not get as far."""
    number: int | None = ti.xcom_pull(task_ids="start", key="run_id")
    return number


@task.branch
def start(*, ti: Any = None, dag_run: Any = None, params: Any = None) -> str:
    """Open the run, and decide whether there is anything to poll."""
    from newsmon.pipeline import tasks

    interval = interval_of(dag_run)
    past = dag_run.run_type == "backfill" or tasks.is_past(interval)
    run_id = tasks.start(
        database_url=database_url(),
        trigger=dag_run.run_id,
        interval=interval if past else None,
        feeds=list(params["feeds"] or ()) or None,
    )
    ti.xcom_push("run_id", run_id)
    return "publish" if past else "poll"


@task
def poll(run: int) -> list[int]:
    """Ask the feeds that are due; the shards of hosts from which there is something to fetch.

    One shard at least, though nothing be pending there: mapped over none, `fetch` would be
    skipped, and all the stages after it.
    """
    from newsmon.pipeline import tasks

    return tasks.poll(run, database_url=database_url()) or [0]


@task(
    pool=FETCH_POOL,
    execution_timeout=timedelta(hours=3),  # a host with many new pages is asked politely
    map_index_template="shard {{ task.op_kwargs['shard'] }}",
)
def fetch(run: int, shard: int) -> dict[str, int]:
    """Fetch the new pages of one shard of hosts."""
    from newsmon.pipeline import tasks

    return tasks.fetch(run, shard, database_url=database_url())


@task(trigger_rule=AFTER_ALL)
def extract(run: int, slot: int) -> dict[str, int]:
    """Turn pages into articles; all slots share one queue."""
    from newsmon.pipeline import tasks

    return tasks.extract(run, database_url=database_url())


@task(trigger_rule=AFTER_ALL)
def deduplicate(run: int) -> dict[str, int]:
    """Find the copies of one text."""
    from newsmon.pipeline import tasks

    return tasks.deduplicate(run, database_url=database_url())


@task(trigger_rule=AFTER_ALL)
def tag(run: int) -> dict[str, int]:
    """Match the topics of topics.yaml."""
    from newsmon.pipeline import tasks

    return tasks.tag(run, database_url=database_url())


@task(trigger_rule=AFTER_ALL)
def group(run: int) -> dict[str, int]:
    """Link articles about one happening."""
    from newsmon.pipeline import tasks

    return tasks.group(run, database_url=database_url())


@task(outlets=[ARTICLES])
def publish(run: int, *, ti: Any = None, outlet_events: Any = None) -> dict[str, Any]:
    """Bring the rollups up to date, close the run and announce it, whatever failed before."""
    from newsmon import report
    from newsmon.pipeline import tasks

    url = database_url()
    counts = tasks.publish(run, database_url=url, failed=failed_tasks(ti))
    digest = report.digest_address(run, database_url=url)
    log.info("newsmon_report writes its digest: %s", digest)
    outlet_events[ARTICLES].extra = {"run_id": run}
    return {**counts, "digest": digest}


@task
def check_health() -> dict[str, int]:
    """Tell whoever is to be told what deserves a look now, and what is over."""
    from newsmon.pipeline import tasks

    return tasks.check_health(database_url=database_url(), notifier=notifier)


@task
def tell_news() -> dict[str, int]:
    """Tell the targets of `notify:` what this run has brought."""
    from newsmon.pipeline import tasks

    return tasks.tell_news(database_url=database_url(), notifier=notifier)


@task(trigger_rule=AFTER_ALL, retries=0)
def verdict(*, ti: Any = None) -> None:
    """Turn the run red if any task of it failed, though the stages after it went on."""
    from newsmon.pipeline import tasks

    failed, run = failed_tasks(ti), run_number(ti)
    if run is not None and "publish" in failed:
        tasks.fail(run, database_url=database_url())
    if failed:
        raise AirflowFailException(f"failed: {', '.join(failed)}; see their logs")


def feeds_param() -> Param:
    """Limits a run that a person triggers to some feeds."""
    return Param(
        [],
        type=["null", "array"],  # without null the form marks it as required
        items={"type": "string"},
        title="Only these feeds",
        description="Slugs or addresses of feeds from feeds.yaml, one a line; empty: all.",
    )


def stages(run: Any) -> Sequence[Any]:
    """Everything between the start of a run and its publication; the last tasks of it."""
    fetched = fetch.partial(run=run).expand(shard=poll(run))
    extracted = extract.partial(run=run).expand(slot=EXTRACT_SLOTS)
    deduplicated = deduplicate(run)
    last = [tag(run), group(run)]
    fetched >> extracted >> deduplicated >> last
    return last


@dag(
    dag_id="newsmon_ingest",
    schedule=timetable(config.schedule()),
    start_date=START,
    catchup=False,
    max_active_runs=1,  # runs share one queue: a second at one time would only wait for hosts
    default_args=DEFAULT_ARGS,
    params={"feeds": feeds_param()},
    tags=TAGS,
    doc_md=__doc__,
)
def newsmon_ingest() -> None:
    started: Any = start()
    run = started["run_id"]
    # done however the stages ended; that a run was not even started is one red square, no more
    worked = EmptyOperator(task_id="worked", trigger_rule=TriggerRule.ALL_DONE)
    published = publish(run)
    judged = verdict()
    stages(run) >> worked >> published
    [started, published] >> judged
    published >> [check_health(), tell_news()] >> judged


newsmon_ingest()
