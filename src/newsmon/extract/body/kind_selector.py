"""XPaths that are asked once a kind of element, and trafilatura's own of what a text stands in.

Most pages of a site are built of the same kinds of elements: a tag with attributes. An XPath whose
conditions are on these alone need not be asked again, which a regular expression in it, a call into
Python for each element, makes slow.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import cast

import re2
from lxml import etree
from lxml.html import HtmlElement

_MOST_KINDS = 4_000  # remembered by a selector: one to two MB
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_UNNAMED = "other"  # stands for every tag that no selector names
# trafilatura's names for tags, which its selectors are made for.
_ALIASES = {"ul": "list", "ol": "list", "dl": "list", "li": "item", "dt": "item", "dd": "item"}
_TRANSLATE = re.compile(r"translate\((@[\w-]+), *'\w*', *'\w*'\)")
# One condition on attributes: a call, a comparison, or that there is one.
_ATOM = re.compile(
    r"(?P<call>re:test|contains|starts-with)\(@[\w|@-]+, *'(?P<literal>[^']+)'(?:, *'i')?\)"
    r"|@[\w-]+ *= *'(?P<value>[^']+)'|@(?P<name>[\w-]+)"
)
_ONLY_ATOMS = re.compile(r"\.//\*(?:\[(?:self::\w+)+\])?\[\]")
_PART = "\0"  # between the parts of a kind; no attribute holds it


class KindSelector:
    """XPaths whose conditions are on an element's own tag and attributes, asked once a kind."""

    def __init__(self, paths: Sequence[etree.XPath]) -> None:
        self._paths = tuple(paths)
        conditions = " ".join(path.path for path in self._paths)
        self._tags = frozenset(re.findall(r"(?:self::|//)([\w-]+)", conditions))
        self._attributes = frozenset(re.findall(r"@([\w-]+)", conditions))
        self._hint = _hint(self._paths)
        self._selected: dict[str, bool] = {}  # by kind

    def __call__(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return those of the elements that any of the XPaths selects, in their order."""
        if len(self._selected) > _MOST_KINDS:
            self._selected.clear()
        kinds = [(element, self._kind(element)) for element in elements]
        self._ask({kind for _, kind in kinds if kind not in self._selected})
        return [element for element, kind in kinds if self._selected[kind]]

    def _kind(self, element: HtmlElement) -> str:
        """Return the tag and attributes that count; their order does, too (`@id|@class`)."""
        tag = _ALIASES.get(element.tag, element.tag)
        parts = [tag if tag in self._tags else _UNNAMED]
        for item in element.items():
            if item[0] in self._attributes:
                parts += item
        return _PART.join(parts)

    def _ask(self, kinds: Iterable[str]) -> None:
        root = etree.Element("root")
        examples: dict[str, etree._Element | None] = {}
        for kind in kinds:
            tag, *parts = kind.split(_PART)
            if self._hint and not self._hint.search("\n".join(parts)):
                self._selected[kind] = False  # far cheaper than to ask
                continue
            try:
                names = dict(zip(parts[::2], parts[1::2], strict=True))
                examples[kind] = etree.SubElement(root, tag, names)
            except ValueError:  # a value that no element may be made with
                examples[kind] = None
        if examples:
            selected = {e for path in self._paths for e in cast("list[etree._Element]", path(root))}
            self._selected |= {kind: element in selected for kind, element in examples.items()}


def _hint(paths: Iterable[etree.XPath]) -> re.Pattern[str] | None:
    """Return a pattern that attributes match which any of the XPaths selects an element by.

    It looks for each string and attribute of the conditions, wherever that stands. None where an
    XPath may select by anything else.
    """
    words: list[str] = []
    for path in paths:
        conditions = _TRANSLATE.sub(r"\1", path.path)
        for atom in _ATOM.finditer(conditions):
            literal = atom["literal"] or atom["value"] or atom["name"]
            words.append(f"(?:{literal})" if atom["call"] == "re:test" else re.escape(literal))
        if not _ONLY_ATOMS.fullmatch(re.sub(r"\s+|\bor\b", "", _ATOM.sub("", conditions))):
            return None
    return re2.compile(f"(?im){'|'.join(words)}") if words else None


@functools.lru_cache(maxsize=1)
def text_boxes() -> tuple[KindSelector, ...]:
    """Return trafilatura's selectors of boxes that hold an article's text, the surest first."""
    from trafilatura.xpaths import BODY_XPATH

    return tuple(KindSelector([_of_any_place(path)]) for path in BODY_XPATH)


@functools.lru_cache(maxsize=1)
def discards() -> KindSelector:
    """Return trafilatura's selector of elements in a text that are called something else."""
    from trafilatura.xpaths import DISCARD_IMAGE_ELEMENTS, OVERALL_DISCARD_XPATH

    return KindSelector([*OVERALL_DISCARD_XPATH, *DISCARD_IMAGE_ELEMENTS])


def _of_any_place(path: etree.XPath) -> etree.XPath:
    """Return a selector of all elements where `path` selects the first: the first is asked for."""
    return etree.XPath(path.path.replace("[1]", ""), namespaces=_NAMESPACES)
