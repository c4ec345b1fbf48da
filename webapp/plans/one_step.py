"""The page of one item of the plan, whole: the answers it rests on, words, places, how sure it is.

Where nothing is kept the answers come along in a form, so the page is asked for by POST too.
"""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp import journey as journeys
from webapp import services
from webapp.guides.opaque import opaque
from webapp.journey import Journey
from webapp.plans.layout import cards_of
from webapp.plans.making import PlanAtHand
from webapp.plans.views import blueprint, to_show
from webapp.working.telling import told

__all__ = ["blueprint"]


@blueprint.post("/step")
def step_chosen() -> ResponseReturnValue:
    """The page of the item that was chosen from a list."""
    return _page(journeys.current(), request.form.get("step", ""))


@blueprint.route("/step/<address>", methods=["GET", "POST"])
def step(address: str) -> ResponseReturnValue:
    """The page of the item at an address; 404 with the way back where the plan does not have it now."""
    return _page(journeys.current(), address)


def _page(journey: Journey, address: str) -> ResponseReturnValue:
    found = to_show(journey)
    if not isinstance(found, PlanAtHand):
        return found
    today = services().today()
    cards = cards_of(found.plan, found.progress, today, found.rounds)
    place = next((n for n, one in enumerate(cards) if opaque(one.item.id) == address), None)
    if place is None:
        return render_template("working/gone.html", journey=journey), 404
    return render_template(
        "plans/step.html",
        journey=journey,
        plan=found.plan,
        card=cards[place],
        before=cards[place - 1] if place else None,
        after=cards[place + 1] if place + 1 < len(cards) else None,
        told=told(found),
        today=today,
        kb=services().kb,
    )
