-- The text that a feed carries is an edition of its own, loaded while the page is refused.
do $$
declare
    old record;
begin
    -- whatever name the constraint was given while its table had another
    for old in
        select conrelid::regclass as relation, conname as name from pg_constraint
        where contype = 'c' and conparentid = 0 and conrelid in ('newsmon.page'::regclass, 'newsmon.article'::regclass)
          and pg_get_constraintdef(oid) like '%edition%' and coninhcount = 0
    loop
        execute format('alter table %s drop constraint %I', old.relation, old.name);
    end loop;
end
$$;
alter table newsmon.page add constraint page_edition_check check (edition in ('brief', 'feed', 'original', 'page'));
alter table newsmon.article add constraint article_edition_check check (edition in ('brief', 'feed', 'original', 'page'));
comment on column newsmon.page.edition is 'brief (our abstract), feed (the text that a feed carries), original (a document given), page (fetched).';
comment on column newsmon.article.edition is 'brief (our abstract), feed (the text that a feed carries), original (a document given), page (fetched).';
comment on column newsmon.article_version.edition is 'brief, feed, original or page.';
