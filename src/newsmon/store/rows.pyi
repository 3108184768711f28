"""What `rows.py` makes when it is first used: the classes of rows, by the names that they have."""

from typing import Any

from newsmon.store.signatures import *  # noqa: F403

COLUMNS: dict[str, str]
BY_STATEMENT: dict[str, str]
CLASSES: dict[str, type[Any]]

def of_statement(name: str) -> type[Any] | None: ...
