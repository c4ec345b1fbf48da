"""How far goals and steps speak of what a person named: their goal, numbers, skills, hours, people."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Set
from dataclasses import dataclass

from engine import templates
from engine.answers import read_answers
from engine.answers_text import in_text
from engine.conditions import Value
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import plan_of
from engine.verify.drawn_people import WHOLE_WAY, as_people_answer

DATES = frozenset(templates.PLAN_DATES) - {"today"}
"""Dates that rest on the person's own; `start` and `due` of an item are in nearly every goal."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Shares, 0 to 1, over the plans of sheets that answer everything that is asked."""

    plans: int
    items: float
    """Items whose goal or one of whose steps holds an own word."""
    goals: float
    steps: float
    steps_with_dates: float
    """Steps that name a date of the person's own plan."""
    chosen: float
    """Items of which some step depends on an answer (`when`)."""


def own_words(knowledge: KnowledgeBase, count: int, seed: int, today: datetime.date) -> OwnWords:
    """The shares over so many sheets, each answering all that it is asked."""
    plans = items = own_items = own_goals = steps = own_steps = dated = chosen = 0
    for raw in as_people_answer(knowledge, count, seed, (WHOLE_WAY,)):
        sheet = read_answers(knowledge, raw)
        try:
            plan = plan_of(knowledge, sheet, today, "compiled")
        except InputError:
            continue
        plans += 1
        said = said_in_sentences(knowledge, sheet.answers)
        for item in plan.items:
            strategy = knowledge.strategies[item.id]
            written = {step.id: f"{step.text} {step.done_when}" for step in strategy.steps}
            texts = [written[step.id] for step in item.steps]
            found = [bool(_names(text) & said) for text in texts]
            form = knowledge.prepared[item.id].short if item.short else None
            goal = _goal((form or strategy).goal, said)
            items += 1
            chosen += any(step.when is not None for step in strategy.steps)
            steps += len(texts)
            own_steps += sum(found)
            own_goals += goal
            own_items += goal or any(found)
            dated += sum(bool(_names(text) & DATES) for text in texts)
    return OwnWords(
        plans, own_items / items, own_goals / items, own_steps / steps, dated / steps, chosen / items
    )


def said_in_sentences(knowledge: KnowledgeBase, answers: Mapping[str, Value]) -> Set[str]:
    """The questions whose answers have words inside a sentence."""
    questions = knowledge.questions
    return {
        name
        for name, value in answers.items()
        if not questions[name].sensitive and in_text(questions[name], value) is not None
    }


def _goal(wordings: tuple[str, ...], said: Set[str]) -> bool:
    """Whether the wording that is taken holds an answer."""
    for text in wordings:
        names = _names(text) - set(templates.ITEM_DATES)
        if names <= said:
            return bool(names)
    return False


def _names(text: str) -> set[str]:
    return {placeholder.name for placeholder in templates.placeholders(text)}
