"""What the plan page tells of changes: the last one with its Undo, what was put aside, what is behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import session, url_for

from engine.language import full_day, mark, ngettext, number
from engine.language import gettext as _
from engine.language import hours as hours_said
from engine.model import PlanItem
from engine.planning.full_weeks import FullWeek, fuller_weeks
from engine.planning.lost_days import LOST
from engine.planning.own_changes import (
    OWN,
    Decline,
    LostDays,
    NotNeeded,
    OwnItem,
    OwnNote,
    PlanChange,
    PutOff,
    Reschedule,
)
from engine.planning.working import done_items, work
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.plans.making import PlanAtHand, earlier_of
from webapp.working import kept_changes, kept_ticks
from webapp.working.words import said, said_of_ticks, titles_of

TOLD = "told"
"""In the session: what was just done, for the line on the plan page that offers to undo it."""
TICKS, UNDONE, REMADE, WENT_BACK, UNCHANGED = "ticks", "undone", "remade", "back", "unchanged"
"""What it can be; after UNDONE may stand the ids of changes. Anything else is the id of a change."""
WORDS: Mapping[str, str] = {
    REMADE: mark("Your plan was made again."),
    WENT_BACK: mark("Your earlier plan is in place again."),
    UNCHANGED: mark("The plan was made again, and nothing in it changed."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line about what was just done, and the button that takes it back: where it sends what."""

    says: str
    action: str = ""
    name: str = ""
    value: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """An item that the plan no longer has: what was done of it (step id -> words and day), and the note."""

    id: str
    title: str
    ticked: Mapping[str, tuple[str, str]]
    note: str


def told(found: PlanAtHand) -> Told | None:
    """What was just done, once."""
    what = session.pop(TOLD, None)
    journey = journeys.current()
    if what is None or journey.file is None or for_client():
        return None
    document = services().store.read(journey.file, kept_changes.DOCUMENT) or {}
    kind, _space, ids = str(what).partition(" ")
    if kind == UNDONE:
        return _taken_back(found, document, ids.split())
    if kind == TICKS:
        times = kept_ticks.tickings(document)
        if not times:
            return None
        says = _("Ticked. Well walked.") if times[0].ticked else _("The tick was taken away.")
        return Told(says, url_for("working.undo_ticks"), "ticks", times[0].id, _("Undo"))
    if kind in WORDS:
        earlier = earlier_of(journey) if kind != UNCHANGED else ()
        if not earlier:
            return Told(_(WORDS[kind]))
        return Told(_(WORDS[kind]), url_for("working.go_back"), "plan", earlier[0].id, _("Undo"))
    change = next((one for one in found.changes if one.id == what), None)
    return _done(found, change) if change is not None else None


def _taken_back(found: PlanAtHand, document: Mapping[str, object], ids: list[str]) -> Told:
    back = [one for one in kept_changes.taken_back(document, services().today()) if one.id in ids]
    if not back:
        return Told(_("That was taken back."))
    says = _("All your changes were taken back.")
    if len(back) == 1:
        titles = titles_of(services().kb, (found.beneath, found.plan), (*found.changes, *back))
        says = _("Taken back: %(change)s", change=said(back[0].what, titles))
    names = " ".join(one.id for one in back)
    return Told(says, url_for("working.keep_after_all"), "change", names, _("Keep it after all"))


def _done(found: PlanAtHand, change: PlanChange) -> Told:
    says = said(change.what, titles_of(services().kb, (found.beneath,), found.changes))
    no_room = sum(one.code == LOST for one in found.plan.left_out)
    if isinstance(change.what, LostDays):
        says = _("What is left has moved. You go on from %(day)s", day=full_day(change.what.resume))
    if isinstance(change.what, LostDays) and no_room:
        more = ngettext(
            "%(n)s step found no room. It stands under “What is not in it”.",
            "%(n)s steps found no room. They stand under “What is not in it”.",
            no_room,
            n=number(no_room),
        )
        says = f"{says}. {more}"
    if isinstance(change.what, OwnItem | PutOff | Reschedule):
        for week in _filled_by(found, change)[:1]:
            day, hours, has = full_day(week.monday), hours_said(week.hours), hours_said(week.has)
            more = _("The week from %(day)s now holds %(hours)s.", day=day, hours=hours)
            counted = _("Your plan counts on %(hours)s a week.", hours=has)
            says = f"{says}. {more} {counted}"
    return Told(says, url_for("working.undo"), "change", change.id, _("Undo"))


