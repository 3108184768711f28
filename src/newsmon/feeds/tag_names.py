"""Tags in titles: markup in use, which goes, told from names of tags, which stay.

No feed but Atom says whether a title is text or HTML, so `Why <marquee> is back` and
`<b>Breaking</b>` look alike. A tag is in use where it opens and closes something, has attributes,
touches the words beside it, or breaks the line; it is a name where it is none of HTML, or stands
between spaces as a word does.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][^\s<>/]*)(?P<rest>(?:[\s/][^<>]*)?)>")
_ATTRIBUTE: Final = re.compile(r"\s[A-Za-z_:-]+\s*=")
_BREAKS: Final = frozenset({"br", "wbr", "hr"})
_ELEMENTS: Final = frozenset(
    """
    a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body
    br button canvas caption center cite code col colgroup data datalist dd del details dfn
    dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset
    h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
    link main map mark marquee menu meta meter nav nobr noscript object ol optgroup option
    output p param picture pre progress q rp rt ruby s samp script search section select slot
    small source span strike strong style sub summary sup svg table tbody td template textarea
    tfoot th thead time title tr track tt u ul var video wbr
    """.split()  # noqa: SIM905
)


def with_names_escaped(title: str) -> str:
    """Return a title in which each tag that is a name is escaped, so that it is read as text."""
    tags = list(_TAG.finditer(title))
    if not tags:
        return title
    paired = _paired(tags)
    pieces, end = [], 0
    for place, tag in enumerate(tags):
        pieces.append(title[end : tag.start()])
        is_name = place not in paired and _is_name(tag, title)
        pieces.append(f"&lt;{tag[0][1:-1]}&gt;" if is_name else tag[0])
        end = tag.end()
    return "".join((*pieces, title[end:]))


def _paired(tags: list[re.Match[str]]) -> set[int]:
    """Return the places of tags that open something which a later one closes."""
    paired: set[int] = set()
    opened: dict[str, list[int]] = {}
    for place, tag in enumerate(tags):
        name = tag["name"].lower()
        if not tag["closes"]:
            opened.setdefault(name, []).append(place)
        elif opened.get(name):
            paired |= {opened[name].pop(), place}
    return paired


def _is_name(tag: re.Match[str], title: str) -> bool:
    name = tag["name"].lower()
    if name not in _ELEMENTS:
        return ":" not in name  # what word processors leave behind (`o:p`)
    if name in _BREAKS or _ATTRIBUTE.match(tag["rest"]):
        return False
    before, after = title[tag.start() - 1 : tag.start()], title[tag.end() : tag.end() + 1]
    return not _is_touching(before, "([{\"'“‘«„") and not _is_touching(after, ")]}\"'”’»,.;:!?…")


def _is_touching(character: str, beside: str) -> bool:
    return bool(character.strip()) and character not in beside
