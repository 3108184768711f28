"""One report told in other words and in other languages; all texts are our own."""

from __future__ import annotations

import pytest

from newsmon.events import Events, Text, link

REPORT = (
    "Ferry sinks off Lagos, ninety rescued",
    "A ferry with ninety passengers sank off Lagos on Monday after striking a sandbank. The "
    "harbour master, Tunde Bello, said that fishing boats from Badagry reached the wreck within "
    "twenty minutes and that nobody was missing. The ferry, the Iyanda, was built in 1998 and had"
    " been repaired in March. Its owner, Lagoon Lines, said that the captain had reported a fault"
    " in the steering.",
)
REWORDED = (
    "All ninety aboard saved as vessel goes down near Lagos",
    "Every one of the ninety people on board was brought to safety when a passenger boat went "
    "under near Lagos at the start of the week, having run onto a bank of sand. According to "
    "harbour chief Tunde Bello, local fishers from Badagry were at the scene in twenty minutes. "
    "The Iyanda, constructed in 1998, underwent repairs this March; the company behind it, Lagoon"
    " Lines, stated that its skipper had complained of faulty steering.",
)
FRENCH = (
    "Un ferry coule au large de Lagos, quatre-vingt-dix rescapés",
    "Un ferry transportant 90 passagers a coulé lundi au large de Lagos après avoir heurté un "
    "banc de sable. Le capitaine du port, Tunde Bello, a déclaré que des pêcheurs de Badagry "
    "avaient atteint l'épave en vingt minutes. L'Iyanda, construit en 1998, avait été réparé en "
    "mars. Son propriétaire, Lagoon Lines, a indiqué que le capitaine avait signalé une panne de "
    "direction.",
)
GERMAN = (
    "Fähre sinkt vor Lagos, neunzig Menschen gerettet",
    "Eine Fähre mit neunzig Passagieren ist am Montag vor Lagos gesunken, nachdem sie auf eine "
    "Sandbank gelaufen war. Hafenmeister Tunde Bello sagte, Fischer aus Badagry seien binnen "
    "zwanzig Minuten am Wrack gewesen. Die Iyanda, Baujahr 1998, war im März repariert worden. "
    "Laut der Reederei Lagoon Lines hatte der Kapitän einen Fehler an der Steuerung gemeldet.",
)
JAPANESE = (
    "ラゴス沖でフェリー沈没、90人救助",
    "月曜日、乗客90人を乗せたフェリーがラゴス沖で砂州に衝突して沈没した。港長のトゥンデ・ベロ氏は、"
    "バダグリーの漁船が20分以内に現場に到着したと述べた。",
)
LATER_STEP = (
    "Forty missing after tanker rams Mombasa ferry",
    "Forty people were missing in Mombasa on Monday night after a tanker rammed a crowded ferry "
    "at the Likoni crossing. Divers of the coast guard searched the channel by torchlight, its "
    "commander Amina Otieno said, and two lorries were lifted from the water. The tanker had left"
    " the oil jetty without a pilot, according to Coral Shipping, which runs the crossing.",
)


def together(second: tuple[str, str], language: str) -> bool:
    """Tell whether a text of five hours later joins the event of the report."""
    texts = [
        Text(1, *REPORT, "en", 100.0, 1),
        Text(2, *second, language, 100.2, 2),
    ]
    report, later = link(Events(), texts)[0]
    return report.event_id == later.event_id


def test_in_other_words_it_is_the_same_happening() -> None:
    assert together(REWORDED, "en")


@pytest.mark.parametrize(("translated", "language"), [(FRENCH, "fr"), (GERMAN, "de")])
def test_translated_it_is_found_by_names_and_figures(
    translated: tuple[str, str], language: str
) -> None:
    assert together(translated, language)


def test_in_another_script_it_is_not_found() -> None:
    assert not together(JAPANESE, "ja")


def test_another_happening_of_the_same_kind_is_another_event() -> None:
    assert not together(LATER_STEP, "en")
