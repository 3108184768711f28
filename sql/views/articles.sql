-- Articles, their versions, where each value came from, and their topics.

create or replace view report.articles as
select
    a.article_id,
    a.url,
    s.slug as source,
    a.title,
    a.authors,
    a.text,
    a.lead,
    a.words,
    a.language,
    a.published_at,
    a.published_at_precision,
    a.published_at_method,
    a.modified_at,
    a.first_seen_at,
    a.edition,
    a.version,
    a.cluster_id,
    c.representative_id = a.article_id as is_representative,
    c.event_id,
    array(
        select m.topic
        from newsmon.topic_match m
        join newsmon.topic t using (topic)
        where m.article_id = a.article_id and m.salience = 'about' and t.removed_at is null
        order by m.topic
    ) as topics,
    f.search,
    a.event_time,
    a.section,
    a.tags as publisher_tags,
    a.image_url,
    a.paywalled,
    case
        when a.kind = 'article' and 1 < (
            select count(*)
            from newsmon.near_duplicate d
            where d.relation = 'contains'
              and (d.article_id = a.article_id and d.containment_ba > d.containment_ab
                   or d.other_id = a.article_id and d.containment_ab > d.containment_ba)
        ) then 'roundup'
        else a.kind
    end as kind,
    a.source_id
from newsmon.article a
-- outer joins on unique keys: Postgres leaves out those whose columns a query does not use
left join newsmon.source s on s.source_id = a.source_id
left join newsmon.cluster c on c.cluster_id = a.cluster_id
left join newsmon.article_search f on f.article_id = a.article_id;
comment on view report.articles is 'Every article once, in its newest version. Where its page is refused and the feed has no text, title and summary stand here with edition headline: counted nowhere, and in no cluster or event; where edition <> ''headline'' leaves them out.';
comment on column report.articles.article_id is 'Key of the article; stable for ever.';
comment on column report.articles.url is 'Canonical URL: our normalised choice.';
comment on column report.articles.source is 'The outlet that published it: its short name, see report.sources.';
comment on column report.articles.title is 'Headline, without the site''s name.';
comment on column report.articles.authors is 'People, agencies and desks that the page credits, people first where it says which is which; empty where it credits nobody. report.provenance has the kind of each.';
comment on column report.articles.text is 'Clean text: a paragraph a line, without the site''s furniture.';
comment on column report.articles.lead is 'First sentences of the text.';
comment on column report.articles.words is 'Words of the text; for scripts without spaces, estimated from characters.';
comment on column report.articles.language is 'Detected language, ISO 639-1.';
comment on column report.articles.published_at is 'When it was published as the publisher claims; null where no claim was found.';
comment on column report.articles.published_at_precision is 'How exact that claim is: second, minute or day.';
comment on column report.articles.published_at_method is 'Where that claim was read: feed, json-ld, meta, …';
comment on column report.articles.modified_at is 'When the publisher says it last changed.';
comment on column report.articles.first_seen_at is 'When newsmon first saw it; our observation, never null.';
comment on column report.articles.edition is 'How good the text is: page (fetched), original (a document given), feed (as the feed carries it, while the page is refused), brief (an abstract of our own) or headline (no text: title and summary as the feed has them, while the page is refused).';
comment on column report.articles.version is 'Number of the newest version, from 1; earlier ones are in report.article_versions. 0: a headline.';
comment on column report.articles.cluster_id is 'Articles with the same number are copies of one text; null until deduplicated.';
comment on column report.articles.is_representative is 'Whether it stands for its cluster; exactly one article of each does. Null until deduplicated.';
comment on column report.articles.event_id is 'The event that it belongs to, see report.events; null until grouped.';
comment on column report.articles.topics is 'Topics that it is about, in alphabetical order; mentions in passing are in report.article_topics.';
comment on column report.articles.search is 'Full-text index: title (A), lead (B), text (D), in the configuration of its language or simple. Use: search @@ websearch_to_tsquery(''english'', ''…''), or, in every script, search @@ report.search_query(''english'', ''…'').';
comment on column report.articles.event_time is 'published_at, else first_seen_at: the time that days and windows go by.';
comment on column report.articles.section is 'Section of the outlet, as the page states it.';
comment on column report.articles.publisher_tags is 'Keywords of the publisher; not our topics.';
comment on column report.articles.image_url is 'Lead image, as the page states it.';
comment on column report.articles.kind is 'Form: article; live_blog (its posts are in report.posts); roundup (prints several other articles: its page says so, or report.duplicates shows what it contains); release (a party''s own announcement). report.provenance says by what it was chosen.';
comment on column report.articles.source_id is 'Number of the outlet, see report.sources; what is asked for by it comes from an index.';
comment on column report.articles.paywalled is 'Whether the page says that it is not free to read; null: it says nothing.';

create or replace view report.article_topics as
select m.article_id, m.topic, m.score, m.share, m.salience, m.mentions, m.definition_hash, m.event_time, m.source_id,
       m.language
from newsmon.topic_match m
join newsmon.topic t using (topic)
where t.removed_at is null;
comment on view report.article_topics is 'Which article matches which monitored topic, and why; headlines too.';
comment on column report.article_topics.article_id is 'The article.';
comment on column report.article_topics.topic is 'The topic, see report.topics.';
comment on column report.article_topics.score is 'Points: title 4, lead sentences 2 each up to 4, body sentences 1 each up to 10.';
comment on column report.article_topics.share is 'Share of the article''s sentences that speak of the topic, 0 to 1.';
comment on column report.article_topics.salience is 'about: the topic is a subject of the article; mention: it is spoken of.';
comment on column report.article_topics.mentions is 'List of spans: start, end (characters from 0 into the title or the text), term, zone (title, lead, body).';
comment on column report.article_topics.definition_hash is 'The topic''s definition that made this match; differs from report.topics until it is retagged.';
comment on column report.article_topics.event_time is 'That of the article: what is asked for by topic and time comes from one index.';
comment on column report.article_topics.source_id is 'The article''s outlet, see report.sources.';
comment on column report.article_topics.language is 'The article''s language.';

