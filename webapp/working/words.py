"""What a change is called, and where an item is told of by its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.knowledge_base import KnowledgeBase
from engine.language import full_day, listed, ngettext, number
from engine.language import gettext as _
from engine.model import Plan
from engine.planning.own_changes import (
    Decline,
    LostDays,
    NotNeeded,
    OwnItem,
    OwnNote,
    PlanChange,
    PutOff,
    Reschedule,
    TakeOut,
    What,
)


def titles_of(
    knowledge: KnowledgeBase, plans: tuple[Plan, ...], changes: tuple[PlanChange, ...]
) -> Mapping[str, str]:
    """What every item that was ever spoken of is called, by id."""
    titles = {name: one.title for name, one in knowledge.strategies.items()}
    titles |= {one.what.item: one.what.title for one in changes if isinstance(one.what, OwnItem)}
    return titles | {item.id: item.title for plan in plans for item in plan.items}


def said(what: What, titles: Mapping[str, str]) -> str:
    """A change in a line."""
    if isinstance(what, LostDays):
        return ngettext(
            "Lost: %(n)s day, going on from %(day)s",
            "Lost: %(n)s days, going on from %(day)s",
            what.days,
            n=number(what.days),
            day=full_day(what.resume),
        )
    if isinstance(what, OwnItem):
        step = what.title
        return _("Changed: %(step)s", step=step) if what.rewritten else _("Added: %(step)s", step=step)
    step = titles.get(what.item, _("a step that is not in the plan now"))
    if isinstance(what, Reschedule):
        first, last = full_day(what.start), full_day(what.due)
        return _("Other days: %(step)s, %(first)s to %(last)s", step=step, first=first, last=last)
    if isinstance(what, PutOff):
        return _("Put off until %(day)s: %(step)s", step=step, day=full_day(what.until))
    if isinstance(what, Decline):
        return _("Put aside: %(step)s", step=step)
    if isinstance(what, TakeOut):
        return _("Taken out: %(step)s", step=step)
    if isinstance(what, NotNeeded):
        return _("One part is not needed: %(step)s", step=step)
    if isinstance(what, OwnNote):
        note = _("Note beside: %(step)s", step=step)
        return note if what.text else _("Note taken away: %(step)s", step=step)
    return _("Moved: %(step)s", step=step)


def said_of_ticks(ticked: Collection[str], unticked: Collection[str], titles: Mapping[str, str]) -> str:
    """One time of ticking or unticking in a line; the steps are `item/step`."""
    keys = ticked or unticked
    items = dict.fromkeys(titles.get(key.partition("/")[0], _("an earlier step")) for key in keys)
    told = listed(items)
    n = number(len(keys))
    if ticked:
        return ngettext("%(n)s tick: %(steps)s", "%(n)s ticks: %(steps)s", len(keys), n=n, steps=told)
    return ngettext(
        "%(n)s tick taken away: %(steps)s", "%(n)s ticks taken away: %(steps)s", len(keys), n=n, steps=told
    )
