"""Log records that say what they are about: the run, the stage, the batch, the feed or the URL.

    log = logging.getLogger(__name__)          # a logger a module
    with logs.about(run=7, stage="extract"):   # every record logged within carries these fields
        log.info("%d pages claimed", 50)

The records are those of the standard library, so any handler may take them: under Airflow they
are the task's log. `configure` writes them to stderr, as text for people or as JSON lines.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import datetime, timezone
from functools import partial
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from newsmon.terminal import visible

FIELDS = ("run", "stage", "batch", "feed", "url")
_DETAIL = 2000  # characters that a stored failure's detail has room for

_subject: ContextVar[Mapping[str, object]] = ContextVar(
    "newsmon_log_subject", default=MappingProxyType({})
)
_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def about(**fields: object) -> Iterator[None]:
    """Have every record that is logged within carry these fields (of `FIELDS`)."""
    token = _subject.set({**_subject.get(), **fields})
    try:
        yield
    finally:
        _subject.reset(token)


def carried(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Return the function with the fields of here, to be called in another thread."""
    return partial(copy_context().run, function)


def counted(counts: Mapping[str, int]) -> str:
    """Return counts in one line, but for those that are 0."""
    return ", ".join(f"{name} {n}" for name, n in counts.items() if n) or "nothing to do"


def describe(error: BaseException) -> str:
    """Return an unexpected exception in one line, and under it as much of its traceback as fits."""
    summary = " ".join("".join(traceback.format_exception_only(error)).split())[: _DETAIL // 2]
    calls = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"{summary}\n{calls[len(summary) + 1 - _DETAIL :]}".rstrip()


def configure(level: str | None = None, form: str | None = None) -> None:
    """Write newsmon's records to stderr, in place of what an earlier call has set.

    `level` None: `warning` on a terminal, where a progress bar and tables say the rest, and `info`
    elsewhere. `form` is `json`, or else text.
    """
    logger = logging.getLogger("newsmon")
    handler = _Stderr()
    handler.addFilter(_add_subject)
    handler.setFormatter(_JsonLines() if form == "json" else _Text())
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel((level or ("warning" if sys.stderr.isatty() else "info")).upper())


def adopt(library: str) -> None:
    """Write the warnings of a library as `configure` has newsmon's own records written."""
    logger = logging.getLogger(library)
    logger.handlers = logging.getLogger("newsmon").handlers
    logger.propagate = False
    logger.setLevel(logging.WARNING)


def _add_subject(record: logging.LogRecord) -> bool:
    """Give a record the fields of where it is logged; one passed as `extra` counts more."""
    for name, value in _subject.get().items():
        if not hasattr(record, name):
            setattr(record, name, value)
    return True


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}


class _Stderr(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to what `sys.stderr` is at that time: a progress bar may have taken its place."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _Text(logging.Formatter):
    """A line for people: time (UTC), level, message, and in brackets what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, timezone.utc)
        subject = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        line = f"{at:%H:%M:%S} {record.levelname.lower()}: {record.getMessage()}"
        line += f" [{subject}]" if subject else ""
        line += f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return visible(line)


class _JsonLines(logging.Formatter):
    """A JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, timezone.utc)
        entry = {
            "at": at.isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)
