"""The plan page, ticking, making the plan again, and the files and the print page to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.errors import InputError
from engine.exports import CHECKLISTS, outline, plan_from_json, plan_to_json, without_private
from engine.language import gettext as _
from engine.language import mark, number
from engine.model import Plan
from webapp import journey as journeys
from webapp import services
from webapp.addresses import attach, beside
from webapp.plans import making, stories
from webapp.plans.first_view import first_view
from webapp.plans.layout import lay_out
from webapp.plans.making import PlanAtHand
from webapp.plans.profile import profile
from webapp.plans.remaking import proposal
from webapp.questionnaire import pages
from webapp.questionnaire.forms import FormError
from webapp.questionnaire.showing import show_check
from webapp.working.telling import TICKS, TOLD, behind, put_aside, told
from webapp.working.words import titles_of

blueprint = Blueprint("plans", __name__)
attach(blueprint)

FILE_NAME = "waymark-checklist"
DOWNLOADS = {name: kind for name, kind in CHECKLISTS.items() if name != "print"}
"""Paper has a page of its own here."""
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
    if not journey.kept and request.method == "GET":
        return redirect(beside("questionnaire.resume"))
    try:
        found = making.at_hand(journey)
    except InputError as error:
        return _cannot_plan(error)
    if found is None:
        return redirect(beside("questionnaire.check_answers"))
    return _page(found)


@blueprint.post("/make")
def make() -> ResponseReturnValue:
    """Make the plan. Where there is one, the person first sees what would change, and takes it or not."""
    journey = journeys.current()
    try:
        found = proposal(journey) if journey.kept else None
        if found is not None and found.changes and request.form.get("take") != found.mark:
            return render_template(
                "plans/remake.html", journey=journey, found=found, newer="take" in request.form
            )
        journey = making.make(journey)
    except InputError as error:
        return _cannot_plan(error)
    if journey.kept:
        return redirect(url_for(".show"), 303)
    at_hand = making.at_hand(journey)
    assert at_hand is not None
    return _page(at_hand)


@blueprint.post("/keep")
def keep_plan() -> ResponseReturnValue:
    """Keep the plan as it is, though the answers or the knowledge are others by now."""
    making.keep_as_it_is(journeys.current())
    return redirect(url_for(".show"), 303)


@blueprint.post("/tick")
def tick() -> ResponseReturnValue:
    """Tick steps of one item. `on_page` names the steps that were there, `done` those that are ticked."""
    journey = journeys.current()
    found = making.at_hand(journey) if journey.file is not None else None
    if journey.file is None or found is None:
        abort(400)
    done = set(request.form.getlist("done"))
    ticked = making.tick(
        journey.file, found.plan, {key: key in done for key in request.form.getlist("on_page")}
    )
    if request.accept_mimetypes.best == "application/json":
        return jsonify(ticked=sorted(ticked), **_said(found.plan, ticked, request.form.get("on_page", "")))
    session[TOLD] = TICKS
    return _back_to(_number_of_item(found.plan))


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
    number = _number_of_item(found.plan)
    item = found.plan.items[number - 1] if number else None
    if item is not None and item.repeats:
        making.start_again(journey.file, item)
        session[TOLD] = TICKS
    return _back_to(number)


@blueprint.route("/file/<name>", methods=["GET", "POST"])
def file(name: str) -> ResponseReturnValue:
    """The checklist as a file, without what rests on private answers."""
    kind = DOWNLOADS.get(name)
    found = _to_take() if kind is not None else None
    if kind is None or found is None:
        abort(404)
    plan = _to_leave(found.plan)
    content = kind.render(services().kb, plan, found.progress, services().today())
    response = Response(content, content_type=kind.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}{kind.suffix}"'
    return response


@blueprint.route("/print", methods=["GET", "POST"])
def print_page() -> ResponseReturnValue:
    """The checklist for paper, without what rests on private answers."""
    found = _to_take()
    if found is None:
        abort(404)
    plan = _to_leave(found.plan)
    layout = lay_out(plan, found.progress, services().today())
    return render_template(
        "plans/print.html",
        journey=journeys.current(),
        plan=plan,
        layout=layout,
        places=partial(outline.places, services().kb, today=services().today()),
    )


def _number_of_item(plan: Plan) -> int | None:
    """The `number` that was sent, if an item of the plan has it."""
    number = request.form.get("number", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    return int(number) if 1 <= int(number) <= len(plan.items) else None


def _back_to(number: int | None) -> ResponseReturnValue:
    """To the plan, with this item open."""
    if number is None:
        return redirect(url_for(".show"), 303)
    session["open"] = number
    return redirect(url_for(".show", _anchor=f"item-{number}"), 303)


def _to_take() -> PlanAtHand | None:
    journey = journeys.current()
    if not journey.kept and request.method == "GET":
        return None
    try:
        return making.at_hand(journey)
    except InputError:
        return None


def _to_leave(plan: Plan) -> Plan:
    """The plan without what rests on private answers, and without the person's notes unless they ask."""
    left = plan_from_json(without_private(services().kb, plan_to_json(plan)))
    if request.form.get("notes") != "yes":
        return left
    notes = {item.id: item.own_note for item in plan.items}
    return replace(left, items=tuple(one._replace(own_note=notes.get(one.id)) for one in left.items))


def _cannot_plan(error: InputError) -> ResponseReturnValue:
    """Back to the check page, with what to put right."""
    questions = services().kb.questions
    errors = tuple(
        FormError(
            mistake.field,
            questions[mistake.field].wording,
            _("This can't be used: %(what)s.", what=mistake.what),
        )
        for mistake in error.mistakes
        if mistake.field in questions
    )
    if not errors:
        raise error
    return show_check(journeys.current(), errors), 422


def _page(found: PlanAtHand) -> str:
    kb, today, plan = services().kb, services().today(), found.plan
    journey = journeys.current()
    settled = pages.settle(kb, journey.answers)
    layout = lay_out(plan, found.progress, today)
    return render_template(
        "plans/plan.html",
        journey=journey,
        found=found,
        plan=plan,
        today=today,
        layout=layout,
        first=first_view(layout),
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
        more=journey.quick and bool(pages.pages(kb, settled, quick=False)),
        checklists=DOWNLOADS.values(),
        notes_files=[
            (url_for(".print_page"), mark("Print page")),
            *(
                (url_for(".file", name=name), kind.title)
                for name, kind in DOWNLOADS.items()
                if name != "json"
            ),
        ],
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
