# ruff: noqa: E501 - tables of words read better unbroken
"""What fuzzing inputs are made of: good inputs, and the words that readers look for."""

from __future__ import annotations

import email.utils
import gzip
import json
import zlib
from datetime import datetime, timezone
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import zstandard
from tests.extract.pages import html

_FEEDS = Path(__file__).resolve().parents[1] / "data" / "feeds"

FEED_TOKENS = b"""
<rss version="2.0"> <channel> <item> </item> <link> </link> <title> </title> <guid> </guid>
<guid isPermaLink="false"> <author> </author> <pubDate> </pubDate> <dc:date> <dc:creator> <![CDATA[ ]]>
<!-- --> &#x &#xD800; &#0; &lt; &amp; & &nbsp; <feed xmlns="http://www.w3.org/2005/Atom"> <entry> </entry>
<content type="xhtml"> <content mode="base64"> </content> <content:encoded> <summary> <urlset> <url> <loc>
<sitemapindex> <sitemap> <lastmod> <news:publication_date> https://example.com/ <?xml version='1.0'
encoding=' utf-16 utf-8 '?> <!DOCTYPE <!ENTITY [ ] > /> {"items":[ "url":" "id": "content_html":" ]} xml:base='
//[ http://[::1 <a:b xmlns:a=' <svg> <category term=" <enclosure url=" <media:content <georss:point>
<itunes:duration> <rdf:RDF <cloud <textInput> <image> <ttl> <script> </script> javascript: \xff\xfe \x00
\xed\xa0\x80 \xef\xbf\xbf #### </ %00 <skipHours> <sy:updateFrequency> <gml:pos> 1e309 9999999999999999999999
""".split()
DATE_TOKENS = [*b"""
Mon Tuesday Mar March 02 2 2026 26 1970 0000 9999 10:11:12 24:00 23:59:60 T Z GMT UTC EST CEST +0000 -0330
+99:99 +24:00 am pm a.m. , - / . : W10 BC st nd \xec\x98\xa4\xec\xa0\x84 \xeb\x85\x84 \xe6\x9c\x88
\xd9\xa1 \xc2\xb2 \xe2\x88\x92 inf nan 1e9 99999999999999999999 -5 J\xc3\xa4nner ao\xc3\xbbt at um AD
""".split(), b" ", b"\n", b"\0"]  # fmt: skip
URL_TOKENS = [*b"""
http:// https:// HTTP:// file:// javascript: // @ : / \\ ? # & = ; %00 %2e %2F %C3%A9 %ZZ .. . [ ] [::1] [::ffff:
127.0.0.1 0x7f.1 2130706433 localhost www. m. amp. /amp .amp example.com example.co.uk xn-- xn--a :80 :443
:0 :65536 utm_source=x ;jsessionid=1 sid= \xc3\xa9 \xe3\x80\x82 \xef\xbc\xa0 \xef\xbc\x8f \xe2\x84\xaa
\xc2\xad \xef\xbb\xbf google.com/amp/s/ .cdn.ampproject.org /c/s/ index.html \xed\xa0\x80 \xf0\x9f\x92\xa9 - _ ~ +
""".split(), b" ", b"\t", b"\r\n", b"\0"]  # fmt: skip
ROBOTS_TOKENS = (
    b"User-agent: |newsmon|*|Disallow: |Allow: |/news|/*.php$|%2F|%|Crawl-delay: |1|-1|1e309|nan"
    b"|Request-rate: |1/10s|Sitemap: |Visit-time: |Content-Signal: |ai-train=no|#|\n|\r|\xef\xbb\xbf"
    b"|Host: |$|**|0000-2400|/0s"
).split(b"|")


def _bodies() -> list[bytes]:
    text = b"words and words " * 40
    packed = {
        b"gzip": gzip.compress(text, mtime=0),
        b"x-gzip": gzip.compress(text[:50], mtime=0) * 2,
        b"deflate": zlib.compress(text),
        b"br": brotli.compress(text),
        b"zstd": zstandard.compress(text),
        b"gzip, br": brotli.compress(gzip.compress(text, mtime=0)),
        b"identity": text[:30],
    }
    bombs = {
        b"gzip": gzip.compress(bytes(200_000), mtime=0),
        b"br": brotli.compress(bytes(200_000)),
    }
    return [k + b"\n" + v for each in (packed, bombs) for k, v in each.items()]


