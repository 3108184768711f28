"""docs/growing.md, carried out as it is written: roles, grants, settings, and the move."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.conftest import FAST, ROOT
from tests.documentation import blocks

from newsmon.embedded import EmbeddedPostgres
from newsmon.embedded.binaries import client

pytestmark = pytest.mark.slow

OLDEST = Path("/usr/lib/postgresql/15")
Shell = Callable[..., str]


@pytest.fixture(params=["15", "embedded"])
def administrator(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of the administrator of a server that has never seen newsmon."""
    if request.param == "15" and not OLDEST.exists():
        pytest.skip(f"there is no Postgres 15 in {OLDEST}")
    server = EmbeddedPostgres(
        tmp_path / "server", server=OLDEST if request.param == "15" else None, settings=FAST
    )
    server.start()
    yield server.url("postgres")
    server.remove()


def written(language: str) -> list[str]:
    return [b.text for b in blocks(language) if b.page.name == "growing.md"]


@pytest.fixture
def shell(administrator: str, tmp_path: Path) -> Shell:
    """A shell in which db.example.org is that server, and newsmon has a home of its own."""
    place = urlsplit(administrator)
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config" / "feeds.yaml").write_text("sources: []\n")
    psql = client("psql")
    assert psql is not None
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "psql").symlink_to(psql)
    (programs / "newsmon").symlink_to(Path(sys.executable).with_name("newsmon"))
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSMON_DATABASE") and not name.startswith("PG")
    } | {
        "NEWSMON_CONFIG": str(tmp_path / "config"),
        "NEWSMON_HOME": str(tmp_path / "home"),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }

    def run(script: str, code: int = 0, **variables: str) -> str:
        script = script.replace("db.example.org", f"{place.hostname}:{place.port}")
        process = subprocess.run(
            ["sh", "-ec", script],
            cwd=tmp_path, env=environment | variables, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert process.returncode == code, f"{script}\n{process.stdout}{process.stderr}"
        return process.stdout + process.stderr

    return run


def test_the_page_is_true(administrator: str, shell: Shell, tmp_path: Path) -> None:
    (roles,) = written("psql")
    (setting,) = written("yaml")
    backup, rest, ann = written("sh")[:3]

    shell("newsmon run && newsmon db stop")
    shell(f"{backup.strip()} && newsmon db stop")
    (tmp_path / "roles.psql").write_text(roles.replace("\\i sql/", f"\\i {ROOT}/sql/"))
    shell(f"psql '{administrator}' --no-psqlrc -v ON_ERROR_STOP=1 -f roles.psql")
    place = urlsplit(administrator)
    setting = setting.replace("db.example.org", f"{place.hostname}:{place.port}")
    (tmp_path / "config" / "newsmon.yaml").write_text(setting)

    told = shell(rest)
    assert "database.url in " in told
    assert "news_app@" in told
    assert "choose one" not in told
    status = json.loads(shell("newsmon status --json", NEWSMON_DB_PASSWORD="choose one"))
    assert status["run"]["run_id"] == 1  # what was there before

    assert "us-china" in shell(ann, PGPASSWORD="choose another")
    as_ann = "psql postgresql://ann@db.example.org/news -v ON_ERROR_STOP=1 -c"
    for forbidden in ("table newsmon.article", "create table report.t ()", "create table t ()"):
        assert "permission denied" in shell(
            f"{as_ann} '{forbidden}'", code=1, PGPASSWORD="choose another"
        )


def test_looking_writes_nothing(administrator: str, shell: Shell, tmp_path: Path) -> None:
    assert "There is no database yet" in shell("newsmon status", code=2)
    assert not (tmp_path / "home").exists()
    there = {"NEWSMON_DATABASE_URL": administrator}
    assert "newsmon db migrate" in shell("newsmon status", code=2, **there)
    schemas = "select count(*) from pg_namespace where nspname in ('newsmon', 'report')"
    assert shell(f"psql '{administrator}' -Atc \"{schemas}\"").strip() == "0"


def test_looking_is_not_held_up_by_a_mistyped_setting(
    administrator: str, shell: Shell, tmp_path: Path
) -> None:
    there = {"NEWSMON_DATABASE_URL": administrator}
    shell("newsmon db migrate", **there)
    (tmp_path / "config" / "newsmon.yaml").write_text("fetch: {per_host_dely_seconds: 3}\n")
    told = shell("newsmon status", **there)
    assert "the configuration has 1 problem: newsmon config check" in told
    assert "0 articles" in told
    assert "no article 7" in shell("newsmon explain 7", code=2, **there).replace("'", "")
