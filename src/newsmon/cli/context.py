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


def open_to_look() -> Workspace:
    """Find the database as it is, with what can be read of the configuration; nothing is written.

    What only looks is not held up by a mistyped setting: that is a warning, and all settings are
    then the defaults. Raises DatabaseError where there is no database, or one that is not migrated.
    """
    from newsmon.errors import DatabaseError
    from newsmon.store import resolve, unapplied
    from newsmon.text.quantities import quantity

    config = readable_configuration()
    database = resolve(only_existing=True)
    if pending := unapplied(database):
        raise DatabaseError(
            f"{database.location} lacks {quantity(len(pending), 'migration')} of this newsmon: "
            "newsmon db migrate"
        )
    return Workspace(config, database)


def readable_configuration() -> Config:
    """Read the configuration, or warn that it has problems and return the defaults."""
    from newsmon.cli.output import complain
    from newsmon.config import Config, Settings, config_directory
    from newsmon.errors import ConfigError
    from newsmon.text.quantities import quantity
    from newsmon.topics import Topics

    try:
        return open_configuration()
    except ConfigError as error:
        problems = quantity(len(error.problems), "problem")
        complain(f"warning: the configuration has {problems}: newsmon config check")
        return Config(Settings(), (), Topics(), config_directory())


def open_workspace() -> Workspace:
    """Read the configuration, then find the database and migrate it.

    Raises ConfigError before any server is started, DatabaseError where there is none.
    """
    from newsmon.store import migrate, resolve

    config = open_configuration()
    database = resolve()
    migrate(database)
    return Workspace(config, database)
