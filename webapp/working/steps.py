"""One step: other days, later, aside, a note, up and down, and what of it is not needed.

What is typed beside an item that was changed on another page meanwhile is not kept: the page shows both.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.calendar import ONE_DAY
from engine.language import gettext as _
from engine.language import number
from engine.model import PlanItem
from engine.planning.own_changes import (
    DONE_ALREADY,
    REASONS,
    NotNeeded,
    OwnNote,
    PutOff,
    Reschedule,
    TakeOut,
    What,
)
from engine.planning.tailoring import in_phase
from engine.planning.working import last_day
from engine.planning.working_limits import keeps_safe, step_along, to_front
from engine.typed_days import Within
from webapp import journey as journeys
from webapp import services
from webapp.plans import ticking
from webapp.plans.making import PlanAtHand
from webapp.sent_once import fresh
from webapp.working import forms
from webapp.working.kept_changes import Refused
from webapp.working.telling import TICKS, TOLD, not_needed_of, told
from webapp.working.views import (
    Crowded,
    add_change,
    blueprint,
    chosen_day,
    done,
    item_at,
    own_file,
    plan_at_hand,
)

__all__ = ["blueprint"]


blueprint.app_template_global()(keeps_safe)


class Stale(Exception):
    """The item was changed elsewhere after this page was opened."""


def seen(item: PlanItem) -> str:
    """A short name for how an item stands now: what was typed beside another state of it is stale."""
    told = (item.start, item.due, item.at, item.title, item.goal, item.steps, item.own_note)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


@blueprint.get("/step/<address>")
def step(address: str) -> ResponseReturnValue:
    """What can be done with one step."""
    return _step(address)


def _step(
    address: str,
    refused: str | None = None,
    stale: bool = False,
    sure: bool = False,
    crowded: Crowded | None = None,
) -> ResponseReturnValue:
    found = plan_at_hand()
    item = item_at(found, address)
    if item is None:
        return render_template("working/gone.html", journey=journeys.current()), 404
    row = in_phase(found.plan.items, item)
    page = render_template(
        "working/step.html",
        journey=journeys.current(),
        item=item,
        plan=found.plan,
        today=services().today(),
        last=last_day(found.plan, item, found.named),
        named=item.id in found.named,
        address=address,
        seen=seen(item),
        place=row.index(item) + 1,
        count=len(row),
        told=told(found),
        safe=keeps_safe(item),
        soon=_soon(found, item),
        settled=frozenset(one.id for one in item.steps if f"{item.id}/{one.id}" in found.progress),
        left_away=not_needed_of(found, item),
        sure=sure,
        crowded=crowded,
        new=fresh(),
        refused=refused,
        stale=stale,
        typed=request.form,
        reasons=REASONS,
        longest_note=forms.LONGEST_NOTE,
        longest_reason=forms.LONGEST_REASON,
    )
    return page, 409 if stale else 422 if refused or crowded else 200


def _days_for(found: PlanAtHand, item: PlanItem) -> Within:
    """The days on which an item can lie."""
    return min(services().today(), item.start), last_day(found.plan, item, found.named)


def _soon(found: PlanAtHand, item: PlanItem) -> list[tuple[str, datetime.date]]:
    """Days until which an item is often put off, as far as it can be, each in words."""
    today = services().today()
    last = min(last_day(found.plan, item, found.named), item.due if item.repeats else datetime.date.max)
    days = (
        (_("Tomorrow"), today + ONE_DAY),
        (_("Next Monday"), today + ONE_DAY * (7 - today.weekday())),
        (_("In a week"), today + ONE_DAY * 7),
    )
    offered: dict[datetime.date, str] = {}
    for words, day in days:
        if item.start < day <= last:
            offered.setdefault(day, words)
    return [(words, day) for day, words in offered.items()]


@blueprint.post("/step/<address>/days")
def days(address: str) -> ResponseReturnValue:
    """Other days."""
    found = plan_at_hand()

    def change(item: PlanItem) -> What:
        within = _days_for(found, item)
        start, due = chosen_day("start", within), chosen_day("due", within)
        if start is None or due is None:
            raise Refused(_("Choose a first and a last day."))
        return Reschedule(item.id, start, due)

    return _of_item(address, change)


@blueprint.post("/step/<address>/later")
def later(address: str) -> ResponseReturnValue:
    """Put it off."""
    found = plan_at_hand()

    def change(item: PlanItem) -> What:
        until = chosen_day("until", (services().today(), _days_for(found, item)[1]))
        if until is None:
            raise Refused(_("Choose a day to put it off until."))
        return PutOff(item.id, until)

    return _of_item(address, change)


@blueprint.post("/step/<address>/aside")
def aside(address: str) -> ResponseReturnValue:
    """Put it aside; what is done already is ticked instead. What keeps the person safe is put aside only once
    it was told what that means.
    """
    item = item_at(plan_at_hand(), address)
    if item is not None and request.form.get("reason") == DONE_ALREADY:
        return _done_already(item, address)
    if item is not None and keeps_safe(item) and request.form.get("sure") != "yes":
        return _step(address, sure=True)
    return _of_item(address, lambda one: forms.read_decline(request.form, one))


def _done_already(item: PlanItem, address: str) -> ResponseReturnValue:
    """All of it ticked today, at one time that can be taken back. Words that came along go to the note."""
    found = plan_at_hand()
    if request.form.get("seen") not in (None, seen(item)):
        return _step(address, stale=True)
    still_open = {key: True for one in item.steps if (key := f"{item.id}/{one.id}") not in found.progress}
    words = forms.read_decline(request.form, item).words
    noted = None
    try:
        if words:
            noted = add_change(lambda _now: _note(item, "\n".join(filter(None, (item.own_note, words)))))
    except Refused as refused:
        return _step(address, refused=str(refused))
    if still_open:
        ticking.tick(own_file(), found.plan, still_open)
        return done(TICKS, address)
    return done(noted, address) if noted else redirect(url_for("plans.step", address=address), 303)


def _note(item: PlanItem, text: str) -> OwnNote:
    """A note beside the item; Refused where it is too long."""
    if len(text) > forms.LONGEST_NOTE:
        most, now = number(forms.LONGEST_NOTE), number(len(text))
        raise Refused(
            _("Use %(most)s characters or fewer for a note. Now there are %(now)s.", most=most, now=now)
        )
    return OwnNote(item.id, text)


@blueprint.post("/step/<address>/note")
def note(address: str) -> ResponseReturnValue:
    """Words of the person's own beside it."""
    text = forms.note_of(request.form.get("text"))
    return _of_item(address, lambda item: _note(item, text))


