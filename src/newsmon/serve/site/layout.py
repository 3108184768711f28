"""Templates of the pages, in the style of the digest; nothing a publisher wrote can run in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from newsmon.report.page import environment, invisible
from newsmon.serve.site import attention

_FOLDER = Path(__file__).parent
REFRESH_SECONDS = 60


def render(template: str, **context: Any) -> str:
    """Return a page; `context` has what the template names."""
    width, height = attention.WIDTH, attention.HEIGHT
    return (
        _templates()
        .get_template(template)
        .render(now=datetime.now(timezone.utc), width=width, height=height, **context)
    )


@cache
def style() -> str:
    """Return the style sheet: that of the digest, and what the pages add."""
    digest = files("newsmon.report").joinpath("templates").joinpath("digest.css")
    added = _FOLDER / "static" / "site.css"
    return digest.read_text(encoding="utf-8") + added.read_text(encoding="utf-8")


@cache
def script() -> str:
    """Return the script that keeps a page fresh while it is looked at."""
    return (_FOLDER / "static" / "refresh.js").read_text(encoding="utf-8")


def lag(span: timedelta) -> str:
    """A length of time, for people: its two largest units."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return "under a minute" if span else "none"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return (f"{hours} h {minutes} min" if minutes else f"{hours} h") if hours else f"{minutes} min"


def long_day(day: date) -> str:
    """A day with its weekday: `Thursday, 5 March 2026`."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def visible(text: str) -> str:
    """A text on one line, without characters that are seen in what they do and not themselves."""
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or not invisible(c))


@cache
def _templates() -> Environment:
    templates = environment(FileSystemLoader(_FOLDER / "templates"))
    templates.filters.update(lag=lag, long_day=long_day, visible=visible)
    return templates
