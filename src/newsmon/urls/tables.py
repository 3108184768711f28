"""Parameters, labels and paths of a URL that say how a reader came, not which page it is.

Gathered from the public documentation of analytics tools and from links that news feeds carry.
A name stands here only if it belongs to such a tool alone: what is dropped here is neither asked
for nor compared, so a name that chooses the page somewhere (`mod`, `sh`, `partner`, `sc_lang`)
must not stand here, whatever it means elsewhere. The page's own canonical link joins what is left.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Beginnings of names that no site uses for its own pages.
TRACKING_PREFIXES: Final = (
    "utm_",  # Google Analytics and everybody who imitates it
    "mtm_", "matomo_", "piwik_",  # Matomo
    "hsa_", "__hs", "_hs",  # HubSpot
    "guce_",  # Yahoo
    "wt.",  # Webtrends
    "aspsessionid",
)  # fmt: skip

TRACKING_NAMES: Final = _words(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id
    _ga _gl _openstat rb_clickid s_kwcid ef_id epik srsltid
    pk_campaign pk_cid pk_content pk_keyword pk_kwd pk_medium pk_source pk_vid
    at_medium at_campaign at_campaign_group at_campaign_type at_creation at_format at_variant
    at_network at_channel at_platform at_term at_publisher at_identifier at_emailtype at_send_date
    at_recipient_id at_recipient_list at_general_placement at_detail_placement at_custom1 at_custom2
    at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team
    ns_mchannel ns_source ns_campaign ns_linkname ns_fee
    ga_source ga_medium ga_campaign ga_term ga_content ga_place
    sc_channel sc_campaign sc_cid sc_icampaign sc_icontent sc_ichannel sc_iplace sc_src sc_llid
    sc_lid sc_uid sc_eh
    wt_mc wt_zmc wt_mc_o ml_subscriber ml_subscriber_hash mc_cid mc_eid mkt_tok dm_i
    oly_enc_id oly_anon_id vero_id vero_conv trk_contact trk_msg trk_module trk_sid
    fb_action_ids fb_action_types fb_source fb_ref fb_comment_id
    cid_source soc_src soc_trk guccounter traffic_source __twitter_impression ref_src
    cn-reloaded rss_source feedtype wprov mibextid mbid shareadraft sharetype share_source
    share_medium amp_js_v amp_gsa usqp aoh
    phpsessid jsessionid cfid cftoken zenid
    """
)

# Names of one outlet's campaigns that may be another's page: dropped only if a word of the value
# names a way to come (`CMP=share_btn_tw`, `maca=en-rss-en-all`, `xtor=RSS-16`).
CAMPAIGN_NAMES: Final = _words(
    "cmp cmpid icid ict ito xtor xtref smid smtyp emc srnd sref taid maca ocid ncid spm"
)
CAMPAIGN_WORDS: Final = _words(
    """
    rss feed feeds atom share shared sharing btn tw twt twitter fb facebook linkedin whatsapp
    telegram instagram tiktok email mail newsletter nl push social soc google googlenews gnews
    homepage hp
    """
)

# Names that do carry meaning on most sites: dropped only with these values as a whole.
TELLTALE_NAMES: Final = _words("source src from via ref origin medium cid")
TELLTALE_VALUES: Final = _words(
    """
    rss rss2 rss2.0 rssfeed rss_feed rss-feed feed feeds atom xml-rss amp amphtml google googlenews
    google-news news-sitemap twitter facebook linkedin whatsapp telegram email mail newsletter
    social share
    """
)

# Names that choose the AMP variant of a page, with the values that do.
VARIANT_NAMES: Final = _words("amp output outputtype format")
VARIANT_VALUES: Final = frozenset({"", "1", "true", "amp", "amphtml"})

# Names whose value counts as a session key only if it looks like one.
SESSION_NAMES: Final = frozenset({"sid", "s", "sess", "session", "sessionid", "session_id"})
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

VARIANT_WORDS: Final = ("amp", "/index.", "/default.")  # one of which each of these paths has

# Paths of front pages: none, a language's, a file that stands for them.
FRONT_PATH: Final = re.compile(
    r"/*(?:[a-z]{2}(?:[-_][a-z]{2,4})?/*)?(?:(?:index|default|home|homepage|start|startseite)"
    r"(?:\.[a-z]{3,5})?/*)?",
    re.I,
)