@blueprint.post("/step/<address>/out")
def out(address: str) -> ResponseReturnValue:
    """Take a step of the person's own out."""
    return _of_item(address, lambda item: TakeOut(item.id))


@blueprint.post("/step/<address>/place")
def place(address: str) -> ResponseReturnValue:
    """One place up or down, or to the first place."""
    to = request.form.get("to")
    found = plan_at_hand()

    def change(item: PlanItem) -> What:
        moved = to_front(found.plan, item) if to == "first" else step_along(found.plan, item, to == "down")
        if moved is None:
            raise Refused(_("There is no further place in its part of the plan."))
        return moved

    return _of_item(address, change, stays=True)


@blueprint.post("/step/<address>/not-needed")
def not_needed(address: str) -> ResponseReturnValue:
    """One of its steps does not apply, such as one for a case that did not come."""
    return _of_item(address, lambda item: NotNeeded(item.id, request.form.get("step", "")))


def _of_item(address: str, change: Callable[[PlanItem], What], stays: bool = False) -> ResponseReturnValue:
    def of(found: PlanAtHand) -> What:
        item = item_at(found, address)
        if item is None:
            raise Refused(_("This step is not in the plan any more. Look at the plan as it is now."))
        if request.form.get("seen") not in (None, seen(item)):
            raise Stale
        return change(item)

    try:
        added = add_change(of)
    except Refused as refused:
        return _step(address, refused=str(refused))
    except Stale:
        return _step(address, stale=True)
    except Crowded as crowded:
        return _step(address, crowded=crowded)
    if not stays:
        return done(added, address)
    session[TOLD] = added
    return redirect(url_for(".step", address=address, _anchor="place"), 303)
