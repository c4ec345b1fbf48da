"""Why a change that a person asks for can't be made to their plan as it stands, in words.

`working.work` passes over what can't be; here it is said before it is kept.
"""

from __future__ import annotations

import datetime

from engine.language import full_day
from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.planning.lost_days import lost_in
from engine.planning.own_changes import (
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
from engine.planning.tailoring import ALWAYS_STAY, in_phase
from engine.planning.working import NamedDays, last_day, work

MOST_LOST_DAYS = 60


def refusal(plan: Plan, what: What, today: datetime.date, named: NamedDays) -> str | None:
    """Why the change can't be made to this plan, or None."""
    if isinstance(what, LostDays):
        return _lost(plan, what, today, named)
    item = next((one for one in plan.items if one.id == what.item), None)
    if isinstance(what, OwnItem):
        return None if (item is not None) == what.rewritten else _gone()
    if item is None:
        return _gone()
    if isinstance(what, Reschedule | PutOff):
        return _days(plan, item, what, today, named)
    if isinstance(what, Reorder):
        others = {one.id for one in in_phase(plan.items, item)}
        return None if what.before is None or what.before in others else _gone()
    if isinstance(what, NotNeeded):
        return _not_needed(item, what)
    assert isinstance(what, Decline | OwnNote | TakeOut)
    return _gone() if isinstance(what, TakeOut) and not item.by_person else None


def _gone() -> str:
    return _("This step is not in the plan any more. Look at the plan as it is now.")


def _not_needed(item: PlanItem, what: NotNeeded) -> str | None:
    if all(step.id != what.step for step in item.steps):
        return _gone()
    if keeps_safe(item):
        return _("This is here because it keeps you safe, so its parts stay together.")
    if len(item.steps) == 1:
        return _("This is the last part of it. You can put all of it aside.")
    return None


def keeps_safe(item: PlanItem) -> bool:
    """Whether an item is there for the person's safety: it is put aside only once its meaning was told."""
    return item.pinned or item.id in ALWAYS_STAY


def _days(
    plan: Plan, item: PlanItem, what: Reschedule | PutOff, today: datetime.date, named: NamedDays
) -> str | None:
    if item.pinned:
        return _("This step keeps you safe, so it stays first. You can still put it aside.")
    last = last_day(plan, item, named)
    first, due = (what.until, what.until) if isinstance(what, PutOff) else (what.start, what.due)
    if due < first:
        return _("The last day can’t be before the first day.")
    earliest = today if isinstance(what, PutOff) else min(today, item.start)
    if first < earliest or due < today:
        return _("Choose days from %(day)s on.", day=full_day(today))
    if isinstance(what, PutOff) and item.repeats and what.until > item.due:
        return _("This comes back until %(day)s. Choose a day before that.", day=full_day(item.due))
    if due <= last:
        return None
    if item.id in named:
        return _("Your papers name %(day)s for this. It can’t be later than that.", day=full_day(last))
    return _("The last day it can be is %(day)s.", day=full_day(last))


def _lost(plan: Plan, what: LostDays, today: datetime.date, named: NamedDays) -> str | None:
    if not 1 <= what.days <= MOST_LOST_DAYS:
        return _("Choose a number of days from %(least)s to %(most)s.", least=1, most=MOST_LOST_DAYS)
    if what.resume < today:
        return _("Choose a day from %(day)s on.", day=full_day(today))
    if what.resume > plan.ends:
        return _("The plan ends on %(day)s. Choose a day up to then.", day=full_day(plan.ends))
    if lost_in(plan, what) == 0:
        return _("The plan was made on %(day)s. It leaves out the days before.", day=full_day(plan.today))
    if work(plan, [PlanChange("", today, what)], named) == plan:
        return _("Nothing open in your plan lies in these days, so nothing has to move.")
    return None


def to_front(plan: Plan, item: PlanItem) -> Reorder | None:
    """The change that takes an item to the first place of its phase; None where it is there."""
    first = in_phase(plan.items, item)[0]
    return None if first is item else Reorder(item.id, first.id)


def step_along(plan: Plan, item: PlanItem, down: bool) -> Reorder | None:
    """The change that takes an item one place up or down in its phase; None at the end of it."""
    row = in_phase(plan.items, item)
    place = row.index(item) + (1 if down else -1)
    if not 0 <= place < len(row):
        return None
    if not down:
        return Reorder(item.id, row[place].id)
    return Reorder(item.id, row[place + 1].id if place + 1 < len(row) else None)
