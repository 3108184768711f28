"""Assignment of texts to events."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.events.texts import News, distractors, happenings, name

from newsmon.events import Events, Link, Member, Merge, Method, Text, link

STORM = [
    News("Storm Ilka floods Varnby", "Storm Ilka flooded the harbour of Varnby on Friday and cut "
         "the power of nine thousand homes, the mayor Osk said.", 100.0),
    News("Homes without power after storm", "Nine thousand homes in Varnby had no power after the "
         "storm that is called Ilka. The mayor, Osk, asked for patience.", 100.4),
    News("Varnby counts the cost of Ilka", "The harbour of Varnby lies in ruins after storm Ilka, "
         "and mayor Osk wants the state to pay for homes and power lines.", 101.0),
]  # fmt: skip
TRIAL = News(
    "Banker Quell on trial", "The trial of the banker Quell opened in Dorsk with a plea.", 100.2
)


class Desk:
    """Texts arrive one after the other or in batches, as `Text` wants them."""

    def __init__(self, method: Method | None = None) -> None:
        self.events = Events(method or Method())
        self.arrived = 0
        self.of: dict[int, int] = {}  # event by cluster
        self.links: dict[int, Link] = {}
        self._begun = 0

    def take(self, news: Sequence[News], batch: int = 50) -> list[int]:
        """Events of these articles, as they stand at the end."""
        clusters = []
        for start in range(0, len(news), batch):
            texts = [self._text(news_item) for news_item in news[start : start + batch]]
            self.decide(texts)
            clusters += [text.cluster_id for text in texts]
        return [self.of[cluster] for cluster in clusters]

    def _text(self, report: News) -> Text:
        self.arrived += 1
        return Text(self.arrived, report.title, report.text, "en", report.at, self.arrived)

    def decide(self, texts: Sequence[Text]) -> list[Merge]:
        links, merges = link(self.events, texts)
        begun = sorted(
            {decision.event_id for decision in links if decision.event_id < 0}, reverse=True
        )
        numbers = {event: self._begun + n for n, event in enumerate(begun, start=1)}
        self._begun += len(begun)
        self.events.number_events(numbers)
        for decision in links:
            self.links[decision.cluster_id] = decision
            self.of[decision.cluster_id] = numbers.get(decision.event_id, decision.event_id)
        for merge in merges:
            self.of = {c: merge.into if e == merge.event_id else e for c, e in self.of.items()}
        return merges


def groups(events: Iterable[int]) -> set[frozenset[int]]:
    together: dict[int, set[int]] = {}
    for place, event in enumerate(events):
        together.setdefault(event, set()).add(place)
    return {frozenset(members) for members in together.values()}


def test_reports_of_one_happening_are_one_event() -> None:
    first, second, trial, third = Desk().take([STORM[0], STORM[1], TRIAL, STORM[2]])
    assert first == second == third != trial


def test_a_link_says_what_it_rests_on() -> None:
    desk = Desk()
    desk.take(STORM)
    assert (desk.links[1].score, desk.links[1].closest) == (0.0, ())
    assert desk.links[2].closest == (1,)
    assert set(desk.links[3].closest) == {1, 2}
    assert desk.links[3].score >= desk.events.method.threshold


def test_what_everybody_writes_about_must_be_more_alike() -> None:
    subject = "grain wheat harvest minister quota tonnes farmers"

    def report(chance: random.Random, shared: Sequence[str] = ()) -> News:
        own = [*shared, *(name(chance) for _ in range(34 - len(shared)))]
        return News(f"{own[0]} reports", f"{subject} {' '.join(own)}.", 100.0)

    def joins(shared: int, among: int, method: Method) -> bool:
        early, later = random.Random(50), random.Random(51)
        first = report(early)
        again = report(later, first.text.rstrip(".").split()[-shared:])
        news = [*(report(random.Random(n)) for n in range(among)), first, again]
        events = Desk(method).take(news)
        assert len(set(events[:-1])) == among + 1  # each on its own
        return events[-1] == events[-2]

    assert joins(5, 0, Method())
    assert not joins(5, 12, Method())
    assert joins(5, 12, Method(background=0))
    assert joins(8, 12, Method())


@pytest.mark.parametrize(("alike", "joins"), [(12, True), (16, True), (27, False)])
def test_where_reports_say_the_same_the_next_must_say_more_of_it(
    alike: int, *, joins: bool
) -> None:
    chance = random.Random(7)
    happening = [name(chance) for _ in range(alike)]

    def report(shared: Sequence[str]) -> News:
        own = [name(chance) for _ in range(28 - len(shared))]
        return News(f"{shared[0]} reports", f"{' '.join([*shared, *own])}.", 100.0)

    # Two that share so many of 28 names, and one that has seven of these.
    first, second, third = Desk().take(
        [report(happening), report(happening), report(happening[:7])]
    )
    assert first == second
    assert (third == first) == joins


def test_a_stray_member_draws_no_happening_of_its_own_after_it() -> None:
    chance = random.Random(7)
    shared, strays = ([name(chance) for _ in range(30)] for _ in range(2))

    def report(happening: Sequence[str], step: Sequence[str] = ()) -> News:
        own = [name(chance) for _ in range(28 - len(happening) - len(step))]
        return News("", f"{' '.join([*happening, *step, *own])}.", 100.0)

    first, second, stray, after_it = Desk().take(
        [report(shared[:15]), report(shared[:15]), report(shared[:10], strays[:15]),
         report(shared[:2], strays[:15])]
    )  # fmt: skip
    assert first == second == stray != after_it


def test_of_an_event_the_three_closest_members_count() -> None:
    desk = Desk()
    desk.take([*STORM, *(replace(STORM[0], at=101 + n / 10) for n in range(3))])
    assert [len(desk.links[n].closest) for n in range(1, 7)] == [0, 1, 2, 3, 3, 3]
    assert set(desk.links[6].closest) == {1, 4, 5}
    # One that is the same, and two that are like it only.
    assert desk.links[4].score < desk.links[6].score


def test_what_lies_beyond_the_window_is_another_event() -> None:
    first, again = Desk().take([STORM[0], replace(STORM[0], at=STORM[0].at + 7.5)])
    assert first != again


def test_late_arrivals_find_their_event_within_the_window() -> None:
    late, early = Desk().take([STORM[1], replace(STORM[0], at=STORM[1].at - 2)])
    assert late == early


def test_similarity_fades_with_the_days_between() -> None:
    def score(days: float) -> float:
        desk = Desk(Method(threshold=0.001))
        desk.take([STORM[0], replace(STORM[1], at=STORM[0].at + days)])
        return desk.links[2].score

    assert score(0) > score(1) > score(3) > score(6) > 0


def test_windows_reach_across_weeks() -> None:
    # Weeks begin at multiples of seven days.
    first, second = Desk().take([replace(STORM[0], at=104.9), replace(STORM[1], at=105.1)])
    assert first == second


def test_times_before_1970_are_times_too() -> None:
    first, second = Desk().take([replace(STORM[0], at=-3.0), replace(STORM[1], at=-2.5)])
    assert first == second


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_batches_do_not_change_decisions(batch: int) -> None:
    news = happenings(12, seed=3) + distractors(60, seed=4)
    random.Random(1).shuffle(news)
    # Events begun and merged within one batch never get a number, so the numbers may differ.
    assert groups(Desk().take(news, batch)) == groups(Desk().take(news, 50))


def test_a_rebuilt_index_decides_alike() -> None:
    news = happenings(12, seed=3, days=10) + distractors(40, seed=4)
    random.Random(1).shuffle(news)
    desk = Desk()
    desk.take(news[:60])
    rebuilt = Desk()
    rebuilt.arrived, rebuilt._begun = desk.arrived, desk._begun
    rebuilt.events.take(
        Member(link.cluster_id, link.cluster_id, news[link.cluster_id - 1].at,
               desk.of[link.cluster_id], link.vector)
        for link in desk.links.values()
    )  # fmt: skip
    assert rebuilt.take(news[60:]) == desk.take(news[60:])


def test_events_grow_together_and_the_older_one_stays() -> None:
    # Two reports that say different things, then one that says both.
    harbour = News("Harbour burns", "Flames took the timber harbour of Ostrel before dawn.", 50.0)
    union = News(
        "Dockers walk out", "The dockers of captain Brann walked out over night shifts.", 50.1
    )
    both = News(
        "Harbour burns as dockers walk out",
        "Flames took the timber harbour of Ostrel as the dockers of captain Brann walked out.",
        50.2,
    )
    desk = Desk()
    first, second = desk.take([harbour, union])
    assert first != second
    desk.take([both])
    assert set(desk.of.values()) == {min(first, second)}
    (later,) = desk.take([replace(union, at=50.3)])
    assert later == min(first, second)


def test_events_set_apart_stay_apart() -> None:
    desk = Desk()
    first, second = desk.take([STORM[0], TRIAL])
    desk.events.apart.add(frozenset((first, second)))
    news = News(
        f"{STORM[0].title}, {TRIAL.title}", f"{STORM[0].text} {TRIAL.text}", STORM[0].at + 0.5
    )
    desk.take([news])
    assert len(set(desk.of.values())) == 2


def test_a_new_version_stays_and_is_compared_by_its_new_text() -> None:
    desk = Desk()
    (event, _) = desk.take([TRIAL, replace(TRIAL, at=TRIAL.at + 0.1)])
    desk.take([STORM[0]])
    desk.arrived += 1
    at = STORM[1].at
    revised = Text(1, STORM[1].title, STORM[1].text, "en", at, desk.arrived, event_id=event)

    assert desk.decide([revised]) == []
    assert desk.of[1] == event
    assert desk.links[1].closest == (3,)
    assert desk.links[1].score > desk.events.method.threshold


def test_of_two_versions_one_is_kept() -> None:
    desk = Desk()
    (event,) = desk.take([STORM[0]])
    desk.arrived += 1
    desk.decide([Text(1, STORM[1].title, STORM[1].text, "en", 130.0, desk.arrived, event_id=event)])
    assert sum(week.texts for week in desk.events.weeks.values()) == 1
    assert sum(int(week.frequencies.sum()) for week in desk.events.weeks.values()) <= len(
        desk.links[1].vector.ids
    )


def test_generated_happenings_are_told_apart() -> None:
    news = happenings(18, outlets=4, seed=11, days=14)
    assert groups(Desk().take(news)) == groups(report.happening for report in news)


MATCH = (
    "{home} beat {away} by three goals to one on Saturday night in front of a sold-out crowd, a "
    "win that lifts the hosts into the upper half of the table and leaves the visitors without a "
    "point from their last four matches. {star} opened the scoring after twenty minutes with a low "
    "shot from the edge of the penalty area that went in off the post. The equaliser came just "
    "before half-time, when {rival} rose highest at a corner and headed past the goalkeeper, who "
    "had kept his side in the game with two fine saves. Whatever coach {coach} said during the "
    "break worked: his players pressed higher, won the ball back sooner and hardly let their "
    "opponents out of their own half. A penalty after a clumsy foul restored the lead, and a "
    "counter-attack in stoppage time, finished calmly by a substitute, settled the contest. The "
    "referee showed six yellow cards and one red, for a late tackle that drew angry protests from "
    "the bench. 'We were patient and we were rewarded,' {coach} told reporters. 'The supporters "
    "were magnificent again.' The visiting manager blamed tired legs after a midweek cup tie and "
    "said that injuries to both regular full-backs had forced him to improvise. The next home "
    "fixture is a derby that could decide which of the two neighbours avoids relegation. Ticket "
    "sales have already begun, and the club expects another full house at {ground} stadium."
)
TEAMS = [
    ("Varnby", "Ostrel", "Mirza Quell", "Dan Ferro", "Ilka Brann", "Harbour Lane"),
    ("Dorsk", "Kelmar", "Ondo Pavic", "Luis Tarn", "Greta Holm", "Mill Road"),
    ("Sefton Vale", "Brakow", "Yusuf Adem", "Niko Rast", "Paul Imber", "Castle Park"),
]


def test_articles_of_one_pattern_about_others_are_other_events_even_in_an_empty_database() -> None:
    keys = ("home", "away", "star", "rival", "coach", "ground")
    news = [
        News(f"{facts[0]} too strong for {facts[1]}",
             MATCH.format_map(dict(zip(keys, facts, strict=True))), 60.0)
        for facts in TEAMS
    ]  # fmt: skip
    assert len(set(Desk().take(news))) == 3


def test_where_capitals_do_not_tell_names_none_are_asked_for() -> None:
    report = MATCH.format_map(
        dict.fromkeys(("home", "away", "star", "rival", "coach", "ground"), "x")
    )
    news = [News("", f"{report.lower()} {figures}", 60.0) for figures in ("12 34", "56 78")]
    assert len(set(Desk().take(news))) == 1


def test_texts_without_words_are_events_of_their_own() -> None:
    nothing = News("", "…", 10.0)
    assert len(set(Desk().take([nothing, nothing, STORM[0]]))) == 3


MARCH_14 = 19_065.0
SEEDS = [
    (0.0, "US has 'deep concerns' about China's alignment with Russia"),
    (
        0.83,
        "US conveyed to China potential negative outcomes of assisting Russia in its war in "
        "Ukraine, official says",
    ),
    (0.0, "US to warn China of dangers of Russian support at high-stakes Rome meeting"),
    (0.0, "U.S.-China Talks In Rome Put Beijing's Support For Russia In The Crosshairs"),
    (1.0, "U.S. and Allies Tell China to Stop Supporting Russia's War in Ukraine"),
]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[News]:
    """The five given originals, as they were delivered."""
    files = sorted((shared / "seeds").glob("00*.txt"))
    return [
        News(title, file.read_text("utf-8"), MARCH_14 + day)
        for (day, title), file in zip(SEEDS, files, strict=True)
    ]


@pytest.mark.parametrize("order", range(4))
def test_the_seeds_alone_are_one_event(seeds: list[News], order: int) -> None:
    random.Random(order).shuffle(arrived := list(seeds))
    assert len(set(Desk().take(arrived))) == 1


@pytest.mark.parametrize("threshold", [0.18, Method().threshold, 0.22])
@pytest.mark.parametrize("order", range(3))
def test_the_seeds_are_one_event_without_a_stranger_among_news_like_them(
    seeds: list[News], order: int, threshold: float
) -> None:
    chance = random.Random(order)
    news = seeds + distractors(300, seed=order)
    if order % 2:
        chance.shuffle(news)
    desk = Desk(Method(threshold=threshold))
    events = dict(zip(map(id, news), desk.take(news), strict=True))
    ours = {events.pop(id(seed)) for seed in seeds}
    assert len(ours) == 1
    assert not ours & set(events.values())
