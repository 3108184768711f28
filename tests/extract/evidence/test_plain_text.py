"""Plain-text documents: the parts of a page without its markup."""

from __future__ import annotations

from tests.extract.pages import BODY, TITLE, page

from newsmon.extract import extract
from newsmon.model import Article, SuppliedMetadata

STANDFIRST = "Four hundred people watched the first crossing"


def document(*lines: str, supplied: SuppliedMetadata | None = None) -> Article:
    text = "\n\n".join(lines)
    result = extract(page(text, content_type="text/plain", supplied=supplied or SuppliedMetadata()))
    assert isinstance(result, Article)
    return result


def test_a_first_line_that_is_no_sentence_is_the_headline() -> None:
    result = document(TITLE, STANDFIRST, *BODY)
    assert result.title == TITLE
    assert result.text == "\n".join([STANDFIRST, *BODY])


def test_a_document_may_begin_with_its_first_sentence() -> None:
    result = document(*BODY)
    assert result.title == ""
    assert result.text == "\n".join(BODY)


def test_the_known_title_is_found_below_boilerplate() -> None:
    result = document(
        "Accessibility links", "Breaking News", TITLE, *BODY, supplied=SuppliedMetadata(title=TITLE)
    )
    assert result.text == "\n".join(BODY)


def test_the_byline_is_read_and_removed() -> None:
    result = document(TITLE, "By Nora Quist", *BODY)
    assert result.authors == ("Nora Quist",)
    assert result.text == "\n".join(BODY)


def test_captions_are_known_by_repetition_credit_or_archive() -> None:
    result = document(
        TITLE,
        "The old ferry at its pier in 2017",
        "The old ferry at its pier in 2017",
        *BODY[:2],
        "The captain greets the crowd. Reuters",
        "Ilse Maren (file photo)",
        *BODY[2:],
    )
    assert result.text == "\n".join(BODY)
    assert {r.rule for r in result.removed} == {"headline", "repeated caption", "caption"}


def test_the_update_line_and_the_end_of_the_page_go() -> None:
    result = document(TITLE, *BODY, "Updated: May 19, 2026, 10:19 AM", "To subscribe, click here.")
    assert result.text == "\n".join(BODY)
    assert result.modified_at is not None
