"""The kinds of file that documents come in, and the reader of each."""

from __future__ import annotations

import logging
import os
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import zstandard

from newsmon.errors import UsageError
from newsmon.pipeline.imports.imported import ImportItem, faulty, passed_over, unusable
from newsmon.pipeline.imports.json_documents import NOWHERE, Countries
from newsmon.pipeline.imports.json_files import read_json, read_lines
from newsmon.pipeline.imports.saved_pages import read_page
from newsmon.pipeline.imports.web_archives import WARC_SUFFIXES, read_wacz, read_warc
from newsmon.pipeline.imports.wire_documents import read_xml
from newsmon.store.faults import is_of_an_item

log = logging.getLogger(__name__)

PAGE_SUFFIXES = (".txt", ".html", ".htm", ".html.gz", ".htm.gz", ".mhtml", ".mht")
JSON_SUFFIXES = (".json", ".json.gz")
XML_SUFFIXES = (".xml", ".xml.gz")
SUFFIXES = (*PAGE_SUFFIXES, ".jsonl", *JSON_SUFFIXES, *XML_SUFFIXES, *WARC_SUFFIXES, ".wacz")
_BROKEN = (OSError, EOFError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile, ValueError,
           NotImplementedError, RecursionError)  # fmt: skip


def is_readable(path: Path) -> bool:
    """Return whether a file's name is that of a kind that is read."""
    return path.name.lower().endswith(SUFFIXES)


def find(paths: list[Path]) -> Iterator[Path]:
    """Yield the files named, and in order all files in folders named, but for hidden ones.

    A folder within that cannot be listed, and a link to nowhere, are yielded as files would be:
    reading them says what is wrong. Raises UsageError for a path that is not there, or a file named
    that is of no kind that is read.
    """
    for path in paths:
        check([path])
        if path.is_dir():
            yield from sorted(_files_within(path))
        else:
            yield path


def check(paths: list[Path]) -> None:
    """Raise UsageError for a path that is not there, or a file of no kind that is read."""
    for path in paths:
        if not path.is_dir() and not path.is_file():
            raise UsageError(f"{path}: no such file or folder")
        if path.is_file() and not is_readable(path):
            kinds = ", ".join(SUFFIXES)
            raise UsageError(f"{path}: not a kind of file that newsmon reads ({kinds})")


def _files_within(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda e: unlisted.append(Path(e.filename))):
        files = (Path(place, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.is_file() or not file.exists())
    yield from unlisted


def read(path: Path, now: datetime, countries: Countries = NOWHERE) -> Iterator[ImportItem]:
    """Yield what is in a file; a part that cannot be used, or is passed over, stops nothing else.

    `countries` are those of sources, by slug and by name in small letters.
    """
    name = path.name.lower()
    if path.is_dir():
        yield unusable(str(path), "a folder that cannot be listed")
        return
    try:
        if name.endswith(".jsonl"):
            yield from read_lines(path, now, countries)
        elif name.endswith(WARC_SUFFIXES):
            yield from read_warc(path, now)
        elif name.endswith(".wacz"):
            yield from read_wacz(path, now)
        elif name.endswith(XML_SUFFIXES):
            yield from read_xml(path, now)
        elif name.endswith(JSON_SUFFIXES):
            yield from read_json(path, now, countries)
        elif is_readable(path):
            yield read_page(path, now)
        else:
            yield passed_over(str(path), "kind")
    except _BROKEN as error:
        yield unusable(str(path), error)
    except Exception as error:
        if not is_of_an_item(error):
            raise
        log.error("%s breaks its reader", path, exc_info=error)
        yield faulty(str(path), error)
