-- An alert where the files of a site reserve other uses than before.
alter table newsmon.alert drop constraint alert_kind_check;
alter table newsmon.alert add constraint alert_kind_check check (kind in
    ('quiet', 'failing', 'gone', 'late', 'offline', 'text_length', 'rejections', 'prose_missing', 'quarantined',
     'rights_changed'));
create index on newsmon.origin_rights (changed_at) where changed_at is not null;
