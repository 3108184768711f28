#!/bin/sh
# PyRSS2Gen 1.1 and rfeed 1.1.1, writers of RSS, and times that carry their zone.
#
# Nine in the morning in Shanghai is one at night in Greenwich. Both write the digits of the local clock and put GMT
# behind them: neither converts, neither refuses. Who reads such a feed is eight hours late, or ahead of the clock.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'PyRSS2Gen==1.1' 'rfeed==1.1.1' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import re
from datetime import datetime, timedelta, timezone

import PyRSS2Gen
import rfeed

published = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
print("meant ", published.astimezone(timezone.utc))
texts = {
    "PyRSS2Gen": PyRSS2Gen.RSS2(
        "News", "https://paper.example/", "News", items=[PyRSS2Gen.RSSItem("Truce", pubDate=published)]
    ).to_xml(),
    "rfeed": rfeed.Feed(
        "News", "https://paper.example/", "News", items=[rfeed.Item(title="Truce", pubDate=published)]
    ).rss(),
}
for library, text in texts.items():
    print(library, re.search("<item>.*<pubDate>(.*)</pubDate>", text).group(1))
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'meant  2026-03-02 01:00:00+00:00
PyRSS2Gen Mon, 02 Mar 2026 09:00:00 GMT
rfeed Mon, 02 Mar 2026 09:00:00 GMT' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# meant  2026-03-02 01:00:00+00:00
# PyRSS2Gen Mon, 02 Mar 2026 09:00:00 GMT
# rfeed Mon, 02 Mar 2026 09:00:00 GMT
