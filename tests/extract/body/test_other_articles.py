"""Other articles on a page are not this one."""

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
