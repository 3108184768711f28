"""Read what `airflow dags test` says, line by line: the task at work, and how each one ended.

Airflow writes for its developers; here that becomes what a person who waits wants to know.
A line that reads differently than expected is passed over: only the progress suffers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

BEGAN = re.compile(
    r"\[DAG TEST\] running task <TaskInstance: (?P<dag>\w+)\.(?P<task>\w+) (?P<run>\S+) "
    r"(?:map_index=(?P<index>\d+) )?"
)
_RETURNED = re.compile(r"Done\. Returned value was: (?P<value>.*?)\s+\[airflow\.")
STATE = re.compile(r"new_state=(?P<state>success|failed|up_for_retry|skipped)\b")
_STAMPED = re.compile(r"\d{4}-\d\d-\d\dT\S+ \[")  # a log line; others continue the one before
_RAISED = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Timeout|Warning)\w*(?::|$)")


@dataclass(frozen=True, slots=True)
class Ended:
    """One attempt at a task, over."""

    dag: str
    task: str  # with its place among mapped ones, from 1: "fetch 2"
    state: str  # success, failed, up_for_retry, skipped
    counts: Mapping[str, int]  # what it returned, where that was counts; zeros left out
    error: str = ""  # the line of the exception that ended it
    traceback: str = ""


@dataclass(slots=True)
class LogReader:
    """Takes the lines of one log in order."""

    dag: str = ""
    task: str = ""  # at work now; empty between two
    _counts: dict[str, int] = field(default_factory=dict)
    _error: str = ""
    _traceback: list[str] = field(default_factory=list)

    def read(self, line: str) -> Ended | None:
        """Take one line; how a task ended, if this line says so."""
        if match := BEGAN.search(line):
            index = match["index"]
            self.dag = match["dag"]
            self.task = match["task"] + (f" {int(index) + 1}" if index else "")
            self._counts, self._error, self._traceback = {}, "", []
        elif match := _RETURNED.search(line):
            self._counts = _counts(match["value"])
        elif not _STAMPED.match(line):
            self._continue(line.rstrip("\n"))
        elif (match := STATE.search(line)) and self.task:
            return self._end(match["state"])
        return None

    def _continue(self, line: str) -> None:
        if line.startswith("Traceback "):
            self._traceback = []
        self._traceback.append(line)
        if _RAISED.match(line):
            self._error = line

    def _end(self, state: str) -> Ended:
        ended = Ended(
            self.dag, self.task, state, self._counts, self._error, "\n".join(self._traceback)
        )
        self.task = ""
        return ended


def _counts(value: str) -> dict[str, int]:
    try:
        counts = ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return {}
    if not isinstance(counts, dict):
        return {}
    return {str(k): v for k, v in counts.items() if isinstance(v, int) and v}
