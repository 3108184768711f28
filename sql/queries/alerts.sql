-- name: open_alerts
-- Alerts that are open.
-- row: OpenAlert
select alert_id, kind, subject, source_id, since, detail, facts, opened_at
from newsmon.alert
where closed_at is null
order by alert_id

-- name: unhealthy_feeds
-- Feeds that are not well, and these others.
select f.url, f.source_id, f.state, f.since, f.reason, f.last_ok_at, f.last_new_at
from newsmon.feed f
where f.state in ('quiet', 'failing', 'gone') or f.url = any(%(urls)s)
order by f.feed_id

-- name: newest_runs
-- Newest runs that were to ask all feeds, backfills and failed ones left out.
select run_id, trigger, started_at, finished_at, state, single_process
from newsmon.run
where feeds is null and interval_start is null and state <> 'failed'
  and trigger <> 'load' and trigger not like 'replay%%'
  and run_id is distinct from %(but)s
order by run_id desc
limit %(limit)s

-- name: article_lengths
-- Words of the newest articles of each outlet, newest first, of which there are enough to judge.
-- not null: words
select s.source_id, s.slug, newest.words
from newsmon.source s
cross join lateral (
    select array_agg(words order by event_time desc, article_id desc) as words
    from (
        select article_id, words, event_time
        from newsmon.article a
        where a.source_id = s.source_id and a.edition = 'page'
          and a.event_time <= now() + interval '1 day'
          and a.event_time > greatest(now() - make_interval(days => %(days)s), (
              select max(opened_at) from newsmon.alert
              where kind = 'text_length' and source_id = s.source_id and outcome = 'usual'))
        order by event_time desc, article_id desc
        limit %(limit)s
    ) chosen
) newest
where cardinality(newest.words) >= %(least)s
order by s.source_id

-- name: address_outcomes
-- Return the outcomes of each outlet's newest addresses, newest first: a reason code, or nothing where it was loaded.
-- not null: reasons
select s.source_id, s.slug, newest.reasons
from newsmon.source s
cross join lateral (
    select array_agg(reason order by first_seen_at desc, address_id desc) as reasons
    from (
        select address_id, first_seen_at, case when state = 'rejected' then reason else '' end as reason
        from newsmon.address a
        where a.source_id = s.source_id
          and (a.state = 'rejected' or a.state = 'loaded' and a.fetched_at is not null)
          and a.first_seen_at > greatest(now() - make_interval(days => %(days)s), (
              select max(opened_at) from newsmon.alert
              where kind = 'rejections' and source_id = s.source_id and outcome = 'usual'))
        order by first_seen_at desc, address_id desc
        limit %(limit)s
    ) chosen
) newest
where cardinality(newest.reasons) >= %(least)s
order by s.source_id

-- name: extraction_health
-- Return the share of prose that outlets' pages keep, where there are enough pages to judge.
select s.source_id, s.slug, h.pages, h.share_kept, h.share_rejected, h.checked_at
from newsmon.extraction_health h
join newsmon.source s using (source_id)
where h.pages >= %(least)s
order by s.source_id

-- name: rights
-- Origins whose files state something else than before, since so many days.
-- not null: changed_at
select o.origin, x.statements, p.statements as previous, o.changed_at
from newsmon.origin_rights o
left join newsmon.rights x on x.rights_id = o.rights_id
left join newsmon.rights p on p.rights_id = o.previous_rights_id
where o.changed_at > now() - make_interval(days => %(days)s)
order by o.origin

-- name: raise
-- New alerts; one that is open already stays as it is.
insert into newsmon.alert (kind, subject, source_id, since, detail, facts, opened_at)
values %s
on conflict (kind, subject) where closed_at is null do nothing

-- name: close
-- Alerts that are over.
-- values: (%s::bigint, %s, %s::timestamptz)
update newsmon.alert a
set closed_at = over.closed_at::timestamptz, outcome = over.outcome
from (values %s) as over (alert_id, outcome, closed_at)
where a.alert_id = over.alert_id and a.closed_at is null

-- name: add_targets
-- Remember who there is to tell.
insert into newsmon.alert_target (target, since, next_attempt_at)
select target, now(), now() from unnest(%(targets)s::text[]) as target
on conflict do nothing

-- name: targets
-- Return the state of delivery to these targets.
-- row: AlertTarget
select target, since, last_told_at, failures, next_attempt_at, last_error
from newsmon.alert_target
where target = any(%(targets)s)
order by target

-- name: undelivered
-- Return the alerts that a target has not been told yet, of these kinds, or of any where there are none.
-- row: UntoldAlert
-- not null: opening_untold
select a.alert_id, a.kind, a.subject, s.slug as source, s.name as outlet, a.since, a.detail, a.opened_at, a.closed_at,
       a.outcome, o.told_at is null as opening_untold
from newsmon.alert a
join newsmon.alert_target t on t.target = %(target)s
left join newsmon.source s using (source_id)
left join newsmon.alert_told o on o.alert_id = a.alert_id and o.target = t.target and o.what = 'opened'
left join newsmon.alert_told c on c.alert_id = a.alert_id and c.target = t.target and c.what = 'closed'
where (cardinality(%(kinds)s::text[]) = 0 or a.kind = any(%(kinds)s))
  and case when a.closed_at is null then o.told_at is null
           else a.outcome in ('recovered', 'usual') and c.told_at is null
                and (o.told_at is not null or a.closed_at >= t.since)
      end
order by a.opened_at, a.alert_id

-- name: mark_delivered
-- A target has taken what there was to tell.
insert into newsmon.alert_told (alert_id, target, what, told_at)
values %s
on conflict do nothing

-- name: note_delivery
-- A target has taken a message.
update newsmon.alert_target
set last_told_at = now(), failures = 0, next_attempt_at = now(), last_error = null
where target = %(target)s

-- name: note_refusal
-- A target has not taken a message: it is tried again, ever more rarely.
update newsmon.alert_target
set failures = failures + 1, last_error = %(error)s,
    next_attempt_at = now() + least(interval '1 minute' * power(2, least(failures, 10)), interval '1 hour')
where target = %(target)s

-- name: open_and_recent
-- Open alerts, and those that were closed lately.
-- row: ListedAlert
-- not null: told
select alert_id, kind, subject, source, since, opened_at, closed_at, outcome, detail, told
from report.alerts
where closed_at is null or closed_at > now() - make_interval(days => %(days)s)
order by closed_at is not null, opened_at desc, alert_id desc

-- name: quarantine
-- Stages with items in quarantine: how many, since when, and the error of the newest in one line.
-- not null: items, since
select distinct on (stage) stage, count(*) over (partition by stage) as items,
       min(quarantined_at) over (partition by stage) as since, reason,
       left(split_part(detail, e'\n', 1), 300) as detail
from newsmon.quarantine
order by stage, quarantined_at desc, item_id desc, part
