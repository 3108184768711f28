"""Every exception that newsmon raises on purpose.

    NewsmonError
    ├── ConfigError        the YAML cannot be used; carries every problem at once
    ├── DatabaseError      no database to work on, or not one that we can use
    ├── UsageError         a command was asked for something that does not exist
    ├── TargetError        somebody to be told of alerts did not take the message
    ├── InternalFaultError newsmon or its installation is broken; no item is to blame
    └── TransientError     worth trying again as it is (Airflow retries these)

An expected failure of one item (a 404, a page that is no article) is never an
exception: it is a value with a reason code, see `newsmon.model.Reason`.
"""

from __future__ import annotations


class NewsmonError(Exception):
    """Base of all; its text is one clear line for the person at the terminal."""


class ConfigError(NewsmonError):
    """The configuration cannot be used.

    `problems` lists all of them, one line each: file, path, what to write instead.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class DatabaseError(NewsmonError):
    """There is no database to work on, or it is not one that newsmon can use."""


class UsageError(NewsmonError):
    """A command was asked for something that does not exist or cannot be done."""


class TargetError(NewsmonError):
    """A target of alerts did not take a message; says why, without the target's secrets."""


class InternalFaultError(NewsmonError):
    """Newsmon, or what is installed with it, is broken; no page and no feed is to blame."""


class TransientError(NewsmonError):
    """Something that is expected to pass: the same call may work later."""
