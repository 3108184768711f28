"""Pages that leave out what HTML allows to be left out: head, body, or all of it."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.stories import HEADLINE, STORY, WHOLE, paragraphs, read

TEXT = paragraphs(STORY)
META = f'<meta charset="utf-8"><title>{HEADLINE}</title><meta name="author" content="Signe Aune">'


@pytest.mark.parametrize(
    "markup",
    [
        f"{META}<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<!doctype html>{META}<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<!doctype html><html lang=en>{META}<main><h1>{HEADLINE}</h1>{TEXT}</main>",
        f"<!doctype html>{META}<header><h1>{HEADLINE}</h1></header><main>{TEXT}</main>",
        f"<!doctype html>{META}<header><a href=/>The Valley</a></header><article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<!doctype html>{META}<section><h1>{HEADLINE}</h1>{TEXT}</section>",
        f"<!doctype html>{META}<nav><a href=/>Front</a></nav><main><article><h1>{HEADLINE}</h1>{TEXT}</article></main>",
        f"<!doctype html>{META}<main><header><h1>{HEADLINE}</h1></header>{TEXT}</main><footer><p>The Valley is a newspaper.</p></footer>",
        f"<html>{META}<body><article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<head>{META}<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        f"<!doctype html>{META}<h1>{HEADLINE}</h1>" + "".join(f"<p>{line}" for line in STORY),
        f"<!-- made by hand -->\n<!doctype html>\n{META}\n<main>\n<h1>{HEADLINE}</h1>\n{TEXT}\n</main>",
        f"{META}<hgroup><h1>{HEADLINE}</h1><p>By Signe Aune</p></hgroup>{TEXT}",
        f"{META}<figure><img src=a.jpg><figcaption>The furnace.</figcaption></figure><article><h1>{HEADLINE}</h1>{TEXT}</article>",
    ],
)  # fmt: skip
def test_a_page_may_begin_with_its_article(markup: str) -> None:
    result = read(markup)
    assert result.text == WHOLE
    assert (result.title, result.authors) == (HEADLINE, ("Signe Aune",))
