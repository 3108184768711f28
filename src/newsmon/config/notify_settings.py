"""`notify:` in `newsmon.yaml`: which news is told, to whom, how often and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, WithJsonSchema, field_validator, model_validator

from newsmon.config.kinds import Duration, Many, Model

NewsKind = Literal["match", "spike", "event", "pickup"]

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LIMIT = re.compile(r"([1-9][0-9]{0,4})\s?/\s?(hour|day)")
_PERIODS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


def clock(value: str) -> time:
    """Read `6:30` or `06:30`; raises ValueError with the remedy."""
    match = _CLOCK.fullmatch(value.strip())
    if not match:
        raise ValueError('is not a time of day; write it as "06:30", in quotes')
    return time(int(match[1]), int(match[2]))


def _clock(value: str) -> str:
    clock(value)
    return value


def _quiet(value: str) -> str:
    first, dash, last = value.partition("-")
    if not dash or clock(first) == clock(last):
        raise ValueError('is not a stretch of the day; write it as "22:00-07:00", in quotes')
    clock(last)
    return value


def _limit(value: str) -> str:
    if not _LIMIT.fullmatch(value):
        raise ValueError("is not a limit; write it as 20/day or 4/hour")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no time zone; write it as Europe/Berlin, or UTC") from None
    return value


def _pattern(expression: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": expression})


Clock = Annotated[str, AfterValidator(_clock), _pattern(rf"^{_CLOCK.pattern}$")]
Timezone = Annotated[str, AfterValidator(_timezone), WithJsonSchema({"type": "string"})]
Limit = Annotated[str, AfterValidator(_limit), _pattern(rf"^{_LIMIT.pattern}$")]
Quiet = Annotated[
    str, AfterValidator(_quiet), _pattern(rf"^{_CLOCK.pattern}\s*-\s*{_CLOCK.pattern}$")
]
Chosen = Literal["all"] | Many[str]


class NotifyRule(Model):
    """News of these kinds, on these topics, to these targets."""

    name: str = Field(
        pattern=SLUG,
        max_length=60,
        description="Short stable name. A rule of a new name begins now: what was is not told.",
    )
    topics: Chosen = Field(description="Topics of `topics.yaml` by their short names, or `all`.")
    when: Many[NewsKind] = Field(
        default=("match", "spike", "event", "pickup"),
        description="`match`: a new text that is about a topic. `spike`: more of them than the "
        "topic's own rhythm explains. `event`: an event that `min_outlets` outlets write about, "
        "and again when these have doubled. `pickup`: a text that as many outlets printed.",
    )
    min_outlets: Annotated[int, Field(ge=2)] = Field(
        default=3, description="Outlets from which on an event or a pickup is told."
    )
    at_most: Limit | None = Field(
        default=None,
        description="Messages to one target, `20/day` or `4/hour`, over any such stretch; what "
        "comes beyond waits and is gathered in the next one.",
    )
    quiet: Quiet | None = Field(
        default=None,
        description="Hours without a message, such as `22:00-07:00`; what comes then is told "
        "in one when they are over.",
    )
    timezone: Timezone = Field(default="UTC", description="Time zone of `quiet`.")
    max_age: Duration = Field(
        default=timedelta(days=2),
        description="Articles that were older than this when they were first seen are history, "
        "and are not told.",
    )
    to: Many[str] = Field(description="Names of targets under `alerts:`.")

    @field_validator("to", mode="before")
    @classmethod
    def _one_or_many(cls, names: Any) -> Any:
        return [names] if isinstance(names, str) else names

    @model_validator(mode="after")
    def _complete(self) -> NotifyRule:
        for name, values in (("topics", self.topics), ("when", self.when), ("to", self.to)):
            if not values:
                raise ValueError(f"needs something in `{name}`")
        return self

    def topics_among(self, monitored: Iterable[str]) -> list[str]:
        """Return the topics that the rule is on, of those that are monitored."""
        return [topic for topic in monitored if self.topics == "all" or topic in self.topics]

    @property
    def limit(self) -> tuple[int, timedelta] | None:
        """Return how many messages there may be within which stretch."""
        match = _LIMIT.fullmatch(self.at_most or "")
        return (int(match[1]), _PERIODS[match[2]]) if match else None

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        """Return when quiet begins and ends, in the rule's time zone."""
        if self.quiet is None:
            return None
        first, _, last = self.quiet.partition("-")
        return clock(first), clock(last)
