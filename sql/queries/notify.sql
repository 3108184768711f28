-- News that is told: what has come in, what is so by now, what was told before.

-- name: add_rules
-- Remember the rules that there are.
insert into newsmon.notify_rule (rule, since)
select rule, %(now)s from unnest(%(rules)s::text[]) as rule
on conflict do nothing

-- name: rules
-- Return when each of these rules began.
select rule, since from newsmon.notify_rule where rule = any(%(rules)s)

-- name: forget_queue
-- Nobody is told of news: nothing needs to be looked at.
delete from newsmon.news_queue

-- name: queue_again
-- Put what was first seen since a time back in the queue.
insert into newsmon.news_queue (article_id)
select article_id from newsmon.article where first_seen_at >= %(since)s
on conflict do nothing

-- name: queued
-- Articles that have been through every stage since they were queued, locked until this transaction ends.
-- not null: event_time
select q.article_id, a.first_seen_at, a.event_time
from newsmon.news_queue q
join newsmon.article a using (article_id)
where a.deduplicated_at is not null and a.tagged_at is not null and a.grouped_at is not null
order by q.article_id
limit %(limit)s
for update of q skip locked

-- name: done
-- Articles that every rule has looked at.
delete from newsmon.news_queue where article_id = any(%(articles)s)

-- name: texts
-- The texts of these articles that are about one of these topics: when each outlet was first seen with it, and the
-- article that stands for it.
-- row: NewsText
-- not null: arrivals, topics, scores, article_id, url, title, outlet, event_time
select c.cluster_id, c.event_id, printed.arrivals, about.topics, about.scores, cited.article_id, cited.url, cited.title,
       cited.outlet, cited.event_time, cited.published_at_precision as precision, e.title as event_title
from newsmon.cluster c
left join newsmon.event e on e.event_id = c.event_id
cross join lateral (
    select array_agg(o.seen_at order by o.seen_at) as arrivals
    from (
        select min(case when %(by_event_time)s then a.event_time else a.first_seen_at end) as seen_at
        from newsmon.article a where a.cluster_id = c.cluster_id group by a.source_id
    ) o
) printed
cross join lateral (
    select array_agg(m.topic order by m.score desc, m.topic) as topics,
           array_agg(m.score order by m.score desc, m.topic) as scores
    from (
        select m.topic, max(m.score) as score
        from newsmon.article a join newsmon.topic_match m using (article_id)
        where a.cluster_id = c.cluster_id and m.salience = 'about' and m.topic = any(%(topics)s)
        group by m.topic
    ) m
) about
cross join lateral (
    select a.article_id, a.url, a.title, s.name as outlet, a.event_time, a.published_at_precision
    from newsmon.article a join newsmon.source s using (source_id)
    where a.cluster_id = c.cluster_id
    order by exists (select from newsmon.topic_match m where m.article_id = a.article_id and m.salience = 'about'
                     and m.topic = any(%(topics)s)) desc,
             a.article_id = c.representative_id desc, a.event_time, a.article_id
    limit 1
) cited
where c.cluster_id in (select cluster_id from newsmon.article where article_id = any(%(articles)s))
  and about.topics is not null
order by cited.event_time, c.cluster_id

-- name: events
-- The events of these articles of which at least half of the articles are about one of these topics: when each outlet was
-- first seen with it, and the article that stands for it.
-- row: NewsEvent
-- not null: arrivals, topics, article_id, url, outlet, articles, texts
select e.event_id, e.title, members.articles, members.texts, members.arrivals, about.topics, cited.article_id, cited.url,
       cited.outlet
