"""A message, as every kind of target takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One message. Sent again, it has the same id, so that its receiver can drop the repetition."""

    id: str
    title: str
    text: str
    alerts: tuple[dict[str, Any], ...] = ()
    notifications: tuple[dict[str, Any], ...] = ()
    html: str | None = None  # the same for a mail program that shows HTML
    headers: Mapping[str, str] = field(default_factory=dict)  # further headers of a mail

    def as_json(self) -> dict[str, Any]:
        """Return the JSON for a webhook; `text` is the part that chat programs show."""
        body: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "text": f"{self.title}\n\n{self.text}",
            "alerts": list(self.alerts),
        }
        if self.notifications:
            body["notifications"] = list(self.notifications)
        return body
