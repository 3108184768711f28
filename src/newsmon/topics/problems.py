"""Walking a mapping while collecting every problem in it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsmon.topics.definitions import Problem

Path = tuple[str | int, ...]


@dataclass
class Problems:
    """Collector of problems; each helper returns a value with which reading can continue."""

    reported: list[Problem] = field(default_factory=list)

    def error(self, path: Path, message: str) -> None:
        self.reported.append(Problem(path, message))

    def unknown_keys(self, path: Path, raw: Mapping[str, object], allowed: Sequence[str]) -> None:
        for key in raw:
            if key not in allowed:
                self.error((*path, key), f'unknown key "{key}"{suggest(str(key), allowed)}')

    def mapping(self, path: Path, raw: object) -> dict[str, object]:
        """Names and values; nothing at all is an empty mapping."""
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self.error(path, f"write a mapping of names, not {kind(raw)}")
            return {}
        for key in raw:
            if not isinstance(key, str):
                self.error((*path, str(key)), f'a name is text: write "{key}" in quotes')
        return {key: value for key, value in raw.items() if isinstance(key, str)}

    def listed(self, path: Path, raw: object) -> list[tuple[Path, object]]:
        """Elements with their paths; a single value stands for a list of one."""
        if raw is None:
            return []
        if isinstance(raw, (str, int, float, Mapping)):
            return [(path, raw)]
        if not isinstance(raw, (list, tuple)):
            self.error(path, f"write a list, not {kind(raw)}")
            return []
        return [((*path, i), value) for i, value in enumerate(raw)]

    def text(self, path: Path, raw: object) -> str | None:
        """Text, or a number as it is written."""
        if isinstance(raw, bool) or raw is None:
            self.error(path, "YAML reads this as true, false or nothing: put it in quotes")
        elif not isinstance(raw, (str, int, float)):
            self.error(path, f"write text, not {kind(raw)}")
        elif not str(raw).strip():
            self.error(path, "this is empty: write a term or take it out")
        else:
            return str(raw).strip()
        return None


def suggest(written: str, allowed: Sequence[str]) -> str:
    """`; did you mean "us-china"?` where something known is close to what was written."""
    close = difflib.get_close_matches(written, allowed, n=1)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; known are {', '.join(allowed[:12])}" if allowed else ""


def kind(value: object) -> str:
    """Name a value's type in the words of people who write YAML."""
    if isinstance(value, bool) or value is None:
        return "true, false or nothing"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    return "text" if isinstance(value, str) else "a number"