from newsmon.event e
cross join lateral (
    select sum(o.articles) as articles, array_agg(o.seen_at order by o.seen_at) as arrivals,
           (select count(*) from newsmon.cluster c where c.event_id = e.event_id and c.merged_into is null) as texts
    from (
        select count(*) as articles, min(case when %(by_event_time)s then a.event_time else a.first_seen_at end) as seen_at
        from newsmon.cluster c join newsmon.article a using (cluster_id)
        where c.event_id = e.event_id group by a.source_id
    ) o
) members
cross join lateral (
    select array_agg(m.topic order by m.articles desc, m.topic) as topics
    from (
        select m.topic, count(*) as articles
        from newsmon.cluster c join newsmon.article a using (cluster_id) join newsmon.topic_match m using (article_id)
        where c.event_id = e.event_id and m.salience = 'about' and m.topic = any(%(topics)s)
        group by m.topic
    ) m
    where m.articles * 2 >= members.articles
) about
cross join lateral (
    select a.article_id, a.url, s.name as outlet
    from newsmon.cluster c join newsmon.article a using (cluster_id) join newsmon.source s using (source_id)
    where c.event_id = e.event_id
    order by a.title = e.title desc, a.event_time, a.article_id
    limit 1
) cited
where e.event_id in (
    select c.event_id from newsmon.article a join newsmon.cluster c using (cluster_id)
    where a.article_id = any(%(articles)s)
) and about.topics is not null
order by e.event_id

-- name: earlier
-- News that targets were told, or are about to be, of these texts and events, whatever these were called then: by the
-- article that was cited as well.
-- row: EarlierNews
select n.target, n.kind, n.outlets, n.cluster_id, n.event_id, a.cluster_id as cluster_now, c.event_id as event_now
from newsmon.notification n
left join newsmon.article a using (article_id)
left join newsmon.cluster c on c.cluster_id = a.cluster_id
where n.target = any(%(targets)s) and n.notification_id in (
    select notification_id from newsmon.notification where cluster_id = any(%(clusters)s)
    union all
    select notification_id from newsmon.notification where event_id = any(%(events)s)
    union all
    select n.notification_id
    from newsmon.notification n join newsmon.article a using (article_id)
    where a.cluster_id = any(%(clusters)s)
    union all
    select n.notification_id
    from newsmon.notification n join newsmon.article a using (article_id)
    join newsmon.cluster c on c.cluster_id = a.cluster_id
    where c.event_id = any(%(events)s)
)

-- name: hourly_texts
-- Texts about each of these topics by the hour in which they were first published.
-- not null: hour, texts
select topic, date_trunc('hour', at, 'UTC') as hour, count(*) as texts
from (
    select m.topic, a.cluster_id, min(m.event_time) as at
    from newsmon.topic_match m
    join newsmon.article a using (article_id)
    where m.topic = any(%(topics)s) and m.salience = 'about' and m.event_time >= %(start)s and m.event_time <= %(now)s
      and a.cluster_id is not null
    group by m.topic, a.cluster_id
) t
group by topic, hour

-- name: hourly_total
-- All texts by the hour in which they were first published.
-- not null: hour, texts
select date_trunc('hour', at, 'UTC') as hour, count(*) as texts
from (
    select cluster_id, min(event_time) as at
    from newsmon.article
    where event_time >= %(start)s and event_time <= %(now)s and cluster_id is not null
    group by cluster_id
) t
group by hour

-- name: spikes
-- Spikes of these topics that targets were told of, or are about to be, and that went on after a time.
-- not null: topic, began_at, until
select notification_id, target, topic, began_at, until
from newsmon.notification
where kind = 'spike' and target = any(%(targets)s) and topic = any(%(topics)s) and until >= %(after)s

-- name: prolong
-- A spike goes on.
update newsmon.notification set until = %(until)s where notification_id = any(%(notifications)s) and until < %(until)s

-- name: add
-- News that a target is to be told; nothing where it is to be told already.
insert into newsmon.notification (rule, kind, subject, topic, article_id, event_id, cluster_id, outlets, began_at, until,
    text, decided_at, target)
values %s
on conflict (target, kind, subject) do nothing
returning notification_id

-- name: waiting
-- News that a target waits for, by rule.
-- row: Notification
select notification_id, rule, kind, subject, topic, article_id, event_id, cluster_id, outlets, began_at, until, text,
       decided_at, target
from newsmon.notification
where target = %(target)s and message_id is null and text <> ''
order by notification_id
for update

