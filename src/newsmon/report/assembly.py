"""The contents of a digest, put together from rows of the `report` views.

Pure: rows and a period in, a `Digest` out; the same rows make the same digest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from newsmon.report import sections
from newsmon.report.changes import change, period_before
from newsmon.report.contents import (
    BRIEF,
    Before,
    Change,
    Copy,
    Digest,
    Event,
    Outlet,
    Rows,
    Text,
    Topic,
    most_shared,
    topics_of,
)
from newsmon.report.period import Period

_EARLIER_SHOWN = 6  # articles of an event from outside the period that are named
_OTHERS_SHOWN = 200


def chosen_events(articles: Sequence[Any], most: int) -> tuple[list[int], int]:
    """Events of several texts or outlets, at most so many, and how many are left out.

    Those about a topic come first, and then the largest by outlets of the period, then its texts;
    the earliest first where equal.
    """
    members: defaultdict[int, list[Any]] = defaultdict(list)
    for article in articles:
        if article.event_id is not None:
            members[article.event_id].append(article)
    size = {
        event: (len({a.source for a in of}), len({_text_key(a) for a in of}))
        for event, of in members.items()
    }
    off_topic = {event: not any(a.topics for a in of) for event, of in members.items()}
    several = [event for event in members if max(size[event]) > 1]
    several.sort(
        key=lambda event: (
            off_topic[event],
            *(-n for n in size[event]),
            members[event][0].event_time,
            event,
        )
    )
    return several[:most], len(several[most:])


def chart_span(period: Period, articles: Sequence[Any], days: int) -> tuple[date, date]:
    """First and last day of the chart: so many days up to the newest one that has an article."""
    last = max(
        (article.event_time.date() for article in articles),
        default=(period.end - timedelta(microseconds=1)).date(),
    )
    return last - timedelta(days=days - 1), last


def assemble(period: Period, rows: Rows, *, most_events: int, days: int) -> Digest:
    """The digest of a period."""
    articles = rows.articles
    listed, more_events = chosen_events(articles, most_events)
    first, last = chart_span(period, articles, days)
    relations = _relations(rows.relations)
    events = tuple(_event(event, rows, relations) for event in listed)
    several = {a.event_id for a in articles} & _of_several(articles)
    alone = _texts([a for a in articles if a.event_id not in several], relations)
    alone.sort(key=lambda text: (text.article.event_time, text.article.article_id), reverse=True)
    before = period_before(period, rows.totals)
    topics = _topics(rows, period, before, first, last)
    off_topic = sections.off_topic(topics, alone)
    states = Counter(feed.state for feed in rows.feeds)
    return Digest(
        period=period,
        topic_names={row.topic: row.name for row in rows.topics},
        topic=topics[0] if period.topic and topics else None,
        change=_about_any_topic(rows, before),
        before=before,
        articles=len(articles),
        texts=len({_text_key(a) for a in articles}),
        briefs=sum(a.edition == BRIEF for a in articles),
        sections=sections.by_topic(topics, events, alone, _OTHERS_SHOWN),
        events=tuple(sections.off_topic(topics, events)),
        more_events=more_events,
        single_texts=tuple(off_topic[:_OTHERS_SHOWN]),
        more_texts=len(off_topic[_OTHERS_SHOWN:]),
        topics=tuple(topic for topic in topics if _has_something(topic)),
        silent_topics=tuple(topic.name for topic in topics if not _has_something(topic)),
        chart_days=tuple(first + timedelta(days=n) for n in range((last - first).days + 1)),
        outlets=_outlets(articles),
        rejections=tuple(rows.rejections),
        failures=tuple(rows.failures),
        feed_states=tuple(sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))),
        feeds_to_look_at=tuple(f for f in rows.feeds if f.state not in ("ok", "new", "disabled")),
        left_out=rows.left_out,
    )


def _has_something(topic: Topic) -> bool:
    return bool(topic.articles or any(topic.days) or topic.change.articles_before)


def _total(rows: Rows) -> int:
    """All articles of the period, of any topic or none."""
    return int(rows.totals[0].articles) if rows.totals else len(rows.articles)


def _about_any_topic(rows: Rows, before: Before) -> Change:
    about_before = rows.totals[0].about_before if rows.totals else 0
    return change(sum(bool(a.topics) for a in rows.articles), _total(rows), about_before, before)


def _text_key(article: Any) -> tuple[str, int]:
    """Identity of the text: the cluster, or the article where it has none yet."""
    if article.cluster_id is None:
        return "article", article.article_id
    return "cluster", article.cluster_id


def _of_several(articles: Iterable[Any]) -> set[int]:
    listed, _ = chosen_events(list(articles), most=10**9)
    return set(listed)


def _relations(pairs: Iterable[Any]) -> dict[frozenset[int], str]:
    return {frozenset((pair.article_id, pair.other_id)): pair.relation for pair in pairs}


def _texts(articles: Iterable[Any], relations: Mapping[frozenset[int], str]) -> list[Text]:
    """Articles put together by text, in the order of each text's first article."""
    together: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
    for article in articles:
        together[_text_key(article)].append(article)
    return [_text(members, relations) for members in together.values()]


