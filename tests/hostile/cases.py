"""Inputs that a news pipeline must survive, each at a host of its own, and what becomes of them."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

import brotli  # type: ignore[import-untyped]
import zstandard
from tests.loopback_news import text

from .server import Answer, http, redirect, slowly

BOMB = bytes(30_000_000)
PACKED = {
    "gzip": gzip.compress(BOMB), "br": brotli.compress(BOMB, quality=1), "zstd": zstandard.compress(BOMB),
    "deflate": zlib.compress(BOMB),
}  # fmt: skip
INSIDE = [
    "http://127.0.0.1:{port}/secret", "http://10.0.0.1/x", "http://172.16.0.1/x", "http://192.168.1.1/x",
    "http://169.254.169.254/latest/meta-data/x", "http://100.64.0.1/x", "http://0.0.0.0:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret", "http://[::]:{port}/secret", "http://[::1]:{port}/secret",
    "http://[fe80::1]/x", "http://[64:ff9b::7f00:1]/x", "http://2130706433:{port}/secret", "http://0x7f.1:{port}/secret",
    "http://017700000001:{port}/secret", "http://0177.0.0.1:{port}/secret", "http://127.1:{port}/secret",
    "http://localhost:{port}/secret", "http://127.0.0.1.:{port}/secret",
]  # fmt: skip
NO_ADDRESS = [
    "http://user:word@127.0.0.1:{port}/secret",
    "file:///etc/passwd",
    "gopher://127.0.0.1/1",
    "javascript:alert(1)",
    "data:text/html,x",
    "//[",
]


@dataclass
class Case:
    """Answers by path ("/feed" is the feed), and what becomes of paths or whole addresses.

    What becomes: "loaded", a reason (of a rejection or a failure), or "nothing"; that of "/feed" is
    the reason of its last poll, "" where it is well.
    """

    answers: dict[str, Answer | list[Answer]]
    becomes: dict[str, str | set[str]]
    kind: str = "feed"
    age: str = "36500d"  # of the oldest entry that is taken
    links: list[str] = field(default_factory=list)  # entries beside the paths


def page(seed: str, head: str = "", before: str = "", title: str = "") -> str:
    """An article that has hardly five words running in common with another."""
    name = title or f"Report of {seed}"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{name}</title>{head}</head><body>{before}"
        f"<article><h1>{name}</h1>{text(seed)}</article></body></html>"
    )


def rss(entries: list[tuple[str, str]], prolog: str = "", channel: str = "") -> str:
    """A feed of (link, further elements)."""
    items = "".join(
        f"<item><title>Report {n}</title><link>{escape(link)}</link>{more}</item>"
        for n, (link, more) in enumerate(entries)
    )
    return f"<?xml version='1.0'?>{prolog}<rss version='2.0'><channel><title>Feed</title>{channel}{items}</channel></rss>"


def good(seed: str) -> bytes:
    return http(page(seed))


def _inward() -> Case:
    becomes: dict[str, str | set[str]] = dict.fromkeys(INSIDE, "forbidden_address")
    becomes |= dict.fromkeys(NO_ADDRESS, "nothing")
    return Case(
        {"/good": good("inward")}, {**becomes, "/good": "loaded"}, links=INSIDE + NO_ADDRESS
    )


def _bombs() -> Case:
    answers: dict[str, Answer | list[Answer]] = {
        f"/{name}": http(bomb, head=f"Content-Encoding: {name}\r\n")
        for name, bomb in PACKED.items()
    }
    answers["/redirect"] = redirect("/target", body=PACKED["gzip"])
    becomes: dict[str, str | set[str]] = dict.fromkeys(answers, "decompressed_too_large")
    return Case({**answers, "/target": good("target"), "/good": good("bombs")},
                {**becomes, "/redirect": "loaded", "/good": "loaded"})  # fmt: skip


def _endless() -> Case:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return Case(
        {
            "/body": slowly(head + b"\r\n", b"x" * 65536, 0),
            "/good": good("endless"),
            "/headers": slowly(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 4000 + b"\r\n", 0),
            "/short": head + b"Content-Length: 9000\r\n\r\n<p>cut",
            "/long": head + b"Content-Length: 3\r\n\r\n" + page("long").encode(),
            "/huge": head + b"Content-Length: 99999999999\r\n\r\n<p>",
        },
        {
            "/body": "body_too_large", "/headers": "headers_too_large", "/short": "protocol", "/huge": "body_too_large",
            "/long": "protocol", "/good": "loaded",
        },
    )  # fmt: skip


def _slow() -> Case:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return Case(
        {"/drip": slowly(head + b"\r\n", b"x", 0.5), "/headers": slowly(b"HTTP/1.1 200 OK\r\nX: ", b"y", 0.5),
         "/silent": slowly(b"", b"", 1.0), "/good": good("slow")},
        # after two timeouts the host is left alone for the rest of the run
        {"/drip": "timeout", "/headers": "timeout", "/silent": {"timeout", "waits"}, "/good": {"loaded", "waits"}},
    )  # fmt: skip


def _walls() -> Case:
    def stub(title: str, words: str, head: str = "") -> bytes:
        return http(
            f"<html lang=en><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
        )

    free = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, "headline": "x"}</script>'
    return Case(
        {
            "/consent": stub("Before you continue", "We and our 412 partners use cookies to store and access information on your device. Choose whether you accept all or reject all."),
            "/paywall": stub("A report", "Subscribe to continue reading this article. Already a subscriber? Log in.", free),
            "/script": stub("Loading", "Please enable JavaScript to view this page. You need to enable JavaScript to run this app."),
            "/soft": stub("Page not found", "Sorry, the page you requested could not be found. It may have been moved or deleted."),
            "/good": good("walls"),
        },
        {"/consent": "consent_wall", "/paywall": "paywall", "/script": "needs_javascript", "/soft": "soft_404", "/good": "loaded"},
    )  # fmt: skip


def _texts() -> Case:
    nul = "Ferry\0 \ud800 returns".encode("utf-8", "surrogatepass")
    stated = json.dumps({"@type": "NewsArticle", "headline": "a\0b\ud800", "image": "https://x.example/\0\ud800",
                         "mainEntityOfPage": "https://x.example/\0", "author": [{"name": "A\0da"}]})  # fmt: skip
    return Case(
        {
            "/nul": http(page("nul").encode().replace(b"<h1>", b"<h1>" + nul)),
            "/stated": http(page("stated", f'<script type="application/ld+json">{stated}</script>')),
            "/latin": http(page("latin").replace("<p>", "<p>Gr\xfc\xdfe. ").encode("latin-1"), "text/html; charset=utf-8"),
            "/utf16": http(page("utf16").encode("utf-16")),
            "/label": http(page("label"), "text/html; charset=utf-7"),
            "/script": http(page("script", title="&lt;script&gt;alert(1)&lt;/script&gt; at the pier", before='<p class=byline>By <a rel=author>&lt;script&gt;x&lt;/script&gt; Holm</a></p>')),
            "/formula": http(page("formula", title="=HYPERLINK(1) of the mayor")),
        },
        dict.fromkeys(("/nul", "/stated", "/latin", "/utf16", "/label", "/script", "/formula"), "loaded"),
    )  # fmt: skip


def _markup() -> Case:
    return Case(
        {
            "/deep": http(page("deep", before="<div>" * 50_000)),
            "/span": http(page("span", before='<table><tr><td colspan="999999999" rowspan="999999999">x</td></tr></table>')),
            "/tags": http(page("tags", before="<" * 300_000)),
            "/blank": http(page("blank", before=" \n\t" * 400_000)),
            "/links": http(page("links", before="<a href=http://x.example/>x</a>" * 20_000)),
            "/inside": http(page("inside", before="<img src=http://127.0.0.1:{port}/secret><iframe src=http://127.0.0.1:{port}/secret></iframe><link rel=stylesheet href=http://127.0.0.1:{port}/secret>")),
            "/onward": http('<html><head><meta http-equiv=refresh content="0;url=http://127.0.0.1:{port}/secret"></head><body></body></html>'),
            "/good": good("markup"),
        },
        {"/deep": {"loaded", "no_text", "too_complex", "not_article"}, "/span": "loaded", "/tags": {"loaded", "too_complex"}, "/blank": "loaded",
         "/links": {"loaded", "too_complex", "not_article"}, "/inside": "loaded", "/onward": "forbidden_address", "/good": "loaded"},
    )  # fmt: skip


def _one_body() -> Case:
    paths = [f"/{n}" for n in range(300)]
    return Case(dict.fromkeys(paths, good("one body")), dict.fromkeys(paths, "loaded"))


def _pauses() -> Case:
    later = {
        "long": "316800",
        "negative": "-5",
        "past": "Wed, 21 Oct 2015 07:28:00 GMT",
        "absurd": "9" * 40,
        "words": "soon",
    }
    return Case(
        {f"/{name}": [http(b"", status="429 Too Many Requests", head=f"Retry-After: {value}\r\n"), good(name)] for name, value in later.items()},
        {f"/{name}": {"rate_limited", "loaded", "waits"} for name in later},
    )  # fmt: skip


def _lone_feed(
    body: bytes | str, reason: str | set[str], kind: str = "application/rss+xml", head: str = ""
) -> Case:
    return Case({"/feed": http(body, kind, head=head)}, {"/feed": reason})


_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ENTITIES = "<!DOCTYPE rss [<!ENTITY a '{a}'>{more}]>"
_LAUGHS = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 10}'>" for n in range(1, 12))
DATES = [
    "yesterday", "03/04/2026", "31 Feb 2026", "2099-01-01", "Mon, 02 Mar 2026 10:11:12", "9999-12-31T23:59:59Z", "0000-00-00", "1e9",
]  # fmt: skip


def _feeds() -> Iterator[tuple[str, Case]]:
    link = [("/good", "")]
    loaded = {"/good": good("feeds")}
    yield (
        "bomb as a feed",
        _lone_feed(PACKED["gzip"], "decompressed_too_large", head="Content-Encoding: gzip\r\n"),
    )
    yield (
        "endless feed",
        Case(
            {"/feed": slowly(b"HTTP/1.1 200 OK\r\n\r\n<rss>", b" " * 65536, 0)},
            {"/feed": "body_too_large"},
        ),
    )
    yield (
        "feed that leads inward",
        Case({"/feed": redirect("http://127.0.0.1:{port}/secret")}, {"/feed": "forbidden_address"}),
    )
    yield (
        "feed parked",
        _lone_feed(
            "<!doctype html><title>This name may be for sale</title>", "not_a_feed", "text/html"
        ),
    )
    yield (
        "feed that limits",
        Case(
            {"/feed": http(b"", status="429 Too Many Requests", head="Retry-After: 316800\r\n")},
            {"/feed": "rate_limited"},
        ),
    )
    external = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % d SYSTEM 'http://127.0.0.1:{port}/dtd'>%d;]>"
    yield (
        "external entities",
        Case(
            {
                "/feed": http(
                    rss([("/good", "<description>&x;</description>")], external), "text/xml"
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    laughs = _ENTITIES.format(a="ha", more="<!ENTITY b0 'ha'>" + _LAUGHS)
    yield (
        "billion laughs",
        Case(
            {
                "/feed": http(
                    rss([("/good", "<description>&b11;</description>")], laughs), "text/xml"
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    quadratic = _ENTITIES.format(a="h" * 100_000, more="")
    yield (
        "quadratic expansion",
        Case(
            {
                "/feed": http(
                    rss([("/good", f"<description>{'&a;' * 20_000}</description>")], quadratic),
                    "text/xml",
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "doctype with backslashes",
        Case(
            {"/feed": http(rss(link, "<!DOCTYPE \\\\rss \\ >"), "text/xml"), **loaded},
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "impossible references",
        Case(
            {
                "/feed": http(
                    rss([("/good", "<description>&#xD800; &#0; &#x110000; &nope;</description>")]),
                    "text/xml",
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "NUL and invalid bytes",
        Case(
            {
                "/feed": http(
                    rss(link).encode().replace(b"Report", b"Re\0po\xff\xfert"), "text/xml"
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "mixed encodings",
        Case(
            {
                "/feed": http(
                    rss(link).replace("Report", "Gr\xfc\xdfe \u20ac").encode("cp1252")
                    + "\u00fc".encode(),
                    "text/xml; charset=utf-8",
                ),
                **loaded,
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "UTF-16 under another label",
        Case(
            {"/feed": http(rss(link).encode("utf-16"), "text/xml; charset=iso-8859-1"), **loaded},
            {"/feed": "", "/good": "loaded"},
        ),
    )
    yield (
        "no guids",
        Case(
            {
                "/feed": http(rss([("/good", "<guid></guid>"), ("/b", "")])),
                "/b": good("b"),
                **loaded,
            },
            {"/feed": "", "/good": "loaded", "/b": "loaded"},
        ),
    )
    yield (
        "one guid for all",
        Case(
            {
                "/feed": http(rss([(p, "<guid>same</guid>") for p in ("/good", "/b", "/c")])),
                "/b": good("bb"),
                "/c": good("cc"),
                **loaded,
            },
            dict.fromkeys(("/good", "/b", "/c"), "loaded"),
        ),
    )
    yield (
        "rotating guids",
        Case(
            {
                "/feed": [
                    http(rss([("/good", f"<guid isPermaLink='false'>{n}</guid>")]))
                    for n in range(3)
                ],
                **loaded,
            },
            {"/good": "loaded"},
        ),
    )
    dated = [(f"/{n}", f"<pubDate>{date}</pubDate>") for n, date in enumerate(DATES)]
    yield (
        "dates of all kinds",
        Case(
            {"/feed": http(rss(dated)), **{path: good(f"date {path}") for path, _ in dated}},
            {path: "loaded" for path, _ in dated},
        ),
    )
    many = [
        (f"http://127.1.250.9:1/{n}", "<pubDate>Mon, 02 Mar 2020 10:11:12 GMT</pubDate>")
        for n in range(50_000)
    ]
    yield "feed of too many bytes", _lone_feed(rss(many), "body_too_large")
    urls = "".join(
        f"<url><loc>/old/{n}</loc><lastmod>2020-03-02</lastmod></url>" for n in range(50_000)
    )
    sitemap = f"<urlset xmlns='{_SITEMAPS}'><url><loc>/good</loc></url>{urls}</urlset>"
    packed = http(gzip.compress(sitemap.encode()), "text/xml", head="Content-Encoding: gzip\r\n")
    yield (
        "fifty thousand entries",
        Case(
            {"/feed": packed, **loaded},
            {"/feed": {"", "too_complex"}, "/good": {"loaded", "nothing"}},
            kind="sitemap",
            age="7d",
        ),
    )
    index = f'<sitemapindex xmlns="{_SITEMAPS}">%s</sitemapindex>'
    loop = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in ("/feed", "/two", "/feed"))
    yield (
        "sitemaps in a circle",
        Case(
            {"/feed": http(index % loop, "text/xml"), "/two": http(index % loop, "text/xml")},
            {"/feed": ""},
            kind="sitemap",
        ),
    )
    yield (
        "same tag, other content",
        Case(
            {
                "/feed": [
                    http(rss([(path, "")]), head='ETag: "1"\r\n') for path in ("/good", "/b")
                ],
                "/b": good("tag b"),
                **loaded,
            },
            {"/good": "loaded", "/b": "loaded"},
        ),
    )
    yield (
        "robots that never returns",
        Case(
            {"/robots.txt": slowly(b"", b"", 1.0), **loaded},
            {"/good": {"connect", "waits"}},
        ),
    )
    yield "robots in HTML", Case({"/robots.txt": good("robots"), **loaded}, {"/good": "loaded"})
    yield (
        "robots of 50 MB",
        Case(
            {
                "/robots.txt": http(
                    b"User-agent: *\nDisallow: /x\n" + b"# x\n" * 12_500_000, "text/plain"
                ),
                **loaded,
            },
            {"/good": "loaded"},
        ),
    )
    yield (
        "script in the feed's names",
        Case(
            {
                "/feed": http(
                    rss(
                        [("/good", "<author>&lt;script&gt;alert(2)&lt;/script&gt;</author>")],
                        channel="<description>&lt;script&gt;alert(3)&lt;/script&gt;</description>",
                    )
                ),
                "/good": good("names"),
            },
            {"/feed": "", "/good": "loaded"},
        ),
    )


CASES: dict[str, Case] = {
    "links that lead inward": _inward(),
    "redirect inward": Case({"/hop": redirect("http://127.0.0.1:{port}/secret"), "/name": redirect("http://localhost:{port}/secret"), "/circle": redirect("/circle"), "/good": good("hop")},
                            {"/hop": "forbidden_address", "/name": "forbidden_address", "/circle": "too_many_redirects", "/good": "loaded"}),
    "bombs": _bombs(),
    "answers without end": _endless(),
    "one byte a second": _slow(),
    "walls": _walls(),
    "texts": _texts(),
    "markup": _markup(),
    "one body at many addresses": _one_body(),
    "pauses": _pauses(),
    **dict(_feeds()),
}  # fmt: skip
