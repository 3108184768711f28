# ruff: noqa: E501 - messages read better unbroken
"""MHTML in the shapes that browsers, extensions and mail programs give it."""

from __future__ import annotations

import base64
import quopri
from datetime import datetime, timezone
from pathlib import Path

import pytest

from newsmon.model import Reason
from newsmon.pipeline.imports import saved_pages
from newsmon.pipeline.imports.file_formats import read
from newsmon.pipeline.imports.imported import ImportedDocument, UnusableDocument

NOW = datetime(2026, 3, 6, 12, tzinfo=timezone.utc)
SAVED = datetime(2026, 3, 1, 9, 30, tzinfo=timezone.utc)
URL = "https://paper.example/ferry?id=7"
PAGE = "<html><head><title>Fähre</title></head><body><p>“Monday” = 3 € — said the mayor</p></body></html>"
FRAME = "<html><body>An advertisement in a frame</body></html>"


def encoded(content: str, encoding: str, charset: str = "utf-8") -> str:
    raw = content.encode(charset)
    if encoding == "base64":
        return base64.encodebytes(raw).decode()
    if encoding == "quoted-printable":
        return quopri.encodestring(raw).decode()
    return raw.decode("latin-1")  # 8bit: written back byte for byte


def part(
    content: str,
    *headers: str,
    encoding: str = "quoted-printable",
    kind: str = "text/html",
    charset: str = "utf-8",
) -> str:
    lines = (f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers)
    return "\r\n".join((*lines, "", encoded(content, encoding, charset)))


IMAGE = part(
    "GIF89a", "Content-Location: https://paper.example/a.gif", encoding="base64", kind="image/gif"
)


def message(
    *parts: str,
    head: tuple[str, ...] = (),
    kind: str = 'multipart/related; type="text/html"; boundary="b-1"',
) -> bytes:
    lines = [
        *head,
        "Date: Sun, 1 Mar 2026 09:30:00 +0000",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        "",
        "",
    ]
    body = "".join(f"--b-1\r\n{content}\r\n" for content in parts)
    return ("\r\n".join(lines) + body + "--b-1--\r\n").encode("latin-1")


CHROME = (
    "From: <Saved by Blink>",
    f"Snapshot-Content-Location: {URL}",
    "Subject: =?utf-8?Q?F=C3=A4hre?=",
)
UNMHT = ("From: <Saved by UnMHT>", "Subject: Ferry", 'X-UnMHT-Version: "8.3.2"')
INTERNET_EXPLORER = (
    'From: "Saved by Internet Explorer 11"',
    "Subject: Ferry",
    "X-MimeOLE: Produced By Microsoft MimeOLE",
)
AT = f"Content-Location: {URL}"

