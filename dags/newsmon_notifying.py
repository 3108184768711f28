"""Any notifier of Airflow's as a target of newsmon's alerts and news."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsmon.config.alert_settings import Notifier
    from newsmon.pipeline.alerts import Message


def notifier(target: Notifier, message: Message) -> None:
    """Tell a notifier; raises TargetError with why it could not be told.

    Texts among its arguments are Airflow's templates: `{{ alert.text }}` is the message.
    """
    from newsmon.errors import TargetError

    try:
        _notifier(target)(_context(message))
    except Exception as error:
        raise TargetError(f"{target.notifier}: {type(error).__name__}: {error}") from error


def _notifier(target: Notifier) -> Any:
    module, _, name = target.notifier.rpartition(".")
    return getattr(import_module(module), name)(**target.arguments)


def _context(message: Message) -> dict[str, Any]:
    """That of the running task, and `alert`."""
    from airflow.sdk import get_current_context

    return {**get_current_context(), "alert": message}
