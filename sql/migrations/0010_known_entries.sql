alter table newsmon.feed add column entry_marks bytea;
comment on column newsmon.feed.entry_marks is 'Hashes (8 bytes each) of the entries in the last answer that was read; an entry that is the same to the byte is not read again.';
