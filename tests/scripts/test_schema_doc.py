"""docs/schema.md says what the database says."""

from __future__ import annotations

from contextlib import closing

from scripts.schema_doc import TARGET, render

from newsmon.store import connect


def test_the_committed_page_is_up_to_date(database: str) -> None:
    with closing(connect(database)) as connection:
        page = render(connection)
    assert TARGET.read_text(encoding="utf-8") == page, "run: python scripts/schema_doc.py"


def test_a_changed_comment_changes_the_page(database: str) -> None:
    with closing(connect(database)) as connection:
        connection.cursor().execute(
            "comment on column report.articles.words is 'Either this | or that.'"
        )
        assert "| `words` | integer | Either this \\| or that. |" in render(connection)
