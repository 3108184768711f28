"""The Airflow connection `newsmon_db` becomes a URL for psycopg2."""

from __future__ import annotations

import importlib
from typing import Any

import psycopg2.extensions
import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="session")
def module(airflow_settings: None) -> Any:
    return importlib.import_module("newsmon_connection")


def _parsed(module: Any, **parts: Any) -> dict[str, str]:
    from airflow.sdk import Connection

    url = module.as_url(Connection(conn_id="newsmon_db", conn_type="postgres", **parts))
    assert url.startswith("postgresql://")
    return dict(psycopg2.extensions.parse_dsn(url))


def test_a_connection_becomes_what_psycopg2_reads(module: Any) -> None:
    parts = _parsed(
        module, host="db.example.org", port=5433, login="monitor", password="pw", schema="news"
    )
    assert parts == {
        "host": "db.example.org",
        "port": "5433",
        "user": "monitor",
        "password": "pw",
        "dbname": "news",
    }


def test_extras_of_libpq_are_kept_and_those_of_the_hook_dropped(module: Any) -> None:
    extra = '{"sslmode": "require", "connect_timeout": 7, "cursor": "dictcursor", "iam": false}'
    parts = _parsed(module, host="db", schema="news", extra=extra)
    assert parts == {"host": "db", "dbname": "news", "sslmode": "require", "connect_timeout": "7"}


def test_an_ipv6_host_and_a_socket_folder_survive(module: Any) -> None:
    assert _parsed(module, host="::1", port=5432, schema="n")["host"] == "::1"
    assert _parsed(module, host="/var/run/postgresql", schema="n")["host"] == "/var/run/postgresql"


_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(login=_TEXT, password=_TEXT, schema=_TEXT)
def test_no_character_of_a_name_or_password_can_break_the_url(
    module: Any, login: str, password: str, schema: str
) -> None:
    parts = _parsed(module, host="db", login=login, password=password, schema=schema)
    assert (parts["user"], parts["password"], parts["dbname"]) == (login, password, schema)
