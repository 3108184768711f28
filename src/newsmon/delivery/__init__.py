"""Delivery: one message to one target, by HTTP, by mail, by a chat service or in Airflow.

Nothing is remembered here: whoever has something to tell keeps what is still to be sent, and
what a target took. Alerts, news and the digest all go this way.
"""

from __future__ import annotations

from newsmon.delivery.envelope import Message
from newsmon.delivery.send import Notify, Target, deliver

__all__ = ["Message", "Notify", "Target", "deliver"]
