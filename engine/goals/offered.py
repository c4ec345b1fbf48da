"""The goals that the answers already tell of, and the answers that a goal can stand in for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.answers_text import in_text, with_percent
from engine.goals.goal import NUMBER, Goal
from engine.plan_days import last_day_named
from engine.schema import Question

MAIN_GOAL = "main_goal"
PARTS = ("name", "now", "target", "unit")
ROWS = (
    {part: f"measure_{part}" for part in PARTS},
    *({part: f"measure_{row}_{part}" for part in PARTS} for row in (2, 3)),
)
"""The questions of each measure: numbered ones begin with `measure_2_`."""
FROM_ANSWERS = "answers"
SHARED = ("title", "measure", "unit", "target")
"""What a goal and the answers it was taken from both say. The number now may differ: it is that of a day."""


def goals_from_answers(answers: Mapping[str, Any], today: datetime.date) -> tuple[Goal, ...]:
    """The goals that plain answers name: the main one with its number, then each further measure.

    Their ids are `FROM_ANSWERS` with the row. The number now counts for today, and the last day is the one
    that was answered, never one that was assumed. No answer used here is a sensitive one.
    """
    goals = []
    for row, names in enumerate(ROWS, 1):
        measure = _text(answers.get(names["name"]))
        title = (_text(answers.get(MAIN_GOAL)) if row == 1 else "") or measure
        if not title:
            continue
        now = _number(answers.get(names["now"]))
        goals.append(
            Goal(
                id=f"{FROM_ANSWERS}_{row}",
                title=title,
                counted=NUMBER if measure else "",
                measure=measure,
                unit=_text(answers.get(names["unit"])),
                now=now,
                since=today if now is not None else None,
                target=_number(answers.get(names["target"])),
                by=last_day_named(answers),
                row=row,
            )
        )
    return tuple(goals)


def not_taken(found: tuple[Goal, ...], goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    """Of the goals in the answers, those that the person does not have yet, by row or by words."""
    rows = {goal.row for goal in goals if goal.row}
    titles = {goal.title.casefold() for goal in goals}
    measures = {goal.measure.casefold() for goal in goals if goal.measure}
    return tuple(
        one
        for one in found
        if one.row not in rows
        and one.title.casefold() not in titles
        and not (one.measure and one.measure.casefold() in measures)
    )


def apart(goal: Goal, found: tuple[Goal, ...]) -> Goal | None:
    """The goal as the answers have it by now, where that is something else; None where both agree.

    What was left out of one of the two is no difference: a goal may say more than the answers, and less.
    """
    other = next((one for one in found if one.row == goal.row), None)
    if other is None:
        return None
    said = _said(other)
    return (
        other if any(getattr(goal, name) not in (None, "", value) for name, value in said.items()) else None
    )


def as_answered(goal: Goal, other: Goal) -> Goal:
    """The goal with what the answers say of it."""
    return replace(goal, **_said(other))


def _said(other: Goal) -> dict[str, Any]:
    """What the answers say of a goal; a title that is only the measure's name is none."""
    names = [name for name in SHARED if name != "title" or other.title != other.measure]
    return {name: value for name in names if (value := getattr(other, name)) not in (None, "")}


def answers_of(goal: Goal) -> dict[str, Any]:
    """The answers that would say what a goal says, for the row it was taken from: question -> value."""
    names = ROWS[goal.row - 1]
    values = {names["name"]: goal.measure, names["target"]: goal.target, names["unit"]: goal.unit}
    if goal.row == 1 and goal.title != goal.measure:
        values[MAIN_GOAL] = goal.title
    return {name: value for name, value in values.items() if value not in (None, "")}


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
                words[names[part]] = with_percent(names[part], said, {names["unit"]: goal.unit})
    return words


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
