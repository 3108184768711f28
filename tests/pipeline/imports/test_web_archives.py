"""WARC and WACZ as many tools write them; a bad record costs itself and is counted."""
# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsmon.pipeline.imports import imported
from newsmon.pipeline.imports.file_formats import read
from newsmon.pipeline.imports.imported import ImportedDocument, PassedOver, UnusableDocument

NOW = datetime(2024, 5, 6, tzinfo=timezone.utc)
PAGE = b"<!doctype html><html><body><p>The harbour reopened.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def record(url: str, content: bytes, kind: str = "response", **fields: str) -> bytes:
    """A record with a right length, unless a field says another."""
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2024-05-01T10:00:00Z",
        "Content-Length": str(len(content)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + content + b"\r\n\r\n"


def answer(body: bytes = PAGE, /, status: str = "200 OK", **headers: str) -> bytes:
    fields = {name.replace("_", "-"): value for name, value in headers.items()} or HTML
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def url(name: str) -> str:
    return f"https://paper.example/{name}"


def chunked(body: bytes, size: int = 10) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def summary(path: Path) -> tuple[list[str], list[str], list[str]]:
    """Names of the pages, problems of what is unusable, reasons of what is passed over."""
    items = list(read(path, NOW))
    return (
        [item.url.rpartition("/")[2] for item in items if isinstance(item, ImportedDocument)],
        [item.rejection.detail for item in items if isinstance(item, UnusableDocument)],
        [item.reason for item in items if isinstance(item, PassedOver)],
    )


PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".warc": bytes,
    ".warc.gz": gzip.compress,
    ".warc.zst": zstandard.compress,
}
GOOD = record(url("first"), answer()), record(url("last"), answer())
# A record between two good ones, and what becomes of it: a page, a problem or a reason.
BETWEEN = {
    "brotli": (record(url("x"), answer(brotli.compress(PAGE), Content_Encoding="br", **HTML)), "page"),
    "brotli, decoded already": (record(url("x"), answer(PAGE, Content_Encoding="br", **HTML)), "page"),
    "broken brotli": (record(url("x"), answer(b"\xff\x00\x01", Content_Encoding="br", **HTML)), "br:"),
    "zstd": (record(url("x"), answer(zstandard.compress(PAGE), Content_Encoding="zstd", **HTML)), "page"),
    "gzip": (record(url("x"), answer(gzip.compress(PAGE), Content_Encoding="gzip", **HTML)), "page"),
    "unknown encoding": (record(url("x"), answer(b"\x01", Content_Encoding="sdch", **HTML)), "unknown"),
    "chunked": (record(url("x"), answer(chunked(PAGE), Transfer_Encoding="chunked", **HTML)), "page"),
    "unchunked already": (record(url("x"), answer(PAGE, Transfer_Encoding="chunked", **HTML)), "page"),
    "no type": (record(url("x"), answer(Server="x")), "page"),
    "no type, no markup": (record(url("x"), answer(b"{}", Server="x")), "type"),
    "resource": (record(url("x"), PAGE, "resource", Content_Type="text/html"), "page"),
    "picture": (record(url("x"), b"GIF89a", "resource", Content_Type="image/gif"), "type"),
    "revisit": (record(url("x"), answer(b""), "revisit"), "revisit"),
    "extracted text": (record(url("x"), b"x", "conversion", Content_Type="text/plain"), "conversion"),
    "redirect": (record(url("x"), answer(b"", "301 Moved", Location="/y")), "status"),
    "no status": (record(url("x"), b"not HTTP at all"), "status"),
    "address in brackets": (record(f"<{url('x')}>", answer()), "page"),
    "no address": (record("", answer()), ""),
    "address of a file": (record("file:///etc/passwd", PAGE, "resource", Content_Type="text/html"), ""),
    "no date": (record(url("x"), answer(), WARC_Date=""), "page"),
    "no length": (record(url("x"), answer(), Content_Length=""), "length"),
    "length that is none": (record(url("x"), answer(), Content_Length="many"), "length"),
    "negative length": (record(url("x"), answer(), Content_Length="-1"), "length"),
    "absurd length": (record(url("x"), answer(), Content_Length="9" * 30), "length"),
    "length of terabytes": (record(url("x"), answer(), Content_Length="9" * 15), "length"),
    "too long a length": (record(url("x"), answer(), Content_Length="700"), "not as long"),
    "too short a length": (record(url("x"), answer(), Content_Length="100"), "bytes between"),
    "bytes between": (b"\x00\x01 garbage\r\n", "bytes between"),
    "a page between": (PAGE + b"\r\n", "bytes between"),
    "NUL in the address": (record(url("\0x"), answer()), ""),
    "headers without end": (b"WARC/1.0\r\n" + b"X: y\r\n" * 60_000, "do not end"),
    "about a request": (record(url("x"), b"GET / HTTP/1.1\r\n\r\n", "request"), "nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", BETWEEN)
@pytest.mark.parametrize("pack", ["plain", "members", "one member"])
def test_a_record_between_two_good_ones(tmp_path: Path, name: str, pack: str) -> None:
    content, becomes = BETWEEN[name]
    parts = [GOOD[0], content, GOOD[1]]
    path = tmp_path / ("a.warc" if pack == "plain" else "a.warc.gz")
    packed = {
        "plain": lambda: b"".join(parts),
        "members": lambda: b"".join(map(gzip.compress, parts)),
        "one member": lambda: gzip.compress(b"".join(parts)),
    }
    path.write_bytes(packed[pack]())
    pages, problems, reasons = summary(path)
    assert (pages[0], pages[-1]) == ("first", "last")
    if becomes == "page":
        assert (len(pages), problems, reasons) == (3, [], [])
    elif becomes in {"type", "status", "revisit", "conversion"}:
        assert (len(pages), problems, reasons) == (2, [], [becomes])
    elif becomes == "nothing":
        assert (len(pages), problems, reasons) == (2, [], [])
    else:
        assert reasons == []
        if len(pages) == 2:
            assert problems
            assert becomes in problems[0]


@pytest.mark.parametrize("beyond", range(1, 30))
def test_a_length_that_ends_within_the_next_first_line_costs_its_own_record(
    tmp_path: Path, beyond: int
) -> None:
    content = answer()
    longer = record(url("x"), content, Content_Length=str(len(content) + beyond))
    (tmp_path / "a.warc").write_bytes(GOOD[0] + longer + GOOD[1])
    pages, problems, _ = summary(tmp_path / "a.warc")
    assert (pages[0], pages[-1]) == ("first", "last")
    assert len(pages) + len(problems) == 3


@pytest.mark.parametrize("suffix", ["warc", "warc.gz", "warc.zst"])
def test_an_archive_cut_short_says_so_and_keeps_what_is_whole(tmp_path: Path, suffix: str) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "warc": bytes,
        "warc.gz": gzip.compress,
        "warc.zst": zstandard.compress,
    }
    packed = pack[suffix](GOOD[0]) + pack[suffix](GOOD[1])
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(packed[:-30])
    pages, problems, _ = summary(path)
    assert pages == ["first"]
    assert any("cut short" in problem or "zstd" in problem for problem in problems)


