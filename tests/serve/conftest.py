"""A real server process on loopback, over a database with the sample world."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from psycopg2.extensions import connection as Connection
from tests.conftest import fresh_database
from tests.documentation import load_sample_world

from newsmon.config import shipped
from newsmon.store import Database, connect

TOKEN = "a token for tests, long enough"


@dataclass(frozen=True, slots=True)
class Server:
    """A running `newsmon serve`."""

    url: str
    process: subprocess.Popen[str]

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30, **options)  # type: ignore[arg-type]

    def post(self, path: str, **options: object) -> httpx.Response:
        return httpx.post(self.url + path, timeout=30, **options)  # type: ignore[arg-type]


@contextlib.contextmanager
def running(
    database: str,
    folder: Path,
    *arguments: str,
    settings: str = "",
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """Run `newsmon serve` on a free port until the block ends; its log is in `folder`."""
    configuration = folder / "config"
    if not configuration.exists():
        shutil.copytree(shipped("config"), configuration)
    (configuration / "newsmon.yaml").write_text(settings)
    process = subprocess.Popen(
        [sys.executable, "-m", "newsmon.cli", "--log-level", "info", "serve", "--port", "0",
         *arguments],
        env={**os.environ, "NEWSMON_DATABASE_URL": database, "NEWSMON_CONFIG": str(configuration),
             "NEWSMON_HOME": str(folder), **(environment or {})},
        stdout=subprocess.PIPE, stderr=(folder / "log").open("w"), text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = re.search(r":(\d+)/ until", line)
        assert port, f"{line}{(folder / 'log').read_text()}"
        yield Server(f"http://127.0.0.1:{port[1]}", process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def sample_world(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """URL of a database with both days of the sample world."""
    with fresh_database(server, template) as url:
        load_sample_world(Database(url, "the tests"), tmp_path_factory.mktemp("world") / "config")
        yield url


@pytest.fixture(scope="session")
def reader(sample_world: str) -> Iterator[Connection]:
    """A reader of what is served."""
    with contextlib.closing(connect(sample_world, role="reader")) as connection:
        yield connection


@pytest.fixture(scope="session")
def served(sample_world: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample world, without a token and with no practical limit of rates."""
    with running(
        sample_world,
        tmp_path_factory.mktemp("serve"),
        settings="serve: {requests_per_minute: 1000000}\n",
    ) as serving:
        yield serving
