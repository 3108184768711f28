"""File descriptors of this process: having none left is no failure of the host that was asked."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from newsmon.errors import TransientError

_EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_MOST: Final = 65_536  # descriptors to ask for; some systems have no upper limit
_FOR_THE_REST: Final = 48  # connections to Postgres, pipes to processes, files that are read
_A_REQUEST: Final = 2  # a socket, and a look into the resolver's files
_WAIT_SECONDS: Final = 0.5
_GIVE_UP_SECONDS: Final = 120.0  # without any descriptor, before the run ends


def raise_limit() -> int:
    """Raise the soft limit of open files to the hard one, as servers do; returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    aim = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft == resource.RLIM_INFINITY:
        return _MOST
    if soft < aim:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def requests_at_once(limit: int) -> int:
    """Return how many requests may be under way, so that the rest of a run can open its files."""
    return max((limit - _FOR_THE_REST) // _A_REQUEST, 1)


def are_exhausted(error: BaseException) -> bool:
    """Tell whether an error of a request means that this machine has no descriptor left."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _EXHAUSTED:
            return True
        # The resolver does not say that it could not open its files, nor do several errors in one.
        if isinstance(cause, OSError) and _none_left():
            return True
    return False


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        inner = getattr(error, "os_error", None)
        error = inner if inner is not None and inner is not error else error.__cause__


def _none_left() -> bool:
    try:
        os.close(os.dup(0))
    except OSError as error:
        return error.errno in _EXHAUSTED
    return False


class Patience:
    """Waits for descriptors, for one request."""

    def __init__(self) -> None:
        self._since: float | None = None

    async def waits_after(self, error: BaseException) -> bool:
        """Wait a moment if an error came of exhaustion; False if it is about the host.

        Raises TransientError where that has lasted too long.
        """
        if not are_exhausted(error):
            return False
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        if now - self._since > _GIVE_UP_SECONDS:
            raise TransientError(
                "no file descriptors left for requests: raise `ulimit -n`, "
                "or lower fetch.concurrency"
            ) from error
        await asyncio.sleep(_WAIT_SECONDS)
        return True
