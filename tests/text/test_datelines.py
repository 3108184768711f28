"""Agencies are read from datelines and signs, in the forms of many languages."""

import pytest

from newsmon.text.datelines import dateline_agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("GENEVA (Reuters) - Delegates met on Monday.", "Reuters"),
        ("GENEVA, March 3 (Reuters) – Delegates met.", "Reuters"),
        ("WASHINGTON (AP) — Delegates met.", "Associated Press"),
        ("(AFP) Delegates met.", "AFP"),
        ("(Bloomberg) -- Delegates met.", "Bloomberg"),
        ("New Delhi, Mar 3 (PTI) Delegates met.", "PTI"),
        ("New Delhi [India], March 3 (ANI): Delegates met.", "ANI"),
        ("SEOUL, March 3 (Yonhap) -- Delegates met.", "Yonhap"),
        ("BERLIN, 3. März (dpa) – Die Delegierten trafen sich.", "dpa"),
        ("Berlin (dpa/bb) - Die Delegierten trafen sich.", "dpa"),
        ("Frankfurt am Main (AFP, dpa) – Die Delegierten.", "AFP"),
        ("Paris, 3 mars 2026 (AFP) - Les délégués.", "AFP"),
        ("Madrid, 3 de marzo de 2026 (EFE).- Los delegados.", "EFE"),
        ("MADRID 3 Mar. (EUROPA PRESS) - Los delegados.", "Europa Press"),
        ("Lisboa, 03 mar 2026 (Lusa) - Os delegados.", "Lusa"),
        ("(ANSA) - ROMA, 03 MAR - I delegati.", "ANSA"),
        ("Praha 3. března (ČTK) - Delegáti.", "CTK"),
        ("Budapest, 2026. március 3., kedd (MTI) - A küldöttek.", "MTI"),
        ("ANKARA (AA) - Delegeler.", "Anadolu"),
        ("МОСКВА, 3 марта. /ТАСС/. Делегаты встретились.", "TASS"),
        ("МОСКВА, 3 мар - РИА Новости. Делегаты встретились.", "RIA Novosti"),
        ("Москва. 3 марта. INTERFAX.RU - Делегаты встретились.", "Interfax"),
        ("واشنطن (رويترز) - اجتمع المندوبون.", "Reuters"),
        ("【ワシントン時事】代表団が会合した。", "Jiji"),
        ("【北京＝共同】代表団が会合した。", "Kyodo"),
        ("[東京 3日 ロイター] - 代表団が会合した。", "Reuters"),
        ("新华社北京3月3日电 代表团开会。", "Xinhua"),
        ("（路透社伦敦3日电）代表团开会。", "Reuters"),
        ("(서울=연합뉴스) 홍길동 기자 = 대표단이 만났다.", "Yonhap"),
    ],
)
def test_a_dateline_names_its_agency(line: str, agency: str) -> None:
    assert dateline_agency(["Summary of the text.", line, "More of it."]) == agency


@pytest.mark.parametrize(
    "line",
    [
        "President of the Associated Press (AP) spoke on Monday.",
        "Die Deutsche Presse-Agentur (dpa) meldet ein Treffen.",
        "Officials told the agency (AFP) - and nobody else.",
        "Reuters was founded in London.",
        "GENEVA - Delegates met, the agency said (Reuters).",
        "GENEVA (Gazette) - Delegates met.",
        "(aa) the first of these, (bb) the second.",
        "两国共同声明（全文）",
        "他在新华社工作。",
        "",
    ],
)
def test_a_name_within_a_sentence_is_no_dateline(line: str) -> None:
    assert dateline_agency([line, "More of it."]) is None


def test_the_last_line_may_be_signed() -> None:
    assert dateline_agency(["Delegates met.", "They meet again in May. (AFP)"]) == "AFP"
    assert dateline_agency(["Delegates met.", "(dpa)"]) == "dpa"
    assert dateline_agency(["Delegates met.", "So says the French agency (AFP)"]) is None
    assert dateline_agency([]) is None
