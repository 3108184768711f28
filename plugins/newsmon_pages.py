"""newsmon's pages and API in Airflow, for who is logged in there and may see its DAGs.

Airflow reads this file when its API server starts, where `plugins_folder` is this folder or has a
link to the file. It adds "News" to the navigation and to the page of each DAG.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

from airflow.api_fastapi.core_api.security import bearer_scheme, get_user, requires_access_dag
from airflow.plugins_manager import AirflowPlugin
from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from psycopg2.extensions import connection as Connection
from starlette.types import ASGIApp, Receive, Scope, Send

from newsmon.config import shipped
from newsmon.serve import application, connections, guard, problem_details
from newsmon.store import resolve
from newsmon.store.pool import ReaderPool

ADDRESS = "newsmon"  # of the pages, below Airflow's own
DAG = "newsmon_ingest"  # who may see it may see what it has loaded

_may_read = requires_access_dag("GET", param_dag_id=DAG)


class LoginCheck:
    """Answers nobody whom Airflow does not know, whatever is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            try:
                user = await get_user(request, None, await bearer_scheme(request))
                await run_in_threadpool(_may_read, request, user)
            except HTTPException as refusal:
                detail = f"{refusal.detail}: log in to Airflow, as somebody who may see {DAG}."
                answer = problem_details.answer(refusal.status_code, detail)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


@cache
def _pool() -> ReaderPool:
    """Connect to the database of the DAGs, once somebody asks."""
    sys.path.append(str(shipped("dags")))
    from newsmon_connection import database_url

    return ReaderPool(resolve(database_url(), origin="Airflow"), size=4)


def _reading() -> Iterator[Connection]:
    with _pool().reading() as connection:
        yield connection


_pages = application.build()
_pages.dependency_overrides[connections.reading] = _reading


class NewsmonPages(AirflowPlugin):
    """The pages, and the links to them."""

    name = "newsmon_pages"
    fastapi_apps = [  # noqa: RUF012 - as the base class has it
        {
            "app": guard.SecurityHeaders(LoginCheck(_pages), framed_by="'self'"),
            "url_prefix": f"/{ADDRESS}",
            "name": "newsmon",
        }
    ]
    external_views = [  # noqa: RUF012
        {
            "name": "News",
            "destination": destination,
            "href": f"{ADDRESS}/{page}",
            "url_route": f"news-{destination.replace('_', '-')}",
            "nav_top_level": True,
        }
        for destination, page in {"nav": "", "dag": "", "dag_run": "runs/{RUN_ID}"}.items()
    ]
