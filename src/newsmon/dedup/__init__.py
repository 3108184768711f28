"""Near-duplicates: which texts are copies of which, decided without I/O.

text --sign--> Signature --compare--> Comparison --decide--> Relation
                    └── fingerprints, body_hash: what the store finds candidates by
"""

from newsmon.dedup.board import MEMBERS, Board
from newsmon.dedup.clusters import PINNED, Bond, components, keep_names
from newsmon.dedup.decide import RULE_VERSION, Comparison, Relation, Rule, compare, decide
from newsmon.dedup.exact import body_hash
from newsmon.dedup.passages import shared_passages
from newsmon.dedup.placing import Edge, Known, Newcomer, Placed, Placement, heir
from newsmon.dedup.representative import Member, choose_representative
from newsmon.dedup.seen import Seen, pack
from newsmon.dedup.shingles import Fingerprints, Signature, sign

__all__ = [
    "MEMBERS",
    "PINNED",
    "RULE_VERSION",
    "Board",
    "Bond",
    "Comparison",
    "Edge",
    "Fingerprints",
    "Known",
    "Member",
    "Newcomer",
    "Placed",
    "Placement",
    "Relation",
    "Rule",
    "Seen",
    "Signature",
    "body_hash",
    "choose_representative",
    "compare",
    "components",
    "decide",
    "heir",
    "keep_names",
    "pack",
    "shared_passages",
    "sign",
]
