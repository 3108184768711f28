"""The log of `airflow dags test` by task, where Airflow's interface looks for the log of each."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final, TextIO

from newsmon.embedded.airflow_log import BEGAN, STATE

_PLAIN: Final = re.compile(r"[\w.:+~-]+")


class TaskLogs:
    """Writes each line to the file of the task at work, as Airflow names it by default."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._attempts: Counter[Path] = Counter()
        self._file: TextIO | None = None

    def take(self, line: str) -> None:
        """Take one line of the whole log."""
        if match := BEGAN.search(line):
            self.close()
            self._file = self._open(match)
        if self._file is not None:
            self._file.write(line)
            if STATE.search(line):
                self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, match: re.Match[str]) -> TextIO | None:
        if not _PLAIN.fullmatch(match["run"]):
            return None
        mapped = [f"map_index={match['index']}"] if match["index"] else []
        parts = (f"dag_id={match['dag']}", f"run_id={match['run']}", f"task_id={match['task']}")
        folder = self._folder.joinpath(*parts, *mapped)
        folder.mkdir(parents=True, exist_ok=True)
        self._attempts[folder] += 1
        return (folder / f"attempt={self._attempts[folder]}.log").open("w", encoding="utf-8")
