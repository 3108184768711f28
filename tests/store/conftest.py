"""A second server: what is sold as Postgres 15, beside the embedded 18."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import fresh_database

from newsmon.embedded import binaries
from newsmon.embedded.server import free_port
from newsmon.store import migrate

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="session")
def postgres15() -> Iterator[str]:
    """URL of the administrator of a server of Debian's PostgreSQL 15."""
    if not DEBIAN_15.is_dir():
        pytest.skip(f"no PostgreSQL 15 in {DEBIAN_15}: apt-get install postgresql-15")
    uid, gid = binaries.unprivileged() if os.geteuid() == 0 else (None, None)
    runner = binaries.Runner(DEBIAN_15, uid, gid)
    folder = Path(tempfile.mkdtemp(prefix="newsmon-pg15-"))
    runner.own(folder)
    port = free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    for program, arguments in (
        ("initdb", ["-D", "data", "-U", "newsmon", "-A", "trust", "-E", "UTF8",
                    "--locale=C.UTF-8", "--no-sync"]),
        ("pg_ctl", ["-D", "data", "-o", options, "-l", "log", "-w", "start"]),
    ):  # fmt: skip
        code, output = runner.run(program, arguments, cwd=folder, timeout=120)
        assert code == 0, output
    yield f"postgresql://newsmon@127.0.0.1:{port}/postgres"
    runner.run("pg_ctl", ["-D", "data", "-m", "immediate", "stop"], cwd=folder, timeout=60)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["18", "15"])
def either_server(request: pytest.FixtureRequest) -> str:
    """URL of the administrator of the embedded server, and of Debian's PostgreSQL 15."""
    return str(request.getfixturevalue("server" if request.param == "18" else "postgres15"))


@pytest.fixture
def either_database(either_server: str) -> Iterator[str]:
    """A fresh database with the whole schema, on each of the servers."""
    with fresh_database(either_server) as url:
        migrate(url)
        yield url
