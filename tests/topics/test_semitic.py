"""Topics in Arabic, Hebrew and Persian: spelling at will, and words written together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.topics.build import tagger

from newsmon.topics.semitic import prefixed, without_points


def matched(term: str, text: str) -> list[str]:
    """Return what of the text the term is found in."""
    result = tagger({"t": {"name": "T", "any": [term]}}).tag("", text)
    return [text[m.start : m.end] for match in result for m in match.mentions]


@pytest.mark.parametrize(
    ("term", "text", "mention"),
    [
        ("الصين", "الصِّين أعلنت ذلك.", "الصِّين"),
        ("الصين", "الصيـــن أعلنت ذلك.", "الصيـــن"),
        ("الصِّين", "أعلنت الصين ذلك.", "الصين"),
        ("أوكرانيا", "زار اوكرانيا يوم الجمعة.", "اوكرانيا"),
        ("اوكرانيا", "زار أوكرانيا يوم الجمعة.", "أوكرانيا"),
        ("إيران", "وصل ايران أمس.", "ايران"),
        ("ایران", "دولت ايران اعلام کرد.", "ايران"),
        ("کرملین", "الكرملين و كرملين", "الكرملين"),
        ("الصين", "التقى الوفد بالصين أمس.", "بالصين"),
        ("الصين", "العلاقات مع والصين كبيرة.", "والصين"),
        ("الصين", "قرار للصين بشأن التجارة.", "للصين"),
        ("الصين", "قرار وللصين بشأن التجارة.", "وللصين"),
        ("الصين", "وبِالصِّينِ مصانع.", "وبِالصِّينِ"),
        ("عقوبات", "فرضت العقوبات على البنك.", "العقوبات"),
        ("عقوبات", "وعقوبات جديدة على البنك.", "وعقوبات"),
        ("عقوبات", "بعقوبات جديدة وبالعقوبات.", "بعقوبات"),
        ("عقوبات", "تأثر للعقوبات.", "للعقوبات"),
        ("مدرسة", "ذهب إلى مدرسه.", "مدرسه"),
        ("الولايات المتحدة", "قال بالولايات المتحدة أمس.", "بالولايات المتحدة"),
        ("סין", "הנשיא ביקר בסין אתמול.", "בסין"),
        ("ישראל", "בישראל מחכים לתשובה.", "בישראל"),
        ("ישראל", "שבישראל, ומישראל.", "שבישראל"),
        ("ישראל", "יִשְׂרָאֵל מחכה.", "יִשְׂרָאֵל"),
        ("ארצות הברית", "נשיא מארצות הברית.", "מארצות הברית"),
    ],
)
def test_a_term_is_found_however_it_is_written(term: str, text: str, mention: str) -> None:
    assert matched(term, text)[0] == mention


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("=الصين", "التقى الوفد بالصين أمس."),
        ("الصين", "مصينة وصينية."),
        ("بر", "والبر."),
        ("סין", "סינון של מים."),
        ("עם", "העם בעם."),
        ("China", "بالصين"),
    ],
)
def test_other_words_are_others(term: str, text: str) -> None:
    assert matched(term, text) == []


@given(st.text(alphabet="السينِّـ ab\n"))
def test_every_place_without_points_is_that_of_the_text(text: str) -> None:
    bare, places = without_points(text)
    if places is None:
        assert bare == text
    else:
        assert "".join(text[at] for at in places[:-1]) == bare
        assert places[-1] == len(text)


def test_a_term_has_each_form_once() -> None:
    for term in ("الصين", "عقوبات", "ישראל", "China", "بر"):
        forms = prefixed(term)
        assert len(set(forms)) == len(forms)
        assert forms[0] == term
