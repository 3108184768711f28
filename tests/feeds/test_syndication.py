"""RSS and Atom: which of an entry's links is its page, and what its words are."""

from __future__ import annotations

import pytest

from newsmon.feeds import parse
from newsmon.model import Entry, Failure, ParsedFeed, Reason

PAGE = "https://h.example/1"
ELSEWHERE = "https://h.example/other"


def atom(inner: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>urn:h</id>'
        f"<updated>2026-05-14T10:00:00Z</updated><entry><id>urn:h:1</id>{inner}"
        "<updated>2026-05-14T10:00:00Z</updated></entry></feed>"
    )


def rss(inner: str) -> str:
    return f"<rss version='2.0'><channel><title>Harbour</title><item>{inner}</item></channel></rss>"


def entry_of(text: str) -> Entry:
    feed = parse(text.encode(), url="https://h.example/feed")
    assert isinstance(feed, ParsedFeed), feed
    (entry,) = feed.entries
    return entry


def link(rel: str | None = None, kind: str | None = None, href: str = PAGE) -> str:
    attributes = [f'{name}="{value}"' for name, value in (("rel", rel), ("type", kind)) if value]
    return f'<link {" ".join(attributes)} href="{href}"/>'


ENCLOSED = link("enclosure", "audio/mpeg", "https://h.example/1.mp3")


@pytest.mark.parametrize(
    "links",
    [
        link(),
        link("alternate"),
        link("alternate", "text/html"),
        link("Alternate", "TEXT/HTML"),
        link("http://www.iana.org/assignments/relation/alternate"),
        link("via"),
        link("related"),
        link("self", "text/html"),
        link("self"),
        link("canonical"),
        link("bookmark"),
        ENCLOSED + link("via"),
        link("via") + ENCLOSED,
        link(None, None, "https://h.example/1.mp3") + link(),  # as a writer has it that loses types
        link() + link(None, None, "https://h.example/1.MP3?from=feed"),
        link("related", None, ELSEWHERE) + link("via"),
        link("self", None, ELSEWHERE) + link("related"),
        link("via", None, ELSEWHERE) + link("alternate"),
        link("alternate", "application/pdf", ELSEWHERE) + link("alternate", "text/html"),
        link("related", "application/pdf", ELSEWHERE) + link("via", "application/xhtml+xml"),
        link("self", "application/atom+xml", ELSEWHERE) + link("self", "text/html"),
        link("replies", "text/html", ELSEWHERE) + link("related"),
        link("edit", None, ELSEWHERE) + link("via"),
        link("alternate", "application/pdf"),
        link("via", None, ELSEWHERE) + link("alternate", "application/pdf"),
        f'<content type="text/html" src="{PAGE}"/>',
        f'<content type="application/xhtml+xml" src="{PAGE}"/>' + link("via", None, ELSEWHERE),
        f'<content type="text/html" src="{ELSEWHERE}"/>' + link("alternate"),
        f'<content type="image/png" src="{ELSEWHERE}"/>' + link("related"),
    ],
)
def test_the_page_of_an_atom_entry_is_its_best_link(links: str) -> None:
    assert entry_of(atom(f"<title>Fares</title>{links}")).url == PAGE


@pytest.mark.parametrize("relation", ["via", "related", "canonical"])
def test_an_identifier_is_an_address_when_nothing_else_is(relation: str) -> None:
    assert entry_of(atom(f"<title>Fares</title><id>17</id>{link(relation)}")).url == PAGE
    assert entry_of(atom(f"<title>Fares</title><id>{PAGE}</id>")).url == PAGE


@pytest.mark.parametrize(
    "links",
    ["", ENCLOSED, link("edit"), link("replies"), link("hub"),
     link("next"), link("license")],
)  # fmt: skip
def test_a_feed_whose_entries_have_no_page_is_said_to_be_broken(links: str) -> None:
    result = parse(atom(f"<title>Fares</title>{links}").encode(), url="https://h.example/feed")
    assert isinstance(result, Failure)
    assert (result.reason, result.detail) == (
        Reason.MALFORMED,
        "none of 1 entries has a usable link",
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ('<title type="text">Why &lt;main&gt; matters</title>', "Why <main> matters"),
        ("<title>Why &lt;main&gt; matters</title>", "Why <main> matters"),
        ("<title>When x&lt;y and y&gt;z</title>", "When x<y and y>z"),
        ("<title><![CDATA[Why <main> matters]]></title>", "Why <main> matters"),
        ("<title>The &lt;b&gt; element &lt;/b&gt;</title>", "The <b> element </b>"),
        ("<title>Writing &amp;lt; in a feed</title>", "Writing &lt; in a feed"),
        ('<title type="html">Why &amp;lt;main&amp;gt; matters</title>', "Why <main> matters"),
        ('<title type="html">Why &lt;b&gt;it&lt;/b&gt; matters</title>', "Why it matters"),
        ('<title type="html">Fish &amp;amp; chips</title>', "Fish & chips"),
        ('<title type="html"><![CDATA[Why <i>it</i> &lt;main&gt;]]></title>', "Why it <main>"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Why <i>the</i> '
            "&lt;main&gt;</div></title>",
            "Why the <main>",
        ),
        ("<title>Fish &amp; chips</title>", "Fish & chips"),
    ],
)
def test_an_atom_title_is_what_its_type_says(title: str, text: str) -> None:
    assert entry_of(atom(title + link())).title == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("<title>Why &lt;b&gt;it&lt;/b&gt; matters</title>", "Why it matters"),
        ("<title>Fish &amp;amp; chips</title>", "Fish & chips"),
        ("<title><![CDATA[Fish &amp; <i>chips</i>]]></title>", "Fish & chips"),
    ],
)
def test_an_rss_title_may_be_markup_or_not(title: str, text: str) -> None:
    assert entry_of(rss(title + f"<link>{PAGE}</link>")).title == text


def test_a_plain_summary_names_tags_as_well() -> None:
    entry = entry_of(atom(f"<title>T</title>{link()}<summary>Use &lt;main&gt; once.</summary>"))
    assert entry.summary == "Use <main> once."


def test_content_in_plain_text_of_a_json_feed_names_tags() -> None:
    text = f'{{"items": [{{"id": "1", "url": "{PAGE}", "content_text": "Use <main> once."}}]}}'
    entry = entry_of(text)
    assert entry.summary == "Use <main> once."
    assert entry.content_html == "Use &lt;main&gt; once."


CAPTION = (
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://h.example/1.jpg">'
    "<media:description{kind}>Cranes at dusk.</media:description></media:content>"
)
STORY = "<description>The port reopens on Monday.</description>"


@pytest.mark.parametrize("kind", ["", " type='html'"])
def test_the_caption_of_a_picture_is_no_text_of_the_story(kind: str) -> None:
    caption = CAPTION.format(kind=kind)
    for inner in (caption + STORY, STORY + caption):
        entry = entry_of(rss(f"<link>{PAGE}</link>{inner}"))
        assert entry.summary == "The port reopens on Monday."
        assert entry.content_html == ""


def test_a_video_is_summed_up_by_its_own_description() -> None:
    video = f"<media:group xmlns:media='http://search.yahoo.com/mrss/'>{CAPTION.format(kind='')}"
    assert entry_of(atom(f"{link()}{video}</media:group>")).summary == "Cranes at dusk."
