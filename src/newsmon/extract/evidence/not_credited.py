# ruff: noqa: E501 - tables of patterns read better unbroken
"""Lines beside a byline that credit nobody with the text: spans of time, counts, pictures."""

from __future__ import annotations

import re

# "4 min read", "vor 3 Stunden", "Il y a 3 heures", "2 comments".
_COUNTED = re.compile(
    r"\b\d+\s*(?:min(?:s|ut\w*)?|мин\w*|minuut|hrs?|hours?|std|stunden?|heures?|horas?|ore|uur|uren|timer|timmar|godz\w*|hodin\w*|час\w*|"
    r"days?|tage?n?|jours?|d[ií]as?|giorn[io]|dagen|dagar|weeks?|wochen?|semaines?|semanas?|settimane?|months?|monate?n?|mois|"
    r"comments?|kommentare?|commentaires?|comentarios?|commenti|shares?|likes?|views?)\b|\d+\s*(?:分|시간|분|小时|時間)",
    re.I,
)
_PICTURE_WORD = r"(?:photo\w*|foto\w*|bild(?:er)?|images?|imagen|imagem|pictures?|illustration\w*|grafik|graphics?|zdjęci\w+|фото\w*)"
_PICTURE = re.compile(
    rf"^\W*(?:©|\(c\)|(?:{_PICTURE_WORD}|credits?|crédits?|copyright|courtesy)\s*(?:[:/©]|\b(?:by|von|vom|par|por|di|de|av|credit)\b))"
    rf"|^[^,(]*[(,]\s*{_PICTURE_WORD}\s*\)?\W*$"
    r"|/\s*(?:getty|i?stock|shutterstock|alamy|unsplash|pexels|pixabay|depositphotos|adobe ?stock|imago|picture alliance)\b",
    re.I,
)


def is_not_credited(line: str) -> bool:
    """Tell whether a line counts time or readers, or names who made a picture."""
    return _COUNTED.search(line) is not None or _PICTURE.search(line) is not None
