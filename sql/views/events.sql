-- Events: articles, from different outlets, about the same happening.

create or replace view report.events as
select
    e.event_id,
    e.title,
    members.articles,
    members.sources,
    members.first_seen_at,
    members.last_seen_at,
    array(
        select m.topic
        from newsmon.cluster c
        join newsmon.article a on a.cluster_id = c.cluster_id
        join newsmon.topic_match m on m.article_id = a.article_id
        join newsmon.topic t on t.topic = m.topic
        where c.event_id = e.event_id and m.salience = 'about' and t.removed_at is null
        group by m.topic
        order by count(*) desc, m.topic
    ) as topics,
    (
        select r.article_id
        from newsmon.cluster c
        -- (a merged cluster keeps its event until the group stage settles it, but has no members)
        join newsmon.article r on r.article_id = c.representative_id and r.cluster_id = c.cluster_id
        where c.event_id = e.event_id
        order by (r.title = e.title) desc, r.event_time, r.article_id
        limit 1
    ) as representative_id,
    e.keywords,
    members.clusters,
    members.first_published_at,
    members.last_published_at,
    (select count(*) from newsmon.post p where p.event_id = e.event_id and p.removed_at is null) as posts
from newsmon.event e
cross join lateral (
    select
        count(*) as articles,
        count(distinct a.source_id) as sources,
        count(distinct a.cluster_id) as clusters,
        min(a.first_seen_at) as first_seen_at,
        max(a.first_seen_at) as last_seen_at,
        min(a.event_time) as first_published_at,
        max(a.event_time) as last_published_at
    from newsmon.cluster c
    join newsmon.article a on a.cluster_id = c.cluster_id
    where c.event_id = e.event_id
) members
where e.merged_into is null and members.articles > 0;
comment on view report.events is 'Happenings, with how much was written about each; copies of one text count as articles, not as clusters.';
comment on column report.events.event_id is 'Key of the event; stable.';
comment on column report.events.title is 'Headline of its most central article.';
comment on column report.events.articles is 'Articles about it, copies included.';
comment on column report.events.sources is 'Outlets that published them.';
comment on column report.events.first_seen_at is 'When newsmon saw the first of them.';
comment on column report.events.last_seen_at is 'When newsmon saw the newest of them.';
comment on column report.events.topics is 'Topics that its articles are about, those of most articles first.';
comment on column report.events.representative_id is 'The article that stands for it: the one its title is from, else the earliest.';
comment on column report.events.keywords is 'Words that mark it, the strongest first.';
comment on column report.events.clusters is 'Distinct texts among its articles.';
comment on column report.events.posts is 'Posts of live blogs that are like its articles, see report.posts.';
comment on column report.events.first_published_at is 'Earliest event time of its articles.';
comment on column report.events.last_published_at is 'Latest event time of its articles.';

create or replace view report.event_evidence as
select
    a.article_id,
    c.event_id,
    near.place::integer as place,
    survivor.representative_id as closest_id,
    nullif(t.score, 0) as score,
    p.article_id is not null as pinned,
    p.note
from newsmon.article a
join newsmon.cluster c on c.cluster_id = a.cluster_id
left join newsmon.event_text t on t.cluster_id = c.cluster_id
left join lateral unnest(t.closest) with ordinality as near (cluster_id, place) on true
left join newsmon.cluster n on n.cluster_id = near.cluster_id
left join newsmon.cluster survivor on survivor.cluster_id = coalesce(n.merged_into, n.cluster_id)
left join lateral (
    select pin.article_id, pin.note
    from newsmon.event_pin pin
    join newsmon.article x on x.article_id = pin.article_id
    where x.cluster_id = c.cluster_id
    order by pin.pinned_at desc, pin.article_id desc
    limit 1
) p on true
where c.event_id is not null;
comment on view report.event_evidence is 'Why each article is in its event: a row for each text that its own was closest to when it joined; a single row without one where it began the event.';
comment on column report.event_evidence.article_id is 'The article.';
comment on column report.event_evidence.event_id is 'Its event, see report.events.';
comment on column report.event_evidence.place is '1 for the closest text; null where it began the event.';
comment on column report.event_evidence.closest_id is 'The article that stands for that text.';
comment on column report.event_evidence.score is 'Mean similarity to the closest texts at that time; null where it began the event.';
comment on column report.event_evidence.pinned is 'Whether a person has said that it belongs there.';
comment on column report.event_evidence.note is 'What that person noted.';
