"""The plan page, ticking, and making the plan again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.errors import InputError
from engine.exports import CHECKLISTS
from engine.language import gettext as _
from engine.language import mark, number
from engine.model import Plan
from webapp import journey as journeys
from webapp import services
from webapp.addresses import attach, beside
from webapp.guides.opaque import opaque
from webapp.journey import Journey
from webapp.plans import making, stories, ticking
from webapp.plans.first_view import first_view
from webapp.plans.layout import lay_out
from webapp.plans.making import PlanAtHand
from webapp.plans.profile import profile
from webapp.plans.remaking import proposal
from webapp.questionnaire import pages
from webapp.questionnaire.forms import FormError
from webapp.questionnaire.showing import show_check
from webapp.questionnaire.turns import read_turn
from webapp.working.telling import REMADE, TICKS, TOLD, UNCHANGED, behind, put_aside, told
from webapp.working.words import titles_of

blueprint = Blueprint("plans", __name__)
attach(blueprint)

DOWNLOADS = {name: kind for name, kind in CHECKLISTS.items() if name != "print"}
"""Paper has a page of its own here."""
NEWER = "newer"
"""In the cookie, until the next page: the change that was taken is another one by now."""
LONGEST_NUMBER = 4
"""Digits of an item's number; no plan has ten thousand items."""
WHY_LEFT_OUT = {
    "declined": mark("Put aside for now"),
    "hidden_by_coach": mark("Taken out by your coach"),
    "suppressed": mark("Left out for your safety"),
    "ruled_out": mark("Does not fit your answers"),
    "excluded": mark("Another step does this better"),
    "phase_passed": mark("Its time has passed"),
    "too_short": mark("There is not enough time left"),
    "no_room": mark("It would have been too much at once"),
    "lost_days": mark("No room after days that were lost"),
}


