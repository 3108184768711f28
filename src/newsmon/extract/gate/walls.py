# ruff: noqa: E501 - tables of patterns read better unbroken
"""Walls: lines of a page that ask for a subscription or an account before it is read on.

They are looked for on the page as it came. A wall is one line that names both what is asked for and
what it is asked for: "To keep reading, become a member". Either alone stands on pages without a wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LONGEST = 300  # characters of a wall's line
_AT_THE_END = 3  # lines of a text that may be the wall after it

_ASKED_FOR = (
    r"\b(?:subscri\w+|sign(?:ing)? (?:up|in)|log(?:ging)? in|regist(?:er|ration)\w*|members?(?:hip)?|premium|free account|\w*abos?|abonn\w+|prenumer\w+|"
    r"registrieren|anmelden|einloggen|mitglied\w*|digitalzugang|connecte[zr]|inscri\w+|suscri\w+|suscript\w+|inicia\w* sesión|socios?|assin\w+|"
    r"abbona\w+|accedi|abonent\w*|logga in|logg inn|log ind|zaloguj|wykup\w*|tilaa\w*|předpl\w+|předplat\w+|előfizet\w+|подпис\w+|войдите|передплат\w+)\b"
    r"|有料会員|会員限定|会員登録|ログイン|구독|로그인|유료회원|订阅|訂閱|登录|付费|付費|اشترك|מנוי"
)
_TO_READ_ON = (
    r"\b(?:(?:continue|keep|finish|go on|start) reading|to (?:continue|read on|unlock)|read(?:ing)? (?:on|(?:the )?(?:full|rest|whole|entire|complete|remaining)|(?:this|our) (?:article|story|content))|"
    r"(?:this|the full|premium) (?:article|story|content|page) is\b|(?:free|monthly) (?:article )?limit|articles? (?:left|remaining)|"
    r"weiter ?lesen|weiterzulesen|(?:ganzen|vollständigen|kompletten|diesen|dieser) (?:artikel|beitrag|text)|"
    r"lire la suite|la suite (?:de (?:cet|l.) ?article )?est|cet article est|poursuivre (?:la|votre) lecture|continuer (?:à lire|la lecture|votre lecture)|"
    r"(?:seguir|sigue|continuar|continúa) leyendo|(?:este|contenido|artículo) (?:contenido|artículo|exclusivo)|continu(?:ar|e) (?:a )?l(?:endo|er|eitura)|"
    r"continua(?:re)? a leggere|continua(?:re)? la lettura|articolo (?:completo|riservato)|verder ?lezen|(?:volledige|dit) artikel|läsa? (?:vidare|hela)|lese? (?:videre|hele)|læse? (?:videre|hele)|"
    r"czyta(?:j|ć) dalej|dalsz\w+ częś\w+|cał\w+ artykuł\w*|lukea|jatka lukemista|(?:celý|číst) článek|pokračovat ve čtení|olvas\w*|читать (?:дальше|далее|полностью)|чтобы (?:прочитать|читать)|читати далі)\b"
    r"|続きを|全文|この記事は|계속 읽|이어서 읽|전문을|继续阅读|閱讀全文|阅读全文|全文閱讀|لمتابعة القراءة|להמשך קריאה"
)
_RESERVED = re.compile(
    r"\b(?:only|exclusively|reserved|available) (?:for|to) (?:our |paying |registered )*(?:subscribers|members|users)\b|\b(?:subscribers|members)[- ]only\b"
    r"|\b(?:nur|exklusiv) für (?:\w+ )?(?:abonnent\w*|mitglieder)|\bréservée?s? (?:à nos |aux )abonnés|\b(?:sólo|solo|exclusivo) para (?:suscriptores|socios|assinantes)"
    r"|\briservat\w+ agli abbonati|\bexclusivo para assinantes|\b(?:endast|bara) för prenumeranter|\bkun for abonnenter|\balleen voor abonnees|\btylko dla prenumeratorów|только (?:для|по) подпис\w+",
    re.I,
)  # fmt: skip
_WALL = re.compile(rf"(?=.*(?:{_ASKED_FOR})).*(?:{_TO_READ_ON})", re.I)


def find_wall(lines: Iterable[str]) -> str:
    """Return the first line that is a wall; empty where none is."""
    return next((line for line in lines if _is_wall(line)), "")


def wall_under(text: str) -> str:
    """Return the wall that stands in the last lines of a text; empty where none does."""
    return find_wall(_last(text.split("\n")))


def _last(lines: Sequence[str]) -> Sequence[str]:
    return lines[-_AT_THE_END:]


def _is_wall(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    return _RESERVED.search(line) is not None or _WALL.match(line) is not None