def test_a_page_that_its_crawler_cut_short_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(
        record(url("whole"), answer()) + record(url("cut"), answer(), WARC_Truncated="length")
    )
    whole, cut = (
        item for item in read(tmp_path / "a.warc", NOW) if isinstance(item, ImportedDocument)
    )
    assert whole.page.supplied == imported.UNSTATED
    assert (cut.page.supplied.origin, cut.page.supplied.statements) == (
        "warc",
        (("truncated", "length"),),
    )


def test_a_damaged_member_costs_its_record(tmp_path: Path) -> None:
    members = [gzip.compress(record(url(name), answer())) for name in ("a", "b", "c")]
    members[1] = members[1][:60] + b"\0" * 40 + members[1][100:]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(members))
    pages, problems, _ = summary(tmp_path / "a.warc.gz")
    assert pages == ["a", "c"]
    assert problems


def test_a_record_larger_than_a_document_may_be_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "MAX_BYTES", 1000)
    large = record(url("x"), answer(b"<html>" + b"x" * 5000))
    (tmp_path / "a.warc").write_bytes(GOOD[0] + large + GOOD[1])
    pages, problems, _ = summary(tmp_path / "a.warc")
    assert pages == ["first", "last"]
    assert problems == ["larger than 1000 bytes"]


@pytest.mark.parametrize("suffix", PACKED)
@pytest.mark.parametrize("length", [4000, 10**9])
def test_a_length_beyond_all_bounds_costs_its_own_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, length: int
) -> None:
    monkeypatch.setattr(imported, "MAX_BYTES", 1000)
    lying = record(url("x"), answer(), Content_Length=str(length))
    between = [record(url(f"{number}"), answer()) for number in range(20)]
    path = tmp_path / f"a{suffix}"
    records = [GOOD[0], lying, *between[:10], lying, *between[10:], GOOD[1]]
    path.write_bytes(b"".join(map(PACKED[suffix], records)))
    pages, problems, _ = summary(path)
    assert pages == ["first", *map(str, range(20)), "last"]
    assert problems == [f"a record that is not as long as it says: {length} bytes"] * 2


