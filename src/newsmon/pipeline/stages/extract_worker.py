"""The program that extracts pages, one after the other, started as a module.

Reads pickled jobs from stdin and writes pickled results to stdout, after a first message that
says that it is ready. It ends when stdin does, so it never outlives whoever started it.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from newsmon.extract import SourceFacts, extract
from newsmon.logs import describe
from newsmon.model import Article, Entry, Page, Reason, Rejection


@dataclass(frozen=True, slots=True)
class Job:
    """All that extraction needs of one page."""

    page: Page
    entry: Entry | None
    source: SourceFacts
    furniture: frozenset[str]
    gate: bool  # whether the quality gate may reject it


_PAGES_A_TRIM = 50  # a trim takes some milliseconds


@dataclass(frozen=True, slots=True)
class BrokenInstall:
    """Extraction lacks a part of itself: no page is to blame, and none is rejected."""

    detail: str


def _trimmer() -> Callable[[], object]:
    """Return a function that hands free memory back to the system: trees of pages leave holes.

    Nothing where the C library has no such call.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return lambda: None
    return lambda: trim(0)


def work(job: Job) -> Article | Rejection | BrokenInstall:
    """Extract a page; one that breaks the extractor is rejected, and the next can come."""
    try:
        return extract(
            job.page, entry=job.entry, source=job.source, boilerplate=job.furniture, gate=job.gate
        )
    except ImportError as error:
        return BrokenInstall(describe(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this page
        return Rejection(Reason.INTERNAL_ERROR, describe(error))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever started us
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no reply
    pickle.dump("ready", replies)
    replies.flush()
    trim = _trimmer()
    for count in itertools.count(1):
        try:
            job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return
        pickle.dump(work(job), replies)
        replies.flush()
        del job
        if count % _PAGES_A_TRIM == 0:
            trim()


if __name__ == "__main__":
    main()
