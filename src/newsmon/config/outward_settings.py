"""`feeds_out:` and `digest_mail:` in `newsmon.yaml`: what is written and mailed for readers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from newsmon.config.kinds import Many, Model
from newsmon.config.notify_settings import SLUG, Chosen, Clock, Timezone


class Search(Model):
    """A search whose newest texts are a feed."""

    name: str = Field(
        pattern=SLUG, max_length=60, description="Short stable name; the feed is `search.NAME`."
    )
    q: str = Field(
        min_length=1, max_length=500, description='Words: `tin price`, `"tin price"`, `or`, `-ore`.'
    )
    language: str = Field(
        default="english", description="Text-search configuration in which the words are read."
    )
    sources: Many[str] = Field(
        default=(), description="Only these outlets, by their short names; left out, all."
    )


class FeedsOut(Model):
    """Atom and JSON feeds of topics, of events and of searches."""

    directory: str | None = Field(
        default=None,
        description="Folder for the files, such as `reports/feeds`, relative to newsmon's home; "
        "left out, none are written.",
    )
    topics: Chosen = Field(default="all", description="Topics that have a feed, or `all`.")
    formats: Many[Literal["atom", "json"]] = Field(
        default=("atom", "json"), description="`atom` (RFC 4287), `json` (JSON Feed 1.1)."
    )
    searches: Many[Search] = Field(default=(), description="Searches `{name, q}` that have a feed.")
    entries: Annotated[int, Field(ge=1, le=500)] = Field(
        default=50, description="Entries of a feed, at most."
    )
    days: Annotated[int, Field(ge=1, le=366)] = Field(
        default=14, description="Days back from which entries are."
    )
    authority: str = Field(
        default="newsmon.invalid,2026",
        pattern=r"^[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        description="Who vouches for the ids (RFC 4151): a domain of yours, and a day or year on "
        "which it was yours. Changed, every entry is new to its readers.",
    )
    base_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s]+/$",
        description="Address of the folder as readers reach it, with a slash at its end; named "
        "in the feeds.",
    )

    @model_validator(mode="after")
    def _named_once(self) -> FeedsOut:
        names = [search.name for search in self.searches]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"has two searches of the name {twice[0]}; choose another")
        return self


class DigestMail(Model):
    """The digest by mail, once a day."""

    to: Many[str] = Field(description="Names of mails under `alerts:`.")
    at: Clock = Field(description='Time of day at which it is sent, such as `"06:30"`, in quotes.')
    timezone: Timezone = Field(
        default="UTC", description="Time zone of `at`, and of the times in the mail."
    )
    topics: Chosen = Field(default="all", description="Topics that it tells of, or `all`.")
    unsubscribe: str | None = Field(
        default=None,
        pattern=r"^(mailto:[^\s<>]+@[^\s<>]+|https://[^\s<>]+)$",
        description="Where readers say that they want no more of it, `mailto:` or `https:` "
        "(List-Unsubscribe); left out, a mail to the sender.",
    )

    @field_validator("to", mode="before")
    @classmethod
    def _one_or_many(cls, names: Any) -> Any:
        return [names] if isinstance(names, str) else names
