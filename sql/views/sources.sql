create or replace view report.sources as
select
    s.slug as source,
    s.name,
    s.homepage,
    s.country,
    s.language,
    (select count(*) from newsmon.article a where a.source_id = s.source_id) as articles,
    s.created_at
from newsmon.source s;
comment on view report.sources is 'Outlets, with how many articles we have of each.';
comment on column report.sources.source is 'Short stable name from feeds.yaml.';
comment on column report.sources.name is 'Name for people.';
comment on column report.sources.homepage is 'Address of the outlet''s front page.';
comment on column report.sources.country is 'ISO 3166 alpha-2 code.';
comment on column report.sources.language is 'Expected language (ISO 639-1); null: any.';
comment on column report.sources.articles is 'Articles of this outlet.';
comment on column report.sources.created_at is 'When newsmon first heard of it.';
