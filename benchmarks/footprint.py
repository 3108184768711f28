"""What processes take: memory and CPU time, of whole trees of them."""

from __future__ import annotations

import contextlib
from typing import Final

import psutil

from newsmon.store import connect

MEGABYTE: Final = 1024 * 1024


def pss(process: psutil.Process) -> float:
    """Return the proportional set size of a process, in MB; of one that has ended, 0."""
    try:
        return float(process.memory_full_info().pss) / MEGABYTE
    except psutil.Error:
        return 0.0


def server_cpu(url: str) -> float:
    """Return the CPU seconds of all processes of a Postgres, those that have ended included."""
    with contextlib.closing(connect(url)) as conn, conn.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        ((backend,),) = cursor.fetchall()
        server = psutil.Process(backend).parent()
        assert server is not None
        times = [server.cpu_times(), *(each.cpu_times() for each in server.children())]
        ended = times[0].children_user + times[0].children_system
        return float(sum(each.user + each.system for each in times) + ended)
