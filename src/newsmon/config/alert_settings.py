"""`alerts:` in `newsmon.yaml`: who is told when something deserves a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, field_validator, model_validator

from newsmon.config.kinds import (
    Duration,
    FromEnvironment,
    Many,
    Model,
    check_address,
    is_literal,
)
from newsmon.config.sources import check_headers

AlertKind = Literal[
    "quiet",
    "failing",
    "gone",
    "late",
    "offline",
    "text_length",
    "rejections",
    "prose_missing",
    "rights_changed",
    "coverage",
    "quarantined",
]

_MAILBOX = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
_SERVICE = re.compile(r"[a-z][a-z0-9+.-]*://\S+")
_SERVER = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")


def _mailbox(value: str) -> str:
    if not _MAILBOX.fullmatch(value) or not value.isascii():
        raise ValueError("is not a mail address; write it as name@example.org")
    return value


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class Target(Model):
    """Somebody to tell."""

    name: str = Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description="Short stable name, by which newsmon remembers what it has told here.",
    )
    kinds: Many[Literal[AlertKind, "none"]] = Field(
        default=(),
        description="Only alerts of these kinds; left out, all of them; `[none]`: no alerts, "
        "because the target is for `notify` or `digest_mail`.",
    )

    def wants(self, kind: str) -> bool:
        """Tell whether alerts of this kind go to this target."""
        return not self.kinds or kind in self.kinds


class Webhook(Target):
    """An address to which a JSON object is posted."""

    url: FromEnvironment = Field(
        repr=False,
        description="Where to; `${NAME}` stands for an environment variable. It may be private.",
    )
    headers: dict[str, FromEnvironment] = Field(
        default_factory=dict,
        repr=False,
        description="HTTP headers to send along; `${NAME}` stands for an environment variable.",
    )

    @field_validator("url")
    @classmethod
    def _address(cls, url: str) -> str:
        return check_address(url)

    @field_validator("headers", mode="before")
    @classmethod
    def _safe_headers(cls, headers: Any) -> Any:
        return check_headers(headers)

    @property
    def where(self) -> str:
        """Return the host alone for people to read, since paths of webhooks are often secrets."""
        return urlsplit(self.url).netloc


class Mail(Target):
    """People to whom a mail is sent."""

    to: Many[Mailbox] = Field(description="Mail addresses of those to tell.")
    sender: Mailbox = Field(description="Mail address that it comes from.")
    server: str = Field(
        description="Mail server, `host` or `host:port`; without a port 587, 465 for `tls`, 25 "
        "for `none`."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`starttls`, `tls` from the first byte, or `none` for a relay on this machine "
        "or network; certificates are checked.",
    )
    user: FromEnvironment | None = Field(
        default=None, repr=False, description="Login; from the environment only: `${NAME}`."
    )
    password: FromEnvironment | None = Field(
        default=None, repr=False, description="Password; from the environment only: `${NAME}`."
    )

    @field_validator("to", mode="before")
    @classmethod
    def _one_or_many(cls, recipients: Any) -> Any:
        return [recipients] if isinstance(recipients, str) else recipients

    @field_validator("server")
    @classmethod
    def _reachable(cls, server: str) -> str:
        match = _SERVER.fullmatch(server)
        if not match or int(match[2] or 1) not in range(1, 65536):
            raise ValueError("is not a server; write host or host:port")
        return server

    @field_validator("user", "password", mode="before")
    @classmethod
    def _not_in_the_file(cls, secret: Any) -> Any:
        if is_literal(secret):
            raise ValueError('has a secret in it; write "${SOME_NAME}" and set it there')
        return secret

    @model_validator(mode="after")
    def _safe(self) -> Mail:
        if not self.to:
            raise ValueError("needs somebody in `to`")
        if (self.user is None) is not (self.password is None):
            raise ValueError("needs both user and password, or neither")
        if self.user is not None and self.security == "none":
            raise ValueError("needs security: starttls or tls where there is a password")
        return self

    @property
    def host(self) -> str:
        match = _SERVER.fullmatch(self.server)
        assert match
        return match[1].strip("[]")

    @property
    def port(self) -> int:
        match = _SERVER.fullmatch(self.server)
        assert match
        return (
            int(match[2]) if match[2] else {"starttls": 587, "tls": 465, "none": 25}[self.security]
        )

    @property
    def where(self) -> str:
        """Return the target for people to read."""
        return f"{', '.join(self.to)} by {self.server}"


class Service(Target):
    """A chat or push service, told through apprise: Slack, Teams, Matrix, ntfy and many others."""

    url: FromEnvironment = Field(
        repr=False,
        description="Address as apprise writes it, such as `ntfy://ntfy.example.org/news`; one "
        "that holds a token comes from the environment: `${NAME}`. Needs `newsmon[apprise]`.",
    )

    @field_validator("url")
    @classmethod
    def _has_scheme(cls, url: str) -> str:
        if not _SERVICE.fullmatch(url):
            raise ValueError(
                "is not an address of apprise's; write it as slack://…, msteams://…, matrixs://… "
                "or ntfy://…"
            )
        return url

    @property
    def where(self) -> str:
        """The kind of service alone, since tokens stand anywhere in such an address."""
        return urlsplit(self.url).scheme


class Notifier(Target):
    """Any notifier of Airflow's; told by Airflow's tasks, and not on the command line."""

    notifier: str = Field(
        pattern=r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$",
        description="Import path of the class, such as "
        "`airflow.providers.slack.notifications.slack.SlackNotifier`.",
    )
    arguments: dict[str, Any] = Field(
        default_factory=dict,
        description="What it is made with; in text, `{{ alert.title }}`, `{{ alert.text }}` and "
        "`{{ alert.alerts }}` stand for what is to be told.",
    )

    @property
    def where(self) -> str:
        """Return the target for people to read."""
        return f"{self.notifier.rsplit('.', 1)[-1]}, in Airflow"


class Alerts(Model):
    """Targets to tell when something deserves a look, and the time from which a run is late."""

    webhooks: Many[Webhook] = Field(
        default=(), description="Addresses to which a JSON object is posted."
    )
    mails: Many[Mail] = Field(default=(), description="People to whom a mail is sent.")
    services: Many[Service] = Field(
        default=(), description="Chat and push services, by addresses of apprise's."
    )
    notifiers: Many[Notifier] = Field(default=(), description="Notifiers of Airflow's.")
    late_after: Duration | None = Field(
        default=None,
        description="How long after it was due a run may start before it is late; left out, half "
        "of the distance between two runs, 15m at least and 6h at most.",
    )
    longest_run: Duration = Field(
        default=timedelta(hours=6),
        description="A run that takes longer than this, and than its schedule's distance, is late.",
    )
    pause: Duration = Field(
        default=timedelta(minutes=15),
        description="Distance between two messages to one target where runs follow each other "
        "closely; what turns up in between is told together.",
    )

    @model_validator(mode="after")
    def _named_once(self) -> Alerts:
        names = [target.name for target in self.targets()]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"has two targets of the name {', '.join(twice)}; choose another")
        return self

    def targets(self) -> Iterator[Webhook | Mail | Service | Notifier]:
        """Return all of them."""
        yield from self.webhooks
        yield from self.mails
        yield from self.services
        yield from self.notifiers
