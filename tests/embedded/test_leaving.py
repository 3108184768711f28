"""The last to leave the embedded server stops it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from newsmon.embedded import EmbeddedPostgres
from newsmon.embedded.leaving import stop_unless_used

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    postgres = EmbeddedPostgres(tmp_path / "home", settings={"fsync": "off"})
    postgres.start()
    yield postgres
    postgres.remove()


def test_a_server_that_somebody_uses_keeps_running_until_they_are_gone(
    server: EmbeddedPostgres,
) -> None:
    with closing(psycopg2.connect(server.url())):
        assert stop_unless_used(server) == 1
        assert server.status().running
    assert stop_unless_used(server) == 0
    assert not server.status().running
    assert stop_unless_used(server) == 0


def test_two_that_leave_at_once_do_not_wait_for_each_other(server: EmbeddedPostgres) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(stop_unless_used, [server] * 4)) == [0] * 4
    assert not server.status().running
