# ruff: noqa: E501 - tables of patterns read better unbroken
"""The quality gate: the reasons for which a page is no article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsmon.extract.evidence.page_evidence import Evidence
from newsmon.extract.gate.walls import find_wall, wall_under
from newsmon.model import Reason, Rejection
from newsmon.text import contradicts
from newsmon.text.line_keys import text_key

MIN_WORDS = 40  # of a page: what is shorter is as likely to be its boilerplate as its text
FLASH_WORDS = 12  # of a document that is nothing but text: an agency's flash, one sentence
_PAID_WORDS = 80  # of a page that says it is not free: headline, byline and first sentence
STUB_WORDS = 140  # a wall's text is short; a long text that speaks of cookies is about cookies

_SOFT_404 = re.compile(
    r"\b(?:page|article|story|content|file) (?:(?:you (?:are|were) (?:looking for|requesting|trying)|requested|that you requested)\b.{0,60}|(?:is |was |has been |could )?(?:not|n't|no longer|cannot) (?:be )?(?:found|available|exist\w*))"
    r"|\b(?:404|410)\b.{0,40}\b(?:error|not found|page)|\berror (?:404|410)\b|\bnot found\b"
    r"|\b(?:seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|страница не найдена)\b", re.I
)  # fmt: skip
_CONSENT = re.compile(
    r"\b(?:we (?:and our (?:\d+ )?(?:partners|vendors)|use cookies|value your privacy)|accept (?:all )?(?:cookies|and continue)|"
    r"cookie (?:policy|settings|preferences|consent)|manage (?:your )?(?:privacy|consent|cookie)|before you continue|"
    r"your privacy (?:choices|settings|matters)|store and/or access information|legitimate interest|"
    r"wir (?:und unsere partner|verwenden cookies)|datenschutzeinstellungen|nous utilisons des cookies|utilizamos cookies)\b", re.I
)  # fmt: skip
_JAVASCRIPT = re.compile(
    r"\b(?:enable|activate|turn on|requires?|need) (?:your )?java ?script\b|\bjava ?script (?:is|has been|must be|needs to be)? ?(?:disabled|required|enabled|turned off)\b"
    r"|\bchecking (?:if the site connection is secure|your browser)\b|\bverify(?:ing)? (?:that )?you are (?:a )?human\b|\benable cookies and\b|\bare you a robot\b", re.I
)  # fmt: skip
_NO_ARTICLE_KINDS = re.compile(
    r"(?:VideoObject|ImageGallery|CollectionPage|SearchResultsPage|ProfilePage|JobPosting|Product|ImageObject|MediaGallery|ItemList)$"
)
_OG_KINDS = frozenset(
    {"video", "video.other", "video.movie", "video.episode", "profile", "product", "music.song"}
)
# A page of these types that states no article is none, however long its text.
_NEVER_ARTICLE = re.compile(
    r"(?:CollectionPage|SearchResultsPage|ProfilePage|JobPosting|ItemList)$"
)
_FEWEST_TEASERS = 5  # a text that sends its reader to four other pages is still a text
_LISTED = 0.8  # of a text's letters
_MOST_IN_ONE_BOX = 0.5  # of them: what one box says alone is no list


def judge(  # noqa: PLR0911 - one return a reason
    evidence: Evidence,
    *,
    title: str,
    text: str,
    words: int,
    around: str = "",
    lines: Sequence[str] = (),
    is_paid: bool | None = None,
    language: str | None = None,
    status: int = 200,
    fewest: int = MIN_WORDS,
) -> Rejection | None:
    """Return the reason not to load the page, or None for an article.

    `fewest` is how many words an article has at least. `around` holds other words of the page;
    where the text is a stub they tell what stands in its place, as do the `lines`
    of the page as it came. `is_paid` is what the page says of itself.
    """
    stub = words < STUB_WORDS
    if status in (404, 410) or (stub and _SOFT_404.search(title)):
        return Rejection(Reason.SOFT_404, title[:120])
    if stub and (wall := _wall(f"{title}\n{text}", around, words)):
        return wall
    if stub and (wall := _paywall(text, lines, words, is_paid)):
        return wall
    if not text:
        return Rejection(Reason.NO_TEXT)
    if words < fewest:
        return Rejection(Reason.TOO_SHORT, f"{words} words")
    if rejection := _not_article(evidence, words):
        return rejection
    demanded = evidence.source.language
    if contradicts(language, demanded):
        return Rejection(Reason.WRONG_LANGUAGE, f"{language} instead of {demanded}")
    if evidence.live_blog is None and _is_list(text.split("\n"), evidence.teasers):
        return Rejection(Reason.NOT_ARTICLE, f"a list of {len(evidence.teasers)} articles")
    return None


def _wall(text: str, around: str, words: int) -> Rejection | None:
    """Reject a stub in whose place a wall stands.

    Every page may ask for consent or scripts beside its text, so that words around a text count
    as such a wall only where it is too short to be one.
    """
    beside = around if words < MIN_WORDS else ""
    for pattern, reason, page_words in (
        (_JAVASCRIPT, Reason.NEEDS_JAVASCRIPT, f"{text}\n{beside}"),
        (_CONSENT, Reason.CONSENT_WALL, f"{text}\n{beside}"),
        (_SOFT_404, Reason.SOFT_404, f"{text}\n{beside}"),
    ):
        if match := pattern.search(page_words):
            return Rejection(reason, match[0][:120])
    return None


def _paywall(text: str, lines: Sequence[str], words: int, is_paid: bool | None) -> Rejection | None:
    """Reject the beginning that a paywall leaves: it is looked for on the page as it came."""
    if is_paid is not False and (line := wall_under(text) or find_wall(lines)):
        return Rejection(Reason.PAYWALL, line[:120])
    if is_paid and words < _PAID_WORDS:
        return Rejection(Reason.PAYWALL, f"{words} words, and the page says it is not free")
    return None


def _not_article(evidence: Evidence, words: int) -> Rejection | None:
    """Reject pages that say they are something else and have no long text to the contrary."""
    kind = evidence.head.og_type
    if _NEVER_ARTICLE.search(evidence.stated.kind) and kind != "article":
        return Rejection(Reason.NOT_ARTICLE, f"the page says it is a {evidence.stated.kind}")
    if words >= 250:
        return None
    if _NO_ARTICLE_KINDS.search(evidence.stated.kind):
        return Rejection(Reason.NOT_ARTICLE, f"the page says it is a {evidence.stated.kind}")
    if kind in _OG_KINDS:
        return Rejection(Reason.NOT_ARTICLE, f"the page says it is a {kind}")
    return None


def _is_list(lines: Sequence[str], boxes: Sequence[str]) -> bool:
    """Tell whether a text is put together from teasers, none of which holds most of it."""
    letters_by_box: Counter[int] = Counter()
    whole = 0
    for line in lines:
        text = text_key(line)
        whole += len(text)
        box_index = next((i for i, box in enumerate(boxes) if text in box), None)
        if box_index is not None:
            letters_by_box[box_index] += len(text)
    if len(letters_by_box) < _FEWEST_TEASERS:
        return False
    return (
        sum(letters_by_box.values()) >= _LISTED * whole
        and max(letters_by_box.values()) < _MOST_IN_ONE_BOX * whole
    )
