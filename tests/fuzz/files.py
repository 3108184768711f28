"""Files of documents with fuzzed bytes between two good ones: both good ones must arrive."""

from __future__ import annotations

import atexit
import base64
import gzip
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import zstandard
from tests.extract.pages import html

from newsmon.pipeline.imports.file_formats import read
from newsmon.pipeline.imports.imported import (
    ImportedDocument,
    ImportItem,
    PassedOver,
    UnusableDocument,
)
from newsmon.text import storable

NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
GOOD = ("https://paper.example/first", "https://paper.example/last")
_PAGE = html().encode()
_MEMORY = Path("/dev/shm")  # a million files are no work for a disk
_FOLDER = Path(tempfile.mkdtemp(prefix="newsmon-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))
atexit.register(shutil.rmtree, _FOLDER)

FILE_TOKENS = b"""
{"url": "https://paper.example/x" "title": "text": "html": "published_at": "source": "language": "authors": [ ] } , null true 1e999
"\\u0000" "\\ud800" \\u0000 \\udfff urn:x urn:newsmon:file: 9999-12-31T23:59:59+14:00 0001-01-01 -1 \xff\xfe \x00 \xed\xa0\x80
MIME-Version: Content-Type: multipart/related; boundary=-- text/html charset= utf-7 idna base64 quoted-printable
Content-Transfer-Encoding: Snapshot-Content-Location: Content-Location: =?utf-8?q? =?= <link rel=canonical href= <base href= >
""".split()  # noqa: E501
ARCHIVE_TOKENS = [*b"""
WARC/1.0 WARC/1.1 WARC-Type: response resource revisit request continuation conversion WARC-Target-URI: <https://paper.example/x>
WARC-Date: Content-Length: 0 1 -1 99999999 1e3 HTTP/1.1 200 404 Content-Type: text/html ;charset= Content-Encoding: gzip br zstd
Transfer-Encoding: chunked ffffffff urn:uuid: dns: \xff\xfe \x00 \xed\xa0\x80 \x1f\x8b\x08 \x28\xb5\x2f\xfd \x5d\x2a\x4d\x18 PK
""".split(), b"\r\n", b"\r\n\r\n", b"\n", b" "]  # fmt: skip # noqa: E501


def _line(address: str, **fields: object) -> bytes:
    return json.dumps({"url": address, "html": _PAGE.decode(), **fields}).encode()


def record(address: str, body: bytes = _PAGE, fields: str = "") -> bytes:
    """A WARC record of an answer with a page."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def message() -> bytes:
    """A page as a browser saves it with its parts."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        b"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(_PAGE) + b"\r\n--b--\r\n"
    )


LINES = [
    _line("https://paper.example/x", title="Ferry", published_at="2026-03-01T08:00:00Z"),
    _line("https://paper.example/y", source="paper", language="en", authors=["Ada", "Jon"]),
    json.dumps({"text": "It rains in the north. " * 20, "authors": "Ada; Jon"}).encode(),
]
SAVED = [
    b".html\n" + _PAGE,
    b".html\n<link rel=canonical href=https://paper.example/x>" + _PAGE,
    b".txt\n" + b"It rains in the north. " * 20,
    b".html.gz\n" + gzip.compress(_PAGE, mtime=0),
    b".mhtml\n" + message(),
]
RECORDS = [
    record("https://paper.example/x"),
    record("https://paper.example/y", gzip.compress(_PAGE), "Content-Encoding: gzip\r\n"),
    record("https://paper.example/z", b"5\r\n<html\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
    b"WARC/1.1\nWARC-Type: resource\nWARC-Target-URI: urn:x\nContent-Length: 6\n\n<html>\n\n",
]
PACKED = [
    packing + b"\n" + packed
    for packing, packed in (
        (b".warc.gz", b"".join(gzip.compress(each, mtime=0) for each in RECORDS)),
        (b".warc.zst", b"".join(zstandard.compress(each) for each in RECORDS)),
        (b".warc.zst", zstandard.compress(b"".join(RECORDS))),
    )
]


def lines(data: bytes) -> str:
    """Lines of a `.jsonl` between two good ones."""
    return _between(".jsonl", _line(GOOD[0]) + b"\n", data, b"\n" + _line(GOOD[1]) + b"\n")


def records(data: bytes) -> str:
    """Bytes in a WARC between two good records."""
    return _between(".warc", record(GOOD[0]), data, b"\r\n\r\n" + record(GOOD[1]))


def packed_records(data: bytes) -> str:
    """A packed WARC after a good member, or frame; in a WACZ beside a good WARC."""
    suffix, _, content = data.partition(b"\n")
    if suffix == b".warc.zst":
        return _between(".warc.zst", zstandard.compress(record(GOOD[0])), content, b"")
    if len(content) % 2:
        path = _FOLDER / "fuzzed.wacz"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("archive/fuzzed.warc.gz", content)
            package.writestr("archive/good.warc", record(GOOD[0]))
        return _checked(list(read(path, NOW)), GOOD[:1])
    good = [gzip.compress(record(address), mtime=0) for address in GOOD]
    return _between(".warc.gz", good[0], content, good[1] if _is_gzip(content) else b"")


def _is_gzip(content: bytes) -> bool:
    """Tell whether what follows is a member of its own, and not swallowed by a damaged one."""
    try:
        gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return False
    return True


def saved(data: bytes) -> str:
    """A page saved as a file, of the kind that the first line says."""
    suffix, _, content = data.partition(b"\n")
    names = {line.partition(b"\n")[0].decode() for line in SAVED}
    name = suffix.decode("latin-1")
    path = _FOLDER / f"fuzzed{name if name in names else '.html'}"
    path.write_bytes(content)
    return _checked(list(read(path, NOW)), ())


def package(data: bytes) -> str:
    """A WACZ package whose own bytes are fuzzed."""
    path = _FOLDER / "package.wacz"
    path.write_bytes(data)
    return _checked(list(read(path, NOW)), ())


def _between(suffix: str, first: bytes, data: bytes, last: bytes) -> str:
    path = _FOLDER / f"fuzzed{suffix}"
    path.write_bytes(first + data + last)
    return _checked(list(read(path, NOW)), GOOD if last else GOOD[:1])


def _checked(items: Sequence[ImportItem], good: Sequence[str]) -> str:
    """The outcome of all but the good documents, in a word; each item can be stored."""
    outcomes: list[str] = []
    arrived = set()
    for item in items:
        if isinstance(item, ImportedDocument):
            arrived.add(item.url)
            for text in (item.guid, item.url, item.url_key, item.host, item.source or ""):
                _check_text(text)
            assert item.page.fetched_at.tzinfo is not None
            if item.url not in good:
                outcomes.append("document")
        elif isinstance(item, UnusableDocument):
            _check_text(item.place)
            _check_text(item.rejection.detail)
            assert item.rejection.detail
            outcomes.append("unusable")
        elif isinstance(item, PassedOver):
            _check_text(item.place)
            outcomes.append(f"passed over: {item.reason}")
        else:
            _check_text(item.url)
            outcomes.append(f"withdrawn: {item.terms.status.value}")
    assert set(good) <= arrived, f"lost {set(good) - arrived}"
    return " and ".join(sorted(set(outcomes))) or "nothing"


def _check_text(text: str) -> None:
    assert text == storable(text, len(text) + 1)


def packages() -> list[bytes]:
    """WACZ packages with a WARC each."""
    made = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = _FOLDER / "sample.wacz"
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("archive/data.warc", RECORDS[0])
        made.append(path.read_bytes())
    return made
