"""The application without a database: what it says of itself, and of what it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from newsmon.serve.api.article_routes import ArticleQuery
from newsmon.serve.application import build

DESCRIPTION: dict[str, Any] = build().openapi()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        for operation in methods.values():
            yield path, operation


@pytest.mark.parametrize(("path", "operation"), list(operations()))
def test_every_operation_and_parameter_is_described(path: str, operation: dict[str, Any]) -> None:
    assert operation["description"]
    parameters = operation.get("parameters", [])
    assert [each["name"] for each in parameters if not each.get("description")] == []


def test_it_only_reads() -> None:
    methods = {method for path in DESCRIPTION["paths"].values() for method in path}
    assert methods == {"get"}


@pytest.mark.parametrize(("path", "operation"), list(operations()))
def test_every_problem_comes_in_the_same_form(path: str, operation: dict[str, Any]) -> None:
    problems = {
        status: answer["content"]
        for status, answer in operation["responses"].items()
        if not status.startswith("2") and "content" in answer
    }
    expected = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert all(content == expected for content in problems.values())


def test_every_page_of_a_list_leads_to_the_next() -> None:
    pages = {
        name: schema["properties"]
        for name, schema in DESCRIPTION["components"]["schemas"].items()
        if name.endswith("Page")
    }
    assert set(pages) == {"ArticlePage", "EventPage", "FeedPage", "SourcePage", "TopicPage"}
    assert all("next_cursor" in properties for properties in pages.values())


@pytest.mark.parametrize("path", ["/api/nothing", "/api/articles/1/nothing"])
def test_what_is_not_there_is_a_problem_that_says_where_to_look(path: str) -> None:
    answer = TestClient(build()).get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/openapi.json" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("parameter", "value", "word"),
    [
        ("limit", "0", "greater than or equal to 1"),
        ("limit", "many", "write it as 12"),
        ("since", "yesterday", "write it as 2026-03-02"),
        ("since", "1234-01-01", "give a year from"),
        ("until", "2026-03-02T25:00:00Z", "valid datetime"),
        ("topic", "", "at least 1 character"),
        ("topic", "a\0b", "control characters"),
        ("cursor", "a" * 300, "at most 200 characters"),
        ("colour", "red", "colour"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_and_why(
    parameter: str, value: str, word: str
) -> None:
    with pytest.raises(ValidationError, match=word):
        ArticleQuery.model_validate({parameter: value})


def test_a_day_is_read_from_its_beginning_and_to_its_end() -> None:
    query = ArticleQuery.model_validate({"since": "2026-03-02", "until": "2026-03-02"})
    begin = datetime(2026, 3, 2, tzinfo=timezone.utc)
    assert (query.since, query.until) == (begin, begin + timedelta(days=1))
