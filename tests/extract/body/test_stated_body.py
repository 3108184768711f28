"""The body that a page states in JSON-LD, beside the text that the page shows."""

from __future__ import annotations

import json
import re

import pytest
from tests.extract.pages import BODY, html, page
from tests.extract.stories import HEADLINE, STORY, WHOLE, article, paragraphs, whole_page

from newsmon.extract import extract
from newsmon.model import Article

# What publishers' systems make of a text before they state it.
_LINES = "\n".join(STORY)
_GLUED_LINES = "".join(STORY)
SAYING_NO_MORE = {
    "no spaces": re.sub(r"\s", "", _LINES),
    "no spaces, twice": re.sub(r"\s", "", _LINES) * 2,
    "no spaces between sentences": _GLUED_LINES,
    "spaces lost around markup": re.sub(r" (\w+) (\w+) ", r" \1\2 ", _LINES),
    "half without spaces": _LINES[:400] + re.sub(r"\s", "", _LINES[400:]),
    "twice": f"{_LINES}\n{_LINES}",
    "twice in one line": " ".join([*STORY, *STORY]),
    "each line twice": "\n".join(line for line in STORY for _ in range(2)),
    "twice, once as markup": paragraphs(STORY) + _LINES,
    "headline and text, twice": f"{HEADLINE} {' '.join(STORY)} {HEADLINE} {' '.join(STORY)}",
    "cut": _LINES[:500],
    "cut with an ellipsis": _LINES[:500].rsplit(" ", 1)[0] + " …",
    "cut within an escape": _LINES[:500] + "&hell",
    "cut within a tag": paragraphs(STORY)[:520] + "<p clas",
    "scripts": "".join(f"<p>{li}</p><script>window.ads.push('{li}')</script>" for li in STORY),
    "styles": f"<style>.a {{ color: red; }} {'.b { top: 0 } ' * 90}</style>" + paragraphs(STORY),
    "shortcodes": "\n".join(f"{li} [embed id=44 width=100% height=20]" for li in STORY),
    "escaped twice": paragraphs(STORY).replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    "the words alone": " ".join(re.findall(r"\w+", _LINES.lower())),
}


def linked_data(body: str) -> str:
    node = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body}
    stated = json.dumps(node).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{stated}</script>'


@pytest.mark.parametrize("stated", SAYING_NO_MORE)
def test_a_stated_body_that_says_no_more_leaves_the_shown_text(stated: str) -> None:
    assert article(paragraphs(STORY), linked_data(SAYING_NO_MORE[stated])).text == WHOLE


@pytest.mark.parametrize(
    "stated",
    [_LINES, paragraphs(STORY), "<br><br>".join(STORY), paragraphs(STORY).replace("<", "&lt;"),
     f"{HEADLINE}\n{_LINES}", _LINES.replace("\n", "\r\n\r\n"), f"{_LINES}\n{_LINES}",
     paragraphs(STORY) + "<script>window.ads.push('a')</script>",
     "<style>p { color: red; }</style>" + paragraphs(STORY)],
    ids=["lines", "markup", "line breaks", "escaped markup", "with its headline", "windows lines",
         "twice", "with a script", "with a style"],
)  # fmt: skip
@pytest.mark.parametrize("shown", ["", f"<p>{STORY[0]}</p>"], ids=["nothing", "a beginning"])
def test_a_stated_body_is_the_text_where_the_page_shows_less(stated: str, shown: str) -> None:
    result = extract(page(whole_page(f"<h1>{HEADLINE}</h1>{shown}", linked_data(stated))))
    assert isinstance(result, Article), result
    assert result.text == WHOLE


@pytest.mark.parametrize(
    "stated",
    [" ".join(BODY).replace(" ", "") * 3, "\n".join([*BODY, *BODY]), " ".join(BODY) * 3],
    ids=["without spaces", "twice", "three times in one line"],
)
def test_a_stated_body_that_says_no_more_is_not_the_text(stated: str) -> None:
    result = extract(page(html(head=linked_data(stated))))
    assert isinstance(result, Article)
    assert result.text == "\n".join(BODY)
