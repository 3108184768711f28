-- Up to three members of an event are compared with, where it was two.
comment on column newsmon.event_text.closest is 'The clusters of its event most similar to it when it was grouped, at most three: why it is in there.';