URLS = [
    b"https://www.example.com/news/a-story?id=1&b=2#part",
    b"http://example.co.uk:8080/a/../b/./c;jsessionid=ABC?utm_source=rss&sid=0123456789abcdef01234567",
    b"https://www-example-co-uk.cdn.ampproject.org/c/s/www.example.co.uk/news/a-story?b=2",
    b"https://www.google.com/amp/s/m.example.com/amp/story",
    "https://bücher.example/straße?q=größe".encode(),
    b"http://[2001:db8::1]:81/x",
    b"http://0x7f.1/",
    b"//example.com/rel",
]
DATES = [
    b"Mon, 02 Mar 2026 10:11:12 GMT",
    b"2026-03-02T10:11:12.345+01:00",
    b"20260302T101112Z",
    b"March 2, 2026 3:04 pm EST",
    b"2. M\xc3\xa4rz 2026, 14:00 Uhr",
    b"03/04/2026",
    b"1772446272",
    email.utils.format_datetime(datetime(2026, 3, 2, tzinfo=timezone.utc)).encode(),
]
ROBOTS = [
    b"User-agent: *\nDisallow: /private\nDisallow: /news\nAllow: /private/open$\nCrawl-delay: 2\n",
    b"# hello\nUser-agent: newsmon\nUser-agent: other\nDisallow: /*.php?*=\nRequest-rate: 1/5s 0800-1200\n",
    b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nSitemap: https://example.com/s.xml\n",
]
FEEDS = [
    *(path.read_bytes() for path in sorted(_FEEDS.iterdir()) if path.suffix != ".json"),
    json.dumps({"items": [{"id": 1, "url": "/a"}]}).encode(),
]
_STATED = {
    "@graph": [{"@type": "NewsArticle", "headline": "Ferry returns", "datePublished": "2026-03-01T08:00:00Z",
                "author": [{"@type": "Person", "name": "Ada Holm"}], "isAccessibleForFree": True}]
}  # fmt: skip
PAGES = [
    html(
        head=f'<script type="application/ld+json">{json.dumps(_STATED)}</script>'
        '<meta property="og:title" content="Ferry returns"><meta property="article:tag" content="ferry">'
    ).encode(),
    html(
        before='<p class="byline">By Ada Holm and Jon Vik</p><time datetime="2026-03-01">1 March</time>',
        after='<table><tr><td colspan="2">12</td></tr></table><ul><li><a href="/more">More</a></li></ul>',
        lang="de",
    ).encode(),
    html(paragraphs=["渡船は月曜日に九年ぶりに北の港に戻った。" * 9] * 3).encode(
        "shift_jis", "replace"
    ),
]
PAGE_TOKENS = [*b"""
<p> </p> <div> </div> <div class=comments> <article> </article> <h1> </h1> <br> <br/> <table> <tr> <td>
colspan=999999999 <ul> <li> <blockquote class=twitter-tweet> <script type=application/ld+json> </script> {"@type":
"NewsArticle", "author": "datePublished": [{ }] <meta property=og:title content=' itemprop=datePublished rel=author
<time datetime= 2026-13-45 <!-- --> <![CDATA[ ]]> <!DOCTYPE <!ENTITY &#0; &#xD800; &#x110000; &amp &nbsp; <svg> <math>
<template> <noscript> <plaintext> <style> <form> <frameset> style=display:none hidden aria-hidden=true class=teaser
charset=utf-16 charset=iso-2022-jp \xff\xfe \xed\xa0\x80 \x00 \xe2\x80\x8b \xe2\x80\xae javascript: Updated: By von
""".split(), b" ", b"\n", b"A sentence of some length, which ends here. "]  # fmt: skip
BODIES = _bodies()
BODY_TOKENS = [
    b"gzip",
    b"br",
    b"zstd",
    b"deflate",
    b",",
    b"\n",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\x50\x2a\x4d\x18",
]
