"""Reservations of rights: what publishers state on the uses of their texts, use by use. Pure.

robots.txt  ─┐ file
tdmrep.json ─┤
RSL licence ─┤                                  ┌▶ kept and shown (`report.rights`)
HTTP header ─┤ header ─▶ Statement ─▶ decide() ─┤
page's head ─┘ page                             └▶ left alone, where `fetch.rights` says so
"""

from newsmon.rights.answer_rights import (
    AnswerRights,
    demand_for_payment,
    demand_of,
    rights_of_answer,
)
from newsmon.rights.origin_files import OriginFiles, origin_of
from newsmon.rights.robots_groups import Line, lines_for, lines_of, product
from newsmon.rights.robots_rights import RobotsRights, rights_of_lines, rights_of_robots
from newsmon.rights.rsl import Licence, parse_licence, rights_of_feed_item, rights_of_feed_items
from newsmon.rights.statements import (
    Origin,
    Statement,
    Use,
    Verdict,
    decide,
    first_honoured,
    from_json,
    to_json,
)
from newsmon.rights.tdmrep import TdmRule, parse_tdmrep

__all__ = [
    "AnswerRights",
    "Licence",
    "Line",
    "Origin",
    "OriginFiles",
    "RobotsRights",
    "Statement",
    "TdmRule",
    "Use",
    "Verdict",
    "decide",
    "demand_for_payment",
    "demand_of",
    "first_honoured",
    "from_json",
    "lines_for",
    "lines_of",
    "origin_of",
    "parse_licence",
    "parse_tdmrep",
    "product",
    "rights_of_answer",
    "rights_of_feed_item",
    "rights_of_feed_items",
    "rights_of_lines",
    "rights_of_robots",
    "to_json",
]