create or replace view report.article_words as
select f.article_id, f.search, f.event_time, f.source_id, f.language
from newsmon.article_search f;
comment on view report.article_words is 'What full-text search looks through, in narrow rows: search @@ report.search_query(''english'', ''…'') finds all articles with some words sooner here than in report.articles.';
comment on column report.article_words.article_id is 'The article.';
comment on column report.article_words.search is 'Its words, as in report.articles.';
comment on column report.article_words.event_time is 'Its event time.';
comment on column report.article_words.source_id is 'Its outlet, see report.sources.';
comment on column report.article_words.language is 'Its language.';

create or replace view report.article_versions as
select v.article_id, v.version, v.seen_at, v.title, v.text, v.edition
from newsmon.article_version v;
comment on view report.article_versions is 'Each article''s title and text as seen at one time: what changed after publication.';
comment on column report.article_versions.article_id is 'The article.';
comment on column report.article_versions.version is 'From 1; the highest is what report.articles shows.';
comment on column report.article_versions.seen_at is 'When newsmon saw it so.';
comment on column report.article_versions.title is 'Its headline then.';
comment on column report.article_versions.text is 'Its text then.';
comment on column report.article_versions.edition is 'page (fetched), original (a document given), feed (as the feed carries it) or brief (an abstract of our own).';

create or replace view report.version_diffs as
select v.article_id, v.version, v.seen_at, d.part, d.change, d.position, d.line
from newsmon.article_version v
join newsmon.article_version o on o.article_id = v.article_id and o.version = v.version - 1
cross join lateral (
    select string_to_array(o.text, e'\n') as before, string_to_array(v.text, e'\n') as after
) t
cross join lateral (
    select 'title' as part, 'removed' as change, 0 as position, o.title as line
    where o.title <> v.title
    union all
    select 'title', 'added', 0, v.title
    where o.title <> v.title
    union all
    select 'text', 'removed', l.position::integer, l.line
    from unnest(t.before) with ordinality l(line, position)
    where l.line <> all (t.after)
    union all
    select 'text', 'added', l.position::integer, l.line
    from unnest(t.after) with ordinality l(line, position)
    where l.line <> all (t.before)
) d;
comment on view report.version_diffs is 'What each version changed: the paragraphs that the version before had and this one has not, and the other way round.';
comment on column report.version_diffs.article_id is 'The article.';
comment on column report.version_diffs.version is 'The version that brought the change, from 2.';
comment on column report.version_diffs.seen_at is 'When newsmon saw that version.';
comment on column report.version_diffs.part is 'title or text.';
comment on column report.version_diffs.change is 'removed (only in the version before) or added (only in this one); a paragraph that was reworded is both.';
comment on column report.version_diffs.position is 'Number of the paragraph in the text that has it, from 1; 0 for the title.';
comment on column report.version_diffs.line is 'The paragraph or the title.';

create or replace view report.removed_lines as
select r.article_id, r.position, r.line, r.rule
from newsmon.removed_line r;
comment on view report.removed_lines is 'Lines of an article''s page that are the site''s furniture and were left out of its text.';
comment on column report.removed_lines.article_id is 'The article.';
comment on column report.removed_lines.position is 'Order of removal, from 0.';
comment on column report.removed_lines.line is 'What was left out.';
comment on column report.removed_lines.rule is 'Why: the kind of furniture, or learned (see report.furniture).';

create or replace view report.furniture as
select s.slug as source, f.line, f.pages, f.learned_at
from newsmon.furniture_line f
join newsmon.source s using (source_id);
comment on view report.furniture is 'Lines learned to be a site''s furniture, because they recur across its pages and no other outlet prints them.';
comment on column report.furniture.source is 'The outlet, see report.sources.';
comment on column report.furniture.line is 'The line as lines are compared: lower case, no punctuation, every number as 0.';
comment on column report.furniture.pages is 'On how many of the outlet''s pages it stood when it was learned.';
comment on column report.furniture.learned_at is 'When it was learned.';

create or replace view report.provenance as
select p.article_id, p.field, p.value, p.origin, p.confidence, p.chosen, p.kind
from newsmon.provenance p;
comment on view report.provenance is 'Every value found for an article''s metadata, where it was read, and which one the article carries.';
comment on column report.provenance.article_id is 'The article.';
comment on column report.provenance.field is 'title, authors, published_at, …';
comment on column report.provenance.value is 'The value found, as text.';
comment on column report.provenance.origin is 'Where it was read: feed, json-ld, opengraph, meta, h1, blocks, trafilatura, …; given and manifest: it came with the document, beside its text.';
comment on column report.provenance.confidence is 'How far it is trusted, 0 to 1.';
comment on column report.provenance.chosen is 'Whether the article carries it.';
comment on column report.provenance.kind is 'Of authors: person, agency, desk or organisation; else empty.';

create or replace view report.article_addresses as
select d.article_id, d.url, d.state, d.fetched_at
from newsmon.address d
where d.article_id is not null;
comment on view report.article_addresses is 'Every address that an article is known by.';
comment on column report.article_addresses.article_id is 'The article.';
comment on column report.article_addresses.url is 'The address as it was announced.';
comment on column report.article_addresses.state is 'What became of it: fetched, loaded, rejected, …';
comment on column report.article_addresses.fetched_at is 'When it was last fetched; null: never.';
