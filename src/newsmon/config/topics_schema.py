"""JSON Schema of `topics.yaml`, for editors. What a file means, `newsmon.topics.parse` decides."""

from __future__ import annotations

from typing import Any

_TERM = {
    "type": ["string", "number"],
    "description": "A word or phrase. `=Turkey` exact case, `sanction~` inflections, `Zelensky*` "
    "beginnings, `@set` a set. Short words in capitals are case-sensitive by themselves.",
}
_PART = {"anyOf": [{"$ref": "#/$defs/term"}, {"$ref": "#/$defs/group"}]}
_PARTS = {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "array", "items": {"$ref": "#/$defs/part"}}]}
_TERMS = {"anyOf": [{"$ref": "#/$defs/term"}, {"type": "array", "items": {"$ref": "#/$defs/term"}}]}
_SET_ENTRIES = {
    "anyOf": [{"$ref": "#/$defs/term"}, {"type": "array", "items": {"$ref": "#/$defs/terms"}}],
    "description": "Terms; a list among them holds the names of one thing.",
}
_DISTANCE = r"^(sentence|paragraph|[1-9][0-9]* (words?|sentences?|paragraphs?))$"
_FAR_DISTANCE = _DISTANCE.replace("(sentence|", "(lead|article|sentence|", 1)
_TEXTS = {"type": "array", "items": {"type": "string"}}


def _described(reference: str, description: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{reference}", "description": description}


def _group() -> dict[str, Any]:
    return {
        "any": _described("parts", "One of these is enough."),
        "all": _described("parts", "Each of these, anywhere in the article."),
        "near": _described("parts", "Each of these, within one stretch (see `within`)."),
        "title": _described("parts", "One of these, in the title."),
        "lead": _described("parts", "One of these, in the title or the first sentences."),
        "none": _described("parts", "None of these, anywhere in the article."),
        "also": _described("parts", "Counts as evidence once the rest is found."),
        "within": {
            "type": "string",
            "pattern": _DISTANCE,
            "description": "How close `near` is: sentence (if left out), paragraph, 8 words.",
        },
        "not_near": {
            "description": "Evidence near one of these does not count.",
            "anyOf": [
                {"$ref": "#/$defs/parts"},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["any"],
                    "properties": {
                        "any": {"$ref": "#/$defs/parts"},
                        "within": {"type": "string", "pattern": _FAR_DISTANCE},
                    },
                },
            ],
        },
    }


def _topic() -> dict[str, Any]:
    return {
        "name": {"type": "string", "description": "Name for people."},
        "description": {"type": "string", "description": "What is meant, and what is not."},
        **_group(),
        "except": _described("terms", "Longer phrases inside which a term does not count."),
        "parent": {"type": "string", "description": "Topic that a match of this one implies."},
        "languages": {
            "anyOf": [{"type": "string"}, _TEXTS],
            "description": "Only articles in these languages (ISO 639): `en`.",
        },
        "min": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 18,
            "description": "Points it takes to match at all.",
        },
        "examples": {
            "type": "object",
            "description": "Texts that `newsmon topics check` tries.",
            "additionalProperties": False,
            "properties": {"match": _TEXTS, "no_match": _TEXTS},
        },
    }


def topics_schema() -> dict[str, Any]:
    """The schema, without its `$schema`."""
    closed = {"type": "object", "additionalProperties": False}
    terms = {"terms": {"$ref": "#/$defs/things"}, "except": {"$ref": "#/$defs/terms"}}
    either = [{"$ref": "#/$defs/things"}, {**closed, "required": ["terms"], "properties": terms}]
    return {
        "$defs": {
            "term": _TERM,
            "terms": _TERMS,
            "things": _SET_ENTRIES,
            "part": _PART,
            "parts": _PARTS,
            "group": {**closed, "properties": _group()},
            "topic": {**closed, "properties": _topic()},
        },
        **closed,
        "description": "Subjects to monitor, and the sets of terms that they share.",
        "properties": {
            "sets": {
                "type": ["object", "null"],
                "description": "Terms by name, used as `@name`.",
                "additionalProperties": {"anyOf": either},
            },
            "topics": {
                "type": ["object", "null"],
                "description": "Topics by slug.",
                "additionalProperties": {"$ref": "#/$defs/topic"},
            },
        },
    }
