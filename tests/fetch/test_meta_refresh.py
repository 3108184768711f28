"""Pages that send the reader on at once, and pages that only look as if they did."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import web
from tests.fetch.servers import settings, site

from newsmon.fetch import Answer, Fetcher
from newsmon.fetch.meta_refresh import target
from newsmon.model import Failure, Reason

HERE = "https://paper.example/go/1"
THERE = "https://paper.example/story"

PLAIN = f'<meta http-equiv=refresh content="0;{THERE}">'

SENT_ON = {
    "at once": f'<meta http-equiv="refresh" content="0; url={THERE}">',
    "after a second": f'<meta http-equiv="refresh" content="1;url={THERE}">',
    "after half a second": f'<meta http-equiv="refresh" content="0.5; url={THERE}">',
    "in capitals": f'<META HTTP-EQUIV="Refresh" CONTENT="0;URL={THERE}">',
    "a quoted URL": f"<meta http-equiv=refresh content=\"0; url='{THERE}'\">",
    "a comma": f'<meta http-equiv="refresh" content="0,url={THERE}">',
    "without url=": f'<meta http-equiv="refresh" content="0; {THERE}">',
    "content first": f'<meta content="0; url={THERE}" http-equiv="refresh">',
    "a relative URL": '<meta http-equiv="refresh" content="0; url=/story">',
    "a base": '<base href="/a/"><meta http-equiv=refresh content="0;url=../story">',
    "an escaped URL": '<meta http-equiv="refresh" content="0; url=/story?a=1&amp;b=2">',
    "noscript": f"<script>go()</script><noscript>{PLAIN}</noscript>",
    "with a link": f'{PLAIN}<a href="{THERE}">Continue</a>',
    "a later one": f"<meta charset=utf-8>{PLAIN}",
}  # fmt: skip

STAYING = {
    "a long wait": f'<meta http-equiv="refresh" content="30; url={THERE}">',
    "reloading itself": f'<meta http-equiv="refresh" content="0; url={HERE}">',
    "reloading without a URL": '<meta http-equiv="refresh" content="0">',
    "a fragment of itself": f'<meta http-equiv="refresh" content="0; url={HERE}#top">',
    "a conditional comment": f"<!--[if IE]>{PLAIN}<![endif]-->",
    "an open comment": f'<!-- <meta http-equiv="refresh" content="0; url={THERE}">',
    "within a script": f'<script>"<meta http-equiv=refresh content=0;{THERE}>"</script>',
    "within a textarea": f"<textarea><meta http-equiv=refresh content='0;{THERE}'></textarea>",
    "no scheme that is asked for": '<meta http-equiv="refresh" content="0; url=javascript:go()">',
    "another meta": f'<meta name="refresh" content="0; url={THERE}">',
    "an article": PLAIN + "A sentence of it. " * 40,
    "an article without spaces": PLAIN + "\u6e2f" * 900,
}  # fmt: skip


@pytest.mark.parametrize("page", SENT_ON)
def test_a_page_that_sends_on(page: str) -> None:
    body = f"<html><head><title>One moment</title>{SENT_ON[page]}</head></html>".encode()
    assert (target(body, "text/html", HERE) or "").partition("?")[0] == THERE


@pytest.mark.parametrize("page", STAYING)
def test_a_page_that_stays(page: str) -> None:
    body = f"<html><head>{STAYING[page]}</head></html>".encode()
    assert target(body, "text/html", HERE) is None


def test_another_kind_of_content_sends_nobody_on() -> None:
    body = SENT_ON["at once"].encode()
    assert target(body, "text/plain", HERE) is None
    assert target(body, "application/rss+xml", HERE) is None


@pytest.mark.parametrize(
    "shape", ["<meta ", "<script ", "<!--", '<meta a="', "refresh<", "<base a="]
)
def test_any_markup_is_looked_at_quickly(shape: str) -> None:
    body = (b"refresh" + shape.encode() * 32_768)[:32_768]
    before = time.process_time()
    target(body, "text/html", HERE)
    assert time.process_time() - before < 0.3


async def get(handler: object, **changed: object) -> Answer | Failure:
    async with site(handler) as base, Fetcher(settings(**changed)) as fetcher:  # type: ignore[arg-type]
        return await fetcher.get(f"{base}/1")


def test_the_article_is_fetched_as_if_by_a_redirect_and_hops_are_counted() -> None:
    async def sends_on(request: web.Request) -> web.Response:
        number = int(request.path[1:])
        text = f'<meta http-equiv="refresh" content="0; url=/{number + 1}">' if number < 4 else "x"
        return web.Response(text=text, content_type="text/html")

    answer = asyncio.run(get(sends_on))
    assert isinstance(answer, Answer)
    assert answer.final_url.endswith("/4")
    assert answer.permanent_url is None
    failure = asyncio.run(get(sends_on, max_redirects=2))
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TOO_MANY_REDIRECTS
