-- Pauses that hosts asked for, kept by all processes.
create table newsmon.host_pause (
    host  text primary key,
    until timestamptz not null
);
comment on table newsmon.host_pause is 'Hosts that asked for a pause (Retry-After): no process asks them before it is over. 15 minutes at most; a page that was told to wait longer does so by itself.';
comment on column newsmon.host_pause.host is 'Name of the host, whatever the port.';
comment on column newsmon.host_pause.until is 'End of the pause.';
