"""A live blog and its posts, in every shape that pages have."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.live.blogs import (
    BEGUN,
    HEADLINES,
    INTRODUCTION,
    TEXTS,
    TITLE,
    URL,
    blog,
    markup,
    newest_first,
    node,
    posted,
    read,
    script,
)
from tests.extract.pages import BODY, html, page

from newsmon.extract import extract
from newsmon.model import Article, Kind, Precision

Block = Callable[[int], str]


def micro(n: int) -> str:
    return (
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="http://schema.org/BlogPosting" id="post-{n}a7">'
        f'<h2 itemprop="headline">{HEADLINES[n]}</h2><time itemprop="datePublished" datetime="{posted(n).isoformat()}">10:00</time>'
        f'<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Una Keel</span></span>'
        f'<div itemprop="articleBody"><p>{TEXTS[n]}</p></div></div>'
    )


def micro_meta(n: int) -> str:
    return (
        f'<article itemscope itemtype="https://schema.org/BlogPosting"><meta itemprop="datePublished" content="{posted(n).isoformat()}">'
        f'<meta itemprop="headline" content="{HEADLINES[n]}"><link itemprop="url" href="{URL}#post-{n}a7"><p itemprop="articleBody">{TEXTS[n]}</p></article>'
    )


def rdfa(n: int) -> str:
    return (
        f'<div typeof="schema:BlogPosting" resource="#post-{n}a7"><h3 property="schema:headline">{HEADLINES[n]}</h3>'
        f'<time property="schema:datePublished" datetime="{posted(n).isoformat()}">later</time><div property="schema:articleBody">{TEXTS[n]}</div></div>'
    )


SHOWN: dict[str, Block] = {
    "article elements with ids": lambda n: (
        f'<article class="live-blog__post" id="post-{n}a7"><time datetime="{posted(n).isoformat()}">10:00</time><h2>{HEADLINES[n]}</h2><p>{TEXTS[n]}</p></article>'
    ),
    "list items with a permalink around the time": lambda n: (
        f'<li class="ticker-item"><a href="{URL}?post={n}a7#post-{n}a7"><time datetime="{posted(n).isoformat()}">10.00 Uhr</time></a><h3>{HEADLINES[n]}</h3><div><p>{TEXTS[n]}</p></div></li>'
    ),
    "wrapped blocks with a day before each time": lambda n: (
        f'<div class="wrap"><div class="liveticker-entry" id="post-{n}a7"><span class="entry__date">{posted(n):%d.%m.%Y, %H:%M} +0000</span><h4>{HEADLINES[n]}</h4><p>{TEXTS[n]}</p></div></div>'
    ),
    "sections whose headline is a class": lambda n: (
        f'<section data-id="post-{n}a7" class="lb-post"><header><time datetime="{posted(n).isoformat()}"></time><div class="post-title">{HEADLINES[n]}</div></header><div class="live-text">{TEXTS[n]}</div></section>'
    ),
    "key events beside plain ones": lambda n: (
        f'<div class="block {"is-key-event" if n % 2 else "is-plain"}" id="post-{n}a7"><p class="block-time"><a href="#post-{n}a7"><time datetime="{posted(n).isoformat()}">10.00</time></a></p><h2 class="block-title">{HEADLINES[n]}</h2><div class="block-elements"><p>{TEXTS[n]}</p></div><button>Share</button></div>'
    ),
    "posts with their author": lambda n: (
        f'<article id="post-{n}a7" class="live-update"><div class="byline">Una Keel</div><time datetime="{posted(n).isoformat()}"></time><h2>{HEADLINES[n]}</h2><p>{TEXTS[n]}</p></article>'
    ),
    "posts under a heading for each hour": lambda n: (
        f'<section class="hour"><h2>Hour {n}</h2><div id="post-{n}a7" class="live-entry"><time datetime="{posted(n).isoformat()}">then</time><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p></div></section>'
    ),
    "a time for programs in an attribute of the block": lambda n: (
        f'<section class="update" id="post-{n}a7" data-timestamp="{posted(n).timestamp():.0f}"><span class="hour">10.00</span><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p></section>'
    ),
    "a time for programs in an attribute beside the hour": lambda n: (
        f'<article class="item" id="post-{n}a7"><div class="when" data-published="{posted(n).isoformat()}">10.00</div><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p></article>'
    ),
    "headlines in bold on a line of their own": lambda n: (
        f'<li id="post-{n}a7"><time datetime="{posted(n).isoformat()}">10.00</time><strong>{HEADLINES[n]}</strong><p>{TEXTS[n]}</p></li>'
    ),
    "headlines in a bold paragraph": lambda n: (
        f'<div class="post" id="post-{n}a7"><time datetime="{posted(n).isoformat()}">10.00</time><p><b>{HEADLINES[n]}</b></p><p>{TEXTS[n]}</p></div>'
    ),
    "microdata": micro,
    "microdata in meta elements": micro_meta,
    "RDFa": rdfa,
}  # fmt: skip
MARKED = {"microdata", "microdata in meta elements", "RDFa"}


def shown(shape: str) -> str:
    blocks = "".join(SHOWN[shape](n) for n in newest_first())
    if shape == "RDFa":
        return f'<div typeof="schema:LiveBlogPosting">{blocks}</div>'
    if shape in MARKED:
        return f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><meta itemprop="datePublished" content="{BEGUN.isoformat()}">{blocks}</div>'
    return f'<div class="live-feed">{blocks}</div>'


def facts(result: Article) -> list[tuple[str, str, object]]:
    assert result.coverage is not None
    return [(p.title, p.text, p.posted and p.posted.at) for p in result.coverage.posts]


EVERY_POST = [(HEADLINES[n], TEXTS[n], posted(n)) for n in newest_first()]


@pytest.mark.parametrize("shape", SHOWN)
def test_every_shape_of_posts_is_read(shape: str) -> None:
    result = read(markup(posts=shown(shape)))
    assert result.kind is Kind.LIVE_BLOG
    assert facts(result) == EVERY_POST


@pytest.mark.parametrize(
    "headline",
    [
        "Lock gate live: barges wait for the crane",
        "Lock gate – live",
        "Lock gate: latest live updates",
        "The lock gate, as it happened",
        "L'écluse bloquée, en direct",
        "La esclusa, minuto a minuto",
        "Шлюз: онлайн-трансляция",
    ],
)
def test_a_headline_alone_says_that_posts_are_of_a_live_blog(headline: str) -> None:
    blocks = "".join(
        f'<div class="entry" id="e{n}"><time datetime="{posted(n).isoformat()}">10:00</time><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p></div>'
        for n in newest_first()
    )
    result = read(markup(posts=blocks, title=headline), url="https://news.example.org/2026/lock")
    assert result.kind is Kind.LIVE_BLOG
    assert facts(result) == EVERY_POST
    assert result.published is not None
    assert result.published.at == posted(0)


@pytest.mark.parametrize(
    "headline",
    [
        "The Gulls – live at the Harbour Hall",
        "A live-action film about the canal",
        "Wanted: live-in keepers for the lock",
        "Canal towns: live music is back",
    ],
)
def test_a_headline_in_which_live_means_another_thing_says_nothing(headline: str) -> None:
    blocks = "".join(
        f'<div class="entry" id="e{n}"><time datetime="{posted(n).isoformat()}">10:00</time><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p></div>'
        for n in newest_first()
    )
    result = read(markup(posts=blocks, title=headline), url="https://news.example.org/2026/lock")
    assert result.kind is Kind.ARTICLE


def test_words_in_bold_within_a_sentence_are_no_headline() -> None:
    blocks = "".join(
        f'<div class="post" id="p{n}"><time datetime="{posted(n).isoformat()}">10:00</time><p><b>Update</b> {TEXTS[n]}</p><p>So <b>far</b>.</p></div>'
        for n in newest_first()
    )
    result = read(markup(posts=f'<div class="live-feed">{blocks}</div>'))
    assert result.coverage is not None
    assert {post.title for post in result.coverage.posts} == {""}


@pytest.mark.parametrize("shape", SHOWN)
def test_a_post_leads_to_its_place_on_the_page(shape: str) -> None:
    coverage = read(markup(posts=shown(shape))).coverage
    assert coverage is not None
    if shape == "sections whose headline is a class":  # its number is the address of nothing
        assert {post.url for post in coverage.posts} == {URL}
    else:
        assert [post.url.partition("#")[2] for post in coverage.posts] == [
            f"post-{n}a7" for n in newest_first()
        ]


STATED: dict[str, object] = {
    "a list": blog([node(n) for n in newest_first()]),
    "within a graph": {"@graph": [{"@type": "Organization", "name": "Courier"}, blog([node(n) for n in newest_first()])]},
    "as the page's main entity": {"@type": "WebPage", "url": URL, "mainEntity": blog([node(n) for n in newest_first()])},
    "by reference": {"@graph": [blog([{"@id": f"#n{n}"} for n in newest_first()]), *({**node(n), "@id": f"#n{n}"} for n in range(5))]},
    "as parts of the blog": {"@graph": [blog(None, **{"@id": "#blog"}), *({**node(n), "isPartOf": {"@id": "#blog"}} for n in newest_first())]},
    "an item list": blog({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": node(n)} for n in newest_first()]}),
    "a list of lists": blog([[node(n)] for n in newest_first()]),
    "of a type of their own": blog([{**node(n), "@type": ["NewsArticle", "BlogPosting"]} for n in newest_first()]),
    "with marked-up bodies": blog([{**node(n), "articleBody": f"<p>{TEXTS[n]}</p>"} for n in newest_first()]),
    "beside an article": [{"@type": "NewsArticle", "url": URL, "headline": TITLE, "datePublished": BEGUN.isoformat(), "author": "Per Anker"}, blog([node(n) for n in newest_first()])],
    "oldest first": blog([node(n) for n in range(5)]),
}  # fmt: skip


@pytest.mark.parametrize("shape", STATED)
@pytest.mark.parametrize("visible", [False, True])
def test_json_ld_states_posts_in_many_ways(shape: str, visible: bool) -> None:
    posts = shown("article elements with ids") if visible else ""
    result = read(markup(head=script(STATED[shape]), posts=posts))
    assert result.kind is Kind.LIVE_BLOG
    expected = EVERY_POST[::-1] if shape == "oldest first" else EVERY_POST
    assert facts(result) == expected


@pytest.mark.parametrize("shape", STATED)
def test_a_blog_is_dated_titled_and_credited_by_itself(shape: str) -> None:
    result = read(markup(head=script(STATED[shape]), posts=shown("article elements with ids")))
    assert result.title == TITLE
    assert result.authors == ("Per Anker",)
    assert result.published is not None
    assert result.published.at == BEGUN
    assert result.coverage is not None
    assert {post.authors for post in result.coverage.posts} == {("Una Keel",)}


def test_a_single_post_may_stand_for_a_list() -> None:
    assert facts(read(markup(head=script(blog(node(2)))))) == [
        (HEADLINES[2], TEXTS[2], posted(2))
    ]  # fmt: skip


def test_a_publication_that_moves_with_each_post_is_not_the_blogs() -> None:
    head = f'<meta property="article:published_time" content="{posted(4).isoformat()}">'
    result = read(markup(head=head + script(STATED["a list"])))
    assert result.published is not None
    assert result.published.at == BEGUN


@pytest.mark.parametrize("shape", [s for s in SHOWN if s not in MARKED])
def test_a_blog_that_states_no_time_began_with_its_first_post(shape: str) -> None:
    result = read(markup(posts=shown(shape)))
    assert result.published is not None
    assert (result.published.at, result.published.method) == (posted(0), "post")


def test_the_text_is_introduction_and_posts() -> None:
    expected = [INTRODUCTION, *(line for n in newest_first() for line in (HEADLINES[n], TEXTS[n]))]
    for posts in ("", shown("key events beside plain ones")):
        result = read(markup(head=script(STATED["a list"]), posts=posts))
        assert result.text.split("\n") == expected
        assert result.coverage is not None
        assert result.coverage.introduction == INTRODUCTION


def test_a_shown_post_gives_the_paragraphs_and_the_stated_one_what_belongs_to_it() -> None:
    flat = blog([node(n, articleBody=f"{TEXTS[n]} {TEXTS[0]}") for n in newest_first()])
    blocks = "".join(
        f'<div class="live-entry" id="post-{n}a7"><time datetime="{posted(n).isoformat()}">x</time><em>KEY EVENT</em><p>{TEXTS[n]}</p><p>{TEXTS[0]}</p><p>Sign up</p></div>'
        for n in newest_first()
    )
    result = read(markup(head=script(flat), posts=blocks))
    assert facts(result)[0][1] == f"{TEXTS[4]}\n{TEXTS[0]}"


def test_posts_that_json_ld_leaves_out_are_read_where_they_are_shown() -> None:
    newest = blog([node(n) for n in newest_first()[:2]])
    result = read(markup(head=script(newest), posts=shown("article elements with ids")))
    assert facts(result) == EVERY_POST


@pytest.mark.parametrize(
    "broken", [None, 7, "text", [], {}, {"headline": {"a": []}}, {"articleBody": 3, "author": [[]]}]
)
def test_a_broken_post_costs_that_post(broken: object) -> None:
    posts = [node(4), broken, *(node(n) for n in newest_first()[1:])]
    result = read(markup(head=script(blog(posts))))
    assert facts(result) == EVERY_POST


def test_what_was_read_and_left_out_is_said() -> None:
    result = read(markup(head=script(blog([node(1), {}, node(0), 7]))))
    provenance = {
        (c.field, c.value, c.origin) for c in result.candidates if c.field in ("kind", "posts")
    }
    assert provenance == {
        ("kind", "live_blog", "json-ld"),
        ("posts", "2 posts, 2 without headline and text left out", "json-ld"),
    }


def test_a_time_that_cannot_be_true_is_no_time() -> None:
    result = read(
        markup(
            head=script(
                blog([node(1, datePublished="2030-01-01T00:00:00Z"), node(0, datePublished="soon")])
            )
        )
    )
    assert [when for _, _, when in facts(result)] == [None, None]


# Identity: the same post has the same key whenever its page is read.


def keys(result: Article) -> dict[str, str]:
    assert result.coverage is not None
    return {post.title: post.key for post in result.coverage.posts}


@pytest.mark.parametrize("shape", SHOWN)
def test_a_post_keeps_its_key_as_the_blog_grows(shape: str) -> None:
    def at(count: int) -> dict[str, str]:
        blocks = "".join(SHOWN[shape](n) for n in newest_first(count))
        whole = f'<div class="live-feed">{blocks}</div>'
        if shape in MARKED:
            whole = f'<div itemscope itemtype="https://schema.org/LiveBlogPosting" typeof="LiveBlogPosting">{blocks}</div>'
        return keys(read(markup(posts=whole)))

    before, after = at(4), at(5)
    assert len(set(after.values())) == 5
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    "address", ["{url}#p{place}", "{url}", "", "{url}#post", "{url}#update-{place}", "{url}/{n}b", "{url}?post={n}b#post", "{url}?page=with:block-{n}b#block-{n}b", "javascript:void(0)"]
)  # fmt: skip
def test_a_key_is_what_the_next_post_does_not_change(address: str) -> None:
    def at(count: int) -> dict[str, str]:
        posts = [
            node(n, url=address.format(url=URL, n=n, place=place))
            for place, n in enumerate(newest_first(count))
        ]
        return keys(read(markup(head=script(blog(posts)))))

    before, after = at(3), at(5)
    assert len(set(after.values())) == 5
    assert before.items() <= after.items()


# Pages that are no live blogs, or one post of one.


def test_a_page_for_one_post_is_that_post() -> None:
    stated = blog([node(n, url=f"{URL}/{n}b") for n in newest_first()])
    result = read(
        markup(head=script(stated), posts=shown("article elements with ids")), url=f"{URL}/3b"
    )
    assert result.kind is Kind.ARTICLE
    assert result.text == TEXTS[3] or TEXTS[3] in result.text
    assert result.published is not None
    assert result.published.at == posted(3)
    assert result.authors == ("Una Keel",)


ORDINARY = {
    "comments": '<section class="comments">' + "".join(f'<div class="comment" id="c{n}"><time datetime="{posted(n).isoformat()}"></time><p>{TEXTS[n]}</p></div>' for n in range(5)) + "</section>",
    "teasers of live blogs": '<div class="live-feed">' + "".join(f'<div class="card"><time datetime="{posted(n).isoformat()}"></time><a href="/x{n}">{HEADLINES[n]}</a></div>' for n in range(5)) + "</div>",
    "one dated box": f'<div class="live-update"><time datetime="{posted(0).isoformat()}"></time><p>{TEXTS[0]}</p></div>',
    "the blog of another page": script(blog([node(n) for n in range(5)], url="https://news.example.org/elsewhere", headline="Quite another thing")),
}  # fmt: skip


@pytest.mark.parametrize("extra", ORDINARY)
def test_an_ordinary_article_stays_one(extra: str) -> None:
    result = extract(page(html(after=ORDINARY[extra])))
    assert isinstance(result, Article)
    assert result.kind is Kind.ARTICLE
    assert result.coverage is None
    assert result.text.startswith(BODY[0])


CLOCKS = ["09:10", "11:50", "13:05", "14:32", "16:20"]
DAYS: dict[str, tuple[str, str]] = {
    "headings": ("<h2>Tuesday 19 May 2026</h2>", "<h2>Monday 18 May 2026</h2>"),
    "lines among the posts": ('<div class="day">19.05.2026</div>', '<p class="day">18.05.2026</p>'),
    "times for programs": (
        '<h2><time datetime="2026-05-19">Today</time></h2>',
        '<h2><time datetime="2026-05-18">Yesterday</time></h2>',
    ),
    "days without a year": ("<h2>Tuesday, 19 May</h2>", "<h2>Monday, 18 May</h2>"),
}
CLOCKED: dict[str, Block] = {
    "time elements": lambda n: f"<time>{CLOCKS[n]}</time><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p>",
    "times for programs without a day": lambda n: (
        f'<time datetime="{CLOCKS[n]}">then</time><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p>'
    ),
    "a named span": lambda n: (
        f'<span class="time">{CLOCKS[n]} Uhr</span><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p>'
    ),
    "bold figures": lambda n: f"<strong>{CLOCKS[n]}</strong><h3>{HEADLINES[n]}</h3><p>{TEXTS[n]}</p>",
}  # fmt: skip
STATES_OFFSET = '<meta property="article:published_time" content="2026-05-18T08:00:00+02:00">'


def under_days(days: str, block: str, *, head: str = "") -> str:
    newer, older = DAYS[days]
    posts = [f'<div class="entry">{CLOCKED[block](n)}</div>' for n in newest_first()]
    feed = "".join((newer, *posts[:3], older, *posts[3:]))
    return markup(head=head, posts=f'<div class="live-feed">{feed}</div>')


def times(result: Article) -> list[str]:
    assert result.coverage is not None
    return [f"{p.posted.at:%d %H:%M}" if p.posted else "" for p in result.coverage.posts]


@pytest.mark.parametrize("block", CLOCKED)
@pytest.mark.parametrize("days", DAYS)
def test_a_clock_alone_is_of_the_day_above_it_in_the_zone_of_the_page(
    days: str, block: str
) -> None:
    result = read(under_days(days, block, head=STATES_OFFSET))
    assert times(result) == ["19 14:20", "19 12:32", "19 11:05", "18 09:50", "18 07:10"]
    assert {p.posted.precision for p in result.coverage.posts} == {Precision.MINUTE}  # type: ignore[union-attr]


def test_without_a_zone_the_day_is_what_is_known_of_a_clock() -> None:
    result = read(under_days("headings", "time elements"))
    assert times(result) == ["19 16:20", "19 14:32", "19 13:05", "18 11:50", "18 09:10"]
    assert {p.posted.precision for p in result.coverage.posts} == {Precision.DAY}  # type: ignore[union-attr]
    assert result.published is not None
    assert f"{result.published.at:%d}" == "18"


def test_without_a_day_a_clock_is_no_time() -> None:
    posts = "".join(f"<article>{CLOCKED['time elements'](n)}</article>" for n in newest_first())
    assert times(read(markup(posts=f'<div class="live-feed">{posts}</div>'))) == [""] * 5
    assert times(read(under_days("days without a year", "time elements"))) == [""] * 5


@pytest.mark.parametrize("key", ["hasPart", "subjectOf", "mainEntity"])
@pytest.mark.parametrize("left_out", [("url",), ("url", "headline")])
def test_a_blog_within_the_pages_node_needs_no_address(key: str, left_out: tuple[str, ...]) -> None:
    inner = blog([node(n) for n in newest_first()])
    inner = {name: value for name, value in inner.items() if name not in left_out}
    whole = {"@type": "NewsArticle", "url": URL, "headline": TITLE, key: [inner]}
    assert facts(read(markup(head=script(whole)))) == EVERY_POST


def test_a_blog_of_another_headline_within_the_pages_node_is_anothers() -> None:
    inner = {**blog([node(n) for n in newest_first()]), "headline": "The election in full"}
    del inner["url"]
    whole = {"@type": "NewsArticle", "url": URL, "headline": TITLE, "hasPart": inner}
    result = extract(page(html(head=script(whole)), url=URL))
    assert isinstance(result, Article)
    assert result.kind is Kind.ARTICLE


def test_headlines_alone_are_a_live_blog() -> None:
    updates = [
        {name: value for name, value in node(n).items() if name != "articleBody"}
        for n in newest_first()
    ]
    result = read(markup(head=script(blog(updates))).replace(INTRODUCTION, ""))
    assert result.coverage is not None
    assert [post.title for post in result.coverage.posts] == HEADLINES[::-1]
