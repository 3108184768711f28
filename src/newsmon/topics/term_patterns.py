"""One term as an analyst writes it, and the patterns by which the automaton finds it.

United States   any case; possessives, dashes, quotes and accents do not matter
US, NATO, U.S.  a short word in capitals must stand in capitals (dotted ones need not)
=Turkey         exactly these letters (or all capitals in a headline of capitals)
sanction~       its English inflections too; after any word of a phrase
Zelensky*       anything that begins so
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from newsmon.topics.fold import fold, is_unspaced
from newsmon.topics.inflect import forms
from newsmon.topics.query_syntax import foreign_syntax
from newsmon.topics.semitic import prefixed, without_points

# Up to this many letters a word in capitals is taken for an acronym: US, NATO, SWIFT.
_ACRONYM_LETTERS = 5
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}$")
# A phrase with more forms than this is surely a mistake.
_MOST_FORMS = 2000
_APOSTROPHES = "'’‘ʼ＇`´׳״"
_SEPARATOR = re.compile(r"[\s\u200c\u2010-\u2015\u2212\-" + _APOSTROPHES + "]")


class TermError(ValueError):
    """A term that cannot be read; the text says what to write instead."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as written, taken apart.

    `words` are its words with their separators left out; `inflected` tells which of them
    carry `~`.
    """

    written: str
    body: str  # without marks, NFC
    exact: bool
    prefix: bool
    inflected: tuple[int, ...]  # indices into the space-separated words of body


@dataclass(frozen=True, slots=True)
class Pattern:
    """One string for the automaton, and what must hold in the original where it hits.

    `needle` is folded and carries a space where a word must begin or end. Offsets count
    from the start of the term.
    """

    needle: str
    lead: int  # 1 if the needle begins with a space
    length: int  # of the mention, without the spaces of the needle
    capitals: tuple[int, ...] = ()  # these letters must be capitals
    literal: tuple[tuple[int, str], ...] = ()  # these characters must stand there
    surface: str | None = None  # exactly these letters
    extend: bool = False  # the mention runs to the end of the word
    full_stop: bool = False  # a stop after it belongs to the mention

    @property
    def is_free(self) -> bool:
        """Tell whether a hit stands without verification in the original."""
        return not (
            self.capitals
            or self.literal
            or self.surface is not None
            or self.extend
            or self.full_stop
            or " " in self.needle.strip(" ")
        )


def parse_term(written: str) -> Term:
    """Read one term; raises TermError."""
    body, _ = without_points(unicodedata.normalize("NFC", written).strip())
    if remedy := foreign_syntax(body):
        raise TermError(f'"{written}" {remedy}')
    exact = body.startswith("=")
    if exact:
        body = body[1:].strip()
    prefix = body.endswith("*")
    if prefix:
        body = body[:-1]
    words = body.split()
    inflected = tuple(i for i, word in enumerate(words) if word.endswith("~"))
    body = " ".join(word.removesuffix("~") for word in words)
    if any(mark in body for mark in "*~"):
        raise TermError(f'"{written}": * may stand only at the end of a term, ~ after a word')
    if prefix and len(words) - 1 in inflected:
        raise TermError(f'"{written}": write either * or ~ after a word')
    folded = fold(body)
    if not folded.strip():
        raise TermError(f'"{written}" has no letter or digit')
    if prefix and len(folded.replace(" ", "")) < 2 and not is_unspaced(folded.strip()[0]):
        raise TermError(f'"{written}" would match nearly every text; write more than one letter')
    if body.startswith(("@", "=")):
        raise TermError(f'"{written}": one sign is enough: @ names a set, = an exact spelling')
    return Term(written.strip(), body, exact, prefix, inflected)


def patterns(term: Term, *, mask: bool = False) -> list[Pattern]:
    """All patterns of a term. As a `mask` (an except phrase) its capitals count."""
    return [_pattern(surface, term, mask=mask) for surface in _surfaces(term)]


def check_forms(term: Term) -> None:
    """Raise TermError if the term has too many forms to be looked for."""
    if term.inflected:
        _surfaces(term)


def _surfaces(term: Term) -> list[str]:
    if not term.inflected:
        return [term.body] if term.exact else prefixed(term.body)
    words = term.body.split(" ")
    choices = [forms(word) if i in term.inflected else [word] for i, word in enumerate(words)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MOST_FORMS:
        raise TermError(f'"{term.written}" has {count:,} forms; put ~ after fewer words')
    return [" ".join(chosen) for chosen in itertools.product(*choices)]


def _pattern(surface: str, term: Term, *, mask: bool) -> Pattern:
    dotted = _DOTTED.search(surface) is not None
    folded = fold(surface)
    core = folded.rstrip(" ") if not term.prefix else folded
    skipped = len(core) - len(core.lstrip(" "))
    core = core[skipped:]
    surface = surface[skipped : skipped + len(core)]
    begins = not is_unspaced(core[0])
    ends = not term.prefix and not is_unspaced(core[-1])
    return Pattern(
        needle=" " * begins + core + " " * ends,
        lead=int(begins),
        length=len(core),
        capitals=() if term.exact else _capitals(surface, mask=mask, dotted=dotted),
        literal=_literal(surface, core),
        surface=surface if term.exact else None,
        extend=term.prefix,
        full_stop=dotted,
    )


def _literal(surface: str, core: str) -> tuple[tuple[int, str], ...]:
    """Stops, ampersands and the like, which must stand as written; dashes and quotes need not."""
    if " " not in core:
        return ()
    marks = ((i, c) for i, c in enumerate(surface) if core[i] == " ")
    return tuple((i, c) for i, c in marks if not _SEPARATOR.match(c))


def _capitals(surface: str, *, mask: bool, dotted: bool) -> tuple[int, ...]:
    if surface.islower() or (dotted and " " not in surface.strip()):
        return ()
    required: list[int] = []
    for word in re.finditer(r"[^\W_]+", surface):
        letters = word.group()
        if is_acronym(letters):
            required += [i for i in range(*word.span()) if surface[i].isupper()]
        elif mask and letters[0].isupper():
            required.append(word.start())
    return tuple(required)


def is_acronym(word: str) -> bool:
    """Tell whether a word of a term is an acronym, whose capitals count."""
    if not word.isupper():
        return False
    letters = sum(character.isalpha() for character in word)
    return 2 <= len(word) <= _ACRONYM_LETTERS and letters > 0
