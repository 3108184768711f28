"""`feeds.yaml`: who publishes, and where newsmon listens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, Literal

from pydantic import Field, field_validator, model_validator

from newsmon.config.kinds import (
    Address,
    Duration,
    FromEnvironment,
    Many,
    Model,
    Pattern,
    as_mapping,
    check_address,
    is_literal,
)

# Headers that carry secrets: their values come from the environment only.
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})
_FORBIDDEN_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
FIRST_POLL_AGE: Final = timedelta(days=7)
"""Age of entries that a feed without `max_age` may announce when it is first read."""


def check_headers(headers: Any) -> Any:
    """HTTP headers as given; raises ValueError for what would give away a secret, or break."""
    for name, value in headers.items() if isinstance(headers, dict) else ():
        if name.lower() in _SECRET_HEADERS and is_literal(value):
            raise ValueError(
                f'{name} holds a secret; write {name}: "${{SOME_NAME}}" and set SOME_NAME in '
                "the environment"
            )
        if name.lower() in _FORBIDDEN_HEADERS:
            raise ValueError(f"{name} is set by newsmon itself; leave it out")
        if isinstance(value, str) and any(ord(c) < 32 for c in name + value):
            raise ValueError(f"{name} has control characters in it; leave them out")
    return headers


class FeedConfig(Model):
    """One feed: its address alone, or a mapping that says more."""

    url: str = Field(
        description="Address of the feed or sitemap; for `kind: folder`, the folder of files, "
        "relative to the folder that holds the configuration's (`path` is another name for it)."
    )
    kind: Literal["feed", "sitemap", "folder"] = Field(
        default="feed",
        description="`feed` is RSS, Atom or JSON Feed; `sitemap` a news sitemap or an "
        "index of such; `folder` a folder of documents.",
    )
    poll: Duration | None = Field(
        default=None, description="Poll this often, such as `15m`; left out, the feed's own rhythm."
    )
    include: Many[Pattern] = Field(
        default=(), description="Patterns (RE2), at least one of which an article's URL must match."
    )
    exclude: Many[Pattern] = Field(
        default=(), description="Patterns (RE2), none of which an article's URL may match."
    )
    include_titles: Many[Pattern] = Field(
        default=(),
        description="Patterns (RE2), at least one of which an entry's title must match; an entry "
        "without a title is taken.",
    )
    exclude_titles: Many[Pattern] = Field(
        default=(), description="Patterns (RE2), none of which an entry's title may match."
    )
    headers: dict[str, FromEnvironment] = Field(
        default_factory=dict,
        repr=False,
        description="HTTP headers to send along; `${NAME}` stands for an environment variable.",
    )
    proxy: FromEnvironment | None = Field(
        default=None,
        repr=False,
        description="Proxy to go through, `http://host:port`; `${NAME}` stands "
        "for an environment variable.",
    )
    max_age: Duration | None = Field(
        default=None,
        description="Entries that say they are older than this are not fetched, such as `7d`; left "
        "out, those from more than a week before newsmon first read of the feed.",
    )
    enabled: bool = Field(default=True, description="`false` keeps the feed and stops polling it.")

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, feed: Any) -> Any:
        feed = as_mapping(feed, "url")
        if isinstance(feed, dict) and "path" in feed and "url" not in feed:
            feed = {"kind": "folder", **feed, "url": feed["path"]}
            del feed["path"]
        return feed

    @field_validator("include", "exclude", "include_titles", "exclude_titles", mode="before")
    @classmethod
    def _one_or_many(cls, patterns: Any) -> Any:
        return [patterns] if isinstance(patterns, str) else patterns

    @field_validator("poll")
    @classmethod
    def _not_too_often(cls, interval: Any) -> Any:
        if interval is not None and interval.total_seconds() < 1:
            raise ValueError("is too often; write 1s or more")
        return interval

    @field_validator("headers", mode="before")
    @classmethod
    def _safe_headers(cls, headers: Any) -> Any:
        return check_headers(headers)

    @field_validator("proxy", mode="before")
    @classmethod
    def _no_password(cls, proxy: Any) -> Any:
        if is_literal(proxy) and "@" in proxy:
            raise ValueError('has a user name in it; write proxy: "${SOME_NAME}" and set it there')
        return proxy

    @field_validator("proxy")
    @classmethod
    def _http_proxy(cls, proxy: Any) -> Any:
        if proxy is not None and not proxy.lower().startswith(("http://", "https://")):
            raise ValueError(
                "is no HTTP proxy; write http://host:port (SOCKS is not spoken: put an HTTP proxy "
                "that forwards to it in between)"
            )
        return proxy

    @model_validator(mode="after")
    def _right_place(self) -> FeedConfig:
        if self.kind != "folder":
            try:
                check_address(self.url)
            except ValueError as error:
                hint = "" if "://" in self.url else ", or say kind: folder for a folder"
                raise ValueError(f'"{self.url}" {error}{hint}') from None
        elif "://" in self.url or not self.url.strip():
            raise ValueError(f'"{self.url}" is not a folder; write its path')
        return self

    def announced_since(self, first_read_at: datetime, now: datetime) -> datetime:
        """Return the time before which its entries are too old.

        Entries that were old when the feed was first read stay so.
        """
        if self.max_age is not None:
            return now - self.max_age
        return first_read_at - FIRST_POLL_AGE

    def wants(self, url: str, title: str = "") -> bool:
        """Tell whether an entry with this URL and title is to be fetched.

        A title that a feed does not state tells nothing: only the URL then decides.
        """
        if title and not _fits(title, self.include_titles, self.exclude_titles):
            return False
        return _fits(url, self.include, self.exclude)


def _fits(text: str, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    from newsmon.config.patterns import matches

    if include and not any(matches(pattern, text) for pattern in include):
        return False
    return not any(matches(pattern, text) for pattern in exclude)


class SourceConfig(Model):
    """One outlet and its feeds. A source without feeds names the outlet of given documents."""

    slug: str = Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description="Short stable name; what reports call `source`.",
    )
    name: str = Field(min_length=1, description="Name for people.")
    homepage: Address | None = Field(default=None, description="Address of the front page.")
    country: str | None = Field(
        default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166 code, two capital letters: `GB`."
    )
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}$",
        description="Expected language, ISO 639 code: `en`; left out, any.",
    )
    publishes: Literal["news", "releases"] = Field(
        default="news",
        description="`releases` of an authority, a company or a service that sends out "
        "announcements: its articles are of kind `release`.",
    )
    feeds: Many[FeedConfig] = Field(default=(), description="Where it is listened to.")


class FeedsFile(Model):
    """The whole of `feeds.yaml`."""

    sources: Many[SourceConfig] = Field(description="The outlets, in any order.")
