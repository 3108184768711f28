"""Entries announced from the last poll are not read again, and nothing else is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.feeds import AnnouncedEntries, packed, parse, unpacked
from newsmon.model import ParsedFeed

RSS = "<rss version='2.0'><channel><title>t</title>{}<ttl>5</ttl></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>{}</feed>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
    " xmlns='http://purl.org/rss/1.0/'><channel><items><rdf:Seq/></items></channel>{}</rdf:RDF>"
)
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def item(number: int) -> str:
    url = f"https://example.com/{number}"
    return f"<item><title>No {number}</title><link>{url}</link><guid>{number}</guid></item>\n"


def entry(number: int) -> str:
    link = f"<link href='https://example.com/{number}'/>"
    return f"<entry xml:lang='en'><title>No {number}</title>{link}<id>{number}</id></entry>"


def address(number: int) -> str:
    return f"<url><loc>https://example.com/{number}</loc></url>"


KINDS = [(RSS, item), (ATOM, entry), (RDF, item), (SITEMAP, address)]


def read(text: str, announced: AnnouncedEntries = AnnouncedEntries()) -> ParsedFeed:  # noqa: B008 (frozen)
    feed = parse(text.encode(), url="https://example.com/feed", announced=announced)
    assert isinstance(feed, ParsedFeed), feed
    return feed


@pytest.mark.parametrize(("form", "element"), KINDS, ids=["rss", "atom", "rdf", "sitemap"])
@given(st.sets(st.integers(0, 9)), st.lists(st.integers(0, 9), unique=True))
def test_what_was_there_is_counted_and_the_rest_is_read_as_ever(
    form: str, element: object, before: set[int], now: list[int]
) -> None:
    assert callable(element)
    announced = AnnouncedEntries(frozenset(read(form.format("".join(map(element, before)))).marks))
    whole = read(form.format("".join(map(element, now))))
    shortened = read(form.format("".join(map(element, now))), announced)
    fresh = [f"https://example.com/{number}" for number in now if number not in before]
    assert [e.url for e in shortened.entries] == fresh
    assert shortened.entries == tuple(e for e in whole.entries if e.url in fresh)
    assert shortened.announced + len(shortened.entries) == len(whole.entries)
    assert replace(shortened, entries=(), announced=0) == replace(whole, entries=())


def test_an_entry_that_differs_in_one_character_is_read() -> None:
    announced = AnnouncedEntries(frozenset(read(RSS.format(item(1) + item(2))).marks))
    changed = read(RSS.format(item(1) + item(2).replace("No 2", "No. 2")), announced)
    assert [e.title for e in changed.entries] == ["No. 2"]


def test_another_meaning_makes_every_entry_unknown() -> None:
    text = RSS.format(item(1))
    announced = AnnouncedEntries(frozenset(read(text).marks), seed=1)
    assert read(text, announced).announced == 0


@pytest.mark.parametrize(
    "tricky",
    [
        "<item><title><![CDATA[</item>]]></title><link>https://example.com/{}</link></item>",
        "<item><item><link>https://example.com/x</link></item>"
        "<link>https://example.com/{}</link></item>",
        "<!-- <item> --><item><link>https://example.com/{}</link></item>",
    ],
)
def test_where_elements_are_not_what_they_seem_nothing_new_is_lost(tricky: str) -> None:
    first = read(RSS.format(tricky.format(1)))
    before = {entry.url for entry in first.entries}
    for number in (1, 2):
        text = RSS.format(tricky.format(number) + item(7))
        whole = {entry.url for entry in read(text).entries}
        urls = {entry.url for entry in read(text, AnnouncedEntries(frozenset(first.marks))).entries}
        assert whole - before <= urls <= whole
        assert "https://example.com/7" in urls


def test_marks_are_stored_as_eight_bytes_each() -> None:
    marks = read(RSS.format(item(1) + item(2))).marks
    assert len(packed(marks)) == 16
    assert unpacked(packed(marks)) == set(marks)
    assert unpacked(None) == unpacked(b"") == frozenset()
