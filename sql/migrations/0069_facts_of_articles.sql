-- Lists of articles about a topic, or with some words, are read off a narrow row each: its time, outlet and language stand
-- beside its matches and its words, too. Entering each row in the index of words once more would take longer than making the
-- index anew, which the next migration does: here it would hold every row twice, as it was and as it is.

alter table newsmon.topic_match
    add column event_time timestamptz, add column source_id integer, add column language text;
alter table newsmon.topic_match disable trigger topic_match_updated;
update newsmon.topic_match m
set event_time = a.event_time, source_id = a.source_id, language = a.language
from newsmon.article a
where a.article_id = m.article_id;
alter table newsmon.topic_match enable trigger topic_match_updated;
alter table newsmon.topic_match alter column event_time set not null, alter column source_id set not null;
drop index newsmon.topic_match_topic;
comment on column newsmon.topic_match.event_time is 'That of the article; triggers keep it so.';
comment on column newsmon.topic_match.source_id is 'That of the article; triggers keep it so.';
comment on column newsmon.topic_match.language is 'That of the article; triggers keep it so.';

drop index newsmon.article_search_search;
alter table newsmon.article_search
    add column event_time timestamptz, add column source_id integer, add column language text;
update newsmon.article_search s
set event_time = a.event_time, source_id = a.source_id, language = a.language
from newsmon.article a
where a.article_id = s.article_id;
alter table newsmon.article_search alter column event_time set not null, alter column source_id set not null;
comment on column newsmon.article_search.event_time is 'That of the article; triggers keep it so.';
comment on column newsmon.article_search.source_id is 'That of the article; triggers keep it so.';
comment on column newsmon.article_search.language is 'That of the article; triggers keep it so.';

create function newsmon.take_facts_of_article() returns trigger language plpgsql as $$
begin
    select a.event_time, a.source_id, a.language into new.event_time, new.source_id, new.language
    from newsmon.article a
    where a.article_id = new.article_id;
    return new;
end $$;
comment on function newsmon.take_facts_of_article is 'Gives a new row what the article of its number has.';
create trigger topic_match_facts before insert on newsmon.topic_match
    for each row execute function newsmon.take_facts_of_article();
create trigger article_search_facts before insert on newsmon.article_search
    for each row execute function newsmon.take_facts_of_article();

create function newsmon.pass_facts_of_article() returns trigger language plpgsql as $$
begin
    update newsmon.topic_match
    set event_time = new.event_time, source_id = new.source_id, language = new.language
    where article_id = new.article_id;
    update newsmon.article_search
    set event_time = new.event_time, source_id = new.source_id, language = new.language
    where article_id = new.article_id;
    return null;
end $$;
comment on function newsmon.pass_facts_of_article is 'Passes what has changed of an article on to its matches and its words.';
create trigger article_facts after update on newsmon.article
    for each row
    when ((old.event_time, old.source_id, old.language) is distinct from (new.event_time, new.source_id, new.language))
    execute function newsmon.pass_facts_of_article();