def _filled_by(found: PlanAtHand, change: PlanChange) -> tuple[FullWeek, ...]:
    """The weeks that a change makes fuller than the person's hours."""
    without = work(found.beneath, [one for one in found.changes if one is not change], found.named)
    return fuller_weeks(without, found.plan, done_items(found.plan, found.progress))


def put_aside(found: PlanAtHand) -> Mapping[str, PlanChange]:
    """What the person put aside: item -> the change that did it."""
    gone = {item.id for item in found.beneath.items} - {item.id for item in found.plan.items}
    return {
        one.what.item: one
        for one in found.changes
        if isinstance(one.what, Decline) and (one.what.item in gone or one.what.item.startswith(OWN))
    }


def not_needed_of(found: PlanAtHand, item: PlanItem) -> tuple[tuple[PlanChange, str], ...]:
    """What the person left away of an item: the change that did it, and the words of the step."""
    words = {step.id: step.text for one in found.beneath.items if one.id == item.id for step in one.steps} | {
        step.id: step.text
        for one in found.changes
        if isinstance(one.what, OwnItem) and one.what.item == item.id
        for step in one.what.steps
    }
    now = {step.id for step in item.steps}
    return tuple(
        (one, words[one.what.step])
        for one in found.changes
        if isinstance(one.what, NotNeeded)
        and one.what.item == item.id
        and one.what.step in words.keys() - now
    )


def behind(found: PlanAtHand) -> tuple[Behind, ...]:
    """What has a tick or a note and is not in the plan any more, by item: nothing that was done is lost."""
    now = {item.id: {step.id for step in item.steps} for item in found.plan.items}
    notes = {one.what.item: one.what.text for one in found.changes if isinstance(one.what, OwnNote)}
    titles: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for name, title, steps in _ever_there(found):
        titles.setdefault(name, title)
        texts[name] = {**steps, **texts.get(name, {})}
    seen = [
        Behind(
            name,
            titles[name],
            {
                step: (text, found.progress[key])
                for step, text in steps.items()
                if (key := f"{name}/{step}") in found.progress and step not in now.get(name, ())
            },
            "" if name in now else notes.get(name, ""),
        )
        for name, steps in texts.items()
    ]
    return tuple(one for one in seen if one.ticked or one.note)


def _ever_there(found: PlanAtHand) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Id, title and steps of every item that was kept behind, that is beneath the changes, or was added."""
    for kept in found.behind:
        strategy = services().kb.strategies.get(kept["id"])
        words = {step.id: step.text for step in strategy.steps if "{" not in step.text} if strategy else {}
        texts = {step["id"]: words.get(step["id"], step["text"]) for step in kept["steps"]}
        yield kept["id"], strategy.title if strategy else kept["title"], texts
    for item in found.beneath.items:
        yield item.id, item.title, {step.id: step.text for step in item.steps}
    added = {one.what.item: one.what for one in found.changes if isinstance(one.what, OwnItem)}
    for own in added.values():
        yield own.item, own.title, {step.id: step.text for step in own.steps}


def ticks_told(document: Mapping[str, object], found: PlanAtHand) -> list[tuple[kept_ticks.Ticking, str]]:
    """The last times that steps were ticked, each in a line."""
    titles = titles_of(services().kb, (found.beneath, found.plan), found.changes)
    return [(one, said_of_ticks(one.ticked, one.unticked, titles)) for one in kept_ticks.tickings(document)]
