"""A newsroom, and a configuration to report on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection
from tests.newsroom import Newsroom

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.topics import Topics


@pytest.fixture
def newsroom(conn: Connection) -> Newsroom:
    return Newsroom(conn)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """All defaults, digests into a temporary folder."""
    settings = Settings.model_validate({"report": {"directory": str(tmp_path / "reports")}})
    return Config(settings, (), Topics(), tmp_path)
