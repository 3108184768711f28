"""Near-duplicates as constrained clustering, decided without I/O.

text --sign--> Signature --compare--> Comparison --decide--> Relation of a pair
                   └── fingerprints, body_hash: what the store finds candidates by

batch + Snapshot (index view, neighbours, constraints) --assign_batch--> Plan
"""

from newsmon.dedup.assignment import MEMBERS, assign_batch
from newsmon.dedup.comparison import Comparison, compare
from newsmon.dedup.constrained_clusters import (
    MUST_LINK,
    Link,
    constrained_clusters,
    keep_cluster_ids,
)
from newsmon.dedup.exact import body_hash
from newsmon.dedup.pair_rule import RULE_VERSION, Relation, Rule, decide
from newsmon.dedup.pairs import ClusterMember, IncomingArticle, JudgedPair
from newsmon.dedup.passages import shared_passages
from newsmon.dedup.plan import Plan
from newsmon.dedup.representative import Candidate, choose_representative
from newsmon.dedup.shingles import Fingerprints, Signature, sign
from newsmon.dedup.snapshot import Constraints, IndexView, Neighbours, Snapshot

__all__ = [
    "MEMBERS",
    "MUST_LINK",
    "RULE_VERSION",
    "Candidate",
    "ClusterMember",
    "Comparison",
    "Constraints",
    "Fingerprints",
    "IncomingArticle",
    "IndexView",
    "JudgedPair",
    "Link",
    "Neighbours",
    "Plan",
    "Relation",
    "Rule",
    "Signature",
    "Snapshot",
    "assign_batch",
    "body_hash",
    "choose_representative",
    "compare",
    "constrained_clusters",
    "decide",
    "keep_cluster_ids",
    "shared_passages",
    "sign",
]
