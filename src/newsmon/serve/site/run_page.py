"""The page of a run: what it brought, and what it did not load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg2.extensions import connection as Connection

from newsmon.config.settings import Report
from newsmon.report import render
from newsmon.report.period import Period, of_run
from newsmon.store import fetch_all, fetch_one
from newsmon.store.rows import SiteArticle, SiteRejectionsSeen, SiteRun

MOST_ARTICLES, MOST_REASONS = 200, 50


@dataclass(frozen=True, slots=True)
class RunPage:
    """Contents of the page of a run."""

    run: SiteRun
    articles: Sequence[SiteArticle]
    rejections: Sequence[SiteRejectionsSeen]


def find(conn: Connection, name: str) -> SiteRun | None:
    """Return a run by its number or by the id of the Airflow run that started it."""
    is_number = name.isascii() and name.isdecimal() and len(name) <= 18
    return fetch_one(conn, "site.run", run_id=int(name) if is_number else 0, trigger=name)


def read(conn: Connection, run: SiteRun) -> RunPage:
    """Return what was first seen in a run, and what was rejected while it ran."""
    period = of_run(conn, run.run_id)
    return RunPage(
        run,
        fetch_all(
            conn,
            "site.articles_seen",
            since=period.start,
            until=period.end,
            limit=MOST_ARTICLES,
        ),
        fetch_all(
            conn,
            "site.rejections_seen",
            since=max(period.start, run.started_at),
            until=period.end,
            limit=MOST_REASONS,
        ),
    )


def digest(conn: Connection, run: SiteRun) -> str:
    """Return the digest of a run as a page of its own."""
    period: Period = of_run(conn, run.run_id)
    return render(conn, Report(), period)
