"""The goals that the answers already tell of, and the answers that a goal can stand in for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.answers_text import in_text
from engine.goals.goal import NUMBER, Goal
from engine.schema import Question

MAIN_GOAL = "main_goal"
PARTS = ("name", "now", "target", "unit")
ROWS = (
    {part: f"measure_{part}" for part in PARTS},
    *({part: f"measure_{row}_{part}" for part in PARTS} for row in (2, 3)),
)
"""The questions of each measure: numbered ones begin with `measure_2_`."""


def offered(answers: Mapping[str, Any], today: datetime.date, ends: datetime.date | None) -> tuple[Goal, ...]:
    """Goals to begin with, from plain answers: the main one, then each further measure. They have no id yet.

    `ends` is the plan's last day, where that is known.
    """
    goals = []
    for row, names in enumerate(ROWS):
        measure = _text(answers.get(names["name"]))
        title = (_text(answers.get(MAIN_GOAL)) if row == 0 else "") or measure
        if not title:
            continue
        now, target = _number(answers.get(names["now"])), _number(answers.get(names["target"]))
        goals.append(
            Goal(
                id="",
                title=title,
                counted=NUMBER if measure else "",
                measure=measure,
                unit=_text(answers.get(names["unit"])),
                now=now,
                since=today if now is not None else None,
                target=target,
                by=ends,
            )
        )
    return tuple(goals)


def not_taken(found: tuple[Goal, ...], goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    """Of the goals that were offered, those that the person does not have yet, by their words."""
    titles = {goal.title.casefold() for goal in goals}
    measures = {goal.measure.casefold() for goal in goals if goal.measure}
    return tuple(
        one
        for one in found
        if one.title.casefold() not in titles and not (one.measure and one.measure.casefold() in measures)
    )


def goal_words(
    questions: Mapping[str, Question], answers: Mapping[str, Any], goals: tuple[Goal, ...]
) -> dict[str, str]:
    """What the first goal puts in the place of answers that were not given: placeholder -> words.

    The measure's four come together or not at all, so that no sentence mixes two measures.
    """
    if not goals:
        return {}
    goal, words = goals[0], {}
    if not answers.get(MAIN_GOAL):
        words[MAIN_GOAL] = goal.title
    names = ROWS[0]
    if goal.measure and not any(names[part] in answers for part in PARTS):
        values = {"name": goal.measure, "now": goal.now, "target": goal.target, "unit": goal.unit}
        for part, value in values.items():
            said = in_text(questions.get(names[part]), value) if value not in (None, "") else None
            if said is not None:
                words[names[part]] = said
    return words


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
