"""Replacing a file in one step: whoever opens it sees the old one or the new one."""

from __future__ import annotations

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
    Raises OSError where it cannot be written; `path` then stays as it is.
    """
    if path.exists():
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


def replace(path: Path, body: bytes, *, mode: int = 0o644) -> None:
    """Put a file in place of another, as `replacing` does."""
    with replacing(path, mode=mode) as file:
        file.write(body)
