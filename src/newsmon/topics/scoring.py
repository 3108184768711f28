"""From evidence to a score, a share, a salience and the mentions shown to people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from newsmon.model import Mention
from newsmon.topics.annotated_text import AnnotatedText, Hit
from newsmon.topics.definitions import (
    BODY_POINTS,
    LEAD_POINTS,
    MOST_BODY_POINTS,
    MOST_LEAD_POINTS,
    TITLE_POINTS,
)

# Sentences of a text so short that one of them can be its subject.
_SHORT_TEXT = 4


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits from which on an article is *about* a topic rather than merely mentioning it.

    Either it scores `about_score` (the title, or the first sentence and another one, or three
    sentences), or at least two sentences make up `about_share` of it. In a text of up to four
    sentences one is enough. `lead_sentences`: how many of the text are its lead.
    """

    about_score: float = 3.0
    about_share: float = 0.1
    lead_sentences: int = 3

    def salience(self, weight: Weight) -> str:
        if weight.score >= self.about_score and not weight.is_aside:
            return "about"
        enough = weight.lead + weight.body >= self.enough(weight)
        return "about" if enough and weight.share >= self.about_share else "mention"

    def enough(self, weight: Weight) -> int:
        """Return the number of sentences required where points do not suffice."""
        return 1 if weight.sentences <= _SHORT_TEXT else 2


class Weight(NamedTuple):
    """The arithmetic of one match: sentences with evidence, by zone, and what they add up to.

    A tuple, because one is made for each match of each article.
    """

    in_title: bool
    lead: int
    body: int
    sentences: int  # of the whole text
    opens: bool = False  # the first sentence of the text has evidence

    @property
    def is_passing(self) -> bool:
        """Tell whether all evidence is one sentence after the first, in a text of some length."""
        lone = self.lead + self.body == 1 and not self.opens and not self.in_title
        return lone and self.sentences > _SHORT_TEXT

    @property
    def is_aside(self) -> bool:
        """Tell whether all evidence is two sentences at most, neither the title nor the first.

        Such are background even where one of them belongs to the lead, unless the text is short.
        """
        return self.lead + self.body <= 2 and not self.opens and not self.in_title

    @property
    def lead_points(self) -> int:
        return min(LEAD_POINTS * self.lead, MOST_LEAD_POINTS)

    @property
    def body_points(self) -> int:
        return min(BODY_POINTS * self.body, MOST_BODY_POINTS)

    @property
    def score(self) -> float:
        lead = min(LEAD_POINTS * self.lead, MOST_LEAD_POINTS)
        body = min(BODY_POINTS * self.body, MOST_BODY_POINTS)
        return float(TITLE_POINTS * self.in_title + lead + body)

    @property
    def share(self) -> float:
        """Sentences of the text with evidence; a title alone is all there is."""
        if not self.sentences:
            return float(self.in_title)
        return (self.lead + self.body) / self.sentences


def weigh(
    evidence: Sequence[Hit], article: AnnotatedText, extent: Callable[[], Set[int]]
) -> Weight:
    """Count the sentences in which evidence is complete, by zone.

    At most as many count as `extent` has: a country named once beside three of its neighbours is
    one relation. `extent` is called only where it can matter.
    """
    starts, body = article.sentence_starts, article.body
    if len(evidence) == 1 and evidence[0][1] > body:
        number = bisect_left(starts, evidence[0][1])
        leads = number <= article.lead_sentences
        return Weight(False, int(leads), int(not leads), len(starts), number == 1)
    in_title = False
    numbers: set[int] = set()  # from 1
    for hit in evidence:
        if hit[1] > body:
            numbers.add(bisect_left(starts, hit[1]))
        else:
            in_title = True
    last, sentences = article.lead_sentences, len(numbers)
    lead = len([number for number in numbers if number <= last])
    if sentences > 1:
        sentences = min(sentences, len(extent()))
        lead = min(lead, sentences)
    return Weight(in_title, lead, sentences - lead, len(starts), 1 in numbers)


def mentions(evidence: Sequence[Hit], article: AnnotatedText) -> tuple[Mention, ...]:
    """Spans of all terms in the evidence, in order, the longest where they begin alike."""
    if len(evidence) == 1:
        start, end, term, parts = evidence[0]
        if not parts:
            return (_mention(start, end, term, article),)
    spans: list[Mention] = []
    reach = -1
    for start, negative_end, term in sorted([(h[0], -h[1], h[2]) for h in _terms(evidence)]):
        end = -negative_end
        if end <= reach:
            continue  # inside the one before, or the same
        reach = end
        spans.append(_mention(start, end, term, article))
    return tuple(spans)


def _mention(start: int, end: int, term: str, article: AnnotatedText) -> Mention:
    first, last = article.as_written(start), article.as_written(end)
    if start < article.body:
        return Mention(first, last, term, "title")
    before = article.as_written(article.body)
    zone = "lead" if start < article.lead_end else "body"
    return Mention(first - before, last - before, term, zone)


def _terms(evidence: Iterable[Hit]) -> list[Hit]:
    """Hits of terms, those inside near groups too; a group met before is not opened again."""
    flat: list[Hit] = []
    opened: set[int] = set()
    waiting = list(evidence)
    while waiting:
        hit = waiting.pop()
        if not hit[3]:
            flat.append(hit)
        elif id(hit) not in opened:
            opened.add(id(hit))
            waiting += hit[3]
    return flat
