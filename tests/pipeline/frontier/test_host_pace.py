"""Slow hosts are named, and only these."""

from __future__ import annotations

from newsmon.pipeline.frontier.host_pace import HostPace


def test_slow_hosts_are_named_the_slowest_first() -> None:
    pace = HostPace()
    for host, seconds in (("a", 0.1), ("b", 9.0), ("b", 11.0), ("c", 30.0), ("a", 6.0)):
        pace.note(host, seconds)
    assert pace.slow() == "c (1 answer in 30 s each), b (2 answers in 10 s each)"


def test_of_many_slow_hosts_the_first_five_are_named() -> None:
    pace = HostPace()
    for n in range(7):
        pace.note(f"host-{n}", 10.0 + n)
    assert pace.slow().endswith("host-2 (1 answer in 12 s each), 2 more")


def test_where_nobody_is_slow_nobody_is_named() -> None:
    assert HostPace().slow() == ""
