"""Bodies wait for room, one goes beyond it, and what nobody has any more is room again."""

from __future__ import annotations

import asyncio
import gc

import pytest
from aiohttp import web
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher, body_reading
from newsmon.fetch.body_budget import FREE, SMALL, BodyBudget
from newsmon.model import Failure, Reason

MEGABYTE = 1024 * 1024
CAP = 8 * MEGABYTE


async def a_moment() -> None:
    await asyncio.sleep(0.01)


async def test_the_first_bytes_of_a_body_do_not_count() -> None:
    budget = BodyBudget(MEGABYTE)
    allowance = budget.body(CAP)
    allowance.become(FREE)
    assert budget.bytes == 0
    allowance.become(FREE + 1)
    assert budget.bytes == 1


async def test_a_body_that_is_capped_low_does_not_count() -> None:
    budget = BodyBudget(0)
    allowance = budget.body(SMALL)
    assert allowance.fits(SMALL)
    allowance.become(SMALL)
    assert budget.bytes == 0


async def test_one_body_goes_beyond_the_limit_and_the_next_waits_for_it() -> None:
    budget = BodyBudget(MEGABYTE)
    first, second, third = (budget.body(CAP) for _ in range(3))
    await first.grow(MEGABYTE)
    await second.grow(MEGABYTE)  # beyond
    waiting = asyncio.create_task(third.grow(MEGABYTE))
    await a_moment()
    assert not waiting.done()
    second.release()
    first.release()
    await asyncio.wait_for(waiting, 1)


async def test_bodies_that_are_half_there_do_not_wait_for_each_other() -> None:
    budget = BodyBudget(4 * MEGABYTE)

    async def read() -> None:
        allowance = budget.body(CAP)
        for size in range(0, CAP, MEGABYTE // 2):
            await allowance.grow(size)
            await asyncio.sleep(0)

    await asyncio.wait_for(asyncio.gather(*(read() for _ in range(20))), 10)
    await a_moment()
    assert budget.bytes == 0


async def test_of_the_bodies_that_wait_the_smallest_goes_first() -> None:
    budget = BodyBudget(MEGABYTE)
    beyond, large, small = (budget.body(CAP) for _ in range(3))
    await large.grow(MEGABYTE)
    await beyond.grow(MEGABYTE)
    waiting = [asyncio.create_task(each.grow(2 * MEGABYTE)) for each in (large, small)]
    await a_moment()
    beyond.release()
    await a_moment()
    assert [task.done() for task in waiting] == [False, True]
    small.release()
    await asyncio.wait_for(waiting[0], 1)


async def test_a_body_beyond_the_limit_that_hardly_comes_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(body_reading, "BEYOND_SECONDS", 0.2)

    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html"})
        await answer.prepare(request)
        await answer.write(b" " * 2 * MEGABYTE)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.05)

    async with (
        site(drip) as url,
        Fetcher(settings(timeout_seconds=300), body_bytes=MEGABYTE) as fetcher,
    ):
        answer = await fetcher.get(url)
        assert fetcher.budget is not None
        await a_moment()
        assert fetcher.budget.bytes == 0
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.TIMEOUT


async def test_what_nobody_has_any_more_is_room_again() -> None:
    budget = BodyBudget(MEGABYTE)
    allowance = budget.body(CAP)
    allowance.become(5 * MEGABYTE)
    del allowance
    gc.collect()
    await a_moment()
    assert budget.bytes == 0


async def test_room_is_given_back_from_another_thread() -> None:
    budget = BodyBudget(MEGABYTE)
    allowance = budget.body(CAP)
    await allowance.grow(2 * MEGABYTE)
    waiting = asyncio.create_task(budget.body(CAP).grow(2 * MEGABYTE))
    await asyncio.to_thread(allowance.release)
    await asyncio.wait_for(waiting, 1)


async def test_a_body_that_is_given_up_while_it_waits_takes_nothing() -> None:
    budget = BodyBudget(MEGABYTE)
    first, beyond = budget.body(CAP), budget.body(CAP)
    await first.grow(MEGABYTE)
    await beyond.grow(MEGABYTE)
    before = budget.bytes
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(budget.body(CAP).grow(MEGABYTE), 0.05)
    assert budget.bytes == before


async def test_answers_wait_for_room_without_running_out_of_their_time() -> None:
    """Bodies of 2 MB, of which each is let go after a while; their hosts are not to blame."""
    body, most = b"<p>text</p>" * (2 * MEGABYTE // 11), 0

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="text/html")

    async with (
        site(handler) as url,
        Fetcher(settings(timeout_seconds=2), body_bytes=4 * MEGABYTE) as fetcher,
    ):
        budget = fetcher.budget
        assert budget is not None

        async def get() -> None:
            nonlocal most
            answer = await fetcher.get(url)
            assert isinstance(answer, Answer), answer
            most = max(most, budget.bytes)
            await asyncio.sleep(0.6)  # until it is written

        await asyncio.gather(*(get() for _ in range(12)))
    assert 2 * MEGABYTE < most <= 8 * MEGABYTE
