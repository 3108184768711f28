"""The command line: one module a group of commands, put together in `newsmon.cli.app`."""

from __future__ import annotations

import gc
import logging
import sys
import traceback

from newsmon.cli.output import Exit, complain
from newsmon.errors import NewsmonError

log = logging.getLogger(__name__)

YOUNG_OBJECTS = 10_000  # before cycles are looked for: importing makes many objects, and no cycles


def main() -> None:
    """Run the `newsmon` command.

    Exit 2 for whatever nobody expected, with its traceback: 1 means that the command was done. A
    database that goes away, or can do no more, is said in one line.
    """
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    try:
        from newsmon.cli.app import app  # late: `newsmon --help` should not wait for the pipeline

        app()
    except NewsmonError as error:
        complain(str(error))
        sys.exit(Exit.CANNOT_RUN)
    except Exception as error:
        if _is_of_database(error):
            log.debug("the database cannot go on", exc_info=error)
            detail = " ".join(str(error).split())
            complain(
                f"The database cannot go on: {detail}. "
                "What is done is stored: run it again once the database answers."
            )
        else:
            complain(traceback.format_exc().rstrip())
            complain(f"newsmon cannot go on: {type(error).__name__}: {error}")
        sys.exit(Exit.CANNOT_RUN)


def _is_of_database(error: Exception) -> bool:
    """Tell whether the server ended, ended the connection, or lacks room or memory."""
    from psycopg2 import InterfaceError, OperationalError

    return isinstance(error, (OperationalError, InterfaceError))
