"""The settings that are needed before the configuration is read, without anything heavy.

A DAG file is parsed again and again; the models, the topics and their libraries stay out. And
which database there is shall be known where another setting is mistyped.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newsmon.config.paths import config_directory

if TYPE_CHECKING:
    from newsmon.config.yamlfile import YamlFile

DEFAULT_SCHEDULE = "@daily"
# Names that Airflow knows and croniter does not.
_PRESETS = frozenset({"@once", "@continuous", "@quarterly"})
# A password that is no variable, as part of the login or of the query.
_LITERAL_PASSWORD = re.compile(r"://[^/@]*:(?!\$\{[^{}]*\}@)[^/@]+@|[?&]password=(?!\$\{)")
# The login, and a password in the query: a variable there holds its characters as they are.
_LOGIN = re.compile(r"(?<=://)[^/@]*(?=@)|(?<=[?&]password=)[^&]*")
_KEEP_APART = (
    "write ${NEWSMON_DB_PASSWORD} in its place and set that in the environment, or leave it out "
    "and keep it in ~/.pgpass"
)
_REMEDY = "write a preset such as @daily, five cron fields such as 0 6 * * *, or null for never"


def check_schedule(schedule: str | None) -> str | None:
    """Return the schedule; ValueError with the remedy where Airflow would not take it.

    Airflow reads cron expressions by croniter, so that is asked here as well.
    """
    if schedule is None or schedule in _PRESETS:
        return schedule
    from croniter import CroniterError, croniter

    try:
        croniter.expand(schedule)
    except CroniterError:
        raise ValueError(f"is not a schedule; {_REMEDY}") from None
    return schedule


def schedule() -> str | None:
    """`run.schedule` of `newsmon.yaml`, read again only when that file has changed.

    Raises ConfigError where the file cannot be read or the schedule is none, so that Airflow
    shows the reason as the DAG's import error.
    """
    return _quick()[0]


def has_targets() -> bool:
    """Tell whether `alerts:` of `newsmon.yaml` names anybody to tell; raises as `schedule` does."""
    return _quick()[1]


def has_push() -> bool:
    """Tell whether `push:` of `newsmon.yaml` has a `callback_url`; raises as `schedule` does."""
    return _quick()[2]


def _quick() -> tuple[str | None, bool, bool]:
    path = config_directory() / "newsmon.yaml"
    try:
        stat = path.stat()
    except OSError:
        return DEFAULT_SCHEDULE, False, False
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> tuple[str | None, bool, bool]:
    from newsmon.errors import ConfigError

    file = _file(path)
    schedule = _section(file.data, "run").get("schedule", DEFAULT_SCHEDULE)
    alerts = _section(file.data, "alerts")
    targets = any(alerts.get(kind) for kind in ("webhooks", "mails", "services", "notifiers"))
    pushes = bool(_section(file.data, "push").get("callback_url"))
    try:
        if schedule is not None and not isinstance(schedule, str):
            raise ValueError(f"is not a schedule; {_REMEDY}")
        return check_schedule(schedule), targets, pushes
    except ValueError as error:
        problem = file.say(("run", "schedule"), f'"{schedule}" {error}')
        raise ConfigError(file.format([problem])) from None


def check_database_url(url: str) -> str:
    """Return a database's URL; ValueError where a password stands in it as it is."""
    if "://" not in url:
        raise ValueError("write it as postgresql://user@host:5432/name")
    if _LITERAL_PASSWORD.search(url):
        raise ValueError(f"a password does not belong here; {_KEEP_APART}")
    return url


def database_url() -> str | None:
    """`database.url` of `newsmon.yaml`, with what it takes from the environment; None: not set.

    Raises ConfigError where the file cannot be read, or the URL is none or lacks a variable.
    """
    path = config_directory() / "newsmon.yaml"
    if not path.is_file():
        return None
    from newsmon.errors import ConfigError

    file = _file(path)
    url = _section(file.data, "database").get("url")
    if url is None:
        return None
    try:
        return _filled_in(check_database_url(str(url)))
    except ValueError as error:
        raise ConfigError(file.format([file.say(("database", "url"), str(error))])) from None


def _filled_in(url: str) -> str:
    """Return a URL with its variables; those of the login are encoded as a URL wants them."""
    from newsmon.config.kinds import from_environment

    quoted = partial(quote, safe="")
    return from_environment(_LOGIN.sub(lambda login: from_environment(login[0], quoted), url))


def _file(path: Path) -> YamlFile:
    from newsmon.config import yamlfile
    from newsmon.errors import ConfigError

    file = yamlfile.read(path)
    if file.problems:
        raise ConfigError(file.format(file.problems))
    return file


def _section(data: Any, name: str) -> dict[str, Any]:
    section = data.get(name) if isinstance(data, dict) else None
    return section if isinstance(section, dict) else {}
