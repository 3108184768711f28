"""Pages saved as files: HTML, plain text, and MHTML as browsers save it with all its parts."""

from __future__ import annotations

import gzip
from datetime import datetime
from pathlib import Path

from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.imported import ImportItem, imported_document, unusable
from newsmon.pipeline.imports.saved_messages import is_message, read_message
from newsmon.pipeline.imports.stated_urls import stated_url


def read_page(path: Path, now: datetime) -> ImportItem:
    """Return the page of a file."""
    name = path.name.lower()
    opener = gzip.open if name.endswith(".gz") else open
    with opener(path, "rb") as file:
        body = file.read(imported.MAX_BYTES + 1)
    if len(body) > imported.MAX_BYTES:
        return unusable(str(path), f"larger than {imported.MAX_BYTES} bytes")
    if name.endswith((".mhtml", ".mht")) or is_message(body):
        return read_message(body, str(path), now)
    if name.endswith(".txt"):
        return imported_document(body, "text/plain", now, charset=None)
    return imported_document(body, "text/html", now, url=stated_url(body), charset=None)
