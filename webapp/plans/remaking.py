"""What would change if the plan were made again: told, with reasons, before anything changes."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from engine.explain.what_if import differences
from engine.language import gettext as _
from engine.model import LeftOut, Plan, PlanItem
from engine.planning.working import calendar_of, touched_items
from webapp.journey import Journey
from webapp.plans import making


@dataclass(frozen=True, slots=True)
class Change:
    """One item that would come, go or move: with its days before and after, where it has them, and why."""

    title: str
    before: PlanItem | None
    after: PlanItem | None
    why: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan made again, beside the one that is kept. `mark` names exactly these differences."""

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    moved: tuple[Change, ...]
    reworded: tuple[Change, ...]
    """Items on the same days that would say something else, such as a goal that was changed."""
    stays: int
    dates: tuple[Plan, Plan] | None
    """Both plans, where the plan itself begins or ends on another day."""
    over: bool
    """The plan from work has had its end, and the new days are those after it."""
    mark: str

    @property
    def changes(self) -> bool:
        """Whether anything would change that can be seen."""
        return bool(self.added or self.removed or self.moved or self.reworded or self.dates)


def proposal(journey: Journey) -> Proposal | None:
    """What making the plan again would change; None where there is none yet. InputError if it can't be."""
    kept = making.kept_of(journey)
    if not kept.plan:
        return None
    before = making.as_kept(kept).plan
    after = making.laid_over(kept, making.made_again(kept)).plan
    ticked = {item.id for item in touched_items(before, kept.progress)}
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    left_out = {one.strategy: one for one in after.left_out}
    found = differences(before, after)
    why = _why_moved(before, after)
    moved = [
        one for each in found.moved if _moves(one := old[each.strategy], new[each.strategy], after.today)
    ]
    dates = (before.starts, before.ends) != (after.starts, after.ends)
    new_words = [
        one
        for one in before.items
        if one.id in new and one not in moved and _words(one) != _words(new[one.id]) and not one.by_person
    ]
    told = "\n".join(
        f"{one.id} {one.start} {one.due} {one.phase} {_words(one)}" for one in (*before.items, *after.items)
    )
    return Proposal(
        tuple(
            Change(new[one].title, None, new[one], _reasons(new[one]), one in ticked) for one in found.added
        ),
        tuple(
            Change(old[one].title, old[one], None, _gone(left_out.get(one), before, after), one in ticked)
            for one in found.removed
        ),
        tuple(Change(one.title, one, new[one.id], (why,), one.id in ticked) for one in moved),
        tuple(
            Change(one.title, one, new[one.id], _new_words(one, new[one.id]), one.id in ticked)
            for one in new_words
        ),
        len(old.keys() & new.keys()) - len(moved) - len(new_words),
        (before, after) if dates else None,
        calendar_of(after).over,
        hashlib.sha256(f"{told} {after.starts} {after.ends}".encode()).hexdigest()[:16],
    )


def _moves(before: PlanItem, after: PlanItem, today: datetime.date) -> bool:
    """Whether an item gets other days from today on. That a habit began earlier is nothing to decide on."""
    return (max(before.start, today), before.due) != (max(after.start, today), after.due)


def _words(item: PlanItem) -> tuple[str, ...]:
    """What an item asks of the person."""
    return item.goal, *(step.text for step in item.steps)


def _new_words(before: PlanItem, after: PlanItem) -> tuple[str, ...]:
    """What it would say that it does not say now."""
    was = _words(before)
    return tuple(text for text in _words(after) if text not in was) or (_("It would leave a step out."),)


def _reasons(item: PlanItem) -> tuple[str, ...]:
    return tuple(one.says for one in item.because) or (item.why,)


def _gone(left_out: LeftOut | None, before: Plan, after: Plan) -> tuple[str, ...]:
    if left_out is not None:
        return (left_out.reason,)
    if before.today != after.today:
        return (_("By now, nothing in your answers or in the days that are left calls for it."),)
    return (_("Nothing in your answers calls for it now."),)


def _why_moved(before: Plan, after: Plan) -> str:
    if (before.starts, before.ends) != (after.starts, after.ends):
        over = calendar_of(after).over
        return _("Your steps have other days now.") if over else _("The plan has other days now.")
    if before.today != after.today:
        return _("The days are laid out again from today.")
    return _("Other steps came or went, so the weeks were filled again.")
