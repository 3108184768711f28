"""The folders of newsmon's own files and of its state on this machine.

In a checkout `sql/`, `config/`, `seeds/`, `dags/` and `plugins/` stand at the root; in an
installed wheel, in `newsmon/_data/`. State never depends on the current folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLED = _PACKAGE / "_data"


def shipped(name: str) -> Path:
    """Folder that newsmon ships: `sql`, `config`, `seeds`, `dags` or `plugins`."""
    return (_BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parents[1]) / name


def home() -> Path:
    """State of newsmon on this machine: `$NEWSMON_HOME`, else `.newsmon/` beside the project."""
    if folder := os.environ.get("NEWSMON_HOME"):
        return Path(folder).expanduser().resolve()
    if _BUNDLED.is_dir():
        return platformdirs.user_data_path("newsmon")
    return _PACKAGE.parents[1] / ".newsmon"


def config_directory() -> Path:
    """Folder of the three YAML files: `$NEWSMON_CONFIG`, else one's own, else the shipped one."""
    if folder := os.environ.get("NEWSMON_CONFIG"):
        return Path(folder).expanduser().resolve()
    own = own_directory()
    return own if (own / "feeds.yaml").exists() else shipped("config")


def own_directory() -> Path:
    """Return the folder of the files that a user changes: in a checkout its `config/`."""
    if _BUNDLED.is_dir():
        return platformdirs.user_config_path("newsmon")
    return shipped("config")


def is_bundled(path: Path) -> bool:
    """Tell whether a file came with the installed package, which an update would replace."""
    return _BUNDLED in path.resolve().parents
