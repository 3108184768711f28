"""A page in, an article or the reason why it is none out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsmon.extract.authors import choose_authors, is_named
from newsmon.extract.body import Body, find_body
from newsmon.extract.dates import choose_modified, choose_published, is_dated, published_moments
from newsmon.extract.evidence import Evidence, read_structured, read_visible
from newsmon.extract.facts import SourceFacts
from newsmon.extract.fallback import guess_date
from newsmon.extract.gate import FLASH_WORDS, MIN_WORDS, STUB_WORDS, is_called_article, judge
from newsmon.extract.lines import clean_lines
from newsmon.extract.listing import is_list, teasers
from newsmon.extract.others import (
    charset_read,
    choose_image,
    choose_section,
    choose_tags,
    choose_url,
    paywalled,
    stated_language,
)
from newsmon.extract.parse import MAX_CHARACTERS, parse_html
from newsmon.extract.plain import read_document
from newsmon.extract.prune import prune
from newsmon.extract.titles import title_candidates
from newsmon.model import (
    Article,
    Candidate,
    Entry,
    Moment,
    Page,
    Reason,
    Rejection,
    RemovedLine,
)
from newsmon.text import clean, count_words, detect_language, lead
from newsmon.text.charset import decode
from newsmon.text.wrapping import unwrap

_STUB_LENGTH = 8 * STUB_WORDS  # characters
_NOSCRIPT = 1_000  # characters of a page's fallback text that the gate may read


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a reader of one content type found, before cleaning."""

    evidence: Evidence
    moments: tuple[Moment, ...]  # when it may have been published, best first
    lines: tuple[str, ...]
    title: str = ""
    bylines: tuple[str, ...] = ()
    removed: tuple[RemovedLine, ...] = ()
    around: str = ""  # other words on the page, for the gate
    fewest: int = MIN_WORDS  # words, for the gate
    body: tuple[Candidate, ...] = ()  # who found the lines
    teasers: tuple[str, ...] = ()  # letters of what leads to other articles, for the gate


def extract(
    page: Page,
    *,
    entry: Entry | None = None,
    source: SourceFacts = SourceFacts(),  # noqa: B008 - frozen
    furniture: frozenset[str] = frozenset(),
    gate: bool = True,
) -> Article | Rejection:
    """Extract the article of a page: text, metadata with provenance, what was removed.

    `furniture` holds the source's learned lines (`newsmon.extract.furniture`). With `gate` off a
    page is never rejected for what it turned out to be, only when it has no text at all.
    Bounded in time and memory on any input; raises nothing.
    """
    decoded = decode(page)
    raw = _read(page, decoded.text, entry, source)
    if isinstance(raw, Rejection):
        return raw
    result = _article(page, raw, furniture, gate=gate)
    if isinstance(result, Rejection):
        return result
    return replace(result, candidates=(*result.candidates, charset_read(decoded)))


def _read(page: Page, text: str, entry: Entry | None, source: SourceFacts) -> _Raw | Rejection:
    if page.content_type.startswith("text/plain"):
        return _read_plain(page, text, entry, source)
    if "html" not in page.content_type and "xml" not in page.content_type and page.content_type:
        return Rejection(Reason.NOT_HTML, page.content_type)
    return _read_html(page, text, entry, source)


def _read_plain(
    page: Page, text: str, entry: Entry | None, source: SourceFacts
) -> _Raw | Rejection:
    if len(text) > MAX_CHARACTERS:
        return Rejection(Reason.BODY_TOO_LARGE, f"{len(text)} characters")
    known = page.supplied.title or (entry.title if entry else "")
    document = read_document(clean(unwrap(text)), title=known or None)
    evidence = read_structured(page, None, entry, source)
    return _Raw(
        evidence=evidence,
        moments=tuple(published_moments(evidence)),
        lines=document.body,
        title=document.title,
        bylines=document.bylines,
        removed=document.removed,
        fewest=FLASH_WORDS,
    )


def _read_html(page: Page, text: str, entry: Entry | None, source: SourceFacts) -> _Raw | Rejection:
    tree = parse_html(text)
    if isinstance(tree, Rejection):
        return tree
    evidence = read_structured(page, tree, entry, source)
    fallback = " ".join(e.text_content()[:_NOSCRIPT] for e in list(tree.iter("noscript"))[:5])
    prune(tree)
    evidence = read_visible(evidence, tree, named=is_named(evidence), dated=is_dated(evidence))
    moments = published_moments(evidence)
    if not moments and not isinstance(whole := parse_html(text), Rejection):
        # rare enough to read the page anew rather than to keep a copy of each
        guess = guess_date(whole, evidence.url, evidence.fetched_at)
        moments = [guess] if guess else []
    boxes = () if is_called_article(evidence) else teasers(tree, evidence.url)
    body = find_body(tree, stated=evidence.stated.body or None, language=stated_language(evidence))
    around = ""
    if len(body.text) < _STUB_LENGTH:
        # the page's own title tells of a wall whose box has been pruned
        around = f"{evidence.head.title} {fallback} {tree.text_content()[:4_000]}"
        around = clean(around)[:3_000]
    return _Raw(
        evidence=evidence,
        moments=tuple(moments),
        lines=tuple(body.text.split("\n")) if body.text else (),
        around=around,
        body=(_body_read(body),),
        teasers=boxes,
    )


def _body_read(body: Body) -> Candidate:
    """Who found the text: as provenance, by its length, since the text itself is kept elsewhere."""
    length = f"{len(body.text)} characters"
    return Candidate("text", length, body.origin, 0.7 if body.doubtful else 0.9, chosen=True)


def _article(
    page: Page, raw: _Raw, furniture: frozenset[str], *, gate: bool
) -> Article | Rejection:
    evidence = raw.evidence
    titles = title_candidates(evidence, raw.title)
    title = titles[0].value if titles else ""
    names, author_claims = choose_authors(evidence, raw.bylines)
    cleaned = clean_lines(
        raw.lines, titles={t.value for t in titles}, authors=names, furniture=furniture
    )
    text = "\n".join(cleaned.lines)
    stated = stated_language(evidence)
    language = detect_language(text, stated) or stated
    words = count_words(text, language)
    if gate:
        rejection = judge(
            evidence, title=title, text=text, words=words, around=raw.around, language=language,
            status=page.status, fewest=raw.fewest,
        )  # fmt: skip
        if rejection is None and is_list(cleaned.lines, raw.teasers):
            rejection = Rejection(Reason.NOT_ARTICLE, f"a list of {len(raw.teasers)} articles")
        if rejection is not None:
            return rejection
    if not text:
        return Rejection(Reason.NO_TEXT)
    published, published_claims = choose_published(raw.moments, cleaned.updated)
    modified, modified_claims = choose_modified(evidence, published, cleaned.updated)
    url, url_claims = choose_url(evidence)
    section, section_claims = choose_section(evidence)
    tags, tag_claims = choose_tags(evidence)
    image, image_claims = choose_image(evidence)
    return Article(
        url=url,
        title=title,
        text=text,
        lead=lead(text),
        words=words,
        authors=names,
        language=language,
        published=published,
        modified_at=modified,
        edition=page.edition,
        section=section,
        tags=tags,
        image_url=image,
        paywalled=paywalled(evidence),
        candidates=(
            *titles, *author_claims, *published_claims, *modified_claims, *url_claims,
            *section_claims, *tag_claims, *image_claims, *raw.body,
        ),
        removed=(*raw.removed, *cleaned.removed),
    )  # fmt: skip
