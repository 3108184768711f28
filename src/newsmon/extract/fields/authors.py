"""Authors: the claim to keep among what the page, its feed and its documents state."""

from __future__ import annotations

from newsmon.extract.evidence.author_claims import author_claims
from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.evidence.person_names import people
from newsmon.model import Candidate

_TRUST = {
    "manifest": 1.0,
    "json-ld": 0.9,
    "meta": 0.75,
    "byline": 0.7,
    "feed": 0.7,
    "document": 0.6,
}

_LOGIN = 0.3  # less for an author of one word, which may be a login


def choose_authors(evidence: Evidence) -> tuple[tuple[str, ...], list[Candidate]]:
    """Return the authors to keep, with every claim (names joined by "; "), best first."""
    claims = []
    for origin, stated in author_claims(evidence):
        names = tuple(stated) if origin == "manifest" else people(stated, evidence.site_names)
        if names:
            claims.append((names, origin))
    if evidence.supplied.authors is not None:
        claims = [f for f in claims if f[1] == "manifest"]
    trust = [_trust(names, origin, claims) for names, origin in claims]
    ranked = sorted(zip(trust, claims, strict=True), key=lambda pair: -pair[0])
    claims = [pair[1] for pair in ranked]
    candidates = [
        Candidate("authors", "; ".join(names), origin, round(score, 3), i == 0)
        for i, (score, (names, origin)) in enumerate(ranked)
    ]
    return (claims[0][0] if claims else ()), candidates


def _trust(names: tuple[str, ...], origin: str, claims: list[tuple[tuple[str, ...], str]]) -> float:
    """Return an origin's trust; less for a single word that no other origin says: a login."""
    if origin == "manifest" or any(" " in name for name in names):
        return _TRUST[origin]
    seconded = sum(
        1 for claimed, claim_origin in claims if claimed == names and claim_origin != origin
    )
    return _TRUST[origin] - (0.1 if seconded else _LOGIN)
