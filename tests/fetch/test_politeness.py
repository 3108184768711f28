"""How often we knock: a pause per host, a ceiling for all, memory that does not grow."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher, HostGate, Visitor, backoff, fetch_by_host
from newsmon.model import Failure, Reason

TINY = 0.002  # clocks of client and server are read at different moments


async def test_requests_to_one_host_keep_their_distance() -> None:
    arrivals: list[float] = []

    async def handler(_: web.Request) -> web.Response:
        arrivals.append(asyncio.get_running_loop().time())
        return web.Response(text="x")

    polite = settings(per_host_delay_seconds=0.1, respect_robots=False)
    async with site(handler) as url, Fetcher(polite) as fetcher:
        visitor = Visitor(fetcher)
        await asyncio.gather(*(visitor.get(f"{url}/{n}") for n in range(5)))
    gaps = [later - earlier for earlier, later in pairwise(arrivals)]
    assert len(gaps) == 4
    assert min(gaps) >= 0.1 - TINY


async def test_other_hosts_do_not_wait() -> None:
    gate = HostGate(delay=60)
    done: list[str] = []

    async def visit(host: str) -> None:
        async with gate.passing(host):
            done.append(host)

    first = [asyncio.ensure_future(visit(host)) for host in ("a", "a", "b", "c")]
    await asyncio.sleep(0.05)
    assert done == ["a", "b", "c"]
    for task in first:
        task.cancel()


async def test_the_hosts_own_wish_makes_the_pause_longer() -> None:
    gate = HostGate(delay=0)
    loop = asyncio.get_running_loop()
    async with gate.passing("a", 0.1):
        pass
    ended = loop.time()
    async with gate.passing("a"):
        assert loop.time() - ended >= 0.1 - TINY


async def test_a_host_taken_over_is_first_asked_after_its_pause() -> None:
    gate = HostGate(delay=0)
    loop = asyncio.get_running_loop()
    gate.begin_with_a_pause("a")
    taken_over = loop.time()
    async with gate.passing("a", 0.1):
        assert loop.time() - taken_over >= 0.1 - TINY
    async with gate.passing("a"):  # a pause is waited once; then the last request counts
        assert loop.time() - taken_over < 1


async def test_concurrency_is_held_per_host_and_in_all() -> None:
    gate = HostGate(delay=0, concurrency=2, total=5)
    now, peak = Counter[str](), Counter[str]()

    async def visit(host: str) -> None:
        async with gate.passing(host):
            for name in (host, "all"):
                now[name] += 1
                peak[name] = max(peak[name], now[name])
            await asyncio.sleep(0.001)
            now.subtract([host, "all"])

    await asyncio.gather(*(visit(f"host{n % 3}") for n in range(60)))
    assert peak.pop("all") == 5
    assert max(peak.values()) == 2


async def test_retry_after_holds_a_host() -> None:
    gate = HostGate(delay=0)
    loop = asyncio.get_running_loop()
    gate.hold("a", 0.1)
    started = loop.time()
    async with gate.passing("a"):
        assert loop.time() - started >= 0.1 - TINY


async def test_hosts_long_idle_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsmon.fetch.politeness._REMEMBERED", 50)
    gate = HostGate(delay=0)
    for number in range(500):
        async with gate.passing(f"host{number}"):
            pass
    assert len(gate._hosts) <= 51


def groups(
    hosts: int, pages: int, read: Counter[str]
) -> Iterator[tuple[str, Iterator[tuple[int, str]]]]:
    def one(host: int) -> Iterator[tuple[int, str]]:
        for page in range(pages):
            read["urls"] += 1
            yield host * pages + page, f"https://host{host}.example/{page}"

    for host in range(hosts):
        read["hosts"] += 1
        yield f"host{host}.example", one(host)


async def test_each_yields_every_result_once() -> None:
    async def fetch(key: int, url: str) -> str:
        await asyncio.sleep(0)
        return url

    pairs = [
        pair
        async for some in fetch_by_host(groups(30, 7, Counter()), fetch, concurrency=3, gather=0)
        for pair in some
    ]
    assert sorted(key for key, _ in pairs) == list(range(210))
    assert dict(pairs)[8] == "https://host1.example/1"


async def test_who_takes_results_slowly_gets_more_at_once_but_never_all() -> None:
    async def fetch(key: int, _: str) -> int:
        return key

    sizes = []
    async for some in fetch_by_host(groups(30, 7, Counter()), fetch, concurrency=5, gather=0):
        sizes.append(len(some))
        await asyncio.sleep(0.001)
    assert sum(sizes) == 210
    assert 1 < max(sizes) <= 5 + 1


async def test_the_first_result_comes_at_once_and_what_follows_together() -> None:
    first = asyncio.Event()

    async def fetch(key: int, _: str) -> int:
        if key:
            await first.wait()
            await asyncio.sleep(0.001 * key)
        return key

    lists = []
    async for some in fetch_by_host(groups(20, 1, Counter()), fetch, concurrency=50, gather=3600):
        lists.append(sorted(key for key, _ in some))
        first.set()
    assert lists == [[0], list(range(1, 20))]


async def test_what_is_urgent_comes_at_once_while_few_hosts_are_under_way() -> None:
    first = asyncio.Event()

    async def fetch(key: int, _: str) -> int:
        if key:
            await first.wait()
            await asyncio.sleep(0.05 * key)
        return key

    lists = []
    hosts = groups(4, 1, Counter())
    async for some in fetch_by_host(
        hosts, fetch, concurrency=50, gather=3600, is_urgent=lambda key: key == 2
    ):
        lists.append(sorted(key for key, _ in some))
        first.set()
    assert lists == [[0], [1, 2], [3]]


async def test_each_takes_groups_that_come_one_by_one() -> None:
    async def hosts() -> AsyncIterator[tuple[str, list[tuple[int, str]]]]:
        for number in range(3):
            await asyncio.sleep(0)
            yield f"host{number}.example", [(number, "https://a.example/")]

    async def fetch(key: int, _: str) -> int:
        return key * 10

    pairs = [
        r async for some in fetch_by_host(hosts(), fetch, concurrency=2, per_host=2) for r in some
    ]
    assert sorted(pairs) == [(0, 0), (1, 10), (2, 20)]


async def test_a_bug_surfaces_though_groups_never_end() -> None:
    async def hosts() -> AsyncIterator[tuple[str, list[tuple[int, str]]]]:
        yield "a.example", [(1, "https://a.example/")]
        await asyncio.Event().wait()

    async def fetch(key: int, _: str) -> int:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        async for _ in fetch_by_host(hosts(), fetch, concurrency=2, gather=0):
            pass


async def test_each_reads_no_further_than_there_is_room() -> None:
    read: Counter[str] = Counter()

    async def fetch(key: int, _: str) -> int:
        await asyncio.sleep(0)
        return key

    taken, furthest = 0, 0
    async for some in fetch_by_host(groups(10_000, 10, read), fetch, concurrency=4, gather=0):
        furthest = max(furthest, read["urls"] - taken)
        taken += len(some)
        if taken >= 2_000:
            break
    assert furthest <= 4 * 4 + 2 * 4 + 2
    assert read["hosts"] <= 200 + 4 * 4 + 2


async def test_each_stops_all_work_when_nobody_listens_or_something_breaks() -> None:
    running = 0

    async def fetch(key: int, _: str) -> int:
        nonlocal running
        running += 1
        try:
            if key == 50:
                raise RuntimeError("a bug")
            await asyncio.sleep(0.001)
            return key
        finally:
            running -= 1

    with pytest.raises(RuntimeError, match="a bug"):
        async for _ in fetch_by_host(groups(20, 10, Counter()), fetch, concurrency=4, gather=0):
            pass
    assert running == 0
    results = fetch_by_host(groups(5, 10, Counter()), fetch, concurrency=4, gather=0)
    await anext(results)
    await results.aclose()  # type: ignore[attr-defined]
    assert running == 0


async def test_a_visitor_obeys_robots_but_polls_feeds() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: newsmon\nDisallow: /private\n")
        return web.Response(text="page")

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        visitor = Visitor(fetcher)
        refused = await visitor.get(url + "/private")
        assert isinstance(refused, Failure)
        assert refused.reason is Reason.ROBOTS
        assert isinstance(await visitor.get(url + "/private", obey_robots=False), Answer)
        assert isinstance(await visitor.get(url + "/public"), Answer)
        assert await visitor.get("file:///etc/passwd") == Failure(
            Reason.BAD_URL, "not a web address: scheme file"
        )


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_backoff_grows_to_a_day_and_is_spread(attempts: int, jitter: float) -> None:
    wait = backoff(attempts, jitter)
    assert 30 <= wait <= 86_400
    assert backoff(attempts + 1, 0.0) >= backoff(attempts, 0.0)


async def test_every_hop_of_a_redirect_waits_for_its_hosts_turn() -> None:
    arrivals: list[float] = []

    async def handler(request: web.Request) -> web.Response:
        arrivals.append(asyncio.get_running_loop().time())
        if request.path == "/3":
            return web.Response(text="there")
        raise web.HTTPFound(f"/{int(request.path[1:]) + 1}")

    polite = settings(per_host_delay_seconds=0.1, respect_robots=False, timeout_seconds=0.25)
    async with site(handler) as url, Fetcher(polite) as fetcher:
        answer = await Visitor(fetcher).get(f"{url}/0")
    # longer in all than one request may take: waiting for a turn is not time of the request
    assert isinstance(answer, Answer), answer
    assert min(later - earlier for earlier, later in pairwise(arrivals)) >= 0.1 - TINY


async def test_robots_txt_holds_for_where_a_redirect_leads() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /private")
        if request.path == "/open":
            raise web.HTTPFound("/private/page")
        return web.Response(text="secret")

    async with site(handler) as url, Fetcher(settings()) as fetcher:
        visitor = Visitor(fetcher)
        answer = await visitor.get(f"{url}/open")
        assert isinstance(answer, Failure)
        assert answer.reason is Reason.ROBOTS
        assert isinstance(await visitor.get(f"{url}/open", obey_robots=False), Answer)
