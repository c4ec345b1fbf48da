"""Following a goal: numbers, weeks, met or open, its place in the list, out of it, and undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.goals import Goal, changes, goals_from_json
from engine.goals.serving import serves
from webapp import journey as journeys
from webapp import services
from webapp.goals import forms, keeping
from webapp.goals.around import entries_about, plan_at_hand
from webapp.goals.harmony import blueprint
from webapp.goals.views import LOST, back_to_list, goal_or_404, goal_page, gone, own_file

__all__ = ["blueprint"]
BACK = {"plan": "plans.show", "record": "record.index", "goals": ".index"}
"""Where a number was noted from -> the page it goes back to."""


@blueprint.post("/<goal_id>/number")
def note_number(goal_id: str) -> ResponseReturnValue:
    """Note the number of a day."""
    found = goal_or_404(goal_id)
    read = forms.read_reading(request.form, services().today())
    if read.reading is None:
        return goal_page(found, read.typed, read.errors), 422
    noted = read.reading
    return _do(goal_id, lambda stored, token: changes.note_reading(stored, goal_id, noted, token))


@blueprint.post("/<goal_id>/number/out")
def drop_number(goal_id: str) -> ResponseReturnValue:
    """Take the number of a day out."""
    day = request.form.get("on", "")
    return _do(goal_id, lambda stored, token: changes.drop_reading(stored, goal_id, day, token))


@blueprint.post("/<goal_id>/week")
def plan_week(goal_id: str) -> ResponseReturnValue:
    """What a week is to bring, or that it did."""
    week = forms.read_week(request.form, services().today())
    if week is None:
        abort(400)
    was = request.form.get("was")
    return _do(goal_id, lambda stored, token: changes.plan_week(stored, goal_id, week, token, was))


@blueprint.post("/<goal_id>/met")
def mark_met(goal_id: str) -> ResponseReturnValue:
    """Mark a goal as met today, or as open again."""
    day = services().today() if request.form.get("met") == "yes" else None
    return _do(goal_id, lambda stored, token: changes.mark_met(stored, Goal(goal_id, "", met=day), token))


@blueprint.post("/<goal_id>/first")
def put_first(goal_id: str) -> ResponseReturnValue:
    """Make a goal the first one."""
    return _do(goal_id, lambda stored, token: changes.put_first(stored, goal_id, token), to_list=True)


@blueprint.post("/<goal_id>/target/out")
def drop_target(goal_id: str) -> ResponseReturnValue:
    """Take a target out that was not changed but mistyped."""
    until = request.form.get("until", "")
    return _do(goal_id, lambda stored, token: changes.drop_earlier_target(stored, goal_id, until, token))


@blueprint.post("/<goal_id>/steps")
def choose_steps(goal_id: str) -> ResponseReturnValue:
    """Which items of the plan serve a goal: `steps` those that are to, `was` those that did on the page. What
    nobody changed there stays as another window left it; so does a chosen one that is not in the plan now.
    """
    found = plan_at_hand()
    items = found.plan.items if found else ()
    chosen, was = set(request.form.getlist("steps")), set(request.form.getlist("was"))

    def choose(stored: Mapping[str, Any], token: str) -> dict[str, Any]:
        goal = next((one for one in goals_from_json(stored) if one.id == goal_id), None)
        if goal is None:
            raise changes.Gone
        there = {item.id for item in items}
        now = {item.id for item in items if serves(item, goal)}
        steps = [one.id for one in items if one.id in (now | (chosen - was)) - (was - chosen)]
        away = [name for name in goal.steps or () if name not in there]
        return changes.choose_steps(stored, goal_id, [*steps, *away], token)

    return _do(goal_id, choose)


@blueprint.post("/<goal_id>/out")
def remove(goal_id: str) -> ResponseReturnValue:
    """Take a goal out; undo brings it back. One with numbers or weeks goes only when that is confirmed."""
    goal = goal_or_404(goal_id)
    if (goal.readings or goal.weeks) and request.form.get("sure") != "yes":
        entries = entries_about(own_file(), goal)
        return render_template("goals/take_out.html", journey=journeys.current(), goal=goal, entries=entries)
    return _do(goal_id, lambda stored, token: changes.remove(stored, goal_id, token), to_list=True)


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the newest change back, unless another one came after it."""
    file = own_file()
    if not keeping.take_back(file, request.form.get("change", "")):
        session[LOST] = "undo"
    goal_id = request.form.get("goal", "")
    if request.form.get("back") in BACK or (goal_id and keeping.goal_of(file, goal_id) is not None):
        return _back_from(goal_id)
    return back_to_list()


def _do(goal_id: str, make: keeping.Change, to_list: bool = False) -> ResponseReturnValue:
    try:
        keeping.change(own_file(), make)
    except changes.Gone:
        return gone()
    except changes.TooMany:
        session[LOST] = "full"
    if to_list:
        return back_to_list()
    return _back_from(goal_id)


def _back_from(goal_id: str) -> ResponseReturnValue:
    """To the page from which it was done: the plan, the record, or the goal's own."""
    endpoint = BACK.get(request.form.get("back", ""))
    if endpoint is not None:
        return redirect(url_for(endpoint, _anchor=None if endpoint == ".index" else "numbers"), 303)
    return redirect(url_for(".goal", goal_id=goal_id), 303)
