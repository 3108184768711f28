"""What reserves text and data mining, wherever an answer says so."""

from __future__ import annotations

import pytest

from newsmon.fetch import Answer, opt_out_of

PAGE = "https://paper.example/1"


def answer(body: str = "", kind: str = "text/html", **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(PAGE, PAGE, 200, named, body.encode(), kind, None, None, 0.0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (answer(), None),
        (answer(TDM_Reservation="1"), "TDM-Reservation: 1"),
        (answer(TDM_Reservation="0"), None),
        (answer(X_Robots_Tag="noai"), "X-Robots-Tag: noai"),
        (answer('<meta name="tdm-reservation" content="1">'), "meta tdm-reservation: 1"),
        (answer("<META content=1 name=tdm-reservation>"), "meta tdm-reservation: 1"),
        (answer('<meta name="tdm-reservation" content="0">'), None),
        (answer("<meta content='index, NOAI' name='Robots'/>"), "meta robots: index, NOAI"),
        (answer('<meta name="description" content="noai">'), None),
        (answer('<meta name="robots" content="noai">', kind="text/plain"), None),
        (answer(" " * 70_000 + '<meta name="robots" content="noai">'), None),
    ],
)
def test_it_is_found_where_it_stands(given: Answer, said: str | None) -> None:
    assert opt_out_of(given) == said


def test_a_page_of_nothing_but_beginnings_costs_little() -> None:
    assert opt_out_of(answer("<meta " * 2_000_000)) is None
    assert opt_out_of(answer("<meta " + "name=" * 2_000_000)) is None
