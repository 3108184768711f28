-- Articles: one publication by one source at one canonical URL.

create table newsmon.article (
    article_id             bigint generated always as identity primary key,
    source_id              integer not null references newsmon.source,
    url                    text not null unique,
    title                  text not null,
    authors                text[] not null default '{}',
    text                   text not null,
    lead                   text not null,
    words                  integer not null,
    language               text,
    published_at           timestamptz,
    published_at_precision text,
    published_at_method    text,
    modified_at            timestamptz,
    first_seen_at          timestamptz not null,
    edition                text not null check (edition in ('brief', 'original', 'page')),
    version                integer not null default 1,
    section                text,
    tags                   text[] not null default '{}',
    image_url              text,
    paywalled              boolean,
    event_time             timestamptz generated always as (coalesce(published_at, first_seen_at)) stored,
    cluster_id             bigint,
    deduplicated_at        timestamptz,
    tagged_at              timestamptz,
    grouped_at             timestamptz
);
create index article_event_time on newsmon.article (event_time);
create index article_published on newsmon.article (published_at);
create index article_first_seen on newsmon.article (first_seen_at);
create index article_source on newsmon.article (source_id, event_time);
create index article_cluster on newsmon.article (cluster_id);
create index article_to_deduplicate on newsmon.article (article_id) where deduplicated_at is null;
create index article_to_tag on newsmon.article (article_id) where tagged_at is null;
create index article_to_group on newsmon.article (article_id) where grouped_at is null;
comment on table newsmon.article is 'One publication by one source at one canonical URL, in its newest version.';
comment on column newsmon.article.article_id is 'Our key; stable for ever.';
comment on column newsmon.article.source_id is 'The outlet that published it.';
comment on column newsmon.article.url is 'Canonical URL: our normalised choice.';
comment on column newsmon.article.title is 'Headline, without the site''s name.';
comment on column newsmon.article.authors is 'People, in the order of the byline.';
comment on column newsmon.article.text is 'Clean text: NFC, a paragraph a line, without the site''s furniture.';
comment on column newsmon.article.lead is 'First sentences of the text.';
comment on column newsmon.article.words is 'Words of the text; for scripts without spaces, estimated from characters.';
comment on column newsmon.article.language is 'Detected language, ISO 639-1.';
comment on column newsmon.article.published_at is 'The publisher''s claim; null where none is to be found.';
comment on column newsmon.article.published_at_precision is 'second, minute or day.';
comment on column newsmon.article.published_at_method is 'Where the claim was read.';
comment on column newsmon.article.modified_at is 'When the publisher says it last changed.';
comment on column newsmon.article.first_seen_at is 'When we first saw it announced.';
comment on column newsmon.article.edition is 'brief (our abstract), original (a document given), page (fetched).';
comment on column newsmon.article.version is 'Number of the newest version, from 1.';
comment on column newsmon.article.section is 'Section of the outlet, as the page states it.';
comment on column newsmon.article.tags is 'Keywords of the publisher; not our topics.';
comment on column newsmon.article.image_url is 'Lead image, as the page states it.';
comment on column newsmon.article.paywalled is 'Whether the page says that it is not free to read; null: it says nothing.';
comment on column newsmon.article.event_time is 'published_at, else first_seen_at: the time that windows and days go by.';
comment on column newsmon.article.cluster_id is 'The near-duplicates that it is one of.';
comment on column newsmon.article.deduplicated_at is 'When this version was deduplicated; null: waiting.';
comment on column newsmon.article.tagged_at is 'When this version was last tagged; null: waiting.';
comment on column newsmon.article.grouped_at is 'When this version was grouped into an event; null: waiting.';
alter table newsmon.address add foreign key (article_id) references newsmon.article;

-- Apart from the article, so that the stages' updates of it do not touch the GIN index.
create table newsmon.article_search (
    article_id bigint primary key references newsmon.article on delete cascade,
    config     regconfig not null,
    search     tsvector not null
);
create index article_search_search on newsmon.article_search using gin (search);
comment on table newsmon.article_search is 'Full-text search of the newest version of each article; every article has a row.';
comment on column newsmon.article_search.article_id is 'The article.';
comment on column newsmon.article_search.config is 'Text-search configuration of the article''s language where Postgres has one, else simple.';
comment on column newsmon.article_search.search is 'Title (A), lead (B), text (D).';

