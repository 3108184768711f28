"""The command line: one module a group of commands, put together in `newsmon.cli.app`."""

from __future__ import annotations

import sys
import traceback

from newsmon.cli.output import Exit, complain
from newsmon.errors import NewsmonError


def main() -> None:
    """Run the `newsmon` command.

    Exit 2 for whatever nobody expected, with its traceback: 1 means that the command was done.
    """
    try:
        from newsmon.cli.app import app  # late: `newsmon --help` should not wait for the pipeline

        app()
    except NewsmonError as error:
        complain(str(error))
        sys.exit(Exit.CANNOT_RUN)
    except Exception as error:  # noqa: BLE001  (the last place where anything can be said)
        complain(traceback.format_exc().rstrip())
        complain(f"newsmon cannot go on: {type(error).__name__}: {error}")
        sys.exit(Exit.CANNOT_RUN)
