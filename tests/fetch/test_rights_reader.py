"""Rights of a page from all places: which files are asked for, how often, and what counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

import pytest

from newsmon.fetch import Answer, RightsFile, RightsReader, RobotsCache
from newsmon.model import Failure, Reason
from newsmon.rights import Statement

ORIGIN = "https://paper.example"
TDM = f"{ORIGIN}/.well-known/tdmrep.json"
LICENCE = "https://licences.example/rsl.xml"
RSL = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="/news/"><license>'
    '<prohibits type="usage">ai-input</prohibits></license></content></rsl>'
)


def answer(body: str = "", *headers: tuple[str, str], url: str = f"{ORIGIN}/news/1") -> Answer:
    return Answer(url, url, 200, headers, body.encode(), "text/html", "utf-8", None, 0.0)


class Web:
    """Files by URL, a clock that stands, and what is kept of them."""

    def __init__(self) -> None:
        self.files: dict[str, Answer | Failure] = {}
        self.requests: list[str] = []
        self.stored: dict[str, RightsFile] = {}
        self.origins: list[tuple[str, tuple[Statement, ...]]] = []
        self.now = datetime(2026, 11, 29, tzinfo=timezone.utc)

    def put(self, url: str, text: str) -> None:
        body = text.encode()
        self.files[url] = Answer(url, url, 200, (), body, "text/plain", "utf-8", None, 0.0)

    async def get(self, url: str, *_: object) -> Answer | Failure:
        self.requests.append(url)
        return self.files.get(url, Failure(Reason.NOT_FOUND, "status 404"))

    async def load(self, url: str) -> RightsFile | None:
        return self.stored.get(url)

    async def save(self, file: RightsFile) -> None:
        self.stored[file.url] = file

    async def save_origin(self, origin: str, statements: Sequence[Statement]) -> None:
        self.origins.append((origin, tuple(statements)))

    def reader(self, *, robots: bool = True) -> RightsReader:
        cache = RobotsCache(self.get, agent="newsmon", clock=lambda: self.now)
        return RightsReader(
            self.get,
            cache if robots else None,
            agent="newsmon",
            load=self.load,
            save=self.save,
            save_origin=self.save_origin,
            clock=lambda: self.now,
        )


@pytest.fixture
def web() -> Web:
    return Web()


async def verdicts(reader: RightsReader, page: Answer) -> dict[str, str]:
    return {s.use.value: s.verdict.value for s in await reader.of_page(page, None)}


async def test_all_files_of_the_origin_are_read(web: Web) -> None:
    web.put(f"{ORIGIN}/robots.txt", f"License: {LICENCE}\nUser-agent: *\nContent-Usage: search=n\n")
    web.put(TDM, '[{"location": "/news", "tdm-reservation": 1}]')
    web.put(LICENCE, RSL)
    reader = web.reader()
    assert await verdicts(reader, answer()) == {
        "search": "reserved", "mine": "reserved", "ai_input": "reserved",
    }  # fmt: skip
    about = answer(url=f"{ORIGIN}/about")
    assert await verdicts(reader, about) == {"search": "reserved"}
    assert sorted(web.requests) == sorted([f"{ORIGIN}/robots.txt", TDM, LICENCE])


async def test_the_origin_is_noted_once_with_all_its_paths(web: Web) -> None:
    web.put(f"{ORIGIN}/robots.txt", f"License: {LICENCE}\nUser-agent: *\nAllow: /\n")
    web.put(TDM, '[{"location": "/news", "tdm-reservation": 1}]')
    web.put(LICENCE, RSL)
    reader = web.reader()
    for path in ("/news/1", "/about", "/news/2"):
        await reader.of_page(answer(url=ORIGIN + path), None)
    ((origin, statements),) = web.origins
    assert origin == ORIGIN
    assert [(s.use.value, s.path) for s in statements] == [
        ("mine", "/news"),
        ("ai_input", "/news/"),
    ]


async def test_a_page_goes_before_its_headers_and_they_before_the_files(web: Web) -> None:
    web.put(TDM, '[{"location": "/", "tdm-reservation": 1}]')
    reader = web.reader()
    header = ("TDM-Reservation", "0")
    meta = '<meta name="tdm-reservation" content="1">'
    assert await verdicts(reader, answer("", header)) == {"mine": "allowed"}
    assert await verdicts(reader, answer(meta, header)) == {"mine": "reserved"}


async def test_a_licence_of_the_page_counts_as_the_page(web: Web) -> None:
    web.put(LICENCE, RSL)
    link = ("Link", f'<{LICENCE}>; rel="license"; type="application/rsl+xml"')
    assert await verdicts(web.reader(), answer("", link)) == {"ai_input": "reserved"}
    about = answer("", link, url=f"{ORIGIN}/about")
    assert await verdicts(web.reader(), about) == {}


async def test_a_file_is_asked_for_once_a_day_over_all_processes(web: Web) -> None:
    await web.reader().of_page(answer(), None)
    await web.reader().of_page(answer(), None)
    assert web.requests.count(TDM) == 1
    web.now += timedelta(hours=25)
    await web.reader().of_page(answer(), None)
    assert web.requests.count(TDM) == 2


async def test_a_last_good_copy_outlives_trouble_for_thirty_days(web: Web) -> None:
    web.put(TDM, '[{"location": "/", "tdm-reservation": 1}]')
    assert await verdicts(web.reader(), answer()) == {"mine": "reserved"}
    web.files[TDM] = Failure(Reason.HTTP_5XX)
    web.now += timedelta(days=29)
    assert await verdicts(web.reader(), answer()) == {"mine": "reserved"}
    web.now += timedelta(days=2)
    assert await verdicts(web.reader(), answer()) == {}


async def test_a_web_page_in_place_of_the_file_is_none(web: Web) -> None:
    web.put(TDM, "<!doctype html><p>Not here</p>")
    assert await verdicts(web.reader(), answer()) == {}
    assert web.stored[TDM].body is None


async def test_where_robots_txt_is_not_asked_for_the_rest_is_read(web: Web) -> None:
    web.put(f"{ORIGIN}/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n")
    web.put(TDM, '[{"location": "/", "tdm-reservation": 1}]')
    assert await verdicts(web.reader(robots=False), answer()) == {"mine": "reserved"}
