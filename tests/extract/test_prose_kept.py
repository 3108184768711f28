"""The account of the prose that texts lack: by lines of a page, for labels and without."""

from __future__ import annotations

from benchmarks.extract import Sample
from benchmarks.prose_kept import kept, report_changes
from tests.extract.pages import BODY

SHORT = "About the Courier"
FOREIGN = "The bakery burned on Friday, and nobody on the pier has seen its owner since the spring."


def sample(text: str = "") -> Sample:
    return Sample("a", b"", {"url": "https://news.example.org/a", "text": text})


def test_prose_that_the_text_lacks_is_lost_and_labels_are_not() -> None:
    result = kept(sample(), "\n".join([*BODY, SHORT]), "\n".join(BODY[:3]))
    assert result.lost == (BODY[3],)
    assert result.letters == sum(map(len, BODY))
    assert not result.loses_body


def test_what_is_not_in_the_label_is_not_of_the_article() -> None:
    peer = "\n".join([*BODY, FOREIGN])
    assert kept(sample("\n".join(BODY)), peer, "\n".join(BODY)).lost == ()
    assert kept(sample("\n".join(BODY)), peer, FOREIGN).loses_body


def test_a_soft_hyphen_loses_nothing() -> None:
    assert kept(sample(), BODY[0].replace("nine", "ni\u00adne"), BODY[0]).lost == ()


def test_letters_of_the_article_that_were_lost_since_are_counted() -> None:
    before, page = "\n".join([*BODY, FOREIGN]), sample("\n".join(BODY))
    assert report_changes(page, before, "\n".join(BODY)) == 0
    assert report_changes(page, before, "\n".join(BODY[1:])) == len(BODY[0])
