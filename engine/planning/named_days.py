"""What an item says of its own days, once they are others: "By 13 March" becomes "By 20 March"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping

from engine.language import full_day
from engine.model import Plan, PlanItem, PlanStep


def days_of(plan: Plan, named: Mapping[str, datetime.date]) -> frozenset[datetime.date]:
    """The first and the last day of the plan, and those that its papers name, by item: what speaks of one of
    them goes on speaking of it, whatever is moved.
    """
    return frozenset({plan.starts, plan.ends, *named.values()})


def on_days(
    item: PlanItem, start: datetime.date, due: datetime.date, staying: Collection[datetime.date]
) -> PlanItem:
    """The item on other days, and its goal and steps with them; what a person or a coach wrote stays."""
    moved = item._replace(start=start, due=due)
    days = {
        full_day(old): full_day(new)
        for old, new in ((item.start, start), (item.due, due))
        if old != new and old not in staying
    }
    if not days or item.by_person or item.by_coach:
        return moved
    named = re.compile(r"(?<!\d)(?:" + "|".join(map(re.escape, days)) + r")")

    def said(text: str) -> str:
        return named.sub(lambda found: days[found[0]], text)

    steps = tuple(PlanStep(one.id, said(one.text), said(one.done_when), one.letter) for one in item.steps)
    return moved._replace(goal=said(item.goal), steps=steps)
