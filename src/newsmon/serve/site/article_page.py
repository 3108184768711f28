"""The page of an article: its text with what matched, its versions, and where all of it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from psycopg2.extensions import connection as Connection

from newsmon.serve.site.marked_text import Change, Mention, Segment, changes, paragraphs
from newsmon.store import fetch_all
from newsmon.store.rows import (
    InspectRefusals,
    JudgedPair,
    SiteMatches,
    SitePostsOfArticle,
    SitePrintings,
    SiteProvenance,
    SiteRemovedLines,
    SiteStatementsOnUses,
    SiteVersions,
    WholeArticle,
)

MOST_VERSIONS, MOST_ROWS = 10, 200


@dataclass(frozen=True, slots=True)
class Revision:
    """A version, and the paragraphs in which it differs from the one before it."""

    version: SiteVersions
    title: Sequence[Change]
    text: Sequence[Sequence[Change]]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Contents of the page of an article."""

    article: WholeArticle
    title: Sequence[Segment]
    text: Sequence[Sequence[Segment]]
    matches: Sequence[SiteMatches]
    revisions: Sequence[Revision]
    printings: Sequence[SitePrintings]
    pairs: Sequence[JudgedPair]
    posts: Sequence[SitePostsOfArticle]
    refusals: Sequence[InspectRefusals]
    provenance: Sequence[SiteProvenance]
    rights: Sequence[SiteStatementsOnUses]
    removed: Sequence[SiteRemovedLines]


def read(conn: Connection, article_id: int) -> ArticlePage | None:
    """Return an article; None: there is none of this number."""
    articles = fetch_all(conn, "site.article", article_id=article_id)
    if not articles:
        return None
    article = articles[0]
    matches = fetch_all(conn, "site.matches", article_id=article_id)
    whole = {"article_id": article_id, "limit": MOST_ROWS}
    return ArticlePage(
        article=article,
        title=paragraphs(article.title.replace("\n", " "), _mentions(matches, in_title=True))[0],
        text=paragraphs(article.text, _mentions(matches, in_title=False)),
        matches=matches,
        revisions=_revisions(conn, article_id),
        printings=_printings(conn, article),
        pairs=fetch_all(conn, "site.judged_pairs", **whole),
        posts=fetch_all(conn, "site.posts_of_article", **whole),
        refusals=fetch_all(conn, "inspect.refusals", article_id=article_id, most=MOST_ROWS),
        provenance=fetch_all(conn, "site.provenance", **whole),
        rights=fetch_all(conn, "site.statements_on_uses", article_id=article_id),
        removed=fetch_all(conn, "site.removed_lines", **whole),
    )


def _mentions(matches: Sequence[SiteMatches], *, in_title: bool) -> list[Mention]:
    return [
        Mention(mention["start"], mention["end"], match.name)
        for match in matches
        for mention in match.mentions
        if (mention["zone"] == "title") == in_title
    ]


def _printings(conn: Connection, article: WholeArticle) -> list[SitePrintings]:
    clusters = [article.cluster_id] if article.cluster_id else []
    return fetch_all(conn, "site.printings", clusters=clusters, limit=MOST_ROWS)


def _revisions(conn: Connection, article_id: int) -> list[Revision]:
    """Return what changed, the newest first."""
    versions = fetch_all(conn, "site.versions", article_id=article_id, limit=MOST_VERSIONS)
    return [
        Revision(
            newer,
            [change for line in changes(older.title, newer.title) for change in line],
            changes(older.text, newer.text),
        )
        for newer, older in pairwise(versions)
    ]
