"""JSON Schemas of the YAML files, for editors that complete and check as one types."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from newsmon.config.kinds import write_duration
from newsmon.config.settings import Settings
from newsmon.config.sources import FeedsFile
from newsmon.config.topics_schema import topics_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name → schema."""
    by_name = {
        "feeds.schema.json": _feeds(),
        "newsmon.schema.json": _settings(),
        "topics.schema.json": topics_schema(),
    }
    return {name: {"$schema": _DIALECT, **schema} for name, schema in by_name.items()}


def write(directory: Path) -> list[Path]:
    """Write the schemas into a folder; the paths written, sorted."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in sorted(rendered().items()):
        (directory / name).write_text(text, encoding="utf-8")
        written.append(directory / name)
    return written


def rendered() -> dict[str, str]:
    """File name → text of the file."""
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


def _feeds() -> dict[str, Any]:
    schema = FeedsFile.model_json_schema()
    feed = schema["$defs"]["FeedConfig"]
    properties = feed["properties"]
    properties["path"] = {"type": "string", "description": "A folder; short for `kind: folder`."}
    one_or_many = {"type": "array", "items": {"type": "string"}}
    for name in ("include", "exclude", "include_titles", "exclude_titles"):
        properties[name].pop("items")
        properties[name].pop("type")
        properties[name]["anyOf"] = [{"type": "string"}, one_or_many]
    feed.pop("required")
    feed["anyOf"] = [{"required": ["url"]}, {"required": ["path"]}]
    source = schema["$defs"]["SourceConfig"]["properties"]["feeds"]
    source["items"] = {"anyOf": [{"type": "string", "format": "uri"}, source["items"]]}
    return schema


def _settings() -> dict[str, Any]:
    schema = Settings.model_json_schema()
    folders = schema["$defs"]["Seeds"]["properties"]["folders"]
    folders["anyOf"] = [{"type": "string"}, {"type": "array", "items": folders.pop("items")}]
    folders.pop("type")
    for target in ("Mail", "NotifyRule", "DigestMail"):
        to = schema["$defs"][target]["properties"]["to"]
        to["anyOf"] = [{"type": "string"}, {"type": "array", "items": to.pop("items")}]
        to.pop("type")
    for section in schema["$defs"].values():
        for described in section["properties"].values():
            if str(described.get("default", "")).startswith("P"):
                described["default"] = _duration(described["default"])
    schema["type"] = ["object", "null"]  # a file of comments only
    for section in schema["properties"].values():
        # A section may be empty: YAML reads that as null.
        form = {name: section.pop(name) for name in ("$ref", "type", "items") if name in section}
        section.setdefault("anyOf", [form])
        if {"type": "null"} not in section["anyOf"]:
            section["anyOf"].append({"type": "null"})
    return schema


def _duration(iso: str) -> str:
    """A default of pydantic's, such as `P1DT2H`, as our files write it."""
    return write_duration(TypeAdapter(timedelta).validate_python(iso))
