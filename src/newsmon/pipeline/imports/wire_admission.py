"""Items of agencies against what is stored of them: versions in order, embargoes, withdrawals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timezone

from psycopg2.extensions import connection as Connection

from newsmon.model import Moment, Page, Precision
from newsmon.pipeline.imports.imported import ImportedDocument, WireTerms, Withdrawal
from newsmon.store import addresses, wire_items
from newsmon.store.rows import Address
from newsmon.store.wire_items import StoredItem
from newsmon.wires import Verdict, verdict

_METHOD = "given"


def admit(
    conn: Connection, documents: Sequence[ImportedDocument], rows: Mapping[str, Address]
) -> tuple[list[ImportedDocument], Counter[str]]:
    """Return the documents to store, and counts of the others by reason.

    Documents that are of no wire are returned as they are; `rows` are addresses by URL key.
    """
    counts: Counter[str] = Counter()
    items = [document for document in documents if document.wire is not None]
    stored = wire_items.lock(conn, {rows[document.url_key].address_id for document in items})
    admitted, written = [], []
    for document in documents:
        terms, address_id = document.wire, rows[document.url_key].address_id
        if terms is None:
            admitted.append(document)
            continue
        before = stored.get(address_id)
        decision = _verdict(before, terms)
        if decision is not Verdict.ACCEPT:
            counts.update({"passed_over": 1, f"passed_over_{decision.value}": 1})
            continue
        after = _merged(before, terms, document.page.supplied.published)
        written.append((address_id, after))
        admitted.append(replace(document, page=_dated(document.page, terms, after)))
    if written:
        wire_items.write(conn, written)
    return admitted, counts


def withdraw(conn: Connection, withdrawal: Withdrawal, source_id: int) -> Counter[str]:
    """Obey an order of an agency: remove what is here of an item, keep out what is cancelled.

    Only what came in by a wire is removed: an order names any address that it likes.
    Counts: `removed` where an article was, and `passed_over` with its status as the reason.
    """
    terms, key = withdrawal.terms, withdrawal.url_key
    address = addresses.ensure_all(conn, [(key, withdrawal.url, withdrawal.host, source_id)])[key]
    before = wire_items.lock(conn, [address.address_id]).get(address.address_id)
    decision = _verdict(before, terms)
    if decision is not Verdict.ACCEPT:
        return Counter({"passed_over": 1, f"passed_over_{decision.value}": 1})
    wire_items.write(conn, [(address.address_id, _merged(before, terms))])
    counts = Counter({"passed_over": 1, f"passed_over_{terms.status.value}": 1})
    if before is not None and before.status is terms.status and address.article_id is None:
        return counts
    item = wire_items.ItemAddress(address.address_id, address.source_id, withdrawal.url)
    number = ".".join(map(str, terms.version.number))
    detail = f"{terms.status.value} by its agency" + (f", version {number}" if number else "")
    if before is None:  # nothing of it came in by a wire: what else is at its address stays
        wire_items.reject(conn, item, detail)
    else:
        counts["removed"] = wire_items.withdraw(conn, item, terms.status, detail)
    return counts


def _verdict(before: StoredItem | None, terms: WireTerms) -> Verdict:
    newest = None if before is None else (before.version, before.status)
    return verdict(newest, terms.version, terms.status)


def _merged(
    before: StoredItem | None, terms: WireTerms, published: Moment | None = None
) -> StoredItem:
    """Return an item as it is to be stored once this version of it has come in.

    An embargo that was over when this version came is when the item was published.
    """
    earliest = _moment(before.first_made_at) if before is not None else None
    stated = (earliest, _moment(terms.version.made_at), published)
    first = min(filter(None, stated), key=_earliest_exact, default=None)
    embargo = terms.embargoed_until
    if embargo is None and before is not None and before.embargoed_until is not None:
        is_over = before.embargoed_until <= datetime.now(timezone.utc)
        embargo = before.embargoed_until if is_over else None
    return StoredItem(terms.version, terms.status, first.at if first else None, embargo)


def _dated(page: Page, terms: WireTerms, item: StoredItem) -> Page:
    """Return a page with the times of its item: published first, or at the end of its embargo.

    A correction is dated by the earliest that any version states; its own time is a change.
    """
    stated, published = page.supplied.published, _moment(item.first_made_at)
    if stated is not None and (published is None or stated.at.date() < published.at.date()):
        published = stated
    end = item.embargoed_until
    if end is not None and (published is None or published.at < end):
        published = Moment(end, Precision.SECOND, _METHOD)
    later = (
        moment
        for moment in (_moment(terms.version.made_at), stated)
        if moment is not None and published is not None and moment.at > published.at
    )
    supplied = replace(page.supplied, published=published, modified=next(later, None))
    return replace(page, supplied=supplied)


def _moment(at: datetime | None) -> Moment | None:
    """Return a time that is stored without its precision: midnight in UTC is a day."""
    if at is None:
        return None
    is_day = at.astimezone(timezone.utc).time() == time()
    return Moment(at, Precision.DAY if is_day else Precision.SECOND, _METHOD)


def _earliest_exact(moment: Moment) -> tuple[date, bool, datetime]:
    """Order by time; on one day a time comes before the day alone."""
    at = moment.at.astimezone(timezone.utc)
    return at.date(), moment.precision is Precision.DAY, at
