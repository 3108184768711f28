-- Lists of articles about a topic, the newest first, and articles by their words.

create index topic_match_newest on newsmon.topic_match (topic, salience, event_time, article_id) include (source_id, language);
create index article_search_search on newsmon.article_search using gin (search);
