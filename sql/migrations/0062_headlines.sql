-- Title and summary from a feed stand for an article whose page is refused: an edition of its own, without versions.
alter table newsmon.page drop constraint page_edition_check;
alter table newsmon.page add constraint page_edition_check check (edition in ('brief', 'feed', 'headline', 'original', 'page'));
alter table newsmon.article drop constraint article_edition_check;
alter table newsmon.article add constraint article_edition_check check (edition in ('brief', 'feed', 'headline', 'original', 'page'));
comment on column newsmon.page.edition is 'headline (title and summary from a feed), brief (our abstract), feed (the text that a feed carries), original (a document given), page (fetched).';
comment on column newsmon.article.edition is 'headline (title and summary from a feed, for want of the page), brief (our abstract), feed (the text that a feed carries), original (a document given), page (fetched).';
comment on column newsmon.article.version is 'Number of the newest version, from 1; 0 of a headline, which is no version.';
