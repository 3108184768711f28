"""The policy that newsmon's DAGs share: their owner, their retries, the asset that joins them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from airflow.sdk import Asset, ExceptionRetryPolicy, RetryAction, RetryRule

from newsmon.errors import ConfigError, UsageError

ARTICLES = Asset("newsmon.articles", group="newsmon")
"""Emitted when a run has published; its event carries `run_id`, newsmon's number of the run."""

FETCH_POOL = "newsmon_fetch"
"""Slots of this pool are the shards of hosts that are fetched at one time, over all runs."""

START = datetime(2020, 1, 1, tzinfo=timezone.utc)
"""Far enough back that any interval worth recomputing can be backfilled."""

TAGS = ["newsmon"]

RETRIES = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=[ConfigError, UsageError],
            action=RetryAction.FAIL,
            reason="it would fail the same way until somebody changes the configuration",
        )
    ]
)
"""Whatever else goes wrong (a database that restarts, a `TransientError`) may pass: try again."""

DEFAULT_ARGS: dict[str, Any] = {
    "owner": "newsmon",
    "retries": 3,
    "retry_delay": timedelta(seconds=20),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "retry_policy": RETRIES,
    "execution_timeout": timedelta(hours=1),
}