-- name: told_lately
-- Messages to a target since a time that told something of these rules.
-- not null: rule, created_at
select n.rule, m.created_at
from newsmon.message m
join newsmon.notification n using (message_id)
where m.target = %(target)s and m.created_at > %(since)s and n.rule = any(%(rules)s)
group by n.rule, m.message_id, m.created_at

-- name: put_together
-- A message to a target.
insert into newsmon.message (message_id, target, subject, created_at, next_attempt_at)
values (%(message_id)s, %(target)s, %(subject)s, %(now)s, %(now)s)
on conflict (target, subject) where subject <> 'news' do nothing

-- name: assign
-- The news that a message tells.
update newsmon.notification set message_id = %(message_id)s where notification_id = any(%(notifications)s)

-- name: unsent
-- The oldest message of news that a target has not taken.
-- row: UnsentMessage
select message_id, created_at, attempts, next_attempt_at, last_error
from newsmon.message
where target = %(target)s and sent_at is null and subject = 'news'
order by created_at
limit 1

-- name: last_sent
-- The time at which a target last took a message of news.
select max(sent_at) as sent_at from newsmon.message where target = %(target)s and subject = 'news'

-- name: of_message
-- The news that a message tells.
-- row: Notification
select notification_id, rule, kind, subject, topic, article_id, event_id, cluster_id, outlets, began_at, until, text,
       decided_at, target
from newsmon.notification
where message_id = %(message_id)s and text <> ''
order by notification_id

-- name: articles
-- Addresses and headlines of articles that news cites.
-- not null: outlet
select a.article_id, a.url, a.title, s.name as outlet
from newsmon.article a join newsmon.source s using (source_id)
where a.article_id = any(%(articles)s)

-- name: sent
-- A target has taken a message.
update newsmon.message set sent_at = %(now)s, last_error = null where message_id = %(message_id)s

-- name: refused
-- A target has not taken a message: it is tried again, ever more rarely.
update newsmon.message
set attempts = attempts + 1, last_error = %(error)s,
    next_attempt_at = %(now)s::timestamptz + least(interval '1 minute' * power(2, least(attempts, 10)), interval '1 hour')
where message_id = %(message_id)s

-- name: forget
-- News that cites an article, its text or its event no longer says anything; that it was told stays known.
update newsmon.notification
set text = ''
where article_id = %(article_id)s
   or cluster_id = (select cluster_id from newsmon.article where article_id = %(article_id)s)
   or event_id = (
       select c.event_id from newsmon.article a join newsmon.cluster c using (cluster_id)
       where a.article_id = %(article_id)s
   )

-- name: listed
-- News that was told lately or waits, the newest first.
-- row: ListedNotification
select notification_id, rule, kind, topic, article_id, event_id, cluster_id, told_at, target, text, decided_at
from report.notifications
where told_at is null or told_at > now() - make_interval(days => %(days)s)
order by told_at is not null, notification_id desc

-- name: topic_names
-- Return the names of the monitored topics.
select topic, name from newsmon.topic where removed_at is null order by topic

-- name: archive_end
-- The newest event time that is not in the future.
select max(event_time) as at from newsmon.article where event_time <= now()

-- name: archive_articles
-- Articles of a stretch of event time that are about one of these topics, or in an event or text of such.
select distinct m.article_id
from newsmon.topic_match m
join newsmon.article a using (article_id)
where m.event_time >= %(start)s and m.event_time < %(end)s and m.salience = 'about' and m.topic = any(%(topics)s)
  and a.cluster_id is not null
order by m.article_id

-- name: digest_message
-- The mail of a digest to a target.
-- row: UnsentDigest
select message_id, sent_at, next_attempt_at from newsmon.message where target = %(target)s and subject = %(subject)s

-- name: last_digest
-- The last digest before this one that a target has taken; subjects sort by their days.
select subject
from newsmon.message
where target = %(target)s and subject like 'digest %%' and subject < %(subject)s and sent_at is not null
order by subject desc
limit 1
