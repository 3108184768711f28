"""Samples as pages and feeds, each outlet with furniture of its own around the text."""

from __future__ import annotations

import json
from email.utils import format_datetime
from html import escape

from demo.world import Outlet, Sample, at

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} - {outlet}</title>
<link rel="canonical" href="{url}">
{head}
</head>
<body>
<header><a href="/">{outlet}</a>
<nav><a href="/world">World</a> <a href="/local">Local</a> <a href="/sport">Sport</a></nav></header>
<main><article>
<h1>{title}</h1>
{byline}
<div class="share"><a href="#">Share on Friendly</a> <a href="#">Copy link</a></div>
{text}
<p class="pitch">{pitch}</p>
</article>
<aside><h2>Most read</h2><ul><li><a href="/1">Ten walks before noon</a></li>
<li><a href="/2">What the tide left behind</a></li></ul></aside></main>
<footer>© {outlet}. All rights reserved. <a href="/imprint">Imprint</a></footer>
</body>
</html>
"""

CONSENT = """<!doctype html>
<html lang="en"><head><title>Before you continue</title></head><body>
<div class="consent" role="dialog"><h1>Before you continue to Meridian Business</h1>
<p>We and our 412 partners use cookies and similar technologies to store and access information on
your device. Choose whether you accept them.</p>
<button>Accept all</button> <button>Reject all</button> <a href="/privacy">Manage my choices</a>
</div></body></html>
"""


def article_page(outlet: Outlet, sample: Sample, base: str) -> str:
    """The page of one article; what it says of itself differs from outlet to outlet."""
    head = _json_ld(outlet, sample) if outlet.kind in {"json", "sitemap"} else _meta(outlet, sample)
    lines = [f"<p>{escape(line)}</p>" for line in sample.text.strip().splitlines()]
    byline = f'<p class="byline">By {escape(sample.author)}</p>' if sample.author else ""
    return PAGE.format(
        title=escape(sample.title),
        outlet=escape(outlet.name),
        url=base + sample.path,
        head=head,
        byline=byline,
        text="\n".join(lines),
        pitch=escape(outlet.pitch),
    )


def _meta(outlet: Outlet, sample: Sample) -> str:
    published = sample.published.isoformat()
    return (
        f'<meta property="og:site_name" content="{escape(outlet.name)}">\n'
        f'<meta property="og:title" content="{escape(sample.title)}">\n'
        f'<meta property="article:published_time" content="{published}">'
    )


def _json_ld(outlet: Outlet, sample: Sample) -> str:
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": sample.title,
        "datePublished": sample.published.isoformat(),
        "dateModified": (sample.modified or sample.published).isoformat(),
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    if sample.author:
        facts["author"] = {"@type": "Person", "name": sample.author}
    return f'<script type="application/ld+json">{json.dumps(facts)}</script>'


def feed(
    outlet: Outlet, samples: list[Sample], base: str, *, dead_links: tuple[str, ...] = ()
) -> tuple[str, str]:
    """Return what an outlet announces, as (body, content type). `dead_links` are announced, too."""
    render = {"rss": _rss, "atom": _atom, "json": _json_feed, "sitemap": _sitemap}[outlet.kind]
    newest = max((sample.published for sample in samples), default=at(1, 0))
    extra = [Sample(outlet.slug, path, "Only announced", "", newest) for path in dead_links]
    return render(outlet, [*samples, *extra], base)


def _rss(outlet: Outlet, samples: list[Sample], base: str) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{base}{s.path}?utm_source=rss</link>"
        f'<guid isPermaLink="false">{s.guid}</guid>'
        f"<pubDate>{format_datetime(s.published)}</pubDate></item>\n"
        for s in samples
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link>"
        f"<description>{escape(outlet.name)}</description>\n{items}</channel></rss>"
    )
    return body, "application/rss+xml; charset=utf-8"


def _atom(outlet: Outlet, samples: list[Sample], base: str) -> tuple[str, str]:
    entries = "".join(
        f"<entry><title>{escape(s.title)}</title><id>tag:{outlet.slug},2026:{s.guid}</id>"
        f'<link rel="alternate" href="{base}{s.path}"/>'
        f"<published>{s.published.isoformat()}</published>"
        f"<updated>{(s.modified or s.published).isoformat()}</updated>"
        f"<author><name>{escape(s.author)}</name></author></entry>\n"
        for s in samples
    )
    updated = max((s.modified or s.published for s in samples), default=at(1, 0))
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet.name)}</title><id>{base}/</id>"
        f"<updated>{updated.isoformat()}</updated>\n{entries}</feed>"
    )
    return body, "application/atom+xml; charset=utf-8"


def _json_feed(outlet: Outlet, samples: list[Sample], base: str) -> tuple[str, str]:
    items = [
        {
            "id": s.guid,
            "url": base + s.path,
            "title": s.title,
            "date_published": s.published.isoformat(),
            "authors": [{"name": s.author}] if s.author else [],
        }
        for s in samples
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items}
    return json.dumps(feed), "application/feed+json"


def _sitemap(outlet: Outlet, samples: list[Sample], base: str) -> tuple[str, str]:
    urls = "".join(
        f"<url><loc>{base}{s.path}</loc><lastmod>{(s.modified or s.published).isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{s.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(s.title)}</news:title></news:news></url>\n"
        for s in samples
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>'
    )
    return body, "application/xml"
