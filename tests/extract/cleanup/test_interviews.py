"""Questions of an interview, worded like what a site asks of its readers, are its text."""

# ruff: noqa: E501 - cases read better unbroken

from __future__ import annotations

import pytest
from tests.extract.pages import html, text_of

QUESTIONS = [
    "What do you think?",
    "Subscribe to what, exactly?",
    "Share the fire with whom?",
    "Do you have a story about the old furnace?",
    "Sign up for a newsletter about glass, would you?",
    "Read more? Who still reads?",
    "Follow them on Instagram, then?",
    "Become a member of what?",
    "Have you got a question for the ombudsman?",
    "Join the conversation, as your rivals say?",
    "Related? To whom?",
    "Advertisement?",
    "Comments?",
    "Get the app, they tell you?",
    "Click here for what?",
    "Support independent journalism, do you?",
    "Don't miss it?",
    "Was meinen Sie?",
    "Abonnieren Sie noch eine Zeitung?",
    "Et vous, qu'en pensez-vous ?",
    "¿Te puede interesar?",
]  # fmt: skip
ANSWERS = [
    "I learned to look away from the fire first. Everything else can be taught in a winter or two.",
    "Nobody in this valley has asked me that, and I have been here since the last furnace went out.",
    "Sand is cheap, and gas is not. So we melt four days, and on the fifth we count what is left.",
]
OPENING = "Marit Solvang runs a glassworks in which, since Thursday, only women blow. We met her between two melts."
FORMS = {
    "paragraphs": "<p>{question}</p><p>{answer}</p>",
    "bold": "<p><strong>{question}</strong></p><p>{answer}</p>",
    "headings": "<h3>{question}</h3><p>{answer}</p>",
    "names": "<p><b>Courier:</b> {question}</p><p><b>Solvang:</b> {answer}</p>",
    "short answers": "<p><strong>{question}</strong></p><p>No.</p>",
    "quoted": "<p><em>“{question}”</em></p><p>{answer}</p>",
    "dashes": "<p>– {question}</p><p>– {answer}</p>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_that_is_answered_is_text(form: str, question: str) -> None:
    first, last = "How does one begin?", "And in the spring?"
    turns = "".join(
        FORMS[form].format(question=q, answer=a)
        for q, a in zip([first, question, last], ANSWERS, strict=True)
    )
    text = text_of(html(paragraphs=[OPENING], after=turns + f"<p>{ANSWERS[0]}</p>"))
    assert question in text
