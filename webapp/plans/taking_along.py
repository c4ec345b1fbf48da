"""What is taken along from a plan: files for other tools, and a page for paper.

All of them go without private answers and the reasons that rest on them, and without the person's notes
unless they ask for them. The titles of the steps stay, and the page says so.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from engine.exports import plan_from_json, plan_to_json, print_page, without_private
from engine.model import Plan
from webapp import journey as journeys
from webapp import services
from webapp.plans import making
from webapp.plans.making import PlanAtHand
from webapp.plans.views import DOWNLOADS, blueprint

__all__ = ["blueprint"]
FILE_NAME = "waymark-checklist"


@blueprint.route("/file/<name>", methods=["GET", "POST"])
def file(name: str) -> ResponseReturnValue:
    """The checklist as a file."""
    kind = DOWNLOADS.get(name)
    found = _to_take() if kind is not None else None
    if kind is None or found is None:
        abort(404)
    content = kind.render(services().kb, _to_leave(found.plan), found.progress, services().today())
    response = Response(content, content_type=kind.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}{kind.suffix}"'
    return response


@blueprint.route("/print", methods=["GET", "POST"], endpoint="print_page")
def paper() -> ResponseReturnValue:
    """The checklist for paper: the same sheet as the command line's, in the app's frame."""
    found = _to_take()
    if found is None:
        abort(404)
    plan = _to_leave(found.plan)
    sheet = print_page.sheet(services().kb, plan, found.progress, services().today())
    return render_template("plans/print.html", journey=journeys.current(), sheet=sheet)


def _to_take() -> PlanAtHand | None:
    journey = journeys.current()
    return making.if_any(journey) if journey.kept or request.method == "POST" else None


def _to_leave(plan: Plan) -> Plan:
    left = plan_from_json(without_private(services().kb, plan_to_json(plan)))
    if request.form.get("notes") != "yes":
        return left
    notes = {item.id: item.own_note for item in plan.items}
    return replace(left, items=tuple(one._replace(own_note=notes.get(one.id)) for one in left.items))
