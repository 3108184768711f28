"""The room where hubs deliver: an HTTP server for the callbacks of subscriptions."""

from __future__ import annotations

from newsmon.push.callback_server import application, serve

__all__ = ["application", "serve"]
