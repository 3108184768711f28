"""Full-text search: the same words are found on every server, and in scripts without spaces."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection
from tests.conftest import fresh_database, run_on_server

from newsmon.config import paths
from newsmon.store import connect, execute, migrate

LATIN = [
    ("“shadow fleet”", "shadow"),
    ("“shadow fleet”", '"shadow fleet"'),
    ("“shadow fleet”", "“shadow fleet”"),
    ("the ‘embargoes’", "embargo"),
    ("China’s tin", "China"),
    ("China’s tin", "China's"),
    ("China’s tin", "China’s"),
    ("smelters—idle since May—reopen", "idle"),
    ("Moscow–Beijing", "Beijing"),
    ("«tankers»", "tankers"),
    ("…quota", "quota"),
    ("tin\u00a0price", "price"),
    ("tin\u202fprice\u2009rise", "rise"),
    ("•quota •tariff", "tariff"),
    ("€200 ore", "ore"),
    ("ore\u200bdust", "dust"),
    ("¿sanctions?", "sanctions"),
    ("sanctions, ¡embargo!", "embargo"),
]
JOINED = [  # Postgres' parser takes them for names of files and hosts
    ("Israel/Gaza: talks resume", "gaza"),
    ("Israel/Gaza: talks resume", "israel"),
    ("Israel/Gaza: talks resume", "Israel/Gaza"),
    ("Israel/Gaza: talks resume", '"israel gaza"'),
    ("the U.S./China truce", "china"),
    ("(Reuters/AFP)", "afp"),
    ("steel/aluminium tariffs", "aluminium"),
    ("G7/G20 leaders", "G20"),
    ("Öl/Gas", "gas"),
    ("after the talks.China said no", "china"),
    ("after the talks.China said no", "talks"),
    ("at https://paper.example/tin/price", "price"),
    ("at https://paper.example/tin/price", "https://paper.example/tin/price"),
    ("since 9/11", "9/11"),
    ("in 2026/27", "2026/27"),
    ("from booking.example today", "booking.example"),
]
CUT = [  # docs/search.md, names and figures: what a query of the first finds, and what it does not
    ("S-300", "S-300 batteries", True),
    ("S-300", "between 200-300 people", True),
    ("MH-17", "the MH17 trial", False),
    ("MH-17 or MH17", "the MH17 trial", True),
    ("Xi'an", "Xi met the mayor", True),
    ("AT&T", "shares of AT&T", False),
    ("1,500", "1,500 troops", True),
    ("1,500", "1500 troops", False),
]
NON_LATIN = [
    ("«санкции» против", "санкции"),
    ("„Zölle“ steigen", "Zölle"),
    ("l’acier et l’étain", "étain"),
    ("عقوبات، ناقلات؟", "ناقلات"),
    ("שמן־זית", "זית"),
    ("प्रतिबंध। तेल", "तेल"),
]
SPACELESS = [
    ("各国对半导体加征关税。", "关税"),
    ("各国对半导体加征关税。", "半导体"),
    ("各国对半导体加征关税。", "半导体 关税"),
    ("各国对半导体加征关税。", '"加征关税"'),
    ("各国对半导体加征关税。", "关税 -石油"),
    ("各国对半导体加征关税。", "石油 or 半导体"),
    ("苹果公司iPhone销售下降", "iPhone"),
    ("苹果公司iPhone销售下降", "iPhone销售"),
    ("米国の関税について話した", "関税"),
    ("ドル・円の半導体メーカー", "メーカー"),
    ("ประเทศเก็บภาษีนำเข้าจากจีน", "ภาษี"),
    ("ປະເທດເກັບພາສີນຳເຂົ້າ", "ພາສີ"),
    ("ប្រទេសយកពន្ធនាំចូល", "ពន្ធ"),
    ("နိုင်ငံက အခွန်ကောက်", "အခွန်"),
]


@pytest.fixture(scope="module")
def searched(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A database whose locale is `request.param`: of the server, and what it takes for letters."""
    fixture, letters = request.param
    with fresh_database(request.getfixturevalue(fixture)) as url:
        name = url.rpartition("/")[2]
        run_on_server(request.getfixturevalue(fixture), "drop database {}", name)
        run_on_server(
            request.getfixturevalue(fixture),
            f"create database {{}} template template0 lc_ctype '{letters}'",
            name,
        )
        migrate(url)
        with closing(connect(url)) as conn:
            yield conn


SERVERS = pytest.mark.parametrize(
    "searched",
    [("server", "C"), ("server", "C.UTF-8"), ("postgres15", "C"), ("postgres15", "C.UTF-8")],
    indirect=True,
    ids=" ".join,
)


