"""A configuration of one's own, begun as a copy of the one that newsmon is delivered with."""

from __future__ import annotations

import shutil
from pathlib import Path

from newsmon.config.paths import own_directory, shipped
from newsmon.errors import UsageError


def begin(folder: Path | None = None) -> Path:
    """Copy the delivered YAML files and their schemas; returns the folder that has them.

    `folder`: by default where newsmon looks by itself. Raises UsageError, and copies nothing,
    where one of the files is there already or the folder cannot be written.
    """
    folder = (folder or own_directory()).expanduser().resolve()
    delivered = shipped("config")
    there = [
        path.name for path in sorted(delivered.glob("*.yaml")) if (folder / path.name).exists()
    ]
    if there:
        raise UsageError(f"{folder} has {', '.join(there)} already; name another folder")
    try:
        shutil.copytree(delivered, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    except (OSError, shutil.Error) as error:
        raise UsageError(f"{folder}: {error}") from None
    return folder
