"""Every operation of openapi.json, with parameters as its schema has them, and others."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.serve.conftest import Server

Operation = tuple[str, dict[str, Any]]

VALID: dict[str, tuple[str, ...]] = {
    "q": ("tariff", '"shadow fleet" -football', "gas or oil", "日本", "ä" * 500),
    "topic": ("us-china",), "slug": ("us-china", "no-topic-of-ours"), "language": ("en", "xx"),
    "source": ("northern-wire",), "state": ("ok", "no-state"),
    "since": ("2026-03-02", "1900-01-01"), "until": ("2026-03-07", "2199-12-31"),
    "event": ("1", str(2**63 - 1)), "cluster": ("1",), "limit": ("1", "200"), "cursor": ("",),
    "min_sources": ("1", "1000"), "offset": ("0", str(2**31 - 2)), "characters": ("0", "200000"),
    "article_id": ("1", "999999", str(2**63 - 1)), "event_id": ("1", "999999"),
    "name": ("us-china", "events.all", "search.none"), "form": ("atom", "json"),
}  # fmt: skip
NEAR = {"since": ("2026-03-02", "2024-02-29"), "until": ("2026-03-07",)}  # for ten years at most
TIMES = ("2026-03-02T06:00:00Z", "2026-03-02T06:00", "2026-03-02 06:00:00.5+01:00")
NO_TIMES = (
    "yesterday", "1700006400", "20260302", "2026-W10-1", "2026-02-30", "2026-3-2", "0001-01-01",
    "2026-03-02T25:00Z", "9999-12-31", "2026-03-02T06", "２０２６-03-02", "-2026-03-02",
)  # fmt: skip
NO_NUMBERS = ("x", "1.5", "1.0", "+1", " 1", "1_0", "01", "١", "1e3", "NaN", "0x1", "9" * 40, "--1")
NO_CURSORS = (
    "WzFd", "no base64!", "W10", "bnVsbA", "WyIyMDI2LTAzLTAyIiwxXQ",
    "WyI5OTk5LTEyLTMxVDIzOjU5OjU5LTIzOjU5IiwtMV0",
)  # fmt: skip


def parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return list(operation.get("parameters", []))


def kind(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that is stated."""
    alternatives = [s for s in schema.get("anyOf", []) if s.get("type") not in (None, "null")]
    return alternatives[0] if alternatives else schema


def valid(path: str, name: str) -> tuple[str, ...]:
    """Return values of a parameter that an operation takes, together with each other."""
    if path.endswith("/daily"):
        return NEAR.get(name, VALID[name])
    return (*VALID[name], *TIMES) if name in ("since", "until") else VALID[name]


def invalid(parameter: dict[str, Any]) -> list[str]:
    """Return values that the schema of a parameter, or what it stands for, does not allow."""
    schema, name = kind(parameter["schema"]), parameter["name"]
    values: list[str] = []
    if schema.get("type") == "integer":
        bounds = [schema["minimum"] - 1] if "minimum" in schema else []
        bounds += [schema["maximum"] + 1] if "maximum" in schema else []
        values = [*NO_NUMBERS, *map(str, bounds)]
    elif name in ("since", "until"):
        values = [*NO_TIMES]
    elif name == "cursor":
        values = [*NO_CURSORS, "a" * 4001]
    elif "enum" in schema:
        values = ["rss", "ATOM"]
    elif "pattern" in schema:
        values = ["Ü", "a..b", "a b", "A"]
    else:
        values = ["a\0b", "a\x1fb", "b" * (schema["maxLength"] + 1)]
    return [v for v in values if v or parameter["in"] == "query"]


def describe(served: Server) -> list[Operation]:
    paths = served.get("/openapi.json").json()["paths"]
    return [(path, paths[path]["get"]) for path in sorted(paths)]


def address(path: str, values: dict[str, str], operation: dict[str, Any]) -> tuple[str, Any]:
    """Return the path with its parameters, and those of the query."""
    query = {}
    for parameter in parameters(operation):
        name = parameter["name"]
        if name in values:
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", quote(values[name], safe=""))
            else:
                query[name] = values[name]
    return path, query


def test_every_operation_and_every_parameter_is_driven(served: Server) -> None:
    operations = describe(served)
    assert {path for path, _ in operations} >= {
        "/api/articles", "/api/articles/{article_id}", "/api/articles/{article_id}/explain",
        "/api/events", "/api/events/{event_id}", "/api/topics", "/api/topics/{slug}/daily",
        "/api/sources", "/api/feeds", "/feeds/{name}.{form}", "/metrics", "/healthz",
    }  # fmt: skip
    names = {p["name"] for _, operation in operations for p in parameters(operation)}
    assert names == set(VALID)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_the_schema_allows_is_answered_and_nothing_else(
    served: Server, data: st.DataObject
) -> None:
    path, operation = data.draw(st.sampled_from(describe(served)))
    listed = parameters(operation)
    wrong = data.draw(st.sampled_from([None, *[p["name"] for p in listed]]))
    values = {}
    for parameter in listed:
        name = parameter["name"]
        if name == wrong:
            values[name] = data.draw(st.sampled_from(invalid(parameter)))
        elif parameter.get("required") or data.draw(st.booleans()):
            values[name] = data.draw(st.sampled_from(valid(path, name)))
    target, query = address(path, values, operation)
    answer = served.get(target, params=query)
    if wrong is not None:
        assert 400 <= answer.status_code < 500, (target, query, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
    else:
        assert answer.status_code in (200, 404), (target, query, answer.text)
        assert str(answer.status_code) in operation["responses"]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), value=st.text(max_size=60))
def test_no_text_whatever_is_an_error_of_ours(
    served: Server, data: st.DataObject, value: str
) -> None:
    path, operation = data.draw(st.sampled_from([o for o in describe(served) if parameters(o[1])]))
    usual = {p["name"]: VALID[p["name"]][0] for p in parameters(operation) if p.get("required")}
    name = data.draw(st.sampled_from([p["name"] for p in parameters(operation)]))
    target, query = address(path, {**usual, name: value}, operation)
    assert served.get(target, params=query).status_code < 500


def test_a_parameter_that_is_stated_twice_is_refused(served: Server) -> None:
    answer = served.get("/api/articles?topic=us-china&topic=sanctions")
    assert answer.status_code == 422
    assert "topic is stated 2 times" in answer.json()["detail"]


def test_parameters_where_there_are_none_are_refused(served: Server) -> None:
    for path in ("/api/events/1", "/api/articles/1/explain"):
        assert served.get(path).status_code == 200
        assert served.get(f"{path}?limit=1").status_code == 422


def test_more_than_ten_years_of_days_are_refused(served: Server) -> None:
    answer = served.get("/api/topics/us-china/daily?since=1900-01-01&until=2026-03-07")
    assert answer.status_code == 422
    assert "too far apart" in answer.json()["detail"]
