"""Turn validation errors into what the person who wrote the file should write instead."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, get_args

from pydantic.fields import FieldInfo

from newsmon.config.kinds import Model
from newsmon.config.yamlfile import YamlPath

_KINDS = {
    "string_type": "needs text; put it in quotes",
    "int_type": "needs a whole number",
    "float_type": "needs a number",
    "finite_number": "needs an ordinary number",
    "bool_type": "needs true or false",
    "tuple_type": "needs a list: [one, another], or a line beginning with - for each",
    "dict_type": "needs a mapping: `name: value`",
    "model_type": "needs a mapping: `name: value`",
    "missing": "write it",
}
_LIMITS = {
    "greater_than": ("gt", "is too small; write more than"),
    "greater_than_equal": ("ge", "is too small; write at least"),
    "less_than": ("lt", "is too large; write less than"),
    "less_than_equal": ("le", "is too large; write at most"),
    "string_too_long": ("max_length", "is too long; letters at most:"),
}


def explain(error: Mapping[str, Any], data: Any, model: type[Model]) -> tuple[YamlPath, str]:
    """Path in the file and message for one error of pydantic's."""
    path: YamlPath = _as_written(error["loc"], data)
    fields, info = _declared(model, path)
    if error["type"] == "extra_forbidden":
        return path, _unknown_name(str(path[-1]), fields)
    return path, _message(error, info)


def _message(error: Mapping[str, Any], info: FieldInfo | None) -> str:
    kind, value, context = error["type"], show(error["input"]), error.get("ctx") or {}
    if kind == "value_error":
        message = str(context["error"])
        predicate = message.split(" ", 1)[0] in ("is", "has", "needs")
        return f"{value} {message}" if predicate else message
    if kind in _LIMITS:
        limit, message = _LIMITS[kind]
        return f"{value} {message} {context[limit]}"
    if kind == "literal_error":
        return f"{value} is not one of {context['expected'].replace(' or ', ', ')}"
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return _with_meaning(f"{value} does not fit", info)
    verdict = "is missing" if kind == "missing" else f"{value} will not do"
    if error["input"] is None:
        verdict = "is empty"
    remedy = _KINDS.get(kind, error["msg"])
    return _with_meaning(f"{verdict}; {remedy}", info if kind == "missing" else None)


def show(value: Any) -> str:
    """A value as the file has it, shortened; containers are only named."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, (bool, int, float)):
        return str(value).lower()
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def _as_written(location: tuple[str | int, ...], data: Any) -> YamlPath:
    """The path in terms of what the file holds: short forms have no inside."""
    path: list[str | int] = []
    for part in location:
        if part == "url" and isinstance(data, dict) and "url" not in data and "path" in data:
            part = "path"  # noqa: PLW2901
        if path and not isinstance(data, (dict, list)):
            break
        path.append(part)
        if isinstance(data, dict):
            data = data.get(str(part), {})
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
    return tuple(path)


def _declared(model: type[Model], path: YamlPath) -> tuple[list[str], FieldInfo | None]:
    """Names that may stand beside the last part of a path, and what that part is."""
    here: type[Model] | None = model
    fields: list[str] = []
    info: FieldInfo | None = None
    for part in path:
        if isinstance(part, int):
            continue
        if here is None:
            return [], info
        fields = list(here.model_fields)
        info = here.model_fields.get(part)
        here = _model_in(info.annotation) if info else None
    return fields, info


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def _unknown_name(name: str, alternatives: list[str]) -> str:
    close = difflib.get_close_matches(name, alternatives, n=1)
    if close:
        return f"is not known; did you mean {close[0]}?"
    return f"is not known; known here: {', '.join(alternatives)}"


def _with_meaning(message: str, info: FieldInfo | None) -> str:
    return f"{message}. {info.description}" if info and info.description else message
