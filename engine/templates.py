"""Texts with the person's own answers in them: `{question_id|words that stand without it}`.

A placeholder without a fallback that has no answer makes the text incomplete; `fill` then gives None, so that
the next wording in a list can be taken.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.answers_text import day_in_words, in_text
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


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[str | Placeholder, ...]:
    """A text of the knowledge base, cut at its placeholders."""
    parts: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        parts += [text[end : match.start()], Placeholder(match[1], match[2])]
        end = match.end()
    return (*parts, text[end:])


def fill(
    text: str,
    questions: Mapping[str, Question],
    answers: Mapping[str, Value],
    dates: Mapping[str, datetime.date],
) -> str | None:
    """The text with answers and dates in it; None where a placeholder has neither answer nor fallback."""
    filled = ""
    for part in _parts(text):
        if isinstance(part, str):
            filled += part
        elif part.name in dates:
            filled += day_in_words(dates[part.name])
        else:
            question = questions.get(part.name)
            if question is not None and part.name in answers and not question.sensitive:
                filled += in_text(question, answers[part.name])
            elif part.fallback is None:
                return None
            else:
                filled += part.fallback
    return filled
