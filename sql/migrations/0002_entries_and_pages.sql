-- What feeds announce, the queue of addresses, and the raw pages.

create table newsmon.address (
    address_id      bigint generated always as identity primary key,
    url_key         text not null unique,
    url             text not null,
    host            text not null,
    source_id       integer not null references newsmon.source,
    state           text not null default 'pending' check (state in
                        ('pending', 'fetched', 'loaded', 'rejected', 'forgotten')),
    article_id      bigint,
    slot            smallint not null generated always as ((hashtext(host) & 63)::smallint) stored,
    attempts        integer not null default 0,
    next_attempt_at timestamptz default now(),
    reason          text,
    first_seen_at   timestamptz not null default now(),
    fetched_at      timestamptz
);
create index address_due on newsmon.address (slot, next_attempt_at) where next_attempt_at is not null;
create index address_article on newsmon.address (article_id);
comment on table newsmon.address is 'Every URL an article is or may be known by: the queue of what to fetch, and the identity of what was fetched.';
comment on column newsmon.address.address_id is 'Our key.';
comment on column newsmon.address.url_key is 'Identity of the URL: scheme, www, tracking parameters and the like do not count.';
comment on column newsmon.address.url is 'Normalised URL as first seen; what is fetched.';
comment on column newsmon.address.host is 'Host that answers; politeness is decided per host. Empty for documents given.';
comment on column newsmon.address.source_id is 'The outlet whose feed announced it first.';
comment on column newsmon.address.state is 'pending (to be fetched), fetched (page kept, to be extracted), loaded, rejected, forgotten (a tombstone that keeps it out).';
comment on column newsmon.address.article_id is 'The article found there; several addresses may lead to one article.';
comment on column newsmon.address.slot is 'One of 64 groups of hosts. Whoever fetches holds the advisory locks of its slots: no two ask one host at once, and a killed one''s work is free at once.';
comment on column newsmon.address.attempts is 'Fetches that went wrong since it was first seen.';
comment on column newsmon.address.next_attempt_at is 'Fetched once this time has come; null: not to be fetched (again).';
comment on column newsmon.address.reason is 'Reason code of the last attempt that went wrong, or of the rejection.';
comment on column newsmon.address.first_seen_at is 'When a feed first announced it.';
comment on column newsmon.address.fetched_at is 'When its page was last fetched.';

create table newsmon.entry (
    entry_id            bigint generated always as identity primary key,
    feed_id             integer not null references newsmon.feed,
    guid                text not null,
    address_id          bigint not null references newsmon.address,
    title               text,
    summary             text,
    content_html        text,
    authors             text[] not null default '{}',
    published_at        timestamptz,
    published_precision text,
    modified_at         timestamptz,
    language            text,
    tags                text[] not null default '{}',
    first_seen_at       timestamptz not null default now(),
    unique (feed_id, address_id)
);
create index entry_guid on newsmon.entry (feed_id, guid);
create index entry_address on newsmon.entry (address_id);
comment on table newsmon.entry is 'One item as a feed states it: a sighting of an address in a feed.';
comment on column newsmon.entry.entry_id is 'Our key.';
comment on column newsmon.entry.feed_id is 'The feed that states it.';
comment on column newsmon.entry.guid is 'Identifier that the feed gave first; the URL where it gave none.';
comment on column newsmon.entry.address_id is 'Where it points.';
comment on column newsmon.entry.title is 'Title as the feed states it, plain text.';
comment on column newsmon.entry.summary is 'Summary as the feed states it, plain text.';
comment on column newsmon.entry.content_html is 'Full content where the feed carries it, sanitised.';
comment on column newsmon.entry.authors is 'Authors as the feed states them.';
comment on column newsmon.entry.published_at is 'Publication time as the feed states it.';
comment on column newsmon.entry.published_precision is 'second, minute or day.';
comment on column newsmon.entry.modified_at is 'Last change as the feed states it; a later one has the page fetched again.';
comment on column newsmon.entry.language is 'Language as the feed states it.';
comment on column newsmon.entry.tags is 'Categories as the feed states them.';
comment on column newsmon.entry.first_seen_at is 'When this feed first showed it to us.';

create table newsmon.page_body (
    digest bytea primary key,
    body   bytea not null
);
alter table newsmon.page_body alter column body set storage external;
comment on table newsmon.page_body is 'Bodies of pages, identical ones once.';
comment on column newsmon.page_body.digest is 'SHA-256 of the uncompressed body.';
comment on column newsmon.page_body.body is 'The body, zstd-compressed by us.';

create table newsmon.page (
    page_id      bigint generated always as identity primary key,
    address_id   bigint not null references newsmon.address,
    final_url    text not null,
    status       integer not null,
    content_type text not null,
    charset      text,
    headers      jsonb not null default '{}',
    digest       bytea not null references newsmon.page_body,
    edition      text not null check (edition in ('brief', 'original', 'page')),
    given        jsonb not null default '{}',
    fetched_at   timestamptz not null,
    extracted_at timestamptz,
    unique (address_id, digest)
);
create index page_to_extract on newsmon.page (page_id) where extracted_at is null;
comment on table newsmon.page is 'Raw page at an address, kept before anything reads it, so that every later stage can be replayed.';
comment on column newsmon.page.page_id is 'Our key.';
comment on column newsmon.page.address_id is 'The address it was asked for at.';
comment on column newsmon.page.final_url is 'Where redirects ended.';
comment on column newsmon.page.status is 'HTTP status; 200 for documents given.';
comment on column newsmon.page.content_type is 'Media type without parameters.';
comment on column newsmon.page.charset is 'As the HTTP header states it.';
comment on column newsmon.page.headers is 'Response headers.';
comment on column newsmon.page.digest is 'The body, see page_body.';
comment on column newsmon.page.edition is 'brief (our abstract), original (a document given), page (fetched).';
comment on column newsmon.page.given is 'Bibliographic facts that came with a document given.';
comment on column newsmon.page.fetched_at is 'When we had it.';
comment on column newsmon.page.extracted_at is 'When the extract stage was done with it; null: waiting.';

create table newsmon.robots (
    origin     text primary key,
    status     integer,
    body       text,
    fetched_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table newsmon.robots is 'robots.txt of each origin, cached.';
comment on column newsmon.robots.origin is 'Scheme, host and port.';
comment on column newsmon.robots.status is 'HTTP status of the answer; null where none came.';
comment on column newsmon.robots.body is 'The rules; null where there are none.';
comment on column newsmon.robots.fetched_at is 'When it was asked for.';
comment on column newsmon.robots.expires_at is 'Asked for again after this time.';
