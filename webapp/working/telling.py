"""What the plan page tells of changes: the last one with its Undo, what was put aside, what is behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import session

from engine.language import gettext as _
from engine.language import ngettext, number
from engine.planning.lost_days import LOST
from engine.planning.own_changes import OWN, Decline, LostDays, OwnItem, PlanChange
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.plans.making import PlanAtHand
from webapp.working import kept_changes
from webapp.working.words import said, titles_of

TOLD = "told"
"""In the session: what was just done, for the line on the plan page that offers to undo it."""
TICKS, UNDONE = "ticks", "undone"
"""The steps were ticked or unticked; something was taken back. Anything else is the id of a change."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line about what was just done. `change` or `ticks` is the id to undo it by; neither after an undo."""

    says: str
    change: str = ""
    ticks: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """An item that the plan no longer has, with what was done of it: step id -> words and day."""

    id: str
    title: str
    ticked: Mapping[str, tuple[str, str]]


def told(found: PlanAtHand) -> Told | None:
    """What was just done, once."""
    what = session.pop(TOLD, None)
    file = journeys.current().file
    if what is None or file is None or for_client():
        return None
    if what == UNDONE:
        return Told(_("That was taken back."))
    if what == TICKS:
        last = kept_changes.last_ticks(services().store, file)
        if last is None:
            return None
        ticked = any(key in found.progress for key in last[1])
        return Told(_("Ticked. Well walked.") if ticked else _("The tick was taken away."), ticks=last[0])
    change = next((one for one in found.changes if one.id == what), None)
    if change is None:
        return None
    says = said(change.what, titles_of(services().kb, (found.beneath,), found.changes))
    no_room = sum(one.code == LOST for one in found.plan.left_out)
    if isinstance(change.what, LostDays) and no_room:
        more = ngettext(
            "%(n)s step found no room. It stands under “What is not in it”.",
            "%(n)s steps found no room. They stand under “What is not in it”.",
            no_room,
            n=number(no_room),
        )
        says = f"{says}. {more}"
    return Told(says, change=change.id)


def put_aside(found: PlanAtHand) -> Mapping[str, PlanChange]:
    """What the person put aside: item -> the change that did it."""
    gone = {item.id for item in found.beneath.items} - {item.id for item in found.plan.items}
    return {
        one.what.item: one
        for one in found.changes
        if isinstance(one.what, Decline) and (one.what.item in gone or one.what.item.startswith(OWN))
    }


def behind(found: PlanAtHand) -> tuple[Behind, ...]:
    """Items with ticks that the plan no longer has: nothing of what was done is lost."""
    now = {item.id for item in found.plan.items}
    return tuple(one for one in _earlier(found) if one.id not in now and one.ticked)


def _earlier(found: PlanAtHand) -> Iterator[Behind]:
    beneath = {item.id for item in found.beneath.items}
    strategies = services().kb.strategies
    for kept in found.behind:
        if kept["id"] in beneath:
            continue
        strategy = strategies.get(kept["id"])
        words = {step.id: step.text for step in strategy.steps if "{" not in step.text} if strategy else {}
        texts = {step["id"]: words.get(step["id"], step["text"]) for step in kept["steps"]}
        yield Behind(
            kept["id"], strategy.title if strategy else kept["title"], _ticked(found, kept["id"], texts)
        )
    for item in found.beneath.items:
        yield Behind(
            item.id, item.title, _ticked(found, item.id, {step.id: step.text for step in item.steps})
        )

    own = {one.what.item: one.what for one in found.changes if isinstance(one.what, OwnItem)}
    for name, added in own.items():
        yield Behind(name, added.title, _ticked(found, name, {step.id: step.text for step in added.steps}))


def _ticked(found: PlanAtHand, item: str, texts: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    return {
        step: (text, found.progress[key])
        for step, text in texts.items()
        if (key := f"{item}/{step}") in found.progress
    }