MESSAGES = {
    "Chrome, quoted-printable": message(part(PAGE, "Content-ID: <frame-1@mhtml.blink>", AT), IMAGE, head=CHROME),
    "Chrome, base64": message(part(PAGE, AT, encoding="base64"), IMAGE, head=CHROME),
    "Chrome, binary": message(part(PAGE, AT, encoding="binary"), IMAGE, head=CHROME),
    "Chrome, frames after the page": message(
        part(PAGE, "Content-ID: <frame-1@mhtml.blink>", AT),
        part(FRAME, "Content-ID: <frame-2@mhtml.blink>", "Content-Location: cid:frame-2@mhtml.blink"), head=CHROME),
    "Chrome, a page that was itself in a frame": message(
        part(PAGE, "Content-ID: <frame-1@mhtml.blink>", "Content-Location: cid:frame-1@mhtml.blink"), head=CHROME),
    "Firefox with UnMHT": message(part(PAGE, AT, kind='text/html; charset="UTF-8"'), IMAGE, head=UNMHT),
    "Firefox with UnMHT, address of the message": message(part(PAGE), IMAGE, head=(*UNMHT, AT)),
    "Internet Explorer, 8bit": message(part(PAGE, AT, encoding="8bit", kind='text/html; charset="utf-8"'), IMAGE, head=INTERNET_EXPLORER),
    "Internet Explorer, one part": message(head=INTERNET_EXPLORER)[:0] + "\r\n".join(
        (*INTERNET_EXPLORER, "Date: Sun, 1 Mar 2026 09:30:00 +0000", "MIME-Version: 1.0", part(PAGE, AT))).encode("latin-1"),
    "the root named by start": message(
        part(FRAME, "Content-ID: <ad@x>"), part(PAGE, "Content-ID: <root@x>", AT),
        head=CHROME, kind='multipart/related; start="<root@x>"; type="text/html"; boundary="b-1"'),
    "an image first": message(IMAGE, part(PAGE, AT), head=CHROME),
    "a letter, plain before markup": message(
        part("Monday, said the mayor", kind="text/plain"), part(PAGE, AT), kind='multipart/alternative; boundary="b-1"'),
    "an attached text first": message(
        part("Read me", "Content-Disposition: attachment; filename=a.html"), part(PAGE, AT), head=CHROME),
    "an address folded over lines": message(
        part(PAGE), head=("From: <Saved by Blink>", "Snapshot-Content-Location: https://paper.example/\r\n ferry?id=7")),
    "an address relative to the message": message(
        part(PAGE, "Content-Location: /ferry?id=7"), head=("From: <Saved by Blink>", "Content-Location: https://paper.example/")),
    "the copy of a web archive": message(
        part(PAGE, AT), head=("From: <Saved by Blink>", f"Snapshot-Content-Location: https://web.archive.org/web/20260301/{URL}")),
    "XHTML": message(part(PAGE, AT, kind="application/xhtml+xml"), head=CHROME),
}  # fmt: skip


@pytest.mark.parametrize("shape", MESSAGES)
def test_the_page_is_read_with_its_address(tmp_path: Path, shape: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(MESSAGES[shape])
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.page.body.decode().strip() == PAGE
    assert item.url == URL
    assert item.page.content_type == "text/html"
    assert item.page.fetched_at == SAVED


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "windows-1251"])
def test_the_charset_of_the_part_counts(tmp_path: Path, charset: str) -> None:
    page = PAGE.encode(charset, "ignore").decode(charset)
    content = message(
        part(page, AT, kind=f"text/html; charset={charset}", charset=charset), head=CHROME
    )
    (tmp_path / "a.mhtml").write_bytes(content)
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.page.charset == charset
    assert item.page.body.decode(charset).strip() == page


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 1 Mar 2099 09:30:00 +0000"])
def test_a_date_that_cannot_be_is_no_date_of_saving(tmp_path: Path, date: str) -> None:
    content = message(part(PAGE, AT), head=CHROME).replace(
        b"Sun, 1 Mar 2026 09:30:00 +0000", date.encode()
    )
    (tmp_path / "a.mhtml").write_bytes(content)
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.page.fetched_at == NOW


@pytest.mark.parametrize("depth", [50, 5000])
def test_a_message_of_parts_within_parts_costs_itself(tmp_path: Path, depth: int) -> None:
    kind = "Content-Type: multipart/related; boundary={}\r\n\r\n"
    parts = (f"--b{n}\r\n{kind.format(f'b{n + 1}')}" for n in range(depth))
    (tmp_path / "a.mhtml").write_text("MIME-Version: 1.0\r\n" + kind.format("b0") + "".join(parts))
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, UnusableDocument)
    assert item.rejection.reason is Reason.UNREADABLE_FILE


def test_a_file_that_breaks_its_reader_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(body: bytes) -> bool:
        raise AttributeError("injected")

    monkeypatch.setattr(saved_pages, "is_message", broken)
    (tmp_path / "a.html").write_text(PAGE)
    (item,) = read(tmp_path / "a.html", NOW)
    assert isinstance(item, UnusableDocument)
    assert item.rejection.reason is Reason.INTERNAL_ERROR
    assert item.rejection.detail.startswith("AttributeError: injected")
