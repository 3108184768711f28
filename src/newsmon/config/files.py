"""Replacing a file in one step: whoever opens it sees the old one or the new one."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` once the block has ended well.

    It keeps the permissions of the file that it replaces, and has `mode` where there is none.
    Where a link stands, the file that it leads to is replaced, unless somebody else made the link.
    Raises OSError where it cannot be written; `path` then stays as it is. So does a device or a
    pipe, which other programs have open under this name.
    """
    path = path.resolve() if _is_our_link(path) else path
    if path.exists():
        if not path.is_file():
            raise OSError(errno.EINVAL, "it is no ordinary file")
        mode = path.stat().st_mode & 0o777
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_our_link(path: Path) -> bool:
    """Tell whether this is a link of ours, or of the administrator's."""
    return path.is_symlink() and path.lstat().st_uid in {os.geteuid(), 0}


def replace(path: Path, body: bytes, *, mode: int = 0o644) -> None:
    """Put a file in place of another, as `replacing` does."""
    with replacing(path, mode=mode) as file:
        file.write(body)
