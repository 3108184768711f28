-- Runs, rejections and failures.

create or replace view report.runs as
select r.run_id, r.started_at, r.finished_at, r.state, r.counts, r.trigger, r.interval_start, r.interval_end
from newsmon.run r;
comment on view report.runs is 'Passes of the pipeline.';
comment on column report.runs.run_id is 'Key of the run.';
comment on column report.runs.started_at is 'When it began.';
comment on column report.runs.finished_at is 'When it ended; null: still running.';
comment on column report.runs.state is 'running, ok, degraded (some feeds or pages failed), offline (no public host could be reached), failed.';
comment on column report.runs.counts is 'Counts by stage.';
comment on column report.runs.trigger is 'What started it: cli, load, follow, or the Airflow run id.';
comment on column report.runs.interval_start is 'Start of the past interval that a backfill stands for; else null.';
comment on column report.runs.interval_end is 'End of that interval (exclusive).';

create or replace view report.rejections as
select x.url, s.slug as source, x.stage, x.reason, x.detail, x.seen_at,
       coalesce(a.retries, 0) - (a.next_attempt_at is not null and a.state = 'rejected')::integer as retries,
       case when a.state = 'rejected' then a.next_attempt_at end as next_attempt_at, a.article_id
from newsmon.rejection x
join newsmon.source s using (source_id)
left join newsmon.address a using (address_id);
comment on view report.rejections is 'What was deliberately not loaded, and why.';
comment on column report.rejections.url is 'The URL.';
comment on column report.rejections.source is 'The outlet.';
comment on column report.rejections.stage is 'The stage that rejected it.';
comment on column report.rejections.reason is 'Reason code, from a closed list.';
comment on column report.rejections.detail is 'What exactly was seen.';
comment on column report.rejections.seen_at is 'When it was last rejected so.';
comment on column report.rejections.retries is 'How often it was asked for again since.';
comment on column report.rejections.next_attempt_at is 'When it will be asked for again; null: given up.';
comment on column report.rejections.article_id is 'What stands in report.articles of it, such as its headline; null: nothing.';

create or replace view report.failures as
select x.url, s.slug as source, x.stage, x.reason, x.detail, x.seen_at, x.run_id
from newsmon.failure x
left join newsmon.source s using (source_id);
comment on view report.failures is 'Attempts that went wrong and will be repeated.';
comment on column report.failures.url is 'What was asked for.';
comment on column report.failures.source is 'The outlet.';
comment on column report.failures.stage is 'The stage.';
comment on column report.failures.reason is 'Reason code, from a closed list.';
comment on column report.failures.detail is 'What exactly was seen.';
comment on column report.failures.seen_at is 'When.';
comment on column report.failures.run_id is 'The run in which it happened.';

create or replace view report.backlogs as
select backlog.stage, backlog.waiting, backlog.waiting_since,
       (select max((r.progress ->> backlog.stage)::timestamptz) from newsmon.run r) as progressed_at,
       (select count(*) from newsmon.quarantine q where q.stage = backlog.stage) as quarantined
from (
    select 1 as place, 'poll' as stage, count(*) as waiting, min(next_poll_at) as waiting_since
    from newsmon.feed where state not in ('disabled', 'removed') and next_poll_at <= now()
    union all
    select 2, 'fetch', count(*), min(next_attempt_at) from newsmon.address where next_attempt_at <= now()
    union all
    select 3, 'extract', count(*), min(greatest(p.fetched_at, w.embargoed_until))
    from newsmon.page p
    left join newsmon.wire_item w on w.address_id = p.address_id and p.edition = 'original'
    where p.extracted_at is null and (w.embargoed_until is null or w.embargoed_until <= now())
    union all
    select 4, 'deduplicate', count(*), min(first_seen_at) from newsmon.article a
    where deduplicated_at is null
      and not exists (select from newsmon.quarantine x where x.stage = 'deduplicate' and x.item_id = a.article_id)
    union all
    select 5, 'tag', count(*), min(first_seen_at) from newsmon.article a
    where tagged_at is null
      and not exists (select from newsmon.quarantine x where x.stage = 'tag' and x.part = '' and x.item_id = a.article_id)
    union all
    select 6, 'group', count(*), min(first_seen_at) from newsmon.article a
    where grouped_at is null and deduplicated_at is not null and cluster_id is not null
      and not exists (select from newsmon.quarantine x where x.stage = 'group' and x.item_id = a.article_id)
) backlog
order by backlog.place;
comment on view report.backlogs is 'What waits for each stage, in the order of the stages.';
comment on column report.backlogs.stage is 'poll, fetch, extract, deduplicate, tag or group.';
comment on column report.backlogs.waiting is 'Feeds, addresses, pages or articles that could be worked on now.';
comment on column report.backlogs.waiting_since is 'Since when the first of them waits; null: nothing waits.';
comment on column report.backlogs.progressed_at is 'When the stage last did anything; null: never.';
comment on column report.backlogs.quarantined is 'Items that the stage passes over until the version changes, because it failed on them.';
