"""The settings as a Markdown table, for docs/configuration.md.

`python -m newsmon.config.describe docs/configuration.md` renews the table in that file.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import get_args

from pydantic.fields import FieldInfo

from newsmon.config.kinds import Model, write_duration
from newsmon.config.settings import Settings

BEGIN = "<!-- settings: generated, do not edit -->"
END = "<!-- settings: end -->"


def settings_tables() -> str:
    """A heading and a table for each section that has settings."""
    sections = {name: (info, model_of(info)) for name, info in Settings.model_fields.items()}
    return "\n\n".join(
        _table(name, info, model) for name, (info, model) in sections.items() if model.model_fields
    )


def model_of(info: FieldInfo) -> type[Model]:
    """Return the model of a section: itself, that of its items, or what it is if it is there."""
    parts = (info.annotation, *get_args(info.annotation))
    return next(part for part in parts if isinstance(part, type) and issubclass(part, Model))


def renewed(text: str) -> str:
    """A page with its table renewed between the two marks."""
    head, _, tables = text.partition(BEGIN)
    _, _, tail = tables.partition(END)
    return f"{head}{BEGIN}\n\n{settings_tables()}\n\n{END}{tail}"


def _table(name: str, info: FieldInfo, section: type[Model]) -> str:
    rows = [
        f"| `{setting}` | {_default(described)} | {described.description} |"
        for setting, described in section.model_fields.items()
    ]
    title = f"### `{name}`: {(info.description or '').rstrip('.')}"
    return "\n".join([title, "", "| setting | default | meaning |", "|---|---|---|", *rows])


def _default(info: FieldInfo) -> str:
    if info.default_factory is not None:
        return "by machine"
    value = info.default
    if info.is_required():
        return "required"
    if isinstance(value, timedelta):
        value = write_duration(value)
    if isinstance(value, tuple):
        value = f"[{', '.join(value)}]"
    if isinstance(value, Model):
        value = "{" + ", ".join(f"{name}: {setting}" for name, setting in value) + "}"
    if isinstance(value, bool) or value is None:
        value = {True: "true", False: "false", None: "null"}[value]
    return f"`{value}`"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
