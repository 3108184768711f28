"""Alerts: what deserves a look is noticed once, told once to every target, and told when over.

    findings ──compare with what is open──▶ alert ──what a target was not told──▶ one message

`note` writes what is so; `tell` sends what a target has not been told yet, and writes that it has
once the target took it. Killed anywhere in between, the next check goes on from there: nothing is
lost, and only a message that was taken in the very moment of the kill comes twice (under the same
id). Each target has its own memory, so one that is down holds up nobody.
"""

from __future__ import annotations

from newsmon.delivery import Message, Notify
from newsmon.pipeline.alerts.check import check, note
from newsmon.pipeline.alerts.tell import (
    Delivery,
    TargetState,
    target_states,
    tell,
    try_targets,
)

__all__ = [
    "Delivery",
    "Message",
    "Notify",
    "TargetState",
    "check",
    "note",
    "target_states",
    "tell",
    "try_targets",
]
