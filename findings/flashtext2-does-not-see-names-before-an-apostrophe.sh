#!/bin/sh
# flashtext2 1.1.0 beside flashtext 2.7, whose faster successor it is, and names with an apostrophe or a colon beside them.
#
# Words end where Unicode ends them (UAX 29, WB6 and WB7), and there an apostrophe, a full stop or a colon between two
# letters is inside a word. So a keyword is not found in its own possessive, nor behind the article of French or Italian,
# nor where a space was lost behind a full stop. flashtext, whose interface it keeps, finds all of them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'flashtext2==1.1.0' 'flashtext==2.7' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import flashtext
import flashtext2

for keyword, text in (
    ("China", "a deal with China"),
    ("China", "China\u2019s exports fell"),
    ("Ukraine", "la position de l\u2019Ukraine"),
    ("Italia", "il governo dell\u2019Italia"),
    ("Gaza", "Israel:Gaza talks"),
    ("China", "the talks.China said no"),
):
    answers = []
    for library in (flashtext2, flashtext):
        processor = library.KeywordProcessor(case_sensitive=False)
        processor.add_keyword(keyword, keyword)
        answers.append("found" if processor.extract_keywords(text) else "not found")
    print(keyword, "in", text, "| flashtext2", answers[0], "| flashtext", answers[1])
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'China in a deal with China | flashtext2 found | flashtext found
China in China’s exports fell | flashtext2 not found | flashtext found
Ukraine in la position de l’Ukraine | flashtext2 not found | flashtext found
Italia in il governo dell’Italia | flashtext2 not found | flashtext found
Gaza in Israel:Gaza talks | flashtext2 not found | flashtext found
China in the talks.China said no | flashtext2 not found | flashtext found' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# China in a deal with China | flashtext2 found | flashtext found
# China in China’s exports fell | flashtext2 not found | flashtext found
# Ukraine in la position de l’Ukraine | flashtext2 not found | flashtext found
# Italia in il governo dell’Italia | flashtext2 not found | flashtext found
# Gaza in Israel:Gaza talks | flashtext2 not found | flashtext found
# China in the talks.China said no | flashtext2 not found | flashtext found
