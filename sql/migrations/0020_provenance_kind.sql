alter table newsmon.provenance add column kind text not null default '';
comment on column newsmon.provenance.kind is 'Of authors: person, agency, desk or organisation; else empty.';
