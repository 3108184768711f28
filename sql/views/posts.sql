-- Posts of live blogs, parts of roundups, and topics of posts.

create or replace view report.posts as
select
    p.post_id,
    p.article_id,
    p.posted_at,
    p.title,
    p.text,
    p.url,
    p.authors,
    array(
        select m.topic
        from newsmon.post_match m
        join newsmon.topic t using (topic)
        where m.post_id = p.post_id and m.salience = 'about' and t.removed_at is null
        order by m.topic
    ) as topics,
    p.posted_at_precision,
    p.modified_at,
    p.first_seen_at,
    p.changed_at,
    p.removed_at,
    s.slug as source,
    coalesce(p.event_id, c.event_id) as event_id,
    null::bigint as printed_article_id
from newsmon.post p
left join newsmon.article a on a.article_id = p.article_id
left join newsmon.source s on s.source_id = a.source_id
left join newsmon.cluster c on c.cluster_id = a.cluster_id
union all
select
    -(d.whole * 2147483648 + d.part),
    d.whole,
    a.published_at,
    b.title,
    b.text,
    b.url,
    b.authors,
    array(
        select m.topic
        from newsmon.topic_match m
        join newsmon.topic t using (topic)
        where m.article_id = d.part and m.salience = 'about' and t.removed_at is null
        order by m.topic
    ),
    a.published_at_precision,
    null,
    greatest(a.first_seen_at, b.first_seen_at),
    null,
    null,
    s.slug,
    c.event_id,
    d.part
from (
    select article_id as whole, other_id as part
    from newsmon.near_duplicate
    where relation = 'contains' and containment_ba > containment_ab
    union all
    select other_id, article_id
    from newsmon.near_duplicate
    where relation = 'contains' and containment_ab > containment_ba
) d
join newsmon.article a on a.article_id = d.whole
join newsmon.article b on b.article_id = d.part
left join newsmon.source s on s.source_id = a.source_id
left join newsmon.cluster c on c.cluster_id = b.cluster_id
where a.kind = 'roundup' or a.kind = 'article' and 1 < (
    select count(*)
    from newsmon.near_duplicate o
    where o.relation = 'contains'
      and (o.article_id = d.whole and o.containment_ba > o.containment_ab
           or o.other_id = d.whole and o.containment_ab > o.containment_ba)
);
comment on view report.posts is 'Posts of live blogs, every one that was ever read, and parts of roundups: the blog or roundup itself is an article of that kind.';
comment on column report.posts.post_id is 'Key of the post; stable. Of a roundup''s part it is below zero.';
comment on column report.posts.article_id is 'The live blog or roundup, see report.articles.';
comment on column report.posts.printed_article_id is 'Of a roundup''s part, the article that it prints, whose headline, text, address, authors, topics and event these are; null for posts of live blogs.';
comment on column report.posts.posted_at is 'When it was posted, as the publisher claims; null where no claim can be true.';
comment on column report.posts.title is 'Headline; empty where it has none.';
comment on column report.posts.text is 'Clean text: a paragraph a line; empty where the post is a headline alone.';
comment on column report.posts.url is 'Its place on the page, or its own page; the blog''s where it has neither.';
comment on column report.posts.authors is 'People, agencies and desks that the post credits; empty where it credits nobody.';
comment on column report.posts.topics is 'Topics that it is about, in alphabetical order; mentions in passing are in report.post_topics.';
comment on column report.posts.posted_at_precision is 'How exact that claim is: second, minute or day.';
comment on column report.posts.modified_at is 'When the publisher says it was last changed.';
comment on column report.posts.first_seen_at is 'When newsmon first saw it; our observation, never null.';
comment on column report.posts.changed_at is 'When newsmon last saw another headline or text than before; null: never.';
comment on column report.posts.removed_at is 'When newsmon found it missing among posts that were still shown; null: it is there, or older than all that is shown.';
comment on column report.posts.source is 'The outlet, see report.sources.';
comment on column report.posts.event_id is 'The event of articles that it is like, else that of its blog, see report.events; null until that is grouped.';

create or replace view report.post_topics as
select m.post_id, m.topic, m.score, m.share, m.salience, m.mentions, m.definition_hash
from newsmon.post_match m
join newsmon.topic t using (topic)
where t.removed_at is null;
comment on view report.post_topics is 'Which post of a live blog matches which monitored topic, and why; as report.article_topics.';
comment on column report.post_topics.post_id is 'The post, see report.posts.';
comment on column report.post_topics.topic is 'The topic, see report.topics.';
comment on column report.post_topics.score is 'Points, as of an article.';
comment on column report.post_topics.share is 'Share of the post''s sentences that speak of the topic, 0 to 1.';
comment on column report.post_topics.salience is 'about: the topic is a subject of the post; mention: it is spoken of.';
comment on column report.post_topics.mentions is 'List of spans: start, end (characters from 0 into the title or the text), term, zone (title, lead, body).';
comment on column report.post_topics.definition_hash is 'The topic''s definition that made this match; differs from report.topics until it is retagged.';
