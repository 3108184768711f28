"""The one table of names of time zones, and which of them has to be read by country.

A name that RFC 5322 defines means that wherever no country says otherwise. A name with several
meanings and none in a standard is exact only where the source's country is among them: elsewhere
its usual meaning tells the day, not the hour. `docs/dates.md` shows the table; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Names with one meaning: minutes east of UTC, or the zone whose clock is put back in winter.
ZONES: Final[Mapping[str, int | str]] = MappingProxyType(
    {
        "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "TUC": 0,
        # Europe
        "WET": 0, "WEST": 60, "WESZ": 60, "CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "MEZ": 60,
        "MESZ": 120, "EET": 120, "EEST": 180, "OEZ": 120, "OESZ": 180, "SEČ": 60, "SELČ": 120,
        "FET": 180, "TRT": 180, "TSİ": 180, "MSK": 180, "МСК": 180, "MSD": 240, "SAMT": 240,
        # Africa
        "WAT": 60, "WAST": 120, "CAT": 120, "SAST": 120, "EAT": 180, "CVT": -60,
        # Asia
        "IDT": 180, "IRST": 210, "IRDT": 270, "AFT": 270, "AZT": 240, "GET": 240, "UZT": 300,
        "TMT": 300, "TJT": 300, "PKT": 300, "MVT": 300, "YEKT": 300, "SLST": 330, "NPT": 345,
        "KGT": 360, "BTT": 360, "OMST": 360, "MMT": 390, "ICT": 420, "WIB": 420, "NOVT": 420,
        "KRAT": 420, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "WITA": 480, "BNT": 480,
        "IRKT": 480, "ULAT": 480, "JST": 540, "KST": 540, "WIT": 540, "TLT": 540, "YAKT": 540,
        "VLAT": 600, "MAGT": 660, "SAKT": 660, "PETT": 720,
        # Oceania
        "AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "CHST": 600, "PGT": 600,
        "SBT": 660, "NZST": 720, "NZDT": 780, "FJT": 720, "TOT": 780,
        # America
        "NDT": -150, "AKST": -540, "AKDT": -480, "HST": -600, "HNE": -300, "HAE": -240,
        "HNC": -360, "HAC": -300, "HNR": -420, "HAR": -360, "HNP": -480, "HAP": -420,
        "HNA": -240, "HAA": -180, "BRT": -180, "BRST": -120, "ART": -180, "UYT": -180,
        "CLT": -240, "CLST": -180, "BOT": -240, "VET": -240, "GYT": -240,
        "COT": -300, "PET": -300, "SRT": -180, "GFT": -180, "FNT": -120,
        "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
        "PT": "America/Los_Angeles", "AKT": "America/Anchorage", "UKT": "Europe/London",
    }
)  # fmt: skip
# Names that RFC 5322 (section 4.3) defines, where the country has no other meaning for them.
RFC_ZONES: Final[Mapping[str, int]] = MappingProxyType(
    {"EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
     "MST": -420, "MDT": -360, "PST": -480, "PDT": -420}
)  # fmt: skip
# Names with several meanings, by ISO 3166 country; under "" the usual one, to tell the day by.
ZONES_BY_COUNTRY: Final[Mapping[str, Mapping[str, int]]] = MappingProxyType(
    {
        "ACT": {"": 570, "AU": 570, "BR": -300},
        "ADT": {"": -180, "CA": -180, "BM": -180, "IQ": 240},
        "AMT": {"": 240, "AM": 240, "BR": -240},
        "AST": {"": -240, "CA": -240, "US": -240, "PR": -240, "VI": -240, "BM": -240, "DO": -240,
                "TT": -240, "BB": -240, "AG": -240, "DM": -240, "GD": -240, "KN": -240, "LC": -240,
                "VC": -240, "CW": -240, "AW": -240, "GP": -240, "MQ": -240,
                "SA": 180, "KW": 180, "IQ": 180, "QA": 180, "BH": 180, "YE": 180, "JO": 180},
        "BDT": {"": 360, "BD": 360, "BN": 480},
        "BST": {"": 60, "GB": 60, "IM": 60, "JE": 60, "GG": 60, "BD": 360, "PG": 660},
        "CCT": {"": 390, "CC": 390, "CN": 480},
        "CDT": {"CU": -240, "AU": 630},
        "CST": {"CN": 480, "TW": 480, "HK": 480, "MO": 480, "SG": 480, "CU": -300, "AU": 570},
        "ECT": {"": -300, "EC": -300, "AG": -240, "DM": -240, "LC": -240, "VC": -240},
        "EDT": {"AU": 660},
        "EST": {"AU": 600},
        "GST": {"": 240, "AE": 240, "OM": 240, "GU": 600, "GS": -120},
        "IST": {"": 330, "IN": 330, "LK": 330, "IL": 120, "PS": 120, "IE": 60},
        "MST": {"MY": 480, "MM": 390},
        "NST": {"": -210, "CA": -210, "NP": 345},
        "PST": {"PH": 480, "PK": 300},
        "SST": {"": -660, "AS": -660, "SG": 480},
        "WST": {"": 480, "AU": 480, "WS": 780, "EH": 60},
    }
)  # fmt: skip
# Names of more than one word, as programs and newsrooms write them.
ZONE_PHRASES: Final[Mapping[str, int | str]] = MappingProxyType(
    {
        "coordinated universal time": 0, "greenwich mean time": 0, "universal time": 0,
        "british summer time": 60, "irish standard time": 60, "western european time": 0,
        "western european summer time": 60, "central european time": 60,
        "central european standard time": 60, "central european summer time": 120,
        "eastern european time": 120, "eastern european standard time": 120,
        "eastern european summer time": 180, "moscow time": 180, "moscow standard time": 180,
        "arabian standard time": 240, "gulf standard time": 240, "india standard time": 330,
        "indian standard time": 330, "china standard time": 480, "beijing time": 480,
        "hong kong time": 480, "hong kong standard time": 480, "singapore standard time": 480,
        "singapore time": 480, "japan standard time": 540, "korean standard time": 540,
        "australian eastern standard time": 600, "australian eastern daylight time": 660,
        "eastern standard time": -300, "eastern daylight time": -240,
        "central standard time": -360, "central daylight time": -300,
        "mountain standard time": -420, "mountain daylight time": -360,
        "pacific standard time": -480, "pacific daylight time": -420,
        "eastern time": "America/New_York", "central time": "America/Chicago",
        "mountain time": "America/Denver", "pacific time": "America/Los_Angeles",
    }
)  # fmt: skip
_LARGEST: Final = 14 * 60  # minutes; Kiribati's
_SMALLEST: Final = -12 * 60


class Offset(NamedTuple):
    """Minutes east of UTC; `is_exact` where the zone's name has no other meaning there."""

    minutes: int
    is_exact: bool = True


