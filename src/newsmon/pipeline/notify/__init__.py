"""News that comes to you: what is new, unusual or spreads is told once to every target of a rule.

    news_queue ──look, by rule──▶ notification ──gathered──▶ message ──sent until taken──▶ target

An article enters the queue with each version, and leaves it in the transaction that writes what is
to be told of it; so a replay or a retag tells nothing, and a kill loses nothing. A message is put
together before it is sent, so that a repetition after a kill has the same id.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsmon.pipeline.notify.news_check import begin, check

if TYPE_CHECKING:
    from newsmon.pipeline.notify.trial import Trial, dry_run

__all__ = ["Trial", "begin", "check", "dry_run"]

_LATE = {"Trial": "newsmon.pipeline.notify.trial", "dry_run": "newsmon.pipeline.notify.trial"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
