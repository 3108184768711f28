#!/bin/sh
# newspaper4k 0.9.6 and authors that a page names in its metadata without JSON-LD.
#
# A name has to have two words. Chinese, Japanese and Korean names are written as one: a page that names its author comes
# back with nobody, without a word, while a Russian name in the same place is there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'newspaper4k==0.9.6' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import newspaper

PAGE = """<html><head><title>Truce holds</title><meta name="author" content="%s"></head><body><article>
<h1>Truce holds</h1><p>The truce held for a second week, officials said on Monday.</p></article></body></html>"""
for name in ("Anna Iwanowa", "Анна Иванова", "张伟", "山田太郎", "김민수"):
    article = newspaper.Article("https://paper.example/truce")
    article.download(input_html=PAGE % name)
    article.parse()
    print(name, "->", ", ".join(article.authors) or "nobody")
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'Anna Iwanowa -> Anna Iwanowa
Анна Иванова -> Анна Иванова
张伟 -> nobody
山田太郎 -> nobody
김민수 -> nobody' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# Anna Iwanowa -> Anna Iwanowa
# Анна Иванова -> Анна Иванова
# 张伟 -> nobody
# 山田太郎 -> nobody
# 김민수 -> nobody
