"""What stands first on the plan page: the next thing, this week, how it goes. Pure: no Flask, no store."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model import PlanStep
from webapp.plans.layout import Card, Layout

STONES = 12
"""Stepping stones in the small picture of how far the steps have come."""

MOST_NAMED = 3
"""Items of this week that are named at once: with more, the page would not be a first view."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """`next` is the step to do now, with its card; None where nothing is open for today or this week.

    `this_week` counts the open items that today and this week hold, `named` are the first of them and `more`
    says how many others there are; of `gone_by` the day is over. `stones` of `STONES` are behind the person.
    """

    next: tuple[Card, PlanStep | None] | None
    """Without a step: a habit to start again."""
    this_week: int
    named: tuple[Card, ...]
    more: int
    gone_by: int
    done: int
    steps: int
    stones: int


def first_view(layout: Layout, earlier: int = 0) -> FirstView:
    """The first view of a plan on the day it was laid out for; `earlier` counts ticks of what is in it no
    more: that is behind the person too.
    """
    now = (*layout.today.cards, *layout.week.cards)
    open_now = [card for card in now if not card.done or card.again]
    # a habit that comes back waits behind what was never done
    first = next((card for card in open_now if not card.again), open_now[0] if open_now else None)
    step = next((one for one in first.item.steps if one.id not in first.ticked), None) if first else None
    done, steps = layout.ticked + earlier, layout.steps + earlier
    stones = STONES * done // steps if steps else 0
    return FirstView(
        (first, step) if first is not None else None,
        len(open_now),
        tuple(open_now[:MOST_NAMED]),
        max(len(open_now) - MOST_NAMED, 0),
        sum(card.behind for card in now),
        done,
        steps,
        max(stones, 1) if done else 0,
    )
