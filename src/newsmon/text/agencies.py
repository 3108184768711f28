"""News agencies: the slug of each one's own outlet, and how texts and bylines name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

AGENCIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reuters": ("Reuters", "Thomson Reuters"),
        "associated-press": ("Associated Press", "The Associated Press", "AP"),
        "afp": ("AFP", "Agence France-Presse", "Agence France Presse"),
        "upi": ("UPI", "United Press International"),
        "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
        "pa-media": ("PA Media", "Press Association", "PA"),
        "tass": ("TASS", "Tass", "ITAR-TASS"),
        "ria": ("RIA Novosti", "RIA"),
        "interfax": ("Interfax",),
        "xinhua": ("Xinhua", "Xinhua News Agency"),
        "kyodo": ("Kyodo", "Kyodo News"),
        "jiji": ("Jiji", "Jiji Press"),
        "yonhap": ("Yonhap",),
        "ansa": ("ANSA",),
        "efe": ("EFE", "Agencia EFE", "EFE News"),
        "europa-press": ("Europa Press",),
        "lusa": ("Lusa",),
        "bloomberg": ("Bloomberg", "Bloomberg News"),
        "anadolu": ("Anadolu", "Anadolu Agency", "AA"),
        "pti": ("PTI", "Press Trust of India"),
        "ani": ("ANI",),
        "ians": ("IANS",),
        "ukrinform": ("Ukrinform",),
        "bernama": ("Bernama",),
        "kuna": ("KUNA",),
        "cna": ("CNA",),
        "canadian-press": ("Canadian Press", "The Canadian Press", "CP"),
        "aap": ("AAP",),
        "apa": ("APA",),
        "keystone-sda": ("Keystone-SDA", "SDA"),
        "sid": ("sid",),
        "epd": ("epd",),
        "kna": ("KNA",),
        "anp": ("ANP",),
        "belga": ("Belga",),
        "pap": ("PAP",),
        "ctk": ("CTK", "ČTK"),
        "mti": ("MTI",),
        "ntb": ("NTB",),
        "tt": ("TT",),
        "ritzau": ("Ritzau",),
        "stt": ("STT",),
        "notimex": ("Notimex",),
        "cnn-newsource": ("CNN", "CNN Wire", "CNN Newsource"),
        "bbc": ("BBC",),
    }
)
# Words of a byline for an agency that is not named.
UNNAMED_AGENCIES: Final = (
    "Agencies", "News Agencies", "Agencias", "Agenturen", "Agences", "Wire services",
    "Wire reports",
)  # fmt: skip


def names_pattern(slug: str) -> str:
    """Return a pattern for the names of an agency, the longest first."""
    return "|".join(map(re.escape, sorted(AGENCIES[slug], key=len, reverse=True)))


def any_agency_pattern() -> str:
    """Return a pattern for the names of all agencies, the longest first."""
    names = {name for names in AGENCIES.values() for name in names}
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
