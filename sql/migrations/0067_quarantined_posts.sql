-- Posts of live blogs go into quarantine, too.

comment on column newsmon.quarantine.part is 'The part of the item: `post` for a post of a live blog; of a day, whose rollup it is (`topic SLUG` or `source SLUG`, `topics` or `sources` for all of them); else empty.';
comment on column newsmon.quarantine.item_id is 'The page (of extract), the day (of publish: days since 1970-01-01), the post, or the article.';
