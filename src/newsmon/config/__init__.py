"""The three YAML files: read, checked, and explained where they are wrong.

Importing this is cheap, because Airflow does so whenever it parses a DAG file; `load`, the
models and what they need come in with first use.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsmon.config.paths import config_directory, home, shipped
from newsmon.config.quick import database_url, has_push, has_targets, schedule
from newsmon.late_names import late_names

if TYPE_CHECKING:
    from newsmon.config.loader import Config
    from newsmon.config.settings import Settings
    from newsmon.config.sources import FeedConfig, SourceConfig

__all__ = [
    "Config",
    "FeedConfig",
    "Settings",
    "SourceConfig",
    "config_directory",
    "database_url",
    "has_push",
    "has_targets",
    "home",
    "load",
    "schedule",
    "shipped",
]


def load(directory: Path | None = None) -> Config:
    """The configuration in a folder, by default `config_directory()`.

    Raises ConfigError with every problem of all three files.
    """
    from newsmon.config.loader import load as read_all

    return read_all(directory)


__getattr__ = late_names(
    __name__,
    {
        "Config": "loader",
        "Settings": "settings",
        "FeedConfig": "sources",
        "SourceConfig": "sources",
    },
)
