"""trafilatura's own extraction of a main text, without what it spends most of its time on.

Its selectors look at nothing but an element's own tag and attributes, by regular expressions in
XPath: a call into Python for each expression and element. Here each kind of element (a tag with
attributes) is asked about once, and the outcome remembered: most pages of a site are built of the
same kinds. The selectors, the rules and the text are trafilatura's.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

_MOST_KINDS = 4_000  # remembered by a selector: one to two MB
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_UNNAMED = "other"  # stands for every tag that no selector names
# The part of an XPath that names the tags it selects among.
_TAG_TESTS = re.compile(r"//\*\s*\[\s*self::")
_Kind = tuple[str, tuple[tuple[str, str], ...]]


class KindSelector:
    """XPaths whose conditions are on an element's own tag and attributes, asked once a kind."""

    def __init__(self, paths: Sequence[etree.XPath]) -> None:
        self._paths = tuple(paths)
        conditions = " ".join(path.path for path in self._paths)
        self._tags = frozenset(re.findall(r"(?:self::|//)([\w-]+)", conditions))
        self._attributes = frozenset(re.findall(r"@([\w-]+)", conditions))
        self._reach = () if "//*" in _TAG_TESTS.sub("", conditions) else tuple(sorted(self._tags))
        self._selected: dict[_Kind, bool] = {}

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """Return the elements under `tree` that any of the XPaths selects, in document order."""
        if len(self._selected) > _MOST_KINDS:
            self._selected.clear()
        kinds = [(e, self._kind(e)) for e in tree.iterdescendants(*self._reach)]
        try:
            self._ask({kind for _, kind in kinds if kind not in self._selected})
        except ValueError:  # a value that no element may be made with
            return [e for path in self._paths for e in cast("list[HtmlElement]", path(tree))]
        return [element for element, kind in kinds if self._selected[kind]]

    def _kind(self, element: HtmlElement) -> _Kind:
        """Return the tag and attributes that count; their order does, too (`@id|@class`)."""
        tag = str(element.tag) if element.tag in self._tags else _UNNAMED
        return tag, tuple(item for item in element.items() if item[0] in self._attributes)

    def _ask(self, kinds: Iterable[_Kind]) -> None:
        root = etree.Element("root")
        examples = {kind: etree.SubElement(root, kind[0], dict(kind[1])) for kind in kinds}
        selected = {e for path in self._paths for e in cast("list[etree._Element]", path(root))}
        self._selected |= {kind: example in selected for kind, example in examples.items()}


class _Parts:
    """trafilatura's functions for its first stage, in a copy of its own of their module."""

    def __init__(self) -> None:
        from trafilatura import htmlprocessing, xml, xpaths

        self.before = [xpaths.RAW_TREE_PRUNE_XPATH, xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH]
        self.may_match = KindSelector([path for paths in self.before for path in paths])
        self.prune, self.clean = htmlprocessing.prune_unwanted_nodes, htmlprocessing.tree_cleaning
        self.convert, self.to_text = htmlprocessing.convert_tags, xml.xmltotxt
        self.extractor = _copy_of("trafilatura.main_extractor")
        for name in ("OVERALL_DISCARD_XPATH", "DISCARD_IMAGE_ELEMENTS"):
            setattr(self.extractor, name, [KindSelector(getattr(self.extractor, name))])
        bodies = map(_of_any_place, self.extractor.BODY_XPATH)
        self.extractor.BODY_XPATH = [KindSelector([path]) for path in bodies]


def _of_any_place(path: etree.XPath) -> etree.XPath:
    """Return a selector of all elements where `path` selects the first: the first is asked for."""
    return etree.XPath(path.path.replace("[1]", ""), namespaces=_NAMESPACES)


def _copy_of(name: str) -> Any:
    """Return a copy of a module that is nobody else's: what is changed in it changes nothing."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.lru_cache(maxsize=1)
def _parts() -> _Parts:
    return _Parts()


def read_quickly(tree: HtmlElement, options: Any) -> str | None:
    """Return the text of trafilatura's first stage; None where that is short and others follow.

    `options` are an `Extractor` of trafilatura, fast and without comments. The tree stays as it is.
    """
    parts = _parts()
    tree = copy(tree)
    if parts.may_match(tree):
        for paths in parts.before:
            tree = parts.prune(tree, paths)
    converted = parts.convert(parts.clean(tree, options), options)
    body, text = parts.extractor.extract_content(converted, options)
    if len(text) < options.min_extracted_size:
        return None
    return str(parts.to_text(body, options.formatting))
