-- Words that a stroke or a lost space joins are found each by itself.
--
-- Postgres' parser takes Israel/Gaza for the name of a file, U.S./China for a host with a path, and talks.China for a
-- host, each of them one word. What stands between digits (9/11, 2026/27) and names of hosts stay as they are.

create or replace function report.search_words(txt text) returns text
    language sql immutable strict parallel safe set search_path = pg_catalog as $$
    -- punctuation, spaces and symbols beyond ASCII are spaces; then each character of a script without
    -- spaces becomes a word with the one after it: 半导体 is 半 半导 导体 体
    select case
        when octet_length(txt) = char_length(txt) then txt  -- nothing but ASCII
        when txt !~ '[\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f]' then regexp_replace(txt, '[\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0df4\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u10fb\u1360-\u1368\u1680\u17d4-\u17db\u1800-\u180a\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20cf\u2116\u2117\u2120\u2122\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u309b\u309c\u30a0\u30fb\ufe10-\ufe19\ufe30-\ufe6b\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\ufffd\U0001f000-\U0001faff]+', ' ', 'g')
        else regexp_replace(regexp_replace(
            regexp_replace(txt, '[\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0df4\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u10fb\u1360-\u1368\u1680\u17d4-\u17db\u1800-\u180a\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20cf\u2116\u2117\u2120\u2122\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u309b\u309c\u30a0\u30fb\ufe10-\ufe19\ufe30-\ufe6b\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\ufffd\U0001f000-\U0001faff]+', ' ', 'g'),
            '([\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f]+)', ' \1 ', 'g'),
            '([\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f])', '\1 \1', 'g')
    end
    from (select regexp_replace(txt, '/+(?=[^[:digit:][:space:]/])|(?<=[a-z])[.](?=[A-Z])', ' ', 'g') as txt offset 0) as apart
$$;

create or replace function report.search_query(config regconfig, query text) returns tsquery
    language sql stable strict parallel safe set search_path = pg_catalog as $$
    -- between quotation marks a run of such characters is its pairs; outside it is a phrase of them
    select websearch_to_tsquery(config, string_agg(
        case when piece !~ '^[\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f]' then regexp_replace(piece, '([^-[:space:]])$', '\1 ')
             when length(piece) = 1 then piece || ' '
             when part % 2 = 0 then pairs || ' '
             else '"' || pairs || '" '
        end || closing, '' order by part, place))
    from (
        select part, place, matched[1] as piece,
               regexp_replace(regexp_replace(matched[1], '(.)', '\1 \1', 'g'), '^. (.*) .$', '\1') as pairs,
               case when last_value(place) over (partition by part order by place
                        rows between unbounded preceding and unbounded following) = place
                     and part < max(part) over () then '"' else '' end as closing
        from regexp_split_to_table(translate(regexp_replace(query, '/+(?=[^[:digit:][:space:]/])|(?<=[a-z])[.](?=[A-Z])', ' ', 'g'), '“”„«»', '"""""'), '"') with ordinality as parts (quoted, part)
        cross join lateral regexp_matches(
            regexp_replace(quoted || ' ', '[\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0df4\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u10fb\u1360-\u1368\u1680\u17d4-\u17db\u1800-\u180a\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20cf\u2116\u2117\u2120\u2122\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u309b\u309c\u30a0\u30fb\ufe10-\ufe19\ufe30-\ufe6b\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\ufffd\U0001f000-\U0001faff]+', ' ', 'g'),
            '[\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f]+|[^\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc\u17dd\ua9e0-\ua9ff\uaa60-\uaa7f]+', 'g') with ordinality as pieces (matched, place)
    ) as found
$$;

comment on function report.search_words is 'A text as report.articles.search has it: joined names parted, without the punctuation that some servers take for letters, and with pairs of characters for words in Chinese, Japanese, Thai, Lao, Khmer and Burmese.';

update newsmon.article_search s
set search = setweight(to_tsvector(s.config, report.search_words(a.title)), 'A')
             || setweight(to_tsvector(s.config, report.search_words(a.lead)), 'B')
             || to_tsvector(s.config, report.search_words(left(a.text, 250000)))
from newsmon.article a
where a.article_id = s.article_id
  and a.title || ' ' || a.lead || ' ' || left(a.text, 250000) ~ '[^[:space:]]/[^[:digit:][:space:]]|[a-z][.][A-Z]';
