"""News agencies: the slug of each one's own outlet, and how texts and bylines name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

AGENCIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reuters": (
            "Reuters",
            "Thomson Reuters",
            "Рейтер",
            "Рейтерс",
            "رويترز",
            "ロイター",
            "路透社",
            "로이터",
        ),
        "associated-press": (
            "Associated Press",
            "The Associated Press",
            "AP",
            "AP通信",
            "美联社",
            "美聯社",
        ),
        "afp": ("AFP", "Agence France-Presse", "Agence France Presse", "法新社"),
        "upi": ("UPI", "United Press International"),
        "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
        "pa-media": ("PA Media", "Press Association", "PA"),
        "tass": ("TASS", "Tass", "ITAR-TASS", "ТАСС", "ИТАР-ТАСС"),
        "ria": ("RIA Novosti", "RIA", "РИА Новости"),
        "interfax": ("Interfax", "Интерфакс", "INTERFAX.RU"),
        "xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "新華社"),
        "china-news-service": ("China News Service", "中新社", "中新网"),
        "newsis": ("Newsis", "뉴시스"),
        "news1": ("News1", "뉴스1"),
        "belta": ("BelTA", "БелТА"),
        "kyodo": ("Kyodo", "Kyodo News", "共同通信"),
        "jiji": ("Jiji", "Jiji Press", "時事通信"),
        "yonhap": ("Yonhap", "연합뉴스"),
        "ansa": ("ANSA", "Ansa"),
        "efe": ("EFE", "Agencia EFE", "EFE News", "Efe"),
        "europa-press": ("Europa Press",),
        "lusa": ("Lusa",),
        "bloomberg": ("Bloomberg", "Bloomberg News"),
        "anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA"),
        "pti": ("PTI", "Press Trust of India"),
        "ani": ("ANI",),
        "ians": ("IANS",),
        "ukrinform": ("Ukrinform", "Укрінформ", "Укринформ"),
        "bernama": ("Bernama",),
        "kuna": ("KUNA", "كونا"),
        "cna": ("CNA", "中央社"),
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
# Names that are words of their language, too: an agency's only in brackets at a text's head or end.
SIGNED_ONLY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reuters": ("路透",),
        "associated-press": ("أ ب",),
        "afp": ("أ ف ب",),
        "kyodo": ("共同",),
        "jiji": ("時事",),
        "pti": ("भाषा",),
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
