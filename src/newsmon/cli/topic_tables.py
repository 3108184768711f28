"""Print for `newsmon topics try`: texts with coloured mentions, scores as sums, samples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from newsmon.cli import output
from newsmon.terminal import visible

if TYPE_CHECKING:
    from newsmon.model import TopicMatch
    from newsmon.pipeline.operations.topic_trial import DryRun, Sample, Tried
    from newsmon.topics import Miss, Thresholds, Weight

_AROUND = 60  # characters shown on either side of a sample's mention
_STYLES = {"about": "bold green", "mention": "yellow"}


def tried_as_json(tried: Tried) -> dict[str, object]:
    line: dict[str, object] = {
        "input": tried.input,
        "url": tried.url,
        "title": tried.title,
        "topics": [
            {
                "topic": match.topic,
                "score": match.score,
                "share": match.share,
                "salience": match.salience,
                "mentions": match.mentions,
            }
            for match in tried.topics
        ],
    }
    return {**line, "problem": tried.problem} if tried.problem else line


def show(tried: Tried, limits: Thresholds) -> None:
    """The text with its mentions coloured, then each topic with its arithmetic."""
    console = output.console
    console.rule(Text(visible(tried.url or tried.input), style="dim"), align="left")
    if tried.problem:
        path = str(Path(tried.input))
        names_its_place = tried.problem.startswith((f"{path}:", f"{path}/", f"{path} "))
        output.complain(tried.problem if names_its_place else f"{tried.input}: {tried.problem}")
        return
    title, text = Text(tried.title, style="bold"), Text(tried.text)
    for match in sorted(tried.topics, key=lambda m: m.salience, reverse=True):
        for mention in match.mentions:
            where = title if mention.zone == "title" else text
            where.stylize(f"{_STYLES[match.salience]} underline", mention.start, mention.end)
    if tried.title:
        console.print(title)
    console.print(text)
    console.print()
    if not tried.topics:
        console.print("No topic.")
    for match in tried.topics:
        _explain(match, tried.weights[match.topic], limits)


def _explain(match: TopicMatch, weight: Weight, limits: Thresholds) -> None:
    line = Text()
    line.append(match.topic, style=_STYLES[match.salience])
    line.append(f" – {match.salience}: {arithmetic(weight)}")
    enough = "one sentence" if limits.enough(weight) == 1 else "two sentences"
    points = f"{limits.about_score:g} points{' of more than two sentences' * weight.is_aside}"
    rule = f"{points}, or {enough} and {limits.about_share:.0%}"
    line.append(f" (about from {rule} of the text)", style="dim")
    output.console.print(line)
    terms = ", ".join(dict.fromkeys(mention.term for mention in match.mentions))
    count = len(match.mentions)
    summary = f"  {count} mention{'s' * (count > 1)}: {terms}"
    output.console.print(Text(summary, style="dim"))


def show_misses(misses: list[Miss]) -> None:
    """Print the topics of a draft that do not match, why, and which of their terms occur."""
    for miss in misses:
        line = Text(miss.topic, style="bold red")
        line.append(f" – not found: {miss.why}", style="")
        output.console.print(line)
        terms = ", ".join(miss.terms) or "none of its terms"
        output.console.print(Text(f"  in the text: {terms}", style="dim"))


def arithmetic(weight: Weight) -> str:
    """The score as a sum: `title 4 + lead 2×2 + body 3×1 = 11 points, 5 of 12 sentences`."""
    parts = ["title 4"] * weight.in_title
    if weight.lead:
        parts.append(_part("lead", weight.lead, 2, weight.lead_points))
    if weight.body:
        parts.append(_part("body", weight.body, 1, weight.body_points))
    sentences = weight.lead + weight.body
    points = f"{' + '.join(parts)} = {weight.score:g} points"
    return f"{points}, {sentences} of {weight.sentences} sentences"


def _part(zone: str, count: int, points: int, total: int) -> str:
    capped = f" (at most {total})" if count * points > total else ""
    return f"{zone} {count}×{points}{capped}"


def run_as_json(run: DryRun) -> dict[str, object]:
    counts = {
        name: getattr(run, name)
        for name in ("topic", "articles", "about", "mention", "gained", "lost")
    }
    samples = [
        {
            "article_id": sample.article_id,
            "source": sample.source,
            "title": sample.title,
            "score": sample.match.score,
            "share": sample.match.share,
        }
        for sample in run.samples
    ]
    return {**counts, "samples": samples}


def sample_of(run: DryRun, sample: Sample) -> Text:
    """One line: outlet, headline, and the first mention in its surroundings."""
    line = Text(f"{run.topic} ", style="bold green")
    line.append(f"[{sample.article_id}] {sample.source}: {sample.title}\n", style="")
    mention = next((m for m in sample.match.mentions if m.zone != "title"), None)
    if mention:
        start = max(mention.start - _AROUND, 0)
        around = Text("  … " + sample.text[start : mention.end + _AROUND] + " …", style="dim")
        offset = 4 - start
        around.stylize("bold yellow", mention.start + offset, mention.end + offset)
        line.append_text(around)
    return line
