"""The command line: one module a group of commands, put together in `newsmon.cli.app`."""

from __future__ import annotations

import sys

from newsmon.cli.output import Exit, complain
from newsmon.errors import NewsmonError


def main() -> None:
    """Entry point of the `newsmon` command."""
    from newsmon.cli.app import app  # late: `newsmon --help` should not wait for the pipeline

    try:
        app()
    except NewsmonError as error:
        complain(str(error))
        sys.exit(Exit.CANNOT_RUN)
