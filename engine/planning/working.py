"""A person's own changes, laid over the plan that was made and that a coach may have tailored.

made plan -> (tailoring) -> working -> the plan on the page and in every file

The plan beneath is never touched: `work` reads it and the list of changes, and gives another plan. So each
change can be taken back on its own. A plan that was made since is not pulled back into the past: a change
whose days are over, or whose item is gone, changes nothing and stays in the list.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.answers import read_answers
from engine.calendar import date_of, workday
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.model import Calendar, LeftOut, Plan, PlanItem, PlanStep
from engine.planning.lost_days import without_lost_days
from engine.planning.named_days import days_of, on_days
from engine.planning.own_changes import (
    REASONS,
    Decline,
    LostDays,
    NotNeeded,
    OwnItem,
    OwnNote,
    PlanChange,
    PutOff,
    Reorder,
    Reschedule,
    TakeOut,
    What,
)
from engine.planning.tailoring import Add, Edit, Move, tailor
from engine.planning.windows import AFTER_DAYS, Slot, moved

DECLINED = "declined"
OVER = ("passed", "ended", "waiting")
"""States (the fact `pip_state`) of a plan whose end has come: all of it is what comes after."""
OWN_SAYS = mark("You added this yourself.")
OWN_DONE = mark("You can say that it is done.")
OWN_EVIDENCE: Mapping[str, Any] = {"grade": "D", "mixed": False, "sources": [], "views": []}

NamedDays = Mapping[str, datetime.date]
"""Item id -> the day that its paper names, such as the one to sign by: it can't be moved past it."""


def work(plan: Plan, changes: Iterable[PlanChange], named: NamedDays | None = None) -> Plan:
    """The plan with the changes, one after another."""
    for change in changes:
        plan = _with(plan, change, named or {})
    return plan


def idle(plan: Plan, changes: Sequence[PlanChange], named: NamedDays | None = None) -> frozenset[str]:
    """The ids of changes that change nothing in this plan, for instance since it was made again."""
    found = set()
    for change in changes:
        after = _with(plan, change, named or {})
        if after == plan:
            found.add(change.id)
        plan = after
    return frozenset(found)


def calendar_of(plan: Plan) -> Calendar:
    """The calendar that a plan was laid over."""
    state = plan.facts.get("pip_state")
    return Calendar(plan.today, plan.starts, plan.ends, state in OVER, state == "no_plan")


def named_days(knowledge: KnowledgeBase, answers: Mapping[str, Any], plan: Plan) -> NamedDays:
    """The days that the person's papers name, still ahead when the plan was made."""
    by = {
        item.id: strategy.due_by
        for item in plan.items
        if (strategy := knowledge.strategies.get(item.id)) is not None and strategy.due_by
    }
    if not by:
        return {}
    try:
        read = read_answers(knowledge, answers).answers
    except InputError:  # dates that don't fit together name no day
        return {}
    days = {item: date_of(read, question) for item, question in by.items()}
    return {item: day for item, day in days.items() if day is not None and day >= plan.today}


def last_day(plan: Plan, item: PlanItem, named: NamedDays) -> datetime.date:
    """The last day on which an item may end."""
    if item.id in named:
        return named[item.id]
    over = calendar_of(plan).over
    return plan.ends + datetime.timedelta(days=AFTER_DAYS if item.phase == "after" and not over else 0)


def _with(plan: Plan, change: PlanChange, named: NamedDays) -> Plan:
    what = change.what
    if isinstance(what, LostDays):
        return without_lost_days(plan, what, change.on, named, calendar_of(plan))
    if isinstance(what, OwnItem):
        return _with_own(plan, change, what)
    found = next((item for item in plan.items if item.id == what.item), None)
    if found is None:
        return plan
    if isinstance(what, TakeOut):
        return _without(plan, found) if found.by_person else plan
    if isinstance(what, Decline):
        put_aside = LeftOut(found.id, DECLINED, _(REASONS.get(what.reason, REASONS["other"])))
        left_out = sorted((*plan.left_out, put_aside), key=lambda one: one.strategy)
        return replace(_without(plan, found), left_out=tuple(left_out))
    if isinstance(what, Reorder):
        return tailor(plan, [Edit(change.id, change.on, Move(what.item, what.before))])
    return _replaced(plan, found, _changed(plan, found, what, named))


