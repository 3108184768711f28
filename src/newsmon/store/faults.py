"""One bad item costs that item: work that breaks is done for half of its items, and so on.

What says nothing of an item (no database, no memory, a package that cannot be imported) is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from psycopg2 import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from psycopg2.errors import ProgramLimitExceeded
from psycopg2.extensions import connection as Connection

from newsmon.errors import NewsmonError
from newsmon.logs import describe
from newsmon.model import Reason, Rejection
from newsmon.store.queries import execute

_SAID_PLAINLY = (NewsmonError, OperationalError, InterfaceError, MemoryError)
_NOT_OF_AN_ITEM = (*_SAID_PLAINLY, ProgrammingError, ImportError)
_OF_ITS_VALUES = (DataError, IntegrityError, UnicodeError, ProgramLimitExceeded)

Item = TypeVar("Item")
Result = TypeVar("Result")


def is_of_an_item(error: Exception) -> bool:
    """Return whether an error may be about what was worked on, and not about all of the work.

    Postgres files a value that is too large under operation.
    """
    return isinstance(error, ProgramLimitExceeded) or not isinstance(error, _NOT_OF_AN_ITEM)


def is_of_newsmon(error: Exception) -> bool:
    """Return whether an error that is of no item is a fault of newsmon or of its installation.

    It is, unless it tells of the database, of memory, or of what newsmon has a line for.
    """
    return is_of_an_item(error) or not isinstance(error, _SAID_PLAINLY)


def rejection_of(error: Exception) -> Rejection:
    """Return what is stored of an error that an item has caused."""
    unstorable = isinstance(error, _OF_ITS_VALUES) or "NUL" in str(error)
    return Rejection(Reason.UNSTORABLE if unstorable else Reason.INTERNAL_ERROR, describe(error))


def each_sound(
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], Sequence[Result]],
    set_aside: Callable[[Item, Exception], object],
) -> list[Result]:
    """Return the results of `work` for all items but those that it fails for, in order.

    It is called with all of them, and where that raises with each half. An item that it fails for
    alone goes to `set_aside`, in the block that handles its error.
    """
    if not items:
        return []
    try:
        return list(work(items))
    except Exception as error:
        if not is_of_an_item(error):
            raise
        if len(items) == 1:
            set_aside(items[0], error)
            return []
    middle = len(items) // 2
    return [
        *each_sound(items[:middle], work, set_aside),
        *each_sound(items[middle:], work, set_aside),
    ]


def attempt(conn: Connection, work: Callable[[], Result]) -> Result:
    """Return the result of `work`; where it raises, what it wrote is undone, and only that."""
    execute(conn, "quarantine.begin_attempt")
    try:
        result = work()
    except Exception as error:
        if is_of_an_item(error):
            execute(conn, "quarantine.undo_attempt")
        raise
    execute(conn, "quarantine.end_attempt")
    return result
