"""All topics in one automaton: an article is read once, and only topics with a hit are asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Set
from itertools import accumulate

import ahocorasick_rs

from newsmon.model import TopicMatch
from newsmon.topics.annotated_text import AnnotatedText, Hit
from newsmon.topics.building import Builder, Target
from newsmon.topics.definition_hash import digests
from newsmon.topics.definitions import BODY_POINTS, Topic, Topics
from newsmon.topics.fold import haystack, is_unspaced
from newsmon.topics.rules import Evidence, union_of
from newsmon.topics.scoring import Thresholds, Weight, mentions, weigh
from newsmon.topics.term_patterns import Pattern

# With more needles than this a fully laid out automaton takes some hundred MB.
_MANY_NEEDLES = 30_000


class Tagger:
    """Tags articles; made by `compile`. Holds no state of any article, so threads may share it."""

    def __init__(self, topics: Topics, thresholds: Thresholds) -> None:
        builder = Builder(topics)
        self.topics = topics
        self.thresholds = thresholds
        self.hashes: dict[str, str] = digests(topics, thresholds)
        self._targets: list[tuple[Target, ...]] = builder.targets
        self._automaton = _automaton(builder.needles)
        self._named = [(topic.slug, self.hashes[topic.slug]) for topic in topics]
        self._minimums = [topic.minimum for topic in topics]
        self._languages = {i: topic.languages for i, topic in enumerate(topics) if topic.languages}
        self._rules = builder.rules
        self._triggers = builder.triggers
        self._parents = builder.parents
        self._families = builder.families
        self._order = builder.order

    def tag(self, title: str, text: str, language: str | None = None) -> list[TopicMatch]:
        """Topics of one article, in the order of the file.

        Offsets of the mentions slice the NFC forms of `title` and `text` (zone `title`:
        the title, else the text). `language` is ISO 639-1; None: topics of any language.
        """
        article, evidence_by_topic = self._evidence(title, text, language)
        return [
            self._match(topic, evidence, article)
            for topic in sorted(evidence_by_topic)
            if (evidence := evidence_by_topic[topic])
        ]

    def weights(self, title: str, text: str, language: str | None = None) -> dict[str, Weight]:
        """The arithmetic behind each match of `tag`."""
        article, evidence_by_topic = self._evidence(title, text, language)
        topics = self.topics.topics
        return {
            topics[i].slug: self._weight(i, evidence_by_topic[i], article)
            for i in sorted(evidence_by_topic)
        }

    def _evidence(
        self, title: str, text: str, language: str | None
    ) -> tuple[AnnotatedText, dict[int, Evidence]]:
        article = AnnotatedText(title.replace("\n", " "), text, self.thresholds.lead_sentences)
        self._read(article)
        triggers = self._triggers
        candidates = {topic for atom in article.hits for topic in triggers.get(atom, ())}
        evidence_by_topic: dict[int, Evidence] = {}
        for number in candidates:
            if language and language not in self._languages.get(number, (language,)):
                continue
            evidence = self._rules[number].find(article)
            if evidence:
                evidence_by_topic[number] = evidence
        return article, self._decide(evidence_by_topic, article)

    def _decide(
        self, evidence_by_topic: dict[int, Evidence], article: AnnotatedText
    ) -> dict[int, Evidence]:
        """Drop what stays below its minimum; hand a child's evidence up to its parent."""
        if not self._parents:
            return {
                n: evidence_by_topic[n]
                for n in evidence_by_topic
                if self._is_enough(n, evidence_by_topic[n], article)
            }
        decided: dict[int, Evidence] = {}
        inherited: dict[int, list[Hit]] = {}
        for number in self._order:
            handed = inherited.get(number)
            evidence = evidence_by_topic.get(number, ())
            if handed:
                evidence = [*evidence, *handed]
            if not evidence:
                continue
            if not handed and not self._is_enough(number, evidence, article):
                continue
            decided[number] = evidence
            parent = self._parents.get(number)
            if parent is not None:
                inherited.setdefault(parent, []).extend(evidence)
        return decided

    def _is_enough(self, number: int, evidence: Evidence, article: AnnotatedText) -> bool:
        minimum = self._minimums[number]
        if minimum <= BODY_POINTS:
            return True
        weight = self._weight(number, evidence, article)
        return weight.score >= minimum and not weight.is_passing

    def _weight(self, number: int, evidence: Evidence, article: AnnotatedText) -> Weight:
        def extent() -> Set[int]:
            rules = (self._rules[member] for member in self._families[number])
            return union_of(rule.extent(article) for rule in rules if rule.find(article))

        return weigh(evidence, article, extent)

    def _match(self, number: int, evidence: Evidence, article: AnnotatedText) -> TopicMatch:
        slug, definition_hash = self._named[number]
        weight = self._weight(number, evidence, article)
        return TopicMatch(
            topic=slug,
            score=weight.score,
            share=round(weight.share, 4),
            salience=self.thresholds.salience(weight),
            mentions=mentions(evidence, article),
            definition_hash=definition_hash,
        )

    def _read(self, article: AnnotatedText) -> None:
        """Run the automaton and sort its verified hits by atom."""
        if self._automaton is None:
            return
        raw = haystack(article.plain)
        needle_hits = self._automaton.find_matches_as_indexes(raw, overlapping=True)
        if len(raw) != len(article.plain) + 2:
            needle_hits = _in_characters(raw, needle_hits)
        hits, targets = article.hits, self._targets
        for needle, at, _ in needle_hits:
            for atom, term, begin, finish, doubt in targets[needle]:
                end = at + finish
                if doubt is not None:
                    end = verified(doubt, article, at + begin, end)
                    if end < 0:
                        continue
                if atom in hits:
                    hits[atom].append((at + begin, end, term, ()))
                else:
                    hits[atom] = [(at + begin, end, term, ())]