def test_records_within_a_large_record_are_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "MAX_BYTES", 1000)
    pretending = record("https://other.example/pretended", answer())
    large = record(url("x"), answer(b"<html>" + b"x" * 2000 + b"\r\n" + pretending))
    (tmp_path / "a.warc").write_bytes(GOOD[0] + large + GOOD[1])
    pages, problems, _ = summary(tmp_path / "a.warc")
    assert pages == ["first", "last"]
    assert problems == ["larger than 1000 bytes"]


def test_a_package_of_archives(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("archive/a.warc.gz", gzip.compress(GOOD[0]))
        package.writestr("archive/b.warc", GOOD[1])
        package.writestr("pages/pages.jsonl", "{}")
    assert summary(path) == (["first", "last"], [], [])
    path.write_bytes(path.read_bytes()[:-40])
    assert len(summary(path)[1]) == 1


def damaged(package: bytes, name: str, offset: int, values: bytes) -> bytes:
    """A package with bytes of a member's two heads replaced; `offset` is that of the first head."""
    head = package.index(name.encode()) - 30
    entry = package.rindex(name.encode()) - 46
    for at in (head + offset, entry + offset + 2):
        package = package[:at] + values + package[at + len(values) :]
    return package


@pytest.mark.parametrize(
    ("offset", "values"),
    [
        pytest.param(6, b"\x01", id="encrypted"),
        pytest.param(8, b"\x63", id="packed in an unknown way"),
        pytest.param(14, b"\0\0\0\0", id="wrong checksum"),
    ],
)
def test_a_member_that_cannot_be_unpacked_costs_itself(
    tmp_path: Path, offset: int, values: bytes
) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in (("a", GOOD[0]), ("b", record(url("x"), answer())), ("c", GOOD[1])):
            package.writestr(f"archive/{name}.warc", content)
    path.write_bytes(damaged(path.read_bytes(), "archive/b.warc", offset, values))
    pages, problems, _ = summary(path)
    assert (pages, len(problems)) == (["first", "last"], 1)


def test_a_package_of_a_newer_form_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("archive/a.warc", GOOD[0])
    path.write_bytes(damaged(path.read_bytes(), "archive/a.warc", 4, b"\xff"))
    pages, problems, _ = summary(path)
    assert (pages, len(problems)) == ([], 1)


def test_an_archive_packed_with_a_dictionary(tmp_path: Path) -> None:
    dictionary = zstandard.train_dictionary(
        4096, [record(url(str(n)), answer(PAGE + b"%d" % n)) for n in range(500)]
    )
    packed = zstandard.ZstdCompressor(dict_data=dictionary).compress(GOOD[0])
    content = dictionary.as_bytes()
    head = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little")
    (tmp_path / "a.warc.zst").write_bytes(head + content + packed)
    assert summary(tmp_path / "a.warc.zst") == (["first"], [], [])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=300), packed=st.booleans())
def test_whatever_stands_between_two_records_both_are_read(
    tmp_path: Path, garbage: bytes, packed: bool
) -> None:
    parts = [GOOD[0], garbage + b"\r\n", GOOD[1]]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, parts)) if packed else b"".join(parts))
    pages = summary(path)[0]
    assert {"first", "last"} <= set(pages)
