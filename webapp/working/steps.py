"""One step: other days, later, aside, a note, up and down; and steps of the person's own.

What is typed beside an item that was changed on another page meanwhile is not kept: the page shows both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.language import number
from engine.model import PlanItem
from engine.planning.own_changes import REASONS, OwnNote, PutOff, Reschedule, What
from engine.planning.tailoring import in_phase
from engine.planning.working import last_day
from engine.planning.working_limits import keeps_safe, step_along
from webapp import journey as journeys
from webapp import services
from webapp.guides.opaque import opaque
from webapp.plans.making import PlanAtHand
from webapp.working import forms
from webapp.working.kept_changes import Refused
from webapp.working.views import add_change, blueprint, done, item_at, plan_at_hand

__all__ = ["blueprint"]


class Stale(Exception):
    """The item was changed elsewhere after this page was opened."""


def seen(item: PlanItem) -> str:
    """A short name for how an item stands now: what was typed beside another state of it is stale."""
    told = f"{item.start} {item.due} {item.title} {[step.text for step in item.steps]} {item.own_note}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]


@blueprint.get("/step/<address>")
def step(address: str) -> ResponseReturnValue:
    """What can be done with one step."""
    return _step(address)


def _step(
    address: str, refused: str | None = None, stale: bool = False, sure: bool = False
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
        can_rise=row[0] is not item,
        can_sink=row[-1] is not item,
        safe=keeps_safe(item),
        sure=sure,
        refused=refused,
        stale=stale,
        typed=request.form,
        reasons=REASONS,
        longest_note=forms.LONGEST_NOTE,
        longest_reason=forms.LONGEST_REASON,
    )
    return page, 409 if stale else 422 if refused else 200


@blueprint.post("/step/<address>/days")
def days(address: str) -> ResponseReturnValue:
    """Other days."""
    start, due = forms.day(request.form.get("start")), forms.day(request.form.get("due"))

    def change(item: PlanItem) -> What:
        if start is None or due is None:
            raise Refused(_("Choose a first and a last day."))
        return Reschedule(item.id, start, due)

    return _of_item(address, change)


@blueprint.post("/step/<address>/later")
def later(address: str) -> ResponseReturnValue:
    """Put it off."""
    until = forms.day(request.form.get("until"))

    def change(item: PlanItem) -> What:
        if until is None:
            raise Refused(_("Choose a day to put it off until."))
        return PutOff(item.id, until)

    return _of_item(address, change)


@blueprint.post("/step/<address>/aside")
def aside(address: str) -> ResponseReturnValue:
    """Put it aside. What keeps the person safe is put aside only once it was told what that means."""
    item = item_at(plan_at_hand(), address)
    if item is not None and keeps_safe(item) and request.form.get("sure") != "yes":
        return _step(address, sure=True)
    return _of_item(address, lambda one: forms.read_decline(request.form, one))


@blueprint.post("/step/<address>/note")
def note(address: str) -> ResponseReturnValue:
    """Words of the person's own beside it."""
    text = forms.note_of(request.form.get("text"))

    def change(item: PlanItem) -> What:
        if len(text) > forms.LONGEST_NOTE:
            most, now = number(forms.LONGEST_NOTE), number(len(text))
            raise Refused(
                _("Use %(most)s characters or fewer for a note. Now there are %(now)s.", most=most, now=now)
            )
        return OwnNote(item.id, text)

    return _of_item(address, change)


@blueprint.post("/step/<address>/place")
def place(address: str) -> ResponseReturnValue:
    """One place up or down."""
    down = request.form.get("to") == "down"
    found = plan_at_hand()

    def change(item: PlanItem) -> What:
        moved = step_along(found.plan, item, down)
        if moved is None:
            raise Refused(_("There is no further place in its part of the plan."))
        return moved

    return _of_item(address, change, stays=True)


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
    return (
        redirect(url_for(".step", address=address, _anchor="place"), 303) if stays else done(added, address)
    )


# Own steps


@blueprint.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """A step of the person's own."""
    return _own(None)


@blueprint.route("/own/<address>", methods=["GET", "POST"])
def rewrite(address: str) -> ResponseReturnValue:
    """Change a step of the person's own."""
    item = item_at(plan_at_hand(), address)
    if item is None:
        return render_template("working/gone.html", journey=journeys.current()), 404
    if not item.by_person:
        abort(404)
    return _own(item)


def _own(there: PlanItem | None) -> ResponseReturnValue:
    found, today = plan_at_hand(), services().today()
    typed = forms.typed_of(there) if there else forms.first_typed(found.plan, today)
    errors, stale, status = {}, False, 200
    if request.method == "POST":
        read = forms.read_own(request.form, found.plan, today, there)
        typed, errors, status = read.typed, dict(read.errors), 422
        stale = there is not None and request.form.get("seen") not in (None, seen(there))
        own = read.item
        if own is not None and not stale:
            return done(add_change(lambda _now: own), opaque(own.item))
        status = 409 if stale else 422
    page = render_template(
        "working/own.html",
        journey=journeys.current(),
        there=there,
        seen=seen(there) if there else "",
        address=opaque(there.id) if there else "",
        typed=typed,
        errors=errors,
        stale=stale,
        plan=found.plan,
        repeats=forms.REPEATS,
    )
    return page, status
