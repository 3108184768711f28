"""News that comes to you: what is new, unusual or spreads is told once to every target of a rule.

    news_queue ──look, by rule──▶ notification ──gathered──▶ message ──sent until taken──▶ target

An article enters the queue with each version, and leaves it in the transaction that writes what is
to be told of it; so a replay or a retag tells nothing, and a kill loses nothing. A message is put
together before it is sent, so that a repetition after a kill has the same id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsmon.late_names import late_names
from newsmon.pipeline.notify.news_check import begin, check

if TYPE_CHECKING:
    from newsmon.pipeline.notify.trial import Trial, dry_run

__all__ = ["Trial", "begin", "check", "dry_run"]

__getattr__ = late_names(
    __name__,
    {"Trial": "trial", "dry_run": "trial"},
)
