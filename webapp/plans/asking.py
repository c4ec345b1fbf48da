"""Asking about a step that is not in the plan: what keeps it out now, and what would bring it.

Nothing is stored. Under a client's address sensitive answers stay untold: they are for the person's own page.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import InputError
from engine.explain import QUICK, why_not
from engine.schema import Strategy
from webapp import journey as journeys
from webapp import services
from webapp.addresses import attach, beside, for_client
from webapp.guides.opaque import at_address
from webapp.journey import Journey
from webapp.plans import making
from webapp.plans.making import PlanAtHand
from webapp.plans.views import WHY_LEFT_OUT
from webapp.plans.way_in import WayIn, unspoken, way_in
from webapp.questionnaire.showing import show_check

blueprint = Blueprint("asking", __name__)
attach(blueprint)

HIDDEN = {"hidden_by_coach": "hidden", "declined": "put_aside", "lost_days": "lost"}
"""Why a step that the answers call for is not in the plan -> where it stands."""


@blueprint.route("/ask", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """The list to choose a step from; with `step`, what would bring that one."""
    journey, address = journeys.current(), request.form.get("step", "")
    if journey.kept and address:
        return redirect(url_for(".about", address=address), 303)
    return _page(journey, _strategy(address) if address else None)


@blueprint.get("/ask/<address>")
def about(address: str) -> ResponseReturnValue:
    """What would bring one step."""
    return _page(journeys.current(), _strategy(address))


def _strategy(address: str) -> Strategy:
    found = at_address(services().kb.strategies, address)
    if found is None:
        abort(404)
    return found


def _page(journey: Journey, strategy: Strategy | None) -> ResponseReturnValue:
    if not journey.kept and request.method == "GET":
        return redirect(beside("questionnaire.resume"))
    try:
        found = making.at_hand(journey)
        if found is None:
            return redirect(beside("questionnaire.check_answers"))
        state, way = _stands(found, strategy)
    except InputError:  # dates that don't fit together: the check page says so when the plan is made
        return show_check(journey), 422
    spoken_of = {item.id for item in found.plan.items} | {one.strategy for one in found.plan.left_out}
    if strategy is not None:
        spoken_of.add(strategy.id)
    return render_template(
        "plans/ask.html",
        journey=journey,
        strategy=strategy,
        state=state,
        way=way,
        why_left_out=WHY_LEFT_OUT,
        most=QUICK.changes,
        unspoken=unspoken(services().kb, spoken_of),
    )


def _stands(found: PlanAtHand, strategy: Strategy | None) -> tuple[str, WayIn | None]:
    """Where a step stands (in_plan, hidden, put_aside, lost, comes_in, out); if out, what would bring it."""
    if strategy is None:
        return "", None
    if any(item.id == strategy.id for item in found.plan.items):
        return "in_plan", None
    for one in found.plan.left_out:
        if one.strategy == strategy.id and one.code in HIDDEN:
            return HIDDEN[one.code], None
    serving = services()
    searched = why_not(serving.kb, found.settled.answers, strategy.id, serving.today(), serving.engine, QUICK)
    if searched.in_plan:
        return "comes_in", None
    return "out", way_in(serving.kb, searched, with_private=not for_client())
