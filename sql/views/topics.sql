-- Topics, and how much there was on each day by day.

create or replace view report.topics as
select t.topic, t.name, t.parent, t.definition_hash
from newsmon.topic t
where t.removed_at is null;
comment on view report.topics is 'Topics that are monitored, from topics.yaml.';
comment on column report.topics.topic is 'Short stable name.';
comment on column report.topics.name is 'Name for people.';
comment on column report.topics.parent is 'The topic that a match of this one implies.';
comment on column report.topics.definition_hash is 'Digest of its definition with all sets it uses.';

create or replace view report.topic_daily as
select d.day, d.topic, d.articles, d.clusters, d.sources, d.events,
       (d.articles::float / total.articles)::real as share
from newsmon.topic_daily d
join newsmon.topic t using (topic)
-- an outer join of one row: summed once a day for all topics, and left out where nobody asks for the share
left join lateral (select sum(s.articles) as articles from newsmon.source_daily s where s.day = d.day) total on true
where t.removed_at is null;
comment on view report.topic_daily is 'How much there was about a topic on each day; days with nothing have no row.';
comment on column report.topic_daily.day is 'UTC date of event time (published_at, else first_seen_at).';
comment on column report.topic_daily.topic is 'The topic.';
comment on column report.topic_daily.articles is 'Articles about it.';
comment on column report.topic_daily.clusters is 'Distinct texts among them.';
comment on column report.topic_daily.sources is 'Outlets among them.';
comment on column report.topic_daily.events is 'Events among them.';
comment on column report.topic_daily.share is 'Share of the articles of that day: 1 if all are about the topic.';
