"""The time of publication, and its precision."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.pages import NOW, html, page

from newsmon.extract import extract
from newsmon.extract.evidence.date_claims import day_in_url
from newsmon.model import Article, Entry, Moment, Precision
from newsmon.times import find_moment

PLAIN = "https://news.example.org/harbour/ferry"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2026-05-18", utc(2026, 5, 18), Precision.DAY),
        ("2026-05-18T09:30:15Z", utc(2026, 5, 18, 9, 30, 15), Precision.SECOND),
        ("2026-05-18T09:30+02:00", utc(2026, 5, 18, 7, 30), Precision.MINUTE),
        ("2026-05-18T09:30:15.123-0430", utc(2026, 5, 18, 14, 0, 15), Precision.SECOND),
        ("2026-05-18 09:30:15", utc(2026, 5, 18, 9, 30, 15), Precision.DAY),
        ("20260518", utc(2026, 5, 18), Precision.DAY),
        ("1779096600", utc(2026, 5, 18, 9, 30), Precision.SECOND),
        ("Mon, 18 May 2026 09:30:15 GMT", utc(2026, 5, 18, 9, 30, 15), Precision.SECOND),
        ("May 18, 2026, 10:19 AM", utc(2026, 5, 18, 10, 19), Precision.DAY),
        ("18 May 2026 | 9:05 p.m. EDT", utc(2026, 5, 19, 1, 5), Precision.MINUTE),
        ("18. März 2026, 17:05 Uhr", utc(2026, 3, 18, 17, 5), Precision.DAY),
        ("18.05.2026", utc(2026, 5, 18), Precision.DAY),
        ("le 18 août 2026", utc(2026, 8, 18), Precision.DAY),
        ("18 de mayo de 2026", utc(2026, 5, 18), Precision.DAY),
        ("18 мая 2026", utc(2026, 5, 18), Precision.DAY),
        ("2026年5月18日", utc(2026, 5, 18), Precision.DAY),
    ],
)
def test_dates_are_read_as_publishers_write_them(
    text: str, at: datetime, precision: Precision
) -> None:
    result = find_moment(text, "meta")
    assert result is not None
    assert (result.at, result.precision) == (at, precision)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "31.02.2026", "2026-13-45", "0000-00-00", "99999999999999"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_moment(text, "meta") is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    result = find_moment(text, "meta")
    assert result is None or result.at.tzinfo is not None


def published(markup: str, *, url: str = PLAIN, entry: Entry | None = None) -> Moment | None:
    result = extract(page(markup, url=url), entry=entry)
    assert isinstance(result, Article)
    return result.published


def meta(value: str, *, before: str = "") -> str:
    head = f'<meta property="article:published_time" content="{value}">'
    return html(head=head, before=before)


def test_the_future_is_not_believed() -> None:
    assert published(meta("2031-01-01T00:00:00Z")) is None
    assert utc(2031, 1, 1) > NOW


def test_day_and_month_are_put_right_by_the_feed() -> None:
    feed = Moment(utc(2026, 4, 3, 8), Precision.SECOND, "feed")
    result = published(meta("2026-03-04"), entry=Entry("g", PLAIN, published=feed))
    assert result is not None
    assert result.at.date() == feed.at.date()


def test_day_and_month_are_put_right_when_the_result_would_be_in_the_future() -> None:
    result = published(meta("2026-12-05"))
    assert result is not None
    assert result.at == utc(2026, 5, 12)


def test_a_time_says_more_than_its_day() -> None:
    feed = Moment(utc(2026, 5, 18, 8, 15), Precision.MINUTE, "feed")
    result = published(meta("2026-05-18"), entry=Entry("g", PLAIN, published=feed))
    assert result == feed


def test_utc_is_put_on_the_clock_of_the_page() -> None:
    result = published(
        meta("2026-05-18T23:40:00Z"), url="https://news.example.org/2026/05/19/ferry"
    )
    assert result is not None
    assert result.at == utc(2026, 5, 18, 23, 40)
    assert result.local.date() == utc(2026, 5, 19).date()


@pytest.mark.parametrize(
    ("stated", "url", "before"),
    [
        ("2026-05-18T22:00:00Z", "https://news.example.org/2026/05/19/ferry", ""),
        ("2026-05-18T15:00:00Z", "https://news.example.org/2026/05/19/ferry", ""),
        ("2026-05-18T22:00:00Z", PLAIN, '<p class="date">Published 19 May 2026</p>'),
    ],
)
def test_midnight_on_the_clock_of_the_page_is_a_day(stated: str, url: str, before: str) -> None:
    result = published(meta(stated, before=before), url=url)
    assert result is not None
    assert (str(result.local.date()), result.precision) == ("2026-05-19", Precision.DAY)


@pytest.mark.parametrize(
    "before",
    [
        '<time datetime="2026-05-18T09:30:00+02:00">yesterday</time>',
        '<span class="date">18 May 2026</span>',
        "<p>Monday, May 18, 2026</p>",
    ],
)
def test_a_date_that_only_readers_see_is_found(before: str) -> None:
    result = published(html(before=before))
    assert result is not None
    assert result.local.date() == utc(2026, 5, 18).date()


@pytest.mark.parametrize(
    "around",
    [
        '<div class="comment"><time datetime="2026-05-19">later</time></div>',
        '<span class="date">Current time: 20.05.2026, 11:18</span>',
        "<p>The next crossing for freight is planned for 2 June 2025, if the weather holds.</p>",
        '<dl><dd class="profile-date">Joined: 18.09.2008</dd></dl>',
    ],
)
def test_a_date_of_something_else_is_not_the_articles(around: str) -> None:
    own = '<span class="meta">Posted on 18.05.2026</span>'
    result = published(html(before=around, after=f"{around}{own}{around}"))
    assert result is not None
    assert result.at == utc(2026, 5, 18)


def test_a_shown_date_beats_a_meta_date_that_may_be_the_last_writing() -> None:
    result = published(
        html(
            head='<meta name="date" content="2026-05-19">', before='<p class="date">18.05.2026</p>'
        )
    )
    assert result is not None
    assert result.at == utc(2026, 5, 18)


def test_an_update_line_is_no_publication() -> None:
    result = extract(page(html(after="<p>Updated: May 19, 2026, 10:19 AM</p>"), url=PLAIN))
    assert isinstance(result, Article)
    assert result.modified_at == utc(2026, 5, 19, 10, 19)
    assert result.published is None
    assert "Updated" not in result.text


def test_words_before_a_time_say_what_it_is() -> None:
    line = (
        '<p>Updated <time datetime="2026-05-19T07:10:00Z">2 hours ago</time></p>'
        '<p>Published <time datetime="2026-05-18T16:05:00Z">18 May 2026</time></p>'
    )
    result = extract(page(html(before=line), url=PLAIN))
    assert isinstance(result, Article)
    assert result.published is not None
    assert result.published.at == utc(2026, 5, 18, 16, 5)


@pytest.mark.parametrize(
    ("path", "day"),
    [("2026/05/18/ferry", "2026-05-18"), ("notes/18-05-2026", "2026-05-18"), ("8-05-2026", "")],
)
def test_the_day_in_an_address_is_read_where_it_can_mean_only_one(path: str, day: str) -> None:
    assert day_in_url(f"https://news.example.org/{path}") == day


@pytest.mark.parametrize(
    ("changed", "published"),
    [
        ("Updated", "Published"),
        ("Last modified:", "First published:"),
        ("Aktualisiert am", "Veröffentlicht am"),
        ("Zuletzt geändert:", "Erstellt:"),
        ("Mis à jour le", "Publié le"),
        ("Última actualización:", "Publicado:"),
        ("Atualizado em", "Publicado em"),
        ("Aggiornato il", "Pubblicato il"),
        ("Bijgewerkt op", "Gepubliceerd op"),
        ("Uppdaterad", "Publicerad"),
        ("Oppdatert", "Publisert"),
        ("Opdateret", "Udgivet"),
        ("Päivitetty", "Julkaistu"),
        ("Aktualizacja:", "Publikacja:"),
        ("Aktualizováno:", "Zveřejněno:"),
        ("Frissítve:", "Megjelent:"),
        ("Güncelleme:", "Yayınlanma:"),
        ("Обновлено:", "Опубликовано:"),
        ("Оновлено:", "Опубліковано:"),
        ("Diperbarui", "Diterbitkan"),
        ("Cập nhật", "Đăng"),
        ("更新日：", "公開日："),
        ("更新时间：", "发布时间："),
        ("업데이트", "게시"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_day_of_an_update_is_not_the_day_of_publication(
    changed: str, published: str, order: int
) -> None:
    lines = [
        f'<p class="date">{changed} 2026-05-19</p>',
        f'<p class="date">{published} 2026-05-12</p>',
    ]
    result = extract(page(html(before="".join(lines[::order])), url=PLAIN))
    assert isinstance(result, Article)
    assert result.published is not None
    assert result.published.at == utc(2026, 5, 12)


@pytest.mark.parametrize(
    "line",
    [
        '<p>Published <time datetime="2026-03-04 23:51">04/03/2026</time></p>',
        '<p>Published <time datetime="2026-03-04 23:51">03/04/2026</time></p>',
        '<p class="date"><time datetime="2026-03-04">03/04/26</time></p>',
        '<span class="posted">Posted <time datetime="2026-03-04">last March</time></span>',
        '<div><time datetime="2026-03-04T10:00Z">Publicado el 4 de marzo</time><time datetime="2026-05-09T22:11Z">Actualizado ayer</time></div>',
        '<div><time datetime="2026-05-09T22:11Z">Uppdaterad i går</time><time datetime="2026-03-04T10:00Z">Publicerad 4 mars</time></div>',
    ],
)  # fmt: skip
def test_what_a_time_element_states_for_programs_comes_before_its_words(line: str) -> None:
    result = extract(page(html(before=line), url=PLAIN))
    assert isinstance(result, Article)
    assert result.published is not None
    assert result.published.at.date().isoformat() == "2026-03-04"
