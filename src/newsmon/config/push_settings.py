"""`push:` in `newsmon.yaml`: feeds whose hubs tell at once what is new (WebSub)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from newsmon.config.kinds import Address, Duration, FromEnvironment, Model, is_literal

_SHORTEST_KEY = 16  # characters


class Push(Model):
    """Subscriptions to hubs; none without `callback_url`."""

    callback_url: Address | None = Field(
        default=None,
        description="Public address at which `newsmon push serve` can be reached, such as "
        "`https://news.example.org/push`; left out, no hub is subscribed to.",
    )
    key: FromEnvironment | None = Field(
        default=None,
        repr=False,
        description="The key that the secret of each subscription is made from, from the "
        "environment: `${NEWSMON_PUSH_KEY}` (`newsmon push key` makes one).",
    )
    lease: Duration = Field(
        default=timedelta(days=10),
        description="How long a subscription is asked for; hubs may decide otherwise.",
    )
    safety_poll: Duration = Field(
        default=timedelta(hours=6),
        description="Distance of the polls of a feed whose pushes arrive; a feed with `poll:` of "
        "its own keeps that.",
    )

    @field_validator("key", mode="before")
    @classmethod
    def _not_in_the_file(cls, value: Any) -> Any:
        if is_literal(value):
            raise ValueError("belongs into the environment; write ${NEWSMON_PUSH_KEY} here")
        return value

    @field_validator("callback_url")
    @classmethod
    def _is_a_place(cls, value: str | None) -> str | None:
        if value is not None and (urlsplit(value).query or urlsplit(value).fragment):
            raise ValueError("has a query or a fragment; give the path under which callbacks are")
        return value

    @model_validator(mode="after")
    def _has_a_key(self) -> Push:
        if self.callback_url is not None and len(self.key or "") < _SHORTEST_KEY:
            raise ValueError(
                f"`callback_url` needs a `key` of {_SHORTEST_KEY} characters at least: without "
                "it anybody could push; `newsmon push key` makes one"
            )
        return self

    def callback(self, token: str) -> str:
        """Return the address at which one subscription is delivered."""
        assert self.callback_url is not None
        return f"{self.callback_url.rstrip('/')}/{token}"

    @property
    def is_over_tls(self) -> bool:
        """Tell whether hubs reach the callback over TLS."""
        return (self.callback_url or "").startswith("https://")
