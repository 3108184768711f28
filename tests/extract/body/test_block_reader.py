"""The lines of a page that are its article's, and those that lead elsewhere."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from tests.extract.pages import BODY, MORE, html, text_of


def test_other_articles_on_the_page_are_not_this_one() -> None:
    teaser = (
        '<article><h3><a href="/x">Another story altogether</a></h3>'
        "<p>It begins with a sentence that is long enough to be taken for text.</p></article>"
    )
    markup = html().replace("</main>", teaser * 4 + "</main>")
    assert text_of(markup) == "\n".join(BODY)


def test_lists_of_links_and_linked_lines_point_elsewhere() -> None:
    pointer = '<p><a href="/y">Why the mainland road was never finished</a></p>'
    links = "<ul>" + "".join(f'<li><a href="/{n}">Nine ports that lost all their ships, part {n}</a></li>' for n in range(3)) + "</ul>"  # fmt: skip
    assert text_of(html(before=pointer, after=links)) == "\n".join(BODY)


def test_a_list_of_facts_with_a_link_is_text() -> None:
    facts = '<ul><li>Length: 84 metres</li><li>Built in <a href="/yard">Rauma</a> in 2003</li></ul>'
    result = text_of(html(after=facts + f"<p>{MORE[0]}</p>"))
    assert "84 metres" in result
    assert "Rauma" in result


def test_a_teaser_with_a_link_goes_and_a_standfirst_called_teaser_stays() -> None:
    standfirst = "The northern harbour has its ferry back, and the islands have their visitors."
    pointer = "Nine reasons to visit the islands before the autumn storms begin to blow"
    result = text_of(
        html(
            before=f'<p class="article-teaser">{standfirst}</p>',
            after=f'<div class="teaser"><p><a href="/islands">{pointer}</a> and more of it here.</p></div>',
        )
    )
    assert standfirst in result
    assert pointer not in result


def test_a_card_that_is_one_link_is_another_page() -> None:
    cards = "".join(
        f'<a class="card" href="/{n}"><img src="x"><h3>Number {n} of the older crossings</h3><p>It says what '
        "happened on the day when the boat did not come, and who waited for it.</p></a>"
        for n in range(3)
    )
    markup = html(before=f"<p>{BODY[0]}</p>{cards}", paragraphs=[*BODY[1:], *MORE])
    assert text_of(markup) == "\n".join([*BODY, *MORE])


def test_a_link_that_was_never_closed_does_not_take_the_text_along() -> None:
    markup = html(before='<a href="/gallery">', paragraphs=[*BODY, *MORE])
    assert text_of(markup) == "\n".join([*BODY, *MORE])


def test_a_table_of_figures_is_a_line_a_row() -> None:
    rows = (
        "<tr><th>Harbour</th><th>Ferries</th></tr><tr><td>North</td><td>12 <i>a day</i></td></tr>"
    )
    lines = text_of(html(after=f"<table>{rows}</table><p>{MORE[0]}</p>")).split("\n")
    assert lines[-3:] == ["| Harbour | Ferries |", "| North | 12 a day |", MORE[0]]


def test_a_heading_that_is_a_link_stays_over_its_text_and_goes_in_a_list_of_such() -> None:
    section = f'<h3><a href="/rauma">The yard at Rauma</a></h3><p>{MORE[0]}</p>'
    listed = "".join(
        f'<h3><a href="/{n}">Port {n} has lost all its ships</a></h3>' for n in range(3)
    )
    text = text_of(html(after=f"{section}{listed}<p>{MORE[1]}</p>"))
    assert "The yard at Rauma" in text
    assert "lost all its ships" not in text


def test_what_stands_over_the_headline_is_no_heading_of_the_text() -> None:
    markup = html(paragraphs=[*BODY, *MORE]).replace("<h1>", "<h4>Harbours and Islands</h4><h1>")
    assert text_of(markup) == "\n".join([*BODY, *MORE])


def test_a_sentence_that_is_shown_twice_is_read_once() -> None:
    points = f"<section><div>Highlights</div><div><div>{BODY[1]}</div></div></section>"
    markup = html(before=points, paragraphs=[*BODY, *MORE])
    assert text_of(markup).split("\n").count(BODY[1]) == 1


def test_a_short_box_beside_paragraphs_is_none_of_them() -> None:
    caption = "<div><img src='f.jpg'><div>The ferry at the quay, seen from the old lighthouse, on Monday.</div></div>"
    assert "lighthouse" not in text_of(html(before=caption, paragraphs=[*BODY, *MORE]))
