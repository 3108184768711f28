-- Articles: two spellings of one address are one page if they have one body.

create index article_text on newsmon.article using hash (text);
