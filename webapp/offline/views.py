"""The switch, the copy that a browser keeps, the worker that opens it, and what clears it.

The switch belongs to the device and not to the file, so it is a cookie of its own.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.exports import plan_from_json, plan_to_json, without_private
from webapp import FILE_DAYS, services
from webapp import journey as journeys
from webapp.guides.help_copy import SHEETS
from webapp.journey import Journey
from webapp.plans import making
from webapp.plans.layout import lay_out
from webapp.questionnaire.pages import DEVICE, OWN_DEVICE
from webapp.questionnaire.showing import first_section
from webapp.security import locking

blueprint = Blueprint("offline", __name__)

COOKIE = "waymark_offline"
ON = "on"
DAYS = 30
"""How long a copy may be opened at most without the network being there once."""
OFFERED = 12 * 60
"""Minutes without use after which the copy closes, and all of Waymark in this browser, if nothing else is
chosen: a day out. Nobody who chose a pause before is offered another one first.
"""
CLEAR = '"storage"'
"""Clear-Site-Data: copies and workers go, cookies stay."""
SECONDS_A_DAY = 24 * 60 * 60
QUIET = ("static", "api.", "guides.help", "guides.get_help", "guides.no_network", "offline.worker")
"""What says nothing of whether a file is open here."""


def init_app(app: Flask) -> None:
    """Clear the copy wherever the file is closed or gone."""
    app.after_request(_clear_if_closed)


@blueprint.app_context_processor
def _frame() -> dict[str, Any]:
    """What the script of every page needs: the worker's address where the copy is wanted, else nothing."""
    return {
        "steps_worker": url_for("offline.worker") if _switched_on() and _is_open() else None,
        "may_stay_offline": may_stay,
    }


def may_stay(journey: Journey) -> bool:
    """Whether a copy may be offered: never where the device is, or may be, an employer's (SE14)."""
    return journey.kept and journey.answers.get(DEVICE) == OWN_DEVICE


def _switched_on() -> bool:
    return request.cookies.get(COOKIE) == ON


def _is_open() -> bool:
    """Whether this browser has a file that is open."""
    return "file" in session and not locking.is_closed()


@blueprint.get("/without-network")
def switch() -> ResponseReturnValue:
    """What would be kept on this device, and the switch."""
    journey = journeys.current()
    return render_template(
        "offline/switch.html",
        kept=journey.kept,
        own=may_stay(journey),
        on=_switched_on(),
        days=DAYS,
        choices=locking.CHOICES,
        offered=session.get(locking.MINUTES, OFFERED),
        device_page=first_section().id,
    )


@blueprint.post("/without-network")
def choose() -> ResponseReturnValue:
    """Switch it on, with the pause after which it closes, or off. Off clears the copy at once."""
    on = request.form.get("keep") == "yes"
    if on and not may_stay(journeys.current()):
        return redirect(url_for(".switch"), 303)
    response = redirect(url_for(".switch"), 303)
    if on:
        chosen = request.form.get("minutes", "")
        if chosen in {str(one) for one in locking.CHOICES}:
            locking.set_minutes(int(chosen))
        response.set_cookie(
            COOKIE,
            ON,
            FILE_DAYS * SECONDS_A_DAY,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    else:
        _forget(response)
    return response


@blueprint.get("/without-network/steps")
def steps() -> ResponseReturnValue:
    """The plan to read, without reasons that rest on private answers; 404 where no copy was asked for."""
    journey = journeys.current()
    found = making.at_hand(journey) if may_stay(journey) and _switched_on() else None
    if found is None:
        abort(404)
    plan = plan_from_json(without_private(services().kb, plan_to_json(found.plan)))
    return render_template(
        "offline/steps.html",
        plan=plan,
        layout=lay_out(plan, found.progress, services().today(), found.rounds),
        today=services().today(),
    )


@blueprint.get("/steps-worker.js")
def worker() -> Response:
    """What opens the copy when there is no network. It says nothing of anyone, so anyone may ask for it."""
    sheets = [url_for("static", filename=f"css/{sheet}.css") for sheet in SHEETS]
    script = render_template("offline/steps_worker.js", sheets=sheets, days=DAYS)
    return Response(script, mimetype="text/javascript")


def _clear_if_closed(response: Response) -> Response:
    """Where the copy is switched on and the file is locked, left or erased, the copy goes."""
    if not _switched_on() or (request.endpoint or "static").startswith(QUIET) or _is_open():
        return response
    response.headers["Clear-Site-Data"] = CLEAR
    if "file" not in session:
        response.delete_cookie(COOKIE)
    return response


def _forget(response: Any) -> None:
    response.delete_cookie(COOKIE)
    response.headers["Clear-Site-Data"] = CLEAR
