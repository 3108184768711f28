"""robots.txt: Content-Usage and Content-Signal in the group that is ours, and RSL licences.

Section numbers are those of draft-ietf-aipref-attach-05, draft-ietf-aipref-vocab-08, RFC 9309, RFC
9651 and RSL 1.0.
"""

from __future__ import annotations

import pytest

from newsmon.rights import RobotsRights, rights_of_robots

SITE = "https://paper.example"


def read(text: str, agent: str = "newsmon") -> RobotsRights:
    return rights_of_robots(text, agent)


def verdicts(text: str, path: str = "/news/1", agent: str = "newsmon") -> set[str]:
    return {f"{s.use.value}={s.verdict.value}" for s in read(text, agent).of(SITE + path)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Content-Usage: train-ai=n", {"ai_train=reserved"}),  # vocab 4.1
        ("Content-Usage: ai-use=n", {"ai_input=reserved"}),  # vocab 4.2
        ("Content-Usage: search=y", {"search=allowed"}),  # vocab 4.3
        ("content-usage:train-ai=n,search=y", {"ai_train=reserved", "search=allowed"}),
        ("Content-Usage: train-ai=no", set()),  # vocab 6.5: y and n are the only values
        ("Content-Usage: train-ai=N", set()),
        ('Content-Usage: train-ai="n"', set()),  # a token, not a string
        ("Content-Usage: train-ai", set()),  # a bare key is true
        ("Content-Usage: train-ai=n;until=x", {"ai_train=reserved"}),  # vocab 6.5.2: parameters
        ("Content-Usage: train-ai=n, train-ai=y", {"ai_train=allowed"}),  # vocab 6.5.1: the last
        ("Content-Usage: x-own=n", set()),  # vocab 6.4: unknown labels are ignored
        ("Content-Usage: train-ai=n, ???", set()),  # RFC 9651 4.2: all or nothing
        ("Content-Usage: bots=n", {"all=reserved"}),  # a label of vocab-04
        ("Content-Usage: train-ai=n # for now", {"ai_train=reserved"}),  # attach 3.2
        ("Content-Signal: search=yes, ai-train=no", {"search=allowed", "ai_train=reserved"}),
        ("Content-Signal: search=yes,ai-train=no", {"search=allowed", "ai_train=reserved"}),
        ("Content-Signal: AI-Train=No", {"ai_train=reserved"}),
        ("Content-Signal: ai-input=no", {"ai_input=reserved"}),
        ("Content-Signal: search=yes # not ai", {"search=allowed"}),
        ("Content-Signal: search=maybe, ai-train=no", {"ai_train=reserved"}),
        ("Content-Signal: use=full", set()),
        ("Content-Signal: use=reference", {"ai_train=reserved"}),
        (
            "Content-Signal: use=immediate",
            {"search=reserved", "mine=reserved", "ai_train=reserved"},
        ),
        ("Content-Signal: economics=no", set()),
        ("Content-Signal:", set()),
    ],
)
def test_a_line_states_what_its_vocabulary_says(line: str, expected: set[str]) -> None:
    assert verdicts(f"User-agent: *\n{line}\nAllow: /\n") == expected


MANAGED = """# By reading on you agree to these content signals: ai-train=no
User-agent: *
Content-Signal: search=yes,ai-train=no,use=reference
Allow: /

User-agent: GPTBot
Disallow: /

User-agent: *
Disallow: /lp
"""


def test_a_managed_file_reserves_training_and_no_search() -> None:
    assert verdicts(MANAGED) == {"search=allowed", "ai_train=reserved"}


def test_the_group_of_another_crawler_says_nothing_to_us() -> None:
    text = "User-agent: otherbot\nContent-Signal: ai-train=no\n\nUser-agent: *\nAllow: /\n"
    assert verdicts(text) == set()


def test_our_own_group_goes_before_the_one_for_all() -> None:  # RFC 9309 2.2.1
    text = "User-agent: *\nContent-Usage: train-ai=n\n\nUser-agent: Newsmon/2.0\nAllow: /\n"
    assert verdicts(text) == set()
    assert verdicts(text, agent="another") == {"ai_train=reserved"}


def test_groups_of_the_same_name_are_one() -> None:  # RFC 9309 2.2.1
    text = (
        "User-agent: newsmon\nContent-Usage: search=y\n\nUser-agent: x\nUser-agent: newsmon\n"
        "Content-Usage: train-ai=n\n"
    )
    assert verdicts(text) == {"search=allowed", "ai_train=reserved"}


def test_a_name_that_only_begins_like_ours_is_another() -> None:
    assert verdicts("User-agent: news\nContent-Usage: train-ai=n\n") == set()
    assert verdicts("User-agent: newsmonitor\nContent-Usage: train-ai=n\n") == set()


def test_a_statement_ends_the_list_of_agents() -> None:  # attach 3: it is a rule
    text = "User-agent: *\nContent-Usage: train-ai=n\nUser-agent: x\nDisallow: /\n"
    assert verdicts(text) == {"ai_train=reserved"}
    assert verdicts(text, agent="x") == set()


def test_what_stands_before_any_group_says_nothing() -> None:  # RFC 9309 2.2
    assert verdicts("Content-Usage: train-ai=n\nUser-agent: *\nAllow: /\n") == set()


def test_the_longest_path_counts() -> None:  # attach 3.1
    text = (
        "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /ai-ok/ train-ai=y\n"
        "Content-Usage: /*/private$ search=n\n"
    )
    assert verdicts(text) == {"ai_train=reserved"}
    assert verdicts(text, "/ai-ok/1") == {"ai_train=allowed"}
    assert verdicts(text, "/news/private") == {"search=reserved"}


def test_the_same_path_twice_states_both() -> None:  # attach 3.1, vocab 5.1
    text = "User-agent: *\nContent-Usage: /a train-ai=n\nContent-Usage: /a train-ai=y, search=y\n"
    assert verdicts(text, "/a/1") == {"ai_train=reserved", "ai_train=allowed", "search=allowed"}


def test_both_vocabularies_count_side_by_side() -> None:
    text = "User-agent: *\nContent-Usage: /news train-ai=y\nContent-Signal: ai-input=no\n"
    assert verdicts(text) == {"ai_train=allowed", "ai_input=reserved"}


def test_a_statement_is_kept_as_it_stands_with_its_path() -> None:
    (statement,) = read("User-agent: *\n  Content-Usage:  /a  train-ai=n  # why\n").statements
    assert (statement.text, statement.path) == ("Content-Usage: /a train-ai=n", "/a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [  # RSL 4.4.2
        (
            "License: https://a.example/rsl.xml\nUser-agent: *\nAllow: /",
            ("https://a.example/rsl.xml",),
        ),
        (
            "License: https://a.example/rsl.xml\nUser-agent: *\nLicense: https://a.example/ours.xml",
            ("https://a.example/ours.xml",),
        ),
        ("User-agent: x\nLicense: https://a.example/x.xml\nUser-agent: *\nAllow: /", ()),
        ("License: /relative.xml", ()),
        ("License: javascript:alert(1)", ()),
        ("License: https://a.example/1\nLicense: https://a.example/1", ("https://a.example/1",)),
    ],
)
def test_licences_are_those_of_our_group_else_those_outside(
    text: str, expected: tuple[str, ...]
) -> None:
    assert read(text).licences == expected


def test_nothing_states_nothing() -> None:
    assert rights_of_robots(None, "newsmon") == RobotsRights()
