"""A year of news as readers meet it: announcements, articles, copies, events, topics, rollups.

Made of chance, in the database, of a vocabulary whose words are as unequally common as those of a
language. A text is printed by some articles each; what is asked for by its words costs the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

SOURCES = 200
TOPICS = 40
TEXTS = 5000  # different ones
WORDS = 200  # of a text
VOCABULARY = 30_000
DAYS = 365
_CONSONANTS, _VOWELS = "bcdfgklmnprstvz", "aeiou"


def word(number: int) -> str:
    """Return the word of this rank; 0 is the most common."""
    syllables = ""
    number += 300  # no word of a single syllable
    while number:
        number, remainder = divmod(number, len(_CONSONANTS) * len(_VOWELS))
        consonant, vowel = divmod(remainder, len(_VOWELS))
        syllables += _CONSONANTS[consonant] + _VOWELS[vowel]
    return syllables


def texts(length: int = WORDS) -> Iterator[tuple[str, str]]:
    """Yield titles and texts; of WORDS, the word of rank r stands in about 1 of r/20 texts."""
    chance = random.Random(5)
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    for _ in range(TEXTS):
        words = [word(rank) for rank in chance.choices(range(VOCABULARY), weights, k=length)]
        yield " ".join(words[:9]).capitalize(), " ".join(words).capitalize() + "."


def fill(conn: Connection, size: int, words: int = WORDS) -> None:
    """Put a year of so many articles, of so many words each, into an empty database."""
    with conn.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        cursor.execute("set session_replication_role = replica")  # no triggers, to save time
        cursor.execute("set maintenance_work_mem = '512MB'")
        cursor.execute("create temporary table text_made (n serial, title text, text text)")
        execute_values(cursor, "insert into text_made (title, text) values %s", list(texts(words)))
        cursor.execute("alter table text_made add search tsvector")
        cursor.execute("update text_made set search = setweight(to_tsvector('english', title), 'A')"
                       " || to_tsvector('english', text)")  # fmt: skip
        cursor.execute("create unique index on text_made (n)")
        indexes = _drop_indexes(cursor)
        for statement in _STATEMENTS:
            cursor.execute(statement, {"size": size, "sources": SOURCES, "topics": TOPICS,
                                       "texts": TEXTS, "days": DAYS})  # fmt: skip
        conn.commit()
        for definition in indexes:
            cursor.execute(definition)
        for statement in _ROLLUPS:
            cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")
    conn.commit()
    conn.autocommit = True
    with conn.cursor() as cursor:
        cursor.execute("vacuum analyze")
    conn.autocommit = False


def _drop_indexes(cursor: Cursor) -> list[str]:
    """Drop the indexes of the large tables; returns how to make them again."""
    cursor.execute(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
        " where indrelid = any('{newsmon.article, newsmon.article_search, newsmon.cluster,"
        " newsmon.topic_match, newsmon.near_duplicate, newsmon.address, newsmon.entry}'"
        "::regclass[])"
        " and not exists (select from pg_constraint where conindid = indexrelid)"
    )
    rows = cursor.fetchall()
    for name, _ in rows:
        cursor.execute(f"drop index {name}")
    return [definition for _, definition in rows]


# Outlets and topics are as unequal as words: the first has a large share, the last next to none.
# Three of ten articles are copies of the one before; some four texts are about one happening.
_STATEMENTS = (
    "insert into newsmon.source (slug, name, language) select 'outlet-' || n, 'Outlet ' || n, 'en'"
    " from generate_series(1, %(sources)s) n",
    "insert into newsmon.feed (source_id, url, kind, fetch_url, state)"
    " select 1 + n %% %(sources)s, 'https://outlet.example/' || n, 'feed', 'https://outlet.example/'"
    " || n, 'ok' from generate_series(1, 2 * %(sources)s) n",
    "insert into newsmon.topic (topic, name, definition_hash)"
    " select 'topic-' || n, 'Topic ' || n, 'hash' from generate_series(1, %(topics)s) n",
    "insert into newsmon.run (trigger, state, started_at, finished_at, single_process, counts)"
    " select 'cli', 'ok', now() - n * interval '1 day', now() - n * interval '1 day', true,"
    ' \'{"extract": {"claimed": 2700}}\' from generate_series(%(days)s, 1, -1) n',
    "insert into newsmon.event (event_id, title, keywords) overriding system value"
    " select n, 'Happening ' || n, '{some,words}' from generate_series(0, %(size)s / 5) n",
    "insert into newsmon.cluster (cluster_id, event_id) overriding system value"
    " select n, n / 3 from generate_series(0, %(size)s * 3 / 5) n",
    "insert into newsmon.article (source_id, url, title, text, lead, words, language, published_at,"
    " published_at_precision, published_at_method, first_seen_at, edition, cluster_id,"
    " deduplicated_at, tagged_at, grouped_at)"
    " select 1 + floor(%(sources)s * power(random(), 2))::int, 'https://outlet.example/' || g,"
    " t.title, t.text, left(t.text, 300), 200,"
    " case when g %% 500 = 0 then 'pt' when g %% 7 = 0 then 'de' else 'en' end,"
    " now() - (%(size)s - g) * interval '1 day' * %(days)s / %(size)s, 'minute', 'feed',"
    " now() - (%(size)s - g) * interval '1 day' * %(days)s / %(size)s + interval '20 minutes',"
    " 'page', g * 3 / 5, now(), now(), now()"
    " from generate_series(1, %(size)s::bigint) g"
    " join text_made t on t.n = 1 + g * 7919 %% %(texts)s",
    "insert into newsmon.article_search (article_id, config, search, event_time, source_id,"
    " language) select a.article_id, 'english', t.search, a.event_time, a.source_id, a.language"
    " from newsmon.article a"
    " join text_made t on t.n = 1 + substring(a.url from '[0-9]+$')::bigint * 7919 %% %(texts)s",
    "update newsmon.cluster c set representative_id = a.article_id from (select cluster_id,"
    " min(article_id) as article_id from newsmon.article group by 1) a"
    " where a.cluster_id = c.cluster_id",
    "insert into newsmon.topic_match (article_id, topic, score, share, salience, mentions,"
    " definition_hash, event_time, source_id, language) select article_id, 'topic-' || n, 8, 0.5,"
    " case when article_id %% 4 = 0 then 'mention' else 'about' end,"
    ' \'[{"start": 0, "end": 5, "term": "term", "zone": "title"}]\', \'hash\','
    " event_time, source_id, language from (select article_id, event_time, source_id, language,"
    " 1 + floor(%(topics)s * power(random(), 3))::int as n"
    " from newsmon.article) tagged",
    "insert into newsmon.near_duplicate (article_id, other_id, relation, containment_ab,"
    " containment_ba, similarity, shared_shingles, rule_version)"
    " select a.article_id, a.article_id - 1, 'copy', 0.9, 0.9, 0.8, 90, '1'"
    " from newsmon.article a join newsmon.article b on b.article_id = a.article_id - 1"
    " where a.cluster_id = b.cluster_id",
    "insert into newsmon.article_version (article_id, version, seen_at, title, text, edition)"
    " select article_id, 1, first_seen_at, title, text, 'page' from newsmon.article"
    " where article_id %% 10 = 0",
    # what feeds announced: each article, and beside nine of them one that was rejected or waits
    "insert into newsmon.address (url_key, url, host, source_id, state, article_id,"
    " next_attempt_at, first_seen_at, fetched_at) select substr(url, 9), url, 'outlet.example',"
    " source_id, 'loaded', article_id, null, first_seen_at, first_seen_at from newsmon.article",
    "insert into newsmon.address (url_key, url, host, source_id, state, next_attempt_at,"
    " first_seen_at) select substr(url, 9) || '/more', url || '/more', 'outlet.example', source_id,"
    " case when article_id %% 90 = 0 then 'pending' else 'rejected' end, null, first_seen_at"
    " from newsmon.article where article_id %% 9 = 0",
    "insert into newsmon.entry (feed_id, guid, address_id, first_seen_at)"
    " select f.feed_id, d.url, d.address_id, d.first_seen_at from newsmon.address d"
    " join (select source_id, min(feed_id) as feed_id from newsmon.feed group by 1) f"
    " using (source_id)",
    "insert into newsmon.passed_entry (feed_id, url_key, reason, first_seen_at)"
    " select f.feed_id, substr(a.url, 9) || '/old', case when a.article_id %% 60 = 0 then 'bad_url'"
    " else 'too_old' end, a.first_seen_at from newsmon.article a"
    " join newsmon.feed f using (source_id) where a.article_id %% 20 = 0",
    "insert into newsmon.rejection (address_id, source_id, url, stage, reason, seen_at)"
    " select address_id, source_id, url, 'extract', 'too_short', first_seen_at"
    " from newsmon.address where state = 'rejected'",
)
_ROLLUPS = (
    "insert into newsmon.topic_daily (day, topic, articles, clusters, sources, events)"
    " select newsmon.utc_day(a.event_time), m.topic, count(*), count(distinct a.cluster_id),"
    " count(distinct a.source_id), count(distinct c.event_id) from newsmon.article a"
    " join newsmon.topic_match m using (article_id) join newsmon.cluster c using (cluster_id)"
    " where m.salience = 'about' group by 1, 2",
    "insert into newsmon.source_daily (day, source_id, articles, clusters, share_duplicate)"
    " select newsmon.utc_day(event_time), source_id, count(*), count(distinct cluster_id), 0.4"
    " from newsmon.article group by 1, 2",
)
