"""The program that extracts pages, one after the other: `python -m newsmon.pipeline.worker`.

Reads pickled jobs from stdin and writes pickled results to stdout, after a first message that
says that it is ready. It ends when stdin does, so it never outlives whoever started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from dataclasses import dataclass

from newsmon.extract import SourceFacts, extract
from newsmon.model import Article, Entry, Page, Reason, Rejection


@dataclass(frozen=True, slots=True)
class Job:
    """All that extraction needs of one page."""

    page: Page
    entry: Entry | None
    source: SourceFacts
    furniture: frozenset[str]
    gate: bool  # whether the quality gate may reject it


def work(job: Job) -> Article | Rejection:
    """Extract one page; a page that breaks the extractor is rejected, and the next can come."""
    try:
        return extract(
            job.page, entry=job.entry, source=job.source, furniture=job.furniture, gate=job.gate
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this page
        return Rejection(Reason.WORKER_DIED, f"{type(error).__name__}: {error}")


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever started us
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no reply
    pickle.dump("ready", replies)
    replies.flush()
    while True:
        try:
            job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return
        pickle.dump(work(job), replies)
        replies.flush()


if __name__ == "__main__":
    main()
