# ruff: noqa: E501 - tables of patterns read better unbroken
"""Dates that the visible page shows, by how plainly its markup or its words say what they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

import re2
from lxml.html import HtmlElement

from newsmon.extract.document.surroundings import is_elsewhere, not_elsewhere
from newsmon.model import Moment
from newsmon.text import clean_line
from newsmon.text.sentence_ends import ends_sentence
from newsmon.times import DateConventions, find_moment

_LONGEST = 120  # characters of a line that shows a date and little else
_LABEL = 40  # characters of the words before a date that say what it is
_BESIDE = 6  # boxes beside the headline, or beside one around it
_NEAR = 40  # elements after the headline in which a date is its own
_PROSE_WORDS = 8  # a sentence of so many words tells of a date and is not dated by it

_LINES = ("span", "div", "p", "li", "small", "em", "dd", "td")
_PUBLISHED_PROPERTY = re.compile(r"datepublished|datecreated|pubdate|published|uploaddate", re.I)
# Stems of "updated" and "changed" in the languages of news pages.
_MODIFIED_WORD = re.compile(
    r"modif|updat|aktuali[sz]|zaktualiz|lastmod|edited|geändert|actuali[sz]|actualitz|atualiza|aggiorna|mis(?:e)? à jour|"
    r"bijgewerkt|gewijzigd|uppdater|ändrad|oppdater|opdater|ændret|endret|päivite|muokattu|güncelle|обновл|изменен|оновл|frissít|módosít|"
    r"ενημ[εέ]ρ|cập nhật|diperbarui|diubah|更新|수정|업데이트|تحديث|עודכן|بروزرسانی|به\u200cروز",
    re.I,
)
# Dates of the visit and of the author's account.
_VISIT_WORD = re.compile(
    r"\b(?:current(?:ly| time)|local time|today is|aktuelle (?:uhr)?zeit|heute ist|nous sommes le|hoy es|"
    r"joined|registered|member since|registriert|mitglied seit|beigetreten|inscrit le|last visit|letzter besuch)\b",
    re.I,
)
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date|datum|time|published|pubdate|publish|posted|timestamp|created|meta|byline|author|fecha|data)|[Dd]ate|[Tt]imestamp|[Pp]ublish",
    re.I,
)
_PUBLISHED = (
    r"(?:first |originally |erst)?(?:published|posted|released|veröffentlicht|publiziert|erschienen|erstellt|eingestellt|publi[ée]e?|mise? en ligne|"
    r"publica(?:do|da|t|ção|ción)|cread[oa]|creat|criado|pubblicato|creato|gepubliceerd|geplaatst|publicera[dt]|skapad|publisert|udgivet|offentliggjort|julkaistu|"
    r"publikacja|opublikowano|utworzono|dodano|yayın\w*|oluşturulma|опубл\w*|публик\w*|создан\w*|megjelen\w*|zveřejněno|vydáno|δημοσι\w*|"
    r"dipublikasikan|diterbitkan|đăng|ngày đăng)"
)
_PUBLISHED_UNSPACED = r"(?:发布|發布|發佈|发表|公開|公开|掲載|配信|投稿|게시|입력|등록|발행|نشر|تاريخ النشر|פורסם|انتشار)"
_PUBLISHED_WORD = re.compile(rf"^\W*(?:{_PUBLISHED}\b|{_PUBLISHED_UNSPACED})", re.I)
# The same of any of many lines, which takes a tenth of asking each; RE2 knows fewer word ends.
_MAY_BE_PUBLISHED = re2.compile(rf"(?im)^[^\pL\pN_\n]*(?:{_PUBLISHED}|{_PUBLISHED_UNSPACED})")
_HEADING_LINES = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "i", "center", "dt", "nobr", "font")
_BARE_LETTERS = 30  # letters of a line that is a date with its weekday and the name of its month
_BY = re.compile(r"^\W*(?:by|von|par|por|di|av|door)\s", re.I)
_MAY_BE_BARE = re.compile(
    r"\W*(?:\w{1,12}\W{1,3}){0,2}(?:\d|by\b|von\b|par\b|por\b|di\b|av\b|door\b)", re.I
)
_NO_DATE = re.compile(r"[\W\d_]+")


def visible_dates(tree: HtmlElement, conventions: DateConventions) -> tuple[Moment, ...]:
    """Return one moment of each kind that the page shows: `time` elements, named lines, by place.

    A line that itself says "published" is of the kind `label`.
    """
    headline = next(tree.iter("h1"), None)
    kinds = (
        _from_time_elements(tree, headline, conventions),
        _from_labels(tree, conventions),
        _from_classes(tree, conventions),
        _beside_headline(headline, conventions),
    )
    moments = tuple(moment for moment in kinds if moment is not None)
    if not moments and (bare := _from_bare_lines(tree, conventions)):
        return (bare,)
    return moments


def _from_time_elements(
    tree: HtmlElement, headline: HtmlElement | None, conventions: DateConventions
) -> Moment | None:
    """Return the `time` element that markup calls the publication, else one near the headline."""
    plain: list[HtmlElement] = []
    for element in tree.iter("time", "span", "meta", "abbr", "div", "p"):
        prop = element.get("itemprop") or ""
        if element.tag not in ("time", "abbr") and not prop:
            continue
        names = f"{prop} {element.get('class', '')}"
        before = _words_before(element) if element.tag == "time" else ""
        own = clean_line(element.text or "")[:_LABEL]
        is_publication = (
            _PUBLISHED_PROPERTY.search(names)
            or element.get("pubdate") is not None
            or _PUBLISHED_WORD.match(before)
            or _PUBLISHED_WORD.match(own)
        )
        if is_publication and (moment := _moment_of(element, conventions)):
            return moment
        if element.tag == "time" and not _MODIFIED_WORD.search(f"{names} {before} {own}"):
            plain.append(element)
    plain = not_elsewhere(plain)
    near = [element for element in plain if _shares_box(element, headline)]
    for element in near:
        if moment := _moment_of(element, conventions):
            return moment
    far = _moment_of(plain[0], conventions) if plain else None
    return replace(far, method="visible") if far else None


def _words_before(element: HtmlElement) -> str:
    """Return what stands right before an element on its line, where that is a word or two."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        text = parent.text if parent is not None else ""
    else:
        text = (previous.tail or "").strip() or previous.text_content()[-_LONGEST:]
    line = clean_line(text or "")
    return line if len(line) <= _LABEL else ""


