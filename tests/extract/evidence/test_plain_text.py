"""Plain-text documents: the parts of a page without its markup."""

from __future__ import annotations

from tests.extract.pages import BODY, TITLE, page

from newsmon.extract import extract
from newsmon.model import Article, SuppliedMetadata

STANDFIRST = "Four hundred people watched the first crossing"


def document(*lines: str, supplied: SuppliedMetadata | None = None) -> Article:
    text = "\n\n".join(lines)
    found = extract(page(text, content_type="text/plain", supplied=supplied or SuppliedMetadata()))
    assert isinstance(found, Article)
    return found


def test_a_first_line_that_is_no_sentence_is_the_headline() -> None:
    found = document(TITLE, STANDFIRST, *BODY)
    assert found.title == TITLE
    assert found.text == "\n".join([STANDFIRST, *BODY])


def test_a_document_may_begin_with_its_first_sentence() -> None:
    found = document(*BODY)
    assert found.title == ""
    assert found.text == "\n".join(BODY)


def test_the_known_title_is_found_below_furniture() -> None:
    found = document(
        "Accessibility links", "Breaking News", TITLE, *BODY, supplied=SuppliedMetadata(title=TITLE)
    )
    assert found.text == "\n".join(BODY)


def test_the_byline_is_read_and_removed() -> None:
    found = document(TITLE, "By Nora Quist", *BODY)
    assert found.authors == ("Nora Quist",)
    assert found.text == "\n".join(BODY)


def test_captions_are_known_by_repetition_credit_or_archive() -> None:
    found = document(
        TITLE,
        "The old ferry at its pier in 2017",
        "The old ferry at its pier in 2017",
        *BODY[:2],
        "The captain greets the crowd. Reuters",
        "Ilse Maren (file photo)",
        *BODY[2:],
    )
    assert found.text == "\n".join(BODY)
    assert {r.rule for r in found.removed} == {"headline", "repeated caption", "caption"}


def test_the_update_line_and_the_end_of_the_page_go() -> None:
    found = document(TITLE, *BODY, "Updated: May 19, 2026, 10:19 AM", "To subscribe, click here.")
    assert found.text == "\n".join(BODY)
    assert found.modified_at is not None
