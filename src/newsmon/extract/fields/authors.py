"""Authors: the claim to keep among what the page, its feed and its documents state."""

from __future__ import annotations

from collections.abc import Sequence

from newsmon.extract.evidence.credits import AuthorClaim, CreditKind
from newsmon.model import Candidate

_TRUST = {
    "manifest": 1.0,
    "given": 1.0,
    "json-ld": 0.9,
    "meta": 0.75,
    "byline": 0.7,
    "feed": 0.7,
    "document": 0.6,
}
_LOGIN = 0.3  # less for an author of one word, which may be a login
_NOBODY_NAMED = 0.25  # less for a claim that names no person


def choose_authors(claims: Sequence[AuthorClaim]) -> tuple[tuple[str, ...], list[Candidate]]:
    """Return the authors to keep, with every claim, best first.

    A claim is a candidate for each kind of author in it, names joined by "; ".
    """
    ranked = sorted(claims, key=lambda claim: -_trust(claim, claims))
    candidates = [
        Candidate(
            "authors",
            "; ".join(names),
            claim.origin,
            round(_trust(claim, claims), 3),
            claim is ranked[0],
            kind,
        )
        for claim in ranked
        for kind in CreditKind
        if (names := [credit.name for credit in claim.credits if credit.kind is kind])
    ]
    return (ranked[0].names if ranked else ()), candidates


def _trust(claim: AuthorClaim, claims: Sequence[AuthorClaim]) -> float:
    """Return an origin's trust; less for a single word that no other origin says: a login."""
    trust = _TRUST[claim.origin]
    if claim.origin in ("manifest", "given") or claim.has_full_name:
        return trust
    if not any(credit.kind is CreditKind.PERSON for credit in claim.credits):
        return trust - _NOBODY_NAMED
    seconded = any(rival.names == claim.names and rival.origin != claim.origin for rival in claims)
    return trust - (0.1 if seconded else _LOGIN)
