"""Times at which a rule may send: not in its quiet hours, and not more often than it says. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from newsmon.config.notify_settings import NotifyRule


def is_quiet(rule: NotifyRule, now: datetime) -> bool:
    """Tell whether the rule has quiet hours now."""
    if rule.quiet_hours is None:
        return False
    first, last = rule.quiet_hours
    here = now.astimezone(ZoneInfo(rule.timezone)).time()
    return first <= here < last if first < last else here >= first or here < last


def is_used_up(rule: NotifyRule, messages: Iterable[datetime], now: datetime) -> bool:
    """Tell whether these messages are as many as the rule allows up to now."""
    if rule.limit is None:
        return False
    most, stretch = rule.limit
    return sum(now - stretch < at <= now for at in messages) >= most
