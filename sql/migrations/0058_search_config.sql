-- Whoever reads the views may ask for the configuration that a language's articles are indexed with.

alter function newsmon.search_config(text) set schema report;
comment on function report.search_config is 'Text-search configuration in which articles of a language (ISO 639-1) are indexed; simple where Postgres has none.';
