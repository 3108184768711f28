"""Every claim of who wrote an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsmon.extract.evidence.credits import Credit, CreditKind, organisations, read_credits
from newsmon.extract.evidence.page_evidence import Evidence

_META_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator",
                 "dc:creator", "parsely-author", "sailthru.author", "byl", "og:author", "authors",
                 "creator", "cxenseparse:author")  # fmt: skip
# Labels of `twitter:data1` and `twitter:data2` that announce an author; others a price or a place.
_AUTHOR_LABEL = re.compile(
    r"\b(?:by|written|auth?ors?|von|verfasst|geschrieben|autor\w*|auteure?s?|par|écrit|rédigé|escrito|por|"
    r"scritto|autore|door|geschreven|skrev\w*|skriven|av|af|napisan\w*|przez|автор\w*|написа\w*|yazan|yazar|penulis|ditulis)\b"
    r"|作者|著者|執筆者|글쓴이|작성자|كاتب|كتبه|نویسنده|מאת|נכתב",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuthorClaim:
    """The authors that one place states."""

    origin: str
    credits: tuple[Credit, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(credit.name for credit in self.credits)

    @property
    def has_full_name(self) -> bool:
        """Tell whether a person of more than one name is among them."""
        return any(credit.is_full_name for credit in self.credits)


def is_named(evidence: Evidence) -> bool:
    """Tell whether an author of more than one name is stated: no byline would outdo it."""
    return any(claim.has_full_name for claim in author_claims(evidence))


def author_claims(evidence: Evidence) -> Iterator[AuthorClaim]:
    """Yield each claim that names somebody."""
    if evidence.supplied.authors is not None:
        supplied = tuple(Credit(name, CreditKind.PERSON) for name in evidence.supplied.authors)
        yield AuthorClaim("manifest", supplied)
        return
    sites = evidence.site_names
    stated = read_credits(evidence.stated.authors, sites, names_site=True)
    claims = [("json-ld", (*stated, *organisations(evidence.stated.organisations)))]
    claims += [("meta", read_credits(lines, sites, names_site=True)) for lines in _meta(evidence)]
    if evidence.entry is not None:
        claims.append(("feed", read_credits(evidence.entry.authors, sites)))
    claims.append(("byline", _full_names_alone(read_credits(evidence.bylines, sites))))
    claims.append(("document", read_credits(evidence.document_bylines, sites)))
    for origin, named in claims:
        if named:
            yield AuthorClaim(origin, named)


def _meta(evidence: Evidence) -> Iterator[tuple[str, ...]]:
    """Yield the bylines in `meta` elements, as written."""
    meta = evidence.head.meta
    for name in _META_AUTHORS:
        yield meta.get(name, ())
    for label, value in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if _AUTHOR_LABEL.search(" ".join(meta.get(label, ()))):
            yield meta.get(value, ())


def _full_names_alone(named: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Leave single words out beside full names: sections, months and places of a visible byline."""
    if not any(credit.is_full_name for credit in named):
        return named
    return tuple(
        c for c in named if c.is_full_name or c.kind is not CreditKind.PERSON or c.name.isupper()
    )