def _automaton(needles: list[bytes]) -> ahocorasick_rs.BytesAhoCorasick | None:
    """The faster kind, which takes some kB a needle, unless there are very many."""
    if not needles:
        return None
    faster = ahocorasick_rs.Implementation.DFA if len(needles) <= _MANY_NEEDLES else None
    return ahocorasick_rs.BytesAhoCorasick(needles, implementation=faster)


def compile(  # noqa: A001 - the word for it, as in re.compile
    topics: Topics, thresholds: Thresholds | None = None
) -> Tagger:
    """A tagger for all of `topics`; takes some seconds for 100,000 terms."""
    return Tagger(topics, thresholds or Thresholds())


def subset(topics: Topics, slugs: Collection[str]) -> Topics:
    """The topics named, and what is needed to decide them: their descendants."""
    selected = set(slugs)
    grown = True
    while grown:
        more = {t.slug for t in topics if t.parent in selected} - selected
        selected |= more
        grown = bool(more)
    members: tuple[Topic, ...] = tuple(t for t in topics if t.slug in selected)
    return Topics(members, topics.sets)


def verified(pattern: Pattern, article: AnnotatedText, start: int, end: int) -> int:
    """End of the mention if the original bears the hit out, else -1."""
    original = article.original
    if pattern.capitals and not all(original[start + i].isupper() for i in pattern.capitals):
        return -1
    if any(original[start + i] != character for i, character in pattern.literal):
        return -1
    if "\n" in original[start:end]:
        return -1
    if pattern.surface is not None and not _same_letters(pattern.surface, article, start, end):
        return -1
    if pattern.extend:
        while end < len(original) and _continues_word(original[end]):
            end += 1
    if pattern.full_stop and original[end : end + 1] == ".":
        end += 1
    return end


def _same_letters(surface: str, article: AnnotatedText, start: int, end: int) -> bool:
    """Letter for letter, separators apart; in a headline of capitals, all in capitals."""
    there = article.original[start:end]
    if all(a == b or not (a.isalnum() or b.isalnum()) for a, b in zip(surface, there, strict=True)):
        return True
    return there.isupper() and there.casefold() == surface.casefold() and article.is_shouted(start)


def _continues_word(character: str) -> bool:
    if is_unspaced(character):
        return False  # nobody can say where such a word ends
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _in_characters(
    raw: bytes, needle_hits: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Hits with offsets in characters instead of UTF-8 bytes."""
    starts = list(accumulate((byte & 0xC0 != 0x80 for byte in raw), initial=0))
    return [(needle, starts[start], starts[end]) for needle, start, end in needle_hits]
