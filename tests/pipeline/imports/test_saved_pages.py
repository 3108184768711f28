"""Pages as browsers save them."""

from __future__ import annotations

import quopri
from datetime import datetime, timezone
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from newsmon.pipeline.imports.file_formats import read
from newsmon.pipeline.imports.imported import ImportedDocument, UnusableDocument

NOW = datetime(2024, 5, 6, tzinfo=timezone.utc)
PAGE = "<html><head><title>Fähre</title></head><body>“Monday” — said the mayor</body></html>"


def chromium(page: str, location: str = "https://paper.example/ferry") -> bytes:
    """A message as Chromium writes it."""
    body = quopri.encodestring(page.encode()).decode()
    lines = [
        "From: <Saved by Blink>", f"Snapshot-Content-Location: {location}", "Subject: Ferry",
        "Date: Mon, 6 May 2024 10:00:00 +0000", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--Boundary--x"', "", "",
        "----Boundary--x", "Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable",
        f"Content-Location: {location}", "", body, "----Boundary--x", "Content-Type: image/gif",
        "Content-Transfer-Encoding: base64", "", "R0lGODlh", "----Boundary--x--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def firefox(page: str) -> bytes:
    message = MIMEMultipart("related")
    message.attach(MIMEText(page, "html", "utf-8"))
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "A.MHTML"])
def test_the_page_in_a_message_is_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(chromium(PAGE))
    (item,) = read(tmp_path / name, NOW)
    assert isinstance(item, ImportedDocument)
    assert item.url == "https://paper.example/ferry"
    assert item.page.body.decode().strip() == PAGE


def test_a_message_without_an_address_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(firefox(PAGE))
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.url.startswith("urn:")
    assert (item.page.body.decode(), item.page.charset) == (PAGE, "utf-8")


@pytest.mark.parametrize("location", ["cid:frame-1@mhtml.blink", "file:///home/page.html", "\0"])
def test_an_address_that_is_none_is_not_believed(tmp_path: Path, location: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(chromium(PAGE, location))
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.url.startswith("urn:")


@pytest.mark.parametrize("body", [b"", b"MIME-Version: 1.0\r\n\r\n", b"\x00\xff", b"x" * 1000])
def test_a_message_without_a_page_is_unusable(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.mhtml").write_bytes(body)
    (item,) = read(tmp_path / "a.mhtml", NOW)
    assert isinstance(item, (UnusableDocument, ImportedDocument))


def test_a_page_about_messages_is_a_page(tmp_path: Path) -> None:
    page = "<html><body><pre>MIME-Version: 1.0\nContent-Type: multipart/related</pre></body></html>"
    (tmp_path / "a.html").write_text(page)
    (item,) = read(tmp_path / "a.html", NOW)
    assert isinstance(item, ImportedDocument)
    assert item.page.body.decode() == page


def test_a_broken_file_whose_name_is_not_utf8_can_be_told(tmp_path: Path) -> None:
    path = Path(str(tmp_path), b"caf\xe9.html.gz".decode("utf-8", "surrogateescape"))
    path.write_bytes(b"no gzip")
    (item,) = read(path, NOW)
    assert isinstance(item, UnusableDocument)
    assert item.place.encode().endswith(rb"caf\udce9.html.gz")
