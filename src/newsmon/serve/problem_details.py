"""Errors as RFC 9457 has them (`application/problem+json`): what went wrong, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg2 import InterfaceError, OperationalError, ProgrammingError
from psycopg2.errors import QueryCanceled
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsmon.errors import DatabaseError
from newsmon.store.pool import PoolBusyError

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
_MOST_ERRORS: Final = 20
_LONGEST_MESSAGE: Final = 300  # characters
_SCHEMA: Final = {"$ref": "#/components/schemas/Problem"}
# Addresses below which programs ask; all others are of pages.
_FOR_PROGRAMS: Final = frozenset({"api", "mcp", "metrics", "healthz", "openapi.json", "static"})


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe for OpenAPI the problems that an operation may answer."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": _SCHEMA}},
        }
        for status in sorted(statuses)
    }


class Problem(BaseModel):
    """An error for programs and people."""

    title: str = Field(description="The kind of error, the same for all of its status.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong with this request, and what to do.")
    errors: list[str] = Field(
        default=[], description="Each parameter that is wrong, with what to write instead."
    )


class ProblemError(Exception):
    """A request that is answered by a problem."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


class NotFoundError(ProblemError):
    def __init__(self, detail: str) -> None:
        super().__init__(404, detail)


class UnusableError(ProblemError):
    def __init__(self, detail: str) -> None:
        super().__init__(422, detail)


class ProblemResponse(JSONResponse):
    """The response of a problem."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.model_dump(exclude_defaults=True), problem.status, headers)
        self.problem = problem


def answer(
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: list[str] | None = None,
) -> ProblemResponse:
    """Return the response of a problem."""
    title = HTTPStatus(status).phrase
    problem = Problem(title=title, status=status, detail=detail, errors=errors or [])
    return ProblemResponse(problem, headers)


def wants_page(request: Request) -> bool:
    """Tell whether a browser asks for a page."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    is_page = path.lstrip("/").partition("/")[0] not in _FOR_PROGRAMS
    return is_page and "text/html" in request.headers.get("accept", "")


def install(application: FastAPI, page: Callable[[Request, Problem], Response]) -> None:
    """Have every error of an application answered so, and by a page where a browser asks for one.

    `page` makes the page of a problem.
    """
    for kind, handler in (
        (ProblemError, _of_ours),
        (HTTPException, _of_http),
        (RequestValidationError, _of_parameters),
        (QueryCanceled, _of_time),
        (PoolBusyError, _of_load),
        (DatabaseError, _of_database),
        (OperationalError, _of_database),
        (InterfaceError, _of_database),
        (ProgrammingError, _of_schema),
    ):
        application.add_exception_handler(kind, _negotiated(handler, page))


def _negotiated(
    handler: Callable[[Request, Any], ProblemResponse], page: Callable[[Request, Problem], Response]
) -> Callable[[Request, Exception], Response]:
    """Answer as a handler does, or by a page that has the same headers."""

    def negotiated(request: Request, error: Exception) -> Response:
        response: Response = handler(request, error)
        if isinstance(response, ProblemResponse) and wants_page(request):
            response = page(request, response.problem)
            response.headers.update(getattr(error, "headers", None) or {})
        response.headers["Vary"] = "Accept"
        return response

    return negotiated


def _of_ours(_: Request, error: Any) -> ProblemResponse:
    return answer(error.status, error.detail, headers=error.headers)


def _of_http(request: Request, error: Any) -> ProblemResponse:
    ways_on = "" if wants_page(request) else "; /openapi.json lists what is"
    detail = {
        404: f"Nothing is served at {request.url.path[:200]}{ways_on}.",
        405: "Everything here is read by GET, but /mcp, which takes POST.",
    }.get(error.status_code, str(error.detail))
    return answer(error.status_code, detail, headers=error.headers)


_MESSAGES: Final = {"extra_forbidden": "there is no such parameter; /openapi.json has their names"}


def _of_parameters(_: Request, error: Any) -> ProblemResponse:
    errors = []
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"][1:])
        message = _MESSAGES.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        errors.append(f"{place}: {message}"[:_LONGEST_MESSAGE])
    return answer(422, "See `errors` for what is wrong.", errors=errors[:_MOST_ERRORS])


def _of_time(_: Request, error: Any) -> ProblemResponse:
    log.warning("a question took the database too long and was given up")
    detail = "This takes the database too long: narrow it with since, until or further words."
    return answer(503, detail)


def _of_load(_: Request, error: Any) -> ProblemResponse:
    detail = "Too much is asked for at the moment: try again in some seconds."
    return answer(503, detail, headers={"Retry-After": "5"})


def _of_database(_: Request, error: Any) -> ProblemResponse:
    log.error("the database does not answer: %s", " ".join(str(error).split()))
    detail = "The database does not answer; the log of newsmon serve says why. Try again later."
    return answer(503, detail, headers={"Retry-After": "30"})


def _of_schema(_: Request, error: Any) -> ProblemResponse:
    log.error("the schema is not that of this newsmon; run `newsmon db migrate`: %s",
              " ".join(str(error).split()))  # fmt: skip
    return answer(503, "The database is not that of this newsmon: run `newsmon db migrate`.")


class LastResort:
    """Answers what nobody expected, so that this answer is guarded like all others."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def observe(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._application(scope, receive, observe)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            log.exception("an error that nobody expected")
            detail = "newsmon has an error here; its log has the traceback."
            await answer(500, detail)(scope, receive, send)
