# ruff: noqa: E501 - tables of patterns read better unbroken
"""Words around a name that say what its bearer does: job titles, and what was written."""

from __future__ import annotations

import re

# A job in the singular, as the last word of a title: "editor", "Sportredakteurin", "корреспондент".
_JOB = (
    r"(?:[\w-]*(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|redakteur|korrespondent|kolumnist|experte|expert|autor|volontär)(?:in|en)?"
    r"|journaliste|correspondante?|rédact(?:eur|rice)|envoyée? spéciale?|periodista|redactora?|corresponsal|columnista|giornalista|inviat[oa]|redatt(?:ore|rice)|jornalista|repórter"
    r"|verslaggever|redacteur|dziennikarz|dziennikarka|redaktorka?|novinář(?:ka)?|toimittaja|muhabir|корреспондент|обозреватель|журналист(?:ка)?|редактор|спецкор)"
)
# Words before a job that are a part of its title.
_RANK = r"(?:(?:our|unsere?[mrns]?|the|senior|junior|chief|deputy|managing|associate|assistant|contributing|staff|special|political|diplomatic|foreign|business|economics?|sports?|science|health|technology|news|features?|guest|defen[cs]e|security|world|national|legal|crime|culture|arts?|travel)\s+)*"
_BEFORE = re.compile(rf"^(?:{_RANK}{_JOB})\s+(?=\S+\s+\S)", re.I)
_BEHIND = re.compile(rf"(?<=\w)\s+(?:{_RANK}{_JOB})$", re.I)
_TITLE = re.compile(rf"^(?:[\w&-]+\s+){{0,4}}{_JOB}$|.*\s(?:of|at)\s.*", re.I)
_TWO_NAMES = 2

# Words for a text or for writing it, before "by".
WRITTEN = (
    r"(?:(?:(?:an?|eine?n?)\s+)?(?:written|posted|published|reported|submitted|story|text|words|analysis|opinion|commentary|column|review|report|article|post|"
    r"(?:blog|gast)?-?\s?beitrag|blog ?post|artikel|bericht|analyse|interview|kommentar|kolumne|reportage|pressemitteilung|geschrieben|verfasst|erstellt|eingestellt|gespeichert|publiziert|veröffentlicht|"
    r"publiée?|rédigé|écrit|publicado|escrito|pubblicato|scritto|geschreven|gepubliceerd|skrevet|skriven|написал[аи]?)\b)"
)


def without_job_before(name: str) -> str:
    """Return "Jane Doe" of "Political Editor Jane Doe"."""
    bare = _BEFORE.sub("", name)
    return name if is_job(bare) else bare


def without_job_behind(name: str) -> str:
    """Return "Jane Doe" of "Jane Doe Staff Writer"; a name has two words at least."""
    bare = _BEHIND.sub("", name)
    return bare if len(bare.split()) >= _TWO_NAMES else name


def is_job(piece: str) -> bool:
    """Tell whether a piece beside a name is a job: "Political Editor", "Head of Sports"."""
    return _TITLE.match(piece) is not None
