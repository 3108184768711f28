#!/bin/sh
# htmldate 1.11.0 and dates written as in China and Japan.
#
# 2022年3月15日 is given as 2022-01-01: a day that stands nowhere on the page, and nothing says that it is only the year.
# The same day in Korean, Arabic, Russian or English words is right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check \
  'htmldate==1.11.0' 'dateparser==1.5.0' 'lxml==6.1.3' >/dev/null 2>&1
cat >"$folder/read.py" <<'PYTHON'
from htmldate import find_date

PAGE = (
    '<html lang="{}"><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{}</p>'
    "<p>The ferry sails again, and many people came to see it leave.</p></article></body></html>"
)
for language, date in (
    ("zh", "2022年3月15日"), ("ja", "公開日：2022年3月15日"), ("ko", "2022년 3월 15일"),
    ("ar", "15 مارس 2022"), ("ru", "15 марта 2022"), ("en", "15 March 2022"),
):
    print(language, find_date(PAGE.format(language, date), original_date=True))
PYTHON
seen=$("$folder/env/bin/python" "$folder/read.py")
echo "$seen"
expected="zh 2022-01-01
ja 2022-01-01
ko 2022-03-15
ar 2022-03-15
ru 2022-03-15
en 2022-03-15"
[ "$seen" = "$expected" ] || { echo "changed: see the first lines of this script"; exit 1; }

# Seen in November 2026, as above: the Chinese and the Japanese page are given 1 January.
