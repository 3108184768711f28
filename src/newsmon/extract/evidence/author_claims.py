"""Every claim of who wrote an article."""

from __future__ import annotations

from collections.abc import Iterator

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.evidence.person_names import people

_META_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator",
                 "dc:creator", "parsely-author", "sailthru.author", "byl", "og:author", "authors",
                 "creator", "cxenseparse:author", "twitter:data1")  # fmt: skip


def is_named(evidence: Evidence) -> bool:
    """Tell whether an author of more than one name is stated: no byline would outdo it."""
    stated = (people(names, evidence.site_names) for _, names in author_claims(evidence))
    return any(" " in name for names in stated for name in names)


def author_claims(evidence: Evidence) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the origin of each claim and its names as stated."""
    if evidence.supplied.authors is not None:
        yield "manifest", evidence.supplied.authors
    yield "json-ld", evidence.stated.authors
    for name in _META_AUTHORS:
        if values := evidence.head.meta.get(name):
            yield "meta", values
    if evidence.entry is not None:
        yield "feed", evidence.entry.authors
    yield "byline", evidence.bylines
    yield "document", evidence.document_bylines
