"""Decide between an item that arrives and what is stored of it."""

from __future__ import annotations

from enum import Enum

from newsmon.wires.item import ItemVersion, PubStatus


class Verdict(Enum):
    """Decisions on an item that arrives."""

    ACCEPT = "accept"
    OLDER = "older_version"  # a later version is here already
    SHUT_OUT = "canceled"  # its agency has cancelled it: no version comes in any more


def verdict(
    stored: tuple[ItemVersion, PubStatus] | None, version: ItemVersion, status: PubStatus
) -> Verdict:
    """Return the decision on an item of this version and status; `stored` is the newest so far.

    A cancelled item stays so whatever comes; a cancellation counts whatever its version, for it is
    of the item and not of a version (NewsML-G2 and ninjs, `pubStatus`).
    """
    if stored is None:
        return Verdict.ACCEPT
    newest, newest_status = stored
    if newest_status is PubStatus.CANCELED:
        return Verdict.SHUT_OUT
    if status is not PubStatus.CANCELED and version.is_older_than(newest):
        return Verdict.OLDER
    return Verdict.ACCEPT
