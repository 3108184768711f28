"""Addresses of the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from psycopg2.extensions import connection as Connection

from newsmon.serve import problem_details
from newsmon.serve.connections import Reading
from newsmon.serve.problem_details import Problem, UnusableError
from newsmon.serve.selection import Filters
from newsmon.serve.site import (
    article_page,
    coverage_page,
    event_page,
    feeds_page,
    layout,
    run_page,
    search_page,
    time_spans,
    today_page,
    topic_page,
)
from newsmon.store import fetch_all

router = APIRouter(include_in_schema=False)

_MOST_DIGITS = 18  # of a number that Postgres has room for
_YEARS = range(1900, 2200)
# Of a page with its style within; the page itself allows that style alone, by its digest.
_OWN_STYLE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
}


@router.get("/")
def today(request: Request, conn: Reading, day: str | None = None) -> Response:
    """Show what the newest day brought, or another one."""
    page = today_page.read(conn, _day(day))
    refresh = None if day else layout.REFRESH_SECONDS
    return _page(request, conn, "today.html.j2", page=page, here="/", refresh=refresh)


@router.get("/topics/{slug}")
def topic(request: Request, conn: Reading, slug: str) -> Response:
    """Show a topic over some days: `days` of them, `until` a day, `by` count or share."""
    parameters = request.query_params
    days = time_spans.chosen(parameters.get("days"))
    last = _day(parameters.get("until"))
    page = topic_page.read(conn, slug, days, last, as_share=parameters.get("by") == "share")
    if page is None:
        return _missing(request, conn, f"No topic is called “{slug}”.")
    return _page(
        request,
        conn,
        "topic.html.j2",
        page=page,
        choices=time_spans.CHOICES,
        until=last,
        refresh=None if last else layout.REFRESH_SECONDS,
    )


@router.get("/events/{event_id}")
def event(request: Request, conn: Reading, event_id: str) -> Response:
    """Show an event."""
    page = event_page.read(conn, _number(event_id))
    if page is None:
        return _missing(request, conn, "No event has this number; it may be part of another now.")
    refresh = layout.REFRESH_SECONDS
    return _page(request, conn, "event.html.j2", page=page, refresh=refresh)


@router.get("/articles/{article_id}")
def article(request: Request, conn: Reading, article_id: str) -> Response:
    """Show an article."""
    page = article_page.read(conn, _number(article_id))
    if page is None:
        return _missing(request, conn, "No article has this number; it may have been forgotten.")
    return _page(request, conn, "article.html.j2", page=page)


@router.get("/search")
def search(request: Request, conn: Reading) -> Response:
    """Show what fits a search; a filter left empty, as forms send it, is none."""
    parameters = {name: value for name, value in request.query_params.items() if value.strip()}
    message = None
    try:
        page = search_page.read(conn, _filters(parameters), parameters.get("cursor"))
    except UnusableError as error:
        message, page = error.detail, search_page.read(conn, Filters(q=None), None)
    following = urlencode({**parameters, "cursor": page.next_cursor or ""})
    return _page(
        request,
        conn,
        "search.html.j2",
        page=page,
        here="/search",
        parameters=parameters,
        message=message,
        next_address=f"{_root(request)}/search?{following}" if page.next_cursor else None,
    )


@router.get("/feeds")
def feeds(request: Request, conn: Reading) -> Response:
    """Show every feed with its state."""
    page = feeds_page.read(conn)
    refresh = layout.REFRESH_SECONDS
    return _page(request, conn, "feeds.html.j2", page=page, here="/feeds", refresh=refresh)


@router.get("/coverage")
def coverage(request: Request, conn: Reading) -> Response:
    """Show what each outlet announced, and what became of it."""
    page = coverage_page.read(conn)
    return _page(request, conn, "coverage.html.j2", page=page, here="/coverage")


@router.get("/runs/{run_id}/digest")
def digest(request: Request, conn: Reading, run_id: str) -> Response:
    """Show the digest of a run, which brings its own style and says so itself."""
    run = run_page.find(conn, _printable(run_id) or "")
    if run is None:
        return _missing(request, conn, "No run has this number.")
    return HTMLResponse(run_page.digest(conn, run), headers=_OWN_STYLE)


@router.get("/runs/{name:path}")
def run(request: Request, conn: Reading, name: str) -> Response:
    """Show a run, by its number or by the id of the Airflow run that started it."""
    named = run_page.find(conn, _printable(name) or "")
    if named is None:
        return _missing(request, conn, "Nothing has been run under this name, or not yet.")
    refresh = None if named.finished_at else layout.REFRESH_SECONDS
    page = run_page.read(conn, named)
    return _page(request, conn, "run.html.j2", page=page, refresh=refresh)


@router.get("/static/site.css")
def style(request: Request) -> Response:
    """Send the style sheet."""
    return _static(request, layout.style(), "text/css")


@router.get("/static/refresh.js")
def script(request: Request) -> Response:
    """Send the script."""
    return _static(request, layout.script(), "text/javascript")


def _filters(parameters: Mapping[str, str]) -> Filters:
    since, until = _day(parameters.get("since")), _day(parameters.get("until"))
    return Filters(
        q=_printable(parameters.get("q")),
        topic=_printable(parameters.get("topic")),
        source=_printable(parameters.get("source")),
        language=_printable(parameters.get("language")),
        since=time_spans.TimeSpan(since, since).since if since else None,
        until=time_spans.TimeSpan(until, until).until if until else None,
    )


def _printable(text: str | None) -> str | None:
    """Return what Postgres takes as text, of a length that anybody types."""
    return "".join(c for c in text or "" if c.isprintable())[:500].strip() or None


def _day(text: str | None) -> date | None:
    """Read a day as forms and our links write it; None for anything else."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _number(text: str) -> int:
    """Read the number of an article or event; 0, which none has, for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0


def _page(
    request: Request, conn: Connection, template: str, status: int = 200, **context: Any
) -> Response:
    names = {topic.topic: topic.name for topic in fetch_all(conn, "site.topics")}
    return _rendered(request, template, status, names=names, **context)


def _rendered(request: Request, template: str, status: int, **context: Any) -> Response:
    usual: dict[str, Any] = {
        "root": _root(request), "names": {}, "here": None, "refresh": None,
    }  # fmt: skip
    return HTMLResponse(layout.render(template, **{**usual, **context}), status)


def show_problem(request: Request, problem: Problem) -> Response:
    """Show an error, and ways on."""
    return _rendered(request, "problem.html.j2", problem.status, problem=problem)


def _missing(request: Request, conn: Connection, message: str) -> Response:
    """Say that something is not there; to a program as the API does."""
    answer = problem_details.answer(404, message)
    if problem_details.wants_page(request):
        return _page(request, conn, "problem.html.j2", 404, problem=answer.problem)
    return answer


def _root(request: Request) -> str:
    """Return the path that the application is served under: nothing, or as Airflow mounts it."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def _static(request: Request, text: str, media_type: str) -> Response:
    """Send a file of ours, or nothing where the browser has it."""
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(text, media_type=media_type, headers={"ETag": tag})
