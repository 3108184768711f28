"""`newsmon.yaml`: how newsmon works. Every setting has a default; secrets are never here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from newsmon.config.alert_settings import Alerts
from newsmon.config.fetch_settings import Fetch
from newsmon.config.kinds import (
    Address,
    Count,
    Duration,
    Many,
    Model,
    Seconds,
)
from newsmon.config.notify_settings import NotifyRule
from newsmon.config.outward_settings import DigestMail, FeedsOut
from newsmon.config.push_settings import Push
from newsmon.config.quick import DEFAULT_SCHEDULE, check_database_url, check_schedule
from newsmon.config.serve_settings import Serve

Share = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[int, Field(ge=1)]


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows cannot say which cores are ours
        return os.cpu_count() or 1


class Run(Model):
    """The course of a run."""

    processes: Count = Field(
        default_factory=_cores,
        description="Processes for extraction on the command line; left out, one per core.",
    )
    schedule: str | None = Field(
        default=DEFAULT_SCHEDULE,
        description="When Airflow starts `newsmon_ingest`: a preset such as "
        "`@daily` or `@continuous`, a cron expression (UTC), or `null` for never by itself.",
    )
    shards: Annotated[int, Field(ge=1, le=64)] = Field(
        default=8, description="Mapped tasks over which Airflow spreads the hosts to fetch from."
    )
    batch: Annotated[int, Field(ge=1, le=10000)] = Field(
        default=200,
        description="Articles that tag and group take in one transaction; extract and deduplicate "
        "have sizes of their own.",
    )
    follow_seconds: Seconds = Field(
        default=1.0, description="Pause of `newsmon run --follow` when nothing waits, in seconds."
    )

    @field_validator("schedule")
    @classmethod
    def _check_schedule(cls, schedule: str | None) -> str | None:
        return check_schedule(schedule)


class Seeds(Model):
    """The articles that newsmon is delivered with."""

    folders: Many[str] = Field(
        default=("seeds/",),
        description="Folders in which originals are looked for, relative to the "
        "folder that holds the configuration's; those in `$NEWSMON_SEEDS` come first.",
    )
    live_every: Duration = Field(
        default=timedelta(days=7), description="How often the live page of a seed may be tried."
    )

    @field_validator("folders", mode="before")
    @classmethod
    def _one_or_many(cls, folders: Any) -> Any:
        return [folders] if isinstance(folders, str) else folders


class Deduplicate(Model):
    """The rule for near-duplicates (docs/decisions.md has the measurements)."""

    window_days: Days = Field(default=30, description="Days back in event time that are compared.")
    threshold: Share = Field(
        default=0.48,
        description="Share of an article's informative shingles that the other must have.",
    )
    min_shared: Count = Field(
        default=8,
        description="Informative shingles that two must share at least.",
    )
    max_clusters_per_shingle: Count = Field(
        default=5, description="A shingle found in more clusters than this is no evidence."
    )


class Events(Model):
    """The rule for articles about the same happening."""

    window_days: Days = Field(
        default=7,
        description="Days without news after which an event is over.",
    )
    threshold: Share = Field(
        default=0.18,
        description="Mean similarity to an event's three closest members that joins it, "
        "where little else is like the article.",
    )


class Topics(Model):
    """The rule for articles that are about a topic and do not only mention it."""

    about_score: Annotated[float, Field(ge=0)] = Field(
        default=3.0,
        description="Points (title 4, lead sentences 2 each, body sentences 1 each) from "
        "which on an article is about a topic.",
    )
    about_share: Share = Field(
        default=0.1,
        description="Share of an article's sentences that two of them (in a text of up to "
        "four, one) must make up so that it is about a topic even with fewer points.",
    )
    lead_sentences: Count = Field(
        default=3, description="How many sentences of a text are its lead."
    )


class Report(Model):
    """The daily digest."""

    directory: str | None = Field(
        default=None, description="Folder for the digests; left out, `reports` in newsmon's home."
    )
    chart_days: Annotated[int, Field(ge=2, le=366)] = Field(
        default=30, description="Days that the chart of topics over time shows."
    )
    pages_url: Address | None = Field(
        default=None,
        description="Address at which newsmon's pages are served: messages, feeds and mails then "
        "link to those of articles, events and topics.",
    )
    max_events: Count = Field(default=40, description="Events listed in full; the largest first.")


class Retention(Model):
    """Ages at which `newsmon_maintain` clears away; articles are kept for ever."""

    pages_days: Days = Field(
        default=90,
        description="Raw pages older than this are dropped, by whole weeks; articles stay, and can "
        "then no longer be extracted again.",
    )
    failures_days: Days = Field(default=30, description="Failures older than this are dropped.")
    rejections_days: Days = Field(
        default=180,
        description="Rejections older than this are dropped.",
    )
    runs_days: Days = Field(default=365, description="Runs older than this are dropped.")


class Log(Model):
    """The log on stderr while newsmon works; under Airflow, the task's log has it all."""

    level: Literal["debug", "info", "warning", "error"] | None = Field(
        default=None,
        description="The least that is written; left out, `warning` on a terminal and `info` "
        "elsewhere. `--log-level` counts more.",
    )
    format: Literal["text", "json"] = Field(
        default="text",
        description="Lines for people, or a JSON object a line. `--log-format` counts more.",
    )


