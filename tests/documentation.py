"""What the pages for people contain: commands, YAML, SQL with its result, links.

`python -m tests.documentation` takes the sample world through the pipeline, on a server made for
the occasion, and writes the answers of the README's questions anew.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.configuration import write
from demo.server import World
from demo.world import first_day, second_day

from newsmon.config import load
from newsmon.embedded import EmbeddedPostgres
from newsmon.pipeline import runs as pipeline
from newsmon.store import Database, connect, migrate

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(
    sorted([*ROOT.glob("docs/*.md"), *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING"))])
)
README = ROOT / "README.md"

_FENCE = re.compile(r"^ *```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(r"^```sql\n(?P<sql>.*?)^```\n\n(?P<table>(?:^\|[^\n]*\n)+)", re.M | re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    page: Path
    language: str
    text: str


def blocks(language: str) -> list[Block]:
    """All fenced blocks of one language, page by page."""
    return [
        Block(page, match[1], match[2])
        for page in PAGES
        for match in _FENCE.finditer(page.read_text(encoding="utf-8"))
        if match[1] == language
    ]


def commands() -> list[tuple[str, str]]:
    """(page, command) of each line in the ```sh blocks; comments cut, continued lines joined."""
    lines = []
    for block in blocks("sh"):
        for line in block.text.replace("\\\n", " ").splitlines():
            command = re.sub(r"(^|\s+)#.*$", "", line).strip()
            if command:
                lines.append((block.page.name, re.sub(r"\s+", " ", command)))
    return lines


def links(page: Path) -> Iterator[tuple[str, str]]:
    """(path, anchor) of each link of a page that stays in the project."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(prose):
        if "://" not in target and not target.startswith("mailto:"):
            path, _, anchor = target.partition("#")
            yield path, anchor


def anchors(page: Path) -> set[str]:
    """What `#…` may follow the page's name: its headings as GitHub writes them."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in _HEADING.findall(prose)
    }


def questions(text: str) -> list[tuple[str, str]]:
    """(SQL, result as a Markdown table) of each SQL block that a table follows."""
    return [(match["sql"], match["table"]) for match in _QUESTION.finditer(text)]


def answer(conn: Any, sql: str) -> str:
    """The result of a query as a Markdown table."""
    with conn.cursor() as cursor:
        cursor.execute(sql)
        rows = [[_cell(value) for value in row] for row in cursor.fetchall()]
        names = [column.name for column in cursor.description]
    lines = [names, ["---"] * len(names), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = "" if value is None else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


def load_sample_world(database: Database, folder: Path) -> None:
    """Both days of the sample world through the pipeline; `folder` takes its configuration."""
    with World(first_day()) as world:
        config = load(write(folder, world.bases))
        pipeline.run(database, config)
        world.samples = second_day()
        pipeline.run(database, config, only=[feed.url for _, feed in config.feeds()])


def main() -> None:
    """Write the README's tables anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = EmbeddedPostgres(folder / "server", settings={"fsync": "off"})
        try:
            database = Database(server.start(), "made for the occasion")
            migrate(database)
            load_sample_world(database, folder / "config")
            _renew(database)
        finally:
            server.remove()


def _renew(database: Database) -> None:
    text = README.read_text(encoding="utf-8")
    with closing(connect(database, role="reader")) as conn:
        renewed = _QUESTION.sub(
            lambda match: f"```sql\n{match['sql']}```\n\n{answer(conn, match['sql'])}", text
        )
    README.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    main()
