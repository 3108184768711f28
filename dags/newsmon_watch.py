"""### What deserves a look, and news, told soon.

Every quarter of an hour: feeds that turned quiet, failing or gone, runs that are late, sources
whose pages have changed. `newsmon_ingest` checks the same when it ends; this one also sees a run
that never began or never ends. `tell_news` tells news that waited for the end of quiet hours, or
for a target that was down; `send_out` mails the digest at its hour and writes feeds. It is
scheduled only where `newsmon.yaml` names somebody to tell (`alerts:`) or subscribes to hubs
(`push:`), and is red while somebody does not take what there is to tell.

Where `push.callback_url` is set, it also renews the subscriptions to the hubs of feeds.

Trigger it with `test` to send a test message to every target.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowFailException

from newsmon import config
from newsmon_connection import database_url
from newsmon_notifying import notifier
from newsmon_policy import DEFAULT_ARGS, START, TAGS


@task
def check_health(*, params: Any = None) -> dict[str, Any]:
    """Note what deserves a look, and tell whoever has not been told; what was done, counted."""
    from newsmon.pipeline import tasks

    if params["test"]:
        return tasks.try_targets(notifier=notifier)
    counts = tasks.check_health(database_url=database_url(), again_soon=True, notifier=notifier)
    if counts.get("not_told"):
        raise AirflowFailException("not everybody took what there was to tell: newsmon alerts list")
    return counts


@task
def tell_news(*, params: Any = None) -> dict[str, int]:
    """Tell what waited for quiet hours to end, for a limit, or for a target that was down."""
    from newsmon.pipeline import tasks

    if params["test"]:
        return {}
    counts = tasks.tell_news(database_url=database_url(), again_soon=True, notifier=notifier)
    if counts.get("not_told"):
        raise AirflowFailException("not everybody took what there was to tell: newsmon notify list")
    return counts


@task
def renew_subscriptions() -> dict[str, int]:
    """Ask hubs for subscriptions that are new or about to lapse; what was asked, counted."""
    from newsmon.pipeline import tasks

    return tasks.renew_subscriptions(database_url=database_url())


@task
def send_out(*, params: Any = None) -> dict[str, int]:
    """Mail the digest where it is due, and write the feeds that changed."""
    from newsmon import report

    if params["test"]:
        return {}
    counts = report.send_out_for(database_url=database_url())
    if counts.get("not_told"):
        raise AirflowFailException("the digest was not taken: see this task's log")
    return counts


@dag(
    dag_id="newsmon_watch",
    schedule="*/15 * * * *" if config.has_targets() or config.has_push() else None,
    start_date=START,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    params={"test": Param(False, type=["null", "boolean"], title="Only send a test message")},
    tags=TAGS,
    doc_md=__doc__,
)
def newsmon_watch() -> None:
    check_health()
    tell_news()
    send_out()
    if config.has_push():
        renew_subscriptions()


newsmon_watch()