@blueprint.route("/", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    """The plan. With nothing kept it is made anew from the carried answers each time."""
    journey = journeys.current()
    found = to_show(journey)
    return _page(journey, found) if isinstance(found, PlanAtHand) else found


def to_show(journey: Journey) -> PlanAtHand | ResponseReturnValue:
    """The plan at hand; where there is none to show, the page that leads to one."""
    if not journey.kept and request.method == "GET":
        return redirect(beside("questionnaire.resume"))
    try:
        found = making.at_hand(journey)
    except InputError as error:
        return _cannot_plan(error)
    return redirect(beside("questionnaire.check_answers")) if found is None else found


@blueprint.get("/again")
def look() -> ResponseReturnValue:
    """What would change if the plan were made again; where nothing would, that is said."""
    journey = journeys.current()
    newer = session.pop(NEWER, False)
    try:
        found = proposal(journey) if journey.kept else None
    except InputError as error:
        return _cannot_plan(error)
    if found is None:
        return redirect(beside("questionnaire.resume"))
    return render_template("plans/remake.html", journey=journey, found=found, newer=newer)


@blueprint.post("/make")
def make() -> ResponseReturnValue:
    """Make the plan. Where there is one, the person first sees what would change, and takes it or not."""
    journey = journeys.current()
    try:
        found = proposal(journey) if journey.kept else None
        if found is not None and found.changes and request.form.get("take") != found.mark:
            if "take" in request.form:
                session[NEWER] = True
            return redirect(url_for(".look"), 303)  # a page that a pause or a reload leads back to
        journey = making.make(journey)
    except InputError as error:
        return _cannot_plan(error)
    if journey.kept:
        if found is not None:
            session[TOLD] = REMADE if found.changes else UNCHANGED
        return redirect(url_for(".show"), 303)
    at_hand = making.at_hand(journey)
    assert at_hand is not None
    return _page(journey, at_hand)


@blueprint.post("/keep")
def keep_plan() -> ResponseReturnValue:
    """Keep the plan as it is, though the answers or the knowledge are others by now."""
    making.keep_as_it_is(journeys.current())
    return redirect(url_for(".show"), 303)


@blueprint.post("/tick")
def tick() -> ResponseReturnValue:
    """Tick steps of one item. `on_page` names the steps that were there, `was` those that were ticked then,
    `done` those that are to be: what nobody changed on the page stays as another window left it.
    """
    journey = journeys.current()
    found = making.at_hand(journey) if journey.file is not None else None
    if journey.file is None or found is None:
        abort(400)
    sent = request.form
    done, was = set(sent.getlist("done")), set(sent.getlist("was"))
    changed = {key: key in done for key in sent.getlist("on_page") if (key in done) != (key in was)}
    ticked = ticking.tick(journey.file, found.plan, changed, read_turn(sent))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(ticked=sorted(ticked), **_said(found.plan, ticked, request.form.get("on_page", "")))
    session[TOLD] = TICKS
    return _back_to(found.plan)


def _said(plan: Plan, ticked: Mapping[str, str], key: str) -> dict[str, str]:
    """For our script: how much is done of the item that a step (`item/step`) belongs to, in words."""
    item = next((one for one in plan.items if one.id == key.partition("/")[0]), None)
    if item is None:
        return {}
    done = sum(f"{item.id}/{step.id}" in ticked for step in item.steps)
    count = _("%(done)s of %(all)s done", done=number(done), all=number(len(item.steps)))
    says = _("All of it done. Well walked.") if done == len(item.steps) else count
    return {"count": count, "says": says}


@blueprint.post("/again")
def again() -> ResponseReturnValue:
    """Start a habit again: its ticks are cleared, so that the next turn can be ticked."""
    journey = journeys.current()
    found = making.at_hand(journey) if journey.file is not None else None
    if journey.file is None or found is None:
        abort(400)
    habit = request.form.get("habit")  # not its number: another window may have moved it since
    item = next((one for one in found.plan.items if opaque(one.id) == habit), None)
    if item is not None and item.repeats:
        ticking.start_again(journey.file, item)
        session[TOLD] = TICKS
    return _back_to(found.plan)


def _number_of_item(plan: Plan) -> int | None:
    """The `number` that was sent, if an item of the plan has it."""
    number = request.form.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    return int(number) if 1 <= int(number) <= len(plan.items) else None


def _back_to(plan: Plan) -> ResponseReturnValue:
    """To the page of the item that was sent (`back`), or else to the plan, with the item `number` open."""
    back = request.form.get("back")
    if any(opaque(item.id) == back for item in plan.items):
        return redirect(url_for(".step", address=back), 303)
    number = _number_of_item(plan)
    if number is None:
        return redirect(url_for(".show"), 303)
    session["open"] = number
    return redirect(url_for(".show", _anchor=f"item-{number}"), 303)


def _cannot_plan(error: InputError) -> ResponseReturnValue:
    """Back to the check page, with what to put right."""
    questions = services().kb.questions
    errors = tuple(
        FormError(
            mistake.field,
            questions[mistake.field].wording,
            _("This can’t be used: %(what)s.", what=mistake.what),
        )
        for mistake in error.mistakes
        if mistake.field in questions
    )
    if not errors:
        raise error
    return show_check(journeys.current(), errors), 422


def _page(journey: Journey, found: PlanAtHand) -> str:
    kb, today, plan = services().kb, services().today(), found.plan
    layout = lay_out(plan, found.progress, today, found.rounds)
    return render_template(
        "plans/plan.html",
        journey=journey,
        found=found,
        plan=plan,
        today=today,
        layout=layout,
        first=first_view(
            layout, len(found.progress) - layout.ticked + sum(len(one.ticks) for one in found.rounds)
        ),
        told=told(found),
        titles=titles_of(kb, (found.beneath, plan), found.changes),
        put_aside=put_aside(found),
        behind=behind(found),
        profile=profile(plan, today),
        opened=session.pop("open", None),
        kb=kb,
        lost=_lost(found),
        left_out=_left_out(plan),
        stories=stories.like(kb, plan),
        why_left_out=WHY_LEFT_OUT,
        more=journey.quick and bool(pages.pages(kb, found.settled, quick=False)),
        checklists=DOWNLOADS,
    )


def _left_out(plan: Plan) -> list[tuple[str, list[Any]]]:
    """What is not in the plan, by the kind of reason, most telling first."""
    kinds = [(code, [one for one in plan.left_out if one.code == code]) for code in WHY_LEFT_OUT]
    return [(code, found) for code, found in kinds if found]


def _lost(found: PlanAtHand) -> int:
    """How many ticks belong to steps that a newer plan no longer has."""
    known = {f"{item.id}/{step.id}" for item in found.plan.items for step in item.steps}
    known |= {f"{one.id}/{step}" for one in behind(found) for step in one.ticked}
    return sum(key not in known for key in found.progress)