def _without(plan: Plan, item: PlanItem) -> Plan:
    return replace(plan, items=tuple(one for one in plan.items if one is not item))


def _replaced(plan: Plan, old: PlanItem, new: PlanItem) -> Plan:
    return replace(plan, items=tuple(new if item is old else item for item in plan.items))


def _changed(plan: Plan, item: PlanItem, what: What, named: NamedDays) -> PlanItem:
    if isinstance(what, OwnNote):
        return item._replace(own_note=what.text or None)
    if isinstance(what, NotNeeded):
        steps = tuple(step for step in item.steps if step.id != what.step)
        return item._replace(steps=steps) if steps else item
    days = days_after(plan, item, what, named) if isinstance(what, Reschedule | PutOff) else None
    if days is None:
        return item
    start, due = days
    stood = Slot(item.phase, item.start, item.due, item.late)
    slot = moved(stood, start, due, item.repeats is not None, calendar_of(plan))
    return on_days(item, start, due, days_of(plan, named))._replace(phase=slot.phase)


def days_after(
    plan: Plan, item: PlanItem, what: Reschedule | PutOff, named: NamedDays
) -> tuple[datetime.date, datetime.date] | None:
    """The days an item has after it was rescheduled or put off; None where that can't be in this plan."""
    if item.pinned:
        return None
    last = last_day(plan, item, named)
    if isinstance(what, PutOff):
        start = what.until
        due = item.due if item.repeats else start + (item.due - item.start)
    else:
        start, due = what.start, what.due
    if due < plan.today or start > last:
        return None
    start, due = max(start, min(plan.today, item.start)), min(due, last)
    if due < start:
        return None
    if item.phase != "first_48_hours":
        on_workday = workday(due.toordinal(), max(start, plan.today).toordinal())
        if on_workday <= last.toordinal():
            due = datetime.date.fromordinal(on_workday)
    return start, due


def _with_own(plan: Plan, change: PlanChange, own: OwnItem) -> Plan:
    there = next((item for item in plan.items if item.id == own.item), None)
    if (there is not None) != own.rewritten:
        return plan
    if there is not None:
        note = there.own_note
        return _replaced(plan, there, _own_item(_without(plan, there), change, own)._replace(own_note=note))
    added = _added(plan, change, own)
    raw = next(item for item in added.items if item.id == own.item)
    return _replaced(added, raw, _own_item(plan, change, own))


def _added(plan: Plan, change: PlanChange, own: OwnItem) -> Plan:
    texts = tuple(step.text for step in own.steps)
    add = Add(own.item, own.title, own.goal, texts, own.start, own.due, own.repeats, own.hours)
    return tailor(plan, [Edit(change.id, change.on, add)])


def _own_item(plan: Plan, change: PlanChange, own: OwnItem) -> PlanItem:
    """The own item as it stands in a plan that does not have it yet."""
    item = next(one for one in _added(plan, change, own).items if one.id == own.item)
    return item._replace(
        why=_(OWN_SAYS),
        summary=own.title,
        track=own.track,
        at=own.at,
        steps=tuple(PlanStep(step.id, step.text, _(OWN_DONE)) for step in own.steps),
        evidence={**OWN_EVIDENCE, "about": _(OWN_SAYS)},
        by_coach=False,
        by_person=True,
    )


def touched_items(plan: Plan, progress: Collection[str]) -> Iterator[PlanItem]:
    """The items of a plan that the person did something with: they have a tick (`item/step`) or a note."""
    for item in plan.items:
        if item.own_note or any(f"{item.id}/{step.id}" in progress for step in item.steps):
            yield item


def done_items(plan: Plan, progress: Collection[str]) -> tuple[str, ...]:
    """The ids of items that are done for good: every step is ticked, and they don't come back."""
    return tuple(
        item.id
        for item in plan.items
        if item.repeats is None and all(f"{item.id}/{step.id}" in progress for step in item.steps)
    )
