"""Bytes to text: which charset, and how we know."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text.charset import codec_of, decode_bytes
from newsmon.text.charset_labels import CODECS

GERMAN = "Über die Brücke: „Größe“ – 5 €"
RUSSIAN = "Мост через реку открыли после ремонта, движение восстановлено полностью. " * 4


def meta(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head>'


@pytest.mark.parametrize(
    ("body", "stated", "how"),
    [
        (b"\xef\xbb\xbf" + GERMAN.encode(), "iso-8859-1", "bom"),
        (GERMAN.encode("utf-16"), None, "bom"),
        (GERMAN.encode("utf-32"), "utf-8", "bom"),
        (GERMAN.encode(), None, "utf-8"),
        (GERMAN.encode(), "windows-1252", "utf-8"),
        ((meta("iso-8859-1") + GERMAN).encode(), "latin1", "utf-8"),
        (GERMAN.encode("cp1252"), "iso-8859-1", "header"),
        ((meta("windows-1252") + GERMAN).encode("cp1252"), None, "meta"),
        ((meta("windows-1252") + GERMAN).encode("cp1252"), "utf-8", "meta"),
        (('<?xml version="1.0" encoding="cp1251"?>' + RUSSIAN).encode("cp1251"), None, "meta"),
        (("<html>" + GERMAN).encode("utf-16-le"), None, "detected"),
        (("<html>" + GERMAN).encode("utf-16-be"), None, "detected"),
        ("東京の天気は晴れです".encode("shift_jis"), "Shift_JIS", "header"),
        ("北京今天的天气".encode("gbk"), "gb2312", "header"),
        ("서울 날씨".encode("euc_kr"), "euc-kr", "header"),
        (RUSSIAN.encode("koi8-r"), '"KOI8-R"', "header"),
        (RUSSIAN.encode("cp1251"), None, "detected"),
        (b"plain ascii", None, "fallback"),
    ],
)  # fmt: skip
def test_text_is_read_and_how_is_said(body: bytes, stated: str | None, how: str) -> None:
    decoded = decode_bytes(body, stated)
    assert decoded.how == how
    assert "\ufffd" not in decoded.text
    texts = (GERMAN, RUSSIAN, "東京の天気は晴れです", "北京今天的天气", "서울 날씨", "plain ascii")
    assert decoded.text.endswith(texts)


def test_stray_bytes_in_utf8_are_mended() -> None:
    body = (GERMAN * 3).encode() + b" caf\xe9 \x93quoted\x94"
    decoded = decode_bytes(body, "utf-8")
    assert decoded.text == GERMAN * 3 + " café “quoted”"
    assert (decoded.charset, decoded.how) == ("utf-8", "mixed")


def test_a_meta_tag_cannot_state_utf16() -> None:
    assert decode_bytes((meta("utf-16") + GERMAN).encode()).text.endswith(GERMAN)


@pytest.mark.parametrize(
    "name", ["utf-7", "zip", "hex", "rot13", "punycode", "idna", "", None, "x", "\0"]
)
def test_what_holds_no_text_is_no_charset(name: str | None) -> None:
    assert codec_of(name) is None


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "utf-16", "gb2312", "big5"])
)
def test_any_bytes_become_some_text(body: bytes, stated: str | None) -> None:
    decoded = decode_bytes(body, stated)
    assert isinstance(decoded.text, str)
    assert decoded.charset


def test_every_codec_of_a_label_is_one_and_reads_ascii_markup() -> None:
    for label, codec in CODECS.items():
        assert codecs.lookup(codec).name == codecs.lookup(codec_of(label) or "").name
        if not codec.startswith("utf-16"):
            assert b"<p class=x>".decode(codec) == "<p class=x>"


@pytest.mark.parametrize(
    ("label", "charset", "text"),
    [
        ("iso-8859-8-i", "iso8859-8", "מועצת הנמל העלתה את המחירים"),
        ("logical", "iso8859-8", "מועצת הנמל העלתה את המחירים"),
        ("csISO88598I", "iso8859-8", "מועצת הנמל העלתה את המחירים"),
        ("windows-874", "cp874", "สภาท่าเรือลงมติขึ้นราคา"),
        ("dos-874", "cp874", "สภาท่าเรือลงมติขึ้นราคา"),
        ("x-euc-jp", "euc_jp", "港湾議会は運賃の値上げを可決した"),
        ("x-sjis", "cp932", "港湾議会は運賃の値上げを可決した"),
        ("windows-31j", "cp932", "港湾議会は運賃の値上げを可決した"),
        ("x-gbk", "gb18030", "港务局决定提高票价"),
        ("cn-big5", "big5hkscs", "港務局決定提高票價"),
        ("ks_c_5601-1989", "cp949", "항만 의회가 요금 인상을 결정했다"),
        ("x-cp1251", "cp1251", "Совет порта поднял цены"),
        ("koi", "koi8-r", "Совет порта поднял цены"),
        ("x-mac-cyrillic", "mac-cyrillic", "Совет порта поднял цены"),
        ("sun_eu_greek", "iso8859-7", "Το λιμάνι αύξησε τις τιμές"),
        ("iso-8859-6-e", "iso8859-6", "رفع مجلس الميناء الأسعار"),
        ("latin_1", "cp1252", "Größe „5 €“"),
    ],
)
def test_short_feeds_are_read_by_labels_that_browsers_know(
    label: str, charset: str, text: str
) -> None:
    body = f'<?xml version="1.0" encoding="{label}"?><rss>{text}</rss>'.encode(charset)
    decoded = decode_bytes(body)
    assert text in decoded.text
    assert (decoded.charset, decoded.how) == (charset, "meta")
