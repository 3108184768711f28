"""Twice the file takes twice the work, or little more, whatever shape it has."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from tests.scaling import assert_grows_in_proportion, cpu_seconds

from newsmon.pipeline.imports.file_formats import read

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
SIZE = 200_000  # bytes, then twice as many; at this size squares took seconds
SLACK = 0.3  # seconds: what a busy machine adds
RECORD = (
    b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://paper.example/a\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
)
MESSAGE = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b%s\r\n\r\n%s"
NEWS = (
    b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x' version='1'><itemMeta>"
    b"<itemClass qcode='ninat:text'/></itemMeta><contentMeta>%s</contentMeta><contentSet>"
    b"<inlineXML><nitf><body><body.content>%s</body.content></body></nitf></inlineXML>"
    b"</contentSet></newsItem>"
)

Shape = Callable[[int], bytes]


def repeated(unit: bytes, within: bytes = b"%s") -> Shape:
    return lambda size: within.replace(b"%s", unit * (size // len(unit)), 1)


def answer(fields: bytes, body: bytes) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + b"\r\n" + body
    return RECORD % (b"response", len(content), content)


SHAPES: dict[str, tuple[str, Shape]] = {
    "first lines": ("a.warc", repeated(b"WARC/1.0\r\n")),
    "records that say too much": ("a.warc", repeated(RECORD % (b"request", 8_000_000, b"x"))),
    "records that say far too much": ("a.warc", repeated(RECORD % (b"request", 10**9, b"x"))),
    "records": ("a.warc", repeated(answer(b"", b"<p>x"))),
    "blank lines": ("a.warc", repeated(b"\r\n")),
    "fields of an answer": ("a.warc", lambda size: answer(b"X: y\r\n" * (size // 6), b"x")),
    "chunks": (
        "a.warc",
        lambda size: answer(b"Transfer-Encoding: chunked\r\n", b"1\r\nx\r\n" * (size // 6)),
    ),
    "members of gzip": ("a.warc.gz", repeated(gzip.compress(b"W", mtime=0))),
    "parts of a message": ("a.mhtml", repeated(b"--b\r\n\r\nx\r\n", MESSAGE % (b"", b"%s"))),
    "fields of a message": ("a.mhtml", repeated(b"X: y\r\n", MESSAGE % (b"\r\n%s", b""))),
    "parameters of a message": ("a.mhtml", repeated(b"; a=b", MESSAGE % (b"%s", b""))),
    "paragraphs of a wire": ("a.xml", repeated(b"<p>word</p>", NEWS % (b"", b"%s"))),
    "headlines of a wire": ("a.xml", repeated(b"<headline>x</headline>", NEWS % (b"%s", b""))),
    "credits of a wire": ("a.xml", repeated(b"<by>x and y</by>", NEWS % (b"%s", b""))),
    "lines": ("a.jsonl", repeated(b'{"url": "https://paper.example/1", "text": "x"}\n')),
    "brackets": ("a.jsonl", repeated(b'{"a":[')),
    "wrappers": ("a.json", repeated(b'{"items": [1]},', b"[%s1]")),
    "bases of a page": ("a.html", repeated(b"<base href=x>")),
    "open tags": ("a.html", repeated(b"<a <")),
}


def seconds(path: Path, content: bytes) -> float:
    path.write_bytes(content)
    items: list[object] = []
    spent = cpu_seconds(lambda: items.extend(read(path, NOW)))
    assert items
    return spent


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_with_the_file(tmp_path: Path, name: str) -> None:
    file, shape = SHAPES[name]
    assert_grows_in_proportion(
        lambda size: seconds(tmp_path / file, shape(size)), SIZE, slack=SLACK
    )
