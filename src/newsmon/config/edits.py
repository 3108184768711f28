"""Edits of a configuration, noticed while a process works."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from newsmon.config.loader import Config
from newsmon.config.loader import load as load_config
from newsmon.errors import ConfigError

log = logging.getLogger(__name__)

EDITS_SECONDS = 1.0  # from one look for an edit to the next; it counts if it is there at two


class Edits:
    """Watches the files of a configuration; `config` is the newest that could be used."""

    def __init__(self, directory: Path) -> None:
        self.config: Config | None = None
        self._directory = directory
        self._stamps = self._last_seen = self._look()
        self._look_at = 0.0

    def are_there(self) -> bool:
        """Return whether there is a configuration to go on with that differs from the last.

        One that cannot be used is complained of once; the last one stays. A file that is being
        written may look whole: an empty topics.yaml is one without topics.
        """
        if time.monotonic() < self._look_at:
            return False
        self._look_at = time.monotonic() + EDITS_SECONDS
        stamps = self._look()
        is_settled, self._last_seen = stamps == self._last_seen, stamps
        if stamps == self._stamps or not is_settled:
            return False
        self._stamps = stamps
        try:
            self.config = load_config(self._directory)
        except ConfigError as error:
            log.error(
                "the configuration was edited and cannot be used, the last one stays: %s", error
            )
            return False
        log.warning("the configuration was edited: going on with the new one")
        return True

    def _look(self) -> list[tuple[int, int] | None]:
        """Return when each file was written and how long it is; None for one that is not there."""
        stamps: list[tuple[int, int] | None] = []
        for name in ("feeds.yaml", "topics.yaml", "newsmon.yaml"):
            try:
                facts = (self._directory / name).stat()
            except OSError:
                stamps.append(None)
            else:
                stamps.append((facts.st_mtime_ns, facts.st_size))
        return stamps
