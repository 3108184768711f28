-- name: drop_pages
-- Drop the weeks of raw pages that ended so many days ago, with the bodies that no later page shares.
-- not null: weeks, bodies_moved
select weeks, bodies_moved from newsmon.drop_page_weeks((now() at time zone 'UTC')::date - %(days)s::integer)

-- name: drop_failures
-- Failures older than so many days.
delete from newsmon.failure where seen_at < now() - make_interval(days => %(days)s)

-- name: drop_rejections
-- Rejections older than so many days; their addresses stay rejected.
delete from newsmon.rejection where seen_at < now() - make_interval(days => %(days)s)

-- name: drop_passed_entries
-- Entries of so many days ago that were not taken.
delete from newsmon.passed_entry where first_seen_at < now() - make_interval(days => %(days)s)

-- name: drop_alerts
-- Alerts that were over so many days ago.
delete from newsmon.alert where closed_at < now() - make_interval(days => %(days)s)

-- name: drop_runs
-- Runs older than so many days, but for those that failures still refer to.
delete from newsmon.run r
where started_at < now() - make_interval(days => %(days)s)
  and not exists (select 1 from newsmon.failure f where f.run_id = r.run_id)

-- name: texts
-- Newest texts of every outlet, copies once, with the lines that learning has removed from them.
-- not null: removed
select source_id, text, removed
from (
    select a.source_id, a.text,
           array(select r.line from newsmon.removed_line r
                 where r.article_id = a.article_id and r.rule = 'learned' order by r.position) as removed,
           row_number() over (partition by a.source_id order by a.article_id desc) as place
    from newsmon.article a
    join newsmon.cluster c on c.cluster_id = a.cluster_id and c.representative_id = a.article_id
    where a.first_seen_at > now() - make_interval(days => %(days)s)
) newest
where place <= %(limit)s
order by source_id

-- name: learn_line
-- Furniture learned of one outlet.
insert into newsmon.furniture_line (source_id, line, pages)
values %s
on conflict (source_id, line) do nothing
returning line

-- name: unlearn_lines
-- Forget lines that are no boilerplate of this outlet any more.
delete from newsmon.furniture_line where source_id = %(source_id)s and not line = any(%(lines)s)

-- name: extract_again
-- The newest pages of an outlet's articles, whose boilerplate has changed.
update newsmon.page p
set extracted_at = null
from newsmon.article a
join newsmon.article_version v using (article_id, version)
where p.page_id = v.page_id and p.extracted_at is not null and a.source_id = %(source_id)s
  and a.first_seen_at > now() - make_interval(days => %(days)s)

-- name: sample_pages
-- Newest pages of every outlet that were read, with the text that they gave or the reason that they gave none.
-- row: SampledPage
-- not null: text, reason
select source_id, url, final_url, status, content_type, charset, headers, body, fetched_at, text, reason
from (
    select a.source_id, a.url, p.final_url, p.status, p.content_type, p.charset, p.headers, b.body, p.fetched_at,
           coalesce(v.text, '') as text,
           case when v.text is null then coalesce(a.reason, '') else '' end as reason,
           row_number() over (partition by a.source_id order by p.page_id desc) as place
    from newsmon.page p
    join newsmon.page_body b on (b.digest, b.week) = (p.digest, p.body_week)
    join newsmon.address a using (address_id)
    left join newsmon.article_version v on v.page_id = p.page_id
    where p.edition = 'page' and p.extracted_at is not null and p.week >= newsmon.monday(now() - make_interval(days => %(days)s))
      and (v.text is not null
           or a.state = 'rejected' and a.reason in ('no_text', 'too_short', 'not_article', 'soft_404'))
) newest
where place <= %(limit)s
order by source_id, place

-- name: write_extraction_health
-- Write each outlet's figures from its sample.
insert into newsmon.extraction_health (source_id, pages, share_kept, share_rejected, since)
values %s
on conflict (source_id) do update
set pages = excluded.pages, share_kept = excluded.share_kept, share_rejected = excluded.share_rejected,
    since = excluded.since, checked_at = now()

-- name: drop_extraction_health
-- Outlets of which there is no sample any more.
delete from newsmon.extraction_health where not source_id = any(%(source_ids)s::integer[])
