"""Places of a text where the words of a query stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from psycopg2.extensions import connection as Connection

from newsmon.store import fetch_all

_BEGIN: Final = "\ue000"  # characters of private use: the database puts them around each match
_END: Final = "\ue001"
_MATCH: Final = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, and the spans of the matches in it: (start, end) in characters."""

    text: str
    matches: tuple[tuple[int, int], ...]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text in pieces, each with whether it is a match."""
        at, pieces = 0, []
        for start, end in self.matches:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [piece for piece in [*pieces, (self.text[at:], False)] if piece[0]]


def passages(connection: Connection, query: str, article_ids: Sequence[int]) -> dict[int, Passage]:
    """Return by article where a query (of `selection.search_query`) stands in its text.

    Articles whose text does not have the query, but their title alone, are left out.
    """
    rows = fetch_all(connection, "serve.passages", query=query, article_ids=list(article_ids))
    marked = {row.article_id: _passage(row.passage) for row in rows}
    return {number: passage for number, passage in marked.items() if passage.matches}


def _passage(marked: str) -> Passage:
    text, matches = "", []
    at = 0
    for match in _MATCH.finditer(marked):
        text += marked[at : match.start()]
        matches.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    return Passage(text.replace("\n", " "), tuple(matches))
