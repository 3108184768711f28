"""Agency formats: bytes or JSON in, items out. NewsML-G2, NITF 3.x, ninjs 1.x to 3.x (IPTC).

    bytes --xml_items--> newsml | nitf ─┐
    JSON  --json_items-> ninjs ─────────┴─> WireItem | SkippedItem | BrokenItem

No I/O, no clock. A broken item costs itself; nothing that a file holds is passed over unsaid.
"""

from newsmon.wires.item import (
    BrokenItem,
    ItemVersion,
    PubStatus,
    SkippedItem,
    WireItem,
    WirePart,
)
from newsmon.wires.ninjs import is_ninjs
from newsmon.wires.precedence import Verdict, verdict
from newsmon.wires.reading import MAX_ITEMS, XmlKind, json_items, xml_items, xml_kind

__all__ = [
    "MAX_ITEMS",
    "BrokenItem",
    "ItemVersion",
    "PubStatus",
    "SkippedItem",
    "Verdict",
    "WireItem",
    "WirePart",
    "XmlKind",
    "is_ninjs",
    "json_items",
    "verdict",
    "xml_items",
    "xml_kind",
]
