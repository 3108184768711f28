"""Events of texts that belong to none: posts of live blogs, which are asked and never entered."""

from __future__ import annotations

from collections.abc import Sequence

from newsmon.events.linker import best_event, weighed
from newsmon.events.live import Events, Text
from newsmon.events.search import Question, similar
from newsmon.events.term_counts import read_all


def nearest(events: Events, texts: Sequence[Text]) -> list[int | None]:
    """Return the event that each text would join; None where it would begin one.

    The index stays as it is: what is asked so draws nobody else into an event. All weeks that
    `span(text.at, window)` names must be loaded as far as they exist.
    """
    among = [text for text in texts if events.region(text.at)]
    read = read_all([(text.title, text.text, text.language) for text in among])
    questions = [
        Question(weighed(events, terms, text.at), text.at, text.arrival)
        for text, terms in zip(among, read, strict=True)
    ]
    method = events.method
    answers = similar(
        events.weeks, questions, window=method.window_days, threshold=method.threshold,
        scratch=events.scratch,
    )  # fmt: skip
    event_of = {
        text: best_event(events, text, answer)
        for text, answer in zip(among, answers, strict=True)
    }  # fmt: skip
    return [event_of.get(text) for text in texts]
