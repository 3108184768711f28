"""The beginning of most commands: the configuration and a migrated database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsmon import logs

if TYPE_CHECKING:
    from newsmon.config import Config
    from newsmon.store import Database


@dataclass(slots=True)
class LogOptions:
    """The options of the command line that count more than `log:` in newsmon.yaml."""

    level: str | None = None
    form: str | None = None

    def configure(self) -> None:
        logs.configure(self.level, self.form)


log_options = LogOptions()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A checked configuration and a database with an up-to-date schema."""

    config: Config
    database: Database


def open_configuration() -> Config:
    """Read the configuration, and log as it says. Raises ConfigError."""
    from newsmon.config import load

    config = load()
    logs.configure(log_options.level or config.settings.log.level,
                   log_options.form or config.settings.log.format)  # fmt: skip
    return config


def open_workspace() -> Workspace:
    """Read the configuration, then find the database and migrate it.

    Raises ConfigError before any server is started, DatabaseError where there is none.
    """
    from newsmon.store import migrate, resolve

    config = open_configuration()
    database = resolve()
    migrate(database)
    return Workspace(config, database)
