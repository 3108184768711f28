"""Who may ask: the token, names and pages of strangers, rates; asked of a running server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.serve.conftest import TOKEN, Server, running

from newsmon.serve.guard import is_loopback


@pytest.fixture(scope="module")
def locked(sample_world: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a token, and a name of its own."""
    with running(
        sample_world,
        tmp_path_factory.mktemp("locked"),
        "--host",
        "0.0.0.0",
        settings="serve: {hostnames: [news.example.org], requests_per_minute: 100000}\n",
        environment={"NEWSMON_SERVE_TOKEN": TOKEN},
    ) as serving:
        yield serving


def test_a_token_is_asked_for(locked: Server) -> None:
    refused = locked.get("/api/articles")
    assert refused.status_code == 401
    assert "Bearer" in refused.headers["www-authenticate"]
    assert "Authorization" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": f"bearer {TOKEN}"}, 200),
        ({"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": f"Digest {TOKEN}"}, 401),
        ({"Authorization": "Basic !"}, 401),
        ({"Authorization": "Bearer \xe9".encode("latin-1")}, 401),
    ],
)
def test_only_the_token_opens(locked: Server, headers: dict[str, str], status: int) -> None:
    assert locked.get("/api/articles", headers=headers).status_code == status


def test_a_browser_may_send_it_as_a_password(locked: Server) -> None:
    assert locked.get("/api/articles", auth=("anybody", TOKEN)).status_code == 200
    assert locked.get("/api/articles", auth=(TOKEN, "")).status_code == 401


def test_health_needs_no_token(locked: Server) -> None:
    assert locked.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("news.example.org", 200),
        ("NEWS.example.org:443", 200),
        ("127.0.0.1", 200),
        ("[::1]:8765", 200),
        ("localhost:1", 200),
        ("rebound.example.net", 421),
        ("127.0.0.1.example.net", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_a_name_that_a_stranger_lets_lead_here_is_refused(
    locked: Server, host: str, status: int
) -> None:
    assert locked.get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8765", 200),
        ("https://news.example.org", 200),
        ("https://evil.example.net", 403),
        ("null", 403),
    ],
)
def test_pages_of_other_sites_may_not_ask(locked: Server, origin: str, status: int) -> None:
    assert locked.get("/healthz", headers={"Origin": origin}).status_code == status


@pytest.mark.parametrize("path", ["/healthz", "/api/articles", "/nothing", "/openapi.json"])
def test_every_answer_forbids_a_browser_to_run_anything(locked: Server, path: str) -> None:
    headers = locked.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_a_large_request_is_refused(locked: Server) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    large = httpx.post(f"{locked.url}/api/articles", content=b"x" * 2**21, headers=bearer)
    assert large.status_code == 413


def test_one_client_alone_is_slowed_down(sample_world: str, tmp_path: Path) -> None:
    settings = "serve: {requests_per_minute: 8}\n"
    with running(sample_world, tmp_path, settings=settings) as serving:
        answers = [serving.get("/healthz") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 10


@pytest.mark.parametrize(
    ("environment", "says"),
    [({}, "NEWSMON_SERVE_TOKEN"), ({"NEWSMON_SERVE_TOKEN": "short"}, "16 characters")],
)
def test_without_a_token_nobody_else_is_let_in(
    tmp_path: Path, environment: dict[str, str], says: str
) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "newsmon.cli", "serve", "--host", "0.0.0.0"],
        env={"PATH": "", "NEWSMON_HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert says in refused.stderr


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("192.0.2.1", False), ("news.example.org", False)],
)  # fmt: skip
def test_loopback_is_this_machine(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
