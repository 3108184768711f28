"""The program of the processes that extract pages."""

from __future__ import annotations

from datetime import datetime, timezone

from newsmon.extract import extract
from newsmon.logs import describe
from newsmon.model import Article, Page, Reason, Rejection
from newsmon.pipeline.stages.extract_job import BrokenInstall, Job
from newsmon.text import storable_value

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def work(job: Job) -> Article | Rejection:
    """Extract a page."""
    result = extract(
        job.page, entry=job.entry, source=job.source, boilerplate=job.boilerplate, gate=job.gate
    )
    return storable_value(result)


def failure(error: Exception) -> Rejection | BrokenInstall:
    """Return the rejection of a page that breaks the extractor, but for a lack of packages."""
    if isinstance(error, ImportError):
        return BrokenInstall(describe(error))
    return Rejection(Reason.INTERNAL_ERROR, describe(error))


# Long enough for its language to be looked at: unpacking that model is not for a page to pay.
_PAGE = b"""<html lang="en"><head><title>A page by which everything is loaded</title></head><body>
<article><h1>A page by which everything is loaded</h1><p>Libraries load their tables with the first
page that they read. This is that page, so that no other is charged for it.</p></article></body>
</html>"""


def load() -> None:
    """Load all that pages are read by."""
    extract(Page("https://a.example/", "https://a.example/", _PAGE, "text/html", None, _EPOCH))
