"""The page for `fetch.contact_url`: who asks, for what, how often, and how to stop it."""

from __future__ import annotations

from html import escape

from newsmon.config.loader import Config
from newsmon.text.quantities import quantity

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{agent}: a news monitor</title>
<style>
body {{font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem}}
</style>
<h1>{agent}: a news monitor</h1>
<p>Requests with the User-Agent <code>{agent}</code> come from an installation of newsmon, run by
<strong>WRITE HERE WHO YOU ARE</strong>. Write to
<strong>WRITE HERE HOW YOU ARE REACHED</strong>.</p>
<h2>What is asked for</h2>
<p>Feeds, and the articles that they announce, of {sources}. Nothing is followed further, no
form is filled in, no wall is passed by.</p>
<h2>How often</h2>
<ul>
<li>One host is asked at most every {delay}, {places} at a time; a longer
<code>Crawl-delay</code>, <code>Retry-After</code> or <code>RateLimit</code> is kept.</li>
<li>A feed is asked at its own rhythm, between every {min_poll} and every {max_poll}, and
conditionally (<code>ETag</code>, <code>Last-Modified</code>).</li>
<li>robots.txt and <code>/.well-known/tdmrep.json</code> are asked for once a day.</li>
</ul>
<h2>What becomes of the texts</h2>
<p>They are stored, can be searched with a link back, and are compared and counted: topics,
duplicates, events. Reservations are read from robots.txt, tdmrep.json, RSL licences, headers and
pages. {rights}</p>
<h2>How to stop it</h2>
<pre>User-agent: {agent}
Disallow: /</pre>
<p>in robots.txt {robots}. Write to us and what is stored is removed, too.</p>
</html>
"""


def contact_page(config: Config) -> str:
    """Return the page as HTML, with two places for the user to fill in."""
    fetch = config.settings.fetch
    honoured = sorted(fetch.honoured)
    rights = (
        f"Where they reserve one of these uses, pages are left alone: {', '.join(honoured)}."
        if honoured
        else "They are recorded."
    )
    return _PAGE.format(
        agent=escape(fetch.user_agent),
        sources=quantity(len(config.sources), "outlet"),
        delay=_interval(fetch.per_host_delay_seconds),
        places=fetch.per_host_concurrency,
        min_poll=_interval(fetch.min_poll.total_seconds()),
        max_poll=_interval(fetch.max_poll.total_seconds()),
        rights=rights,
        robots="takes effect within a day" if fetch.respect_robots else "is not read here",
    )


def _interval(seconds: float) -> str:
    """Return the words after "every": `second`, `5 seconds`, `2 minutes`."""
    unit, count = ("minute", seconds / 60) if seconds >= 60 else ("second", seconds)
    return unit if count == 1 else quantity(count, unit)
