"""One article while it is being tagged: its hits, and where its units begin.

Title and text are read as one string with a line break between. A hit is a plain tuple
`(start, end, term, parts)`: thousands are made a second, and most are thrown away.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsmon.text.sentences import sentence_starts
from newsmon.text.typewriter import typewritten
from newsmon.topics.fold import count_unspaced
from newsmon.topics.semitic import without_points

Hit = tuple[int, int, str, tuple["Hit", ...]]
# Hits by the number of the sentence or paragraph in which they begin.
Units = dict[int, list[Hit]]

# No distance reaches so far; the title is so far from the text.
_FAR = 10_000_000
# A word is hardly ever longer, so a longer gap need not be counted.
LONGEST_WORD = 40
# Capitals from which on a sentence can be a headline of capitals rather than an acronym.
_SHOUT = 8


class AnnotatedText:
    """One article with its hits by atom and by leaf of a rule, and stretches by near group.

    Positions are offsets into `original`, which has no points (`as_written` gives theirs);
    sentences and paragraphs are numbered from 0.

    The title is the sentence before the first, and no paragraph is near it. Atoms and leaves
    are those of `building`; `plain` is the original typewritten.
    """

    __slots__ = (
        "_by_unit",
        "_lead_end",
        "_paragraphs",
        "_places",
        "_sentences",
        "_shouted",
        "body",
        "hits",
        "lead_sentences",
        "leaves",
        "original",
        "plain",
        "stretches",
    )

    def __init__(self, title: str, text: str, lead_sentences: int) -> None:
        self.original = f"{title}\n{text}"
        self.plain = typewritten(self.original)
        self._places: list[int] | None = None
        if not self.plain.isascii():  # what became ASCII was composed
            title, text = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", text)
            whole, self._places = without_points(f"{title}\n{text}")
            title = title if self._places is None else whole.partition("\n")[0]
            self.original = whole
            self.plain = typewritten(whole)
        self.body = len(title) + 1
        self.lead_sentences = lead_sentences
        self.hits: dict[int, list[Hit]] = {}
        self.leaves: dict[int, list[Hit]] = {}
        self.stretches: dict[object, Sequence[Hit]] = {}
        self._by_unit: dict[tuple[str, object], Units] = {}
        self._sentences: list[int] | None = None
        self._lead_end: int | None = None
        self._paragraphs: list[int] | None = None
        self._shouted: dict[int, bool] = {}

    def as_written(self, position: int) -> int:
        """Return the offset of a position in the title and text as they came."""
        return position if self._places is None else self._places[position]

    @property
    def sentence_starts(self) -> list[int]:
        """Offsets of the text's sentences, in order."""
        if self._sentences is None:
            body = self.body
            self._sentences = [body + start for start in sentence_starts(self.plain[body:])]
        return self._sentences

    @property
    def lead_end(self) -> int:
        """Offset at which the lead (the first sentences of the text) ends."""
        if self._lead_end is None:
            starts, lead = self.sentence_starts, self.lead_sentences
            self._lead_end = starts[lead] if len(starts) > lead else _FAR
        return self._lead_end

    def sentence(self, position: int) -> int:
        """Number of the sentence: from 0 in the text, -1 for the title."""
        if position < self.body:
            return -1
        return max(bisect_right(self.sentence_starts, position) - 1, 0)

    def paragraph(self, position: int) -> int:
        if position < self.body:
            return -_FAR
        if self._paragraphs is None:
            text, breaks = self.original, []
            at = text.find("\n", self.body)
            while at >= 0:
                breaks.append(at)
                at = text.find("\n", at + 1)
            self._paragraphs = breaks
        return bisect_left(self._paragraphs, position)

    def by_unit(self, unit: str, finder: object, hits: Sequence[Hit]) -> Units:
        """The hits that a finder found, by sentence or paragraph; remembered, as many ask."""
        units = self._by_unit.get((unit, finder))
        if units is None:
            units = self._by_unit[unit, finder] = {}
            number = self.sentence if unit == "sentence" else self.paragraph
            for hit in hits:
                units.setdefault(number(hit[0]), []).append(hit)
        return units

    def words_apart(self, end: int, start: int, most: int) -> bool:
        """Tell whether at most `most` words lie between `end` of a hit and `start` of the next."""
        if start <= end:
            return (start < self.body) == (end <= self.body)
        if end < self.body <= start or start - end > (most + 1) * LONGEST_WORD:
            return False
        gap = self.original[end:start]
        apart = len(gap.split()) - (not gap[-1].isspace()) + (gap[0].isspace())
        if not gap.isascii():
            apart += count_unspaced(gap)
        return apart <= most

    def in_lead(self, position: int) -> bool:
        """Tell whether a position lies in the title or in the lead."""
        return position < self.lead_end

    def _bounds(self, number: int) -> tuple[int, int]:
        """Return the span of a sentence, or of the title (-1)."""
        starts = self.sentence_starts
        if number < 0:
            return 0, self.body
        end = starts[number + 1] if number + 1 < len(starts) else len(self.original)
        return starts[number], end

    def is_shouted(self, position: int) -> bool:
        """Tell whether the sentence (or title) around a position is written in capitals."""
        number = self.sentence(position)
        if number not in self._shouted:
            around = self.original[slice(*self._bounds(number))]
            upper, lower = sum(map(str.isupper, around)), sum(map(str.islower, around))
            self._shouted[number] = upper >= _SHOUT and lower * 9 <= upper
        return self._shouted[number]
