"""What a person has done, carried from the plan they have into one that is made again.

A plan is made from answers and a day, and knows nothing of ticks. Made again it would set what is finished on
new days, ask once more for what was done in full, or leave it out; and all of that would look like less done.
So what is finished stays as it stands, what is begun keeps the steps that carry the ticks, and a habit that
is ticked goes on.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace

from engine.model import PHASES, Plan, PlanItem
from engine.planning.working import calendar_of

SUPPRESSED = "suppressed"
"""Why a step is left out for the person's safety: such a step does not come back, done or not."""


def carried_on(
    before: Plan, worked: Plan, after: Plan, finished: Collection[str], ticked: Collection[str]
) -> Plan:
    """`after`, made anew in place of `before`, with what was done in it.

    `finished` are ids of items of `before` that are done for good, on the days that they have in `worked`
    (`before` with the person's own changes); `ticked` are the ticks as `item/step`. What is pinned is always
    as the newer plan has it. Between a plan that runs and one that is over nothing is carried: the second is
    another way. But what is done in full is on its own days in each of them.
    """
    days = {item.id: (item.start, item.due) for item in worked.items if item.id in finished}
    as_made = tuple(_on_its_days(item, days, ticked) for item in after.items)
    after = replace(after, items=as_made)
    if _kind(before) != _kind(after):
        return after
    no_more = {one.strategy for one in after.left_out if one.code == SUPPRESSED}
    was = {item.id: item for item in before.items if not item.pinned and item.id not in no_more}
    done = {one: was[one]._replace(start=days[one][0], due=days[one][1]) for one in finished if one in was}
    anew = {item.id: item for item in after.items}
    items = [_as_begun(item, was.get(item.id), ticked) for item in after.items]
    items = [one if one.pinned else done.get(one.id, one) for one in items]
    for item in reversed([one for one in done.values() if one.id not in anew]):
        items.insert(_place(items, item), item)
    there = {item.id for item in items}
    left_out = tuple(one for one in after.left_out if one.strategy not in there)
    return replace(after, items=tuple(items), left_out=left_out)


def _kind(plan: Plan) -> tuple[bool, bool]:
    calendar = calendar_of(plan)
    return calendar.over, calendar.quiet


def _on_its_days(
    item: PlanItem, days: Mapping[str, tuple[datetime.date, datetime.date]], ticked: Collection[str]
) -> PlanItem:
    """An item of the newer plan that is done there too, on the days that it had: nothing of it is to come."""
    done = all(f"{item.id}/{step.id}" in ticked for step in item.steps)
    if item.id not in days or item.repeats or not done:
        return item
    start, due = days[item.id]
    return item._replace(start=start, due=due)


def _as_begun(item: PlanItem, old: PlanItem | None, ticked: Collection[str]) -> PlanItem:
    """An item as it was begun: in that form, as the short one has steps of other names; a habit goes on."""
    if old is None or not any(f"{old.id}/{step.id}" in ticked for step in old.steps):
        return item
    if old.repeats and item.repeats:
        item = item._replace(start=min(old.start, item.start))
    if old.short == item.short:
        return item
    return item._replace(steps=old.steps, short=old.short, effort_hours=old.effort_hours)


def _place(items: list[PlanItem], item: PlanItem) -> int:
    """In front of its phase, behind what is pinned."""
    phase = PHASES.index(item.phase)
    return next(
        (at for at, one in enumerate(items) if not one.pinned and PHASES.index(one.phase) >= phase),
        len(items),
    )