def _moment_of(element: HtmlElement, conventions: DateConventions) -> Moment | None:
    stated = element.get("datetime") or element.get("content") or element.get("title") or ""
    text = clean_line(element.text_content())[:_LONGEST]
    return find_moment(stated, "time-element", conventions) or find_moment(
        text, "time-element", conventions
    )


def _shares_box(element: HtmlElement, headline: HtmlElement | None) -> bool:
    if headline is None:
        return False
    return any(up in set(headline.iterancestors()) for up in list(element.iterancestors())[:4])


def _from_labels(tree: HtmlElement, conventions: DateConventions) -> Moment | None:
    """Return the date of a line that begins with "Published on", "Veröffentlicht am" and the like."""
    elements = tree.iter(*_LINES, "time", "dt", "strong", "b", "i")
    texts = [(e, text) for e in elements if (text := e.text) and len(text) <= _LONGEST]
    if not _MAY_BE_PUBLISHED.search("\n".join(text for _, text in texts)):
        return None
    for element, text in texts:
        if _PUBLISHED_WORD.match(text):
            parent = element.getparent()
            for line in (element, parent):
                moment = _read_line(line, conventions) if line is not None else None
                if moment is not None and not is_elsewhere(element):
                    return replace(moment, method="label")
    return None


def _from_classes(tree: HtmlElement, conventions: DateConventions) -> Moment | None:
    for element in tree.iter(*_LINES):
        names = element.get("class", "") + " " + element.get("id", "")
        if len(names) <= 3 or not _names_date(names):
            continue
        moment = _read_line(element, conventions)
        if moment is not None and not is_elsewhere(element):
            return moment
    return None


@functools.lru_cache(maxsize=4_096)
def _names_date(names: str) -> bool:
    return _DATE_NAME.search(names) is not None


def _from_bare_lines(tree: HtmlElement, conventions: DateConventions) -> Moment | None:
    """Return the first date that is a line of its own or stands after a name ("by …")."""
    for element in tree.iter(*_LINES, *_HEADING_LINES):
        text = element.text or (element[0].text if len(element) else None)
        if not text or len(text) > _LONGEST or not _MAY_BE_BARE.match(text):
            continue
        line = clean_line("".join(element.itertext())[:600])
        if len(_NO_DATE.sub("", line)) > _BARE_LETTERS and not _BY.match(line):
            continue
        moment = _read_line(element, conventions)
        if moment is not None and not is_elsewhere(element):
            return moment
    return None


def _beside_headline(headline: HtmlElement | None, conventions: DateConventions) -> Moment | None:
    """Return the first date in a short line right after the headline, or right before it."""
    if headline is None:
        return None
    for element in _around(headline):
        moment = _read_line(element, conventions)
        if moment is not None and not is_elsewhere(element):
            return replace(moment, method="headline")
    return None


def _around(headline: HtmlElement) -> Iterator[HtmlElement]:
    box = headline
    for _ in range(3):
        for sibling in islice(chain(box.itersiblings(), box.itersiblings(preceding=True)), _BESIDE):
            yield from islice(sibling.iter(), _NEAR)
        parent = box.getparent()
        if parent is None or parent.tag == "body":
            return
        box = parent


def _read_line(element: HtmlElement, conventions: DateConventions) -> Moment | None:
    if element.tag in ("script", "style", "noscript") or len(element) > 12:
        return None
    text = clean_line("".join(element.itertext())[:600])
    if len(text) > _LONGEST:
        return None
    moment = _stated_in(element, conventions)
    if moment is None and (moment := find_moment(text, "visible", conventions)) and _is_prose(text):
        return None
    if moment is None or _MODIFIED_WORD.search(text) or _VISIT_WORD.search(text):
        return None
    return moment


def _stated_in(element: HtmlElement, conventions: DateConventions) -> Moment | None:
    """Return what a `time` element states for programs, which can be read in one way only."""
    stated = (time.get("datetime") or "" for time in element.iter("time"))
    return next((m for text in stated if (m := find_moment(text, "visible", conventions))), None)


def _is_prose(text: str) -> bool:
    return text.count(" ") >= _PROSE_WORDS and ends_sentence(text)
