"""`newsmon.yaml`: how newsmon works. Every setting has a default; secrets are never here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from newsmon.config.alert_settings import Alerts
from newsmon.config.kinds import Address, Duration, FromEnvironment, Many, Model, is_literal
from newsmon.config.notify_settings import NotifyRule
from newsmon.config.push_settings import Push
from newsmon.config.quick import DEFAULT_SCHEDULE, check_database_url, check_schedule
from newsmon.config.serve_settings import Serve

_MIB = 1024 * 1024

Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[int, Field(ge=1)]


# Reasons of rejections that may pass; see newsmon.fetch.retries for the waits of each.
Retried = Literal[
    "not_found", "soft_404", "too_short", "no_text", "consent_wall", "paywall", "needs_javascript",
    "http_4xx", "robots", "rate_limited", "http_5xx", "protocol", "timeout", "connect", "tls",
    "dns", "too_many_redirects", "bad_encoding", "gone", "not_article", "wrong_language",
    "not_html", "challenge", "geo_blocked", "payment_required",
]  # fmt: skip


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows cannot say which cores are ours
        return os.cpu_count() or 1


Obeyed = Literal["record", "honour"]


class Rights(Model):
    """The consequence of a reservation, use by use: `record` it, or `honour` it."""

    search: Obeyed = Field(
        default="record", description="Storing texts and finding them again, with a link back."
    )
    mine: Obeyed = Field(
        default="record", description="Text and data mining: topics, duplicates, events."
    )
    ai_input: Obeyed = Field(
        default="record",
        description="Input of generative models. newsmon has none; set it if you feed one.",
    )
    ai_train: Obeyed = Field(
        default="record",
        description="Training of models. newsmon trains none; set it if you do.",
    )


class Signature(Model):
    """The key with which requests are signed (Web Bot Auth)."""

    agent: Address = Field(
        description="Origin that serves the key directory, such as `https://crawler.example.org`."
    )
    key: FromEnvironment = Field(
        repr=False, description="The private key, from the environment: `${NEWSMON_SIGNING_KEY}`."
    )

    @field_validator("key", mode="before")
    @classmethod
    def _not_in_the_file(cls, value: Any) -> Any:
        if is_literal(value):
            raise ValueError("belongs into the environment; write ${NEWSMON_SIGNING_KEY} here")
        return value


class Fetch(Model):
    """Requests for pages and feeds."""

    allow_private_hosts: Many[str] = Field(
        default=(),
        description="Host names or addresses that may be fetched although they are not public "
        "(loopback, private networks). The only way to reach them.",
    )
    per_host_delay_seconds: Annotated[float, Field(ge=0)] = Field(
        default=1.0,
        description="Pause between two requests to one host, in seconds; a longer "
        "`Crawl-delay` of its robots.txt prevails.",
    )
    per_host_concurrency: Count = Field(
        default=1, description="Requests under way to one host at the same time."
    )
    concurrency: Count = Field(
        default=200, description="Requests under way at the same time, all hosts together."
    )
    timeout_seconds: Seconds = Field(
        default=30.0, description="Longest time for one request with all its redirects, in seconds."
    )
    connect_timeout_seconds: Seconds = Field(
        default=10.0, description="Longest time to connect, in seconds."
    )
    max_redirects: Annotated[int, Field(ge=0, le=20)] = Field(
        default=5, description="Redirects followed before giving up."
    )
    max_body_bytes: Count = Field(
        default=8 * _MIB, description="Largest body after decompression, in bytes."
    )
    max_wire_bytes: Count = Field(
        default=4 * _MIB, description="Largest body as it comes over the wire, in bytes."
    )
    max_header_bytes: Count = Field(
        default=65536,
        description="Largest set of response headers, in bytes.",
    )
    max_entries_per_poll: Count = Field(
        default=2000, description="Entries taken from one feed in one poll; the newest first."
    )
    max_attempts: Count = Field(
        default=5, description="Attempts at one page before its failure becomes a rejection."
    )
    max_retry_after: Duration = Field(
        default=timedelta(days=1),
        description="Longest pause that a server's `Retry-After` can ask for.",
    )
    min_poll: Duration = Field(
        default=timedelta(minutes=5),
        description="Shortest distance between two polls of a feed that sets none of its own.",
    )
    max_poll: Duration = Field(
        default=timedelta(hours=12),
        description="Longest distance between two polls of a feed that sets none of its own.",
    )
    user_agent: str = Field(
        default="newsmon",
        min_length=1,
        pattern=r"^[\x20-\x7e]+$",
        description="Product name sent as User-Agent; the version and `contact_url` are added. "
        "robots.txt is read for this name.",
    )
    contact_url: Address | None = Field(
        default=None,
        description="Where a publisher can read who fetches and why; sent along with "
        "every request.",
    )
    signature: Signature | None = Field(
        default=None,
        description="`{agent, key}`: requests are signed, so that publishers know who asks "
        "(`newsmon keys new`).",
    )
    respect_robots: bool = Field(default=True, description="Whether robots.txt is obeyed.")
    rights: Rights = Field(
        default=Rights(),
        description="What to do with pages and feeds whose publisher reserves a use: `record` it "
        "(`report.rights`), or `honour` it and leave them alone.",
    )
    mining_opt_out: Literal["record", "skip"] | None = Field(
        default=None,
        description="The older form of `rights`: `skip` is `{mine: honour, ai_input: honour, "
        "ai_train: honour}`.",
    )
    retries: dict[Retried, Many[Duration]] = Field(
        default={},
        description="Waits before a page that was rejected is asked for again, by reason: "
        "`{paywall: [2d, 7d], consent_wall: []}`. What is not named has waits of its own.",
    )
    refetch: Many[Duration] = Field(
        default=(),
        description="Waits after which a page is fetched again for what has changed, such as "
        "`[6h, 2d]`; pages whose feed says that they changed are fetched again in any case.",
    )
    live_every: Duration | None = Field(
        default=timedelta(minutes=15),
        description="How often the page of a live blog that is going on is fetched again; `null`: "
        "only as any page is.",
    )
    live_quiet: Duration = Field(
        default=timedelta(hours=6),
        description="How long after its newest post a live blog is still taken to be going on, "
        "unless it says itself when it ends.",
    )
    live_longest: Duration = Field(
        default=timedelta(days=2),
        description="Longest time for which a live blog is fetched again, since it was first seen.",
    )

    @property
    def honoured(self) -> frozenset[str]:
        """Return the names of the uses whose reservation leaves a page alone."""
        if self.mining_opt_out == "skip":
            return frozenset({"mine", "ai_input", "ai_train"})
        return frozenset(name for name, obeyed in self.rights if obeyed == "honour")


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
        "The password stands in the environment (`${NEWSMON_DB_PASSWORD}` here) or in `~/.pgpass`. "
        "`NEWSMON_DATABASE_URL` counts more, and in Airflow the connection `newsmon_db`.",
    )

    @field_validator("url")
    @classmethod
    def _without_password(cls, url: str | None) -> str | None:
        return None if url is None else check_database_url(url)


_LISTS = frozenset({"notify"})  # sections that are lists


class Settings(Model):
    """The whole of `newsmon.yaml`."""

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, sections: Any) -> Any:
        """A section whose lines are all comments is null in YAML, and means the defaults."""
        if isinstance(sections, dict):
            return {
                name: ([] if name in _LISTS else {}) if value is None else value
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
        rules = [rule.name for rule in self.notify]
        if twice := sorted({name for name in rules if rules.count(name) > 1}):
            raise ValueError(f"notify: has two rules of the name {twice[0]}; choose another")
        return self

    def chosen_topics(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each section that names topics, with those that it names."""
        for rule in self.notify:
            if rule.topics != "all":
                yield f"notify: {rule.name}", rule.topics
