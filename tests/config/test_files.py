"""A file is replaced at once, or stays; what is no ordinary file is never replaced."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from newsmon.config import files


def test_a_file_that_is_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old")
    with suppress(RuntimeError), files.replacing(path) as file:
        file.write(b"half of it")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old")
    path.chmod(0o640)
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_file_that_a_link_leads_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "feeds.yaml", tmp_path / "feeds.yaml"
    target.write_text("old")
    link.symlink_to(target)
    files.replace(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a link to somebody else")
def test_a_link_that_somebody_else_made_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "ours", tmp_path / "rows.csv"
    target.write_text("ours")
    link.symlink_to(target)
    os.lchown(link, 65534, 65534)
    files.replace(link, b"rows")
    assert target.read_text() == "ours"
    assert link.read_bytes() == b"rows"


def test_a_pipe_is_refused_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no ordinary file"):
        files.replace(pipe, b"rows")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_refused_and_stays(tmp_path: Path) -> None:
    device = tmp_path / "null"
    device.symlink_to("/dev/null")
    with pytest.raises(OSError, match="no ordinary file"):
        files.replace(device, b"rows")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
