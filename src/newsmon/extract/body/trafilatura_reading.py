"""The text of a page as trafilatura reads it, in full."""

from __future__ import annotations

import functools
import logging
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsmon.extract.body.hollow import drop_hollow
from newsmon.text import clean

# Languages written without spaces say as much in so much fewer characters.
DENSE = frozenset({"zh", "ja", "th", "lo", "km", "my"})
DENSITY = 0.4

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_by_trafilatura(tree: HtmlElement, language: str | None) -> str:
    """Run trafilatura on a parsed tree, from which empty boxes go; empty where it finds nothing."""
    from trafilatura import bare_extraction

    _use_stop_words(language)
    drop_hollow(tree)
    for cell in tree.iter("td", "th"):  # "999999" columns would be filled one by one
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    try:
        document: Any = bare_extraction(tree, options=_options(language in DENSE))
    except (RecursionError, MemoryError, ValueError, TypeError, AttributeError, etree.LxmlError):
        return ""
    return clean(getattr(document, "text", None) or "")


@functools.lru_cache(maxsize=2)
def _options(is_dense: bool) -> Any:
    from trafilatura.settings import Extractor

    options = Extractor(
        comments=False, dedup=False, lang=None, tables=True, output_format="python"
    )  # fmt: skip
    if is_dense:
        options.min_extracted_size = int(options.min_extracted_size * DENSITY)
    return options


def _use_stop_words(language: str | None) -> None:
    """Have justext, which trafilatura may ask, look for the words of one language.

    trafilatura tells it the language only together with its language filter, which is off. Without
    it justext counts the words of a hundred languages, and keeps them: 28 MiB a process.
    """
    from trafilatura import external, settings

    name = settings.JUSTEXT_LANGUAGES.get(language or "", "English")
    external.JT_STOPLIST = external.get_stoplist(name)  # type: ignore[attr-defined]
