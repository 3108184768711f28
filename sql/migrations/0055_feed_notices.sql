-- What reading a feed passed over or complained of is told with its state.
alter table newsmon.feed
    add column entries_too_old integer not null default 0,
    add column warnings text[] not null default '{}';
comment on column newsmon.feed.entries_too_old is 'Most entries of one reading that were passed over as older than what the feed may announce.';
comment on column newsmon.feed.warnings is 'Complaints about the feed when it was last read: an entry without a usable link, a feed that is cut off.';
