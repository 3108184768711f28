"""The committed JSON Schemas: current, valid, and of one mind with the models."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.config.test_feeds_file import BROKEN

from newsmon.config import shipped
from newsmon.config.schema import rendered, schemas

COMMITTED = shipped("config") / "schemas"

# What a schema cannot say: uniqueness across the file, RE2, secrets, the environment.
BEYOND_A_SCHEMA = (
    "is also at", "RE2", "is not a pattern", "secret", "environment", "itself", "control char",
    "user name", "port", "blanks", "is not a folder", "too often",
    "is not YAML", "is not an address", "is no HTTP proxy",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(rendered()))
def test_the_committed_schema_is_current(name: str) -> None:
    text = (COMMITTED / name).read_text(encoding="utf-8")
    assert text == rendered()[name], "run `newsmon config schema --write`"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_it_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("name", ["feeds", "newsmon", "topics"])
def test_the_delivered_file_names_its_schema_and_fits_it(name: str) -> None:
    text = (shipped("config") / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=schemas/{name}.schema.json\n")
    validator = Draft202012Validator(schemas()[f"{name}.schema.json"])
    assert not list(validator.iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_an_editor_sees_what_the_check_says(text: str, message: str) -> None:
    if any(part in message for part in BEYOND_A_SCHEMA):
        return
    validator = Draft202012Validator(schemas()["feeds.schema.json"])
    assert list(validator.iter_errors(plain(text)))


def test_defaults_are_written_as_the_files_write_them() -> None:
    definitions = schemas()["newsmon.schema.json"]["$defs"]
    assert definitions["Fetch"]["properties"]["max_retry_after"]["default"] == "1d"
    assert definitions["Fetch"]["properties"]["min_poll"]["default"] == "5m"


def plain(text: str) -> Any:
    from newsmon.config.yamlfile import parse

    return json.loads(json.dumps(parse(text.encode(), "x").data))