def _text(members: Sequence[Any], relations: Mapping[frozenset[int], str]) -> Text:
    main = next((a for a in members if a.is_representative), members[0])
    copies = (
        Copy(a, relations.get(frozenset((a.article_id, main.article_id)), ""))
        for a in members
        if a is not main
    )
    return Text(main, tuple(copies))


def _event(event_id: int, rows: Rows, relations: Mapping[frozenset[int], str]) -> Event:
    inside = [a for a in rows.articles if a.event_id == event_id]
    inside_ids = {a.article_id for a in inside}
    outside = [
        a for a in rows.event_articles if a.event_id == event_id and a.article_id not in inside_ids
    ]
    row = next((event for event in rows.events if event.event_id == event_id), None)
    texts = _texts(inside, relations)
    texts.sort(key=lambda text: (-len(text.copies), text.article.event_time))
    title = row.title if row else texts[0].article.title
    main = next((text for text in texts if text.article.title == title), None)
    return Event(
        event_id=event_id,
        title=title,
        articles=len(inside),
        outlets=len({a.source for a in inside}),
        topics=topics_of(inside),
        chief_topics=most_shared(inside),
        first=_first([*inside, *outside]),
        main=main,
        texts=tuple(text for text in texts if text is not main),
        outside=tuple(outside[:_EARLIER_SHOWN]),
        more_outside=len(outside[_EARLIER_SHOWN:]),
    )


def _first(articles: Iterable[Any]) -> Any | None:
    """Return the article of the outlet that had an event first; None where that is no matter.

    A day without a time of day is not compared: its midnight would always be first.
    """
    members = list(articles)
    timed = [a for a in members if a.published_at_precision != "day"]
    if len({a.source for a in members}) < 2 or not timed:
        return None
    return min(timed, key=lambda a: (a.event_time, a.article_id))


def _topics(
    rows: Rows, period: Period, before: Before, first: date, last: date
) -> tuple[Topic, ...]:
    """Monitored topics, those with the most articles of the period first."""
    about: defaultdict[str, list[Any]] = defaultdict(list)
    for article in rows.articles:
        for topic in article.topics:
            about[topic].append(article)
    counts = {(row.topic, row.day): row.articles for row in rows.topic_days}
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    earlier = {row.topic: row for row in rows.topics_before}
    total = _total(rows)

    def change_of(topic: str) -> Change:
        row = earlier.get(topic)
        articles_before, looked_back = (row.articles, row.articles_looked_back) if row else (0, 0)
        return change(len(about[topic]), total, articles_before, before, looked_back)

    topics = [
        Topic(
            topic=row.topic,
            name=row.name,
            parent=row.parent,
            articles=len(about[row.topic]),
            texts=len({_text_key(a) for a in about[row.topic]}),
            outlets=len({a.source for a in about[row.topic]}),
            days=tuple(counts.get((row.topic, day), 0) for day in span),
            change=change_of(row.topic),
        )
        for row in rows.topics
        if period.topic in (None, row.topic)
    ]
    return tuple(sorted(topics, key=lambda t: (-t.articles, -sum(t.days), t.name)))


def _outlets(articles: Sequence[Any]) -> tuple[Outlet, ...]:
    events = _of_several(articles)
    first_of: dict[int, str] = {}
    outlets_of: defaultdict[int, set[str]] = defaultdict(set)
    for article in articles:  # in the order of event time
        if article.event_id in events:
            if article.published_at_precision != "day":  # midnight would always be first
                first_of.setdefault(article.event_id, article.source)
            outlets_of[article.event_id].add(article.source)
    first = Counter(source for event, source in first_of.items() if len(outlets_of[event]) > 1)
    names = {a.source: a.outlet for a in articles}
    totals = Counter(a.source for a in articles)
    copies = Counter(a.source for a in articles if a.is_representative is False)
    return tuple(
        Outlet(source, names[source], total, copies[source], first[source])
        for source, total in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    )
