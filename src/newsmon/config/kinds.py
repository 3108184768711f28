"""Kinds of value that the YAML files share: durations, addresses, patterns, secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

T = TypeVar("T")

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s?([smhd])")
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Model(BaseModel):
    """Strict, closed and frozen: what is not understood is a problem, not a default."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]

# YAML has lists, Python's strict mode wants a tuple for a tuple.
Many = Annotated[tuple[T, ...], Field(strict=False)]


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError("is not a duration; write a number with s, m, h or d, such as 15m")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def write_duration(value: timedelta) -> str:
    """The shortest way to write it: `15m`, `1d`, `90s`."""
    seconds = value.total_seconds()
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{int(seconds // size)}{unit}"
    return f"{seconds:g}s"


Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(write_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,6})? ?[smhd]$"}),
]


def check_address(value: str) -> str:
    """An http(s) URL that can be asked for; raises ValueError with the remedy."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises ValueError where the port is none
    except ValueError as error:
        raise ValueError(f"is not an address ({error}); write it as https://…") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an address; write it in full, beginning with https://")
    if re.search(r"[\s\x00-\x1f\x7f]", value):
        raise ValueError("has blanks or control characters in it; write %20 for a blank")
    if parts.username is not None or parts.password is not None:
        raise ValueError("has a user name in it; send it as a header, from the environment")
    if _VARIABLE.search(value):
        raise ValueError("names a variable, but addresses are stored; send secrets as a header")
    return value


Address = Annotated[
    str,
    AfterValidator(check_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]


def _pattern(value: str) -> str:
    from newsmon.config.patterns import compile_pattern

    compile_pattern(value)
    return value


# RE2: no pattern takes more than linear time, whatever a publisher puts into an address.
Pattern = Annotated[str, AfterValidator(_pattern), WithJsonSchema({"type": "string"})]


def from_environment(value: str, encode: Callable[[str], str] = str) -> str:
    """Return a text with the variables in it, each encoded; ValueError for one that is not set."""
    missing = sorted({name for name in _VARIABLE.findall(value) if name not in os.environ})
    if missing:
        names = ", ".join(missing)
        raise ValueError(f"needs {names}, which the environment does not have; set it")
    return _VARIABLE.sub(lambda match: encode(os.environ[match[1]]), value)


# `${NAME}` stands for an environment variable, so that no secret needs to be in a file.
FromEnvironment = Annotated[
    str, AfterValidator(from_environment), WithJsonSchema({"type": "string"})
]


def is_literal(value: object) -> bool:
    """Tell whether a text holds nothing that is taken from the environment."""
    return isinstance(value, str) and not _VARIABLE.search(value)


def as_mapping(value: Any, key: str, names: Sequence[type] = (str,)) -> Any:
    """A bare value as a mapping with one key, anything else unchanged."""
    return {key: value} if isinstance(value, tuple(names)) else value
