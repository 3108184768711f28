"""The rows of each statement that returns any.

Made by scripts/typed_rows.py from sql/queries; do not edit.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


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


BY_STATEMENT: dict[str, type[NamedTuple]] = {
    "addresses.add_sightings": Sighting,
    "addresses.bucket_of": AddressesBucketOf,
    "addresses.by_guids": AddressesByGuids,
    "addresses.by_keys": Address,
    "addresses.due": DueAddress,
    "addresses.due_buckets": AddressesDueBuckets,
    "addresses.due_hosts": AddressesDueHosts,
    "addresses.feed_texts": FeedText,
    "addresses.headlines": FeedHeadline,
    "alerts.address_outcomes": AlertsAddressOutcomes,
    "alerts.article_lengths": AlertsArticleLengths,
    "alerts.extraction_health": AlertsExtractionHealth,
    "alerts.newest_runs": AlertsNewestRuns,
    "alerts.open_alerts": OpenAlert,
    "alerts.open_and_recent": ListedAlert,
    "alerts.quarantine": AlertsQuarantine,
    "alerts.rights": AlertsRights,
    "alerts.targets": AlertTarget,
    "alerts.undelivered": UntoldAlert,
    "alerts.unhealthy_feeds": AlertsUnhealthyFeeds,
    "articles.boilerplate": ArticlesBoilerplate,
    "articles.ensure_source": ArticlesEnsureSource,
    "articles.find": ArticlesFind,
    "articles.insert": ArticlesInsert,
    "articles.revise": ArticlesRevise,
    "coverage.newest": CoverageNewest,
    "coverage.outcomes": CoverageOutcomes,
    "duplicates.claim": ClaimedArticle,
    "duplicates.clusters_under_cannot_link": DuplicatesClustersUnderCannotLink,
    "duplicates.clusters_with_fingerprints": DuplicatesClustersWithFingerprints,
    "duplicates.current_clusters": DuplicatesCurrentClusters,
    "duplicates.judged_pairs": DuplicatesJudgedPairs,
    "duplicates.linking_pairs": DuplicatesLinkingPairs,
    "duplicates.members": DuplicatesMembers,
    "duplicates.new_cluster_ids": DuplicatesNewClusterIds,
    "duplicates.pairs_of": DuplicatesPairsOf,
    "duplicates.pins": DuplicatesPins,
    "duplicates.pins_between": DuplicatesPinsBetween,
    "duplicates.representative_candidates": DuplicatesRepresentativeCandidates,
    "duplicates.same_bodies": DuplicatesSameBodies,
    "duplicates.shared_clusters": DuplicatesSharedClusters,
    "duplicates.source": DuplicatesSource,
    "duplicates.texts": DuplicatesTexts,
    "duplicates.upcoming": DuplicatesUpcoming,
    "events.changed_texts": EventsChangedTexts,
    "events.claim": EventsClaim,
    "events.draw_numbers": EventsDrawNumbers,
    "events.empty_events": EventsEmptyEvents,
    "events.event_ids": EventsEventIds,
    "events.event_of": EventsEventOf,
    "events.identity": EventsIdentity,
    "events.last_change": EventsLastChange,
    "events.merged_clusters": MergedCluster,
    "events.move_clusters": EventsMoveClusters,
    "events.pairs_apart": EventsPairsApart,
    "events.roundups": EventsRoundups,
    "events.surviving_event": EventsSurvivingEvent,
    "events.texts": ClusterText,
    "events.texts_of_event": EventsTextsOfEvent,
    "events.texts_of_week": EventsTextsOfWeek,
    "events.unpin": EventsUnpin,
    "events.weightiest_words": EventsWeightiestWords,
    "feeds.due": DueFeed,
    "feeds.due_buckets": FeedsDueBuckets,
    "feeds.folders": FolderFeed,
    "feeds.reached_lately": FeedsReachedLately,
    "fingerprints.clusters_having": FingerprintsClustersHaving,
    "fingerprints.common": FingerprintsCommon,
    "fingerprints.drop_weeks": FingerprintsDropWeeks,
    "fingerprints.week_is_open": FingerprintsWeekIsOpen,
    "inspect.addresses": InspectAddresses,
    "inspect.article": InspectArticle,
    "inspect.articles_by_title": InspectArticlesByTitle,
    "inspect.backlogs": Backlog,
    "inspect.duplicates": InspectDuplicates,
    "inspect.embargo": Embargo,
    "inspect.event": InspectEvent,
    "inspect.event_decision": InspectEventDecision,
    "inspect.facts": ArticleFacts,
    "inspect.feed_notices": InspectFeedNotices,
    "inspect.feed_states": InspectFeedStates,
    "inspect.forget_address": ForgottenAddress,
    "inspect.forget_addresses": ForgottenAddress,
    "inspect.is_forgotten": InspectIsForgotten,
    "inspect.loaded_by_source": InspectLoadedBySource,
    "inspect.loaded_by_topic": InspectLoadedByTopic,
    "inspect.newest_articles": InspectNewestArticles,
    "inspect.provenance": InspectProvenance,
    "inspect.quarantine": InspectQuarantine,
    "inspect.refusals": InspectRefusals,
    "inspect.rejected": InspectRejected,
    "inspect.rejections": InspectRejections,
    "inspect.removed": InspectRemoved,
    "inspect.rights": InspectRights,
    "inspect.seeds": InspectSeeds,
    "inspect.sightings": InspectSightings,
    "inspect.text": InspectText,
    "inspect.topics": InspectTopics,
    "inspect.totals": InspectTotals,
    "inspect.versions": InspectVersions,
    "locks.claim": LocksClaim,
    "locks.holders": ClaimHolder,
    "locks.share_turn": LocksShareTurn,
    "locks.try_share_turn": LocksTryShareTurn,
    "locks.try_turn": LocksTryTurn,
    "locks.turn": LocksTurn,
    "locks.turn_holder": LocksTurnHolder,
    "maintain.drop_pages": MaintainDropPages,
    "maintain.learn_line": MaintainLearnLine,
    "maintain.sample_pages": SampledPage,
    "maintain.texts": MaintainTexts,
    "migrate.act_as": MigrateActAs,
    "migrate.act_as_login": MigrateActAsLogin,
    "migrate.applied": MigrateApplied,
    "migrate.bookkeeping_exists": MigrateBookkeepingExists,
    "migrate.definition": MigrateDefinition,
    "migrate.holds_data": Use,
    "migrate.login_rights": MigrateLoginRights,
    "migrate.may_create_roles": MigrateMayCreateRoles,
    "migrate.may_owner_create": MigrateMayOwnerCreate,
    "migrate.other_migrators": MigrateOtherMigrators,
    "migrate.owner_role": MigrateOwnerRole,
    "migrate.report_views": MigrateReportViews,
    "migrate.roles": MigrateRoles,
    "migrate.schema_owner": MigrateSchemaOwner,
    "migrate.try_lock": MigrateTryLock,
    "notify.add": NotifyAdd,
    "notify.archive_articles": NotifyArchiveArticles,
    "notify.archive_end": NotifyArchiveEnd,
    "notify.articles": NotifyArticles,
    "notify.digest_message": UnsentDigest,
    "notify.earlier": EarlierNews,
    "notify.events": NewsEvent,
    "notify.hourly_texts": NotifyHourlyTexts,
    "notify.hourly_total": NotifyHourlyTotal,
    "notify.last_digest": NotifyLastDigest,
    "notify.last_sent": NotifyLastSent,
    "notify.listed": ListedNotification,
    "notify.of_message": Notification,
    "notify.queued": NotifyQueued,
    "notify.rules": NotifyRules,
    "notify.spikes": NotifySpikes,
    "notify.texts": NewsText,
    "notify.told_lately": NotifyToldLately,
    "notify.topic_names": NotifyTopicNames,
    "notify.unsent": UnsentMessage,
    "notify.waiting": Notification,
    "outward.event_printings": FeedPrinting,
    "outward.newest_events": OutwardNewestEvents,
    "outward.newest_texts": OutwardNewestTexts,
    "outward.printings": FeedPrinting,
    "outward.topic": OutwardTopic,
    "pages.add": PagesAdd,
    "pages.claim": ClaimedPage,
    "pages.count_without_page": PagesCountWithoutPage,
    "pages.week_is_open": PagesWeekIsOpen,
    "posts.claim": PostToTag,
    "posts.claim_to_group": PostToGroup,
    "posts.earliest": PostsEarliest,
    "posts.of_articles": PostToTag,
    "posts.of_blog": PostsOfBlog,
    "posts.put_matches": PostsPutMatches,
    "push.begin": PushBegin,
    "push.by_token": PushByToken,
    "push.feed": DueFeed,
    "push.feeds": PushFeeds,
    "push.note": PushNote,
    "push.open": PushOpen,
    "push.report": PushReport,
    "quarantine.release": Released,
    "quarantine.take_back": Released,
    "report.article_ids": ReportArticleIds,
    "report.articles": ReportedArticle,
    "report.event_articles": ReportedArticle,
    "report.events": ReportEvents,
    "report.failures": ReasonCount,
    "report.feed_states": ReportFeedStates,
    "report.newest_day": ReportNewestDay,
    "report.newest_run": ReportNewestRun,
    "report.rejections": ReasonCount,
    "report.relations": ReportRelations,
    "report.run": ReportRun,
    "report.topic_days": ReportTopicDays,
    "report.topics": ReportTopics,
    "report.topics_before": ReportTopicsBefore,
    "report.totals": ReportTotals,
    "rights.ids": RightsIds,
    "rights.load_file": RightsLoadFile,
    "rights.of_articles": RightsOfArticles,
    "robots.load": RobotsLoad,
    "runs.failed_by_reason": ReasonTimes,
    "runs.failures": RunFailure,
    "runs.get": Run,
    "runs.newest": Run,
    "runs.rejected_by_reason": ReasonTimes,
    "runs.rolled_up_sources": RolledUp,
    "runs.rolled_up_topics": RolledUp,
    "runs.stale_days": RunsStaleDays,
    "runs.start": RunsStart,
    "runs.unfinished": UnfinishedRun,
    "runs.unreported": RunsUnreported,
    "schema.columns": SchemaColumns,
    "schema.relations": SchemaRelations,
    "schema.silent": SchemaSilent,
    "serve.alerts": ServeAlerts,
    "serve.arrivals": ServeArrivals,
    "serve.article": ServeArticle,
    "serve.articles": ListedArticle,
    "serve.articles_about": ListedArticle,
    "serve.articles_with_words": WordMatches,
    "serve.copies": Printing,
    "serve.event_outlets": ServeEventOutlets,
    "serve.event_trail": Footprint,
    "serve.event_trail_about": Footprint,
    "serve.events": ListedEvent,
    "serve.feeds": ServeFeeds,
    "serve.has_source": Presence,
    "serve.has_topic": Presence,
    "serve.listed_articles": ListedArticle,
    "serve.newest_run": ServeNewestRun,
    "serve.newest_run_end": ServeNewestRunEnd,
    "serve.newest_topic_day": ServeNewestTopicDay,
    "serve.passages": ServePassages,
    "serve.run_states": ServeRunStates,
    "serve.search_config": ServeSearchConfig,
    "serve.search_query": ServeSearchQuery,
    "serve.sources": ServeSources,
    "serve.topic_days": ServeTopicDays,
    "serve.topic_matches": ServeTopicMatches,
    "serve.topics": ServeTopics,
    "site.article": WholeArticle,
    "site.articles_of_event": EventArticle,
    "site.articles_of_topic": SiteArticle,
    "site.articles_seen": SiteArticle,
    "site.coverage": SiteCoverage,
    "site.day_totals": SiteDayTotals,
    "site.days_beside": SiteDaysBeside,
    "site.event_heads": SiteEventHeads,
    "site.events_of_stretch": CountedEvent,
    "site.events_of_topic": CountedEvent,
    "site.feed_states": FeedState,
    "site.judged_pairs": JudgedPair,
    "site.matches": SiteMatches,
    "site.newest_articles": SiteArticle,
    "site.newest_day": SiteNewestDay,
    "site.newest_run": SiteNewestRun,
    "site.open_alerts": SiteOpenAlerts,
    "site.outlets": OutletName,
    "site.outlets_of_topic": SiteOutletsOfTopic,
    "site.passages": SitePassages,
    "site.posts_of_article": SitePostsOfArticle,
    "site.posts_of_event": SitePostsOfEvent,
    "site.printings": SitePrintings,
    "site.provenance": SiteProvenance,
    "site.rejections_seen": SiteRejectionsSeen,
    "site.removed_lines": SiteRemovedLines,
    "site.run": SiteRun,
    "site.spiking_topics": SiteSpikingTopics,
    "site.statements_on_uses": SiteStatementsOnUses,
    "site.topic_days": TopicDay,
    "site.topics": TopicName,
    "site.versions": SiteVersions,
    "topics.all_topics": StoredTopic,
    "topics.archived_articles": ArchivedArticle,
    "topics.claim": ArticleToTag,
    "topics.claim_backlog": TopicsClaimBacklog,
    "topics.lock_stretch": ArticleToTag,
    "topics.upsert_matches": TopicsUpsertMatches,
    "wires.addresses": WiresAddresses,
    "wires.lock": WireRow,
}
