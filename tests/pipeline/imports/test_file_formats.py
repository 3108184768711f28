"""Documents of every kind that `newsmon load` and folder feeds read."""

from __future__ import annotations

import gzip
import io
import json
import os
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsmon.errors import UsageError
from newsmon.model import Edition, Precision, Reason
from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.file_formats import find, read
from newsmon.pipeline.imports.imported import ImportedDocument, PassedOver, UnusableDocument

NOW = datetime(2024, 5, 6, tzinfo=timezone.utc)
HTML = b'<html><head><link rel="canonical" href="https://paper.example/harbour"></head><body>x</body></html>'


def pages_of(path: Path) -> list[ImportedDocument]:
    found = list(read(path, NOW))
    assert all(isinstance(one, ImportedDocument) for one in found), found
    return [one for one in found if isinstance(one, ImportedDocument)]


def test_plain_text_is_identified_by_its_content(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("The harbour reopened on Monday.")
    first, second = (pages_of(tmp_path / name)[0] for name in ("one.txt", "two.txt"))
    assert first.url == second.url
    assert first.url.startswith(imported.URN)
    assert first.host == ""
    assert first.page.content_type == "text/plain"
    assert first.page.edition is Edition.ORIGINAL


def test_a_page_is_known_by_the_address_that_it_states(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    page = pages_of(tmp_path / "page.html")[0]
    assert page.url == "https://paper.example/harbour"
    assert page.host == "paper.example"


def test_a_compressed_page_is_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(HTML))
    plain, packed = (pages_of(tmp_path / name)[0] for name in ("page.html", "page.html.gz"))
    assert packed == plain


def test_jsonl_carries_bibliographic_facts(tmp_path: Path) -> None:
    line = {
        "url": "https://paper.example/harbour?utm_source=mail",
        "title": "Harbour reopens",
        "text": "The harbour reopened.",
        "published_at": "2024-05-01T10:30:00+02:00",
        "source": "paper",
        "language": "en",
        "authors": ["Ada Example", "Bo Example"],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n\n")
    page = pages_of(tmp_path / "a.jsonl")[0]
    assert page.url == "https://paper.example/harbour"
    assert page.source == "paper"
    supplied = page.page.supplied
    assert (supplied.title, supplied.language) == ("Harbour reopens", "en")
    assert supplied.authors == ("Ada Example", "Bo Example")
    assert supplied.published is not None
    assert supplied.published.at == datetime(2024, 5, 1, 8, 30, tzinfo=timezone.utc)
    assert supplied.published.precision is not Precision.DAY


def test_authors_may_be_one_text_with_semicolons(tmp_path: Path) -> None:
    line = {"url": "https://paper.example/a", "text": "x", "authors": "Ada Example; Bo Example"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    assert pages_of(tmp_path / "a.jsonl")[0].page.supplied.authors == ("Ada Example", "Bo Example")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "Expecting value"),
        ("[1, 2]", "not a JSON object"),
        ('{"url": "https://paper.example/a"}', "neither text nor html"),
        ('{"url": "file:///etc/passwd", "text": "x"}', ""),
        ('{"url": "https://paper.example/a", "text": 7}', "text is not a text"),
        (
            '{"url": "https://paper.example/a", "text": "x", "published_at": "someday"}',
            "published_at",
        ),
        ('{"url": "https://paper.example/a", "text": "x", "authors": [1]}', "authors"),
        ("[" * 100_000, ""),
    ],
)
def test_a_bad_line_costs_only_itself(tmp_path: Path, line: str, says: str) -> None:
    good = json.dumps({"url": "https://paper.example/good", "text": "Good."})
    (tmp_path / "a.jsonl").write_text(f"{line}\n{good}\n")
    bad, fine = read(tmp_path / "a.jsonl", NOW)
    assert isinstance(bad, UnusableDocument)
    assert bad.rejection.reason is Reason.UNREADABLE_FILE
    assert says in bad.rejection.detail
    assert bad.place.endswith("a.jsonl:1")
    assert isinstance(fine, ImportedDocument)


def test_an_overlong_line_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "MAX_BYTES", 100)
    good = json.dumps({"url": "https://paper.example/good", "text": "Good."})
    (tmp_path / "a.jsonl").write_text("x" * 1000 + "\n" + good + "\n")
    bad, fine = read(tmp_path / "a.jsonl", NOW)
    assert isinstance(bad, UnusableDocument)
    assert isinstance(fine, ImportedDocument)


