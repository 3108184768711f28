-- Items that a stage could not do anything with. A page is marked as extracted meanwhile, a post as tagged; an article waits, and claims pass it over; a rollup stays as it was.

-- name: put_page
-- Put a page into quarantine, reject its address for good, and note the failure.
with item as (
    update newsmon.page p set extracted_at = now()
    from newsmon.address a
    where p.page_id = %(item_id)s and a.address_id = p.address_id
    returning p.page_id, a.address_id, a.source_id, a.url
), kept as (
    insert into newsmon.quarantine (stage, item_id, environment, run_id, reason, detail)
    select %(stage)s, page_id, %(environment)s, %(run_id)s, %(reason)s, %(detail)s from item
    on conflict (stage, item_id, part) do update
    set environment = excluded.environment, run_id = excluded.run_id, reason = excluded.reason,
        detail = excluded.detail, quarantined_at = now()
), rejected as (
    update newsmon.address a
    set state = 'rejected', reason = %(reason)s, next_attempt_at = null
    from item where a.address_id = item.address_id and a.state = 'fetched'
), noted as (
    insert into newsmon.rejection as r (address_id, source_id, url, stage, reason, detail)
    select address_id, source_id, url, %(stage)s, %(reason)s, %(detail)s from item
    on conflict (url, stage, reason) do update set seen_at = now(), detail = excluded.detail
)
insert into newsmon.failure (run_id, source_id, url, stage, reason, detail)
select %(run_id)s, source_id, url, %(stage)s, %(reason)s, %(detail)s from item

-- name: put_article
-- Put an article into quarantine at a stage, and note the failure.
with item as (
    select article_id, source_id, url from newsmon.article where article_id = %(item_id)s
), kept as (
    insert into newsmon.quarantine (stage, item_id, environment, run_id, reason, detail)
    select %(stage)s, article_id, %(environment)s, %(run_id)s, %(reason)s, %(detail)s from item
    on conflict (stage, item_id, part) do update
    set environment = excluded.environment, run_id = excluded.run_id, reason = excluded.reason,
        detail = excluded.detail, quarantined_at = now()
)
insert into newsmon.failure (run_id, source_id, url, stage, reason, detail)
select %(run_id)s, source_id, url, %(stage)s, %(reason)s, %(detail)s from item

-- name: put_post
-- Put a post of a live blog into quarantine at the stage that tags, and note the failure of its blog.
with item as (
    update newsmon.post p set tagged_at = now()
    from newsmon.article a
    where p.post_id = %(item_id)s and a.article_id = p.article_id
    returning p.post_id, a.source_id, a.url
), kept as (
    insert into newsmon.quarantine (stage, item_id, part, environment, run_id, reason, detail)
    select 'tag', post_id, 'post', %(environment)s, %(run_id)s, %(reason)s, %(detail)s from item
    on conflict (stage, item_id, part) do update
    set environment = excluded.environment, run_id = excluded.run_id, reason = excluded.reason,
        detail = excluded.detail, quarantined_at = now()
)
insert into newsmon.failure (run_id, source_id, url, stage, reason, detail)
select %(run_id)s, source_id, url, 'tag', %(reason)s, %(detail)s from item

-- name: put_rollup
-- Put the rollup of a topic or an outlet on a day into quarantine, and note the failure.
with put as (
    insert into newsmon.quarantine (stage, item_id, part, environment, run_id, reason, detail)
    values (%(stage)s, %(day)s::date - date '1970-01-01', %(part)s, %(environment)s, %(run_id)s, %(reason)s, %(detail)s)
    on conflict (stage, item_id, part) do update
    set environment = excluded.environment, run_id = excluded.run_id, reason = excluded.reason,
        detail = excluded.detail, quarantined_at = now()
)
insert into newsmon.failure (run_id, url, stage, reason, detail)
values (%(run_id)s, 'urn:newsmon:rollup:' || %(day)s::date || ':' || replace(%(part)s, ' ', ':'), %(stage)s, %(reason)s,
        %(detail)s)

-- name: begin_attempt
-- Begin an attempt that can be undone by itself.
savepoint attempt

-- name: undo_attempt
-- Undo an attempt.
rollback to savepoint attempt; release savepoint attempt

-- name: end_attempt
-- Keep what an attempt wrote.
release savepoint attempt

-- name: release
-- Queue again what came here in another environment.
-- row: Released
-- not null: items
with released as (
    delete from newsmon.quarantine where environment <> %(environment)s returning stage, item_id, part
), queued as (
    update newsmon.page set extracted_at = null
    where page_id in (select item_id from released where stage = 'extract')
), posts as (
    update newsmon.post set tagged_at = null
    where post_id in (select item_id from released where part = 'post')
), stale as (
    insert into newsmon.stale_day
    select distinct date '1970-01-01' + item_id::integer from released where stage = 'publish'
)
select count(*) as items from released

-- name: take_back
-- Queue again what came here at a stage of a run, and forget that it did.
-- row: Released
-- not null: items
with released as (
    delete from newsmon.quarantine where stage = %(stage)s and run_id = %(run_id)s returning stage, item_id, part
), posts as (
    update newsmon.post set tagged_at = null
    where post_id in (select item_id from released where part = 'post')
), queued as (
    update newsmon.page p set extracted_at = null
    from released where released.stage = 'extract' and p.page_id = released.item_id
    returning p.address_id
), forgiven as (
    delete from newsmon.rejection r
    where r.stage = %(stage)s and r.reason in ('internal_error', 'unstorable', 'worker_died')
      and r.address_id in (select address_id from queued)
), fetched as (
    update newsmon.address set state = 'fetched', reason = null
    where address_id in (select address_id from queued) and state = 'rejected'
)
select count(*) as items from released
