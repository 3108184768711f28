-- name: find
-- Of each of these, the article that one of its addresses leads to, that has its URL, or that has its words under another
-- spelling of its first address (another query behind one path), locked against other writers (nulls: none); whether one
-- of its addresses was forgotten, and the article with it; and the headlines that its addresses lead to.
-- not null: place, title, text, edition, forgotten, headlines
select searched.place, stored.article_id, stored.introduction, stored.read_at, coalesce(stored.title, '') as title,
       coalesce(stored.text, '') as text, coalesce(stored.edition, '') as edition,
       exists (select from newsmon.address where url_key = any(searched.url_keys) and state = 'forgotten') as forgotten,
       array(select h.article_id from newsmon.address d join newsmon.article h using (article_id)
             where d.url_key = any(searched.url_keys) and h.edition = 'headline') as headlines
from json_to_recordset(%(extracted)s::json) as searched (place int, url_keys text[], url text, title text, text text)
left join lateral (
    select o.article_id, o.title, o.text, o.edition, b.introduction, b.read_at
    from newsmon.article o
    left join newsmon.live_blog b using (article_id)
    where o.article_id = coalesce(
        (select d.article_id from newsmon.address d
         join newsmon.article l using (article_id)
         where d.url_key = any(searched.url_keys)
         order by l.edition = 'headline', d.address_id limit 1),
        (select article_id from newsmon.article where url = searched.url),
        (select a.article_id
         from newsmon.article a
         join newsmon.address d using (article_id)
         where a.text = searched.text and a.title = searched.title
           and split_part(d.url_key, '?', 1) = split_part(searched.url_keys[1], '?', 1)
         order by a.article_id limit 1)
    )
    for update of o
) stored on true

-- name: insert
-- New articles in their first versions; none where another worker has just loaded one. A headline has no version, for it
-- has no text, and takes no part in what goes by texts.
with extracted as materialized (
    select *
    from json_to_recordset(%(extracted)s::json) as record (
        place int, source_id int, url text, title text, authors text[], text text, lead text, words int, language text,
        published_at timestamptz, published_at_precision text, published_at_method text, modified_at timestamptz,
        first_seen_at timestamptz, edition text, section text, tags text[], image_url text, paywalled boolean, kind text,
        seen_at timestamptz, page_id bigint
    )
), made as (
    insert into newsmon.article (source_id, url, title, authors, text, lead, words, language, published_at,
        published_at_precision, published_at_method, modified_at, first_seen_at, edition, section, tags, image_url,
        paywalled, kind, version, deduplicated_at, grouped_at)
    select source_id, url, title, authors, text, lead, words, language, published_at, published_at_precision,
           published_at_method, modified_at, first_seen_at, edition, section, tags, image_url, paywalled, kind,
           case when edition = 'headline' then 0 else 1 end,
           case when edition = 'headline' then now() end, case when edition = 'headline' then now() end
    from extracted
    order by place
    on conflict (url) do nothing
    returning article_id, url
), versions as (
    insert into newsmon.article_version (article_id, version, seen_at, title, text, edition, page_id)
    select made.article_id, 1, extracted.seen_at, extracted.title, extracted.text, extracted.edition, extracted.page_id
    from made join extracted using (url)
    where extracted.edition <> 'headline'
)
select article_id, url from made

-- name: revise
-- The next version of an article; every later stage has to look at it again. In place of a headline it is the first, at
-- the URL that it has by now.
update newsmon.article a
set url = case when a.edition = 'headline' and not exists (select from newsmon.article o where o.url = %(url)s)
               then %(url)s else url end,
    title = %(title)s, authors = %(authors)s, text = %(text)s, lead = %(lead)s, words = %(words)s,
    language = %(language)s, published_at = coalesce(%(published_at)s, published_at),
    published_at_precision = case when %(published_at)s is null then published_at_precision else %(published_at_precision)s end,
    published_at_method = case when %(published_at)s is null then published_at_method else %(published_at_method)s end,
    modified_at = coalesce(%(modified_at)s, modified_at), edition = %(edition)s, version = version + 1,
    section = coalesce(%(section)s, section), tags = %(tags)s, image_url = coalesce(%(image_url)s, image_url),
    paywalled = coalesce(%(paywalled)s, paywalled), kind = %(kind)s,
    deduplicated_at = null, tagged_at = null, grouped_at = null
where article_id = %(article_id)s
returning version

