"""Programs that lead a session each: finding all that descends from them, and ending it.

Leaders are given as pid → when that process began (epoch seconds), because a pid alone may
have come to be a stranger's. The pid of a leader that has ended stays taken for as long as
there is anybody left in its session.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Mapping

import psutil

Leaders = Mapping[int, float]

_LAST_WORDS = 10.0  # seconds that the system may take to carry out SIGKILL


def began(pid: int) -> float:
    """Return when a process of ours began, in epoch seconds."""
    return psutil.Process(pid).create_time()


def members(leaders: Leaders) -> list[psutil.Process]:
    """The living processes of these sessions, and their descendants in other sessions."""
    ours = {pid for pid, when in leaders.items() if _is_ours(pid, when)}
    processes: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getsid(process.pid) in ours and _lives(process):
                processes[process.pid] = process
                children = process.children(recursive=True)
                processes.update((child.pid, child) for child in children if _lives(child))
    return list(processes.values())


def end(leaders: Leaders, patience: float) -> list[int]:
    """SIGTERM to the leaders, SIGKILL to whatever is left after `patience` seconds.

    Returns the pids of what could not be ended.
    """
    for member in members(leaders):
        if member.pid in leaders:
            _send(member, signal.SIGTERM)
    if not _gone(leaders, patience):
        for member in members(leaders):
            _send(member, signal.SIGKILL)
        _gone(leaders, _LAST_WORDS)
    return [member.pid for member in members(leaders)]


def _is_ours(pid: int, when: float) -> bool:
    try:
        return abs(began(pid) - when) < 1
    except psutil.NoSuchProcess:
        return True


def _lives(process: psutil.Process) -> bool:
    # a zombie that nobody has collected yet does nothing any more
    return bool(process.status() != psutil.STATUS_ZOMBIE)


def _gone(leaders: Leaders, within: float) -> bool:
    deadline = time.monotonic() + within
    while members(leaders):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.Error):
        process.send_signal(number)
