"""docs/configuration.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.config.conftest import MINIMAL, Write

from newsmon.config import load
from newsmon.config.describe import model_of, renewed
from newsmon.config.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text()
BLOCKS = re.findall(r"^```yaml\n# (\w+)\.yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_table_of_settings_is_current() -> None:
    assert renewed(PAGE) == PAGE, "python -m newsmon.config.describe docs/configuration.md"


def test_every_setting_is_in_the_table() -> None:
    for section, info in Settings.model_fields.items():
        for setting in model_of(info).model_fields:
            assert f"### `{section}`: " in PAGE
            assert f"\n| `{setting}` | " in PAGE


@pytest.mark.parametrize(("name", "text"), BLOCKS)
def test_every_example_is_a_valid_file(write: Write, name: str, text: str) -> None:
    files = {"feeds": MINIMAL} | {name: text}
    feeds = files.pop("feeds")
    assert load(write(feeds, **files))


def test_there_are_examples() -> None:
    assert {name for name, _ in BLOCKS} == {"feeds", "newsmon"}
