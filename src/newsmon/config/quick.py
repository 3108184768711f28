"""What Airflow needs of the settings while it parses DAG files, without anything heavy.

A DAG file is parsed again and again; the models, the topics and their libraries stay out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsmon.config.paths import config_directory

DEFAULT_SCHEDULE = "@daily"
_PRESETS = {
    "@once",
    "@hourly",
    "@daily",
    "@weekly",
    "@monthly",
    "@quarterly",
    "@yearly",
    "@continuous",
}
# minute, hour, day of the month, month, day of the week: smallest and largest number
_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES = {
    name: str(number)
    for names, first in (("jan feb mar apr may jun jul aug sep oct nov dec", 1),
                         ("sun mon tue wed thu fri sat", 0))
    for number, name in enumerate(names.split(), first)
}  # fmt: skip
_PART = re.compile(r"(?:\*|([0-9]+)(?:-([0-9]+))?)(?:/([0-9]+))?")
_REMEDY = "write a preset such as @daily, five cron fields such as 0 6 * * *, or null for never"


def check_schedule(given: str | None) -> str | None:
    """The schedule as given; raises ValueError with the remedy where Airflow would not take it."""
    if given is None or given in _PRESETS:
        return given
    fields = given.split()
    if len(fields) != len(_FIELDS) or given.startswith("@"):
        raise ValueError(f"is not a schedule; {_REMEDY}")
    for text, (low, high) in zip(fields, _FIELDS, strict=True):
        for part in text.split(","):
            found = _PART.fullmatch(_NAMES.get(part.lower(), part))
            numbers = [int(number) for number in (found[1], found[2]) if number] if found else []
            if not found or any(not low <= number <= high for number in numbers):
                raise ValueError(f"is not a schedule: {part!r} cannot stand there; {_REMEDY}")
            if found[3] == "0" or numbers != sorted(numbers):
                raise ValueError(f"is not a schedule: {part!r} is empty; {_REMEDY}")
    return given


def schedule() -> str | None:
    """`run.schedule` of `newsmon.yaml`, read again only when that file has changed.

    Raises ConfigError where the file cannot be read or the schedule is none, so that Airflow
    shows the reason as the DAG's import error.
    """
    return _quick()[0]


def has_targets() -> bool:
    """Whether `alerts:` of `newsmon.yaml` names anybody to tell; raises as `schedule` does."""
    return _quick()[1]


def _quick() -> tuple[str | None, bool]:
    path = config_directory() / "newsmon.yaml"
    try:
        stat = path.stat()
    except OSError:
        return DEFAULT_SCHEDULE, False
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> tuple[str | None, bool]:
    from newsmon.config import yamlfile
    from newsmon.errors import ConfigError

    file = yamlfile.read(path)
    if file.problems:
        raise ConfigError(file.shown(file.problems))
    given = _section(file.data, "run").get("schedule", DEFAULT_SCHEDULE)
    alerts = _section(file.data, "alerts")
    targets = any(alerts.get(kind) for kind in ("webhooks", "mails", "notifiers"))
    try:
        if given is not None and not isinstance(given, str):
            raise ValueError(f"is not a schedule; {_REMEDY}")
        return check_schedule(given), targets
    except ValueError as error:
        problem = file.say(("run", "schedule"), f'"{given}" {error}')
        raise ConfigError(file.shown([problem])) from None


def _section(data: Any, name: str) -> dict[str, Any]:
    section = data.get(name) if isinstance(data, dict) else None
    return section if isinstance(section, dict) else {}