def test_warc_gives_its_html_responses(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for url, status, kind in (
            ("https://paper.example/harbour", "200 OK", "text/html; charset=iso-8859-1"),
            ("https://paper.example/gone", "404 Not Found", "text/html"),
            ("https://paper.example/photo", "200 OK", "image/png"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=io.BytesIO(HTML), http_headers=headers
                )
            )
    page, *passed = read(path, NOW)
    assert isinstance(page, ImportedDocument)
    assert page.url == "https://paper.example/harbour"
    assert [item.reason for item in passed if isinstance(item, PassedOver)] == ["status", "type"]
    assert page.page.charset == "iso-8859-1"


@pytest.mark.parametrize("name", ["broken.html.gz", "broken.warc.gz"])
def test_a_broken_archive_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b broken")
    found = list(read(tmp_path / name, NOW))
    assert [type(one) for one in found] in ([UnusableDocument], [])


def test_a_decompression_bomb_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "MAX_BYTES", 1000)
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(b"0" * 10_000_000))
    (found,) = read(tmp_path / "bomb.html.gz", NOW)
    assert isinstance(found, UnusableDocument)
    assert "larger than" in found.rejection.detail


def test_folders_are_read_in_order_and_unknown_kinds_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.html", "deep/c.jsonl", "notes.pdf"):
        (tmp_path / name).write_text("")
    (tmp_path / ".hidden.txt").write_text("")
    items = [item for path in find([tmp_path]) for item in read(path, NOW)]
    assert [type(item) for item in items] == [ImportedDocument, ImportedDocument, PassedOver]


def test_a_link_to_nowhere_and_a_folder_that_cannot_be_listed_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def scan(path: str) -> object:  # as for a user who may not list it
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    items = [item for path in find([tmp_path]) for item in read(path, NOW)]
    assert [type(item) for item in items] == [UnusableDocument, UnusableDocument]
    assert "cannot be listed" in items[1].rejection.detail  # type: ignore[union-attr]


def test_what_cannot_be_read_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("")
    with pytest.raises(UsageError, match="not a kind of file"):
        list(find([tmp_path / "a.pdf"]))
    with pytest.raises(UsageError, match="no such file"):
        list(find([tmp_path / "nothing"]))


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_pages_or_unreadable(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in (
        "a.html",
        "a.jsonl",
        "a.html.gz",
        "a.mhtml",
        "a.warc.gz",
        "a.warc",
        "a.warc.zst",
        "a.wacz",
    ):
        (folder / name).write_bytes(body)
        for found in read(folder / name, NOW):
            assert isinstance(found, (ImportedDocument, UnusableDocument, PassedOver))


@pytest.mark.parametrize(
    "front",
    [
        *("https://paper.example/", "https://paper.example", "http://www.paper.example/index.html"),
        *("https://paper.example/en/", "https://paper.example/de-AT", "https://paper.example/home"),
        *("/", "", "https://paper.example/#top", "https://paper.example/?utm_source=x"),
        "https://web.archive.org/web/2024/https://paper.example/",
    ],
)
def test_a_front_page_named_as_canonical_is_no_documents_address(
    tmp_path: Path, front: str
) -> None:
    for name in ("a", "b"):
        page = f'<html><head><link rel="canonical" href="{front}"></head><body>{name}</body></html>'
        (tmp_path / f"{name}.html").write_text(page)
    first, second = (pages_of(tmp_path / name)[0] for name in ("a.html", "b.html"))
    assert first.url_key != second.url_key
    assert first.url.startswith(imported.URN)


def test_an_address_without_a_scheme_is_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html><head><link rel="canonical" href="//paper.example/harbour"></head></html>'
    )
    assert pages_of(tmp_path / "a.html")[0].url == "https://paper.example/harbour"


@pytest.mark.parametrize("rel", ["CANONICAL", "canonical nofollow", "shortlink canonical"])
def test_a_link_is_canonical_by_any_of_its_words(tmp_path: Path, rel: str) -> None:
    (tmp_path / "a.html").write_text(
        f'<html><head><link rel="{rel}" href="https://paper.example/harbour"></head></html>'
    )
    assert pages_of(tmp_path / "a.html")[0].url == "https://paper.example/harbour"


@pytest.mark.parametrize("claim", ["/harbour", "harbour.html", "//", "https:"])
def test_a_relative_address_without_a_base_is_none(tmp_path: Path, claim: str) -> None:
    (tmp_path / "a.html").write_text(
        f'<html><head><link rel="canonical" href="{claim}"></head><body>x</body></html>'
    )
    assert pages_of(tmp_path / "a.html")[0].url.startswith(imported.URN)


def test_behind_a_front_page_the_next_claim_counts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html><head><base href="https://paper.example/2024/"><link rel="canonical" href="/">'
        '<meta property="og:url" content="harbour"></head><body>x</body></html>'
    )
    assert pages_of(tmp_path / "a.html")[0].url == "https://paper.example/2024/harbour"