def offset_of_name(name: str, country: str | None, local: datetime) -> Offset | None:
    """Return what a zone's name says at a local time; None for a name that nobody here knows.

    `country` is the source's, as an ISO 3166 code.
    """
    upper = name.upper()
    meanings = ZONES_BY_COUNTRY.get(upper, {})
    if country and country in meanings:
        return Offset(meanings[country])
    if upper in RFC_ZONES:
        return Offset(RFC_ZONES[upper])
    if "" in meanings:
        return Offset(meanings[""], is_exact=False)
    zone = ZONES.get(upper, ZONE_PHRASES.get(" ".join(name.lower().split())))
    if zone is None and "/" in name:
        zone = name  # of the IANA database
    return _offset_of_region(zone, local) if isinstance(zone, str) else _exact(zone)


def offset_of_digits(sign: str, hours: str, minutes: str | None) -> int:
    """Return minutes east of UTC. Raises ValueError for an offset that no clock on earth has."""
    east = int(hours) * 60 + int(minutes or 0)
    east = -east if sign == "-" else east
    if int(minutes or 0) > 59 or not _SMALLEST <= east <= _LARGEST:
        raise ValueError("no clock has this offset")
    return east


def _exact(minutes: int | None) -> Offset | None:
    return None if minutes is None else Offset(minutes)


def _offset_of_region(name: str, local: datetime) -> Offset | None:
    """Read a region's clock; the hour that comes twice in autumn has two readings."""
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is None:
        return None
    return Offset(int(first.total_seconds() // 60), is_exact=first == second)
