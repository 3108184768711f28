"""Articles loaded together come out as if each were loaded by itself, whatever they share."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from newsmon.model import (
    Article,
    Candidate,
    Coverage,
    Edition,
    Kind,
    Moment,
    Page,
    Post,
    Precision,
)
from newsmon.store import addresses, articles, pages, queries
from newsmon.store.articles import Alias, ExtractedArticle, Origin, Outcome
from newsmon.store.details import Details
from newsmon.store.extracted import apart

NOW = datetime(2024, 5, 6, tzinfo=timezone.utc)
HOST = "paper.example"
PATHS = ("/a", "/a?x=1", "/a?x=2", "/b", "/b?y=1", "/c", "/d")
TITLES = ("Harbour reopens", "Harbour  re-opens", "Ferry sails")
TEXTS = (
    "The harbour reopened on Monday.\n34 comments",
    "The harbour reopened on Monday.\n35 comments",
    "The ferry sails again.",
)
EDITIONS = (Edition.PAGE, Edition.PAGE, Edition.ORIGINAL, Edition.FEED, Edition.HEADLINE)
STATES = {
    "articles": "select url, title, text, edition, version, kind, published_at"
    " from newsmon.article",
    "versions": "select url, v.version, v.title, v.text, v.edition, v.page_id"
    " from newsmon.article_version v join newsmon.article using (article_id)",
    "addresses": "select d.url_key, d.state, d.reason, d.retries, d.next_attempt_at is null, a.url"
    " from newsmon.address d left join newsmon.article a using (article_id)",
    "details": "select url, field, value from newsmon.provenance"
    " join newsmon.article using (article_id)",
    "words": "select url, s.search::text from newsmon.article_search s"
    " join newsmon.article using (article_id)",
    "posts": "select a.url, p.key, p.text, p.removed_at is null from newsmon.post p"
    " join newsmon.article a using (article_id)",
    "rejections": "select url, reason from newsmon.rejection",
    "news": "select url from newsmon.news_queue join newsmon.article using (article_id)",
}


def page_at(conn: Connection, path: str, seconds: int) -> Origin:
    """A page that was fetched at a path of the paper."""
    source = articles.ensure_source(conn, "paper", "The Paper")
    key, seen_at = f"{HOST}{path}", NOW + timedelta(seconds=seconds)
    address = addresses.ensure_all(conn, [(key, f"https://{key}", HOST, source)])[key]
    page = Page(
        f"https://{key}", f"https://{key}", str(seconds).encode(), "text/html", None, seen_at
    )
    page_id = pages.keep(conn, address.address_id, page)
    assert page_id is not None
    return Origin(address.address_id, source, page_id, key, NOW, seen_at)


def drawn(conn: Connection, chance: random.Random, seconds: int) -> ExtractedArticle:
    """An article of few addresses, headlines and texts, so that many have something in common."""
    origin = page_at(conn, chance.choice(PATHS), seconds)
    canonical = f"{HOST}{chance.choice(PATHS)}"
    title, text = chance.choice(TITLES), chance.choice(TEXTS)
    article = Article(
        f"https://{canonical}", title, text, text, 5, edition=chance.choice(EDITIONS),
        published=chance.choice((None, Moment(NOW, Precision.DAY, "meta"))),
        candidates=(Candidate("title", title, "meta", 1.0, chosen=True),),
    )  # fmt: skip
    if chance.random() < 0.2:
        posts = (Post("#1", f"https://{canonical}#1", title, text),)
        article = replace(article, kind=Kind.LIVE_BLOG, coverage=Coverage(posts, text))
    aliases = [] if canonical == origin.url_key else [canonical]
    if chance.random() < 0.3:
        aliases.append(f"{HOST}/further-{chance.randrange(3)}")
    return ExtractedArticle(
        article, origin, tuple(Alias(key, f"https://{key}", HOST) for key in aliases),
        replay=chance.random() < 0.1,
    )  # fmt: skip


def state(conn: Connection) -> dict[str, Counter[Any]]:
    """All rows that loading writes, without our own numbers."""
    rows: dict[str, Counter[Any]] = {}
    with conn.cursor() as cursor:
        for name, statement in STATES.items():
            cursor.execute(statement)
            rows[name] = Counter(map(tuple, cursor.fetchall()))
    return rows


def loaded(conn: Connection, batches: list[list[ExtractedArticle]]) -> list[Outcome]:
    outcomes = []
    for batch in batches:
        details = Details()
        outcomes += [outcome for _, outcome in articles.load_all(conn, batch, details)]
        details.write(conn)
    return outcomes


@pytest.mark.parametrize("seed", range(20))
def test_a_batch_comes_out_as_its_articles_do_one_by_one(conn: Connection, seed: int) -> None:
    chance = random.Random(seed)
    extracted = [drawn(conn, chance, seconds) for seconds in range(24)]
    with conn.cursor() as cursor:
        cursor.execute(
            "update newsmon.address set state = 'forgotten' where url_key = %s", (f"{HOST}/d",)
        )
        cursor.execute(
            "insert into newsmon.rejection (address_id, source_id, url, stage, reason)"
            " select address_id, source_id, url, 'extract', 'paywall' from newsmon.address"
        )
    conn.commit()
    outcomes = loaded(conn, [[each] for each in extracted])
    expected = state(conn)
    conn.rollback()
    before, together = extracted[: len(extracted) // 3], extracted[len(extracted) // 3 :]
    assert loaded(conn, [before, together]) == outcomes
    assert state(conn) == expected


def extracted_at(
    conn: Connection,
    seconds: int,
    path: str,
    canonical: str,
    words: tuple[str, str],
    edition: Edition = Edition.PAGE,
) -> ExtractedArticle:
    origin, key = page_at(conn, path, seconds), f"{HOST}{canonical}"
    aliases = () if key == origin.url_key else (Alias(key, f"https://{key}", HOST),)
    article = Article(f"https://{key}", *words, words[1], 5, edition=edition)
    return ExtractedArticle(article, origin, aliases, replay=False)


def assert_comes_out_alike(
    conn: Connection, before: list[ExtractedArticle], batch: list[ExtractedArticle]
) -> None:
    conn.commit()
    outcomes = loaded(conn, [[each] for each in (*before, *batch)])
    expected = state(conn)
    conn.rollback()
    assert loaded(conn, [*([each] for each in before), batch]) == outcomes
    assert state(conn) == expected


def test_an_address_that_a_lesser_edition_adds_counts_for_the_articles_after_it(
    conn: Connection,
) -> None:
    """Whose path and words are those of the article stored, but nothing of the lesser edition."""
    harbour, ferry = (TITLES[0], TEXTS[0]), (TITLES[2], TEXTS[2])
    stored = extracted_at(conn, 0, "/page", "/page", harbour)
    lesser = extracted_at(conn, 1, "/story?x=1", "/page", ferry, Edition.FEED)
    same = extracted_at(conn, 2, "/story?x=23", "/story?x=23", harbour)
    assert_comes_out_alike(conn, [stored], [lesser, same])


def test_an_article_that_takes_the_words_of_another_is_the_one_that_changes_next(
    conn: Connection,
) -> None:
    harbour, ferry = (TITLES[0], TEXTS[0]), (TITLES[2], TEXTS[2])
    before = [
        extracted_at(conn, 0, "/harbour", "/quay", harbour),
        extracted_at(conn, 1, "/ferry", "/ferry", ferry),
    ]
    batch = [
        extracted_at(conn, 2, "/harbour", "/harbour", ferry),
        extracted_at(conn, 3, "/ferry", "/ferry", ("Quay closes", "The quay is closed.")),
        extracted_at(conn, 4, "/quay", "/quay", (TITLES[0], TEXTS[1])),
    ]
    assert_comes_out_alike(conn, before, batch)


def test_articles_that_share_nothing_take_as_many_statements_as_one(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    look_up = queries.statement

    def counted(name: str) -> str:
        statements.append(name)
        return look_up(name)

    monkeypatch.setattr(queries, "statement", counted)
    origins = [page_at(conn, f"/{number}", number) for number in range(9)]
    counts = []
    for first, last in ((0, 1), (1, 9)):
        statements.clear()
        extracted = [
            ExtractedArticle(
                Article(f"https://{where.url_key}", f"Ferry {where.page_id}", where.url_key, "", 1),
                where, (Alias(f"{where.url_key}/amp", f"https://{where.url_key}/amp", HOST),),
                replay=False,
            )
            for where in origins[first:last]
        ]  # fmt: skip
        assert set(loaded(conn, [extracted])) == {Outcome.NEW}
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_two_of_one_address_one_url_one_text_or_one_headline_are_not_in_one_batch() -> None:
    def extracted(key: str, url: str, title: str, text: str) -> ExtractedArticle:
        return ExtractedArticle(
            Article(url, title, text, text, 1), Origin(1, 1, 1, key, NOW, NOW), (), replay=False
        )

    first = extracted("paper.example/a?x=1", "https://paper.example/1", "Ferry", "It sails.")
    for second, number in (
        (extracted("paper.example/a?x=1", "https://paper.example/2", "Quay", "It rains."), 2),
        (extracted("paper.example/b", "https://paper.example/1", "Quay", "It rains."), 2),
        (extracted("paper.example/b", "https://paper.example/2", "Ferry", "It sails."), 2),
        (extracted("paper.example/a?x=2", "https://paper.example/2", "Ferry!", "It rains."), 2),
        (extracted("paper.example/a?x=2", "https://paper.example/2", "Quay", "It rains."), 1),
        (extracted("paper.example/b", "https://paper.example/2", "Ferry", "It rains."), 1),
    ):
        assert len(list(apart([first, second]))) == number
