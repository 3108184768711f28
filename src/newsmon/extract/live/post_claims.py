"""A post of a live blog as one place of the page states it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from lxml.html import HtmlElement

from newsmon.model import Moment, Precision
from newsmon.text.line_keys import text_key

_OPENING = 60  # letters by which a text is known in another place
_ALIKE = 0.9  # of the letters of a stated text that the page shows, too
_ID = 6  # characters of a value in a query that may be the id of a place
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class PostClaim:
    """A post as stated: any part may be empty, but not both title and text."""

    title: str = ""
    text: str = ""  # a paragraph a line
    address: str = ""  # as written
    anchor: str = ""  # id of its element
    posted: Moment | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()  # as written
    element: HtmlElement | None = None

    @property
    def says_something(self) -> bool:
        return bool(text_key(self.title) or text_key(self.text))

    @property
    def posted_as_stated(self) -> str:
        """Return its time on the publisher's own clock, as exactly as it is stated."""
        if self.posted is None:
            return ""
        local = self.posted.local
        is_day = self.posted.precision is Precision.DAY
        return local.date().isoformat() if is_day else local.isoformat()

    def keys(self) -> set[str]:
        """Return what tells the post in another place: ids, headline, how its text begins."""
        names = {self.anchor, *_names_in(self.address)} - {""}
        title, opening = text_key(self.title), text_key(self.text)[:_OPENING]
        keys = {f"id {name}" for name in names}
        if title:
            keys.add(f"title {title}")
        if len(opening) >= _OPENING // 2:
            keys.add(f"text {opening}")
        return keys

    def supplemented(self, claim: PostClaim) -> PostClaim:
        """Return this stated claim with what only a shown one has, and the fuller text."""
        return replace(
            self,
            title=self.title or claim.title,
            text=_fuller(self.text, claim.text),
            address=self.address or claim.address,
            anchor=self.anchor or claim.anchor,
            posted=self.posted or claim.posted,
            modified=self.modified or claim.modified,
            authors=self.authors or claim.authors,
            element=self.element if self.element is not None else claim.element,
        )


def _fuller(stated: str, visible: str) -> str:
    """Return the text to keep: as shown, in paragraphs, but for lines that the stated lacks.

    Where the stated text is cut or missing, all that is shown; where less is shown, as stated.
    """
    letters = text_key(stated)
    common = [line for line in visible.split("\n") if text_key(line) in letters]
    shared = sum(len(text_key(line)) for line in common)
    if shared >= _ALIKE * len(letters) and letters:
        return "\n".join(common)
    return visible if len(text_key(visible)) > len(letters) else stated


def _names_in(address: str) -> set[str]:
    """Return what an address names a place by: its fragment, and ids within its query."""
    before, _, fragment = address.partition("#")
    query = before.partition("?")[2]
    return {fragment, *(name for name in _NAME.findall(query) if len(name) >= _ID)}
