"""A configuration of one's own: a copy of the delivered one, or an empty one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from newsmon.config.paths import own_directory, shipped
from newsmon.errors import UsageError

_EMPTY = {
    "feeds.yaml": """\
# yaml-language-server: $schema=schemas/feeds.schema.json
#
# Who publishes, and where newsmon listens; docs/configuration.md says what a feed may carry.
# `newsmon feeds add ADDRESS` writes the first one.

sources: []
""",
    "topics.yaml": """\
# yaml-language-server: $schema=schemas/topics.schema.json
#
# What you want to follow; docs/topics.md explains the language in five minutes.
#
# topics:
#   grain:
#     name: Grain trade
#     any: [wheat, barley, grain~]
#     examples:
#       match: [The price of wheat rose on Monday.]

topics: {}
""",
}


def begin(folder: Path | None = None, *, empty: bool = False) -> Path:
    """Make the YAML files and their schemas in a folder; returns it.

    They are copies of the delivered files or, if `empty`, have no feeds and topics. `folder` is
    by default `$NEWSMON_CONFIG`, else where newsmon looks by itself. Raises UsageError, and writes
    nothing, where one of the files is there already or the folder cannot be written.
    """
    folder = (folder or _default_folder()).expanduser().resolve()
    delivered = shipped("config")
    there = [
        path.name for path in sorted(delivered.glob("*.yaml")) if (folder / path.name).exists()
    ]
    if there:
        raise UsageError(f"{folder} has {', '.join(there)} already; name another folder")
    try:
        shutil.copytree(delivered, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
        for name, text in _EMPTY.items() if empty else ():
            (folder / name).write_text(text, encoding="utf-8")
    except (OSError, shutil.Error) as error:
        raise UsageError(f"{folder}: {error}") from None
    return folder


def _default_folder() -> Path:
    named = os.environ.get("NEWSMON_CONFIG")
    return Path(named) if named else own_directory()
