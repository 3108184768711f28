"""Every claim of who wrote an article."""

from __future__ import annotations

from collections.abc import Iterable

from newsmon.extract.evidence.credits import (
    AuthorClaim,
    Credit,
    CreditKind,
    organisations,
    read_credits,
)
from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.text.line_keys import text_key


def author_claims(evidence: Evidence) -> tuple[AuthorClaim, ...]:
    """Return each claim that names somebody."""
    if evidence.supplied.authors is not None:
        supplied = tuple(Credit(name, CreditKind.PERSON) for name in evidence.supplied.authors)
        return (AuthorClaim("manifest", supplied),)
    if supplied := read_credits(evidence.supplied.bylines):
        return (AuthorClaim("given", supplied),)
    sites = evidence.site_names
    stated = read_credits(
        _without_sections(evidence.stated.authors, evidence), sites, names_site=True
    )
    claims = [("json-ld", (*stated, *organisations(evidence.stated.organisations)))]
    for lines in evidence.head.authors:
        named = _without_sections(lines, evidence)
        claims.append(("meta", _beside_site(read_credits(named, sites, names_site=True))))
    if evidence.entry is not None:
        claims.append(("feed", read_credits(evidence.entry.authors, sites)))
    bylines = _without_sections(evidence.bylines, evidence)
    visible = _beside_site(read_credits(bylines, sites, names_site=True))
    claims.append(("byline", _full_names_alone(visible)))
    claims.append(("document", read_credits(evidence.document_bylines, sites)))
    return tuple(AuthorClaim(origin, named) for origin, named in claims if named)


def _beside_site(named: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Leave the site's own name out beside a person."""
    if not any(credit.kind is CreditKind.PERSON for credit in named):
        return named
    return tuple(credit for credit in named if credit.kind is not CreditKind.ORGANISATION)


def _without_sections(lines: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """Leave out lines that are the section which the page says it stands in."""
    head = evidence.head
    stated = (evidence.stated.section, head.og_section, head.meta_section)
    sections = {text_key(section) for section in stated if section}
    return tuple(line for line in lines if text_key(line) not in sections)


def _full_names_alone(named: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Leave single words out beside full names: sections, months and places of a visible byline."""
    if not any(credit.is_full_name for credit in named):
        return named
    return tuple(
        c for c in named if c.is_full_name or c.kind is not CreditKind.PERSON or c.name.isupper()
    )
