"""`newsmon explain`: why an article stands where it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from newsmon.cli import output
from newsmon.cli.context import open_to_look
from newsmon.cli.output import Json, print_table

_POSTS = 20  # of a live blog, in the table
# Origins of values that did not stand on the page, in words.
_ORIGINS = {"given": "came with the document", "manifest": "came with the document"}


def explain(
    article: Annotated[list[str], typer.Argument(help="Article id, URL, or words of its title.")],
    as_json: Json = False,
) -> None:
    """Say of one article where it came from and why it is tagged, clustered and grouped so."""
    from newsmon.pipeline.operations.explanation import explain as tell

    explanation = tell(open_to_look().database, " ".join(article))
    if as_json:
        output.print_json(explanation)
    else:
        _print_explanation(explanation)


def _print_explanation(explanation: dict[str, Any]) -> None:
    article = explanation["article"]
    print_table(
        article["title"],
        ("what", "value"),
        [(name, _cell(value)) for name, value in article.items() if name != "title"],
    )
    _print_part(
        "Where it came from",
        ("feed", "first seen", "guid"),
        [(s["feed"], s["first_seen_at"], s["guid"]) for s in explanation["sightings"]],
    )
    _print_part(
        "Why its page is not loaded: only what the feed says stands here",
        ("stage", "reason", "detail", "seen at", "asked for again"),
        [
            (r["stage"], r["reason"], r["detail"], r["seen_at"], r["next_attempt_at"] or "given up")
            for r in explanation["refusals"]
        ],
    )
    _print_part(
        "Metadata: what was found where (chosen values are marked)",
        ("field", "value", "kind", "origin", "confidence", "chosen"),
        [
            (
                c["field"],
                c["value"],
                c["kind"],
                _ORIGINS.get(c["origin"], c["origin"]),
                f"{c['confidence']:.2f}",
                "*" * c["chosen"],
            )
            for c in explanation["provenance"]
        ],
    )
    _print_part(
        "Rights: what its publisher states on its uses (docs/rights.md)",
        ("of the", "use", "verdict", "where", "statement", "seen at"),
        [
            (r["scope"], r["use"], r["verdict"], r["origin"], r["statement"], r["seen_at"])
            for r in explanation["rights"]
        ],
    )
    _print_part(
        "Lines removed from the page",
        ("line", "rule"),
        [(line["line"][:200], line["rule"]) for line in explanation["removed"]],
    )
    _print_part(
        "Versions",
        ("version", "seen at", "edition", "title", "characters"),
        [tuple(version.values()) for version in explanation["versions"]],
    )
    _print_posts(explanation["posts"])
    for pair in explanation["duplicates"]:
        _print_pair(pair)
    _print_event(explanation["event_decision"], explanation["event"])
    _print_part(
        "Topics",
        ("topic", "score", "share", "salience", "because of"),
        [
            (
                t["topic"], f"{t['score']:g}", _share(t["share"]), t["salience"],
                ", ".join(sorted({mention["term"] for mention in t["mentions"]})),
            )
            for t in explanation["topics"]
        ],
    )  # fmt: skip


def _print_part(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A part of an explanation, left out where there is nothing to say."""
    if rows:
        print_table(title, columns, rows)


def _print_posts(posts: list[dict[str, Any]]) -> None:
    """Print the newest posts of a live blog."""
    note = "" if len(posts) <= _POSTS else f", the newest {_POSTS}"
    _print_part(
        f"Posts: {len(posts)}{note} (all are in report.posts)",
        ("posted at", "headline", "topics", "state"),
        [
            (
                post["posted_at"], post["title"], ", ".join(post["topics"]),
                "removed" if post["removed_at"] else "changed" if post["changed_at"] else "",
            )
            for post in posts[:_POSTS]
        ],
    )  # fmt: skip


def _print_pair(pair: dict[str, Any]) -> None:
    """A near-duplicate and the evidence of it."""
    ours, theirs = _share(pair["containment_ab"]), _share(pair["containment_ba"])
    rule = pair["rule_version"] + (", pinned by a person" if pair["pinned"] else "")
    print_table(
        f"{pair['relation']}: article {pair['article_id']} of {pair['source']}, {pair['title']}",
        ("what", "value"),
        [
            ("contained", f"{ours} and {theirs}"),
            ("shared shingles", pair["shared_shingles"]),
            ("rule", rule),
            *(("shared passage", passage[:300]) for passage in pair["shared_passages"]),
        ],
    )


def _print_event(decision: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    """Print why an article is in its event, and who else is."""
    if not decision:
        return
    first = decision[0]
    closest = [member for member in decision if member["article_id"] is not None]
    because = (
        f"similarity {first['score']:.2f} with the closest" if closest else "it began the event"
    )
    if first["pinned"]:
        because = "pinned by a person" + (f": {first['note']}" if first["note"] else "")
    print_table(
        f"Event {first['event_id']}: {first['event']}",
        ("what", "value"),
        [
            ("keywords", ", ".join(first["keywords"])),
            ("there because", because),
            *(("closest", _member(member)) for member in closest),
            *(("other text", _member(member)) for member in members if member["article_id"] not in
              {two["article_id"] for two in closest}),
        ],
    )  # fmt: skip


def _member(member: dict[str, Any]) -> str:
    return f"article {member['article_id']} of {member['source']}, {member['title']}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value
