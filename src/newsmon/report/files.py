"""Writing a page in one step: whoever opens it sees the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from newsmon.errors import UsageError


def write(path: Path, text: str) -> Path:
    """Write a file, unless it says the same already; its absolute path."""
    path = path.absolute()
    body = text.encode("utf-8", "replace")
    try:
        if path.is_file() and path.read_bytes() == body:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"the digest cannot be written to {path}: {error.strerror}") from None
    return path
