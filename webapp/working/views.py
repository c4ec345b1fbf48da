"""The pages on which a person changes their own plan. Each action leads back to the plan, with its Undo.

They are for the person only: a coach changes a plan on pages of their own (`coaching/tailoring.py`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.model import Plan, PlanItem
from engine.planning.full_weeks import FullWeek, fuller_weeks, week_with_room
from engine.planning.own_changes import LostDays, PlanChange, PutOff, Reschedule, What
from engine.planning.working import done_items, idle, work
from engine.planning.working_limits import refusal
from engine.typed_days import ANY_DAY, Within, typed_day
from webapp import journey as journeys
from webapp import services
from webapp.guides.opaque import opaque
from webapp.plans import making
from webapp.plans.making import PlanAtHand
from webapp.sent_once import fresh, name_of_sent
from webapp.working import kept_changes, kept_ticks
from webapp.working.kept_changes import Refused
from webapp.working.telling import TOLD, UNDONE, WENT_BACK, ticks_told, told
from webapp.working.words import said, titles_of

blueprint = Blueprint("working", __name__)

LOST_CHOICES = (3, 7, 14)
A_LITTLE = 0.5
"""Hours beyond those of a week that nobody is asked about first: plans fill most weeks to their hours."""
MOST_TOLD = 20
"""Ids that the session can hold: a cookie is small."""


class Crowded(Exception):
    """A change that makes `weeks` fuller than the person's hours; theirs to decide.

    `room`: the first days after those that were asked for on which the item fits, if there are any.
    """

    def __init__(self, weeks: tuple[FullWeek, ...], room: tuple[datetime.date, datetime.date] | None):
        super().__init__(weeks, room)
        self.weeks, self.room = weeks, room


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


def chosen_day(name: str, within: Within = ANY_DAY) -> datetime.date | None:
    """The day in a box of the form, None where it is empty; Refused where it can't be read."""
    try:
        return typed_day(request.form.get(name), services().today(), within)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None


# Everything at once


@blueprint.get("/")
def index() -> str:
    """All changes with their Undo, days that were lost, what was put aside."""
    return _index()


def _index(refused: str | None = None) -> str:
    found, today, journey = plan_at_hand(), services().today(), journeys.current()
    document = services().store.read(own_file(), kept_changes.DOCUMENT) or {}
    back = kept_changes.taken_back(document, today)
    titles = titles_of(services().kb, (found.beneath, found.plan), (*found.changes, *back))
    nothing = idle(found.beneath, found.changes, found.named)
    return render_template(
        "working/changes.html",
        journey=journey,
        plan=found.plan,
        lines=[(one, said(one.what, titles), one.id in nothing) for one in reversed(found.changes)],
        taken_back=[(one, said(one.what, titles)) for one in back],
        ticks=ticks_told(document, found),
        earlier=making.earlier_of(journey),
        new=fresh(),
        told=told(found),
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

    def change(found: PlanAtHand) -> What:
        resume = chosen_day("resume", (today, found.plan.ends)) or today
        if not (days.isascii() and days.isdecimal() and len(days) < 4):
            raise Refused(_("Choose how many days, and a day to go on from."))
        return LostDays(int(days), resume, done_items(found.plan, found.progress))

    try:
        return done(add_change(change))
    except Refused as refused:
        return _index(str(refused)), 422


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take one change back."""
    change = request.form.get("change", "")
    kept_changes.undo(services().store, own_file(), (change,), services().today())
    session[TOLD] = f"{UNDONE} {change[:MOST_TOLD]}"
    return _back()


@blueprint.post("/undo-all")
def undo_all() -> ResponseReturnValue:
    """The plan as it was made. Ticks stay."""
    ids = [one.id for one in plan_at_hand().changes]
    kept_changes.undo(services().store, own_file(), None, services().today())
    session[TOLD] = " ".join([UNDONE, *ids[:MOST_TOLD]]) if len(ids) <= MOST_TOLD else UNDONE
    return _back()


@blueprint.post("/keep")
def keep_after_all() -> ResponseReturnValue:
    """Keep changes after all that were taken back today."""
    ids = request.form.get("change", "").split()
    kept_changes.keep_after_all(services().store, own_file(), ids, services().today())
    if len(ids) == 1:
        session[TOLD] = ids[0][:MOST_TOLD]
    return _back()


@blueprint.post("/undo-ticks")
def undo_ticks() -> ResponseReturnValue:
    """Take back one time that steps were ticked."""
    kept_ticks.undo_ticks(services().store, own_file(), request.form.get("ticks", ""))
    session[TOLD] = UNDONE
    return _back()


@blueprint.post("/earlier")
def go_back() -> ResponseReturnValue:
    """Put an earlier plan in place again."""
    making.go_back(journeys.current(), request.form.get("plan", ""))
    session[TOLD] = WENT_BACK
    return redirect(url_for("plans.show"), 303)


def _back() -> ResponseReturnValue:
    here = url_for(".index") if request.form.get("back") == "changes" else url_for("plans.show")
    return redirect(here, 303)


def add_change(change: Callable[[PlanAtHand], What]) -> str:
    """Keep a change that can be made to the plan as it stands; gives its id.

    Refused or Stale otherwise; Crowded where it makes a week too full and the person has not said that it is
    to be made all the same.
    """
    found, today = plan_at_hand(), services().today()
    new = name_of_sent()  # the same page sent twice makes one change

    def make(changes: tuple[PlanChange, ...]) -> What:
        now = work(found.beneath, changes, found.named)
        what = change(replace(found, plan=now, changes=changes))
        no = refusal(now, what, today, found.named)
        if no is not None:
            raise Refused(no)
        after = work(now, [PlanChange(new, today, what)], found.named)
        if after == now:
            raise Refused(_("It stands so already. Nothing has to change."))
        if request.form.get("full") != "yes":
            _look_at_the_weeks(found, now, after, PlanChange(new, today, what))
        return what

    kept_changes.add(services().store, own_file(), make, today, new)
    return new


def _look_at_the_weeks(found: PlanAtHand, now: Plan, after: Plan, change: PlanChange) -> None:
    """Crowded where a change of days makes a week much too full. Of a little more the plan page tells."""
    if not isinstance(change.what, PutOff | Reschedule):
        return
    finished = done_items(now, found.progress)
    weeks = fuller_weeks(now, after, finished)
    if any(week.hours - week.has > A_LITTLE for week in weeks):
        raise Crowded(weeks, week_with_room(now, change, finished, found.named))


def done(change: str, address: str | None = None) -> ResponseReturnValue:
    """Back to the plan, with the item open and the way to undo it."""
    session[TOLD] = change
    found = plan_at_hand()
    item = item_at(found, address) if address else None
    if item is None:
        return redirect(url_for("plans.show"), 303)
    session["open"] = found.plan.items.index(item) + 1
    return redirect(url_for("plans.show"), 303)
