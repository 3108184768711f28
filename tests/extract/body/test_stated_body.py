"""The body that a page states in JSON-LD, beside the text that the page shows."""

from __future__ import annotations

import json

import pytest
from tests.extract.pages import BODY, html, page

from newsmon.extract import extract
from newsmon.model import Article


@pytest.mark.parametrize(
    "stated",
    [" ".join(BODY).replace(" ", "") * 3, "\n".join([*BODY, *BODY]), " ".join(BODY) * 3],
    ids=["without spaces", "twice", "three times in one line"],
)
def test_a_stated_body_that_says_no_more_is_not_the_text(stated: str) -> None:
    node = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "articleBody": stated})
    result = extract(page(html(head=f'<script type="application/ld+json">{node}</script>')))
    assert isinstance(result, Article)
    assert result.text == "\n".join(BODY)
