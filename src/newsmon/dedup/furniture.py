"""What stands around a text and is not it: bylines, datelines, credits, pitches, notices.

A reprint keeps the body and changes these, so they count neither for nor against.
Extraction removes most of a site's furniture; here it must not matter when some is left,
above all in an empty database, where nothing has recurred often enough to be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A pitch or notice is a short line; a long paragraph that happens to begin so is text.
_LONGEST_LINE = 320  # characters

_AGENCIES = (
    r"Reuters|AP|AFP|UPI|dpa|DPA|ANI|PTI|IANS|TASS|Tass|Interfax|Xinhua|Kyodo|Yonhap|ANSA|EFE|"
    r"Bloomberg|CNN|BBC|PA|PA Media|Press Association|CP|The Canadian Press|AAP|Anadolu|"
    r"Associated Press|The Associated Press|Agence France-Presse|CNA|Ukrinform|Bernama|KUNA"
)

_WHOLE_LINE = re.compile(
    r"""\s*[-–—•*|>\[(]*\s*(?:
      by\s+(?:the\s+)?(?-i:[A-Z]) [^.!?]{1,110} $                        # byline
    | (?:written|reported|posted|published|edited|compiled)\s+by\b [^.!?]{1,110} \.? $
    | (?-i:[A-Z][\w.'’-]+(?:\s+(?-i:[A-Z])[\w.'’-]+){1,3}) \s*[|,•·–—-]\s* (?:updated|published|posted)\b
    | (?:last\s+)?(?:updated|published|posted|modified)\s*(?:on|at|:|\d|(?-i:[A-Z])) [^.!?]{0,90} $
    | \(?\s*(?:additional\s+)?(?:reporting|writing|editing)\s+(?:by|and\s+\w+\s+by)\b
    | (?:©|\(c\)\s|copyright\b) | all\s+rights\s+reserved
    | (?:this\s+(?:material|article|story|content|report)\s+)? may\s+not\s+be\s+(?:published|reproduced)
    | this\s+(?:article|story|report|post|content)\s+(?:was|is|has\s+been|first|originally|may)\b
          .{0,60}\b(?:published|appeared|syndicated|feed|permission|generated|translated)
    | powered\s+by\b | advertisement\b | sponsored\b | promoted\b | skip\s+(?:to|advert)
    | (?:story|article)\s+continues\b | continue\s+reading\b | (?:click|tap)\s+here\b | swipe\b
    | (?:sign|log)\s+(?:up|in)\b | subscribe\b | to\s+subscribe\b | already\s+a\s+subscriber
    | (?:get|receive)\s+(?:the\s+latest|our|more|breaking|today|unlimited)\b .{0,160}
          \b(?:news|newsletter|inbox|email|stories|access)
    | (?:join|follow|like|find|contact|connect\s+with)\s+(?:us|our|me)\b
    | follow\s+.{1,60}\bon\s+(?:twitter|x|facebook|instagram|telegram|youtube|threads|linkedin)\b
    | share\s+(?:this|on|via|with)\b | (?:listen|watch)\s*(?:to\s+this|now|live|:) | download\s+(?:our|the)\b
    | (?:read|see|watch|learn|hear)\s+(?:more|also|next|too|on|full)\b .{0,6}[:>…-]
    | (?:read|see|watch)\s*(?:more|also|next|too)? \s*: | read\s+(?:more|also|next)\s*$
    | (?:related|recommended|more\s+on|more\s+from|most\s+read|trending|topics|tags|editor['’]?s\s+pick
         |editor['’]?s\s+note|in\s+pictures|key\s+points|what\s+to\s+know|don['’]t\s+miss|also\s+read
         |top\s+stories|you\s+may\s+also\s+like|live\s+updates) (?:\s+(?:stories|articles|news|topics|content|coverage))?\s*(?::|$)
    | (?:file\s+)?(?:photo(?:graph)?|image|picture|photos|video|graphic|illustration|credit|source)\s*(?:by\b|:|credit|\()
    | (?:file|handout)\s+(?:photo|picture|image)\b
    | .{0,220} (?:photo(?:graph)?|image|picture|credit|file\s+photo)\s*: .{0,80} $
    | .{0,220} \((?:file\s+)?(?:photo|image|picture|credit|source)s?\s*(?:by|:) [^)]*\) \s* $
    | .{0,220} \bin\s+this\s+(?:file|handout|undated|combination)\s+(?:photo|picture|image)
    | (?:the\s+)?(?:views|opinions)\s+expressed\b | our\s+standards\b
    | (?:the\s+\w+\s+)?(?:uses\s+)?(?:we\s+use\s+)?cookies\b | accessibility\s+links | \d+\s+min(?:ute)?s?\s+read
    | for\s+(?:more|all\s+the\s+latest)\b .{0,80} \b(?:visit|follow|news|download|app)\b
    | (?:have|got)\s+a\s+(?:tip|story|question)\b | comments?\s*(?:\(\d*\))?\s*$ | support\s+(?:our|us)\b
    | https?://\S+\s*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)

# "LONDON, March 3 (Agency) —", "WASHINGTON (AP) --", "(Agency) - ", "KYIV —"
_DATELINE = re.compile(
    rf"""\s*(?:
      (?:[A-Z][\w.'’-]*(?:[ /-][A-Z][\w.'’-]*){{0,3}}(?:,\s*[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)?
         (?:,?\s*(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}|\d{{1,2}}\s+[A-Z][a-z]{{2,8}})(?:,?\s+\d{{4}})?)?\s*,?\s*)?
      [(\[](?:{_AGENCIES}|[A-Z][\w.&'’ /-]{{1,30}})[)\]]\s*(?:[-–—:.]+)\s*
    | [A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){{0,3}}(?:,\s*[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)?
         (?:,?\s*(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}|\d{{1,2}}\s+[A-Z][a-z]{{2,8}})(?:,?\s+\d{{4}})?)?\s*(?:[–—]|--?\s|:\s)\s*
    )""",
    re.VERBOSE,
)
_DATELINES_WITHIN = 8  # the first lines that may still carry one

_CREDIT = re.compile(
    r"""\((?:additional\s+)?(?:reporting|writing|editing|compiled|graphic|translated)\b[^()]{0,400}\)
      | \(?\bwith\s+(?:inputs|files)\s+from\s+[^.)]{1,60}[.)]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def body_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of `text` that are its body, in order; within one line each."""
    start = 0
    for number, line in enumerate(text.split("\n")):
        end = start + len(line)
        if line and not (len(line) <= _LONGEST_LINE and _WHOLE_LINE.match(line)):
            yield from _without_marks(text, start, end, opening=number < _DATELINES_WITHIN)
        start = end + 1


def _without_marks(text: str, start: int, end: int, *, opening: bool) -> Iterator[tuple[int, int]]:
    if opening and (dateline := _DATELINE.match(text, start, end)):
        start = dateline.end()
    if "(" in text[start:end] or " from " in text[start:end]:
        for credit in _CREDIT.finditer(text, start, end):
            if start < credit.start():
                yield start, credit.start()
            start = credit.end()
    if start < end:
        yield start, end
