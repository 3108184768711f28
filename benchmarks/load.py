"""What `newsmon load` takes for many documents, through every stage.

`python -m benchmarks.load [--documents 20000]`: generated articles (`benchmarks/newswire.py`:
reprints, cuts, daily templates, boilerplate) as a file of JSON Lines, loaded by one command with
two processes that extract and the topics delivered, into a Postgres of its own. Printed are
documents a second by the clock and by CPU (that of all processes, Postgres' beside it), and the
most memory held. A tenth of the documents is loaded as well, so that growth shows.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.end_to_end import Cost, newsmon, table
from benchmarks.newswire import Newswire
from rich.console import Console

SMALL = 10  # one of so many documents is loaded first

console = Console()


def write_documents(path: Path, count: int) -> None:
    """Write generated articles as JSON Lines, of `newswire.SOURCES` outlets."""
    with path.open("w") as file:
        for number, article in enumerate(Newswire().publish(count)):
            document = {
                "url": f"https://outlet-{article.source}.example/{number}",
                "title": article.title,
                "text": article.text,
                "source": f"outlet-{article.source}",
            }
            file.write(json.dumps(document) + "\n")


def measured(documents: int) -> Iterator[Cost]:
    """Yield the cost of a tenth of the documents, then of all, each into an empty database."""
    for count in (documents // SMALL, documents):
        with tempfile.TemporaryDirectory(prefix="newsmon-load-") as folder, newsmon() as ours:
            path = Path(folder) / "documents.jsonl"
            write_documents(path, count)
            ours.configure([])
            yield ours.call(f"{count:,} documents", "load", str(path))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args(arguments)
    console.print(table("newsmon load", list(measured(options.documents))))


if __name__ == "__main__":
    main()