-- name: refresh
-- New facts about the same text (a better extractor): no new version; untouched where nothing differs.
update newsmon.article a
set title = %(title)s, authors = %(authors)s, text = %(text)s, lead = %(lead)s, words = %(words)s,
    language = %(language)s, published_at = %(published_at)s, published_at_precision = %(published_at_precision)s,
    published_at_method = %(published_at_method)s, modified_at = %(modified_at)s, section = %(section)s,
    tags = %(tags)s, image_url = %(image_url)s, paywalled = %(paywalled)s, kind = %(kind)s,
    deduplicated_at = case when a.text <> %(text)s and a.edition <> 'headline' then null else deduplicated_at end,
    tagged_at = case when (a.title, a.text) <> (%(title)s, %(text)s) then null else tagged_at end,
    grouped_at = case when (a.title, a.text) <> (%(title)s, %(text)s) and a.edition <> 'headline' then null
                      else grouped_at end
where article_id = %(article_id)s
  and (a.title, a.authors, a.text, a.language, a.published_at, a.modified_at, a.section, a.kind, a.tags)
      is distinct from
      (%(title)s, %(authors)s::text[], %(text)s, %(language)s, %(published_at)s, %(modified_at)s, %(section)s, %(kind)s,
       %(tags)s::text[])

-- name: supersede_headlines
-- Headlines of one article under several of its addresses: its own stays, or is replaced, and the others go.
with moved as (
    update newsmon.address set article_id = %(article_id)s
    where article_id = any(%(headlines)s::bigint[]) and article_id <> %(article_id)s
)
delete from newsmon.article where article_id = any(%(headlines)s::bigint[]) and article_id <> %(article_id)s

-- name: refresh_version
-- The newest version's words, where a better extraction of the same page has changed them.
update newsmon.article_version v
set title = a.title, text = a.text
from newsmon.article a
where a.article_id = %(article_id)s and v.article_id = a.article_id and v.version = a.version
  and (v.title, v.text) is distinct from (a.title, a.text)

-- name: move_version
-- The newest version is what this page says by now: a live blog grows without a version for each post.
update newsmon.article_version v
set page_id = %(page_id)s
from newsmon.article a
where a.article_id = %(article_id)s and v.article_id = a.article_id and v.version = a.version

-- name: index
-- Full-text search of newest versions.
insert into newsmon.article_search (article_id, config, search)
select article_id, config,
       setweight(to_tsvector(config, report.search_words(title)), 'A')
       || setweight(to_tsvector(config, report.search_words(lead)), 'B')
       || to_tsvector(config, report.search_words(left(text, 250000)))
from newsmon.article, report.search_config(language) as config
where article_id = any(%(article_ids)s)
on conflict (article_id) do update set config = excluded.config, search = excluded.search

-- name: add_version
-- An article's text as seen now.
insert into newsmon.article_version (article_id, version, seen_at, title, text, edition, page_id)
values (%(article_id)s, %(version)s, %(seen_at)s, %(title)s, %(text)s, %(edition)s, %(page_id)s)

-- name: clear_details
-- Forget the candidates and the removed lines of the versions before.
with lines as (
    delete from newsmon.removed_line where article_id = any(%(article_ids)s)
)
delete from newsmon.provenance where article_id = any(%(article_ids)s)

-- name: add_provenance
-- Candidate values of an article's metadata.
insert into newsmon.provenance (article_id, field, value, origin, confidence, chosen, kind)
values %s

-- name: add_removed_lines
-- Lines of the page that are not the article's.
insert into newsmon.removed_line (article_id, position, line, rule)
values %s

-- name: boilerplate
-- Return the learned boilerplate of these sources.
-- not null: lines
select source_id, array_agg(line) as lines
from newsmon.furniture_line
where source_id = any(%(sources)s)
group by source_id

-- name: reject
-- Note a deliberate non-load, once per address, stage and reason; seen anew, it is the newer time and detail that count.
insert into newsmon.rejection as r (address_id, source_id, url, stage, reason, detail)
values (%(address_id)s, %(source_id)s, %(url)s, %(stage)s, %(reason)s, %(detail)s)
on conflict (url, stage, reason) do update
set seen_at = now(), detail = excluded.detail
where %(fresh)s

-- name: fail
-- Note an attempt that went wrong and will be repeated.
insert into newsmon.failure (run_id, source_id, url, stage, reason, detail)
values (%(run_id)s, %(source_id)s, %(url)s, %(stage)s, %(reason)s, %(detail)s)

-- name: ensure_source
-- The source with this slug; made where a document names one that no configuration knows.
-- not null: source_id
with made as (
    insert into newsmon.source (slug, name) values (%(slug)s, %(name)s)
    on conflict (slug) do nothing
    returning source_id
)
select source_id from made
union all
select source_id from newsmon.source where slug = %(slug)s
limit 1
