"""The whole text of a feed stands for an article whose page is refused, until the page comes."""

from __future__ import annotations

import pytest
from tests.pipeline.conftest import PARAGRAPH, Settings, Site
from tests.pipeline.stages.test_retries import WALL, time_passes
from tests.pipeline.test_run import query, run, site_source

from newsmon.pipeline.stages.feed_texts import is_whole

PARAGRAPHS = [f"<p>{PARAGRAPH.format(thing=f'part {n}', place='Norhaven')}</p>" for n in range(6)]
WHOLE = "".join(PARAGRAPHS)
EDITIONS = "select edition, count(*) from report.articles group by edition"

TEXTS = {
    "whole": (WHOLE, True),
    "whole without paragraphs": (WHOLE.replace("<p>", "").replace("</p>", "<br>"), True),
    "whole, in a script without spaces": ("<p>" + "\u6e2f" * 700 + "</p>", True),
    "whole, with an ellipsis inside": (WHOLE.replace("</p>", "…</p>", 1), True),
    "empty": ("", False),
    "a teaser": (PARAGRAPHS[0], False),
    "a teaser without spaces": ("\u6e2f" * 300, False),
    "cut by an ellipsis": (WHOLE + "<p>And then […]</p>", False),
    "cut by dots": (WHOLE + "<p>And then...</p>", False),
    "cut by a link": (WHOLE + '<a href="/1">Continue reading</a>', False),
    "cut by a link with an arrow": (WHOLE + '<a href="/1">Read more »</a>', False),
    "nothing but markup": ("<p></p>" * 900, False),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_whole_text_is_told_from_a_teaser(kind: str) -> None:
    content, whole = TEXTS[kind]
    assert is_whole(content) is whole


def put_feed(site: Site, content: str) -> None:
    site.put(
        "/rss",
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Paper</title><item><title>Harbour reopens</title><link>{site.url('/harbour')}"
        f"</link><content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>",
        "application/rss+xml",
    )


@pytest.mark.slow
@pytest.mark.parametrize("refusal", ["missing", "forbidden", "wall", "gone"])
def test_the_text_of_the_feed_is_loaded_and_replaced_by_the_page(
    database: str, site: Site, configuration: Settings, refusal: str
) -> None:
    put_feed(site, WHOLE)
    if refusal == "wall":
        site.put("/harbour", WALL)
    elif refusal != "missing":
        site.fail("/harbour", {"forbidden": 403, "gone": 410}[refusal])
    config = configuration.write([site_source(site, "/rss")])
    run(database, config)
    assert query(database, EDITIONS) == ([] if refusal == "gone" else [("feed", 1)])
    if refusal == "gone":
        return
    site.article("/harbour", "Harbour reopens after the storm", "harbour wall", "Norhaven")
    time_passes(database)
    run(database, config)
    assert query(database, EDITIONS) == [("page", 1)]
    assert query(database, "select count(*) from report.article_versions") == [(2,)]
