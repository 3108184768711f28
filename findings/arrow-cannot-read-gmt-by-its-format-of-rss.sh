#!/bin/sh
# arrow 1.4.0, its format FORMAT_RSS, and the dates that feeds have.
#
# RSS 2.0 has dates of RFC 822 (5.1), whose zones are names (GMT, UT, EST) or an offset; nearly every feed says GMT, as
# the examples of RSS do. FORMAT_RSS writes and reads an offset only: a date that says GMT is refused, and so is EST.
# With the token for names of regions in its place, GMT is read, and the zones of RFC 822 that are also regions; PDT is
# not. A year of two digits, which RFC 822 has, is refused, too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'arrow==1.4.0' 'tzdata==2026.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import arrow

DATES = ("Mon, 02 Mar 2026 09:00:00 +0000", "Mon, 02 Mar 2026 09:00:00 GMT", "Mon, 02 Mar 2026 09:00:00 EST",
         "Mon, 02 Mar 2026 09:00:00 PDT", "Mon, 02 Mar 26 09:00:00 +0000")
for name, form in (("FORMAT_RSS", arrow.FORMAT_RSS), ("with ZZZ", arrow.FORMAT_RSS.replace("Z", "ZZZ"))):
    for date in DATES:
        try:
            print(name, "|", date, "->", arrow.get(date, form).to("utc").isoformat())
        except ValueError as error:
            print(name, "|", date, "->", type(error).__name__)
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 +0000 -> 2026-03-02T09:00:00+00:00
FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 GMT -> ParserMatchError
FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 EST -> ParserMatchError
FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 PDT -> ParserMatchError
FORMAT_RSS | Mon, 02 Mar 26 09:00:00 +0000 -> ParserMatchError
with ZZZ | Mon, 02 Mar 2026 09:00:00 +0000 -> ParserMatchError
with ZZZ | Mon, 02 Mar 2026 09:00:00 GMT -> 2026-03-02T09:00:00+00:00
with ZZZ | Mon, 02 Mar 2026 09:00:00 EST -> 2026-03-02T14:00:00+00:00
with ZZZ | Mon, 02 Mar 2026 09:00:00 PDT -> ParserError
with ZZZ | Mon, 02 Mar 26 09:00:00 +0000 -> ParserMatchError' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 +0000 -> 2026-03-02T09:00:00+00:00
# FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 GMT -> ParserMatchError
# FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 EST -> ParserMatchError
# FORMAT_RSS | Mon, 02 Mar 2026 09:00:00 PDT -> ParserMatchError
# FORMAT_RSS | Mon, 02 Mar 26 09:00:00 +0000 -> ParserMatchError
# with ZZZ | Mon, 02 Mar 2026 09:00:00 +0000 -> ParserMatchError
# with ZZZ | Mon, 02 Mar 2026 09:00:00 GMT -> 2026-03-02T09:00:00+00:00
# with ZZZ | Mon, 02 Mar 2026 09:00:00 EST -> 2026-03-02T14:00:00+00:00
# with ZZZ | Mon, 02 Mar 2026 09:00:00 PDT -> ParserError
# with ZZZ | Mon, 02 Mar 26 09:00:00 +0000 -> ParserMatchError
