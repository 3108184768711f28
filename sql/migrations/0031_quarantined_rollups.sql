-- Rollups that cannot be computed: the topic or the outlet of that day, and nothing else of it.

alter table newsmon.quarantine add column part text not null default '';
alter table newsmon.quarantine drop constraint quarantine_pkey;
alter table newsmon.quarantine add primary key (stage, item_id, part);
comment on column newsmon.quarantine.part is 'The part of the item: of a day, whose rollup it is (`topic SLUG` or `source SLUG`, `topics` or `sources` for all of them); else empty.';
comment on column newsmon.quarantine.stage is 'The stage: extract, deduplicate, tag, group or publish.';
comment on column newsmon.quarantine.item_id is 'The page (of extract), the day (of publish: days since 1970-01-01) or the article.';
