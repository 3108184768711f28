"""Bytes to text: which charset, and how we know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmon.text.charset import decode_bytes, known

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
    found = decode_bytes(body, stated)
    assert found.how == how
    assert "\ufffd" not in found.text
    texts = (GERMAN, RUSSIAN, "東京の天気は晴れです", "北京今天的天气", "서울 날씨", "plain ascii")
    assert found.text.endswith(texts)


def test_stray_bytes_in_utf8_are_mended() -> None:
    body = (GERMAN * 3).encode() + b" caf\xe9 \x93quoted\x94"
    found = decode_bytes(body, "utf-8")
    assert found.text == GERMAN * 3 + " café “quoted”"
    assert (found.charset, found.how) == ("utf-8", "mixed")


def test_a_meta_tag_cannot_state_utf16() -> None:
    assert decode_bytes((meta("utf-16") + GERMAN).encode()).text.endswith(GERMAN)


@pytest.mark.parametrize(
    "name", ["utf-7", "zip", "hex", "rot13", "punycode", "idna", "", None, "x", "\0"]
)
def test_what_holds_no_text_is_no_charset(name: str | None) -> None:
    assert known(name) is None


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "utf-16", "gb2312", "big5"])
)
def test_any_bytes_become_some_text(body: bytes, stated: str | None) -> None:
    found = decode_bytes(body, stated)
    assert isinstance(found.text, str)
    assert found.charset
