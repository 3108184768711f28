"""The embedded server: one per home, whoever starts it, whatever is killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from newsmon.embedded import EmbeddedPostgres, binaries
from newsmon.errors import DatabaseError

pytestmark = pytest.mark.slow

START = """
import sys
from pathlib import Path
from newsmon.embedded import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1]), settings={"fsync": "off"}).start())
"""


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    with contextlib.closing(psycopg2.connect(url)) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        connection.commit()
        return cursor.fetchall() if cursor.description else []


def starter(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
    )


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    EmbeddedPostgres(folder).remove()


@pytest.fixture
def server(home: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(home, settings={"fsync": "off"})


def place(server: EmbeddedPostgres) -> Path:
    return server.status().data.parent


def pid_of(server: EmbeddedPostgres) -> int:
    pid = server.status().pid
    assert pid is not None
    return pid


def test_it_starts_with_both_databases_and_a_password(server: EmbeddedPostgres, home: Path) -> None:
    url = server.start()
    assert url.startswith("postgresql://newsmon:")
    assert "@127.0.0.1:" in url
    names = run(url, "select datname from pg_database")
    assert {("newsmon",), ("airflow",)} <= set(names)
    assert run(server.url("airflow"), "select current_database()") == [("airflow",)]
    for secret in ("password", "port"):
        assert (home / "postgres" / secret).stat().st_mode & 0o777 == 0o600
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(url.replace("newsmon:", "newsmon:wrong", 1))


def test_it_listens_on_the_loopback_address_alone(server: EmbeddedPostgres) -> None:
    server.start()
    listening = {
        listener.laddr.ip
        for listener in psutil.Process(pid_of(server)).net_connections(kind="inet")
        if listener.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}
    assert list(place(server).rglob(".s.PGSQL*")) == []


def test_letters_of_every_alphabet_have_case_and_are_searched(server: EmbeddedPostgres) -> None:
    result = run(
        server.start(),
        "select lower('ÉПΩ'), to_tsvector('simple', 'Naïve ПРИВЕТ') @@ 'привет'::tsquery",
    )
    assert result == [("éпω", True)]


def test_starting_again_finds_the_same_server(server: EmbeddedPostgres, home: Path) -> None:
    url = server.start()
    pid = pid_of(server)
    assert EmbeddedPostgres(home).start() == url
    assert pid_of(server) == pid


def test_a_restart_keeps_port_and_data(server: EmbeddedPostgres) -> None:
    url = server.start()
    run(url, "create table kept (a int)", "insert into kept values (7)")
    assert server.stop() is True
    assert server.status().running is False
    assert server.stop() is False
    assert server.start() == url
    assert run(url, "select a from kept") == [(7,)]


def test_a_port_taken_in_the_meantime_is_given_up(server: EmbeddedPostgres) -> None:
    url = server.start()
    server.stop()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(url.rpartition(":")[2].partition("/")[0])))
        squatter.listen()
        address = server.start()
    assert address != url
    assert run(address, "select 1") == [(1,)]


def test_processes_starting_at_once_share_one_server(server: EmbeddedPostgres, home: Path) -> None:
    started = [starter(home) for _ in range(3)]
    answers = [process.communicate(timeout=120) for process in started]
    urls = {answer[0].strip() for answer in answers}
    assert [process.returncode for process in started] == [0, 0, 0], answers
    assert urls == {server.url()}
    assert run(server.url(), "select 1") == [(1,)]


def test_it_outlives_the_command_that_started_it(server: EmbeddedPostgres, home: Path) -> None:
    with starter(home) as first:
        url = first.communicate(timeout=120)[0].strip()
    assert run(url, "select 1") == [(1,)]
    assert psutil.Process(pid_of(server)).ppid() != os.getpid()


def test_a_killed_server_recovers_what_was_committed(server: EmbeddedPostgres, home: Path) -> None:
    server = EmbeddedPostgres(home)  # with fsync, as in real life
    url = server.start()
    run(url, "create table kept as select generate_series(1, 1000)")
    os.kill(pid_of(server), signal.SIGKILL)
    assert server.start() == url
    assert run(url, "select count(*) from kept") == [(1000,)]


def test_a_starter_killed_at_any_moment_is_in_nobodys_way(
    server: EmbeddedPostgres, home: Path
) -> None:
    def began(sign: str) -> Callable[[], bool]:
        return lambda: any(place(server).glob(sign))

    for sign in ("data-new-*", "data/PG_VERSION", "data/postmaster.pid"):
        killed = starter(home)
        eventually(lambda k=killed, s=sign: k.poll() is not None or began(s)())  # type: ignore[misc]
        killed.kill()
        killed.communicate()
    assert run(server.start(), "select 1") == [(1,)]


def test_a_pid_file_that_names_another_program_is_stale(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        file = server.status().data / "postmaster.pid"
        file.write_text(f"{stranger.pid}\n{server.status().data}\n0\n1\n\n127.0.0.1\n")
        assert server.status().running is False
        assert run(server.start(), "select 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_zombie_in_the_pid_file_is_dead(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    zombie = subprocess.Popen(["true"])  # not waited for: stays a zombie
    try:
        eventually(lambda: psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE)
        file = server.status().data / "postmaster.pid"
        file.write_text(f"{zombie.pid}\n{server.status().data}\n0\n1\n\n127.0.0.1\n")
        assert run(server.start(), "select 1") == [(1,)]
    finally:
        zombie.wait()


def test_data_of_another_major_version_are_refused_and_left_alone(
    server: EmbeddedPostgres,
) -> None:
    server.start()
    server.stop()
    version = server.status().data / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(DatabaseError, match=r"made by Postgres 16.*newsmon db backup"):
        server.start()
    assert server.status().running is False
    version.write_text(f"{binaries.MAJOR}\n")
    server.start()


def test_a_wrong_password_file_is_explained(server: EmbeddedPostgres, home: Path) -> None:
    server.start()
    (home / "postgres" / "password").write_text("forged")
    with pytest.raises(DatabaseError, match="does not take the password"):
        server.start()


def test_a_long_path_is_no_trouble(tmp_path: Path) -> None:
    long = tmp_path / ("a folder with a long name, " * 7) / "it's home"
    server = EmbeddedPostgres(long, settings={"fsync": "off"})
    try:
        assert run(server.start(), "select 1") == [(1,)]
    finally:
        server.remove()


def test_a_server_that_cannot_start_says_where_its_log_is(
    server: EmbeddedPostgres, home: Path
) -> None:
    server.start()
    server.stop()
    broken = EmbeddedPostgres(home, settings={"shared_buffers": "nonsense"}, deadline=2)
    with pytest.raises(DatabaseError, match=r"did not start.*server\.log"):
        broken.start()


def test_without_programs_another_database_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_INSTALL", "nowhere")
    with pytest.raises(DatabaseError, match="set NEWSMON_DATABASE_URL"):
        binaries.packaged()


def test_the_settings_of_the_shell_do_not_reach_it(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")
    assert run(server.start(), "select 1") == [(1,)]


# -- as root ------------------------------------------------------------------------------

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@as_root
def test_root_runs_it_as_an_ordinary_user_and_opens_no_folder(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o700)
    server = EmbeddedPostgres(locked / "home", settings={"fsync": "off"})
    try:
        server.start()
        assert psutil.Process(pid_of(server)).uids().real != 0
        assert locked.stat().st_mode & 0o777 == 0o700
        assert place(server).stat().st_mode & 0o777 == 0o700
    finally:
        server.remove()
    assert not place(server).exists()


@as_root
def test_deleting_the_home_begins_anew_and_keeps_the_old_data_aside(
    server: EmbeddedPostgres, home: Path
) -> None:
    run(server.start(), "create table old (a int)")
    shutil.rmtree(home)
    assert run(server.start(), "select to_regclass('old')") == [(None,)]
    [aside] = place(server).glob("data-of-*")
    assert (aside / "PG_VERSION").exists()


@as_root
def test_an_ordinary_user_runs_it_in_the_home(tmp_path: Path) -> None:
    """In a forked child: this Python may lie where an ordinary user cannot start it."""
    uid, gid = binaries.unprivileged()
    work = Path("/tmp") / f"newsmon-ordinary-{os.getpid()}"
    work.mkdir(mode=0o755)
    try:
        programs = binaries.copy_server(binaries.packaged(), work)
        (work / "user").mkdir()
        os.chown(work / "user", uid, gid)
        answer = work / "user" / "answer"
        child = os.fork()
        if child == 0:
            _as_ordinary_user(uid, gid, work / "user", programs, answer)
        _, code = os.waitpid(child, 0)
        output = answer.read_text() if answer.exists() else "nothing"
        assert (os.waitstatus_to_exitcode(code), output) == (0, "('postgres-is-mine', 7, True)")
    finally:
        shutil.rmtree(work)


def _as_ordinary_user(uid: int, gid: int, user: Path, programs: Path, answer: Path) -> None:
    try:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        os.chdir(user)
        server = EmbeddedPostgres(user / "home", server=programs, settings={"fsync": "off"})
        url = server.start()
        run(url, "create table kept (a int)", "insert into kept values (7)")
        os.kill(pid_of(server), signal.SIGKILL)
        server.start()
        [(stored,)] = run(url, "select a from kept")
        inside = server.status().data == user / "home" / "postgres" / "data"
        owner = psutil.Process(pid_of(server)).uids().real
        server.stop()
        answer.write_text(str(("postgres-is-mine" if owner == uid else owner, stored, inside)))
        os._exit(0)
    except BaseException as error:  # noqa: BLE001  (the child must end here, whatever happens)
        answer.write_text(repr(error))
        os._exit(1)


@as_root
def test_a_home_of_another_user_is_explained(server: EmbeddedPostgres, home: Path) -> None:
    server.start()
    uid, gid = binaries.unprivileged()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            EmbeddedPostgres(home).start()
        except BaseException as error:  # noqa: BLE001  (the child must end here, whatever happens)
            os.write(write, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    output = os.read(read, 10_000).decode()
    assert output.startswith("DatabaseError: No access to")
    assert "NEWSMON_HOME" in output


def test_an_unprivileged_user_is_needed_where_we_are_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_UNPRIVILEGED", ("no-such-user-here", "root"))
    with pytest.raises(DatabaseError, match="run newsmon as an ordinary user"):
        binaries.unprivileged()


def test_another_place_is_used_only_by_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert place(EmbeddedPostgres(tmp_path)) == tmp_path / "postgres"
