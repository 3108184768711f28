"""The plain script that newsmon is compared with: feeds, threads, two processes that extract.

    python plain_script.py trafilatura|newspaper4k|news-please FEED ...

Run by a Python that has feedparser and the extractor, without newsmon. No database, no duplicates,
no topics, no politeness: each page becomes a line of JSON on stdout if it has a text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from typing import Any

import feedparser
import urllib3

THREADS, PROCESSES = 20, 2


def with_trafilatura(url: str, page: bytes) -> dict[str, Any]:
    from trafilatura import bare_extraction

    article = bare_extraction(page, url=url, fast=True, with_metadata=True, include_comments=False)
    if article is None:
        return {}
    stated = article if isinstance(article, dict) else article.as_dict()
    return {name: stated[name] for name in ("title", "text", "author", "date")}


def with_newspaper(url: str, page: bytes) -> dict[str, Any]:
    from newspaper import Article  # type: ignore[import-not-found, unused-ignore]

    article = Article(url, fetch_images=False)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    return {"title": article.title, "text": article.text, "authors": article.authors,
            "date": str(article.publish_date)}  # fmt: skip


def with_news_please(url: str, page: bytes) -> dict[str, Any]:
    from newsplease import NewsPlease  # type: ignore[import-not-found, unused-ignore]

    article = NewsPlease.from_html(page.decode("utf-8", "replace"), url=url, fetch_images=False)
    return {"title": article.title, "text": article.maintext, "authors": article.authors,
            "date": str(article.date_publish)}  # fmt: skip


EXTRACTORS: dict[str, Callable[[str, bytes], dict[str, Any]]] = {
    "trafilatura": with_trafilatura,
    "newspaper4k": with_newspaper,
    "news-please": with_news_please,
}


def extracted(name: str, url: str, page: bytes) -> dict[str, Any]:
    try:
        return {"url": url, **EXTRACTORS[name](url, page)}
    except Exception as error:  # noqa: BLE001 - a page that the extractor cannot read
        return {"url": url, "error": repr(error)}


@cache
def _connections() -> urllib3.PoolManager:
    return urllib3.PoolManager(maxsize=THREADS)


def got(url: str) -> bytes:
    return bytes(_connections().request("GET", url).data)


def main() -> None:
    name, feeds = sys.argv[1], sys.argv[2:]
    with ThreadPoolExecutor(THREADS) as threads, ProcessPoolExecutor(PROCESSES) as processes:
        read = list(threads.map(lambda url: feedparser.parse(got(url)), feeds))
        urls = [entry.link for feed in read for entry in feed.entries]
        work = threads.map(
            lambda url: processes.submit(extracted, name, url, got(url)).result(), urls
        )
        for article in work:
            if article.get("text"):
                print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
