"""Figures for Prometheus: runs, stages, feeds, alerts, lags, and the requests to this server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from importlib.metadata import version
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg2.extensions import connection as Connection

from newsmon.serve import problem_details
from newsmon.serve.connections import Reading
from newsmon.store import fetch_all, fetch_one, fetch_single

router = APIRouter(tags=["operation"])

Family = GaugeMetricFamily
_RUNS: Final = ("running", "ok", "degraded", "offline", "failed")
_FEEDS: Final = ("new", "ok", "quiet", "failing", "moved", "gone", "disabled", "removed")


class RequestFigures:
    """Times that requests took, by route and status; in memory, from the start of the server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "newsmon_http_request_seconds",
            "Time that requests to newsmon serve took.",
            ("route", "status"),
            registry=self.registry,
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is its pattern, so that there are few of them."""
        self._seconds.labels(route, str(status)).observe(seconds)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        **problem_details.described(503),
    },
)
def metrics(connection: Reading, request: Request) -> Response:
    """Return the figures of the pipeline and of this server, in Prometheus' text form."""
    figures: RequestFigures = request.app.state.figures
    registry = CollectorRegistry()
    registry.register(_Pipeline(connection))
    text = generate_latest(registry) + generate_latest(figures.registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


class _Pipeline(Collector):
    """Reads the views when it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def describe(self) -> list[Family]:
        return []  # what is registered for one request needs no check of its names

    def collect(self) -> Iterator[Family]:
        yield _labelled("newsmon_build", "The running version.", "version", {version("newsmon"): 1})
        for part in (_runs, _stages, _feeds, _articles, _alerts):
            yield from part(self._connection)


def _runs(connection: Connection) -> Iterator[Family]:
    states = dict.fromkeys(_RUNS, 0)
    states |= {row.state: row.runs for row in fetch_all(connection, "serve.run_states")}
    yield _labelled("newsmon_runs", "Runs that are remembered, by state.", "state", states)
    ended = fetch_single(connection, "serve.newest_run_end").finished_at
    yield from _moment("newsmon_run_success", "When a run last ended well or degraded.", ended)
    run = fetch_one(connection, "serve.newest_run")
    if run is None:
        return
    yield from _moment("newsmon_run_start", "When the newest run began.", run.started_at)
    yield from _moment("newsmon_run_end", "When the newest run ended.", run.finished_at)
    items = Family(
        "newsmon_run_items", "Counts of the newest run by stage.", labels=("stage", "count")
    )
    for stage, counts in sorted(run.counts.items()):
        for name, number in sorted(counts.items()):
            items.add_metric((stage, name), number)
    yield items


def _stages(connection: Connection) -> Iterator[Family]:
    rows = fetch_all(connection, "inspect.backlogs")
    now = datetime.now(timezone.utc)
    for name, meaning, value in (
        ("waiting", "Items that wait for a stage.", lambda row: row.waiting),
        ("lag_seconds", "How long the first of them has waited.",
         lambda row: _seconds_since(row.waiting_since, now)),
        ("quarantined", "Items that a stage passes over.", lambda row: row.quarantined),
        ("progress_timestamp_seconds", "When a stage last did anything.",
         lambda row: row.progressed_at.timestamp() if row.progressed_at else 0),
    ):  # fmt: skip
        measure: Callable[[Any], float] = value
        yield _labelled(f"newsmon_stage_{name}", meaning, "stage",
                        {row.stage: measure(row) for row in rows})  # fmt: skip


def _feeds(connection: Connection) -> Iterator[Family]:
    states = dict.fromkeys(_FEEDS, 0)
    states |= {row.state: row.feeds for row in fetch_all(connection, "inspect.feed_states")}
    yield _labelled("newsmon_feeds", "Feeds by state.", "state", states)


def _articles(connection: Connection) -> Iterator[Family]:
    arrivals = fetch_single(connection, "serve.arrivals")
    yield from _moment("newsmon_article", "When the newest article was seen.", arrivals.newest_at)
    yield Family("newsmon_articles_day", "Articles first seen in a day.", arrivals.articles)
    quantiles = {"0.5": arrivals.median_lag, "0.95": arrivals.high_lag}
    lags = {quantile: lag for quantile, lag in quantiles.items() if lag is not None}
    meaning = "Time from publication to first sight, of those articles."
    yield _labelled("newsmon_article_lag_seconds", meaning, "quantile", lags)


def _alerts(connection: Connection) -> Iterator[Family]:
    open_alerts = {row.kind: row.alerts for row in fetch_all(connection, "serve.alerts")}
    yield _labelled("newsmon_alerts", "Open alerts by kind.", "kind", open_alerts)


def _labelled(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Family:
    family = Family(name, meaning, labels=(label,))
    for value, number in values.items():
        family.add_metric((value,), number)
    return family


def _moment(name: str, meaning: str, moment: datetime | None) -> Iterator[Family]:
    """Yield a time as seconds since 1970; nothing for one that never came."""
    if moment is not None:
        yield Family(f"{name}_timestamp_seconds", meaning, moment.timestamp())


def _seconds_since(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0
