# ruff: noqa: E501 - objects read better unbroken
"""Objects as programs write them: dates in part, zones, nulls, NaN, numbers as texts and texts as numbers."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from newsmon.model import Precision
from newsmon.pipeline.imports.file_formats import read
from newsmon.pipeline.imports.imported import ImportedDocument, PassedOver, UnusableDocument

NOW = datetime(2026, 3, 6, 12, tzinfo=timezone.utc)
DAY, MINUTE, SECOND = Precision.DAY, Precision.MINUTE, Precision.SECOND
COUNTRIES = {"the paper": "IN"}


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]


def items_of(path: Path, content: str | bytes) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, NOW, COUNTRIES))


def document(path: Path, **fields: Any) -> Any:
    (item,) = items_of(path, json.dumps({"url": "https://paper.example/a", "text": "x", **fields}))
    return item


@pytest.mark.parametrize(
    ("stated", "at", "precision"),
    [
        ("2026-03-01", utc(2026, 3, 1), DAY),
        ("20260301", utc(2026, 3, 1), DAY),
        ("1 March 2026", utc(2026, 3, 1), DAY),
        ("2026-03-01T09:30", utc(2026, 3, 1, 9, 30), DAY),  # without a zone, known to the day
        ("2026-03-01 09:30:15", utc(2026, 3, 1, 9, 30, 15), DAY),
        ("2026-03-01T09:30Z", utc(2026, 3, 1, 9, 30), MINUTE),
        ("2026-03-01T09:30:15.250+05:30", utc(2026, 3, 1, 4, 0, 15), SECOND),
        ("2026-03-01 09:30 GMT+3", utc(2026, 3, 1, 6, 30), MINUTE),
        ("Sun, 01 Mar 2026 09:30:15 -0500", utc(2026, 3, 1, 14, 30, 15), SECOND),
        ("1772357415", utc(2026, 3, 1, 9, 30, 15), SECOND),
        (1772357415, utc(2026, 3, 1, 9, 30, 15), SECOND),
        (1772357415.0, utc(2026, 3, 1, 9, 30, 15), SECOND),
        (1772357415000, utc(2026, 3, 1, 9, 30, 15), SECOND),
        ("2026-03-01T00:00:00+01:00", utc(2026, 2, 28, 23), DAY),
    ],
)  # fmt: skip
def test_times_keep_the_precision_that_they_are_stated_with(
    tmp_path: Path, stated: object, at: datetime, precision: Precision
) -> None:
    published = document(tmp_path / "a.jsonl", published_at=stated).page.supplied.published
    assert (published.at, published.precision) == (at, precision)


def test_a_name_of_a_zone_is_read_by_the_country_of_the_source(tmp_path: Path) -> None:
    item = document(tmp_path / "a.jsonl", published_at="2026-03-01 09:30 IST", source="The Paper")
    assert item.page.supplied.published.at == utc(2026, 3, 1, 4)


@pytest.mark.parametrize(
    "stated", ["2026-03", "March 2026", "2026", "Tuesday", "09:30", "03/04/2026", "n/a", "0", 0, 7, True, [], {}]
)  # fmt: skip
def test_what_is_no_day_refuses_the_document_and_says_so(tmp_path: Path, stated: object) -> None:
    item = document(tmp_path / "a.jsonl", published_at=stated)
    assert isinstance(item, UnusableDocument)
    assert "published_at" in item.rejection.detail


@pytest.mark.parametrize("nothing", ["null", "NaN", '""'])
@pytest.mark.parametrize(
    "field", ["title", "published_at", "source", "language", "authors", "html", "url"]
)
def test_nothing_stated_is_nothing_supplied(tmp_path: Path, field: str, nothing: str) -> None:
    line = f'{{"url": "https://paper.example/a", "text": "x", "{field}": {nothing}}}'
    (item,) = items_of(tmp_path / "a.jsonl", line)
    assert isinstance(item, ImportedDocument)
    supplied = item.page.supplied
    assert (supplied.title, supplied.published, supplied.language) == (None, None, None)
    assert supplied.authors in (None, ())


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["Ada Example", None, " ", "Bo Example"], ("Ada Example", "Bo Example")),
        ([{"name": "Ada Example"}, {"name": None}, {}], ("Ada Example",)),
        (" Ada Example ;; Bo Example", ("Ada Example", "Bo Example")),
        ([], ()),
    ],
)  # fmt: skip
def test_authors_come_as_texts_lists_and_objects(
    tmp_path: Path, authors: object, names: tuple[str, ...]
) -> None:
    assert document(tmp_path / "a.jsonl", authors=authors).page.supplied.authors == names


def test_a_number_as_title_is_a_title(tmp_path: Path) -> None:
    assert document(tmp_path / "a.jsonl", title=1984).page.supplied.title == "1984"


@pytest.mark.parametrize(
    "content",
    [
        '\ufeff{"url": "https://paper.example/a", "text": "x"}\n',
        '{"url": "https://paper.example/a", "text": "x"}\r\n\r\n',
        '\n\n  {"text": "x", "url": " https://paper.example/a "}',
        '{"url": "https://paper.example/a", "text": "x", "extra": {"deep": [1, 2]}}',
        '{"url": "http://paper.example/a/?utm_source=x", "text": "x"}',
    ],
)  # fmt: skip
def test_lines_are_read_however_they_are_ended(tmp_path: Path, content: str) -> None:
    (item,) = items_of(tmp_path / "a.jsonl", content)
    assert isinstance(item, ImportedDocument)
    assert item.url_key == document(tmp_path / "b.jsonl").url_key


def test_a_json_file_is_one_object_or_an_array_of_them(tmp_path: Path) -> None:
    first, second = ({"url": f"https://paper.example/{n}", "text": "x"} for n in "ab")
    assert len(items_of(tmp_path / "a.json", json.dumps(first))) == 1
    items = items_of(tmp_path / "b.json", json.dumps([first, second, {"no": "text"}, 7], indent=2))
    assert [type(item) for item in items] == [
        ImportedDocument,
        ImportedDocument,
        PassedOver,
        PassedOver,
    ]


@pytest.mark.parametrize("content", ["", "{", "[1,", "\x00", "[" * 100_000])
def test_json_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, content: str) -> None:
    (item,) = items_of(tmp_path / "a.json", content)
    assert isinstance(item, UnusableDocument)
