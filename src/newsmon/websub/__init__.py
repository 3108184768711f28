"""WebSub (W3C Recommendation of 23 January 2018), the part of a subscriber; no I/O, no clock.

answer ──hub_links──▶ hubs, topic ──next_steps──▶ requests ──▶ hub
hub ──verification, denial──▶ callback            hub ──push──▶ signature ──▶ a feed to read
"""

from __future__ import annotations

from newsmon.websub.callback import Denial, Verification, read_query
from newsmon.websub.hub_links import Advertised, advertised
from newsmon.websub.next_steps import (
    PUT_OFF,
    Ask,
    AskAgain,
    Close,
    FeedHubs,
    State,
    Step,
    Subscription,
    Unsubscribe,
    next_request,
    plan,
    renewal_at,
)
from newsmon.websub.request import form, mark_of, new_token, secret_of, secure_hub
from newsmon.websub.signature import is_signed

__all__ = [
    "PUT_OFF",
    "Advertised",
    "Ask",
    "AskAgain",
    "Close",
    "Denial",
    "FeedHubs",
    "State",
    "Step",
    "Subscription",
    "Unsubscribe",
    "Verification",
    "advertised",
    "form",
    "is_signed",
    "mark_of",
    "new_token",
    "next_request",
    "plan",
    "read_query",
    "renewal_at",
    "secret_of",
    "secure_hub",
]
