"""Names, ids and attributes of boxes: what they call it, hide it, repeat its heading."""

from __future__ import annotations

import functools
import re

from lxml.html import HtmlElement

from newsmon.extract.prose.prose_blocks import Prose
from newsmon.text.elements import name_words

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_NAMES = {
    "newsletter newsletters subscribe subscription signup paywall gdpr consent cookie cookies "
    "advert advertisement sponsored promo popup donate donation": "pitch",
    "related relateds recirc recirculation recommended recommendations readnext taboola outbrain "
    "dianomi zergnet revcontent teaser teasers widget recent popular trending": "other articles",
    "comment comments commentlist kommentar kommentare commentaires comentarios commenti respond "
    "disqus livefyre": "comments",
}
# Names that count only for boxes with prose: without it they say too little.
_LOOSE = frozenset({"widget", "recent", "popular", "trending", "promo"})
# Names of comments that may name an article, too; where several are signed after one they do not.
_THREADS = frozenset({"commentlinks", "forum", "thread"})
_CLASSES = {word: kind for words, kind in _NAMES.items() for word in words.split()}
# Names of what never holds prose; together with those above.
BOILERPLATE_WORDS = frozenset(_CLASSES) - _LOOSE | frozenset(
    {"sharing", "sharebar", "sharetools", "sharethis", "addthis", "addtoany", "sharedaddy",
     "sociable", "breadcrumb", "breadcrumbs", "pagination", "cookies", "rollover", "tooltip",
     "popover", "lightbox", "adslot", "adbox"}
)  # fmt: skip
THREAD = 2  # boxes alike in a box called comments
TEXT_TAGS = frozenset({"p", "blockquote", "ul", "ol", "table", "h2", "h3", "h4"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")
_SLUG = 2  # words of an id
_SPEAKER = 60  # characters


@functools.lru_cache(maxsize=4_096)
def kind_of_names(class_names: str | None, id_name: str | None) -> str:
    words = name_words(f"{class_names or ''} {id_name or ''}")
    return next((_CLASSES[word] for word in sorted(words) if word in _CLASSES), "")


@functools.lru_cache(maxsize=4_096)
def is_called_thread(class_names: str | None, id_name: str | None) -> bool:
    """Tell whether a box is called comments, or what else a thread of them is called."""
    words = name_words(f"{class_names or ''} {id_name or ''}")
    return any(_CLASSES.get(word) == "comments" or word in _THREADS for word in words)


def is_slug(box: HtmlElement) -> bool:
    """Tell whether the id of an element is made of the words of its heading, as links need them."""
    words = name_words(box.get("id") or "")
    if len(words) < _SLUG:
        return False
    heading = next(box.iter(*HEADINGS), None)
    heading = next(box.iterancestors(*HEADINGS), None) if heading is None else heading
    if heading is None:
        return False
    return len(words & name_words(heading.text_content())) >= max(_SLUG, len(words) - 1)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether markup hides an element from readers."""
    style = element.get("style")
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or bool(style and _HIDDEN.search(style))
    )


def is_turn(part: HtmlElement) -> bool:
    """Tell whether a box opens with who speaks and a colon, as in an interview or a round table."""
    first = next((text for text in part.itertext() if text.strip()), "")
    return len(first) <= _SPEAKER and first.rstrip().endswith((":", "："))


def comments(prose: Prose) -> frozenset[HtmlElement]:
    """Return the boxes called comments that hold several boxes of prose alike."""
    threads: dict[HtmlElement, list[HtmlElement]] = {}
    for inner, box in prose.parents.items():
        if box is not None:
            threads.setdefault(box, []).append(inner)
    return frozenset(
        box for box, parts in threads.items()
        if len(parts) >= THREAD
        and box.tag not in ("html", "body")
        and kind_of_names(box.get("class"), box.get("id")) == "comments"
        and sum(part.tag not in TEXT_TAGS and not is_turn(part) for part in parts) >= THREAD
    )  # fmt: skip
