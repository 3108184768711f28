#!/bin/sh
# langdetect 1.0.9 beside py3langid 0.4.0, and headlines in capitals, as agencies and old archives have them.
#
# langdetect passes over words in capitals, which it takes for abbreviations, and its profiles know few others. What is
# left of such a headline is next to nothing, and the answer is another language, without a warning: English is German,
# Spanish is Portuguese, Russian is Ukrainian. The same words in small letters are right, and py3langid, which looks at
# bytes, is right on both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install -q --disable-pip-version-check 'langdetect==1.0.9' 'py3langid==0.4.0' >/dev/null 2>&1
cat >"$folder/ask.py" <<'PYTHON'
import py3langid
from langdetect import DetectorFactory, detect

DetectorFactory.seed = 0
HEADLINES = (
    "Parliament passes budget after long debate on taxes",
    "El parlamento aprueba el presupuesto tras un largo debate",
    "Президент подписал указ о налогах",
)
for headline in HEADLINES:
    for text in (headline, headline.upper()):
        print(text, "-> langdetect", detect(text), "| py3langid", py3langid.classify(text)[0])
PYTHON
seen=$("$folder/env/bin/python" -W ignore "$folder/ask.py")
echo "$seen"
[ "$seen" = 'Parliament passes budget after long debate on taxes -> langdetect en | py3langid en
PARLIAMENT PASSES BUDGET AFTER LONG DEBATE ON TAXES -> langdetect de | py3langid en
El parlamento aprueba el presupuesto tras un largo debate -> langdetect es | py3langid es
EL PARLAMENTO APRUEBA EL PRESUPUESTO TRAS UN LARGO DEBATE -> langdetect pt | py3langid es
Президент подписал указ о налогах -> langdetect ru | py3langid ru
ПРЕЗИДЕНТ ПОДПИСАЛ УКАЗ О НАЛОГАХ -> langdetect uk | py3langid ru' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# Parliament passes budget after long debate on taxes -> langdetect en | py3langid en
# PARLIAMENT PASSES BUDGET AFTER LONG DEBATE ON TAXES -> langdetect de | py3langid en
# El parlamento aprueba el presupuesto tras un largo debate -> langdetect es | py3langid es
# EL PARLAMENTO APRUEBA EL PRESUPUESTO TRAS UN LARGO DEBATE -> langdetect pt | py3langid es
# Президент подписал указ о налогах -> langdetect ru | py3langid ru
# ПРЕЗИДЕНТ ПОДПИСАЛ УКАЗ О НАЛОГАХ -> langdetect uk | py3langid ru
