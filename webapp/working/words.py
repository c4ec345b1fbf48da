"""What a change is called, and where an item is told of by its name."""

from __future__ import annotations

from collections.abc import Mapping

from engine.knowledge_base import KnowledgeBase
from engine.language import full_day, ngettext, number
from engine.language import gettext as _
from engine.model import Plan
from engine.planning.own_changes import (
    Decline,
    LostDays,
    OwnItem,
    OwnNote,
    PlanChange,
    PutOff,
    Reschedule,
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
    return (
        _("Note beside: %(step)s", step=step)
        if isinstance(what, OwnNote)
        else _("Moved: %(step)s", step=step)
    )
