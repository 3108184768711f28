-- Outlets, and how much each published day by day.

create or replace view report.sources as
select
    s.slug as source,
    s.name,
    s.homepage,
    s.country,
    s.language,
    (select count(*) from newsmon.article a where a.source_id = s.source_id and a.edition <> 'headline') as articles,
    s.created_at,
    s.source_id
from newsmon.source s;
comment on view report.sources is 'Outlets, with how many articles there are of each.';
comment on column report.sources.source is 'Short stable name from feeds.yaml.';
comment on column report.sources.name is 'Name for people.';
comment on column report.sources.homepage is 'Address of the outlet''s front page.';
comment on column report.sources.country is 'ISO 3166 alpha-2 code.';
comment on column report.sources.language is 'Expected language (ISO 639-1); null: any.';
comment on column report.sources.articles is 'Articles of this outlet; headlines (edition headline) are not counted.';
comment on column report.sources.source_id is 'Its number, as in report.articles.';
comment on column report.sources.created_at is 'When newsmon first heard of it.';

create or replace view report.source_daily as
select d.day, s.slug as source, d.articles, d.clusters, d.share_duplicate
from newsmon.source_daily d
join newsmon.source s using (source_id);
comment on view report.source_daily is 'How much an outlet published on each day; days with nothing have no row.';
comment on column report.source_daily.day is 'UTC date of event time (published_at, else first_seen_at).';
comment on column report.source_daily.source is 'The outlet.';
comment on column report.source_daily.articles is 'Articles it published.';
comment on column report.source_daily.clusters is 'Distinct texts among them.';
comment on column report.source_daily.share_duplicate is 'Share of them that are not the representative of their cluster, 0 to 1.';

create or replace view report.extraction_health as
select s.slug as source, h.pages, h.share_kept, h.share_rejected, h.since, h.checked_at
from newsmon.extraction_health h
join newsmon.source s using (source_id);
comment on view report.extraction_health is 'A weekly sample of each source''s newest pages, read a second time by trafilatura alone: how much of the prose it finds stands in our texts.';
comment on column report.extraction_health.source is 'The outlet, see report.sources.';
comment on column report.extraction_health.pages is 'Pages of the sample on which the second reader found prose.';
comment on column report.extraction_health.share_kept is 'Of the prose that it found on loaded pages, the share that our texts hold, 0 to 1.';
comment on column report.extraction_health.share_rejected is 'Of the pages, the share rejected as no article although it found an article''s length of prose, 0 to 1.';
comment on column report.extraction_health.since is 'When the oldest page of the sample was fetched.';
comment on column report.extraction_health.checked_at is 'When the sample was taken.';
