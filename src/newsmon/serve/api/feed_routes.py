"""Feeds of topics, events and searches, for feed readers."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response

from newsmon.config import Settings
from newsmon.report import feeds_out
from newsmon.serve import problem_details
from newsmon.serve.connections import Reading
from newsmon.serve.problem_details import NotFoundError

router = APIRouter(tags=["feeds"])


@router.get(
    "/feeds/{name}.{form}",
    response_class=Response,
    responses=problem_details.described(404, 422, 503) | {304: {"description": "Not Modified"}},
)
def read_feed(
    connection: Reading,
    request: Request,
    name: Annotated[
        str,
        Path(
            pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$", max_length=130,
            description="A topic, `events.all`, `events.TOPIC` or `search.NAME`.",
        ),
    ],
    form: Annotated[Literal["atom", "json"], Path(description="Atom or JSON Feed 1.1.")],
) -> Response:  # fmt: skip
    """Return a feed; 304 to a reader that has it already."""
    settings: Settings = request.app.state.settings
    feed = feeds_out.read(connection, settings, name, datetime.now(timezone.utc))
    if feed is None:
        raise NotFoundError(f"there is no feed {name}: no such topic, or no such search")
    answer = feeds_out.answer(
        feeds_out.render(feed, form), feed.updated, feeds_out.MEDIA_TYPES[form],
        if_none_match=request.headers.get("if-none-match"),
        if_modified_since=request.headers.get("if-modified-since"),
    )  # fmt: skip
    return Response(answer.body, answer.status, dict(answer.headers))
