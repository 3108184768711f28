"""A page in, an article or the reason why it is none out.

    document ─▶ statements ─▶ live ─▶ prose ─▶ evidence ─▶ body ─▶ fields ─▶ cleanup ─▶ gate

Each room is entered once: the page becomes a tree, what it states for programs is read, and the
posts of a live blog; what can be no article is pruned, what it shows is read, the lines of its text
are found, the metadata fields are chosen, the lines cleaned, and the outcome judged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from newsmon import urls
from newsmon.extract.body.main_text import Body, find_body
from newsmon.extract.body.page_state import state_markup
from newsmon.extract.body.update_lines import DatedText, split_updates
from newsmon.extract.cleanup.line_cleanup import clean_lines
from newsmon.extract.cleanup.live_text import live_text
from newsmon.extract.document.page_tree import MAX_CHARACTERS, parse_html
from newsmon.extract.evidence.page_evidence import Evidence, stated_evidence
from newsmon.extract.evidence.page_reading import read_plain_text, read_visible
from newsmon.extract.fields.article_kinds import choose_kind
from newsmon.extract.fields.authors import choose_authors
from newsmon.extract.fields.metadata_fields import (
    charset_read,
    choose_image,
    choose_section,
    choose_tags,
    choose_url,
    dateline_agencies,
    paywalled,
    supplied_statements,
)
from newsmon.extract.fields.publication_dates import choose_modified, choose_published
from newsmon.extract.fields.titles import title_candidates
from newsmon.extract.gate.quality_gate import FLASH_WORDS, MIN_WORDS, STUB_WORDS, judge
from newsmon.extract.live.live_blogs import read_live_page
from newsmon.extract.prose.prune import prune
from newsmon.extract.source_facts import SourceFacts
from newsmon.extract.statements.page_statements import Statements, read_statements
from newsmon.model import Article, Candidate, Edition, Entry, Page, Reason, Rejection, RemovedLine
from newsmon.text import clean, count_hidden, count_words, detect_language, lead
from newsmon.text.charset import Decoded, decode
from newsmon.times import DateConventions

_HARDLY_ANY = 400  # characters of a text: the page may show it by scripts alone
_MORE = 2  # times the text: what scripts show is another
_STUB_LENGTH = 8 * STUB_WORDS  # characters


class _Content(NamedTuple):
    """The evidence and the lines of one document, before fields are chosen and lines cleaned."""

    evidence: Evidence
    text: DatedText
    removed: tuple[RemovedLine, ...] = ()
    around: str = ""  # other words on the page, for the gate
    lines: tuple[str, ...] = ()  # of the page as it came, for the gate
    fewest: int = MIN_WORDS  # words, for the gate
    body: tuple[Candidate, ...] = ()  # the reader that found the lines


def extract(
    page: Page,
    *,
    entry: Entry | None = None,
    source: SourceFacts = SourceFacts(),  # noqa: B008 - frozen
    boilerplate: frozenset[str] = frozenset(),
    gate: bool = True,
) -> Article | Rejection:
    """Extract the article of a page: text, metadata with provenance, what was removed.

    `boilerplate` holds the source's learned lines (`newsmon.extract.learn`). With `gate` off a page
    is never rejected for what it turned out to be, only when it has no text at all.
    Bounded in time and memory on any input; raises nothing.
    """
    decoded = decode(page)
    content = _read(page, decoded, entry, source)
    if isinstance(content, Rejection):
        return content
    return _article(page, decoded, content, boilerplate, gate=gate)


def _read(
    page: Page, decoded: Decoded, entry: Entry | None, source: SourceFacts
) -> _Content | Rejection:
    if page.content_type.startswith("text/plain"):
        return _plain_content(page, decoded.text, entry, source)
    if "html" not in page.content_type and "xml" not in page.content_type and page.content_type:
        return Rejection(Reason.NOT_HTML, page.content_type)
    return _html_content(page, decoded, entry, source)


def _plain_content(
    page: Page, text: str, entry: Entry | None, source: SourceFacts
) -> _Content | Rejection:
    if len(text) > MAX_CHARACTERS:
        return Rejection(Reason.BODY_TOO_LARGE, f"{len(text)} characters")
    url = urls.original(page.final_url or page.url)
    evidence, document = read_plain_text(page, url, text, entry, source)
    return _Content(evidence, split_updates(document.body), document.removed, fewest=FLASH_WORDS)


def _html_content(
    page: Page, decoded: Decoded, entry: Entry | None, source: SourceFacts
) -> _Content | Rejection:
    html, encoded = decoded.text, decoded.in_utf8(page.body)
    tree = parse_html(html, encoded)
    if isinstance(tree, Rejection):
        return tree
    url = urls.original(page.final_url or page.url)
    statements = read_statements(tree, url)
    conventions = DateConventions(source.country, day_first=statements.day_first)
    live = read_live_page(tree, encoded, url, statements, conventions)
    pruned = prune(tree, url, live.statements, encoded)
    evidence = stated_evidence(page, url, entry, source, live.statements)
    evidence = replace(evidence, live_blog=live.blog)
    evidence = read_visible(evidence, tree, html)
    stated_body = None if live.blog else evidence.stated.body or None
    body = find_body(tree, pruned, stated=stated_body, language=evidence.language)
    if live.post is not None and count_words(live.post.text) >= MIN_WORDS:
        body = Body(live.post.text, "live post")
    if len(body.text) < _HARDLY_ANY:
        body = _read_state(body, html, url, live.statements, evidence.language)
    around = ""
    if len(body.text) < _STUB_LENGTH:
        # the page's own title tells of a wall whose box has been pruned
        around = f"{evidence.head.title} {evidence.fallback_text} {tree.text_content()[:4_000]}"
        around = clean(around)[:3_000]
    text = split_updates(body.text.split("\n"))
    return _Content(evidence, text, around=around, lines=pruned.lines, body=body.candidates)


def _read_state(
    visible: Body, html: str, url: str, statements: Statements, language: str | None
) -> Body:
    """Return the text that scripts would show, where it is more than what the page shows."""
    markup = state_markup(html)
    if not markup:
        return visible
    tree = parse_html(f"<html><body><article>{markup}</article></body></html>")
    if isinstance(tree, Rejection):
        return visible
    body = find_body(tree, prune(tree, url, statements), language=language)
    if len(body.text) < _MORE * len(visible.text):
        return visible
    return body._replace(origin="page-state", doubtful=True)


def _article(
    page: Page, decoded: Decoded, content: _Content, boilerplate: frozenset[str], *, gate: bool
) -> Article | Rejection:
    evidence, dated = content.evidence, content.text
    titles = title_candidates(evidence)
    title = titles[0].value if titles else ""
    names, author_claims = choose_authors(evidence.author_claims)
    published, published_claims = choose_published(evidence.publication_claims, dated.updated)
    modified, modified_claims = choose_modified(evidence, published, dated.updated)
    url, url_claims = choose_url(evidence)
    section, section_claims = choose_section(evidence)
    tags, tag_claims = choose_tags(evidence)
    image, image_claims = choose_image(evidence)
    is_paywalled, charset = paywalled(evidence), charset_read(decoded)
    kind, kind_claims = choose_kind(evidence, dated.lines)
    supplied, agencies = supplied_statements(evidence), dateline_agencies(dated.lines)
    is_flash = page.supplied.is_vouched_for and len(dated.lines) == 1
    cleaned = clean_lines(
        dated.lines,
        titles=() if is_flash else {t.value for t in titles},
        authors=names,
        boilerplate=boilerplate,
    )
    coverage = None
    if evidence.live_blog is not None:
        live = live_text(evidence, evidence.live_blog, cleaned.lines, url, boilerplate)
        cleaned = replace(live.cleaned, removed=(*cleaned.removed, *live.cleaned.removed))
        coverage = live.coverage
    text = "\n".join(cleaned.lines)
    language = detect_language(text, evidence.language) or evidence.language
    words = count_words(text, language)
    if gate:
        rejection = judge(
            evidence, title=title, text=text, words=words, around=content.around,
            lines=content.lines, is_paid=is_paywalled, language=language, status=page.status,
            fewest=_fewest(content),
        )  # fmt: skip
        if rejection is not None:
            return rejection
    if not text and page.edition is not Edition.HEADLINE:
        return Rejection(Reason.NO_TEXT)
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
        paywalled=is_paywalled,
        kind=kind,
        coverage=coverage,
        candidates=(
            *titles, *author_claims, *published_claims, *modified_claims, *url_claims,
            *section_claims, *tag_claims, *image_claims, *kind_claims, *content.body,
            charset, *supplied, *agencies,
        ),
        removed=(*content.removed, *dated.removed, *cleaned.removed, *_hidden(decoded, page.body)),
    )  # fmt: skip


def _fewest(content: _Content) -> int:
    """Return how many words the article has at least: a live blog may be headlines alone."""
    blog = content.evidence.live_blog
    return FLASH_WORDS if blog is not None and blog.posts else content.fewest


def _hidden(decoded: Decoded, body: bytes) -> tuple[RemovedLine, ...]:
    """Say that the page carries data in characters that nobody sees, such as a C2PA manifest."""
    count = count_hidden(decoded.text, body if decoded.how == "utf-8" else None)
    return (RemovedLine(f"{count} invisible characters", "hidden data"),) if count else ()