create function newsmon.search_config(language text) returns regconfig
    language sql immutable parallel safe
    return case language
        when 'ar' then 'arabic'     when 'hy' then 'armenian'   when 'eu' then 'basque'
        when 'ca' then 'catalan'    when 'da' then 'danish'     when 'nl' then 'dutch'
        when 'en' then 'english'    when 'fi' then 'finnish'    when 'fr' then 'french'
        when 'de' then 'german'     when 'el' then 'greek'      when 'hi' then 'hindi'
        when 'hu' then 'hungarian'  when 'id' then 'indonesian' when 'ga' then 'irish'
        when 'it' then 'italian'    when 'lt' then 'lithuanian' when 'ne' then 'nepali'
        when 'no' then 'norwegian'  when 'nb' then 'norwegian'  when 'pt' then 'portuguese'
        when 'ro' then 'romanian'   when 'ru' then 'russian'    when 'sr' then 'serbian'
        when 'es' then 'spanish'    when 'sv' then 'swedish'    when 'ta' then 'tamil'
        when 'tr' then 'turkish'    when 'yi' then 'yiddish'
        else 'simple'
    end::regconfig;
comment on function newsmon.search_config is 'Text-search configuration of a language (ISO 639-1); simple where Postgres has none.';

create table newsmon.article_version (
    article_id bigint not null references newsmon.article on delete cascade,
    version    integer not null,
    seen_at    timestamptz not null,
    title      text not null,
    text       text not null,
    edition    text not null,
    page_id    bigint references newsmon.page on delete set null,
    primary key (article_id, version)
);
create index article_version_page on newsmon.article_version (page_id);
comment on table newsmon.article_version is 'An article''s title and text as seen at one time.';
comment on column newsmon.article_version.article_id is 'The article.';
comment on column newsmon.article_version.version is 'From 1.';
comment on column newsmon.article_version.seen_at is 'When we saw it so.';
comment on column newsmon.article_version.title is 'Its headline then.';
comment on column newsmon.article_version.text is 'Its text then.';
comment on column newsmon.article_version.edition is 'brief, original or page.';
comment on column newsmon.article_version.page_id is 'The raw page that it was extracted from; null once that is no longer kept.';

create table newsmon.provenance (
    provenance_id bigint generated always as identity primary key,
    article_id    bigint not null references newsmon.article on delete cascade,
    field         text not null,
    value         text not null,
    origin        text not null,
    confidence    real not null,
    chosen        boolean not null
);
create index provenance_article on newsmon.provenance (article_id);
comment on table newsmon.provenance is 'Every candidate value of an article''s metadata, the losers too.';
comment on column newsmon.provenance.provenance_id is 'Our key.';
comment on column newsmon.provenance.article_id is 'The article.';
comment on column newsmon.provenance.field is 'title, authors, published_at, …';
comment on column newsmon.provenance.value is 'The candidate, as text.';
comment on column newsmon.provenance.origin is 'Where it was read: feed, json-ld, opengraph, meta, h1, trafilatura, given, …';
comment on column newsmon.provenance.confidence is 'How far we trust it, 0 to 1.';
comment on column newsmon.provenance.chosen is 'Whether the article carries it.';

create table newsmon.removed_line (
    article_id bigint not null references newsmon.article on delete cascade,
    position   integer not null,
    line       text not null,
    rule       text not null,
    primary key (article_id, position)
);
comment on table newsmon.removed_line is 'Lines of a page that are the site''s furniture and not the article''s, removed from its text.';
comment on column newsmon.removed_line.article_id is 'The article.';
comment on column newsmon.removed_line.position is 'Order on the page, from 0.';
comment on column newsmon.removed_line.line is 'What was removed.';
comment on column newsmon.removed_line.rule is 'Which rule removed it.';

create table newsmon.furniture_line (
    source_id  integer not null references newsmon.source,
    line       text not null,
    pages      integer not null,
    learned_at timestamptz not null default now(),
    primary key (source_id, line)
);
comment on table newsmon.furniture_line is 'Lines learned to be a site''s furniture because they recur across its pages.';
comment on column newsmon.furniture_line.source_id is 'The outlet.';
comment on column newsmon.furniture_line.line is 'The line, normalised.';
comment on column newsmon.furniture_line.pages is 'On how many pages it stood when it was learned.';
comment on column newsmon.furniture_line.learned_at is 'When.';
