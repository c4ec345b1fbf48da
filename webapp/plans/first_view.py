"""What stands first on the plan page: the next thing, this week, how it goes. Pure: no Flask, no store."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model import PlanStep
from webapp.plans.layout import Card, Layout

STONES = 12
"""Stepping stones in the small picture of how far the steps have come."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """`next` is the step to do now, with its card; None where nothing is open for today or this week.

    `this_week` counts the items that this week holds, of which `open_this_week` are open. `gone_by` are open
    items whose day has gone by. `stones` of `STONES` are behind the person.
    """

    next: tuple[Card, PlanStep] | None
    this_week: int
    open_this_week: int
    gone_by: int
    done: int
    steps: int
    stones: int


def first_view(layout: Layout) -> FirstView:
    """The first view of a plan on the day it was laid out for."""
    now = (*layout.today.cards, *layout.week.cards)
    open_now = [card for card in now if not card.done]
    first = open_now[0] if open_now else None
    step = next((one for one in first.item.steps if one.id not in first.ticked), None) if first else None
    done, steps = layout.ticked, layout.steps
    stones = STONES * done // steps if steps else 0
    return FirstView(
        (first, step) if first is not None and step is not None else None,
        len(now),
        len(open_now),
        sum(card.behind for card in now),
        done,
        steps,
        max(stones, 1) if done else 0,
    )
