"""What `newsmon load` takes for many documents, through every stage.

`python -m benchmarks.load [--documents 20000] [--stages]`: generated articles
(`benchmarks/newswire.py`: reprints, cuts, daily templates, boilerplate) as a file of JSON Lines,
loaded by one command with two processes that extract and the topics delivered, into a Postgres of
its own. Printed are articles a CPU second (that of all processes, Postgres' beside it), the most
memory held, and seconds by the clock. A tenth of the documents is loaded as well, so that growth
shows. `--stages` takes the same documents stage by stage, a process each.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.end_to_end import Cost, newsmon, table
from benchmarks.newswire import Newswire
from rich.console import Console

SMALL = 10  # one of so many documents is loaded first
STAGES = ("extract", "deduplicate", "tag", "group", "publish")

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


def by_stage(documents: int) -> Iterator[Cost]:
    """Yield what each stage costs, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="newsmon-load-") as folder, newsmon() as ours:
        path = Path(folder) / "documents.jsonl"
        write_documents(path, documents)
        ours.configure([])
        costs = [ours.call("load", "--store", str(path), module="benchmarks.load")]
        costs += [
            ours.call(stage, "--stage", stage, module="benchmarks.end_to_end") for stage in STAGES
        ]
    for cost in costs:
        yield Cost(cost.what, documents, cost.cpu, cost.server, cost.memory, cost.seconds)


def store(path: Path) -> None:
    """Store documents to be extracted, in this process."""
    from newsmon.config import load
    from newsmon.pipeline.imports import documents
    from newsmon.store import connect, run_records

    with contextlib.closing(connect(os.environ["NEWSMON_DATABASE_URL"])) as conn:
        run_id = run_records.start(conn, "load", single_process=True)
        documents.load(conn, load(), [path], run_id)
        run_records.finish(conn, run_id, "ok")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--stages", action="store_true", help="stage by stage, and nothing else")
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.store:
        store(options.store)
    elif options.stages:
        console.print(table("newsmon load, by stage", list(by_stage(options.documents))))
    else:
        console.print(table("newsmon load", list(measured(options.documents))))


if __name__ == "__main__":
    main()
