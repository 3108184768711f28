-- How much of each source's prose extraction keeps, beside a second reader.

create table newsmon.extraction_health (
    source_id      integer primary key references newsmon.source on delete cascade,
    pages          integer not null,
    share_kept     double precision not null,
    share_rejected double precision not null,
    since          timestamptz not null,
    checked_at     timestamptz not null default now()
);
comment on table newsmon.extraction_health is 'A weekly sample of each source''s newest pages, read a second time by trafilatura alone.';
comment on column newsmon.extraction_health.source_id is 'The outlet.';
comment on column newsmon.extraction_health.pages is 'Pages of the sample on which the second reader found prose.';
comment on column newsmon.extraction_health.share_kept is 'Of the prose that it found on loaded pages, the share that our texts hold, 0 to 1.';
comment on column newsmon.extraction_health.share_rejected is 'Of the pages, the share that were rejected for what they turned out to be although it found an article''s length of prose, 0 to 1.';
comment on column newsmon.extraction_health.since is 'When the oldest page of the sample was fetched.';
comment on column newsmon.extraction_health.checked_at is 'When the sample was taken.';

alter table newsmon.alert drop constraint alert_kind_check;
alter table newsmon.alert add constraint alert_kind_check check (kind in
    ('quiet', 'failing', 'gone', 'late', 'offline', 'text_length', 'rejections', 'prose_missing'));
comment on column newsmon.alert.kind is 'quiet, failing, gone (feeds); late, offline (runs); text_length, rejections, prose_missing (sources whose pages have changed, or are not read well).';
