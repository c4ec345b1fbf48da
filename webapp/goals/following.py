"""Following a goal: numbers, weeks, met or open, its place in the list, out of it, and undo."""

from __future__ import annotations

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.goals import Goal, changes
from webapp import services
from webapp.goals import forms, keeping
from webapp.goals.views import LOST, back_to_list, blueprint, goal_or_404, goal_page, gone, own_file

__all__ = ["blueprint"]
ON_PLAN = "plan"
"""Where a number came from: it goes back there."""


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
    week = forms.read_week(request.form)
    if week is None:
        abort(400)
    return _do(goal_id, lambda stored, token: changes.plan_week(stored, goal_id, week, token))


@blueprint.post("/<goal_id>/met")
def mark_met(goal_id: str) -> ResponseReturnValue:
    """Mark a goal as met today, or as open again."""
    day = services().today() if request.form.get("met") == "yes" else None
    return _do(goal_id, lambda stored, token: changes.mark_met(stored, Goal(goal_id, "", met=day), token))


@blueprint.post("/<goal_id>/first")
def put_first(goal_id: str) -> ResponseReturnValue:
    """Make a goal the first one."""
    return _do(goal_id, lambda stored, token: changes.put_first(stored, goal_id, token), to_list=True)


@blueprint.post("/<goal_id>/out")
def remove(goal_id: str) -> ResponseReturnValue:
    """Take a goal out; undo brings it back."""
    return _do(goal_id, lambda stored, token: changes.remove(stored, goal_id, token), to_list=True)


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the newest change back, unless another one came after it."""
    file = own_file()
    if not keeping.take_back(file, request.form.get("change", "")):
        session[LOST] = "undo"
    goal_id = request.form.get("goal", "")
    if goal_id and keeping.goal_of(file, goal_id) is not None:
        return redirect(url_for(".goal", goal_id=goal_id), 303)
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
    if request.form.get("back") == ON_PLAN:
        return redirect(url_for("plans.show", _anchor="numbers"), 303)
    return redirect(url_for(".goal", goal_id=goal_id), 303)
