"""Small configurations written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsmon.config import load
from newsmon.errors import ConfigError

Write = Callable[..., Path]
Problems = Callable[..., list[str]]

MINIMAL = """\
sources:
  - slug: example-times
    name: The Example Times
    homepage: https://www.example.com/
    feeds:
      - https://www.example.com/world/rss
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write `feeds.yaml` (and others by keyword) into a folder `config`; the folder."""

    def write(feeds: str | bytes | None = MINIMAL, **files: str) -> Path:
        directory = tmp_path / "config"
        directory.mkdir(exist_ok=True)
        if feeds is not None:
            raw = feeds.encode() if isinstance(feeds, str) else feeds
            (directory / "feeds.yaml").write_bytes(raw)
        for name, text in files.items():
            (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
        return directory

    return write


@pytest.fixture
def problems(write: Write) -> Problems:
    """Return what is wrong with a configuration; empty if nothing is."""

    def problems(feeds: str | bytes | None = MINIMAL, **files: str) -> list[str]:
        directory = write(feeds, **files)
        try:
            load(directory)
        except ConfigError as error:
            return error.problems
        return []

    return problems