class Database(Model):
    """The Postgres that holds the news; 15 or newer."""

    url: str | None = Field(
        default=None,
        repr=False,
        description="`postgresql://user@host:5432/name`; left out, the embedded server is used. "
        "The password stands in the environment as it is (`${NEWSMON_DB_PASSWORD}` here) or in "
        "`~/.pgpass`. "
        "`NEWSMON_DATABASE_URL` counts more, and in Airflow the connection `newsmon_db`.",
    )

    @field_validator("url")
    @classmethod
    def _without_password(cls, url: str | None) -> str | None:
        return None if url is None else check_database_url(url)


_EMPTY: dict[str, Any] = {"notify": [], "digest_mail": None}  # other sections: {}


class Settings(Model):
    """The whole of `newsmon.yaml`."""

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, sections: Any) -> Any:
        """A section whose lines are all comments is null in YAML, and means the defaults."""
        if isinstance(sections, dict):
            return {
                name: _EMPTY.get(name, {}) if value is None else value
                for name, value in sections.items()
            }
        return sections

    database: Database = Field(default_factory=Database, description="Where the news are stored.")
    fetch: Fetch = Field(default_factory=Fetch, description="How pages and feeds are asked for.")
    push: Push = Field(
        default_factory=Push, description="Hubs that tell at once what is new (WebSub)."
    )
    run: Run = Field(default_factory=Run, description="How a run is carried out.")
    seeds: Seeds = Field(default_factory=Seeds, description="The articles delivered along.")
    deduplicate: Deduplicate = Field(
        default_factory=Deduplicate, description="When two articles are near-duplicates."
    )
    events: Events = Field(
        default_factory=Events, description="When articles are about the same happening."
    )
    topics: Topics = Field(default_factory=Topics, description="When an article is about a topic.")
    report: Report = Field(default_factory=Report, description="The daily digest.")
    retention: Retention = Field(
        default_factory=Retention, description="What is cleared away, and when."
    )
    alerts: Alerts = Field(
        default_factory=Alerts, description="Who is told when something deserves a look."
    )
    serve: Serve = Field(
        default_factory=Serve, description="What `newsmon serve` answers, and whom."
    )
    notify: Many[NotifyRule] = Field(
        default=(), description="News that is told as it comes, rule by rule."
    )
    feeds_out: FeedsOut = Field(
        default_factory=FeedsOut, description="Feeds that newsmon writes, for any feed reader."
    )
    digest_mail: DigestMail | None = Field(default=None, description="The digest by mail.")
    log: Log = Field(default_factory=Log, description="What is written while newsmon works.")

    @model_validator(mode="after")
    def _targets_exist(self) -> Settings:
        names = [target.name for target in self.alerts.targets()]
        for rule in self.notify:
            if strangers := [name for name in rule.to if name not in names]:
                choice = ", ".join(names) or "none"
                raise ValueError(
                    f"notify: {rule.name} tells {strangers[0]}, which is no target under alerts:; "
                    f"there are: {choice}"
                )
        mails = [mail.name for mail in self.alerts.mails]
        for name in self.digest_mail.to if self.digest_mail else ():
            if name not in mails:
                raise ValueError(
                    f"digest_mail: tells {name}, which is no mail under alerts:; "
                    f"there are: {', '.join(mails) or 'none'}"
                )
        rules = [rule.name for rule in self.notify]
        if twice := sorted({name for name in rules if rules.count(name) > 1}):
            raise ValueError(f"notify: has two rules of the name {twice[0]}; choose another")
        return self

    @property
    def sends_out(self) -> bool:
        """Tell whether feeds are written or digests mailed."""
        return self.feeds_out.directory is not None or self.digest_mail is not None

    def chosen_topics(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each section that names topics, with those that it names."""
        for rule in self.notify:
            if rule.topics != "all":
                yield f"notify: {rule.name}", rule.topics
        if self.feeds_out.topics != "all":
            yield "feeds_out", self.feeds_out.topics
        if self.digest_mail and self.digest_mail.topics != "all":
            yield "digest_mail", self.digest_mail.topics
