"""News made up for tests: weeks of war, sanctions, China and the United States, and the rest.

`distractors` are single articles that share people, places and phrases, `happenings` are events
told by several outlets, each with facts of its own. Everything follows from the seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

DAYS_OF_MARCH_2022 = 19_052.0  # 2022-03-01 in days since 1970


@dataclass(frozen=True)
class News:
    title: str
    text: str
    at: float  # days since 1970
    happening: int = -1  # articles of one happening share its number; -1: told once


PLACES = [
    "Kharkiv",
    "Mariupol",
    "Mykolaiv",
    "Chernihiv",
    "Sumy",
    "Kherson",
    "Irpin",
    "Odesa",
    "Lviv",
    "Zhytomyr",
    "Berdyansk",
    "Melitopol",
    "Izium",
    "Vinnytsia",
]
CAPITALS = [
    "Berlin",
    "Paris",
    "Warsaw",
    "Ankara",
    "Vilnius",
    "Tokyo",
    "Canberra",
    "Ottawa",
    "London",
    "Brussels",
    "New Delhi",
    "Seoul",
    "Prague",
    "Helsinki",
    "Bucharest",
]
GOODS = [
    "nickel",
    "neon gas",
    "sunflower oil",
    "wheat",
    "diamonds",
    "timber",
    "aircraft parts",
    "fertiliser",
    "vodka",
    "caviar",
    "palladium",
    "machine tools",
    "semiconductors",
    "crude oil",
    "coal",
]
FIRMS = [
    "a carmaker",
    "a brewer",
    "a card network",
    "a furniture chain",
    "a shipping line",
    "an oil major",
    "a chip designer",
    "a clothing retailer",
    "an airline",
    "a streaming service",
]
OFFICIALS = [
    "Antony Blinken",
    "Janet Yellen",
    "Gina Raimondo",
    "Lloyd Austin",
    "Wang Yi",
    "Zhao Lijian",
    "Qin Gang",
    "Sergei Lavrov",
    "Dmitry Peskov",
    "Josep Borrell",
    "Ursula von der Leyen",
    "Volodymyr Zelensky",
    "Olaf Scholz",
    "Emmanuel Macron",
    "Wendy Sherman",
]

THEMES: dict[str, tuple[list[str], list[str]]] = {
    "front": (
        [
            "Shelling cuts power in {place} as columns stall",
            "Residents of {place} flee through a corridor",
            "Rockets strike a depot near {place}",
            "{place} mayor says water is running out",
        ],
        [
            "Russian artillery hit the edge of {place} for a {n}th night, its governor said.",
            "Ukrainian forces said they had destroyed {n} vehicles on the road to {place}.",
            "Families in {place} waited in cellars for buses that never came.",
            "The invasion that President Vladimir Putin ordered has driven millions from home.",
            "Aid workers counted {n} wounded at a clinic whose windows had been blown out.",
            "Moscow denies that it aims at civilians, and blames nationalists in {place}.",
        ],
    ),
    "sanctions": (
        [
            "{capital} freezes yachts and villas of tycoons",
            "New sanctions hit {goods} trade with Russia",
            "{firm_up} leaves Russia as sanctions bite",
            "Rouble slides as {capital} tightens sanctions",
        ],
        [
            "The measures bar banks in {capital} from clearing payments for {n} Russian lenders.",
            "{firm_up} said it would suspend business in Russia and write off {n} million dollars.",
            "Sanctions on {goods} will be phased in over {n} weeks to spare importers.",
            "The Kremlin called the sanctions an act of economic war against Russia.",
            "Economists expect Russia's output to shrink by {n} per cent this year.",
            "Western governments have also cut Russia's central bank off from its reserves.",
        ],
    ),
    "china": (
        [
            "China's exports of {goods} beat forecasts",
            "Beijing urges calm as prices of {goods} climb",
            "Lockdown in Shenzhen idles makers of {goods}",
            "China sets growth target of {n} per cent",
        ],
        [
            "Chinese customs reported that shipments of {goods} rose by {n} per cent.",
            "Beijing has neither condemned the war in Ukraine nor called it an invasion.",
            "Factories in Shenzhen stopped lines for {goods} after {n} infections were found.",
            "Foreign ministry spokesman {official} repeated that China wants a peaceful outcome.",
            "Shares in Hong Kong fell by {n} per cent on fears for Chinese technology firms.",
            "Premier Li Keqiang told the National People's Congress that jobs come first.",
        ],
    ),
    "america": (
        [
            "Congress votes {n} billion dollars for Ukraine",
            "Inflation in the US climbs as {goods} cost more",
            "{official} visits {capital} to reassure allies",
            "Biden bans imports of Russian {goods}",
        ],
        [
            "President Joe Biden said Americans would feel the price of defending freedom.",
            "{official} said in {capital} that the United States would defend all of NATO.",
            "The Senate passed the package by {n} votes after a night of debate.",
            "Petrol in the US costs {n} cents more a gallon than a week ago, and {goods} follow.",
            "The White House ruled out a no-fly zone over Ukraine once more.",
            "Republicans said that the administration had been slow to send aircraft.",
        ],
    ),
    "diplomacy": (
        [
            "{official} holds talks in {capital} on Ukraine",
            "{capital} offers to host peace talks",
            "United Nations debates motion by {capital}",
            "{official} rules out early ceasefire",
        ],
        [
            "{official} flew to {capital} for talks on the war in Ukraine and on energy.",
            "Diplomats in {capital} said the talks lasted {n} hours and brought no result.",
            "China abstained when the United Nations voted on a motion drafted in {capital}.",
            "{official} said that Russia must stop its attack before anything else is discussed.",
            "A further round is planned in {capital} within {n} days.",
            "Both delegations agreed to keep a line open on humanitarian questions.",
        ],
    ),
    "elsewhere": (
        [
            "{capital} marathon returns after two years",
            "Storm floods villages near {capital}",
            "Museum in {capital} reopens with {n} new rooms",
            "Strike halts trains around {capital}",
        ],
        [
            "Organisers in {capital} expect {n} thousand visitors by the weekend.",
            "Forecasters warned of gusts of {n} kilometres an hour along the coast.",
            "The union wants {n} per cent more pay and shorter nights.",
            "Residents said that they had never seen the river so high.",
            "The city's mayor thanked volunteers who had worked since dawn.",
            "Tickets were gone within {n} minutes, the box office said.",
        ],
    ),
}


def distractors(number: int, seed: int = 0) -> list[News]:
    """Articles of 5 to 21 March 2022 that each stand alone, though many share a theme."""
    chance = random.Random(seed)
    return [_distractor(chance) for _ in range(number)]


def _distractor(chance: random.Random) -> News:
    titles, sentences = THEMES[chance.choice(list(THEMES))]
    firm = chance.choice(FIRMS)
    facts = {
        "place": chance.choice(PLACES),
        "capital": chance.choice(CAPITALS),
        "goods": chance.choice(GOODS),
        "firm": firm,
        "firm_up": firm.capitalize(),
        "official": chance.choice(OFFICIALS),
        "n": str(chance.randint(3, 97)),
    }
    second_theme = THEMES[chance.choice(list(THEMES))][1]
    chosen = chance.sample(sentences, 5) + chance.sample(second_theme, 2)
    text = " ".join(sentence.format_map(facts) for sentence in chosen)
    return News(
        chance.choice(titles).format_map(facts), text, DAYS_OF_MARCH_2022 + chance.uniform(4, 20)
    )


DEEDS = [
    "bridge collapse",
    "mine rescue",
    "court ruling",
    "merger",
    "ferry accident",
    "school reform",
    "vaccine trial",
    "art theft",
    "harbour strike",
    "rail contract",
    "cup final",
    "tax scandal",
    "volcanic eruption",
    "data leak",
    "border treaty",
    "wildfire",
    "election recount",
    "satellite launch",
]
PAPERS = ["permits", "funds", "licences", "contracts"]
FRAMES = [
    "{who} spoke of the {deed} in {where} on {day}.",
    "The {deed} in {where} involved {what}, {who} said.",
    "{what_up} and {also} are at the heart of the {deed}.",
    "Officials in {where} counted {n} complaints since the {deed}.",
    "{also_up} had been expected for {n} months, people near {who} said.",
    "{who} of the {body} promised a report on {what} by {day}.",
    "Critics of the {body} said that {where} had been warned.",
    "Neighbours in {near} remembered how {also} began in {where}.",
    "The road from {near} to {where} stayed closed, {kin} radio reported.",
    "{who} and {kin} had met in {near} to settle {what}.",
    "A spokesman for {who} declined to say what the {body} knew.",
]


def happenings(number: int, outlets: int = 3, seed: int = 0, days: float = 30.0) -> list[News]:
    """Events told by several outlets within a day, in order of time."""
    chance = random.Random(seed)
    reports = [
        news
        for which in range(number)
        for news in _happening(chance, which, outlets, DAYS_OF_MARCH_2022 + chance.uniform(0, days))
    ]
    return sorted(reports, key=lambda news: news.at)


def name(chance: random.Random) -> str:
    syllables = (
        chance.choice("bcdfghklmnprstvwz") + chance.choice("aeiou")
        for _ in range(chance.choice([3, 4]))
    )
    return "".join(syllables).capitalize()


def _happening(chance: random.Random, which: int, outlets: int, at: float) -> list[News]:
    what, also = (
        f"{name(chance)} {chance.choice(GOODS)} {chance.choice(PAPERS)}" for _ in ("what", "also")
    )
    facts = {
        "who": f"{name(chance)} {name(chance)}",
        "where": name(chance),
        "body": f"{name(chance)} Board",
        "deed": DEEDS[which % len(DEEDS)],
        "what": what,
        "what_up": what.capitalize(),
        "also": also,
        "also_up": also.capitalize(),
        "n": str(chance.randint(3, 97)),
        "day": chance.choice(["Monday", "Tuesday", "Friday"]),
        "near": name(chance),
        "kin": name(chance),
    }
    # What nobody else would say: each outlet has most of it.
    details = [" ".join(name(chance).lower() for _ in range(6)) + "." for _ in range(4)]
    articles = []
    for _ in range(outlets):
        chosen = chance.sample(FRAMES, 4)
        filler = [
            s.format_map(_Loose(facts, chance)) for s in chance.sample(THEMES["elsewhere"][1], 2)
        ]
        title = chance.choice(
            [
                "{deed} in {where}: what we know",
                "{who} under fire over {deed}",
                "After the {deed}, {where} asks questions",
            ]
        )
        own = chance.sample(details, 3)
        text = " ".join([sentence.format_map(facts) for sentence in chosen] + own + filler)
        articles.append(News(title.format_map(facts), text, at + chance.uniform(0, 1), which))
    return articles


class _Loose(dict[str, str]):
    """Facts, and a capital of its own for each filler."""

    def __init__(self, facts: dict[str, str], chance: random.Random) -> None:
        super().__init__(facts, capital=chance.choice(CAPITALS))
