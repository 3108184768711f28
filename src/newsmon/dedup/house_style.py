"""House style, folded: spelling, abbreviations and numerals of different outlets.

Only hashes are made of the result, so a mapping may be coarser than language is
("states" becomes "us" wherever it stands): what counts is that both sides of a
reprint come out alike and that different sentences stay different.
"""

from __future__ import annotations

import re

# Words that one house writes and another leaves out, or that are half of a pair below.
_SILENT = ("per", "united")

_SAME = {
    # shares and quantities: per cent, percent, pct, %
    "cent": "percent", "pct": "percent", "pc": "percent", "%": "percent",
    "mln": "million", "mn": "million", "m": "million",
    "bln": "billion", "bn": "billion", "b": "billion", "tn": "trillion", "trn": "trillion",
    "k": "thousand", "dlr": "dollar", "dlrs": "dollars", "usd": "dollars", "eur": "euros",
    "km": "kilometers", "kms": "kilometers", "kph": "kmh", "kg": "kilograms", "kgs": "kilograms",
    "cm": "centimeters", "ft": "feet", "sq": "square", "hr": "hour", "hrs": "hours",
    "min": "minutes", "mins": "minutes", "tonne": "ton", "tonnes": "tons",
    # bodies and countries, spelled out or not (with "united" silent)
    "states": "us", "usa": "us", "kingdom": "uk", "nations": "un", "&": "and",
    # titles and companies
    "pres": "president", "gov": "governor", "govt": "government", "sen": "senator",
    "sens": "senators", "rep": "representative", "reps": "representatives", "gen": "general",
    "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "maj": "major",
    "adm": "admiral", "prof": "professor", "dr": "doctor", "rev": "reverend", "st": "saint",
    "mister": "mr", "pm": "premier", "corp": "corporation", "co": "company", "cos": "companies",
    "inc": "incorporated", "ltd": "limited", "bros": "brothers", "dept": "department",
    "intl": "international", "natl": "national", "assn": "association", "vs": "versus",
    "no": "number", "nos": "numbers", "jr": "junior", "sr": "senior",
    # calendar
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june",
    "jul": "july", "aug": "august", "sep": "september", "sept": "september", "oct": "october",
    "nov": "november", "dec": "december", "mon": "monday", "tue": "tuesday", "tues": "tuesday",
    "wed": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday",
    "fri": "friday", "sat": "saturday",
    # spellings that no ending below catches
    "programme": "program", "programmes": "programs", "grey": "gray", "cheque": "check",
    "cheques": "checks", "enquiry": "inquiry", "enquiries": "inquiries",
    "tyre": "tire", "tyres": "tires", "aluminium": "aluminum", "sceptic": "skeptic",
    "sceptical": "skeptical", "ageing": "aging", "judgement": "judgment", "whilst": "while",
    "amongst": "among", "learnt": "learned", "towards": "toward", "afterwards": "afterward",
    "jewellery": "jewelry", "plough": "plow", "mum": "mom", "adviser": "advisor",
    "advisers": "advisors", "storey": "story", "kerb": "curb", "pyjamas": "pajamas",
    "ok": "okay", "kyiv": "kiev",
}  # fmt: skip

_UP_TO_NINETEEN = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMERALS = {word: str(value) for value, word in enumerate(_UP_TO_NINETEEN)} | {
    word: str(10 * value) for value, word in enumerate(_TENS, start=2)
}

SAME: dict[str, str] = {**_NUMERALS, **_SAME, **dict.fromkeys(_SILENT, "")}
"""Word (lower case, without dots and apostrophes) to what it is counted as; "" drops it."""

# British endings to American ones. Words that merely look alike ("rising") change on both sides.
_ENDING = re.compile(
    r"""(?:(?P<z>[iy]s)(?=(?:e|ed|es|er|ers|ing|ations?|ational)$)
    | (?P<or>our)(?=(?:s|ed|ing|ites?|able|hoods?|ers?)?$)
    | (?P<ter>tre)(?=[sd]?$)
    | (?P<ense>ence)(?=[sd]?$)
    | (?P<og>ogue)(?=s?$)
    | (?P<l>ll)(?=(?:ed|ing|ers?|ors?)$))""",
    re.VERBOSE,
)


def spelling(word: str) -> str:
    """Return the word in its most common spelling; words under five letters stay."""
    ending = _ENDING.search(word) if len(word) >= 5 else None
    if ending is None:
        return word
    kind = str(ending.lastgroup)
    instead = ending.group()[0] + "z" if kind == "z" else kind
    return word[: ending.start()] + instead + word[ending.end() :]