def finds(conn: Connection, text: str, query: str, how: str, language: str = "en") -> bool:
    with conn.cursor() as cursor:
        cursor.execute(
            """insert into newsmon.source (slug, name) values ('tin', 'Tin')
               on conflict (slug) do update set name = 'Tin' returning source_id"""
        )
        (source_id,) = cursor.fetchone() or (None,)
        cursor.execute(
            """insert into newsmon.article (source_id, url, title, text, lead, words, language,
                                            first_seen_at, edition)
               values (%s, 'https://q.example/1', 'T', %s, '', 1, %s, now(), 'page')
               returning article_id""",
            (source_id, text, language),
        )
        (article_id,) = cursor.fetchone() or (None,)
        execute(conn, "articles.index", article_ids=[article_id])
        cursor.execute(
            f"select search @@ {how} from report.articles where article_id = {article_id}", (query,)
        )
        (matches,) = cursor.fetchone() or (False,)
    conn.rollback()
    return bool(matches)


@SERVERS
@pytest.mark.parametrize(("query", "text", "is_found"), CUT)
def test_names_and_figures_are_parted_as_the_table_says(
    searched: Connection, query: str, text: str, *, is_found: bool
) -> None:
    assert finds(searched, text, query, "report.search_query('english', %s)") == is_found


@SERVERS
@pytest.mark.parametrize(("text", "query"), LATIN)
def test_punctuation_beyond_ascii_is_no_part_of_a_word(
    searched: Connection, text: str, query: str
) -> None:
    assert finds(searched, text, query, "report.search_query('english', %s)")
    if query.isascii():
        assert finds(searched, text, query, "websearch_to_tsquery('english', %s)")


@SERVERS
@pytest.mark.parametrize(("text", "query"), JOINED)
def test_words_that_are_joined_are_found_each_by_itself(
    searched: Connection, text: str, query: str
) -> None:
    assert finds(searched, text, query, "report.search_query('english', %s)")


@SERVERS
@pytest.mark.parametrize(("text", "query"), NON_LATIN)
def test_punctuation_of_other_scripts_is_none_either(
    searched: Connection, text: str, query: str
) -> None:
    assert finds(searched, text, query, "report.search_query('simple', %s)", language="xx")
    assert finds(searched, text, query, "websearch_to_tsquery('simple', %s)", language="xx")


@SERVERS
@pytest.mark.parametrize(("text", "query"), SPACELESS)
def test_words_are_found_in_scripts_without_spaces(
    searched: Connection, text: str, query: str
) -> None:
    assert finds(searched, text, query, "report.search_query('simple', %s)", language="xx")


@SERVERS
@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("各国对半导体加征关税。", "导体关税"),  # its pairs are there, not one after the other
        ("各国对半导体加征关税。", "半导体 -关税"),
        ("各国对半导体加征关税。", "石油"),
        ("since 9/11", "11"),
        ("ประเทศเก็บภาษีนำเข้าจากจีน", "น้ำมัน"),
    ],
)
def test_what_is_not_there_is_not_found(searched: Connection, text: str, query: str) -> None:
    assert not finds(searched, text, query, "report.search_query('simple', %s)", language="xx")


@SERVERS
def test_a_word_of_two_characters_is_found_by_plain_postgres(searched: Connection) -> None:
    how = "websearch_to_tsquery('simple', %s)"
    assert finds(searched, "各国对半导体加征关税。", "关税", how, language="zh")


@SERVERS
@pytest.mark.parametrize(
    "query", ["", "“", "-", '"', "or", "。", '"a "b" c', "\\", "'", ":*", "关"]
)
def test_any_query_is_one(searched: Connection, query: str) -> None:
    with searched.cursor() as cursor:
        cursor.execute("select report.search_query('english', %s)", (query,))


def test_a_reader_may_ask_so(either_database: str) -> None:
    with closing(connect(either_database, role="reader")) as conn, conn.cursor() as cursor:
        cursor.execute(
            "select count(*) from report.articles, report.search_query('english', 'a') as query"
            " where search @@ query"
        )


def test_articles_of_before_are_found_once_migrated(server: str, tmp_path: Path) -> None:
    ours = paths.shipped("sql")
    before = tmp_path / "before"
    shutil.copytree(ours, before)
    for path in (before / "migrations").glob("*.sql"):
        if path.name >= "0021":
            path.unlink()
    for path in (before / "views").glob("*.sql"):
        path.write_text("select 1;")
    with fresh_database(server) as url:
        name = url.rpartition("/")[2]
        run_on_server(server, "drop database {}", name)
        run_on_server(server, "create database {} template template0 lc_ctype 'C'", name)
        migrate(url, directory=before)
        with closing(psycopg2.connect(url)) as conn, conn.cursor() as cursor:
            cursor.execute(
                """with s as (
                       insert into newsmon.source (slug, name) values ('tin', 'Tin')
                       returning source_id
                   ), a as (
                       insert into newsmon.article (source_id, url, title, text, lead, words,
                                                    first_seen_at, edition)
                       select source_id, 'https://q.example/1', 'T', '“Shadow fleet”, oil/gas', '',
                              1, now(), 'page'
                       from s
                       returning article_id, text
                   )
                   insert into newsmon.article_search
                   select article_id, 'english', to_tsvector('english', text) from a"""
            )
            conn.commit()
            question = (
                "select search @@ to_tsquery('english', 'shadow & gas') from newsmon.article_search"
            )
            cursor.execute(question)
            assert cursor.fetchone() == (False,)
            conn.commit()
            migrate(url)
            cursor.execute(question)
            assert cursor.fetchone() == (True,)
