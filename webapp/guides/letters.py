"""Letters, scripts and worksheets with the person's own answers filled in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import calendar, templates
from engine.answers import read_answers
from engine.knowledge_base import KnowledgeBase
from engine.planning.planner import plan_dates
from engine.schema import Letter


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter ready to copy; text in [square brackets] is still the person's to fill."""

    letter: Letter
    subject: str | None
    body: str


def filled(
    kb: KnowledgeBase, letter: Letter, answers: Mapping[str, Any], today: datetime.date
) -> FilledLetter:
    """The letter with these plain, settled answers in it; InputError if their dates can't be."""
    sheet = read_answers(kb, answers)
    dates = plan_dates(calendar.lay(sheet.answers, today, "letter")[0])

    def put(text: str) -> str:
        return templates.fill(text, kb.questions, sheet.answers, dates) or text

    return FilledLetter(letter, put(letter.subject) if letter.subject else None, put(letter.body))
