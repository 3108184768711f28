"""Stories for the tests of pages' shapes, in our own words, and short builders of boxes."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from tests.extract.pages import page

from newsmon.extract import extract
from newsmon.model import Article

HEADLINE = "Glassworks of Lindal lights its furnace for women only"

STORY = [
    "When the furnace of the old glassworks in Lindal was lit again on Thursday, six women stood in front of it and no man.",
    "The cooperative bought the works from the receivers in February for less than the price of a flat in the capital.",
    "Its chair, Marit Solvang, spent eleven years at the packing tables before anybody let her hold a blowpipe.",
    "“My grandmother swept this floor and was told never to look into the fire,” she says and wipes soot from her glasses.",
    "Orders for the first half-year come from two hotels, a lighthouse museum and a Danish maker of lamps.",
    "Not everybody in the valley is pleased: three former blowers have complained to the equality ombudsman.",
    "A ruling is expected before midsummer, and until then the ladies' team melts sand on four days of the week.",
    "The bank has lent them money for one winter, which is as long as the lining of the furnace is going to hold.",
]
WHOLE = "\n".join(STORY)

NEXT_HEADLINE = "Postal sledges return to the high farms"
NEXT_STORY = [
    "Two dogs and a postwoman have done in one week what a tracked vehicle failed to do for a month.",
    "Since the road was swept away in the thaw, letters for the high farms had piled up in a barn below the pass.",
    "The regulator has been asked whether a sledge counts as a vehicle, and has promised an answer by Easter.",
    "Farmers say that they do not mind waiting for bills, but that the seed catalogues had better come in time.",
]


def paragraphs(lines: list[str], attributes: str = "") -> str:
    """Return lines as paragraphs with the same attributes."""
    return "".join(f"<p {attributes}>{line}</p>" for line in lines)


def whole_page(content: str, head: str = "") -> str:
    """Return a page with the headline of the story in its title and nothing but `content`."""
    return f'<!DOCTYPE html><html lang="en"><head><title>{HEADLINE}</title>{head}</head><body>{content}</body></html>'


def article(content: str, head: str = "") -> Article:
    """Return the article of a page with the story's headline above `content`."""
    return read(whole_page(f"<main><h1>{HEADLINE}</h1>{content}</main>", head))


def read(markup: str) -> Article:
    """Return the article of a page that must be one."""
    result = extract(page(markup, url="https://valley.example/2026/glassworks"))
    assert isinstance(result, Article), result
    return result
