"""The tools, asked by the client of the official SDK, over HTTP and over stdio."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from tests.serve.conftest import TOKEN, Server, running

TOOLS = {
    "search_articles", "get_article", "list_events", "get_event",
    "topic_trend", "copies_of", "explain_article", "feed_health",
}  # fmt: skip


@asynccontextmanager
async def over_stdio(database: str, home: Path) -> AsyncIterator[Client]:
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "newsmon.cli", "mcp"],
        env={**os.environ, "NEWSMON_DATABASE_URL": database, "NEWSMON_HOME": str(home)},
    )
    async with Client(stdio_client(program)) as client:
        yield client


Connect = Callable[[], AbstractAsyncContextManager[Client]]


@pytest.fixture(params=["http", "stdio"])
def connect(
    request: pytest.FixtureRequest, served: Server, sample_world: str, tmp_path: Path
) -> Connect:
    """A way to the tools; what it opens has to be closed by the task that opened it."""
    if request.param == "http":
        return lambda: Client(f"{served.url}/mcp")
    return lambda: over_stdio(sample_world, tmp_path)


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return str(result.content)


async def test_an_assistant_gets_from_a_question_to_the_evidence(connect: Connect) -> None:
    async with connect() as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)

        events = await call(client, "list_events", topic="us-china", min_sources=5)
        event = await call(client, "get_event", event_id=events["events"][0]["event_id"])
        first = event["outlets"][0]
        assert first["source"] == "northern-wire"

        page = await call(client, "search_articles", q="tariff truce", source="delta-courier")
        number = page["articles"][0]["article_id"]
        copies = await call(client, "copies_of", article_id=number)
        assert copies["copies"][0]["article_id"] == first["first_article_id"]
        article = await call(client, "get_article", article_id=number)
        assert article["text"]
        assert article["url"].startswith("http://127.0.0.1:")
        explanation = await call(client, "explain_article", article_id=number)
        assert explanation["duplicates"]
        trend = await call(client, "topic_trend", topic="us-china")
        assert sum(day["articles"] for day in trend["days"]) == 6
        assert (await call(client, "feed_health"))["feeds"]


async def test_a_slip_is_told_in_words(connect: Connect) -> None:
    async with connect() as client:
        assert "us-china" in await refusal(client, "search_articles", topic="china-us")
        assert "since" in await refusal(client, "search_articles", since="last week")
        assert "no article 999999" in await refusal(client, "get_article", article_id=999999)
        assert "limit" in await refusal(client, "search_articles", limit=10**6)


async def test_over_http_the_token_counts_too(sample_world: str, tmp_path: Path) -> None:
    environment = {"NEWSMON_SERVE_TOKEN": TOKEN}
    with running(sample_world, tmp_path, environment=environment) as serving:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
        assert serving.post("/mcp", json=body).status_code == 401


def test_nothing_but_the_protocol_is_on_stdout(sample_world: str, tmp_path: Path) -> None:
    """A stray line would break the conversation; the client above would pass over it."""
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize",
         "params": {"protocolVersion": "2025-06-18", "capabilities": {},
                    "clientInfo": {"name": "test", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "get_article", "arguments": {"article_id": 999999}}},
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", "--log-level", "debug", "mcp"],
        env={**os.environ, "NEWSMON_DATABASE_URL": sample_world, "NEWSMON_HOME": str(tmp_path)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(message) + "\n" for message in messages))
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[1]["result"]["isError"] is True
