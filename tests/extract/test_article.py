"""A page in, an article out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from itertools import groupby

import pytest
from benchmarks import trace
from tests.extract.pages import BODY, NOW, TITLE, URL, html, page

from newsmon.extract import SourceFacts, extract
from newsmon.model import (
    Article,
    Entry,
    Moment,
    Page,
    Precision,
    Reason,
    Rejection,
    SuppliedMetadata,
)

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Person", "@id": "#p1", "name": "Nora Quist"},
 {"@type": "NewsArticle", "headline": "Ferry returns to the northern harbour after nine years",
  "author": [{"@id": "#p1"}, {"@type": "Organization", "name": "Reuters"}],
  "publisher": {"@type": "Organization", "name": "Example Courier"},
  "datePublished": "2026-05-18T21:30:00-05:00", "dateModified": "2026-05-19T08:00:00Z",
  "articleSection": "Harbour", "keywords": ["ferry", "islands"], "isAccessibleForFree": "False",
  "image": {"url": "/pictures/ferry.jpg"}}]}</script>"""


def article(subject: Page, **options: object) -> Article:
    result = extract(subject, **options)  # type: ignore[arg-type]
    assert isinstance(result, Article), result
    return result


def origins(result: Article, field: str) -> dict[str, bool]:
    return {c.origin: c.chosen for c in result.candidates if c.field == field}


def test_the_text_is_the_paragraphs_one_a_line() -> None:
    assert article(page(html())).text == "\n".join(BODY)


def test_everything_that_json_ld_states_is_read() -> None:
    result = article(page(html(head=JSON_LD)))
    assert result.title == TITLE
    assert result.authors == ("Nora Quist", "Reuters")
    assert result.published == Moment(
        datetime(2026, 5, 19, 2, 30, tzinfo=timezone.utc), Precision.SECOND, "json-ld", offset=-300
    )
    assert result.modified_at == datetime(2026, 5, 19, 8, tzinfo=timezone.utc)
    assert (result.section, result.tags) == ("Harbour", ("ferry", "islands"))
    assert result.image_url == "https://news.example.org/pictures/ferry.jpg"
    assert result.paywalled is True
    assert result.language == "en"
    assert result.words > 80
    assert result.lead.startswith("The first ferry")


def test_losers_are_kept_beside_what_was_chosen() -> None:
    entry = Entry("g", URL, title="Ferry is back", authors=("Desk",))
    result = article(page(html(head=JSON_LD)), entry=entry)
    assert origins(result, "title")["feed"] is False
    assert sum(origins(result, "title").values()) == 1
    assert {"json-ld", "url"} <= set(origins(result, "published_at"))
    assert all(0 <= c.confidence <= 1 for c in result.candidates)


def test_given_facts_win() -> None:
    moment = Moment(datetime(2020, 1, 2, tzinfo=timezone.utc), Precision.DAY, "manifest")
    supplied = SuppliedMetadata(title="The ferry, again", authors=("Ada Holm",), published=moment)
    result = article(page(html(head=JSON_LD), supplied=supplied))
    assert (result.title, result.authors, result.published) == (
        "The ferry, again",
        ("Ada Holm",),
        moment,
    )
    assert origins(result, "authors") == {"manifest": True}


def test_given_as_without_authors_means_without_authors() -> None:
    assert article(page(html(head=JSON_LD), supplied=SuppliedMetadata(authors=()))).authors == ()


def test_the_canonical_address_is_believed_on_the_same_site_only() -> None:
    mine = '<link rel="canonical" href="https://www.news.example.org/harbour/2026/05/18/ferry-returns-to-harbour">'
    theirs = '<link rel="canonical" href="https://elsewhere.test/ferry">'
    assert article(page(html(head=mine))).url.endswith("/ferry-returns-to-harbour")
    assert article(page(html(head=theirs))).url == URL


def test_a_lead_image_is_never_a_script() -> None:
    head = '<meta property="og:image" content="javascript:alert(1)">'
    assert article(page(html(head=head))).image_url is None


def test_a_urn_stays_what_it_is() -> None:
    assert article(page(html(), url="urn:newsmon:seed:9")).url == "urn:newsmon:seed:9"


def test_learned_lines_are_removed_with_a_record() -> None:
    line = "Our harbour correspondent answers your questions each Friday"
    result = article(
        page(html(after=f"<p>{line}</p>")),
        boilerplate=frozenset({"our harbour correspondent answers your questions each friday"}),
    )
    assert result.text == "\n".join(BODY)
    assert ("learned", line) in {(r.rule, r.line) for r in result.removed}


def test_the_gate_stays_open_when_asked() -> None:
    short = html(paragraphs=["Only one line."])
    assert isinstance(extract(page(short)), Rejection)
    assert article(page(short), gate=False).text == "Only one line."


def test_a_demanded_language_is_demanded() -> None:
    result = extract(page(html()), source=SourceFacts(language="de"))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.WRONG_LANGUAGE
    assert isinstance(extract(page(html()), source=SourceFacts(language="en-GB")), Article)


def test_other_kinds_of_content_are_refused() -> None:
    result = extract(page(b"%PDF-1.7", content_type="application/pdf"))
    assert result == Rejection(Reason.NOT_HTML, "application/pdf")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15"])
def test_text_is_read_in_the_charset_of_the_page(charset: str) -> None:
    body = html(paragraphs=["Die Fähre fährt täglich über den Großen Belt. " * 8]).encode(charset)
    subject = Page(URL, URL, body, "text/html", charset, NOW)
    assert "Fähre fährt täglich" in article(subject).text


def test_who_found_the_text_is_recorded() -> None:
    assert origins(article(page(html())), "text") == {"blocks": True}


def test_the_charset_and_how_it_was_known_are_recorded() -> None:
    body = html(paragraphs=["Die Fähre fährt täglich über den Großen Belt. " * 8])
    stated = article(Page(URL, URL, body.encode("cp1252"), "text/html", "windows-1252", NOW))
    assert origins(stated, "charset") == {"header": True}
    proven = article(Page(URL, URL, body.encode(), "text/html", "windows-1252", NOW))
    assert origins(proven, "charset") == {"utf-8": True}
    assert [c.value for c in proven.candidates if c.field == "charset"] == ["utf-8"]


def test_a_page_in_a_web_archive_is_the_originals() -> None:
    copy = f"https://web.archive.org/web/20240514/{URL}"
    archived = replace(page(html()), url=copy, final_url=copy)
    result = article(archived)
    assert result.url == URL
    assert result.published is None or result.published.at.year != 2024


def test_no_room_of_extraction_is_entered_twice() -> None:
    calls = trace.Calls()
    trace.extract_once(calls)
    modules = [module.split("/") for module in calls.path if module.startswith("extract/")]
    rooms = [room for room, _ in groupby(parts[1] for parts in modules if len(parts) > 2)]
    assert rooms == [
        "document", "statements", "live", "prose", "evidence", "body", "fields", "cleanup", "gate",
    ]  # fmt: skip
