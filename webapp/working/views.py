"""The pages on which a person changes their own plan. Each action leads back to the plan, with its Undo.

They are for the person only: a coach changes a plan on pages of their own (`coaching/tailoring.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.model import PlanItem
from engine.planning.own_changes import LostDays, PlanChange, What
from engine.planning.working import done_items, idle, work
from engine.planning.working_limits import refusal
from webapp import journey as journeys
from webapp import services
from webapp.guides.opaque import opaque
from webapp.plans import making
from webapp.plans.making import PlanAtHand
from webapp.working import forms, kept_changes
from webapp.working.kept_changes import Refused
from webapp.working.telling import TOLD, UNDONE
from webapp.working.words import said, titles_of

blueprint = Blueprint("working", __name__)

LOST_CHOICES = (3, 7, 14)


@blueprint.before_request
def _needs_a_plan() -> ResponseReturnValue | None:
    """Changes need a place to be kept, and a plan that they change: a page says so, and how."""
    journey = journeys.current()
    if not journey.kept:
        page = render_template("working/not_kept.html", journey=journey)
        return page, 200 if request.method == "GET" else 400
    if making.at_hand(journey) is None:
        return redirect(url_for("questionnaire.check_answers"), 303)
    return None


def own_file() -> str:
    file = journeys.current().file
    assert file is not None
    return file


def plan_at_hand() -> PlanAtHand:
    """The plan of whoever asks; there is one by now (`_needs_a_plan`)."""
    found = making.at_hand(journeys.current())
    assert found is not None
    return found


def item_at(found: PlanAtHand, address: str) -> PlanItem | None:
    """The item of the plan at an address, or None."""
    return next((item for item in found.plan.items if opaque(item.id) == address), None)


# Everything at once


@blueprint.get("/")
def index() -> str:
    """All changes with their Undo, days that were lost, what was put aside."""
    return _index()


def _index(refused: str | None = None) -> str:
    found, today = plan_at_hand(), services().today()
    titles = titles_of(services().kb, (found.beneath, found.plan), found.changes)
    nothing = idle(found.beneath, found.changes, found.named)
    lines = [(one, said(one.what, titles), one.id in nothing) for one in reversed(found.changes)]
    return render_template(
        "working/changes.html",
        journey=journeys.current(),
        plan=found.plan,
        lines=lines,
        refused=refused,
        today=today,
        choices=LOST_CHOICES,
        typed=request.form,
    )


@blueprint.post("/lost")
def lost() -> ResponseReturnValue:
    """Some days were lost, or will be."""
    today = services().today()
    days = request.form.get("days", "")
    resume = forms.day(request.form.get("resume") or today.isoformat())

    def change(found: PlanAtHand) -> What:
        if resume is None or not (days.isascii() and days.isdecimal() and len(days) < 4):
            raise Refused(_("Choose how many days, and a day to go on from."))
        return LostDays(int(days), resume, done_items(found.plan, found.progress))

    try:
        return done(add_change(change))
    except Refused as refused:
        return _index(str(refused)), 422


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take one change back."""
    kept_changes.undo(services().store, own_file(), request.form.get("change", ""))
    session[TOLD] = UNDONE
    return _back()


@blueprint.post("/undo-ticks")
def undo_ticks() -> ResponseReturnValue:
    """Take the last ticking back."""
    if kept_changes.undo_ticks(services().store, own_file(), request.form.get("ticks", "")):
        session[TOLD] = UNDONE
    return _back()


@blueprint.post("/undo-all")
def undo_all() -> ResponseReturnValue:
    """The plan as it was made. Ticks stay."""
    kept_changes.undo_all(services().store, own_file())
    session[TOLD] = UNDONE
    return redirect(url_for(".index"), 303)


def _back() -> ResponseReturnValue:
    here = url_for(".index") if request.form.get("back") == "changes" else url_for("plans.show")
    return redirect(here, 303)


def add_change(change: Callable[[PlanAtHand], What]) -> str:
    """Keep a change that can be made to the plan as it stands; gives its id. Refused or Stale otherwise."""
    found, today = plan_at_hand(), services().today()

    def make(changes: tuple[PlanChange, ...]) -> What:
        now = work(found.beneath, changes, found.named)
        what = change(making.with_plan(found, now, changes))
        no = refusal(now, what, today, found.named)
        if no is not None:
            raise Refused(no)
        return what

    return kept_changes.add(services().store, own_file(), make, today)


def done(change: str, address: str | None = None) -> ResponseReturnValue:
    """Back to the plan, with the item open and the way to undo it."""
    session[TOLD] = change
    found = plan_at_hand()
    item = item_at(found, address) if address else None
    if item is None:
        return redirect(url_for("plans.show"), 303)
    session["open"] = found.plan.items.index(item) + 1
    return redirect(url_for("plans.show"), 303)
