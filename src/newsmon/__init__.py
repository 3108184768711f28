"""newsmon: feeds in YAML, clean deduplicated tagged articles in Postgres.

The layers, from the top (a module imports only from those below it):

    cli, dags  >  pipeline, report  >  fetch, store, embedded  >  config
               >  feeds, extract, dedup, events, topics  >  urls, text  >  model  >  errors
"""
