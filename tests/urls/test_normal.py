"""One spelling for each fetchable URL."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon import urls
from newsmon.urls import normal

PIECES = st.sampled_from(
    [
        "http://",
        "HTTPS://",
        "example.com",
        "www.",
        ":80",
        ":443",
        ":8080",
        "/",
        "//",
        "..",
        ".",
        "%2e",
        "%41",
        "%zz",
        "%",
        "?",
        "&",
        "=",
        "utm_source=rss",
        "a=1",
        "ref=rss",
        ";jsessionid=0A",
        "#x",
        "ü",
        "münchen.de",
        " ",
        "\t",
        "\\",
        "@",
        "[::1]",
        "amp/s/",
        "www.google.com/amp/s/",
        "www.google.com/url?q=",
        "web.archive.org/web/2024/",
        "https:/",
        "click?url=",
        "\ud800",
        "\x00",
        "sid=",
    ]
)
WILD = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(max_size=80).map(lambda tail: "https://example.com/" + tail),
    st.text(max_size=80),
)


@given(WILD)
def test_normalising_twice_is_normalising_once(url: str) -> None:
    try:
        once = urls.normalise(url)
    except ValueError:
        return
    assert urls.normalise(once) == once
    assert once.isascii()
    assert urls.url_key(once) == urls.url_key(url)


@given(
    st.one_of(
        WILD,
        st.from_regex(
            r"https?://[a-zA-Z0-9_.-]{1,12}(:[0-9]{1,6})?(/[\w.;=%~-]{0,5}){0,4}\??[^#]{0,6}"
        ),
        st.from_regex(
            r"https?://([0-9]{1,3}\.){3}[0-9]{1,3}(:[0-9]{2,5})?/[\w;=-]{0,5}", fullmatch=True
        ),
    )
)
def test_what_counts_as_spelled_is_spelled(url: str) -> None:
    if normal.is_spelled(url):
        assert normal._joined(*normal._settled(url)) == url
        assert normal.parts(url) == normal._settled(url)


@given(
    WILD,
    st.one_of(WILD, st.from_regex(r"https?://a[.]example/[a-z;?/]{0,6}", fullmatch=True)),
)
def test_an_address_is_resolved_as_the_standard_library_does(base: str, address: str) -> None:
    try:
        expected = urljoin(base, address)
    except ValueError as error:
        with pytest.raises(ValueError, match=re.escape(str(error))):
            urls.resolved(base, address)
    else:
        assert urls.resolved(base, address) == expected


@given(WILD)
def test_any_text_gives_a_url_or_value_error(url: str) -> None:
    with contextlib.suppress(ValueError):
        assert urls.normalise(url).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.COM:80/a", "http://example.com/a"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/a/b/..", "https://example.com/a/"),
        ("https://example.com/../../etc", "https://example.com/etc"),
        ("https://example.com/a/%2e%2E/b", "https://example.com/b"),
        ("https://example.com/%7ejo/%c3%bc", "https://example.com/~jo/%C3%BC"),
        ("https://example.com/é t", "https://example.com/%C3%A9%20t"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("  https://example.com/a\n ", "https://example.com/a"),
        ("https://exa\tmple.com/a", "https://example.com/a"),
        ("https:\\\\example.com\\a", "https://example.com/a"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com./x", "https://example.com/x"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1:8080/", "http://127.0.0.1:8080/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("http://0xA9FEA9FE/", "http://169.254.169.254/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://1e3.example/", "http://1e3.example/"),
        ("http://7.0x7f.example/", "http://7.0x7f.example/"),
        ("http://0xzz/", "http://0xzz/"),
    ],
)
def test_spellings_are_settled(url: str, expected: str) -> None:
    assert urls.normalise(url) == expected


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=rss&utm_medium=feed",
        "fbclid=x1",
        "at_medium=RSS&at_campaign=KARANGA",
        "CMP=share_btn",
        "traffic_source=rss",
        "ref=rss",
        "source=rss",
        "outputType=amp",
        "amp=1",
        "PHPSESSID=abc",
        "sid=0123456789abcdef0123456789abcdef",
        "gclid=1&yclid=2",
        "maca=en-rss-en-all",
        "at_custom1=link&at_campaign=64",
        "sc_channel=em&sc_campaign=spring",
        "ga_source=youtube&ga_medium=video",
        "wt_mc=nl.daily",
        "ml_subscriber=1&ml_subscriber_hash=p4d3",
        "xtor=RSS-16",
        "smid=tw-share",
        "mc_cid=0a1&mc_eid=7",
    ],
)
def test_tracking_parameters_are_dropped(query: str) -> None:
    assert urls.normalise(f"https://example.com/a?{query}") == "https://example.com/a"
    assert urls.normalise(f"https://example.com/a?id=7&{query}") == "https://example.com/a?id=7"


@pytest.mark.parametrize(
    "query",
    [
        *("id=7&page=2", "source=42", "ref=A-118", "sid=12", "b=1&a=2", "from=2024-05-01"),
        # names, or beginnings of names, that analytics tools use elsewhere
        *("mod=viewthread&tid=7", "mod=rss&fid=16", "mod=news&id=3", "sc_lang=fr", "sc_site=north"),
        *(
            "at_id=55",
            "at_page=2",
            "ga_article=77",
            "ml_id=9",
            "ml_lang=de",
            "wt_page=4",
            "wt_id=8",
        ),
        *("trk_id=31", "pk_id=12", "ns_article=4", "mc_id=5", "fb_id=6", "oly_games=2026", "pk=77"),
        *("sh=12", "partner=ap", "referrer=archive", "share_id=9", "session=12", "sessionid=4"),
        *("cmp=acme", "smid=1204", "emc=7", "ito=1490", "spm=3", "xtor=12", "ncid=88"),
        *("format=rss", "output=rss", "feed=rss2", "channel=feed", "format=print", "amp=7"),
    ],
)
def test_parameters_with_meaning_stay_in_their_order(query: str) -> None:
    assert urls.normalise(f"https://example.com/a?{query}").endswith("?" + query)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("a=x;id=4", "a=x;id=4"),
        ("utm_source=rss;id=4", "id=4"),
        ("id=4;utm_source=rss", "id=4"),
        ("id=4;utm_source=rss;page=2", "id=4;page=2"),
        ("id=4;utm_source=rss;utm_medium=feed&page=2", "id=4&page=2"),
        ("PHPSESSID=1;id=4", "id=4"),
        ("x=1;2;3&utm_source=a", "x=1;2;3"),
        ("q=utm_source;b", "q=utm_source;b"),
        ("id=4&amp;utm_source=rss", "id=4"),
    ],
)
def test_parameters_may_be_parted_by_semicolons(query: str, kept: str) -> None:
    assert urls.normalise(f"https://example.com/a?{query}") == f"https://example.com/a?{kept}"


WRAPPED = "https%3A%2F%2Fharbour.example%2F2024%2F05%2Ffares.html%3Fid%3D7%26b%3D1"


@pytest.mark.parametrize(
    "wrapper",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={WRAPPED}&ct=ga&cd=CAIyGjX&usg=AOvVaw",
        f"https://www.google.co.uk/url?sa=t&q={WRAPPED}&usg=AOvVaw",
        f"https://www.google.com/alerts/url?url={WRAPPED}",
        f"http://news.google.com/news/url?sa=t&fd=R&usg=AFQ&url={WRAPPED}",
        f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=6&url={WRAPPED}&c=7&mkt=en",
        "https://www.bing.com/ck/a?!&&p=c0&ptn=3&u=a1aHR0cHM6Ly9oYXJib3VyLmV4YW1wbGUvMjAyNC8wNS9mYXJ"
        "lcy5odG1sP2lkPTcmYj0x&ntb=1",
        f"https://duckduckgo.com/l/?uddg={WRAPPED}&rut=1",
        f"https://r.search.yahoo.com/_ylt=A/RV=2/RE=17/RO=10/RU={WRAPPED}/RK=2/RS=x-",
        "http://us.rd.yahoo.com/dailynews/rss/*http://harbour.example/2024/05/fares.html?id=7&b=1",
        f"https://l.facebook.com/l.php?u={WRAPPED}&h=AT0",
        f"https://www.youtube.com/redirect?event=d&q={WRAPPED}",
        f"https://vk.com/away.php?to={WRAPPED}",
        f"https://eur02.safelinks.protection.outlook.com/?url={WRAPPED}&data=05",
        "https://urldefense.com/v3/__https://harbour.example/2024/05/fares.html?id=7&b=1__;!!abc!x$",
        f"https://www.linkedin.com/redir/redirect?url={WRAPPED}&urlhash=abc&trk=x",
        f"https://www.linkedin.com/safety/go?url={WRAPPED}&trk=x",
        f"https://go.skimresources.com?id=1X2&xs=1&url={WRAPPED}",
        f"https://go.redirectingat.com/?id=1X2&url={WRAPPED}&sref=x",
        f"http://redirect.viglink.com/?key=abc&u={WRAPPED}",
        f"https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued={WRAPPED}",
        f"https://click.linksynergy.com/deeplink?id=a&mid=1&murl={WRAPPED}",
        "https://www.anrdoezrs.net/links/1/type/dlg/https://harbour.example/2024/05/fares.html?id=7&b=1",
        f"https://www.tkqlhce.com/click-1-2?url={WRAPPED}",
        f"https://prf.hn/click/camref:abc/destination:{WRAPPED}",
        f"https://www.shareasale.com/r.cfm?b=1&u=2&urllink={WRAPPED.partition('%2F%2F')[2]}",
        f"https://www.pinterest.com/offsite/?token=1&url={WRAPPED}",
        f"https://medium.com/m/global-identity-2?redirectUrl={WRAPPED}",
        f"https://disq.us/url?url={WRAPPED}%3AabcDEF_hash12&cuid=1",
        f"https://www.curseforge.com/linkout?remoteUrl={WRAPPED.replace('%', '%25')}",
        "https://href.li/?https://harbour.example/2024/05/fares.html?id=7&b=1",
        f"https://link.zhihu.com/?target={WRAPPED}",
        f"https://weibo.cn/sinaurl?u={WRAPPED}",
        f"https://linkprotect.cudasvc.com/url?a={WRAPPED}&c=E,1",
        f"https://secure-web.cisco.com/1abc/{WRAPPED}",
        f"https://out.paper.example/?u={WRAPPED}",
        f"https://alerts.example/click?id=9&url={WRAPPED}",
        f"https://monitor.example/feeds/redirect.php?to={WRAPPED}&utm_source=rss",
        f"https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D"
        f"{WRAPPED.replace('%', '%25')}",
    ],
)
def test_links_that_a_service_wraps_are_unwrapped(wrapper: str) -> None:
    url = urls.normalise(wrapper)
    assert url.partition("://")[2] == "harbour.example/2024/05/fares.html?id=7&b=1"


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/story?url=https://other.example/a",
        "https://paper.example/share.php?u=https://other.example/a",
        "https://paper.example/click?url=/story/7",
        "https://paper.example/link?url=7",
        "https://www.google.com/search?q=https://other.example/a",
        "https://paper.example/oembed?url=https://other.example/a",
        "https://www.facebook.com/sharer/sharer.php?u=https://other.example/a",
        "https://twitter.com/intent/tweet?url=https://other.example/a",
        "https://www.linkedin.com/shareArticle?mini=true&url=https://other.example/a",
    ],
)
def test_an_address_in_a_parameter_of_a_page_stays_there(url: str) -> None:
    assert urls.host(url) == urls.host(url.partition("?")[0])


def test_an_address_that_a_template_wrote_behind_its_site_is_meant() -> None:
    assert (
        urls.normalise("https://paper.example/https://paper.example/a/story?id=7")
        == "https://paper.example/a/story?id=7"
    )
    other_site = "https://paper.example/https://other.example/a"
    assert urls.normalise(other_site) == other_site


def test_session_keys_in_the_path_are_dropped() -> None:
    assert urls.normalise("https://example.com/a;jsessionid=0A1B/b") == "https://example.com/a/b"
    assert urls.normalise("https://example.com/(S(abc123))/b") == "https://example.com/b"


def test_amp_caches_are_unwrapped_to_the_publisher() -> None:
    expected = "https://news.example.com/a"
    assert urls.normalise("https://www.google.com/amp/s/news.example.com/a") == expected
    assert (
        urls.normalise("https://news-example-com.cdn.ampproject.org/c/s/news.example.com/a")
        == expected
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "//example.com/a",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.com",
        "http://",
        "http:///a",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://[::1/",
        "http://a b/",
        "http://exa<mple.com/",
        "http://[fe80::1%25eth0]/",
        "http://..",
        "http://256.1.1.1/",
        "http://4294967296/",
        "http://1.2.3.4.5/",
        "http://08.1/",
        "http://example.com.1/",
        "http://example.0x7f/",
        "https://example.com/" + "a" * 5000,
        "http://" + "a" * 64 + ".com/",
    ],
)
def test_what_cannot_be_fetched_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        urls.normalise(url)


def test_host_is_lower_case_ascii_without_port() -> None:
    assert urls.host("https://Bücher.example:8443/x") == "xn--bcher-kva.example"


def test_an_amp_address_behind_a_session_key_is_unwrapped_at_once() -> None:
    once = urls.normalise("https://a.cdn.ampproject.org/c;jsessionid=1/s/example.com/story")
    assert once == urls.normalise(once) == "https://example.com/story"
