"""What in a URL says how a reader came, not what the page is.

Gathered from the public documentation of analytics tools and from links that news feeds
carry. A name belongs here only if the same page is served without it.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parameter names that begin so belong to an analytics tool.
TRACKING_PREFIXES: Final = (
    "utm_",  # Google Analytics and everybody who imitates it
    "at_",  # AT Internet (BBC and French outlets)
    "ns_",  # comScore
    "mtm_", "matomo_", "pk_", "piwik_",  # Matomo
    "hsa_", "__hs", "_hs",  # HubSpot
    "mc_", "mkt_",  # Mailchimp, Marketo
    "oly_", "vero_", "trk_", "ml_", "sc_", "wt_", "wt.", "ga_", "guce_", "fb_", "dm_i",
    "aspsessionid",
)  # fmt: skip

TRACKING_NAMES: Final = _words(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id
    _ga _gl _openstat rb_clickid s_kwcid ef_id epik srsltid scid
    cmp cmpid cid_source icid ict ito xtor xtref smid smtyp emc srnd sref taid maca mod
    soc_src soc_trk guccounter traffic_source ocid ncid sfns sh spm __twitter_impression
    ref_src ref_url referrer referer partner cn-reloaded rss_source feedtype wprov
    mbid mibextid share_id shareadraft sharetype share_source share_medium
    amp amp_js_v amp_gsa usqp aoh
    phpsessid jsessionid sessionid session_id cfid cftoken zenid
    """
)

# Names that do carry meaning on some sites: dropped only with these values.
TELLTALE_NAMES: Final = _words(
    "source src from via ref origin channel medium feed output outputtype format cid"
)
TELLTALE_VALUES: Final = _words(
    """
    rss rss2 rss2.0 rssfeed rss_feed rss-feed feed feeds atom xml-rss amp amphtml google googlenews
    google-news news-sitemap twitter facebook linkedin whatsapp telegram email mail newsletter
    social share
    """
)

# Names whose value counts as a session key only if it looks like one.
SESSION_NAMES: Final = frozenset({"sid", "s", "sess", "session"})
SESSION_VALUE: Final = re.compile(r"[0-9a-fA-F]{24,128}\Z")

# Session keys written into the path by Java and ASP.NET servers.
SESSION_PATH: Final = re.compile(r";jsessionid=[^/;]*|/\([SAF]\([A-Za-z0-9]{1,64}\)\)", re.I)

# Subdomain labels that name a variant of the same site.
VARIANT_LABELS: Final = frozenset({"www", "www2", "www3", "m", "mobile", "amp", "wap", "touch"})

# Path spellings of an AMP page and of a folder's index, each with what stands for the page.
VARIANT_PATHS: Final = (
    (re.compile(r"\A/amp(?=/.)"), ""),
    (re.compile(r"(?<=[^/])/amp/?\Z"), ""),
    (re.compile(r"(?<=[^/])[._-]amp(?=(?:\.html?)?\Z)"), ""),
    (re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)\Z"), "/"),
)

# Addresses of AMP caches: host pattern, path pattern whose groups are (s for https, the rest).
AMP_CACHES: Final = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}\Z"), re.compile(r"/amp/(s/)?(.+)\Z")),
    (re.compile(r"[a-z0-9-]+\.cdn\.ampproject\.org\Z"), re.compile(r"/[cv]/(s/)?(.+)\Z")),
)
