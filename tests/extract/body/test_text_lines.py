"""Text in order and whole, however its markup cuts it."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from tests.extract.pages import BODY, MORE, TITLE, html, page, text_of

from newsmon.extract import extract
from newsmon.model import Article


def test_a_body_cut_in_boxes_is_one_text() -> None:
    boxes = "".join(
        f'<div class="article-body chunk">{"".join(f"<p>{p}</p>" for p in part)}</div><div class="ad"></div>'
        for part in (BODY, MORE)
    )
    assert text_of(html(paragraphs=[], after=boxes)) == "\n".join([*BODY, *MORE])


def test_a_layout_table_is_no_table() -> None:
    cells = "".join(f"<p>{p}</p>" for p in BODY)
    body = f"<table><tr><td>{cells}</td></tr></table>"
    assert text_of(f"<html><body><h1>{TITLE}</h1>{body}</body></html>") == "\n".join(BODY)


def test_a_quoted_post_is_part_of_the_text() -> None:
    post = (
        '<div class="embed social"><blockquote class="twitter-tweet"><p>We shall sail at noon, come what '
        "may.</p>— The captain (@captain)</blockquote></div>"
    )
    assert "We shall sail at noon" in text_of(
        html(before=f"<p>{BODY[0]}</p>{post}", paragraphs=BODY[1:])
    )


def test_text_between_line_breaks_is_text() -> None:
    loose = "<div>" + "<br><br>".join(BODY) + "</div>"
    assert text_of(
        f"<html><body><article><h1>{TITLE}</h1>{loose}</article></body></html>"
    ) == "\n".join(BODY)


def test_what_readers_cannot_see_is_not_text() -> None:
    hidden = '<p style="display:none">A sentence for machines alone, which stands here unseen.</p>'
    assert "machines" not in text_of(html(before=hidden))


def test_what_is_empty_goes_and_the_space_it_held_stays() -> None:
    first, later = BODY[0].split(" ", 1)
    body = f"{first}<span> </span><span class='x'></span>{later}"
    assert text_of(html(paragraphs=[body, *BODY[1:]])) == "\n".join(BODY)


def test_a_box_that_holds_the_headline_is_no_boilerplate_whatever_its_name() -> None:
    markup = html().replace(
        "<article>", '<div class="intro social-sharing breadcrumb" role="navigation">'
    )
    result = extract(
        page(markup.replace("</article>", "</div>").replace(f"<title>{TITLE}", "<title>A"))
    )
    assert isinstance(result, Article)
    assert result.title == TITLE


def test_a_short_text_without_spaces_keeps_its_paragraphs() -> None:
    lines = [
        "港の協議会は火曜日の夜、四時間の議論の末に冬の時刻表を承認した。早朝の便は廃止される見通しだ。",
        "渡し船は十一月から一日二往復となる。反対派は年内に裁判所へ訴える方針だと弁護士は述べた。",
        "時刻表は三月末まで有効で、その後は夏の運航に戻り、一日四往復になる予定だという。",
    ]
    markup = html(lang="ja", paragraphs=lines, title="冬の時刻表を承認")
    result = extract(page(markup), gate=False)
    assert isinstance(result, Article)
    assert result.text == "\n".join(lines)


def test_text_around_a_box_stays_around_it() -> None:
    loose = f"{BODY[0]}<p>{BODY[1]}</p>{BODY[2]}<p>{MORE[0]}</p>"
    markup = f"<html><body><article><h1>{TITLE}</h1><div>{loose}</div></article></body></html>"
    assert text_of(markup) == "\n".join([*BODY[:3], MORE[0]])


def test_short_words_in_a_sentence_stay_wherever_the_sentence_is_found() -> None:
    sentence = "The <b>old</b> ferry of <a href='/n'>Norrö</a> sails <i>at</i> dawn, and nobody knows who pays for it."
    second = f'<ps-part class="menu-text"><p>{sentence}</p><p>{MORE[0]}</p></ps-part>'
    assert "The old ferry of Norrö sails at dawn, and" in text_of(html(after=second))


def test_readings_over_characters_are_a_part_of_their_line() -> None:
    ruby = "<ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>"
    lines = [
        f"{ruby}の協議会は火曜日の夜、四時間の議論の末に冬の時刻表を承認した。早朝の便は廃止される見通しだ。",
        "渡し船は十一月から一日二往復となる。反対派は年内に裁判所へ訴える方針だと弁護士は述べた。",
    ]
    result = extract(page(html(lang="ja", paragraphs=lines, title="冬の時刻表を承認")), gate=False)
    assert isinstance(result, Article)
    assert result.text.startswith("港（みなと）の協議会は火曜日")
