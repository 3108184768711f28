"""English inflections of one word, for terms written `word~`."""

from __future__ import annotations

# Verbs and nouns of the news that do not follow the rules. (base: further forms)
_IRREGULAR = {
    "arise": "arose arisen", "beat": "beaten", "become": "became", "begin": "began begun",
    "bind": "bound", "break": "broke broken", "bring": "brought", "build": "built",
    "buy": "bought", "catch": "caught", "choose": "chose chosen", "cut": "", "deal": "dealt",
    "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen", "feed": "fed",
    "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "foresee": "foresaw foreseen", "freeze": "froze frozen", "get": "got gotten",
    "give": "gave given", "go": "went gone",
    "grow": "grew grown", "hide": "hid hidden", "hit": "", "hold": "held", "keep": "kept",
    "know": "knew known", "lay": "laid", "lead": "led", "leave": "left", "lend": "lent",
    "lose": "lost", "make": "made", "meet": "met", "overthrow": "overthrew overthrown",
    "pay": "paid", "put": "", "quit": "", "rise": "rose risen", "run": "ran", "say": "said",
    "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "",
    "shake": "shook shaken", "shoot": "shot", "show": "shown", "shrink": "shrank shrunk",
    "shut": "", "sink": "sank sunk", "speak": "spoke spoken", "spend": "spent", "spread": "",
    "stand": "stood", "steal": "stole stolen", "strike": "struck", "take": "took taken",
    "teach": "taught", "tell": "told", "think": "thought", "throw": "threw thrown",
    "undergo": "underwent undergone", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "write": "wrote written",
    "man": "men", "woman": "women", "child": "children", "person": "people", "crisis": "crises",
    "serviceman": "servicemen", "spokesman": "spokesmen", "fisherman": "fishermen",
}  # fmt: skip
_VOWELS = "aeiou"
# With these endings the stress may lie on the last syllable or not; both spellings are tried.
_MAYBE_DOUBLED = frozenset("bdglmnprt")


def forms(word: str) -> list[str]:
    """The word itself and its regular and irregular forms, the word first.

    The letters that all forms share keep the case they are written in.

    >>> forms("ban")
    ['ban', 'bans', 'banned', 'banning']
    """
    lower = word.lower()
    if not (lower.isascii() and lower[-1:].isalpha()):
        return [word]
    inflections = [word, _plural(word, lower)]
    if lower.endswith("o"):
        inflections.append(word + "es")
    if lower in _IRREGULAR:
        inflections += [_recase(form, word) for form in _IRREGULAR[lower].split()]
        inflections += [stem + "ing" for stem in _stems(word, lower)]
    else:
        for stem in _stems(word, lower):
            past = stem[:-1] + "ied" if _consonant_y(stem.lower()) else stem + "ed"
            inflections += [past, stem + "ing"]
        if lower.endswith("ie"):
            inflections.append(word[:-2] + "ying")
    return list(dict.fromkeys(inflections))


def _consonant_y(lower: str) -> bool:
    return len(lower) > 1 and lower[-1] == "y" and lower[-2] not in _VOWELS


def _plural(word: str, lower: str) -> str:
    if _consonant_y(lower):
        return word[:-1] + "ies"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def _stems(word: str, lower: str) -> list[str]:
    """Return the stems to which `-ed` and `-ing` are appended."""
    if lower.endswith("e"):
        return [word] if lower.endswith(("ee", "oe", "ye")) else [word[:-1]]
    closed = (
        len(lower) > 2
        and lower[-1] in _MAYBE_DOUBLED
        and lower[-2] in _VOWELS
        and lower[-3] not in _VOWELS
    )
    if not closed:
        return [word]
    doubled = word + word[-1]
    syllables = sum(letter in _VOWELS for letter in lower)
    return [doubled] if syllables == 1 else [word, doubled]


def _recase(form: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form.capitalize() if like[:1].isupper() else form
