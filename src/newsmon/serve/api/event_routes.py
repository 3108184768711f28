"""Events: lists, and one in full."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from newsmon.serve import event_trail, problem_details, selection
from newsmon.serve.api.models import Article, Event, EventPage, FullEvent, Outlet
from newsmon.serve.api.parameters import (
    Cursor,
    Limit,
    NumberInPath,
    Parameters,
    Since,
    Slug,
    Until,
    Whole,
    no_parameters,
)
from newsmon.serve.connections import Reading
from newsmon.serve.event_trail import EventFilters
from newsmon.serve.problem_details import NotFoundError
from newsmon.serve.selection import Filters
from newsmon.store import fetch_all

router = APIRouter(tags=["events"])

_NEWEST: Final = 50  # articles of an event in full
_MOST_OUTLETS: Final = 200


class EventQuery(Parameters):
    topic: Slug | None = Field(default=None, description="With articles about this topic.")
    since: Since = None
    until: Until = None
    min_sources: Whole = Field(
        default=1, ge=1, le=1000, description="Of which so many outlets wrote at least."
    )
    limit: Limit = 50
    cursor: Cursor = None

    @property
    def filters(self) -> EventFilters:
        return EventFilters(**self.model_dump(exclude={"limit", "cursor"}))


@router.get("/events", responses=problem_details.described(422, 503))
def list_events(connection: Reading, query: Annotated[EventQuery, Query()]) -> EventPage:
    """List the events with articles in that time, those with the newest articles first."""
    listed = event_trail.list_events(
        connection, query.filters, limit=query.limit, cursor=query.cursor
    )
    events = [Event.model_validate(event) for event in listed.events]
    return EventPage(events=events, next_cursor=listed.next_cursor)


@router.get(
    "/events/{event_id}",
    responses=problem_details.described(404, 422, 503),
    dependencies=[Depends(no_parameters)],
)
def get_event(connection: Reading, event_id: NumberInPath) -> FullEvent:
    """Return an event with its outlets, the first to report first, and its newest articles."""
    rows = fetch_all(
        connection, "serve.events", events=[event_id], min_sources=1,
        topic=None, until=None, after_time=None, after_id=None,
    )  # fmt: skip
    if not rows:
        raise NotFoundError(
            f"There is no event {event_id}, or it grew together with another: "
            "/api/events lists them, and each article names its event."
        )
    outlets = fetch_all(connection, "serve.event_outlets", event=event_id, most=_MOST_OUTLETS)
    newest = selection.select(connection, Filters(event=event_id), limit=_NEWEST)
    return FullEvent.model_validate(
        {
            **rows[0]._asdict(),
            "outlets": [Outlet.model_validate(outlet) for outlet in outlets],
            "newest": [Article.model_validate(article) for article in newest.articles],
        }
    )
