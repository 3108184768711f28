-- Near-duplicates: all weeks of the index are asked, so no process remembers what they have.
-- (The filters in memory saved a tenth of a millisecond an article; see docs/decisions.md.)

drop table newsmon.fingerprint_log;
drop table newsmon.fingerprint_week;
drop function newsmon.clusters_having(date, integer[]);
