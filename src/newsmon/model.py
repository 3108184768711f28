"""The values that flow between the stages, each named for the stage it leaves.

    ParsedFeed/Entry --fetch--> Page --extract--> Article --deduplicate/tag/group--> …

All are frozen. A later type refers to an earlier one; none fills up as it flows.
Times are timezone-aware UTC datetimes; offsets are Python string indices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum


class Edition(str, Enum):
    """Quality of an article's text; a better edition becomes the next version."""

    HEADLINE = "headline"  # title and summary from a feed, while the page is refused: no text
    BRIEF = "brief"  # our own abstract
    FEED = "feed"  # the text that a feed carries, while the page is refused
    ORIGINAL = "original"  # an imported document
    PAGE = "page"  # fetched from the publisher

    @property
    def rank(self) -> int:
        return list(Edition).index(self)


class Kind(str, Enum):
    """Form of an article."""

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"  # grows post by post
    ROUNDUP = "roundup"  # prints several other articles, or their beginnings
    RELEASE = "release"  # a party's own announcement, as it gave it out


class Reason(str, Enum):
    """Closed list of why one item was not loaded or one attempt went wrong.

    The first block are failures (an attempt that may be repeated), the second
    rejections (a deliberate non-load).
    """

    # failures: the network and the server
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    RATE_LIMITED = "rate_limited"
    PROTOCOL = "protocol"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    CHALLENGE = "challenge"
    GEO_BLOCKED = "geo_blocked"
    PAYMENT_REQUIRED = "payment_required"
    WORKER_DIED = "worker_died"
    TOO_COMPLEX = "too_complex"
    # rejections: addresses and answers
    GONE = "gone"
    NOT_FOUND = "not_found"
    FORBIDDEN_ADDRESS = "forbidden_address"
    BAD_URL = "bad_url"
    ROBOTS = "robots"
    BODY_TOO_LARGE = "body_too_large"
    DECOMPRESSED_TOO_LARGE = "decompressed_too_large"
    HEADERS_TOO_LARGE = "headers_too_large"
    BAD_ENCODING = "bad_encoding"
    NOT_HTML = "not_html"
    OPT_OUT = "opt_out"
    FORGOTTEN = "forgotten"
    # rejections: what the page turned out to be
    NO_TEXT = "no_text"
    TOO_SHORT = "too_short"
    NOT_ARTICLE = "not_article"
    SOFT_404 = "soft_404"
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    NEEDS_JAVASCRIPT = "needs_javascript"
    WRONG_LANGUAGE = "wrong_language"
    # feeds that cannot be read
    NOT_A_FEED = "not_a_feed"
    MALFORMED = "malformed"
    UNREADABLE_FILE = "unreadable_file"
    WITHDRAWN = "withdrawn"
    # faults of newsmon's own, which cost the item that they came with
    UNSTORABLE = "unstorable"
    INTERNAL_ERROR = "internal_error"

    @property
    def is_unreachable(self) -> bool:
        """Tell whether no answer came at all: the host, or this machine, was not on the network."""
        return self in _UNREACHABLE

    @property
    def is_transient(self) -> bool:
        """Tell whether this passes by itself, so that the same attempt may work later."""
        return self in _UNREACHABLE or self in _TRANSIENT


_UNREACHABLE = frozenset({Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT})
_TRANSIENT = frozenset({Reason.HTTP_5XX, Reason.RATE_LIMITED, Reason.PROTOCOL, Reason.WORKER_DIED})


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt that brought nothing, a request or the reading of a feed: a value to store."""

    reason: Reason
    detail: str = ""
    retry_after: float | None = None  # seconds the server asked us to wait
    url: str | None = None  # the hop that failed, where redirects led away from the first address
    # of a refusal: what it says may reserve uses
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)
    explanation: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A decision not to load a page, with its reason: a value to store."""

    reason: Reason
    detail: str = ""


