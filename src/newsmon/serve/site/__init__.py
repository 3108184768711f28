"""Pages for people: what is new, a topic, an event, an article, a search, the feeds.

Each page is a function that reads `report` as the reader role and returns plain records; the
templates turn them into HTML, and `routes` binds them to addresses. A page works without scripts.
"""
