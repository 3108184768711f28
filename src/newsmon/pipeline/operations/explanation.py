"""Everything that newsmon knows of one article, and why it is what it is."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any, Final

from psycopg2.extensions import connection as Connection

from newsmon.dedup import shared_passages
from newsmon.errors import UsageError
from newsmon.pipeline.imports.imported import identity
from newsmon.store import Database, connect, fetch_all, fetch_dicts, fetch_one, fetch_single

_ADDRESS: Final = re.compile(r"/|\A(?:urn|tag):", re.IGNORECASE)  # of a page or an agency's item
TITLES = 10  # titles listed where several have the same words
PARTS = (
    "sightings", "addresses", "refusals", "versions", "provenance", "rights", "removed",
)  # fmt: skip
PASSAGES = 5  # shared passages shown per near-duplicate, the longest first


def explain(database: Database, article: str) -> dict[str, Any]:
    """Facts, sightings, refusals, versions, provenance, rights, lines removed, event, topics.

    `article` is an id, any URL that it is known by, or words of its title that no other has.
    Raises UsageError where there is none, with the reason of its rejection if there is one, or
    with the ids of all whose titles have these words.
    """
    with closing(connect(database)) as conn:
        titled = not article.isdecimal() and (" " in article or not _ADDRESS.search(article))
        article_id = _find_by_title(conn, article) if titled else find(conn, article)
        return explain_article(conn, article_id)


def explain_article(
    conn: Connection, article_id: int, *, most: int | None = None
) -> dict[str, Any]:
    """Explain the article with this id, from the views alone: a reader may.

    Of each kind of evidence `most` rows at most (None: all). Raises LookupError where there is no
    such article.
    """
    facts = fetch_dicts(conn, "inspect.facts", article_id=article_id)
    if not facts:
        raise LookupError(f"no article {article_id}")
    explained: dict[str, Any] = {"article": facts[0]}
    for part in PARTS:
        explained[part] = fetch_dicts(conn, f"inspect.{part}", article_id=article_id, most=most)
    for part in ("topics", "event", "event_decision"):
        explained[part] = fetch_dicts(conn, f"inspect.{part}", article_id=article_id)
    explained["posts"] = fetch_dicts(conn, "posts.of_blog", article_id=article_id, most=most)
    explained["duplicates"] = _duplicates(conn, article_id, most)
    return explained


def find(conn: Connection, article: str) -> int:
    """Id of the article with this id or URL. Raises UsageError where there is none."""
    row = fetch_one(conn, "inspect.article", **_lookup_keys(article))
    if row is not None:
        return int(row.article_id)
    if not article.isdecimal():
        keys = _lookup_keys(article)
        if embargo := fetch_one(conn, "inspect.embargo", url_key=keys["url_key"]):
            raise UsageError(
                f"{article} is under embargo until {embargo.embargoed_until:%Y-%m-%d %H:%M} UTC: "
                "it is here, and will appear by itself"
            )
        rejected = fetch_one(conn, "inspect.rejected", url=keys["url"], url_key=keys["url_key"])
        if rejected is not None:
            detail = f": {rejected.detail}" if rejected.detail else ""
            raise UsageError(
                f"{article} was not loaded: {rejected.stage} rejected it as "
                f"{rejected.reason}{detail} ({rejected.seen_at:%Y-%m-%d %H:%M} UTC)"
            )
        if fetch_single(conn, "inspect.is_forgotten", url_key=keys["url_key"]).forgotten:
            raise UsageError(f"{article} is forgotten: it was removed, and is kept out")
    raise UsageError(
        f"no article {article!r}; give its id, its URL as in report.articles, or words of its title"
    )


def _find_by_title(conn: Connection, words: str) -> int:
    """Return the id of the one article whose title has all these words; UsageError otherwise."""
    rows = fetch_all(conn, "inspect.articles_by_title", words=words, limit=TITLES + 1)
    if not rows:
        raise UsageError(f"no article has {words!r} in its title; give its id or its URL")
    if len(rows) > 1:
        lines = [f"{row.article_id:>8}  {row.source}: {row.title}" for row in rows[:TITLES]]
        more = [f"{'…':>8}"] * (len(rows) > TITLES)
        listed = "\n".join([*lines, *more])
        raise UsageError(f"several titles have these words; choose one by its id:\n{listed}")
    return int(rows[0].article_id)


def _lookup_keys(article: str) -> dict[str, Any]:
    if article.isdecimal():
        return {"article_id": int(article), "url": None, "url_key": None}
    try:
        url, key, _ = identity(article)
    except ValueError as error:
        raise UsageError(f"{article!r} is neither an article id nor a URL: {error}") from error
    return {"article_id": None, "url": url, "url_key": key}


def _duplicates(conn: Connection, article_id: int, most: int | None) -> list[dict[str, Any]]:
    rows = fetch_dicts(conn, "inspect.duplicates", article_id=article_id, most=most)
    ids = [article_id, *(row["article_id"] for row in rows)]
    texts = {row.article_id: row.text for row in fetch_all(conn, "inspect.text", article_ids=ids)}
    for row in rows:
        ours = texts[article_id]
        spans = shared_passages(ours, texts[row["article_id"]])
        longest = sorted(spans, key=lambda span: span[0] - span[1])[:PASSAGES]
        row["shared_passages"] = [ours[start:end] for start, end, _, _ in sorted(longest)]
    return rows
