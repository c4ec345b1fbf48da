"""Which items of the plan serve a goal: those that the person chose, or, before that, those that name it."""

from __future__ import annotations

from engine.goals.goal import Goal
from engine.model import Plan, PlanItem


def serving(plan: Plan, goal: Goal) -> tuple[PlanItem, ...]:
    """The items that serve a goal, in the plan's order; a chosen one it no longer has is passed over."""
    return tuple(item for item in plan.items if serves(item, goal))


def serves(item: PlanItem, goal: Goal) -> bool:
    """Whether one item serves it."""
    if goal.steps is not None:
        return item.id in goal.steps
    words = " ".join([item.goal, *(step.text for step in item.steps)]).casefold()
    return goal.title.casefold() in words
