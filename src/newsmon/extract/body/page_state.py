"""Articles that a page shows by scripts alone: their markup stands in a string of its state.

Frameworks write what they will show into the page as JSON, once or twice over. A string in it that
is markup with several paragraphs is the text; teasers and menus are objects, not markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import re2

_SCRIPT = re2.compile(r"(?is)<script\b[^>]*>(.*?)</script")
_STRING = re2.compile(r'(?s)"([^"\\]*(?:\\.[^"\\]*)*)"')
_MAY_HOLD = re.compile(r"(?:<|\\u003c|\\x3c|&lt;)p\b", re.I)
_PARAGRAPH = re.compile(r"<p\b", re.I)
_SHORTEST = 400  # characters
_FEWEST = 2  # paragraphs
_DEEPEST = 3  # strings within strings


def state_markup(html: str) -> str:
    """Return the longest markup of paragraphs in the strings of a page's scripts, empty if none."""
    scripts = (match[1] for match in _SCRIPT.finditer(html))
    texts = (text for script in scripts if _MAY_HOLD.search(script) for text in _markups(script, 1))
    return max(texts, key=len, default="")


def _markups(source: str, depth: int) -> Iterator[str]:
    """Yield the strings that are markup; of a string that is JSON, those in it."""
    for match in _STRING.finditer(source):
        if len(match[1]) < _SHORTEST:
            continue
        try:
            text = json.loads(f'"{match[1]}"', strict=False)
        except ValueError:
            continue
        if text.lstrip().startswith("<"):
            if len(_PARAGRAPH.findall(text)) >= _FEWEST:
                yield text
        elif depth < _DEEPEST:
            yield from _markups(text, depth + 1)
