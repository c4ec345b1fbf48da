"""Texts with the person's own answers in them: `{question_id|words that stand without it}`.

A placeholder without a fallback that has no answer makes the text incomplete; `fill` then gives None, so that
the next wording in a list can be taken.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.answers_text import in_text
from engine.conditions import Value
from engine.schema import Question

PLAN_DATES = ("today", "starts", "ends", "midpoint")
ITEM_DATES = (*PLAN_DATES, "start", "due")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    name: str
    fallback: str | None


def placeholders(text: str) -> Iterator[Placeholder]:
    """Every placeholder of a text, in order."""
    for match in _PLACEHOLDER.finditer(text):
        yield Placeholder(match[1], match[2])


def fill(
    text: str,
    questions: Mapping[str, Question],
    answers: Mapping[str, Value],
    dates: Mapping[str, datetime.date],
) -> str | None:
    """The text with answers and dates in it; None where a placeholder has neither answer nor fallback."""
    missing = False

    def put(match: re.Match[str]) -> str:
        nonlocal missing
        name, fallback = match[1], match[2]
        if name in dates:
            return in_text(None, dates[name])
        question = questions.get(name)
        if question is not None and name in answers and not question.sensitive:
            return in_text(question, answers[name])
        if fallback is None:
            missing = True
            return ""
        return str(fallback)

    filled = _PLACEHOLDER.sub(put, text)
    return None if missing else filled
