"""The program that extracts pages, one after the other, started as a module."""

from __future__ import annotations

import itertools
from datetime import datetime, timezone

from newsmon.extract import extract
from newsmon.logs import describe
from newsmon.model import Article, Page, Reason, Rejection
from newsmon.pipeline.stages import allocation
from newsmon.pipeline.stages.extract_job import BrokenInstall, Job
from newsmon.pipeline.stages.worker_server import serve
from newsmon.text import storable_value

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_PAGES_A_TRIM = 50  # a trim takes some milliseconds


def work(job: Job) -> Article | Rejection | BrokenInstall:
    """Extract a page; one that breaks the extractor is rejected, and the next can come."""
    try:
        result = extract(
            job.page, entry=job.entry, source=job.source, boilerplate=job.boilerplate, gate=job.gate
        )
        return storable_value(result)
    except ImportError as error:
        return BrokenInstall(describe(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this page
        return Rejection(Reason.INTERNAL_ERROR, describe(error))


# Long enough for its language to be looked at: unpacking that model is not for a page to pay.
_PAGE = b"""<html lang="en"><head><title>A page by which everything is loaded</title></head><body>
<article><h1>A page by which everything is loaded</h1><p>Libraries load their tables with the first
page that they read. This is that page, so that no other is charged for it.</p></article></body>
</html>"""


def load() -> None:
    """Load all that pages are read by."""
    extract(Page("https://a.example/", "https://a.example/", _PAGE, "text/html", None, _EPOCH))


def main() -> None:
    allocation.give_back_large_blocks()
    load()
    trim, jobs = allocation.trimmer(), itertools.count(1)
    serve(work, after=lambda: next(jobs) % _PAGES_A_TRIM or trim())


if __name__ == "__main__":
    main()
