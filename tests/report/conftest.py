"""A configuration to report on a newsroom."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsmon.config import Config
from newsmon.config.settings import Settings
from newsmon.topics import Topics


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """All defaults, digests into a temporary folder."""
    settings = Settings.model_validate({"report": {"directory": str(tmp_path / "reports")}})
    return Config(settings, (), Topics(), tmp_path)
