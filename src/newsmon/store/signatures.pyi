"""The rows of each statement that returns any, and how it is called, as types.

Made by scripts/typed_rows.py from sql/queries; do not edit.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol, overload
from uuid import UUID

from psycopg2.extensions import connection as Connection

class Address(NamedTuple):
    address_id: int
    url_key: str
    url: str
    host: str
    source_id: int
    state: str
    article_id: int | None
    next_attempt_at: datetime | None

class AddressesBucketOf(NamedTuple):
    bucket: int

class AddressesByGuids(NamedTuple):
    feed_id: int
    guid: str
    title: str | None
    url_key: str

class AddressesDueBuckets(NamedTuple):
    bucket: int

class AddressesDueHosts(NamedTuple):
    host: str

class AlertTarget(NamedTuple):
    target: str
    since: datetime
    last_told_at: datetime | None
    failures: int
    next_attempt_at: datetime
    last_error: str | None

class AlertsAddressOutcomes(NamedTuple):
    source_id: int
    slug: str
    reasons: list[str]

class AlertsArticleLengths(NamedTuple):
    source_id: int
    slug: str
    words: list[int]

class AlertsExtractionHealth(NamedTuple):
    source_id: int
    slug: str
    pages: int
    share_kept: float
    share_rejected: float
    checked_at: datetime

class AlertsNewestRuns(NamedTuple):
    run_id: int
    trigger: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    single_process: bool

class AlertsQuarantine(NamedTuple):
    stage: str
    items: int
    since: datetime
    reason: str
    detail: str | None

class AlertsRights(NamedTuple):
    origin: str
    statements: Any
    previous: Any
    changed_at: datetime

class AlertsUnhealthyFeeds(NamedTuple):
    url: str
    source_id: int
    state: str
    since: datetime
    reason: str | None
    last_ok_at: datetime | None
    last_new_at: datetime | None

class ArchivedArticle(NamedTuple):
    article_id: int
    source: str
    title: str
    text: str
    language: str | None
    about: list[str]

class ArticleFacts(NamedTuple):
    article_id: int
    kind: str
    url: str
    source: str
    title: str
    authors: list[str]
    lead: str
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    published_at_method: str | None
    modified_at: datetime | None
    first_seen_at: datetime
    edition: str
    version: int
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]

class ArticleToTag(NamedTuple):
    article_id: int
    title: str
    text: str
    language: str | None

class ArticlesBoilerplate(NamedTuple):
    source_id: int
    lines: list[str]

class ArticlesEnsureSource(NamedTuple):
    source_id: int

class ArticlesFind(NamedTuple):
    place: int
    article_id: int | None
    introduction: str | None
    read_at: datetime | None
    title: str
    text: str
    edition: str
    forgotten: bool
    headlines: list[int]

class ArticlesInsert(NamedTuple):
    article_id: int
    url: str

class ArticlesRevise(NamedTuple):
    version: int

class Backlog(NamedTuple):
    stage: str
    waiting: int
    waiting_since: datetime | None
    progressed_at: datetime | None
    quarantined: int

class ClaimHolder(NamedTuple):
    key: int
    holder: str
    pid: int
    claimed_at: datetime

class ClaimedArticle(NamedTuple):
    article_id: int
    source_id: int
    url: str
    title: str
    text: str
    event_time: datetime
    cluster_id: int | None
    is_collection: bool

class ClaimedPage(NamedTuple):
    page_id: int
    address_id: int
    url: str
    address_state: str
    retries: int
    refetch_every: timedelta | None
    final_url: str
    status: int
    content_type: str
    charset: str | None
    headers: Any
    body: memoryview
    edition: str
    supplied: Any
    fetched_at: datetime
    first_seen_at: datetime
    article_id: int | None
    source_id: int
    source: str
    source_name: str
    homepage: str | None
    country: str | None
    source_language: str | None
    guid: str | None
    entry_title: str | None
    summary: str | None
    content_html: str | None
    entry_authors: list[str] | None
    entry_published_at: datetime | None
    entry_precision: str | None
    entry_language: str | None
    entry_tags: list[str] | None
    slow: bool
    replayed: bool
    embargoed_until: datetime | None

class ClusterText(NamedTuple):
    cluster_id: int
    event_id: int | None
    article_id: int
    version: int
    title: str
    text: str
    language: str | None
    event_time: datetime
    alone: bool
    roundup: bool
    read_article: int | None
    read_version: int | None
    read_time: datetime | None
    pinned_event: int | None

class CountedEvent(NamedTuple):
    event_id: int
    articles: int
    outlets: int
    texts: int
    first_at: datetime

class CoverageNewest(NamedTuple):
    source: str
    announced: int
    loaded: int
    rejected: int
    waiting: int
    missed: int
    due: int | None

class CoverageOutcomes(NamedTuple):
    source_id: int
    slug: str
    reasons: list[str]

class DueAddress(NamedTuple):
    address_id: int
    url: str
    host: str
    bucket: int
    source_id: int
    state: str
    reason: str | None
    attempts: int
    fetches: int
    retries: int
    headers: Any
    refetch_every: timedelta | None
    is_live: bool
    feed: str | None

class DueFeed(NamedTuple):
    feed_id: int
    source_id: int
    source: str
    country: str | None
    url: str
    fetch_url: str
    kind: str
    state: str
    since: datetime
    reason: str | None
    etag: str | None
    last_modified: str | None
    body_hash: memoryview | None
    entry_marks: memoryview | None
    moved_to: str | None
    moved_since: datetime | None
    moved_polls: int
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    last_whole_at: datetime | None
    last_new_at: datetime | None
    consecutive_failures: int
    poll_interval: timedelta | None
    rhythm: Any
    next_poll_at: datetime
    created_at: datetime
    pushed_until: datetime | None
    host: str
    bucket: int

class DuplicatesClustersUnderCannotLink(NamedTuple):
    cluster_id: int

class DuplicatesClustersWithFingerprints(NamedTuple):
    cluster_id: int
    article_id: int
    fingerprints: list[int] | None

class DuplicatesCurrentClusters(NamedTuple):
    article_id: int
    cluster_id: int | None
    source_id: int
    event_time: datetime
    decided: bool
    is_collection: bool

class DuplicatesJudgedPairs(NamedTuple):
    article_id: int
    other_id: int
    relation: str

class DuplicatesLinkingPairs(NamedTuple):
    article_id: int
    other_id: int
    similarity: float

class DuplicatesMembers(NamedTuple):
    cluster_id: int
    article_id: int
    source_id: int
    event_time: datetime
    is_collection: bool

class DuplicatesNewClusterIds(NamedTuple):
    cluster_id: int

class DuplicatesPairsOf(NamedTuple):
    of_article: int
    article_id: int
    other_id: int
    relation: str
    containment_ab: float
    containment_ba: float
    similarity: float
    shared_shingles: int
    rule_version: str
    decided_at: datetime
    share: float

class DuplicatesPins(NamedTuple):
    article_id: int
    other_id: int
    same: bool

class DuplicatesPinsBetween(NamedTuple):
    article_id: int
    other_id: int
    same: bool

class DuplicatesRepresentativeCandidates(NamedTuple):
    cluster_id: int
    article_id: int
    event_time: datetime
    published_at_precision: str | None
    first_seen_at: datetime
    words: int
    edition: str
    slug: str
    name: str
    authors: list[str]
    opening: str
    ending: str

class DuplicatesSameBodies(NamedTuple):
    body_hash: UUID
    cluster_id: int
    article_id: int
    source_id: int
    event_time: datetime
    is_collection: bool

class DuplicatesSharedClusters(NamedTuple):
    cluster_id: int

class DuplicatesSource(NamedTuple):
    source_id: int

class DuplicatesTexts(NamedTuple):
    article_id: int
    text: str

class DuplicatesUpcoming(NamedTuple):
    text: str

class EarlierNews(NamedTuple):
    target: str
    kind: str
    outlets: int
    cluster_id: int | None
    event_id: int | None
    cluster_now: int | None
    event_now: int | None

class Embargo(NamedTuple):
    embargoed_until: datetime

class EventArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    outlet: str
    title: str
    lead: str | None
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    kind: str
    cluster_id: int | None
    is_representative: bool | None

class EventsChangedTexts(NamedTuple):
    cluster_id: int
    arrival: int
    changed: int
    event_time: datetime
    week: int
    event_id: int | None
    terms: memoryview
    weights: memoryview

class EventsClaim(NamedTuple):
    article_id: int
    cluster_id: int

class EventsDrawNumbers(NamedTuple):
    number: int

class EventsEmptyEvents(NamedTuple):
    event_id: int

class EventsEventIds(NamedTuple):
    event_id: int

class EventsEventOf(NamedTuple):
    article_id: int
    cluster_id: int | None
    event_id: int | None

class EventsIdentity(NamedTuple):
    started: datetime
    oid: int

class EventsLastChange(NamedTuple):
    last_value: int

class EventsMoveClusters(NamedTuple):
    cluster_id: int

class EventsPairsApart(NamedTuple):
    event_id: int
    other_id: int

class EventsRoundups(NamedTuple):
    cluster_id: int
    event_id: int | None

class EventsSurvivingEvent(NamedTuple):
    event_id: int

class EventsTextsOfEvent(NamedTuple):
    cluster_id: int
    arrival: int
    event_time: datetime
    event_id: int
    terms: memoryview
    weights: memoryview

class EventsTextsOfWeek(NamedTuple):
    cluster_id: int
    arrival: int
    changed: int
    event_time: datetime
    event_id: int
    terms: memoryview
    weights: memoryview

class EventsUnpin(NamedTuple):
    event_id: int

class EventsWeightiestWords(NamedTuple):
    cluster_id: int
    words: list[str]

class FeedHeadline(NamedTuple):
    address_id: int
    url: str
    title: str
    summary: str

class FeedPrinting(NamedTuple):
    cluster_id: int
    article_id: int
    event_id: int | None
    url: str
    source: str | None
    outlet: str
    title: str
    lead: str
    authors: list[str]
    language: str | None
    event_time: datetime
    first_seen_at: datetime
    topics: list[str]

class FeedState(NamedTuple):
    feed: str
    source: str
    outlet: str
    state: str
    since: datetime
    last_ok_at: datetime | None
    last_new_at: datetime | None
    consecutive_failures: int
    reason: str | None
    next_poll_at: datetime
    kind: str
    poll_interval: timedelta | None
    entries_too_old: int
    warnings: list[str]

class FeedText(NamedTuple):
    address_id: int
    url: str
    title: str | None
    content_html: str

class FeedsDueBuckets(NamedTuple):
    bucket: int

class FeedsNextDue(NamedTuple):
    seconds: float | None

class FeedsReachedLately(NamedTuple):
    fetch_url: str

class FingerprintsClustersHaving(NamedTuple):
    fingerprint: int
    cluster_id: int

class FingerprintsCommon(NamedTuple):
    fingerprint: int

class FingerprintsDropWeeks(NamedTuple):
    dropped: int

class FingerprintsWeekIsOpen(NamedTuple):
    is_open: bool

class FolderFeed(NamedTuple):
    feed_id: int
    source_id: int
    source: str
    url: str
    state: str

class Footprint(NamedTuple):
    event_id: int
    event_time: datetime
    article_id: int

class ForgottenAddress(NamedTuple):
    address_id: int
    url: str

class InspectAddresses(NamedTuple):
    url: str
    state: str
    fetched_at: datetime | None

class InspectArticle(NamedTuple):
    article_id: int

class InspectArticlesByTitle(NamedTuple):
    article_id: int
    source: str
    title: str

class InspectDuplicates(NamedTuple):
    article_id: int
    source: str
    title: str
    url: str
    relation: str
    containment_ab: float
    containment_ba: float
    similarity: float
    shared_shingles: int
    rule_version: str
    pinned: bool

class InspectEvent(NamedTuple):
    event_id: int
    event: str
    article_id: int
    source: str
    title: str
    url: str

class InspectEventDecision(NamedTuple):
    event_id: int
    event: str
    keywords: list[str]
    score: float | None
    article_id: int | None
    source: str | None
    title: str | None
    url: str | None
    pinned: bool
    note: str | None

class InspectFeedNotices(NamedTuple):
    entries_too_old: int
    with_warnings: int

class InspectFeedStates(NamedTuple):
    state: str
    feeds: int

class InspectIsForgotten(NamedTuple):
    forgotten: bool

class InspectLoadedBySource(NamedTuple):
    source: str
    articles: int
    copies: int

class InspectLoadedByTopic(NamedTuple):
    topic: str
    articles: int

class InspectNewestArticles(NamedTuple):
    article_id: int
    source: str
    title: str

class InspectProvenance(NamedTuple):
    field: str
    value: str
    origin: str
    confidence: float
    chosen: bool
    kind: str

class InspectQuarantine(NamedTuple):
    stage: str
    reason: str
    items: int
    since: datetime
    example: str
    detail: str

class InspectRefusals(NamedTuple):
    url: str
    stage: str
    reason: str
    detail: str
    seen_at: datetime
    next_attempt_at: datetime | None

class InspectRejected(NamedTuple):
    url: str
    stage: str
    reason: str
    detail: str
    seen_at: datetime

class InspectRejections(NamedTuple):
    source: str
    stage: str
    reason: str
    times: int
    example: str
    outlet: str

class InspectRemoved(NamedTuple):
    line: str
    rule: str

class InspectRights(NamedTuple):
    scope: str
    use: str
    verdict: str
    origin: str
    statement: str
    price: str | None
    seen_at: datetime | None

class InspectSeeds(NamedTuple):
    source: str
    outlet: str
    title: str
    edition: str
    version: int
    words: int
    topics: list[str]
    event_id: int | None
    url: str
    article_id: int

class InspectSightings(NamedTuple):
    feed: str
    guid: str
    title: str | None
    first_seen_at: datetime
    address: str

class InspectText(NamedTuple):
    article_id: int
    title: str
    text: str

class InspectTopics(NamedTuple):
    topic: str
    score: float
    share: float
    salience: str
    mentions: Any
    definition_hash: str

class InspectTotals(NamedTuple):
    articles: int
    headlines: int
    clusters: int
    events: int
    to_fetch: int
    to_extract: int
    embargoed: int
    in_stages: int
    quarantine: int
    bytes: int

class InspectVersions(NamedTuple):
    version: int
    seen_at: datetime
    edition: str
    title: str
    characters: int

class JudgedPair(NamedTuple):
    article_id: int
    source: str
    outlet: str
    title: str
    relation: str
    share_there: float | None
    share_here: float | None
    similarity: float | None
    shared_shingles: int | None
    pinned: bool

class ListedAlert(NamedTuple):
    alert_id: int
    kind: str
    subject: str
    source: str | None
    since: datetime
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    detail: str
    told: list[str]

class ListedArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    title: str
    lead: str
    authors: list[str]
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    version: int
    kind: str
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]

class ListedEvent(NamedTuple):
    event_id: int
    title: str
    articles: int
    sources: int
    clusters: int
    posts: int
    first_seen_at: datetime
    last_seen_at: datetime
    first_published_at: datetime
    last_published_at: datetime
    topics: list[str]
    keywords: list[str]
    representative_id: int | None

class ListedNotification(NamedTuple):
    notification_id: int
    rule: str
    kind: str
    topic: str | None
    article_id: int | None
    event_id: int | None
    cluster_id: int | None
    told_at: datetime | None
    target: str
    text: str
    decided_at: datetime

class LocksClaim(NamedTuple):
    key: int

class LocksShareTurn(NamedTuple):
    name: str

class LocksTryShareTurn(NamedTuple):
    name: str

class LocksTryTurn(NamedTuple):
    name: str

class LocksTurn(NamedTuple):
    name: str

class LocksTurnHolder(NamedTuple):
    pid: int | None
    username: str | None
    application_name: str | None
    xact_start: datetime | None

class MaintainDropPages(NamedTuple):
    weeks: int
    bodies_moved: int

class MaintainLearnLine(NamedTuple):
    line: str

class MaintainTexts(NamedTuple):
    source_id: int
    text: str
    removed: list[str]

class MergedCluster(NamedTuple):
    cluster_id: int
    event_id: int
    merged_into: int
    other_event: int | None

class MigrateActAs(NamedTuple):
    set_config: str | None

class MigrateActAsLogin(NamedTuple):
    set_config: str | None

class MigrateApplied(NamedTuple):
    version: int
    name: str
    checksum: str

class MigrateBookkeepingExists(NamedTuple):
    exists: bool

class MigrateDefinition(NamedTuple):
    checksum: str

class MigrateLoginRights(NamedTuple):
    superuser: bool
    createrole: bool

class MigrateMayCreateRoles(NamedTuple):
    allowed: bool

class MigrateMayOwnerCreate(NamedTuple):
    allowed: bool

class MigrateOtherMigrators(NamedTuple):
    pid: int | None
    username: str | None

class MigrateOwnerRole(NamedTuple):
    allowed: bool

class MigrateReportViews(NamedTuple):
    view: str

class MigrateRoles(NamedTuple):
    name: str

class MigrateSchemaOwner(NamedTuple):
    owner: str
    allowed: bool

class MigrateTryLock(NamedTuple):
    locked: bool

class NewsEvent(NamedTuple):
    event_id: int
    title: str
    articles: Decimal
    texts: int
    arrivals: list[datetime]
    topics: list[str]
    article_id: int
    url: str
    outlet: str

class NewsText(NamedTuple):
    cluster_id: int
    event_id: int | None
    arrivals: list[datetime]
    topics: list[str]
    scores: list[float]
    article_id: int
    url: str
    title: str
    outlet: str
    event_time: datetime
    precision: str | None
    event_title: str | None

class Notification(NamedTuple):
    notification_id: int
    rule: str
    kind: str
    subject: str
    topic: str | None
    article_id: int | None
    event_id: int | None
    cluster_id: int | None
    outlets: int
    began_at: datetime | None
    until: datetime | None
    text: str
    decided_at: datetime
    target: str

class NotifyAdd(NamedTuple):
    notification_id: int

class NotifyArchiveArticles(NamedTuple):
    article_id: int

class NotifyArchiveEnd(NamedTuple):
    at: datetime | None

class NotifyArticles(NamedTuple):
    article_id: int
    url: str
    title: str
    outlet: str

class NotifyHourlyTexts(NamedTuple):
    topic: str
    hour: datetime
    texts: int

class NotifyHourlyTotal(NamedTuple):
    hour: datetime
    texts: int

class NotifyLastDigest(NamedTuple):
    subject: str

class NotifyLastSent(NamedTuple):
    sent_at: datetime | None

class NotifyQueued(NamedTuple):
    article_id: int
    first_seen_at: datetime
    event_time: datetime

class NotifyRules(NamedTuple):
    rule: str
    since: datetime

class NotifySpikes(NamedTuple):
    notification_id: int
    target: str
    topic: str
    began_at: datetime
    until: datetime

class NotifyToldLately(NamedTuple):
    rule: str
    created_at: datetime

class NotifyTopicNames(NamedTuple):
    topic: str
    name: str

class OpenAlert(NamedTuple):
    alert_id: int
    kind: str
    subject: str
    source_id: int | None
    since: datetime
    detail: str
    facts: Any
    opened_at: datetime

class OutletName(NamedTuple):
    source: str
    name: str
    language: str | None

class OutwardNewestEvents(NamedTuple):
    event_id: int
    title: str
    articles: int
    sources: int
    clusters: int
    first_seen_at: datetime
    last_seen_at: datetime
    first_published_at: datetime | None
    topics: list[str]

class OutwardNewestTexts(NamedTuple):
    cluster_id: int
    at: datetime | None

class OutwardTopic(NamedTuple):
    topic: str
    name: str

class PagesAdd(NamedTuple):
    address_id: int
    page_id: int

class PagesClaimAgain(NamedTuple):
    page_id: int
    address_state: str
    retries: int
    refetch_every: timedelta | None
    article_id: int | None
    replayed: bool

class PagesCountWithoutPage(NamedTuple):
    articles: int

class PagesWeekIsOpen(NamedTuple):
    open: bool

class PostToGroup(NamedTuple):
    post_id: int
    title: str
    text: str
    language: str | None
    at: datetime

class PostToTag(NamedTuple):
    post_id: int
    title: str
    text: str
    language: str | None

class PostsEarliest(NamedTuple):
    posted_at: datetime | None
    posted_at_precision: str | None

class PostsOfBlog(NamedTuple):
    post_id: int
    posted_at: datetime | None
    title: str
    url: str
    authors: list[str]
    topics: list[str]
    changed_at: datetime | None
    removed_at: datetime | None

class PostsPutMatches(NamedTuple):
    post_id: int

class Presence(NamedTuple):
    present: bool

class Printing(NamedTuple):
    article_id: int
    source: str
    title: str
    url: str
    published_at: datetime | None
    rank: int
    first_article_id: int
    lag: timedelta
    share_kept: float | None
    agency: str | None

class PushBegin(NamedTuple):
    subscription_id: int

class PushByToken(NamedTuple):
    subscription_id: int
    feed_id: int
    hub: str
    topic: str
    state: str
    url: str
    feed_state: str

class PushFeeds(NamedTuple):
    feed_id: int
    hubs: list[str]
    topic: str

class PushNote(NamedTuple):
    lease_until: datetime | None

class PushOpen(NamedTuple):
    subscription_id: int
    feed_id: int
    hub: str
    topic: str
    token: str
    callback: str
    key_mark: str
    state: str
    attempts: int
    next_request_at: datetime
    lease_until: datetime | None

class PushReport(NamedTuple):
    state: str
    feed: str
    hub: str
    since: datetime
    lease_until: datetime | None
    last_push_at: datetime | None
    pushes: int
    ignored: int
    reason: str | None

class ReasonCount(NamedTuple):
    stage: str
    reason: str
    times: int
    sources: int
    example: str

class ReasonTimes(NamedTuple):
    reason: str
    times: int

class Released(NamedTuple):
    items: int

class ReportArticleIds(NamedTuple):
    article_id: int

class ReportEvents(NamedTuple):
    event_id: int
    title: str
    articles: int
    sources: int
    clusters: int
    topics: list[str]

class ReportFeedStates(NamedTuple):
    feed: str
    source: str
    state: str
    since: datetime
    last_ok_at: datetime | None
    last_new_at: datetime | None
    consecutive_failures: int
    reason: str | None
    next_poll_at: datetime
    kind: str
    entries_too_old: int
    warnings: list[str]

class ReportNewestDay(NamedTuple):
    day: date | None

class ReportNewestRun(NamedTuple):
    run_id: int

class ReportRelations(NamedTuple):
    article_id: int
    other_id: int
    relation: str

class ReportRun(NamedTuple):
    run_id: int
    state: str
    trigger: str
    started_at: datetime
    finished_at: datetime | None
    interval_start: datetime | None
    interval_end: datetime | None
    counts: Any
    previous_end: datetime | None

class ReportTopicDays(NamedTuple):
    day: date
    topic: str
    articles: int

class ReportTopics(NamedTuple):
    topic: str
    name: str
    parent: str | None

class ReportTopicsBefore(NamedTuple):
    topic: str
    articles: int
    articles_looked_back: int

class ReportTotals(NamedTuple):
    articles: int
    articles_before: int
    about_before: int
    watching_since: datetime | None

class ReportedArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    outlet: str
    title: str
    lead: str
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    version: int
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]
    kind: str
    posts: int

class RightsIds(NamedTuple):
    rights_id: int
    digest: memoryview

class RightsLoadFile(NamedTuple):
    url: str
    body: str | None
    fetched_at: datetime
    expires_at: datetime

class RightsOfArticles(NamedTuple):
    article_id: int
    url: str
    statements: Any

class RobotsLoad(NamedTuple):
    origin: str
    status: int | None
    body: str | None
    fetched_at: datetime
    expires_at: datetime
    crawl_delay: float | None
    opt_out: str | None

class RolledUp(NamedTuple):
    key: str

class Run(NamedTuple):
    run_id: int
    started_at: datetime
    finished_at: datetime | None
    state: str
    trigger: str
    interval_start: datetime | None
    interval_end: datetime | None
    feeds: list[str] | None
    counts: Any

class RunFailure(NamedTuple):
    source: str | None
    stage: str
    reason: str
    times: int
    example: str
    detail: str

class RunsStagesWithWork(NamedTuple):
    stages: list[str]

class RunsStaleDays(NamedTuple):
    day: date

class RunsStart(NamedTuple):
    run_id: int

class RunsUnreported(NamedTuple):
    run_id: int

class SampledPage(NamedTuple):
    source_id: int
    url: str
    final_url: str
    status: int
    content_type: str
    charset: str | None
    headers: Any
    body: memoryview
    fetched_at: datetime
    text: str
    reason: str

class SchemaColumns(NamedTuple):
    schema: str
    relation: str
    name: str
    type: str
    required: bool
    meaning: str | None
    in_primary_key: bool
    target: str | None

class SchemaRelations(NamedTuple):
    schema: str
    name: str
    is_view: bool
    meaning: str | None

class SchemaSilent(NamedTuple):
    name: str

class ServeAlerts(NamedTuple):
    kind: str
    alerts: int

class ServeArrivals(NamedTuple):
    newest_at: datetime | None
    articles: int
    median_lag: float | None
    high_lag: float | None

class ServeArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    title: str
    lead: str
    authors: list[str]
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    version: int
    kind: str
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]
    text: str
    characters: int
    published_at_method: str | None
    modified_at: datetime | None
    section: str | None
    publisher_tags: list[str]
    image_url: str | None
    paywalled: bool | None

class ServeEventOutlets(NamedTuple):
    source: str
    articles: int
    first_at: datetime
    first_article_id: int

class ServeFeeds(NamedTuple):
    feed: str
    source: str
    kind: str
    state: str
    since: datetime
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    last_new_at: datetime | None
    next_poll_at: datetime
    consecutive_failures: int
    reason: str | None
    moved_to: str | None
    entries_too_old: int
    warnings: list[str]

class ServeNewestRun(NamedTuple):
    run_id: int
    state: str
    started_at: datetime
    finished_at: datetime | None
    counts: Any

class ServeNewestRunEnd(NamedTuple):
    finished_at: datetime | None

class ServeNewestTopicDay(NamedTuple):
    day: date | None

class ServePassages(NamedTuple):
    article_id: int
    passage: str

class ServeRunStates(NamedTuple):
    state: str
    runs: int

class ServeSearchConfig(NamedTuple):
    config: str

class ServeSearchQuery(NamedTuple):
    query: str
    parts: int

class ServeSources(NamedTuple):
    source: str
    name: str
    homepage: str | None
    country: str | None
    language: str | None
    articles: int
    created_at: datetime

class ServeTopicDays(NamedTuple):
    day: date
    articles: int
    clusters: int
    sources: int
    events: int
    share: float | None

class ServeTopicMatches(NamedTuple):
    topic: str
    score: float
    share: float
    salience: str
    mentions: Any

class ServeTopics(NamedTuple):
    topic: str
    name: str
    parent: str | None
    definition_hash: str

class Sighting(NamedTuple):
    feed_id: int
    address_id: int
    is_new: bool

class SiteArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    outlet: str
    title: str
    lead: str | None
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    kind: str
    event_id: int | None
    topics: list[str]

class SiteCoverage(NamedTuple):
    day: date
    source: str
    outlet: str
    announced: int
    loaded: int
    rejected: int
    waiting: int
    missed: int
    too_old: int
    excluded: int
    share_loaded: float | None

class SiteDayTotals(NamedTuple):
    day: date
    articles: int
    texts: int
    outlets: int

class SiteDaysBeside(NamedTuple):
    before: date | None
    after: date | None

class SiteEventHeads(NamedTuple):
    event_id: int
    title: str
    articles: int
    sources: int
    clusters: int
    topics: list[str]
    keywords: list[str]
    representative_id: int | None
    posts: int
    first_published_at: datetime
    last_published_at: datetime
    first_seen_at: datetime | None
    last_seen_at: datetime | None

class SiteMatches(NamedTuple):
    topic: str
    name: str
    score: float
    share: float
    salience: str
    mentions: Any

class SiteNewestDay(NamedTuple):
    day: date | None

class SiteNewestRun(NamedTuple):
    run_id: int
    started_at: datetime
    finished_at: datetime | None
    state: str

class SiteOpenAlerts(NamedTuple):
    alert_id: int
    kind: str
    subject: str
    source: str | None
    since: datetime
    opened_at: datetime
    detail: str

class SiteOutletsOfTopic(NamedTuple):
    source: str
    name: str
    articles: int
    shared_events: int
    firsts: int
    median_lag: timedelta | None

class SitePassages(NamedTuple):
    article_id: int
    passage: str

class SitePostsOfArticle(NamedTuple):
    post_id: int
    posted_at: datetime | None
    posted_at_precision: str | None
    title: str
    text: str
    url: str
    authors: list[str]
    topics: list[str] | None

class SitePostsOfEvent(NamedTuple):
    post_id: int
    article_id: int
    source: str | None
    posted_at: datetime | None
    posted_at_precision: str | None
    title: str
    text: str | None
    url: str

class SitePrintings(NamedTuple):
    cluster_id: int
    article_id: int
    source: str
    rank: int
    first_article_id: int | None
    first_source: str
    lag: timedelta | None
    share_kept: float | None
    agency: str | None

class SiteProvenance(NamedTuple):
    field: str
    value: str
    origin: str
    confidence: float
    chosen: bool
    kind: str

class SiteRejectionsSeen(NamedTuple):
    stage: str
    reason: str
    pages: int
    example: str

class SiteRemovedLines(NamedTuple):
    line: str
    rule: str

class SiteRun(NamedTuple):
    run_id: int
    started_at: datetime
    finished_at: datetime | None
    state: str
    trigger: str
    counts: Any

class SiteSpikingTopics(NamedTuple):
    topic: str

class SiteStatementsOnUses(NamedTuple):
    scope: str | None
    use: str | None
    verdict: str | None
    statement: str | None
    origin: str | None
    price: str | None
    seen_at: datetime | None

class SiteVersions(NamedTuple):
    version: int
    seen_at: datetime
    edition: str
    title: str
    text: str

class StoredTopic(NamedTuple):
    topic: str
    name: str
    parent: str | None
    definition_hash: str
    monitored: bool

class TopicDay(NamedTuple):
    day: date
    topic: str
    articles: int
    texts: int
    outlets: int
    events: int
    share: float

class TopicName(NamedTuple):
    topic: str
    name: str
    parent: str | None

class TopicsClaimBacklog(NamedTuple):
    topics: list[str]
    first_article_id: int
    last_article_id: int

class TopicsUpsertMatches(NamedTuple):
    article_id: int

class UnfinishedRun(NamedTuple):
    run_id: int
    single_process: bool
    started_at: datetime

class UnsentDigest(NamedTuple):
    message_id: UUID
    sent_at: datetime | None
    next_attempt_at: datetime

class UnsentMessage(NamedTuple):
    message_id: UUID
    created_at: datetime
    attempts: int
    next_attempt_at: datetime
    last_error: str | None

class UntoldAlert(NamedTuple):
    alert_id: int
    kind: str
    subject: str
    source: str | None
    outlet: str | None
    since: datetime
    detail: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    opening_untold: bool

class Use(NamedTuple):
    used: bool

class WholeArticle(NamedTuple):
    article_id: int
    url: str
    source: str
    outlet: str
    title: str
    text: str
    authors: list[str]
    words: int
    language: str | None
    published_at: datetime | None
    published_at_precision: str | None
    published_at_method: str | None
    modified_at: datetime | None
    first_seen_at: datetime
    event_time: datetime
    edition: str
    version: int
    cluster_id: int | None
    is_representative: bool | None
    event_id: int | None
    topics: list[str]
    section: str | None
    publisher_tags: list[str]
    paywalled: bool | None
    kind: str
    event: str | None

class WireRow(NamedTuple):
    address_id: int
    version: list[int]
    made_at: datetime | None
    first_made_at: datetime | None
    status: str
    embargoed_until: datetime | None

class WiresAddresses(NamedTuple):
    address_id: int
    article_id: int | None
    edition: str | None

class WordMatches(NamedTuple):
    matches: int
    article_ids: list[int]

class FetchAll(Protocol):
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.add_sightings"], /, *, entries: Any) -> list[Sighting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.bucket_of"], /, *, host: Any) -> list[AddressesBucketOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_guids"], /, *, feed_ids: Any, guids: Any) -> list[AddressesByGuids]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_keys"], /, *, url_keys: Any) -> list[Address]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due"], /, *, feeds: Any, buckets: Any, hosts: Any, except_hosts: Any, except_sources: Any, only_of: Any, per_host: Any, per_source: Any, batch: Any) -> list[DueAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_buckets"], /, *, hosts: Any, only_of: Any) -> list[AddressesDueBuckets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_hosts"], /) -> list[AddressesDueHosts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.feed_texts"], /, *, address_ids: Any) -> list[FeedText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.headlines"], /, *, address_ids: Any) -> list[FeedHeadline]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.address_outcomes"], /, *, days: Any, limit: Any, least: Any) -> list[AlertsAddressOutcomes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.article_lengths"], /, *, days: Any, limit: Any, least: Any) -> list[AlertsArticleLengths]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.extraction_health"], /, *, least: Any) -> list[AlertsExtractionHealth]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.newest_runs"], /, *, but: Any, limit: Any) -> list[AlertsNewestRuns]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_alerts"], /) -> list[OpenAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_and_recent"], /, *, days: Any) -> list[ListedAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.quarantine"], /) -> list[AlertsQuarantine]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.rights"], /, *, days: Any) -> list[AlertsRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.targets"], /, *, targets: Any) -> list[AlertTarget]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.undelivered"], /, *, target: Any, kinds: Any) -> list[UntoldAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.unhealthy_feeds"], /, *, urls: Any) -> list[AlertsUnhealthyFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.boilerplate"], /, *, sources: Any) -> list[ArticlesBoilerplate]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.ensure_source"], /, *, slug: Any, name: Any) -> list[ArticlesEnsureSource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.find"], /, *, extracted: Any) -> list[ArticlesFind]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.insert"], /, *, extracted: Any) -> list[ArticlesInsert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.revise"], /, *, url: Any, title: Any, authors: Any, text: Any, lead: Any, words: Any, language: Any, published_at: Any, published_at_precision: Any, published_at_method: Any, modified_at: Any, edition: Any, section: Any, tags: Any, image_url: Any, paywalled: Any, kind: Any, article_id: Any) -> list[ArticlesRevise]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.newest"], /, *, days: Any) -> list[CoverageNewest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.outcomes"], /, *, hours: Any, limit: Any, days: Any, least: Any) -> list[CoverageOutcomes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.claim"], /, *, batch: Any, bytes: Any) -> list[ClaimedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_under_cannot_link"], /, *, clusters: Any) -> list[DuplicatesClustersUnderCannotLink]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_with_fingerprints"], /, *, clusters: Any) -> list[DuplicatesClustersWithFingerprints]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.current_clusters"], /, *, articles: Any) -> list[DuplicatesCurrentClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.judged_pairs"], /, *, articles: Any) -> list[DuplicatesJudgedPairs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.linking_pairs"], /, *, clusters: Any) -> list[DuplicatesLinkingPairs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.members"], /, *, clusters: Any, at_most: Any) -> list[DuplicatesMembers]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.new_cluster_ids"], /, *, count: Any) -> list[DuplicatesNewClusterIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pairs_of"], /, *, articles: Any, at_most: Any) -> list[DuplicatesPairsOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins"], /, *, articles: Any) -> list[DuplicatesPins]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins_between"], /, *, clusters: Any) -> list[DuplicatesPinsBetween]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.representative_candidates"], /, *, clusters: Any) -> list[DuplicatesRepresentativeCandidates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.same_bodies"], /, *, hashes: Any) -> list[DuplicatesSameBodies]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.shared_clusters"], /, *, clusters: Any) -> list[DuplicatesSharedClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.source"], /, *, slug: Any) -> list[DuplicatesSource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.texts"], /, *, articles: Any, bytes: Any) -> list[DuplicatesTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.upcoming"], /, *, after: Any, batch: Any, bytes: Any) -> list[DuplicatesUpcoming]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.changed_texts"], /, *, after: Any) -> list[EventsChangedTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.claim"], /, *, batch: Any) -> list[EventsClaim]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.draw_numbers"], /, *, count: Any) -> list[EventsDrawNumbers]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.empty_events"], /, *, events: Any) -> list[EventsEmptyEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_ids"], /, *, count: Any) -> list[EventsEventIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_of"], /, *, article_id: Any) -> list[EventsEventOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.identity"], /) -> list[EventsIdentity]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.last_change"], /) -> list[EventsLastChange]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.merged_clusters"], /) -> list[MergedCluster]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.move_clusters"], /, *, into: Any, event_id: Any) -> list[EventsMoveClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.pairs_apart"], /) -> list[EventsPairsApart]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.roundups"], /, *, articles: Any) -> list[EventsRoundups]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.surviving_event"], /, *, event_id: Any) -> list[EventsSurvivingEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts"], /, *, characters: Any, clusters: Any) -> list[ClusterText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_event"], /, *, event_id: Any) -> list[EventsTextsOfEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_week"], /, *, week: Any) -> list[EventsTextsOfWeek]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.unpin"], /, *, article_id: Any) -> list[EventsUnpin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.weightiest_words"], /, *, clusters: Any) -> list[EventsWeightiestWords]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due"], /, *, even_if_not_due: Any, urls: Any, buckets: Any, except_hosts: Any) -> list[DueFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due_buckets"], /, *, even_if_not_due: Any, urls: Any) -> list[FeedsDueBuckets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.folders"], /, *, urls: Any) -> list[FolderFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.next_due"], /, *, urls: Any) -> list[FeedsNextDue]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.reached_lately"], /, *, feeds: Any) -> list[FeedsReachedLately]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.clusters_having"], /, *, fingerprints: Any) -> list[FingerprintsClustersHaving]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.common"], /, *, fingerprints: Any) -> list[FingerprintsCommon]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.drop_weeks"], /, *, days: Any) -> list[FingerprintsDropWeeks]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.week_is_open"], /) -> list[FingerprintsWeekIsOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.addresses"], /, *, article_id: Any, most: Any) -> list[InspectAddresses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.article"], /, *, article_id: Any, url_key: Any, url: Any) -> list[InspectArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.articles_by_title"], /, *, words: Any, limit: Any) -> list[InspectArticlesByTitle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.backlogs"], /) -> list[Backlog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.duplicates"], /, *, article_id: Any, most: Any) -> list[InspectDuplicates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.embargo"], /, *, url_key: Any) -> list[Embargo]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event"], /, *, article_id: Any) -> list[InspectEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event_decision"], /, *, article_id: Any) -> list[InspectEventDecision]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.facts"], /, *, article_id: Any) -> list[ArticleFacts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_notices"], /) -> list[InspectFeedNotices]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_states"], /) -> list[InspectFeedStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_address"], /, *, url_key: Any) -> list[ForgottenAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_addresses"], /, *, article_id: Any) -> list[ForgottenAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.is_forgotten"], /, *, url_key: Any) -> list[InspectIsForgotten]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_source"], /, *, since: Any) -> list[InspectLoadedBySource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_topic"], /, *, since: Any) -> list[InspectLoadedByTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.newest_articles"], /, *, since: Any, limit: Any) -> list[InspectNewestArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.provenance"], /, *, article_id: Any, most: Any) -> list[InspectProvenance]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.quarantine"], /) -> list[InspectQuarantine]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.refusals"], /, *, article_id: Any, most: Any) -> list[InspectRefusals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejected"], /, *, url: Any, url_key: Any) -> list[InspectRejected]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejections"], /, *, since: Any) -> list[InspectRejections]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.removed"], /, *, article_id: Any, most: Any) -> list[InspectRemoved]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rights"], /, *, article_id: Any, most: Any) -> list[InspectRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.seeds"], /, *, url_keys: Any) -> list[InspectSeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.sightings"], /, *, article_id: Any, most: Any) -> list[InspectSightings]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.text"], /, *, article_ids: Any) -> list[InspectText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.topics"], /, *, article_id: Any) -> list[InspectTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.totals"], /) -> list[InspectTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.versions"], /, *, article_id: Any, most: Any) -> list[InspectVersions]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.claim"], /, *, kind: Any, keys: Any, token: Any, holder: Any) -> list[LocksClaim]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.holders"], /, *, kind: Any, token: Any) -> list[ClaimHolder]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.share_turn"], /, *, name: Any) -> list[LocksShareTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_share_turn"], /, *, name: Any) -> list[LocksTryShareTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_turn"], /, *, name: Any) -> list[LocksTryTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn"], /, *, name: Any) -> list[LocksTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn_holder"], /, *, name: Any) -> list[LocksTurnHolder]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.drop_pages"], /, *, days: Any) -> list[MaintainDropPages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.sample_pages"], /, *, days: Any, limit: Any) -> list[SampledPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.texts"], /, *, days: Any, limit: Any) -> list[MaintainTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as"], /, *, role: Any) -> list[MigrateActAs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as_login"], /) -> list[MigrateActAsLogin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.applied"], /) -> list[MigrateApplied]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.bookkeeping_exists"], /) -> list[MigrateBookkeepingExists]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.definition"], /, *, name: Any) -> list[MigrateDefinition]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.holds_data"], /) -> list[Use]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.login_rights"], /) -> list[MigrateLoginRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_create_roles"], /) -> list[MigrateMayCreateRoles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_owner_create"], /) -> list[MigrateMayOwnerCreate]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.other_migrators"], /, *, key: Any) -> list[MigrateOtherMigrators]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.owner_role"], /) -> list[MigrateOwnerRole]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.report_views"], /) -> list[MigrateReportViews]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.roles"], /) -> list[MigrateRoles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.schema_owner"], /) -> list[MigrateSchemaOwner]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.try_lock"], /, *, key: Any) -> list[MigrateTryLock]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_articles"], /, *, start: Any, end: Any, topics: Any) -> list[NotifyArchiveArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_end"], /) -> list[NotifyArchiveEnd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.articles"], /, *, articles: Any) -> list[NotifyArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.digest_message"], /, *, target: Any, subject: Any) -> list[UnsentDigest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.earlier"], /, *, targets: Any, clusters: Any, events: Any) -> list[EarlierNews]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.events"], /, *, by_event_time: Any, topics: Any, articles: Any) -> list[NewsEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_texts"], /, *, topics: Any, start: Any, now: Any) -> list[NotifyHourlyTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_total"], /, *, start: Any, now: Any) -> list[NotifyHourlyTotal]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_digest"], /, *, target: Any, subject: Any) -> list[NotifyLastDigest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_sent"], /, *, target: Any) -> list[NotifyLastSent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.listed"], /, *, days: Any) -> list[ListedNotification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.of_message"], /, *, message_id: Any) -> list[Notification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.queued"], /, *, limit: Any) -> list[NotifyQueued]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.rules"], /, *, rules: Any) -> list[NotifyRules]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.spikes"], /, *, targets: Any, topics: Any, after: Any) -> list[NotifySpikes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.texts"], /, *, by_event_time: Any, topics: Any, articles: Any) -> list[NewsText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.told_lately"], /, *, target: Any, since: Any, rules: Any) -> list[NotifyToldLately]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.topic_names"], /) -> list[NotifyTopicNames]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.unsent"], /, *, target: Any) -> list[UnsentMessage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.waiting"], /, *, target: Any) -> list[Notification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.event_printings"], /, *, events: Any) -> list[FeedPrinting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_events"], /, *, since: Any, topic: Any, limit: Any) -> list[OutwardNewestEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_texts"], /, *, since: Any, now: Any, topics: Any, query: Any, language: Any, sources: Any, limit: Any) -> list[OutwardNewestTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.printings"], /, *, clusters: Any) -> list[FeedPrinting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.topic"], /, *, topic: Any) -> list[OutwardTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim"], /, *, slow: Any, batch: Any, bytes: Any) -> list[ClaimedPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim_again"], /, *, pages: Any) -> list[PagesClaimAgain]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.count_without_page"], /, *, since: Any) -> list[PagesCountWithoutPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.week_is_open"], /, *, day: Any) -> list[PagesWeekIsOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim"], /, *, batch: Any) -> list[PostToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim_to_group"], /, *, batch: Any) -> list[PostToGroup]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.earliest"], /, *, article_id: Any, before: Any) -> list[PostsEarliest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_articles"], /, *, articles: Any) -> list[PostToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_blog"], /, *, article_id: Any, most: Any) -> list[PostsOfBlog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.begin"], /, *, feed_id: Any, hub: Any, topic: Any, token: Any, callback: Any, key_mark: Any) -> list[PushBegin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.by_token"], /, *, token: Any) -> list[PushByToken]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feed"], /, *, feed_id: Any) -> list[DueFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feeds"], /) -> list[PushFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.note"], /, *, subscription_id: Any) -> list[PushNote]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.open"], /) -> list[PushOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.report"], /) -> list[PushReport]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.release"], /, *, environment: Any) -> list[Released]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.take_back"], /, *, stage: Any, run_id: Any) -> list[Released]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.article_ids"], /, *, by_event_time: Any, start: Any, end: Any, topic: Any) -> list[ReportArticleIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.articles"], /, *, articles: Any) -> list[ReportedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.event_articles"], /, *, events: Any) -> list[ReportedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.events"], /, *, events: Any) -> list[ReportEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.failures"], /, *, start: Any, end: Any) -> list[ReasonCount]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.feed_states"], /) -> list[ReportFeedStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_day"], /) -> list[ReportNewestDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_run"], /) -> list[ReportNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.rejections"], /, *, start: Any, end: Any) -> list[ReasonCount]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.relations"], /, *, clusters: Any) -> list[ReportRelations]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.run"], /, *, run_id: Any) -> list[ReportRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topic_days"], /, *, days: Any) -> list[ReportTopicDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics"], /) -> list[ReportTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics_before"], /, *, before: Any, by_event_time: Any, look_back: Any, start: Any) -> list[ReportTopicsBefore]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.totals"], /, *, start: Any, by_event_time: Any, before: Any, end: Any) -> list[ReportTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.ids"], /, *, digests: Any) -> list[RightsIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.load_file"], /, *, url: Any) -> list[RightsLoadFile]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.of_articles"], /) -> list[RightsOfArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["robots.load"], /, *, origin: Any) -> list[RobotsLoad]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failed_by_reason"], /, *, run_id: Any, stage: Any) -> list[ReasonTimes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failures"], /, *, run_id: Any) -> list[RunFailure]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.get"], /, *, run_id: Any) -> list[Run]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.newest"], /) -> list[Run]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rejected_by_reason"], /, *, run_id: Any, stage: Any) -> list[ReasonTimes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_sources"], /, *, day: Any) -> list[RolledUp]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_topics"], /, *, day: Any) -> list[RolledUp]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stages_with_work"], /) -> list[RunsStagesWithWork]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stale_days"], /) -> list[RunsStaleDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.start"], /, *, trigger: Any, interval_start: Any, interval_end: Any, feeds: Any, single_process: Any) -> list[RunsStart]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unfinished"], /, *, run_id: Any) -> list[UnfinishedRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unreported"], /) -> list[RunsUnreported]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.columns"], /) -> list[SchemaColumns]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.relations"], /) -> list[SchemaRelations]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.silent"], /) -> list[SchemaSilent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.alerts"], /) -> list[ServeAlerts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.arrivals"], /) -> list[ServeArrivals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.article"], /, *, offset: Any, characters: Any, article_id: Any) -> list[ServeArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles"], /, *, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> list[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_about"], /, *, topic: Any, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> list[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_with_words"], /, *, query: Any, source: Any, language: Any, since: Any, until: Any, after_time: Any, after_id: Any, most: Any, topic: Any, event: Any, cluster: Any, limit: Any) -> list[WordMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.copies"], /, *, cluster: Any, most: Any) -> list[Printing]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_outlets"], /, *, event: Any, most: Any) -> list[ServeEventOutlets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail"], /, *, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> list[Footprint]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail_about"], /, *, topic: Any, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> list[Footprint]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.events"], /, *, events: Any, min_sources: Any, after_time: Any, after_id: Any, until: Any, topic: Any) -> list[ListedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.feeds"], /, *, state: Any, source: Any, after: Any, limit: Any) -> list[ServeFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_source"], /, *, source: Any) -> list[Presence]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_topic"], /, *, topic: Any) -> list[Presence]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.listed_articles"], /, *, article_ids: Any) -> list[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run"], /) -> list[ServeNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run_end"], /) -> list[ServeNewestRunEnd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_topic_day"], /, *, topic: Any) -> list[ServeNewestTopicDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.passages"], /, *, query: Any, article_ids: Any) -> list[ServePassages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.run_states"], /) -> list[ServeRunStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_config"], /, *, language: Any) -> list[ServeSearchConfig]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_query"], /, *, config: Any, words: Any) -> list[ServeSearchQuery]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.sources"], /, *, after: Any, limit: Any) -> list[ServeSources]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_days"], /, *, topic: Any, first: Any, last: Any) -> list[ServeTopicDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_matches"], /, *, article_id: Any, most: Any) -> list[ServeTopicMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topics"], /, *, after: Any, limit: Any) -> list[ServeTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.article"], /, *, article_id: Any) -> list[WholeArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_event"], /, *, event_id: Any, limit: Any) -> list[EventArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> list[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_seen"], /, *, since: Any, until: Any, limit: Any) -> list[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.coverage"], /, *, first: Any, last: Any) -> list[SiteCoverage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.day_totals"], /, *, first: Any, last: Any) -> list[SiteDayTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.days_beside"], /, *, day: Any) -> list[SiteDaysBeside]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.event_heads"], /, *, events: Any) -> list[SiteEventHeads]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_stretch"], /, *, since: Any, until: Any, limit: Any) -> list[CountedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> list[CountedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.feed_states"], /, *, limit: Any) -> list[FeedState]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.judged_pairs"], /, *, article_id: Any, limit: Any) -> list[JudgedPair]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.matches"], /, *, article_id: Any) -> list[SiteMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_articles"], /, *, since: Any, until: Any, limit: Any) -> list[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_day"], /) -> list[SiteNewestDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_run"], /) -> list[SiteNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.open_alerts"], /, *, limit: Any) -> list[SiteOpenAlerts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets"], /) -> list[OutletName]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> list[SiteOutletsOfTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.passages"], /, *, query: Any, start: Any, stop: Any, article_ids: Any) -> list[SitePassages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_article"], /, *, article_id: Any, limit: Any) -> list[SitePostsOfArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_event"], /, *, event_id: Any, limit: Any) -> list[SitePostsOfEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.printings"], /, *, clusters: Any, limit: Any) -> list[SitePrintings]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.provenance"], /, *, article_id: Any, limit: Any) -> list[SiteProvenance]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.rejections_seen"], /, *, since: Any, until: Any, limit: Any) -> list[SiteRejectionsSeen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.removed_lines"], /, *, article_id: Any, limit: Any) -> list[SiteRemovedLines]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.run"], /, *, run_id: Any, trigger: Any) -> list[SiteRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.spiking_topics"], /, *, until: Any, since: Any) -> list[SiteSpikingTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.statements_on_uses"], /, *, article_id: Any) -> list[SiteStatementsOnUses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topic_days"], /, *, first: Any, last: Any, topic: Any) -> list[TopicDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topics"], /) -> list[TopicName]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.versions"], /, *, article_id: Any, limit: Any) -> list[SiteVersions]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.all_topics"], /) -> list[StoredTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.archived_articles"], /, *, since: Any) -> list[ArchivedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim"], /, *, batch: Any, bytes: Any) -> list[ArticleToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim_backlog"], /) -> list[TopicsClaimBacklog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.lock_stretch"], /, *, first: Any, last: Any, bytes: Any) -> list[ArticleToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.addresses"], /, *, address_id: Any) -> list[WiresAddresses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.lock"], /, *, address_ids: Any) -> list[WireRow]: ...

class FetchOne(Protocol):
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.add_sightings"], /, *, entries: Any) -> Sighting | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.bucket_of"], /, *, host: Any) -> AddressesBucketOf | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_guids"], /, *, feed_ids: Any, guids: Any) -> AddressesByGuids | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_keys"], /, *, url_keys: Any) -> Address | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due"], /, *, feeds: Any, buckets: Any, hosts: Any, except_hosts: Any, except_sources: Any, only_of: Any, per_host: Any, per_source: Any, batch: Any) -> DueAddress | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_buckets"], /, *, hosts: Any, only_of: Any) -> AddressesDueBuckets | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_hosts"], /) -> AddressesDueHosts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.feed_texts"], /, *, address_ids: Any) -> FeedText | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.headlines"], /, *, address_ids: Any) -> FeedHeadline | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.address_outcomes"], /, *, days: Any, limit: Any, least: Any) -> AlertsAddressOutcomes | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.article_lengths"], /, *, days: Any, limit: Any, least: Any) -> AlertsArticleLengths | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.extraction_health"], /, *, least: Any) -> AlertsExtractionHealth | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.newest_runs"], /, *, but: Any, limit: Any) -> AlertsNewestRuns | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_alerts"], /) -> OpenAlert | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_and_recent"], /, *, days: Any) -> ListedAlert | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.quarantine"], /) -> AlertsQuarantine | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.rights"], /, *, days: Any) -> AlertsRights | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.targets"], /, *, targets: Any) -> AlertTarget | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.undelivered"], /, *, target: Any, kinds: Any) -> UntoldAlert | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.unhealthy_feeds"], /, *, urls: Any) -> AlertsUnhealthyFeeds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.boilerplate"], /, *, sources: Any) -> ArticlesBoilerplate | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.ensure_source"], /, *, slug: Any, name: Any) -> ArticlesEnsureSource | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.find"], /, *, extracted: Any) -> ArticlesFind | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.insert"], /, *, extracted: Any) -> ArticlesInsert | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.revise"], /, *, url: Any, title: Any, authors: Any, text: Any, lead: Any, words: Any, language: Any, published_at: Any, published_at_precision: Any, published_at_method: Any, modified_at: Any, edition: Any, section: Any, tags: Any, image_url: Any, paywalled: Any, kind: Any, article_id: Any) -> ArticlesRevise | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.newest"], /, *, days: Any) -> CoverageNewest | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.outcomes"], /, *, hours: Any, limit: Any, days: Any, least: Any) -> CoverageOutcomes | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.claim"], /, *, batch: Any, bytes: Any) -> ClaimedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_under_cannot_link"], /, *, clusters: Any) -> DuplicatesClustersUnderCannotLink | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_with_fingerprints"], /, *, clusters: Any) -> DuplicatesClustersWithFingerprints | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.current_clusters"], /, *, articles: Any) -> DuplicatesCurrentClusters | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.judged_pairs"], /, *, articles: Any) -> DuplicatesJudgedPairs | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.linking_pairs"], /, *, clusters: Any) -> DuplicatesLinkingPairs | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.members"], /, *, clusters: Any, at_most: Any) -> DuplicatesMembers | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.new_cluster_ids"], /, *, count: Any) -> DuplicatesNewClusterIds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pairs_of"], /, *, articles: Any, at_most: Any) -> DuplicatesPairsOf | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins"], /, *, articles: Any) -> DuplicatesPins | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins_between"], /, *, clusters: Any) -> DuplicatesPinsBetween | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.representative_candidates"], /, *, clusters: Any) -> DuplicatesRepresentativeCandidates | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.same_bodies"], /, *, hashes: Any) -> DuplicatesSameBodies | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.shared_clusters"], /, *, clusters: Any) -> DuplicatesSharedClusters | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.source"], /, *, slug: Any) -> DuplicatesSource | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.texts"], /, *, articles: Any, bytes: Any) -> DuplicatesTexts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.upcoming"], /, *, after: Any, batch: Any, bytes: Any) -> DuplicatesUpcoming | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.changed_texts"], /, *, after: Any) -> EventsChangedTexts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.claim"], /, *, batch: Any) -> EventsClaim | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.draw_numbers"], /, *, count: Any) -> EventsDrawNumbers | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.empty_events"], /, *, events: Any) -> EventsEmptyEvents | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_ids"], /, *, count: Any) -> EventsEventIds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_of"], /, *, article_id: Any) -> EventsEventOf | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.identity"], /) -> EventsIdentity | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.last_change"], /) -> EventsLastChange | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.merged_clusters"], /) -> MergedCluster | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.move_clusters"], /, *, into: Any, event_id: Any) -> EventsMoveClusters | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.pairs_apart"], /) -> EventsPairsApart | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.roundups"], /, *, articles: Any) -> EventsRoundups | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.surviving_event"], /, *, event_id: Any) -> EventsSurvivingEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts"], /, *, characters: Any, clusters: Any) -> ClusterText | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_event"], /, *, event_id: Any) -> EventsTextsOfEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_week"], /, *, week: Any) -> EventsTextsOfWeek | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.unpin"], /, *, article_id: Any) -> EventsUnpin | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.weightiest_words"], /, *, clusters: Any) -> EventsWeightiestWords | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due"], /, *, even_if_not_due: Any, urls: Any, buckets: Any, except_hosts: Any) -> DueFeed | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due_buckets"], /, *, even_if_not_due: Any, urls: Any) -> FeedsDueBuckets | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.folders"], /, *, urls: Any) -> FolderFeed | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.next_due"], /, *, urls: Any) -> FeedsNextDue | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.reached_lately"], /, *, feeds: Any) -> FeedsReachedLately | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.clusters_having"], /, *, fingerprints: Any) -> FingerprintsClustersHaving | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.common"], /, *, fingerprints: Any) -> FingerprintsCommon | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.drop_weeks"], /, *, days: Any) -> FingerprintsDropWeeks | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.week_is_open"], /) -> FingerprintsWeekIsOpen | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.addresses"], /, *, article_id: Any, most: Any) -> InspectAddresses | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.article"], /, *, article_id: Any, url_key: Any, url: Any) -> InspectArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.articles_by_title"], /, *, words: Any, limit: Any) -> InspectArticlesByTitle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.backlogs"], /) -> Backlog | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.duplicates"], /, *, article_id: Any, most: Any) -> InspectDuplicates | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.embargo"], /, *, url_key: Any) -> Embargo | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event"], /, *, article_id: Any) -> InspectEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event_decision"], /, *, article_id: Any) -> InspectEventDecision | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.facts"], /, *, article_id: Any) -> ArticleFacts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_notices"], /) -> InspectFeedNotices | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_states"], /) -> InspectFeedStates | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_address"], /, *, url_key: Any) -> ForgottenAddress | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_addresses"], /, *, article_id: Any) -> ForgottenAddress | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.is_forgotten"], /, *, url_key: Any) -> InspectIsForgotten | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_source"], /, *, since: Any) -> InspectLoadedBySource | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_topic"], /, *, since: Any) -> InspectLoadedByTopic | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.newest_articles"], /, *, since: Any, limit: Any) -> InspectNewestArticles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.provenance"], /, *, article_id: Any, most: Any) -> InspectProvenance | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.quarantine"], /) -> InspectQuarantine | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.refusals"], /, *, article_id: Any, most: Any) -> InspectRefusals | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejected"], /, *, url: Any, url_key: Any) -> InspectRejected | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejections"], /, *, since: Any) -> InspectRejections | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.removed"], /, *, article_id: Any, most: Any) -> InspectRemoved | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rights"], /, *, article_id: Any, most: Any) -> InspectRights | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.seeds"], /, *, url_keys: Any) -> InspectSeeds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.sightings"], /, *, article_id: Any, most: Any) -> InspectSightings | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.text"], /, *, article_ids: Any) -> InspectText | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.topics"], /, *, article_id: Any) -> InspectTopics | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.totals"], /) -> InspectTotals | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.versions"], /, *, article_id: Any, most: Any) -> InspectVersions | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.claim"], /, *, kind: Any, keys: Any, token: Any, holder: Any) -> LocksClaim | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.holders"], /, *, kind: Any, token: Any) -> ClaimHolder | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.share_turn"], /, *, name: Any) -> LocksShareTurn | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_share_turn"], /, *, name: Any) -> LocksTryShareTurn | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_turn"], /, *, name: Any) -> LocksTryTurn | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn"], /, *, name: Any) -> LocksTurn | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn_holder"], /, *, name: Any) -> LocksTurnHolder | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.drop_pages"], /, *, days: Any) -> MaintainDropPages | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.sample_pages"], /, *, days: Any, limit: Any) -> SampledPage | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.texts"], /, *, days: Any, limit: Any) -> MaintainTexts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as"], /, *, role: Any) -> MigrateActAs | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as_login"], /) -> MigrateActAsLogin | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.applied"], /) -> MigrateApplied | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.bookkeeping_exists"], /) -> MigrateBookkeepingExists | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.definition"], /, *, name: Any) -> MigrateDefinition | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.holds_data"], /) -> Use | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.login_rights"], /) -> MigrateLoginRights | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_create_roles"], /) -> MigrateMayCreateRoles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_owner_create"], /) -> MigrateMayOwnerCreate | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.other_migrators"], /, *, key: Any) -> MigrateOtherMigrators | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.owner_role"], /) -> MigrateOwnerRole | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.report_views"], /) -> MigrateReportViews | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.roles"], /) -> MigrateRoles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.schema_owner"], /) -> MigrateSchemaOwner | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.try_lock"], /, *, key: Any) -> MigrateTryLock | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_articles"], /, *, start: Any, end: Any, topics: Any) -> NotifyArchiveArticles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_end"], /) -> NotifyArchiveEnd | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.articles"], /, *, articles: Any) -> NotifyArticles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.digest_message"], /, *, target: Any, subject: Any) -> UnsentDigest | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.earlier"], /, *, targets: Any, clusters: Any, events: Any) -> EarlierNews | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.events"], /, *, by_event_time: Any, topics: Any, articles: Any) -> NewsEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_texts"], /, *, topics: Any, start: Any, now: Any) -> NotifyHourlyTexts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_total"], /, *, start: Any, now: Any) -> NotifyHourlyTotal | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_digest"], /, *, target: Any, subject: Any) -> NotifyLastDigest | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_sent"], /, *, target: Any) -> NotifyLastSent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.listed"], /, *, days: Any) -> ListedNotification | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.of_message"], /, *, message_id: Any) -> Notification | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.queued"], /, *, limit: Any) -> NotifyQueued | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.rules"], /, *, rules: Any) -> NotifyRules | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.spikes"], /, *, targets: Any, topics: Any, after: Any) -> NotifySpikes | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.texts"], /, *, by_event_time: Any, topics: Any, articles: Any) -> NewsText | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.told_lately"], /, *, target: Any, since: Any, rules: Any) -> NotifyToldLately | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.topic_names"], /) -> NotifyTopicNames | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.unsent"], /, *, target: Any) -> UnsentMessage | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.waiting"], /, *, target: Any) -> Notification | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.event_printings"], /, *, events: Any) -> FeedPrinting | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_events"], /, *, since: Any, topic: Any, limit: Any) -> OutwardNewestEvents | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_texts"], /, *, since: Any, now: Any, topics: Any, query: Any, language: Any, sources: Any, limit: Any) -> OutwardNewestTexts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.printings"], /, *, clusters: Any) -> FeedPrinting | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.topic"], /, *, topic: Any) -> OutwardTopic | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim"], /, *, slow: Any, batch: Any, bytes: Any) -> ClaimedPage | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim_again"], /, *, pages: Any) -> PagesClaimAgain | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.count_without_page"], /, *, since: Any) -> PagesCountWithoutPage | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.week_is_open"], /, *, day: Any) -> PagesWeekIsOpen | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim"], /, *, batch: Any) -> PostToTag | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim_to_group"], /, *, batch: Any) -> PostToGroup | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.earliest"], /, *, article_id: Any, before: Any) -> PostsEarliest | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_articles"], /, *, articles: Any) -> PostToTag | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_blog"], /, *, article_id: Any, most: Any) -> PostsOfBlog | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.begin"], /, *, feed_id: Any, hub: Any, topic: Any, token: Any, callback: Any, key_mark: Any) -> PushBegin | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.by_token"], /, *, token: Any) -> PushByToken | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feed"], /, *, feed_id: Any) -> DueFeed | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feeds"], /) -> PushFeeds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.note"], /, *, subscription_id: Any) -> PushNote | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.open"], /) -> PushOpen | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.report"], /) -> PushReport | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.release"], /, *, environment: Any) -> Released | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.take_back"], /, *, stage: Any, run_id: Any) -> Released | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.article_ids"], /, *, by_event_time: Any, start: Any, end: Any, topic: Any) -> ReportArticleIds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.articles"], /, *, articles: Any) -> ReportedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.event_articles"], /, *, events: Any) -> ReportedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.events"], /, *, events: Any) -> ReportEvents | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.failures"], /, *, start: Any, end: Any) -> ReasonCount | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.feed_states"], /) -> ReportFeedStates | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_day"], /) -> ReportNewestDay | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_run"], /) -> ReportNewestRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.rejections"], /, *, start: Any, end: Any) -> ReasonCount | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.relations"], /, *, clusters: Any) -> ReportRelations | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.run"], /, *, run_id: Any) -> ReportRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topic_days"], /, *, days: Any) -> ReportTopicDays | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics"], /) -> ReportTopics | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics_before"], /, *, before: Any, by_event_time: Any, look_back: Any, start: Any) -> ReportTopicsBefore | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.totals"], /, *, start: Any, by_event_time: Any, before: Any, end: Any) -> ReportTotals | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.ids"], /, *, digests: Any) -> RightsIds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.load_file"], /, *, url: Any) -> RightsLoadFile | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.of_articles"], /) -> RightsOfArticles | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["robots.load"], /, *, origin: Any) -> RobotsLoad | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failed_by_reason"], /, *, run_id: Any, stage: Any) -> ReasonTimes | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failures"], /, *, run_id: Any) -> RunFailure | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.get"], /, *, run_id: Any) -> Run | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.newest"], /) -> Run | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rejected_by_reason"], /, *, run_id: Any, stage: Any) -> ReasonTimes | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_sources"], /, *, day: Any) -> RolledUp | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_topics"], /, *, day: Any) -> RolledUp | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stages_with_work"], /) -> RunsStagesWithWork | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stale_days"], /) -> RunsStaleDays | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.start"], /, *, trigger: Any, interval_start: Any, interval_end: Any, feeds: Any, single_process: Any) -> RunsStart | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unfinished"], /, *, run_id: Any) -> UnfinishedRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unreported"], /) -> RunsUnreported | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.columns"], /) -> SchemaColumns | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.relations"], /) -> SchemaRelations | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.silent"], /) -> SchemaSilent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.alerts"], /) -> ServeAlerts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.arrivals"], /) -> ServeArrivals | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.article"], /, *, offset: Any, characters: Any, article_id: Any) -> ServeArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles"], /, *, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> ListedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_about"], /, *, topic: Any, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> ListedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_with_words"], /, *, query: Any, source: Any, language: Any, since: Any, until: Any, after_time: Any, after_id: Any, most: Any, topic: Any, event: Any, cluster: Any, limit: Any) -> WordMatches | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.copies"], /, *, cluster: Any, most: Any) -> Printing | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_outlets"], /, *, event: Any, most: Any) -> ServeEventOutlets | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail"], /, *, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Footprint | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail_about"], /, *, topic: Any, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Footprint | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.events"], /, *, events: Any, min_sources: Any, after_time: Any, after_id: Any, until: Any, topic: Any) -> ListedEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.feeds"], /, *, state: Any, source: Any, after: Any, limit: Any) -> ServeFeeds | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_source"], /, *, source: Any) -> Presence | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_topic"], /, *, topic: Any) -> Presence | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.listed_articles"], /, *, article_ids: Any) -> ListedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run"], /) -> ServeNewestRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run_end"], /) -> ServeNewestRunEnd | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_topic_day"], /, *, topic: Any) -> ServeNewestTopicDay | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.passages"], /, *, query: Any, article_ids: Any) -> ServePassages | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.run_states"], /) -> ServeRunStates | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_config"], /, *, language: Any) -> ServeSearchConfig | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_query"], /, *, config: Any, words: Any) -> ServeSearchQuery | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.sources"], /, *, after: Any, limit: Any) -> ServeSources | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_days"], /, *, topic: Any, first: Any, last: Any) -> ServeTopicDays | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_matches"], /, *, article_id: Any, most: Any) -> ServeTopicMatches | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topics"], /, *, after: Any, limit: Any) -> ServeTopics | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.article"], /, *, article_id: Any) -> WholeArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_event"], /, *, event_id: Any, limit: Any) -> EventArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> SiteArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_seen"], /, *, since: Any, until: Any, limit: Any) -> SiteArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.coverage"], /, *, first: Any, last: Any) -> SiteCoverage | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.day_totals"], /, *, first: Any, last: Any) -> SiteDayTotals | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.days_beside"], /, *, day: Any) -> SiteDaysBeside | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.event_heads"], /, *, events: Any) -> SiteEventHeads | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_stretch"], /, *, since: Any, until: Any, limit: Any) -> CountedEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> CountedEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.feed_states"], /, *, limit: Any) -> FeedState | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.judged_pairs"], /, *, article_id: Any, limit: Any) -> JudgedPair | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.matches"], /, *, article_id: Any) -> SiteMatches | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_articles"], /, *, since: Any, until: Any, limit: Any) -> SiteArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_day"], /) -> SiteNewestDay | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_run"], /) -> SiteNewestRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.open_alerts"], /, *, limit: Any) -> SiteOpenAlerts | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets"], /) -> OutletName | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> SiteOutletsOfTopic | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.passages"], /, *, query: Any, start: Any, stop: Any, article_ids: Any) -> SitePassages | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_article"], /, *, article_id: Any, limit: Any) -> SitePostsOfArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_event"], /, *, event_id: Any, limit: Any) -> SitePostsOfEvent | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.printings"], /, *, clusters: Any, limit: Any) -> SitePrintings | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.provenance"], /, *, article_id: Any, limit: Any) -> SiteProvenance | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.rejections_seen"], /, *, since: Any, until: Any, limit: Any) -> SiteRejectionsSeen | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.removed_lines"], /, *, article_id: Any, limit: Any) -> SiteRemovedLines | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.run"], /, *, run_id: Any, trigger: Any) -> SiteRun | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.spiking_topics"], /, *, until: Any, since: Any) -> SiteSpikingTopics | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.statements_on_uses"], /, *, article_id: Any) -> SiteStatementsOnUses | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topic_days"], /, *, first: Any, last: Any, topic: Any) -> TopicDay | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topics"], /) -> TopicName | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.versions"], /, *, article_id: Any, limit: Any) -> SiteVersions | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.all_topics"], /) -> StoredTopic | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.archived_articles"], /, *, since: Any) -> ArchivedArticle | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim"], /, *, batch: Any, bytes: Any) -> ArticleToTag | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim_backlog"], /) -> TopicsClaimBacklog | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.lock_stretch"], /, *, first: Any, last: Any, bytes: Any) -> ArticleToTag | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.addresses"], /, *, address_id: Any) -> WiresAddresses | None: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.lock"], /, *, address_ids: Any) -> WireRow | None: ...

class FetchSingle(Protocol):
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.add_sightings"], /, *, entries: Any) -> Sighting: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.bucket_of"], /, *, host: Any) -> AddressesBucketOf: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_guids"], /, *, feed_ids: Any, guids: Any) -> AddressesByGuids: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_keys"], /, *, url_keys: Any) -> Address: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due"], /, *, feeds: Any, buckets: Any, hosts: Any, except_hosts: Any, except_sources: Any, only_of: Any, per_host: Any, per_source: Any, batch: Any) -> DueAddress: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_buckets"], /, *, hosts: Any, only_of: Any) -> AddressesDueBuckets: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_hosts"], /) -> AddressesDueHosts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.feed_texts"], /, *, address_ids: Any) -> FeedText: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.headlines"], /, *, address_ids: Any) -> FeedHeadline: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.address_outcomes"], /, *, days: Any, limit: Any, least: Any) -> AlertsAddressOutcomes: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.article_lengths"], /, *, days: Any, limit: Any, least: Any) -> AlertsArticleLengths: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.extraction_health"], /, *, least: Any) -> AlertsExtractionHealth: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.newest_runs"], /, *, but: Any, limit: Any) -> AlertsNewestRuns: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_alerts"], /) -> OpenAlert: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_and_recent"], /, *, days: Any) -> ListedAlert: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.quarantine"], /) -> AlertsQuarantine: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.rights"], /, *, days: Any) -> AlertsRights: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.targets"], /, *, targets: Any) -> AlertTarget: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.undelivered"], /, *, target: Any, kinds: Any) -> UntoldAlert: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.unhealthy_feeds"], /, *, urls: Any) -> AlertsUnhealthyFeeds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.boilerplate"], /, *, sources: Any) -> ArticlesBoilerplate: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.ensure_source"], /, *, slug: Any, name: Any) -> ArticlesEnsureSource: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.find"], /, *, extracted: Any) -> ArticlesFind: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.insert"], /, *, extracted: Any) -> ArticlesInsert: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.revise"], /, *, url: Any, title: Any, authors: Any, text: Any, lead: Any, words: Any, language: Any, published_at: Any, published_at_precision: Any, published_at_method: Any, modified_at: Any, edition: Any, section: Any, tags: Any, image_url: Any, paywalled: Any, kind: Any, article_id: Any) -> ArticlesRevise: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.newest"], /, *, days: Any) -> CoverageNewest: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.outcomes"], /, *, hours: Any, limit: Any, days: Any, least: Any) -> CoverageOutcomes: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.claim"], /, *, batch: Any, bytes: Any) -> ClaimedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_under_cannot_link"], /, *, clusters: Any) -> DuplicatesClustersUnderCannotLink: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_with_fingerprints"], /, *, clusters: Any) -> DuplicatesClustersWithFingerprints: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.current_clusters"], /, *, articles: Any) -> DuplicatesCurrentClusters: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.judged_pairs"], /, *, articles: Any) -> DuplicatesJudgedPairs: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.linking_pairs"], /, *, clusters: Any) -> DuplicatesLinkingPairs: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.members"], /, *, clusters: Any, at_most: Any) -> DuplicatesMembers: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.new_cluster_ids"], /, *, count: Any) -> DuplicatesNewClusterIds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pairs_of"], /, *, articles: Any, at_most: Any) -> DuplicatesPairsOf: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins"], /, *, articles: Any) -> DuplicatesPins: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins_between"], /, *, clusters: Any) -> DuplicatesPinsBetween: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.representative_candidates"], /, *, clusters: Any) -> DuplicatesRepresentativeCandidates: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.same_bodies"], /, *, hashes: Any) -> DuplicatesSameBodies: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.shared_clusters"], /, *, clusters: Any) -> DuplicatesSharedClusters: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.source"], /, *, slug: Any) -> DuplicatesSource: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.texts"], /, *, articles: Any, bytes: Any) -> DuplicatesTexts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.upcoming"], /, *, after: Any, batch: Any, bytes: Any) -> DuplicatesUpcoming: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.changed_texts"], /, *, after: Any) -> EventsChangedTexts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.claim"], /, *, batch: Any) -> EventsClaim: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.draw_numbers"], /, *, count: Any) -> EventsDrawNumbers: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.empty_events"], /, *, events: Any) -> EventsEmptyEvents: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_ids"], /, *, count: Any) -> EventsEventIds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_of"], /, *, article_id: Any) -> EventsEventOf: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.identity"], /) -> EventsIdentity: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.last_change"], /) -> EventsLastChange: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.merged_clusters"], /) -> MergedCluster: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.move_clusters"], /, *, into: Any, event_id: Any) -> EventsMoveClusters: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.pairs_apart"], /) -> EventsPairsApart: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.roundups"], /, *, articles: Any) -> EventsRoundups: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.surviving_event"], /, *, event_id: Any) -> EventsSurvivingEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts"], /, *, characters: Any, clusters: Any) -> ClusterText: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_event"], /, *, event_id: Any) -> EventsTextsOfEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_week"], /, *, week: Any) -> EventsTextsOfWeek: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.unpin"], /, *, article_id: Any) -> EventsUnpin: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.weightiest_words"], /, *, clusters: Any) -> EventsWeightiestWords: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due"], /, *, even_if_not_due: Any, urls: Any, buckets: Any, except_hosts: Any) -> DueFeed: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due_buckets"], /, *, even_if_not_due: Any, urls: Any) -> FeedsDueBuckets: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.folders"], /, *, urls: Any) -> FolderFeed: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.next_due"], /, *, urls: Any) -> FeedsNextDue: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.reached_lately"], /, *, feeds: Any) -> FeedsReachedLately: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.clusters_having"], /, *, fingerprints: Any) -> FingerprintsClustersHaving: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.common"], /, *, fingerprints: Any) -> FingerprintsCommon: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.drop_weeks"], /, *, days: Any) -> FingerprintsDropWeeks: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.week_is_open"], /) -> FingerprintsWeekIsOpen: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.addresses"], /, *, article_id: Any, most: Any) -> InspectAddresses: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.article"], /, *, article_id: Any, url_key: Any, url: Any) -> InspectArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.articles_by_title"], /, *, words: Any, limit: Any) -> InspectArticlesByTitle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.backlogs"], /) -> Backlog: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.duplicates"], /, *, article_id: Any, most: Any) -> InspectDuplicates: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.embargo"], /, *, url_key: Any) -> Embargo: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event"], /, *, article_id: Any) -> InspectEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event_decision"], /, *, article_id: Any) -> InspectEventDecision: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.facts"], /, *, article_id: Any) -> ArticleFacts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_notices"], /) -> InspectFeedNotices: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_states"], /) -> InspectFeedStates: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_address"], /, *, url_key: Any) -> ForgottenAddress: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_addresses"], /, *, article_id: Any) -> ForgottenAddress: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.is_forgotten"], /, *, url_key: Any) -> InspectIsForgotten: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_source"], /, *, since: Any) -> InspectLoadedBySource: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_topic"], /, *, since: Any) -> InspectLoadedByTopic: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.newest_articles"], /, *, since: Any, limit: Any) -> InspectNewestArticles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.provenance"], /, *, article_id: Any, most: Any) -> InspectProvenance: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.quarantine"], /) -> InspectQuarantine: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.refusals"], /, *, article_id: Any, most: Any) -> InspectRefusals: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejected"], /, *, url: Any, url_key: Any) -> InspectRejected: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejections"], /, *, since: Any) -> InspectRejections: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.removed"], /, *, article_id: Any, most: Any) -> InspectRemoved: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rights"], /, *, article_id: Any, most: Any) -> InspectRights: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.seeds"], /, *, url_keys: Any) -> InspectSeeds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.sightings"], /, *, article_id: Any, most: Any) -> InspectSightings: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.text"], /, *, article_ids: Any) -> InspectText: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.topics"], /, *, article_id: Any) -> InspectTopics: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.totals"], /) -> InspectTotals: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.versions"], /, *, article_id: Any, most: Any) -> InspectVersions: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.claim"], /, *, kind: Any, keys: Any, token: Any, holder: Any) -> LocksClaim: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.holders"], /, *, kind: Any, token: Any) -> ClaimHolder: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.share_turn"], /, *, name: Any) -> LocksShareTurn: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_share_turn"], /, *, name: Any) -> LocksTryShareTurn: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_turn"], /, *, name: Any) -> LocksTryTurn: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn"], /, *, name: Any) -> LocksTurn: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn_holder"], /, *, name: Any) -> LocksTurnHolder: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.drop_pages"], /, *, days: Any) -> MaintainDropPages: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.sample_pages"], /, *, days: Any, limit: Any) -> SampledPage: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.texts"], /, *, days: Any, limit: Any) -> MaintainTexts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as"], /, *, role: Any) -> MigrateActAs: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as_login"], /) -> MigrateActAsLogin: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.applied"], /) -> MigrateApplied: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.bookkeeping_exists"], /) -> MigrateBookkeepingExists: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.definition"], /, *, name: Any) -> MigrateDefinition: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.holds_data"], /) -> Use: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.login_rights"], /) -> MigrateLoginRights: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_create_roles"], /) -> MigrateMayCreateRoles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_owner_create"], /) -> MigrateMayOwnerCreate: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.other_migrators"], /, *, key: Any) -> MigrateOtherMigrators: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.owner_role"], /) -> MigrateOwnerRole: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.report_views"], /) -> MigrateReportViews: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.roles"], /) -> MigrateRoles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.schema_owner"], /) -> MigrateSchemaOwner: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.try_lock"], /, *, key: Any) -> MigrateTryLock: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_articles"], /, *, start: Any, end: Any, topics: Any) -> NotifyArchiveArticles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_end"], /) -> NotifyArchiveEnd: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.articles"], /, *, articles: Any) -> NotifyArticles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.digest_message"], /, *, target: Any, subject: Any) -> UnsentDigest: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.earlier"], /, *, targets: Any, clusters: Any, events: Any) -> EarlierNews: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.events"], /, *, by_event_time: Any, topics: Any, articles: Any) -> NewsEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_texts"], /, *, topics: Any, start: Any, now: Any) -> NotifyHourlyTexts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_total"], /, *, start: Any, now: Any) -> NotifyHourlyTotal: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_digest"], /, *, target: Any, subject: Any) -> NotifyLastDigest: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_sent"], /, *, target: Any) -> NotifyLastSent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.listed"], /, *, days: Any) -> ListedNotification: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.of_message"], /, *, message_id: Any) -> Notification: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.queued"], /, *, limit: Any) -> NotifyQueued: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.rules"], /, *, rules: Any) -> NotifyRules: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.spikes"], /, *, targets: Any, topics: Any, after: Any) -> NotifySpikes: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.texts"], /, *, by_event_time: Any, topics: Any, articles: Any) -> NewsText: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.told_lately"], /, *, target: Any, since: Any, rules: Any) -> NotifyToldLately: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.topic_names"], /) -> NotifyTopicNames: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.unsent"], /, *, target: Any) -> UnsentMessage: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.waiting"], /, *, target: Any) -> Notification: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.event_printings"], /, *, events: Any) -> FeedPrinting: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_events"], /, *, since: Any, topic: Any, limit: Any) -> OutwardNewestEvents: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_texts"], /, *, since: Any, now: Any, topics: Any, query: Any, language: Any, sources: Any, limit: Any) -> OutwardNewestTexts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.printings"], /, *, clusters: Any) -> FeedPrinting: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.topic"], /, *, topic: Any) -> OutwardTopic: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim"], /, *, slow: Any, batch: Any, bytes: Any) -> ClaimedPage: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim_again"], /, *, pages: Any) -> PagesClaimAgain: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.count_without_page"], /, *, since: Any) -> PagesCountWithoutPage: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.week_is_open"], /, *, day: Any) -> PagesWeekIsOpen: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim"], /, *, batch: Any) -> PostToTag: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim_to_group"], /, *, batch: Any) -> PostToGroup: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.earliest"], /, *, article_id: Any, before: Any) -> PostsEarliest: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_articles"], /, *, articles: Any) -> PostToTag: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_blog"], /, *, article_id: Any, most: Any) -> PostsOfBlog: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.begin"], /, *, feed_id: Any, hub: Any, topic: Any, token: Any, callback: Any, key_mark: Any) -> PushBegin: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.by_token"], /, *, token: Any) -> PushByToken: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feed"], /, *, feed_id: Any) -> DueFeed: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feeds"], /) -> PushFeeds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.note"], /, *, subscription_id: Any) -> PushNote: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.open"], /) -> PushOpen: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.report"], /) -> PushReport: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.release"], /, *, environment: Any) -> Released: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.take_back"], /, *, stage: Any, run_id: Any) -> Released: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.article_ids"], /, *, by_event_time: Any, start: Any, end: Any, topic: Any) -> ReportArticleIds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.articles"], /, *, articles: Any) -> ReportedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.event_articles"], /, *, events: Any) -> ReportedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.events"], /, *, events: Any) -> ReportEvents: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.failures"], /, *, start: Any, end: Any) -> ReasonCount: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.feed_states"], /) -> ReportFeedStates: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_day"], /) -> ReportNewestDay: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_run"], /) -> ReportNewestRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.rejections"], /, *, start: Any, end: Any) -> ReasonCount: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.relations"], /, *, clusters: Any) -> ReportRelations: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.run"], /, *, run_id: Any) -> ReportRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topic_days"], /, *, days: Any) -> ReportTopicDays: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics"], /) -> ReportTopics: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics_before"], /, *, before: Any, by_event_time: Any, look_back: Any, start: Any) -> ReportTopicsBefore: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.totals"], /, *, start: Any, by_event_time: Any, before: Any, end: Any) -> ReportTotals: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.ids"], /, *, digests: Any) -> RightsIds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.load_file"], /, *, url: Any) -> RightsLoadFile: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.of_articles"], /) -> RightsOfArticles: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["robots.load"], /, *, origin: Any) -> RobotsLoad: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failed_by_reason"], /, *, run_id: Any, stage: Any) -> ReasonTimes: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failures"], /, *, run_id: Any) -> RunFailure: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.get"], /, *, run_id: Any) -> Run: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.newest"], /) -> Run: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rejected_by_reason"], /, *, run_id: Any, stage: Any) -> ReasonTimes: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_sources"], /, *, day: Any) -> RolledUp: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_topics"], /, *, day: Any) -> RolledUp: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stages_with_work"], /) -> RunsStagesWithWork: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stale_days"], /) -> RunsStaleDays: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.start"], /, *, trigger: Any, interval_start: Any, interval_end: Any, feeds: Any, single_process: Any) -> RunsStart: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unfinished"], /, *, run_id: Any) -> UnfinishedRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unreported"], /) -> RunsUnreported: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.columns"], /) -> SchemaColumns: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.relations"], /) -> SchemaRelations: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.silent"], /) -> SchemaSilent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.alerts"], /) -> ServeAlerts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.arrivals"], /) -> ServeArrivals: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.article"], /, *, offset: Any, characters: Any, article_id: Any) -> ServeArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles"], /, *, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> ListedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_about"], /, *, topic: Any, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> ListedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_with_words"], /, *, query: Any, source: Any, language: Any, since: Any, until: Any, after_time: Any, after_id: Any, most: Any, topic: Any, event: Any, cluster: Any, limit: Any) -> WordMatches: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.copies"], /, *, cluster: Any, most: Any) -> Printing: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_outlets"], /, *, event: Any, most: Any) -> ServeEventOutlets: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail"], /, *, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Footprint: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail_about"], /, *, topic: Any, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Footprint: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.events"], /, *, events: Any, min_sources: Any, after_time: Any, after_id: Any, until: Any, topic: Any) -> ListedEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.feeds"], /, *, state: Any, source: Any, after: Any, limit: Any) -> ServeFeeds: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_source"], /, *, source: Any) -> Presence: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_topic"], /, *, topic: Any) -> Presence: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.listed_articles"], /, *, article_ids: Any) -> ListedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run"], /) -> ServeNewestRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run_end"], /) -> ServeNewestRunEnd: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_topic_day"], /, *, topic: Any) -> ServeNewestTopicDay: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.passages"], /, *, query: Any, article_ids: Any) -> ServePassages: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.run_states"], /) -> ServeRunStates: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_config"], /, *, language: Any) -> ServeSearchConfig: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_query"], /, *, config: Any, words: Any) -> ServeSearchQuery: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.sources"], /, *, after: Any, limit: Any) -> ServeSources: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_days"], /, *, topic: Any, first: Any, last: Any) -> ServeTopicDays: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_matches"], /, *, article_id: Any, most: Any) -> ServeTopicMatches: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topics"], /, *, after: Any, limit: Any) -> ServeTopics: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.article"], /, *, article_id: Any) -> WholeArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_event"], /, *, event_id: Any, limit: Any) -> EventArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> SiteArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_seen"], /, *, since: Any, until: Any, limit: Any) -> SiteArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.coverage"], /, *, first: Any, last: Any) -> SiteCoverage: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.day_totals"], /, *, first: Any, last: Any) -> SiteDayTotals: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.days_beside"], /, *, day: Any) -> SiteDaysBeside: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.event_heads"], /, *, events: Any) -> SiteEventHeads: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_stretch"], /, *, since: Any, until: Any, limit: Any) -> CountedEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> CountedEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.feed_states"], /, *, limit: Any) -> FeedState: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.judged_pairs"], /, *, article_id: Any, limit: Any) -> JudgedPair: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.matches"], /, *, article_id: Any) -> SiteMatches: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_articles"], /, *, since: Any, until: Any, limit: Any) -> SiteArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_day"], /) -> SiteNewestDay: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_run"], /) -> SiteNewestRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.open_alerts"], /, *, limit: Any) -> SiteOpenAlerts: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets"], /) -> OutletName: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets_of_topic"], /, *, topic: Any, since: Any, until: Any, limit: Any) -> SiteOutletsOfTopic: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.passages"], /, *, query: Any, start: Any, stop: Any, article_ids: Any) -> SitePassages: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_article"], /, *, article_id: Any, limit: Any) -> SitePostsOfArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_event"], /, *, event_id: Any, limit: Any) -> SitePostsOfEvent: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.printings"], /, *, clusters: Any, limit: Any) -> SitePrintings: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.provenance"], /, *, article_id: Any, limit: Any) -> SiteProvenance: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.rejections_seen"], /, *, since: Any, until: Any, limit: Any) -> SiteRejectionsSeen: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.removed_lines"], /, *, article_id: Any, limit: Any) -> SiteRemovedLines: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.run"], /, *, run_id: Any, trigger: Any) -> SiteRun: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.spiking_topics"], /, *, until: Any, since: Any) -> SiteSpikingTopics: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.statements_on_uses"], /, *, article_id: Any) -> SiteStatementsOnUses: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topic_days"], /, *, first: Any, last: Any, topic: Any) -> TopicDay: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topics"], /) -> TopicName: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.versions"], /, *, article_id: Any, limit: Any) -> SiteVersions: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.all_topics"], /) -> StoredTopic: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.archived_articles"], /, *, since: Any) -> ArchivedArticle: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim"], /, *, batch: Any, bytes: Any) -> ArticleToTag: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim_backlog"], /) -> TopicsClaimBacklog: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.lock_stretch"], /, *, first: Any, last: Any, bytes: Any) -> ArticleToTag: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.addresses"], /, *, address_id: Any) -> WiresAddresses: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.lock"], /, *, address_ids: Any) -> WireRow: ...

class Stream(Protocol):
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.add_sightings"], /, *, at_once: int = ..., entries: Any) -> Iterator[Sighting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.bucket_of"], /, *, at_once: int = ..., host: Any) -> Iterator[AddressesBucketOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_guids"], /, *, at_once: int = ..., feed_ids: Any, guids: Any) -> Iterator[AddressesByGuids]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.by_keys"], /, *, at_once: int = ..., url_keys: Any) -> Iterator[Address]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due"], /, *, at_once: int = ..., feeds: Any, buckets: Any, hosts: Any, except_hosts: Any, except_sources: Any, only_of: Any, per_host: Any, per_source: Any, batch: Any) -> Iterator[DueAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_buckets"], /, *, at_once: int = ..., hosts: Any, only_of: Any) -> Iterator[AddressesDueBuckets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.due_hosts"], /, *, at_once: int = ...) -> Iterator[AddressesDueHosts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.feed_texts"], /, *, at_once: int = ..., address_ids: Any) -> Iterator[FeedText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["addresses.headlines"], /, *, at_once: int = ..., address_ids: Any) -> Iterator[FeedHeadline]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.address_outcomes"], /, *, at_once: int = ..., days: Any, limit: Any, least: Any) -> Iterator[AlertsAddressOutcomes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.article_lengths"], /, *, at_once: int = ..., days: Any, limit: Any, least: Any) -> Iterator[AlertsArticleLengths]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.extraction_health"], /, *, at_once: int = ..., least: Any) -> Iterator[AlertsExtractionHealth]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.newest_runs"], /, *, at_once: int = ..., but: Any, limit: Any) -> Iterator[AlertsNewestRuns]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_alerts"], /, *, at_once: int = ...) -> Iterator[OpenAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.open_and_recent"], /, *, at_once: int = ..., days: Any) -> Iterator[ListedAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.quarantine"], /, *, at_once: int = ...) -> Iterator[AlertsQuarantine]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.rights"], /, *, at_once: int = ..., days: Any) -> Iterator[AlertsRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.targets"], /, *, at_once: int = ..., targets: Any) -> Iterator[AlertTarget]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.undelivered"], /, *, at_once: int = ..., target: Any, kinds: Any) -> Iterator[UntoldAlert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["alerts.unhealthy_feeds"], /, *, at_once: int = ..., urls: Any) -> Iterator[AlertsUnhealthyFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.boilerplate"], /, *, at_once: int = ..., sources: Any) -> Iterator[ArticlesBoilerplate]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.ensure_source"], /, *, at_once: int = ..., slug: Any, name: Any) -> Iterator[ArticlesEnsureSource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.find"], /, *, at_once: int = ..., extracted: Any) -> Iterator[ArticlesFind]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.insert"], /, *, at_once: int = ..., extracted: Any) -> Iterator[ArticlesInsert]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["articles.revise"], /, *, at_once: int = ..., url: Any, title: Any, authors: Any, text: Any, lead: Any, words: Any, language: Any, published_at: Any, published_at_precision: Any, published_at_method: Any, modified_at: Any, edition: Any, section: Any, tags: Any, image_url: Any, paywalled: Any, kind: Any, article_id: Any) -> Iterator[ArticlesRevise]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.newest"], /, *, at_once: int = ..., days: Any) -> Iterator[CoverageNewest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["coverage.outcomes"], /, *, at_once: int = ..., hours: Any, limit: Any, days: Any, least: Any) -> Iterator[CoverageOutcomes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.claim"], /, *, at_once: int = ..., batch: Any, bytes: Any) -> Iterator[ClaimedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_under_cannot_link"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesClustersUnderCannotLink]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.clusters_with_fingerprints"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesClustersWithFingerprints]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.current_clusters"], /, *, at_once: int = ..., articles: Any) -> Iterator[DuplicatesCurrentClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.judged_pairs"], /, *, at_once: int = ..., articles: Any) -> Iterator[DuplicatesJudgedPairs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.linking_pairs"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesLinkingPairs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.members"], /, *, at_once: int = ..., clusters: Any, at_most: Any) -> Iterator[DuplicatesMembers]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.new_cluster_ids"], /, *, at_once: int = ..., count: Any) -> Iterator[DuplicatesNewClusterIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pairs_of"], /, *, at_once: int = ..., articles: Any, at_most: Any) -> Iterator[DuplicatesPairsOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins"], /, *, at_once: int = ..., articles: Any) -> Iterator[DuplicatesPins]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.pins_between"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesPinsBetween]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.representative_candidates"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesRepresentativeCandidates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.same_bodies"], /, *, at_once: int = ..., hashes: Any) -> Iterator[DuplicatesSameBodies]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.shared_clusters"], /, *, at_once: int = ..., clusters: Any) -> Iterator[DuplicatesSharedClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.source"], /, *, at_once: int = ..., slug: Any) -> Iterator[DuplicatesSource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.texts"], /, *, at_once: int = ..., articles: Any, bytes: Any) -> Iterator[DuplicatesTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["duplicates.upcoming"], /, *, at_once: int = ..., after: Any, batch: Any, bytes: Any) -> Iterator[DuplicatesUpcoming]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.changed_texts"], /, *, at_once: int = ..., after: Any) -> Iterator[EventsChangedTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.claim"], /, *, at_once: int = ..., batch: Any) -> Iterator[EventsClaim]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.draw_numbers"], /, *, at_once: int = ..., count: Any) -> Iterator[EventsDrawNumbers]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.empty_events"], /, *, at_once: int = ..., events: Any) -> Iterator[EventsEmptyEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_ids"], /, *, at_once: int = ..., count: Any) -> Iterator[EventsEventIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.event_of"], /, *, at_once: int = ..., article_id: Any) -> Iterator[EventsEventOf]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.identity"], /, *, at_once: int = ...) -> Iterator[EventsIdentity]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.last_change"], /, *, at_once: int = ...) -> Iterator[EventsLastChange]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.merged_clusters"], /, *, at_once: int = ...) -> Iterator[MergedCluster]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.move_clusters"], /, *, at_once: int = ..., into: Any, event_id: Any) -> Iterator[EventsMoveClusters]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.pairs_apart"], /, *, at_once: int = ...) -> Iterator[EventsPairsApart]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.roundups"], /, *, at_once: int = ..., articles: Any) -> Iterator[EventsRoundups]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.surviving_event"], /, *, at_once: int = ..., event_id: Any) -> Iterator[EventsSurvivingEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts"], /, *, at_once: int = ..., characters: Any, clusters: Any) -> Iterator[ClusterText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_event"], /, *, at_once: int = ..., event_id: Any) -> Iterator[EventsTextsOfEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.texts_of_week"], /, *, at_once: int = ..., week: Any) -> Iterator[EventsTextsOfWeek]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.unpin"], /, *, at_once: int = ..., article_id: Any) -> Iterator[EventsUnpin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["events.weightiest_words"], /, *, at_once: int = ..., clusters: Any) -> Iterator[EventsWeightiestWords]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due"], /, *, at_once: int = ..., even_if_not_due: Any, urls: Any, buckets: Any, except_hosts: Any) -> Iterator[DueFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.due_buckets"], /, *, at_once: int = ..., even_if_not_due: Any, urls: Any) -> Iterator[FeedsDueBuckets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.folders"], /, *, at_once: int = ..., urls: Any) -> Iterator[FolderFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.next_due"], /, *, at_once: int = ..., urls: Any) -> Iterator[FeedsNextDue]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["feeds.reached_lately"], /, *, at_once: int = ..., feeds: Any) -> Iterator[FeedsReachedLately]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.clusters_having"], /, *, at_once: int = ..., fingerprints: Any) -> Iterator[FingerprintsClustersHaving]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.common"], /, *, at_once: int = ..., fingerprints: Any) -> Iterator[FingerprintsCommon]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.drop_weeks"], /, *, at_once: int = ..., days: Any) -> Iterator[FingerprintsDropWeeks]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["fingerprints.week_is_open"], /, *, at_once: int = ...) -> Iterator[FingerprintsWeekIsOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.addresses"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectAddresses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.article"], /, *, at_once: int = ..., article_id: Any, url_key: Any, url: Any) -> Iterator[InspectArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.articles_by_title"], /, *, at_once: int = ..., words: Any, limit: Any) -> Iterator[InspectArticlesByTitle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.backlogs"], /, *, at_once: int = ...) -> Iterator[Backlog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.duplicates"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectDuplicates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.embargo"], /, *, at_once: int = ..., url_key: Any) -> Iterator[Embargo]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event"], /, *, at_once: int = ..., article_id: Any) -> Iterator[InspectEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.event_decision"], /, *, at_once: int = ..., article_id: Any) -> Iterator[InspectEventDecision]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.facts"], /, *, at_once: int = ..., article_id: Any) -> Iterator[ArticleFacts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_notices"], /, *, at_once: int = ...) -> Iterator[InspectFeedNotices]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.feed_states"], /, *, at_once: int = ...) -> Iterator[InspectFeedStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_address"], /, *, at_once: int = ..., url_key: Any) -> Iterator[ForgottenAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.forget_addresses"], /, *, at_once: int = ..., article_id: Any) -> Iterator[ForgottenAddress]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.is_forgotten"], /, *, at_once: int = ..., url_key: Any) -> Iterator[InspectIsForgotten]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_source"], /, *, at_once: int = ..., since: Any) -> Iterator[InspectLoadedBySource]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.loaded_by_topic"], /, *, at_once: int = ..., since: Any) -> Iterator[InspectLoadedByTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.newest_articles"], /, *, at_once: int = ..., since: Any, limit: Any) -> Iterator[InspectNewestArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.provenance"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectProvenance]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.quarantine"], /, *, at_once: int = ...) -> Iterator[InspectQuarantine]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.refusals"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectRefusals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejected"], /, *, at_once: int = ..., url: Any, url_key: Any) -> Iterator[InspectRejected]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rejections"], /, *, at_once: int = ..., since: Any) -> Iterator[InspectRejections]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.removed"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectRemoved]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.rights"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.seeds"], /, *, at_once: int = ..., url_keys: Any) -> Iterator[InspectSeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.sightings"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectSightings]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.text"], /, *, at_once: int = ..., article_ids: Any) -> Iterator[InspectText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.topics"], /, *, at_once: int = ..., article_id: Any) -> Iterator[InspectTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.totals"], /, *, at_once: int = ...) -> Iterator[InspectTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["inspect.versions"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[InspectVersions]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.claim"], /, *, at_once: int = ..., kind: Any, keys: Any, token: Any, holder: Any) -> Iterator[LocksClaim]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.holders"], /, *, at_once: int = ..., kind: Any, token: Any) -> Iterator[ClaimHolder]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.share_turn"], /, *, at_once: int = ..., name: Any) -> Iterator[LocksShareTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_share_turn"], /, *, at_once: int = ..., name: Any) -> Iterator[LocksTryShareTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.try_turn"], /, *, at_once: int = ..., name: Any) -> Iterator[LocksTryTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn"], /, *, at_once: int = ..., name: Any) -> Iterator[LocksTurn]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["locks.turn_holder"], /, *, at_once: int = ..., name: Any) -> Iterator[LocksTurnHolder]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.drop_pages"], /, *, at_once: int = ..., days: Any) -> Iterator[MaintainDropPages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.sample_pages"], /, *, at_once: int = ..., days: Any, limit: Any) -> Iterator[SampledPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.texts"], /, *, at_once: int = ..., days: Any, limit: Any) -> Iterator[MaintainTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as"], /, *, at_once: int = ..., role: Any) -> Iterator[MigrateActAs]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.act_as_login"], /, *, at_once: int = ...) -> Iterator[MigrateActAsLogin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.applied"], /, *, at_once: int = ...) -> Iterator[MigrateApplied]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.bookkeeping_exists"], /, *, at_once: int = ...) -> Iterator[MigrateBookkeepingExists]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.definition"], /, *, at_once: int = ..., name: Any) -> Iterator[MigrateDefinition]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.holds_data"], /, *, at_once: int = ...) -> Iterator[Use]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.login_rights"], /, *, at_once: int = ...) -> Iterator[MigrateLoginRights]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_create_roles"], /, *, at_once: int = ...) -> Iterator[MigrateMayCreateRoles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.may_owner_create"], /, *, at_once: int = ...) -> Iterator[MigrateMayOwnerCreate]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.other_migrators"], /, *, at_once: int = ..., key: Any) -> Iterator[MigrateOtherMigrators]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.owner_role"], /, *, at_once: int = ...) -> Iterator[MigrateOwnerRole]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.report_views"], /, *, at_once: int = ...) -> Iterator[MigrateReportViews]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.roles"], /, *, at_once: int = ...) -> Iterator[MigrateRoles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.schema_owner"], /, *, at_once: int = ...) -> Iterator[MigrateSchemaOwner]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["migrate.try_lock"], /, *, at_once: int = ..., key: Any) -> Iterator[MigrateTryLock]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_articles"], /, *, at_once: int = ..., start: Any, end: Any, topics: Any) -> Iterator[NotifyArchiveArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.archive_end"], /, *, at_once: int = ...) -> Iterator[NotifyArchiveEnd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.articles"], /, *, at_once: int = ..., articles: Any) -> Iterator[NotifyArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.digest_message"], /, *, at_once: int = ..., target: Any, subject: Any) -> Iterator[UnsentDigest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.earlier"], /, *, at_once: int = ..., targets: Any, clusters: Any, events: Any) -> Iterator[EarlierNews]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.events"], /, *, at_once: int = ..., by_event_time: Any, topics: Any, articles: Any) -> Iterator[NewsEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_texts"], /, *, at_once: int = ..., topics: Any, start: Any, now: Any) -> Iterator[NotifyHourlyTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.hourly_total"], /, *, at_once: int = ..., start: Any, now: Any) -> Iterator[NotifyHourlyTotal]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_digest"], /, *, at_once: int = ..., target: Any, subject: Any) -> Iterator[NotifyLastDigest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.last_sent"], /, *, at_once: int = ..., target: Any) -> Iterator[NotifyLastSent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.listed"], /, *, at_once: int = ..., days: Any) -> Iterator[ListedNotification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.of_message"], /, *, at_once: int = ..., message_id: Any) -> Iterator[Notification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.queued"], /, *, at_once: int = ..., limit: Any) -> Iterator[NotifyQueued]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.rules"], /, *, at_once: int = ..., rules: Any) -> Iterator[NotifyRules]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.spikes"], /, *, at_once: int = ..., targets: Any, topics: Any, after: Any) -> Iterator[NotifySpikes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.texts"], /, *, at_once: int = ..., by_event_time: Any, topics: Any, articles: Any) -> Iterator[NewsText]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.told_lately"], /, *, at_once: int = ..., target: Any, since: Any, rules: Any) -> Iterator[NotifyToldLately]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.topic_names"], /, *, at_once: int = ...) -> Iterator[NotifyTopicNames]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.unsent"], /, *, at_once: int = ..., target: Any) -> Iterator[UnsentMessage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.waiting"], /, *, at_once: int = ..., target: Any) -> Iterator[Notification]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.event_printings"], /, *, at_once: int = ..., events: Any) -> Iterator[FeedPrinting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_events"], /, *, at_once: int = ..., since: Any, topic: Any, limit: Any) -> Iterator[OutwardNewestEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.newest_texts"], /, *, at_once: int = ..., since: Any, now: Any, topics: Any, query: Any, language: Any, sources: Any, limit: Any) -> Iterator[OutwardNewestTexts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.printings"], /, *, at_once: int = ..., clusters: Any) -> Iterator[FeedPrinting]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["outward.topic"], /, *, at_once: int = ..., topic: Any) -> Iterator[OutwardTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim"], /, *, at_once: int = ..., slow: Any, batch: Any, bytes: Any) -> Iterator[ClaimedPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.claim_again"], /, *, at_once: int = ..., pages: Any) -> Iterator[PagesClaimAgain]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.count_without_page"], /, *, at_once: int = ..., since: Any) -> Iterator[PagesCountWithoutPage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.week_is_open"], /, *, at_once: int = ..., day: Any) -> Iterator[PagesWeekIsOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim"], /, *, at_once: int = ..., batch: Any) -> Iterator[PostToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.claim_to_group"], /, *, at_once: int = ..., batch: Any) -> Iterator[PostToGroup]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.earliest"], /, *, at_once: int = ..., article_id: Any, before: Any) -> Iterator[PostsEarliest]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_articles"], /, *, at_once: int = ..., articles: Any) -> Iterator[PostToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.of_blog"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[PostsOfBlog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.begin"], /, *, at_once: int = ..., feed_id: Any, hub: Any, topic: Any, token: Any, callback: Any, key_mark: Any) -> Iterator[PushBegin]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.by_token"], /, *, at_once: int = ..., token: Any) -> Iterator[PushByToken]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feed"], /, *, at_once: int = ..., feed_id: Any) -> Iterator[DueFeed]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.feeds"], /, *, at_once: int = ...) -> Iterator[PushFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.note"], /, *, at_once: int = ..., subscription_id: Any) -> Iterator[PushNote]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.open"], /, *, at_once: int = ...) -> Iterator[PushOpen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["push.report"], /, *, at_once: int = ...) -> Iterator[PushReport]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.release"], /, *, at_once: int = ..., environment: Any) -> Iterator[Released]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["quarantine.take_back"], /, *, at_once: int = ..., stage: Any, run_id: Any) -> Iterator[Released]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.article_ids"], /, *, at_once: int = ..., by_event_time: Any, start: Any, end: Any, topic: Any) -> Iterator[ReportArticleIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.articles"], /, *, at_once: int = ..., articles: Any) -> Iterator[ReportedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.event_articles"], /, *, at_once: int = ..., events: Any) -> Iterator[ReportedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.events"], /, *, at_once: int = ..., events: Any) -> Iterator[ReportEvents]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.failures"], /, *, at_once: int = ..., start: Any, end: Any) -> Iterator[ReasonCount]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.feed_states"], /, *, at_once: int = ...) -> Iterator[ReportFeedStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_day"], /, *, at_once: int = ...) -> Iterator[ReportNewestDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.newest_run"], /, *, at_once: int = ...) -> Iterator[ReportNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.rejections"], /, *, at_once: int = ..., start: Any, end: Any) -> Iterator[ReasonCount]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.relations"], /, *, at_once: int = ..., clusters: Any) -> Iterator[ReportRelations]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.run"], /, *, at_once: int = ..., run_id: Any) -> Iterator[ReportRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topic_days"], /, *, at_once: int = ..., days: Any) -> Iterator[ReportTopicDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics"], /, *, at_once: int = ...) -> Iterator[ReportTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.topics_before"], /, *, at_once: int = ..., before: Any, by_event_time: Any, look_back: Any, start: Any) -> Iterator[ReportTopicsBefore]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["report.totals"], /, *, at_once: int = ..., start: Any, by_event_time: Any, before: Any, end: Any) -> Iterator[ReportTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.ids"], /, *, at_once: int = ..., digests: Any) -> Iterator[RightsIds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.load_file"], /, *, at_once: int = ..., url: Any) -> Iterator[RightsLoadFile]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["rights.of_articles"], /, *, at_once: int = ...) -> Iterator[RightsOfArticles]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["robots.load"], /, *, at_once: int = ..., origin: Any) -> Iterator[RobotsLoad]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failed_by_reason"], /, *, at_once: int = ..., run_id: Any, stage: Any) -> Iterator[ReasonTimes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.failures"], /, *, at_once: int = ..., run_id: Any) -> Iterator[RunFailure]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.get"], /, *, at_once: int = ..., run_id: Any) -> Iterator[Run]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.newest"], /, *, at_once: int = ...) -> Iterator[Run]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rejected_by_reason"], /, *, at_once: int = ..., run_id: Any, stage: Any) -> Iterator[ReasonTimes]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_sources"], /, *, at_once: int = ..., day: Any) -> Iterator[RolledUp]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.rolled_up_topics"], /, *, at_once: int = ..., day: Any) -> Iterator[RolledUp]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stages_with_work"], /, *, at_once: int = ...) -> Iterator[RunsStagesWithWork]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.stale_days"], /, *, at_once: int = ...) -> Iterator[RunsStaleDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.start"], /, *, at_once: int = ..., trigger: Any, interval_start: Any, interval_end: Any, feeds: Any, single_process: Any) -> Iterator[RunsStart]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unfinished"], /, *, at_once: int = ..., run_id: Any) -> Iterator[UnfinishedRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["runs.unreported"], /, *, at_once: int = ...) -> Iterator[RunsUnreported]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.columns"], /, *, at_once: int = ...) -> Iterator[SchemaColumns]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.relations"], /, *, at_once: int = ...) -> Iterator[SchemaRelations]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["schema.silent"], /, *, at_once: int = ...) -> Iterator[SchemaSilent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.alerts"], /, *, at_once: int = ...) -> Iterator[ServeAlerts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.arrivals"], /, *, at_once: int = ...) -> Iterator[ServeArrivals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.article"], /, *, at_once: int = ..., offset: Any, characters: Any, article_id: Any) -> Iterator[ServeArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles"], /, *, at_once: int = ..., query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> Iterator[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_about"], /, *, at_once: int = ..., topic: Any, query: Any, source: Any, language: Any, event: Any, cluster: Any, since: Any, until: Any, after_time: Any, after_id: Any, limit: Any) -> Iterator[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.articles_with_words"], /, *, at_once: int = ..., query: Any, source: Any, language: Any, since: Any, until: Any, after_time: Any, after_id: Any, most: Any, topic: Any, event: Any, cluster: Any, limit: Any) -> Iterator[WordMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.copies"], /, *, at_once: int = ..., cluster: Any, most: Any) -> Iterator[Printing]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_outlets"], /, *, at_once: int = ..., event: Any, most: Any) -> Iterator[ServeEventOutlets]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail"], /, *, at_once: int = ..., since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Iterator[Footprint]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.event_trail_about"], /, *, at_once: int = ..., topic: Any, since: Any, until: Any, after_time: Any, after_id: Any, depth: Any) -> Iterator[Footprint]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.events"], /, *, at_once: int = ..., events: Any, min_sources: Any, after_time: Any, after_id: Any, until: Any, topic: Any) -> Iterator[ListedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.feeds"], /, *, at_once: int = ..., state: Any, source: Any, after: Any, limit: Any) -> Iterator[ServeFeeds]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_source"], /, *, at_once: int = ..., source: Any) -> Iterator[Presence]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.has_topic"], /, *, at_once: int = ..., topic: Any) -> Iterator[Presence]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.listed_articles"], /, *, at_once: int = ..., article_ids: Any) -> Iterator[ListedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run"], /, *, at_once: int = ...) -> Iterator[ServeNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_run_end"], /, *, at_once: int = ...) -> Iterator[ServeNewestRunEnd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.newest_topic_day"], /, *, at_once: int = ..., topic: Any) -> Iterator[ServeNewestTopicDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.passages"], /, *, at_once: int = ..., query: Any, article_ids: Any) -> Iterator[ServePassages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.run_states"], /, *, at_once: int = ...) -> Iterator[ServeRunStates]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_config"], /, *, at_once: int = ..., language: Any) -> Iterator[ServeSearchConfig]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.search_query"], /, *, at_once: int = ..., config: Any, words: Any) -> Iterator[ServeSearchQuery]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.sources"], /, *, at_once: int = ..., after: Any, limit: Any) -> Iterator[ServeSources]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_days"], /, *, at_once: int = ..., topic: Any, first: Any, last: Any) -> Iterator[ServeTopicDays]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topic_matches"], /, *, at_once: int = ..., article_id: Any, most: Any) -> Iterator[ServeTopicMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["serve.topics"], /, *, at_once: int = ..., after: Any, limit: Any) -> Iterator[ServeTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.article"], /, *, at_once: int = ..., article_id: Any) -> Iterator[WholeArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_event"], /, *, at_once: int = ..., event_id: Any, limit: Any) -> Iterator[EventArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_of_topic"], /, *, at_once: int = ..., topic: Any, since: Any, until: Any, limit: Any) -> Iterator[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.articles_seen"], /, *, at_once: int = ..., since: Any, until: Any, limit: Any) -> Iterator[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.coverage"], /, *, at_once: int = ..., first: Any, last: Any) -> Iterator[SiteCoverage]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.day_totals"], /, *, at_once: int = ..., first: Any, last: Any) -> Iterator[SiteDayTotals]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.days_beside"], /, *, at_once: int = ..., day: Any) -> Iterator[SiteDaysBeside]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.event_heads"], /, *, at_once: int = ..., events: Any) -> Iterator[SiteEventHeads]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_stretch"], /, *, at_once: int = ..., since: Any, until: Any, limit: Any) -> Iterator[CountedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.events_of_topic"], /, *, at_once: int = ..., topic: Any, since: Any, until: Any, limit: Any) -> Iterator[CountedEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.feed_states"], /, *, at_once: int = ..., limit: Any) -> Iterator[FeedState]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.judged_pairs"], /, *, at_once: int = ..., article_id: Any, limit: Any) -> Iterator[JudgedPair]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.matches"], /, *, at_once: int = ..., article_id: Any) -> Iterator[SiteMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_articles"], /, *, at_once: int = ..., since: Any, until: Any, limit: Any) -> Iterator[SiteArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_day"], /, *, at_once: int = ...) -> Iterator[SiteNewestDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.newest_run"], /, *, at_once: int = ...) -> Iterator[SiteNewestRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.open_alerts"], /, *, at_once: int = ..., limit: Any) -> Iterator[SiteOpenAlerts]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets"], /, *, at_once: int = ...) -> Iterator[OutletName]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.outlets_of_topic"], /, *, at_once: int = ..., topic: Any, since: Any, until: Any, limit: Any) -> Iterator[SiteOutletsOfTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.passages"], /, *, at_once: int = ..., query: Any, start: Any, stop: Any, article_ids: Any) -> Iterator[SitePassages]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_article"], /, *, at_once: int = ..., article_id: Any, limit: Any) -> Iterator[SitePostsOfArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.posts_of_event"], /, *, at_once: int = ..., event_id: Any, limit: Any) -> Iterator[SitePostsOfEvent]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.printings"], /, *, at_once: int = ..., clusters: Any, limit: Any) -> Iterator[SitePrintings]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.provenance"], /, *, at_once: int = ..., article_id: Any, limit: Any) -> Iterator[SiteProvenance]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.rejections_seen"], /, *, at_once: int = ..., since: Any, until: Any, limit: Any) -> Iterator[SiteRejectionsSeen]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.removed_lines"], /, *, at_once: int = ..., article_id: Any, limit: Any) -> Iterator[SiteRemovedLines]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.run"], /, *, at_once: int = ..., run_id: Any, trigger: Any) -> Iterator[SiteRun]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.spiking_topics"], /, *, at_once: int = ..., until: Any, since: Any) -> Iterator[SiteSpikingTopics]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.statements_on_uses"], /, *, at_once: int = ..., article_id: Any) -> Iterator[SiteStatementsOnUses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topic_days"], /, *, at_once: int = ..., first: Any, last: Any, topic: Any) -> Iterator[TopicDay]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.topics"], /, *, at_once: int = ...) -> Iterator[TopicName]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["site.versions"], /, *, at_once: int = ..., article_id: Any, limit: Any) -> Iterator[SiteVersions]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.all_topics"], /, *, at_once: int = ...) -> Iterator[StoredTopic]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.archived_articles"], /, *, at_once: int = ..., since: Any) -> Iterator[ArchivedArticle]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim"], /, *, at_once: int = ..., batch: Any, bytes: Any) -> Iterator[ArticleToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.claim_backlog"], /, *, at_once: int = ...) -> Iterator[TopicsClaimBacklog]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.lock_stretch"], /, *, at_once: int = ..., first: Any, last: Any, bytes: Any) -> Iterator[ArticleToTag]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.addresses"], /, *, at_once: int = ..., address_id: Any) -> Iterator[WiresAddresses]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["wires.lock"], /, *, at_once: int = ..., address_ids: Any) -> Iterator[WireRow]: ...

class FetchValues(Protocol):
    @overload
    def __call__(self, connection: Connection, statement: Literal["maintain.learn_line"], values: Iterable[Sequence[Any]], /) -> list[MaintainLearnLine]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["notify.add"], values: Iterable[Sequence[Any]], /) -> list[NotifyAdd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["pages.add"], values: Iterable[Sequence[Any]], /) -> list[PagesAdd]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["posts.put_matches"], values: Iterable[Sequence[Any]], /) -> list[PostsPutMatches]: ...
    @overload
    def __call__(self, connection: Connection, statement: Literal["topics.upsert_matches"], values: Iterable[Sequence[Any]], /) -> list[TopicsUpsertMatches]: ...
