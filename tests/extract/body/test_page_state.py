"""Pages that show their article by scripts: the text is read from their state."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import json

import pytest
from tests.extract.body.test_prose_check import MORE, WHOLE, paragraphs
from tests.extract.pages import BODY, TITLE, html, page

from newsmon.extract import extract
from newsmon.model import Article, Reason, Rejection

MARKUP = paragraphs([*BODY, *MORE], ' class="text"')
STATE = {
    "page": {
        "menu": ["Home", "World"],
        "teasers": [{"title": "Bakery burns", "summary": BODY[0] * 4}],
        "article": {"title": TITLE, "content": MARKUP},
    }
}
JSON = json.dumps(STATE)


def shown_by(script: str, shown: str = "<div id=app></div>") -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{shown}{script}</body></html>"


STATES = [
    f'<script id="__NEXT_DATA__" type="application/json">{JSON}</script>',
    f"<script>window.__INITIAL_STATE__ = {JSON};</script>",
    "<script>window.__STATE__="
    + JSON.replace("<", "\\u003c").replace(">", "\\u003e")
    + "</script>",
    f"<script>self.__next_f.push([1,{json.dumps('1a:' + JSON)}])</script>",
    "<script>self.__next_f.push([1,"
    + json.dumps("7:" + JSON).replace("<", "\\u003c")
    + "])</script>",
    f"<script>window.cache = JSON.parse({json.dumps(JSON)})</script>",
    f"<script type=application/json>{json.dumps([{'body': MARKUP}])}</script>",
    f"<script>var other = {{}};</script><script>push([{json.dumps(json.dumps(STATE))}])</script>",
]


@pytest.mark.parametrize("script", STATES)
@pytest.mark.parametrize("shown", ["<div id=app></div>", f"<h1>{TITLE}</h1><p>{BODY[0]}</p>"])
def test_the_text_in_a_pages_state_is_its_article(script: str, shown: str) -> None:
    result = extract(page(shown_by(script, shown)))
    assert isinstance(result, Article), result
    assert result.text == WHOLE
    assert [c.origin for c in result.candidates if c.field == "text"] == ["page-state"]


def test_a_text_that_is_shown_is_not_looked_for_in_scripts() -> None:
    script = f"<script>window.next = {json.dumps({'content': paragraphs(MORE * 9)})}</script>"
    result = extract(page(html(after=paragraphs(MORE) + script)))
    assert isinstance(result, Article)
    assert result.text == WHOLE


@pytest.mark.parametrize(
    "script",
    [f"<script>var teaser = {json.dumps({'summary': BODY[0] * 9})}</script>",
     f'<script>var html = "<p>{BODY[0]}</p>"</script>', '<script>"<p>' + '\\"' * 20_000 + "</script>",
     "<script>" + '"' * 999 + "<p><p></script>", "<script>var a = '<p>', b = \"" + "\\q" * 500 + '"</script>'],
)  # fmt: skip
def test_other_scripts_hold_no_article(script: str) -> None:
    result = extract(page(shown_by(script)))
    assert isinstance(result, Rejection)
    assert result.reason is Reason.NO_TEXT
