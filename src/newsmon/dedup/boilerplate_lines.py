"""Boilerplate around a text: bylines, datelines, notes, pitches, notices.

A reprint keeps the body and changes these, so they count neither for nor against.
Extraction removes most of it; here it must not matter when some stays,
above all in an empty database, where nothing has recurred often enough to be learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import re2

from newsmon.text.agencies import any_agency_pattern

# A pitch or notice is a short line; a long paragraph that happens to begin so is text.
_LONGEST_LINE = 320  # characters

# Each is matched from a line's start, past bullets and brackets, in any case.
_LINES = (
    # bylines and times
    r"by\s+(?:the\s+)?(?-i:\p{Lu})[^.!?\n]{1,110}$",
    r"(?:written|reported|posted|published|edited|compiled)\s+by\b[^.!?\n]{1,110}\.?$",
    r"(?-i:\p{Lu}[\w.'’-]+(?:\s+\p{Lu}[\w.'’-]+){1,3})\s*[|,•·–—-]\s*(?:updated|published|posted)\b",
    r"(?:last\s+)?(?:updated|published|posted|modified)\s*(?:on|at|:|\d|(?-i:\p{Lu}))[^.!?\n]{0,90}$",
    r"(?:additional\s+)?(?:reporting|writing|editing)\s+(?:by|and\s+\w+\s+by)\b",
    # rights, permissions, standards
    r"(?:©|\(?c\)\s|copyright\b)",
    r"all\s+rights\s+reserved",
    r"(?:this\s+\w+\s+)?may\s+not\s+be\s+(?:published|reproduced)",
    r"this\s+(?:article|story|report|post|content)\s+(?:was|is|has\s+been|first|originally|may)\b"
    r".*\b(?:published|appeared|syndicated|feed|permission|generated|translated)",
    r"(?:the\s+)?(?:views|opinions)\s+expressed\b",
    r"our\s+standards\b",
    # site machinery
    r"(?:powered\s+by|advertisement|sponsored|promoted|skip\s+(?:to|advert)|swipe)\b",
    r"(?:story|article)\s+continues\b",
    r"(?:to\s+)?continue\s+reading\b",
    r"(?:click|tap)\s+here\b",
    r"(?:we\s+use\s+)?cookies\b",
    r"accessibility\s+links",
    r"\d+\s+min(?:ute)?s?\s+read",
    r"comments?\s*(?:\(\d*\))?\s*$",
    r"https?://\S+\s*$",
    # pitches
    r"(?:sign|log)\s+(?:up|in)\b",
    r"(?:to\s+)?subscribe\b",
    r"already\s+a\s+subscriber",
    r"(?:get|receive)\s+(?:the\s+latest|our|more|breaking|today|unlimited)\b.*"
    r"\b(?:news|newsletter|inbox|email|stories|access)",
    r"(?:join|follow|like|find|contact|connect\s+with|support)\s+(?:us|our|me)\b",
    r"follow\s+.*\bon\s+(?:twitter|x|facebook|instagram|telegram|youtube|threads|linkedin)\b",
    r"share\s+(?:this|on|via|with)\b",
    r"(?:listen|watch)\s*(?:to\s+this|now|live|:)",
    r"download\s+(?:our|the)\b.*\bapp\b",
    r"for\s+(?:more|all\s+the\s+latest)\b.*\b(?:visit|follow|news|download|app)\b",
    r"(?:have|got)\s+a\s+(?:tip|story|question)\b",
    # links to other articles
    r"(?:read|see|watch|learn|hear)\s+(?:more|also|next|too|on|full)\b.{0,6}[:>…-]",
    r"(?:read|see|watch)\s*(?:more|also|next|too)?\s*:",
    r"read\s+(?:more|also|next)\s*$",
    r"(?:related|recommended|more\s+on|more\s+from|most\s+read|trending|topics|tags|in\s+pictures"
    r"|editor['’]?s\s+(?:pick|note)s?|key\s+points|what\s+to\s+know|don['’]t\s+miss|also\s+read"
    r"|top\s+stories|you\s+may\s+also\s+like|live\s+updates)"
    r"(?:\s+(?:stories|articles|news|topics|content|coverage))?\s*(?::|$)",
    # captions and notes of pictures
    r"(?:file\s+)?(?:photos?|photograph|image|picture|video|graphic|illustration|credit|source)"
    r"\s*(?:by\b|:|credit|\()",
    r"(?:file|handout)\s+(?:photo|picture|image)\b",
    r".*(?:photo(?:graph)?|image|picture|credit)\s*:.{0,80}$",
    r".*\((?:file\s+)?(?:photo|image|picture|credit|source)s?\s*(?:by|:)[^)\n]*\)\s*$",
    r".*\bin\s+this\s+(?:file|handout|undated|combination)\s+(?:photo|picture|image)",
)
# One pass over a text finds all such lines, several times faster than asking line by line;
# so nothing in them may match a line's end.
_WHOLE_LINE = re2.compile(
    rf"(?im)^[\s\-–—•*|>\[(]*(?:{'|'.join(_LINES)})".replace(r"[\s", "[ \t").replace(r"\s", "[ \t]")
)

_PLACE = r"(?:[ /-][A-Z][\w.'’-]*){0,3}(?:,\s*[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)?"
_DAY = r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?)?"
# "LONDON, March 3 (Agency) —", "WASHINGTON (AP) --", "(Agency) - ", "KYIV —"
_DATELINE = re.compile(
    rf"""\s*(?:
      (?:[A-Z][\w.'’-]*{_PLACE}{_DAY}\s*,?\s*)?
      [(\[](?:{any_agency_pattern()}|[A-Z][\w.&'’ /-]{{1,30}})[)\]]\s*[-–—:.]+\s*
    | [A-Z][A-Z.'’-]+{_PLACE}{_DAY}\s*(?:[–—]|--?\s|:\s)\s*
    )""",
    re.VERBOSE,
)
_DATELINES_WITHIN = 8  # the first lines that may still carry one

_CREDIT = re2.compile(
    r"(?im)"
    r"\((?:additional[ \t]+)?(?:reporting|writing|editing|compiled|graphic|translated)\b[^()\n]*\)"
    r"|\(?\bwith[ \t]+(?:inputs|files)[ \t]+from[ \t]+[^.)\n]{1,60}[.)]?[ \t]*$"
)


def body_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans (start, end) of `text` that are its body, in order; within one line each."""
    boilerplate = {match.start() for match in _WHOLE_LINE.finditer(text)}
    notes = [match.span() for match in _CREDIT.finditer(text)]
    start = 0
    for number, line in enumerate(text.split("\n")):
        end = start + len(line)
        if line and not (start in boilerplate and len(line) <= _LONGEST_LINE):
            if number < _DATELINES_WITHIN:
                start += _dateline(line)
            yield from _without(notes, start, end)
        start = end + 1


def _dateline(line: str) -> int:
    """Return the length of a line's dateline; it has a bracket, or its place stands in capitals."""
    if "(" in line or "[" in line or line[1:2].isupper() or not line[1:2].isalnum():
        match = _DATELINE.match(line)
        return match.end() if match else 0
    return 0


def _without(notes: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line between its notes."""
    for begins, ends in notes:
        if start <= begins < end:
            if start < begins:
                yield start, begins
            start = ends
    if start < end:
        yield start, end