class Precision(str, Enum):
    """Exactness of a publication time."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Moment:
    """A publisher's claim of time, with how exact it is and where it was read."""

    at: datetime
    precision: Precision
    # "feed", "json-ld", "meta", "meta-date", "time-element", "headline", "label", "url", "visible",
    # "description", "htmldate", "document", "given", "manifest",
    # "microdata", "post"
    method: str
    offset: int | None = None  # minutes east of UTC, as the publisher wrote it

    @property
    def local(self) -> datetime:
        """The same moment on the publisher's own clock, where it said which; else UTC."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset or 0)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One item exactly as a feed states it. `guid` is never empty: the URL stands in."""

    guid: str
    url: str
    title: str = ""
    summary: str = ""  # plain text
    content_html: str = ""  # full content where the feed carries it
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    modified: Moment | None = None  # a later change, or a sitemap's lastmod


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """The content of a feed. `nested` holds the sitemaps that a sitemap index lists.

    `announced` counts entries that the last poll had and that were not read again; `marks` tell
    all of them the next time (`feeds.marks`).
    """

    title: str
    entries: tuple[Entry, ...]
    language: str | None = None
    homepage: str | None = None
    ttl_seconds: int | None = None
    nested: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    announced: int = 0
    marks: tuple[int, ...] = ()
    hubs: tuple[str, ...] = ()  # that push what is new (WebSub)
    self_link: str | None = None  # its own address, as it states it
    unlinked: tuple[str, ...] = ()  # identities of entries without a usable link


@dataclass(frozen=True, slots=True)
class SuppliedMetadata:
    """Bibliographic facts that came with a document (manifest, JSONL, wire), all optional."""

    title: str | None = None
    authors: tuple[str, ...] | None = None
    published: Moment | None = None
    language: str | None = None
    is_vouched_for: bool = (
        False  # an article by somebody's word: the quality gate does not judge it
    )
    modified: Moment | None = None
    bylines: tuple[str, ...] = ()  # as written; authors are names that need no reading
    tags: tuple[str, ...] = ()
    origin: str = ""  # format that the statements come from
    statements: tuple[tuple[str, str], ...] = ()  # further facts, by field name


@dataclass(frozen=True, slots=True)
class Page:
    """Raw bytes at an address, before anything has read them."""

    url: str  # as asked for
    final_url: str  # after redirects
    body: bytes  # decoded of Content-Encoding, otherwise as received
    content_type: str  # "text/html" or "text/plain", lower case, no parameters
    charset: str | None  # as the HTTP header states it
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    edition: Edition = Edition.PAGE
    supplied: SuppliedMetadata = SuppliedMetadata()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a metadata field, where it was read and how far to trust it."""

    field: str  # "title", "authors", "published_at", …
    value: str
    origin: str  # "feed", "json-ld", "opengraph", "meta", "h1", "blocks", "trafilatura", …
    confidence: float  # 0 to 1
    chosen: bool = False
    kind: str = ""  # of authors: "person", "agency", "desk", "organisation"


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the page that is not the article, and the rule that says so."""

    line: str
    rule: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live blog, or one part of a roundup."""

    key: str  # identity within its article: the same at each reading
    url: str  # place on the page, or its own page
    title: str = ""
    text: str = ""  # a paragraph a line
    authors: tuple[str, ...] = ()
    posted: Moment | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of a live blog: its posts in the order of the page, and when it ends."""

    posts: tuple[Post, ...] = ()
    introduction: str = ""  # text before the posts; versions go by it
    ends_at: datetime | None = None  # as the publisher states


@dataclass(frozen=True, slots=True)
class Article:
    """One publication, extracted: NFC text, paragraphs on lines, fused metadata."""

    url: str  # canonical URL
    title: str
    text: str
    lead: str
    words: int
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Moment | None = None
    modified_at: datetime | None = None
    edition: Edition = Edition.PAGE
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    paywalled: bool | None = None
    kind: Kind = Kind.ARTICLE
    coverage: Coverage | None = None  # of a live blog or a roundup
    candidates: tuple[Candidate, ...] = ()
    removed: tuple[RemovedLine, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Mention:
    """One span where a topic's term occurs; offsets into the title or the text."""

    start: int
    end: int
    term: str
    zone: str  # "title", "lead", "body"


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """That an article is about (or mentions) a topic, and why."""

    topic: str
    score: float
    share: float  # of the article's sentences, 0 to 1
    salience: str  # "about" or "mention"
    mentions: tuple[Mention, ...]
    definition_hash: str
