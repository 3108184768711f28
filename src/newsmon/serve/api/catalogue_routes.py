"""Everything that articles are told apart by: topics, sources, feeds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field

from newsmon.serve import cursors, problem_details
from newsmon.serve.api.models import (
    Feed,
    FeedPage,
    Source,
    SourcePage,
    Topic,
    TopicDay,
    TopicDays,
    TopicPage,
)
from newsmon.serve.api.parameters import Day, Limit, LongCursor, Parameters, Slug, SlugInPath
from newsmon.serve.connections import Reading
from newsmon.serve.problem_details import NotFoundError, UnusableError
from newsmon.store import fetch_all, fetch_single

router = APIRouter(tags=["catalogue"])

_USUAL_DAYS: Final = timedelta(days=89)  # before the newest one
_MOST_DAYS: Final = timedelta(days=3660)


class Page(Parameters):
    limit: Limit = 100
    cursor: LongCursor = None

    @property
    def after(self) -> str | None:
        return cursors.decode_name(self.cursor) if self.cursor else None


class FeedQuery(Page):
    state: Slug | None = Field(
        default=None, description="new, ok, quiet, failing, moved, gone, disabled or removed"
    )
    source: Slug | None = Field(default=None, description="Of this outlet, by its short name.")


class DayQuery(Parameters):
    since: Day | None = Field(default=None, description="First day; else 89 days before `until`.")
    until: Day | None = Field(
        default=None, description="Last day; else the newest that has articles about it."
    )


@router.get("/topics", responses=problem_details.described(422, 503))
def list_topics(connection: Reading, page: Annotated[Page, Query()]) -> TopicPage:
    """List the topics that are monitored."""
    rows = fetch_all(connection, "serve.topics", after=page.after, limit=page.limit + 1)
    topics = [Topic.model_validate(row) for row in rows[: page.limit]]
    names = [topic.topic for topic in topics]
    return TopicPage(topics=topics, next_cursor=_next(names, len(rows)))


@router.get("/topics/{slug}/daily", responses=problem_details.described(404, 422, 503))
def topic_daily(
    connection: Reading,
    slug: SlugInPath,
    query: Annotated[DayQuery, Query()],
) -> TopicDays:
    """Return how much there was about a topic on each day; days with nothing are left out."""
    if not fetch_single(connection, "serve.has_topic", topic=slug).present:
        raise NotFoundError(f"There is no topic {slug!r}: /api/topics lists them.")
    newest = fetch_single(connection, "serve.newest_topic_day", topic=slug).day
    last = query.until or newest or datetime.now(timezone.utc).date()
    first = query.since or last - _USUAL_DAYS
    if last - first > _MOST_DAYS:
        raise UnusableError(f"since and until are too far apart: {_MOST_DAYS.days} days at most")
    rows = fetch_all(connection, "serve.topic_days", topic=slug, first=first, last=last)
    days = [TopicDay.model_validate(row) for row in rows]
    return TopicDays(topic=slug, since=first, until=last, days=days)


@router.get("/sources", responses=problem_details.described(422, 503))
def list_sources(connection: Reading, page: Annotated[Page, Query()]) -> SourcePage:
    """List the outlets, with how many articles there are of each."""
    rows = fetch_all(connection, "serve.sources", after=page.after, limit=page.limit + 1)
    sources = [Source.model_validate(row) for row in rows[: page.limit]]
    names = [source.source for source in sources]
    return SourcePage(sources=sources, next_cursor=_next(names, len(rows)))


@router.get("/feeds", responses=problem_details.described(422, 503))
def list_feeds(connection: Reading, query: Annotated[FeedQuery, Query()]) -> FeedPage:
    """List the feeds with their states."""
    rows = fetch_all(
        connection, "serve.feeds", state=query.state, source=query.source,
        after=query.after, limit=query.limit + 1,
    )  # fmt: skip
    feeds = [Feed.model_validate(row) for row in rows[: query.limit]]
    names = [feed.feed for feed in feeds]
    return FeedPage(feeds=feeds, next_cursor=_next(names, len(rows)))


def _next(names: list[str], fetched: int) -> str | None:
    """Return the cursor of what follows these names, if more was fetched than they are."""
    return cursors.encode_name(names[-1]) if fetched > len(names) else None
