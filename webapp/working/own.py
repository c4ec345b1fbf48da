"""Steps of the person's own: added, and changed later."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from engine.model import PlanItem
from engine.planning.own_changes import OwnItem
from webapp import journey as journeys
from webapp import services
from webapp.goals.keeping import goals_of
from webapp.guides.opaque import opaque
from webapp.plans.making import PlanAtHand
from webapp.sent_once import fresh
from webapp.working import forms
from webapp.working.kept_changes import Refused
from webapp.working.steps import Stale, seen
from webapp.working.views import add_change, blueprint, done, item_at, own_file, plan_at_hand

__all__ = ["blueprint"]


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


def _unless_stale(own: OwnItem, now: PlanAtHand) -> OwnItem:
    item = next((one for one in now.plan.items if one.id == own.item), None)
    if item is not None and request.form.get("seen") not in (None, seen(item)):
        raise Stale
    return own


def _own(there: PlanItem | None) -> ResponseReturnValue:
    found, today = plan_at_hand(), services().today()
    goals = [goal.title for goal in goals_of(own_file())]
    typed = forms.typed_of(there) if there else forms.first_typed(found.plan, today)
    errors: dict[str, str] = {}
    stale, status, refused = False, 200, None
    if request.method == "POST":
        read = forms.read_own(request.form, found.plan, today, there)
        typed, errors, status, own = read.typed, dict(read.errors), 422, read.item
        if own is not None:
            try:
                return done(add_change(lambda now: _unless_stale(own, now)), opaque(own.item))
            except Refused as error:
                refused = str(error)
            except Stale:
                stale, status = True, 409
    page = render_template(
        "working/own.html",
        journey=journeys.current(),
        there=there,
        seen=seen(there) if there else "",
        address=opaque(there.id) if there else "",
        typed=typed,
        errors=errors,
        stale=stale,
        refused=refused,
        new=fresh(),
        goals=list(dict.fromkeys([*goals, *filter(None, [typed.get("goal")])])),
        plan=found.plan,
        repeats=forms.REPEATS,
    )
    return page, status
