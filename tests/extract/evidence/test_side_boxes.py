# ruff: noqa: E501 - cases read better unbroken
"""Boxes beside an article: what is dated in them is another article."""

from __future__ import annotations

import pytest
from tests.extract.pages import html, page

from newsmon.extract import extract
from newsmon.model import Article, Moment

URL = "https://news.example.org/harbour/ferry"
OLDER = "Storm tears half of the old pier away"
OWN = '<p class="date">3 May 2026</p>'


def each(template: str, count: int = 4) -> str:
    return "".join(template.format(n=n + 1, title=f"{OLDER} {n + 1}") for n in range(count))


BOXES = {
    "cards": each('<div class="card"><a href="/a/{n}"><h3>{title}</h3></a><span class="date">{n} May 2026</span></div>'),
    "cards that are links": each('<a href="/a/{n}"><div><h3>{title}</h3><time>{n} May 2026</time></div></a>'),
    "articles under a heading": f'<section><h2>More from us</h2>{each("<article><h3><a href=/a/{n}>{title}</a></h3><time datetime=2026-05-0{n}>{n} May</time></article>")}</section>',
    "one card": f'<div class="next"><a href="/a/9"><h4>{OLDER}</h4></a><p class="date">Published 3 May 2026</p></div>',
    "a list, the day after": f'<ul>{each("<li><a href=/a/{n}>{title}</a> (0{n}.05.2026)</li>")}</ul>',
    "a list, the day before": f'<ul>{each("<li><span>0{n}.05.2026</span> <a href=/a/{n}>{title}</a></li>")}</ul>',
    "a table": f'<table>{each("<tr><td>0{n}.05.2026</td><td><a href=/a/{n}>{title}</a></td></tr>")}</table>',
    "a list of days": f'<dl>{each("<dt>0{n}.05.2026</dt><dd><a href=/a/{n}>{title}</a></dd>")}</dl>',
    "an aside": f'<aside>{OWN}<a href="/a/3">{OLDER}</a></aside>',
    "the latest": f'<div id="latest"><h3>Latest</h3>{each("<div><span class=timestamp>2026-05-0{n}T10:00:00Z</span><a href=/a/{n}>{title}</a></div>")}</div>',
    "another site": f'<div><a href="https://other.example/x">{OLDER}</a><time datetime="2026-05-02">2 May 2026</time></div>',
    "an agenda": f'<div><h3>Agenda</h3><p><b>12 May 2026</b> <a href="/e/1">{OLDER}</a></p></div>',
}  # fmt: skip


def published(markup: str) -> Moment | None:
    result = extract(page(markup, url=URL))
    assert isinstance(result, Article)
    return result.published


@pytest.mark.parametrize("box", BOXES)
def test_an_undated_article_takes_no_day_from_what_stands_beside_it(box: str) -> None:
    assert published(html(after=BOXES[box])) is None
    assert published(html(before=BOXES[box])) is None


@pytest.mark.parametrize(
    "own",
    [
        OWN,
        '<div class="meta"><a href="/authors/ada">Ada Longname of the Courier staff</a><span>3 May 2026</span></div>',
        '<div class="meta"><a href="/x/ada">By Ada Longname of the Courier</a> <time>3 May 2026</time></div>',
        '<p><a href="/world">World</a> | 3 May 2026</p>',
        "<aside><ul><li>Politics</li><li>03.05.2026</li></ul></aside>",
        f'<p><a href="{URL}">Ferry to the northern islands sails again</a> was posted on 3 May 2026</p>',
    ],
)
@pytest.mark.parametrize("box", BOXES)
def test_the_articles_own_day_is_found_beside_it(own: str, box: str) -> None:
    moment = published(html(before=own, after=BOXES[box]))
    assert moment is not None
    assert str(moment.at.date()) == "2026-05-03"


def test_the_teaser_of_the_page_among_others_states_its_day() -> None:
    row = '<div class="row"><a href="{href}"><h3>{title}</h3></a><span class="date">{day} May 2026</span></div>'
    rows = row.format(href="/a/1", title=OLDER, day=1)
    rows += row.format(href="/harbour/ferry", title="Ferry to the northern islands sails", day=3)
    moment = published(html(after=f'<div class="latest"><h4>Latest</h4>{rows}</div>'))
    assert moment is not None
    assert str(moment.at.date()) == "2026-05-03"
