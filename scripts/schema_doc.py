"""Write docs/schema.md from the comments in the database: what every view, table and column means.

python scripts/schema_doc.py            write it, from a server made for the occasion
python scripts/schema_doc.py URL        write it, from a migrated database
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from psycopg2.extensions import connection as Connection

from newsmon.embedded import EmbeddedPostgres
from newsmon.store import connect, fetch_all, migrate

TARGET = Path(__file__).resolve().parents[1] / "docs" / "schema.md"

HEAD = """\
# The database

<!-- Made by scripts/schema_doc.py from the comments in sql/; do not edit. -->

Read the views of schema `report`: they are the public contract, and the role `newsmon_reader` may
read them and nothing else. The tables of schema `newsmon` are the pipeline's own and may change
with any version.
"""


def render(connection: Connection) -> str:
    """The whole page."""
    columns: dict[tuple[str, str], list[Any]] = {}
    for row in fetch_all(connection, "schema.columns"):
        columns.setdefault((row.schema, row.relation), []).append(row)
    relations = fetch_all(connection, "schema.relations")
    lines = [HEAD, "## Views", ""]
    lines += _contents([relation for relation in relations if relation.is_view])
    for relation in relations:
        if relation.is_view:
            lines += _view(relation, columns[relation.schema, relation.name])
    lines += ["## Tables", ""]
    lines += _contents([relation for relation in relations if not relation.is_view])
    for relation in relations:
        if not relation.is_view:
            lines += _table(relation, columns[relation.schema, relation.name])
    return "\n".join(lines).rstrip() + "\n"


def _contents(relations: list[Any]) -> list[str]:
    anchors = (f"[{relation.name}](#{relation.schema}{relation.name})" for relation in relations)
    return [" · ".join(anchors), ""]


def _view(relation: Any, columns: list[Any]) -> list[str]:
    rows = [f"| `{column.name}` | {column.type} | {_cell(column.meaning)} |" for column in columns]
    return [*_title(relation), "| column | type | meaning |", "|---|---|---|", *rows, ""]


def _table(relation: Any, columns: list[Any]) -> list[str]:
    rows = [
        f"| `{column.name}` | {column.type} | {_rules(column)} | {_cell(column.meaning)} |"
        for column in columns
    ]
    head = ["| column | type | | meaning |", "|---|---|---|---|"]
    return [*_title(relation), *head, *rows, ""]


def _title(relation: Any) -> list[str]:
    return [f"### {relation.schema}.{relation.name}", "", relation.meaning or "", ""]


def _rules(column: Any) -> str:
    rules = [
        "key" if column.in_primary_key else "",
        f"→ {column.target}" if column.target else "",
        "" if column.required else "may be null",
    ]
    return ", ".join(rule for rule in rules if rule)


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _write(url: str) -> None:
    with contextlib.closing(connect(url)) as connection:
        TARGET.write_text(render(connection), encoding="utf-8")


def main(arguments: list[str]) -> None:
    if arguments:
        _write(arguments[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedPostgres(Path(folder), settings={"fsync": "off"})
        try:
            url = server.start()
            migrate(url)
            _write(url)
        finally:
            server.remove()


if __name__ == "__main__":
    main(sys.argv[1:])
