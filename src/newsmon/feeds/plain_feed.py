"""RSS and Atom in their plain forms, read from a tree in an eighth of feedparser's time.

What comes out is what `feeds.xml` makes of the same text by feedparser, key by key where entries
are made of it. What is not certain to be read alike is not read here: XML that is not well-formed,
RDF and old Atom, markup that is not escaped, elements with a meaning of their own.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from feedparser.mixin import _FeedParserMixin
from feedparser.util import FeedParserDict
from lxml import etree
from lxml.etree import _Element as Element

from newsmon.feeds import xml
from newsmon.feeds.plain_elements import (
    ENTRY,
    MEDIA,
    Handler,
    identity,
    link,
    plain,
    title,
)
from newsmon.feeds.plain_values import Reading, Scope, UnusualError
from newsmon.feeds.xml import Read

_ATOM: Final = "{http://www.w3.org/2005/Atom}feed"
_USERLAND: Final = "backend.userland.com/rss"
_PREFIXES: Final = {uri.lower(): name.lower() for uri, name in _FeedParserMixin.namespaces.items()}
_STANDARD: Final = frozenset(_PREFIXES.values()) - {""}
_OLD_VERSIONS: Final = ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/")
_HOLDERS: Final = frozenset({"media_content", "media_group"})  # of elements like an entry's own

# Elements with a handler in feedparser that leaves alone whatever is read of an entry or a feed.
_WITHOUT_EFFECT: Final = frozenset({
    "enclosure", "itunes_block", "itunes_explicit", "itunes_image", "itunes_link",
    "itunes_subtitle", "media_credit", "media_license", "media_player", "media_rating",
    "media_restriction", "media_thumbnail", "dc_publisher", "dc_rights", "dc_contributor",
    "rights", "copyright", "generator", "source",
})  # fmt: skip
_FEED_WITHOUT_EFFECT: Final = _WITHOUT_EFFECT - {"source"} | {
    "description", "subtitle", "tagline", "managingeditor", "webmaster", "pubdate",
    "lastbuilddate", "updated", "modified", "published", "category", "keywords", "cloud",
    "itunes_author", "itunes_summary", "itunes_keywords", "author", "dc_date", "dc_creator",
    "dc_subject", "dc_description", "media_keywords", "media_category", "media_description",
    "admin_generatoragent", "admin_errorreportsto",
}  # fmt: skip
# Elements of a feed that hold others without effect: their names, and those of their children.
_FEED_HOLDERS: Final = MappingProxyType({
    "image": frozenset({"url", "title", "link", "width", "height", "description"}),
    "author": frozenset({"name", "email", "uri", "url"}),
    "itunes_owner": frozenset({"itunes_name", "itunes_email"}),
    "itunes_category": frozenset({"itunes_category"}),
})  # fmt: skip
_FEED: Final[MappingProxyType[str, Handler]] = MappingProxyType({
    "title": title,
    "link": link,
    "id": identity,
    "language": plain("language"),
    "dc_language": plain("language"),
    "ttl": plain("ttl"),
    "sy_updateperiod": plain("sy_updateperiod"),
    "sy_updatefrequency": plain("sy_updatefrequency"),
})  # fmt: skip
# Keys that mean something to us, or are spellings of such: no other element may be called so.
_KEYS: Final = frozenset({
    "links", "link", "id", "title", "title_detail", "summary", "summary_detail", "content",
    "authors", "author", "tags", "language", "published", "created", "updated", "guidislink",
    "feedburner_origlink", "ttl", *FeedParserDict.keymap,
})  # fmt: skip


def read(text: str, url: str) -> Read | None:
    """Read a feed from text without prolog; None where it is not plain."""
    if text.count("<") > xml.MAX_ELEMENTS:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True,
        collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
        return _Reader(root, url, text.find("xmlns", text.find(">")) > 0).read()
    except (etree.XMLSyntaxError, UnusualError):
        return None


class _Reader:
    """One feed on its way from the tree to feedparser's dictionaries."""

    def __init__(self, root: Element, url: str, declares_within: bool) -> None:
        """`declares_within`: elements below the root may declare namespaces, too."""
        self._root = root
        self._declares_within = declares_within
        self._scope = Scope(None, url)
        self._names: dict[str, str] = {}  # by tag
        self._is_atom = root.tag == _ATOM

    def read(self) -> Read:
        root = self._root
        self._check_namespaces()
        if self._is_atom:
            return self._feed(root, "atom10", "entry")
        if root.tag != "rss" or len(root) != 1 or root[0].tag != "channel":
            raise UnusualError("neither RSS nor Atom in its usual form")
        return self._feed(root[0], "rss", "item")

    def _check_namespaces(self) -> None:
        """Raise UnusualError where a prefix does not stand for what it usually does."""
        declared = set(self._root.nsmap.items())
        if self._declares_within:  # asked for all it is within, each element takes their number
            for _, (prefix, uri) in etree.iterwalk(self._root, events=("start-ns",)):
                declared.add((prefix or None, uri))
        if len(declared) != len({prefix for prefix, _ in declared}):
            raise UnusualError("a prefix that is declared twice")
        foreign = [uri for _, uri in declared if uri.lower() not in _PREFIXES]
        if len(foreign) != len(set(foreign)):
            raise UnusualError("a namespace of two prefixes")
        for prefix, uri in declared:
            _check_namespace((prefix or "").lower(), uri.lower())

    def _feed(self, element: Element, version: str, entry: str) -> Read:
        reading = Reading(self._is_atom, is_entry=False)
        scope = self._entered(self._root, self._scope)
        if scope.language:
            reading.raw["language"] = scope.language.replace("_", "-")
        if element is not self._root:
            scope = self._entered(element, scope)
        entries: list[dict[str, Any]] = []
        for child in element:
            name = self._name(child)
            if name in {"item", "entry"}:
                if name != entry or len(entries) >= xml.MAX_ENTRIES:
                    raise UnusualError("entries of another kind, or too many")
                entries.append(self._entry(child, scope))
            else:
                self._feed_element(reading, child, name, scope)
        return Read(version, reading.raw, entries)

    def _entered(self, element: Element, scope: Scope) -> Scope:
        for name in element.attrib:
            local = str(name).rpartition("}")[2].lower()
            if local in {"href", "lastmod", "about"}:
                raise UnusualError("an attribute that says what an element should")
        return scope.within(element)

    def _feed_element(self, reading: Reading, child: Element, name: str, scope: Scope) -> None:
        if handler := _FEED.get(name):
            handler(reading, child, scope, 0)
        elif len(child):
            inner = _FEED_HOLDERS.get(name, frozenset())
            if any(len(part) and name != "itunes_category" for part in child) or not all(
                self._name(part) in inner for part in child
            ):
                raise UnusualError(f"{name} with children")
        elif name not in _FEED_WITHOUT_EFFECT and name not in _FEED_HOLDERS:
            self._check_unknown(name)

    def _entry(self, element: Element, scope: Scope) -> dict[str, Any]:
        scope = self._entered(element, scope)
        reading = Reading(self._is_atom)
        has_source = False
        for child in element:
            name = self._name(child)
            if handler := ENTRY.get(name):
                handler(reading, child, scope, 0)
            else:
                has_source |= name == "source"
                self._without_handler(reading, child, name, scope, 0)
        if reading.media_titles and (has_source or not reading.raw.get("title")):
            raise UnusualError("a title from elsewhere")
        return reading.raw

    def _within_holder(self, reading: Reading, child: Element, scope: Scope, depth: int) -> None:
        name = self._name(child)
        if handler := MEDIA.get(name):
            handler(reading, child, scope, depth)
        else:
            self._without_handler(reading, child, name, scope, depth)

    def _without_handler(
        self, reading: Reading, child: Element, name: str, scope: Scope, depth: int
    ) -> None:
        if name in _HOLDERS:
            inner = scope.within(child)
            for part in child:
                self._within_holder(reading, part, inner, depth + 1)
        elif len(child):
            raise UnusualError(f"{name} with children")
        elif name not in _WITHOUT_EFFECT:
            self._check_unknown(name)

    def _name(self, element: Element) -> str:
        """Return the name by which feedparser looks for a handler: `dc_creator`, `title`."""
        tag = element.tag
        if not isinstance(tag, str):
            raise UnusualError("an entity")
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = self._named(element, tag)
        return name

    def _named(self, element: Element, tag: str) -> str:
        namespace, _, local = tag.rpartition("}")
        prefix = _PREFIXES.get(namespace[1:].lower())
        if prefix is None:
            if not element.prefix:
                raise UnusualError("another default namespace")
            prefix = element.prefix.lower()
        return f"{prefix}_{local}".lower() if prefix else local.lower()

    def _check_unknown(self, name: str) -> None:
        """Raise UnusualError for an element that feedparser knows, or keeps where we read."""
        has_handler = hasattr(_FeedParserMixin, f"_start_{name}") or hasattr(
            _FeedParserMixin, f"_end_{name}"
        )
        if has_handler or name in _KEYS:
            raise UnusualError(f"{name} has a meaning of its own")


def _check_namespace(prefix: str, uri: str) -> None:
    if uri in _OLD_VERSIONS or _USERLAND in uri:
        raise UnusualError("a namespace that states a version")
    if not prefix and uri != "http://www.w3.org/2005/atom":
        raise UnusualError("another default namespace")
    if prefix in _STANDARD and _PREFIXES.get(uri, prefix) != prefix:
        raise UnusualError("a prefix of another namespace")
