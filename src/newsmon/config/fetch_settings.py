"""`fetch:` in `newsmon.yaml`: how pages and feeds are asked for, and what is reserved."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from newsmon.config.kinds import (
    Address,
    Count,
    Duration,
    FromEnvironment,
    Many,
    Model,
    Seconds,
    is_literal,
)

_MIB = 1024 * 1024

# Reasons of rejections that may pass; see newsmon.fetch.retries for the waits of each.
Retried = Literal[
    "not_found", "soft_404", "too_short", "no_text", "consent_wall", "paywall", "needs_javascript",
    "http_4xx", "robots", "rate_limited", "http_5xx", "protocol", "timeout", "connect", "tls",
    "dns", "too_many_redirects", "bad_encoding", "gone", "not_article", "wrong_language",
    "not_html", "challenge", "geo_blocked", "payment_required",
]  # fmt: skip

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
