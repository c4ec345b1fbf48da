"""The record read: its list, its pages, the check-ins, and looking for something.

Everything typed comes by POST and never stands in an address.
"""

from __future__ import annotations

from functools import partial
from typing import cast

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.record import keeping
from engine.record.fields import KINDS
from engine.record.finding import Wanted, find
from engine.record.typed import clean
from engine.typed_days import day_in
from webapp import journey as journeys
from webapp import services
from webapp.record.afterwards import let_it_be
from webapp.record.at_hand import RECORD, at_hand, where_kept
from webapp.record.showing import init_app, show_list

blueprint = Blueprint("record", __name__)
blueprint.record_once(lambda state: init_app(cast(Flask, state.app)))
LONGEST_SEARCH = 200


@blueprint.route("/", methods=["GET", "POST"])
@where_kept
def index(file: str) -> ResponseReturnValue:
    """All entries, the newest first."""
    found, today = at_hand(file), services().today()
    if keeping.forget(found.document, today) != found.document:  # taken out on an earlier day: gone for good
        services().store.change(file, RECORD, partial(keeping.forget, today=today))
    return show_list(found, found.entries)


@blueprint.get("/page/<int:number>")
@where_kept
def page(file: str, number: int) -> ResponseReturnValue:
    """Earlier entries."""
    found = at_hand(file)
    return show_list(found, found.entries, page=number)


@blueprint.route("/check-ins", methods=["GET", "POST"])
@where_kept
def check_ins(file: str) -> ResponseReturnValue:
    """The check-ins only, and a way to plan the next one."""
    found = at_hand(file)
    entries = tuple(one for one in found.entries if one.kind == "check_in")
    return show_list(found, entries, check_ins=True)


@blueprint.post("/find")
@where_kept
def search(file: str) -> ResponseReturnValue:
    """The entries that fit what was typed or chosen."""
    found, typed = at_hand(file), request.form
    errors: dict[str, str] = {}
    days = {name: day_in(typed, name, services().today(), errors) for name in ("since", "until")}
    wanted = Wanted(
        words=clean(typed.get("words", "")[:LONGEST_SEARCH], one_line=True),
        kind=typed.get("kind", "") if typed.get("kind") in KINDS else "",
        goal=typed.get("goal", ""),
        since=days["since"],
        until=days["until"],
    )
    number = typed.get("page", "")
    titles = {goal.id: goal.title for goal in found.goals}
    entries = find(found.entries, wanted, titles)
    at = int(number) if number.isdecimal() and len(number) < 5 else 1
    return show_list(found, entries, wanted, page=at, errors=errors, typed=typed), 422 if errors else 200


@blueprint.post("/keep-it")
@where_kept
def keep_it(file: str) -> ResponseReturnValue:
    """Go on keeping what is here, though the plan is long over; it is not asked again."""
    let_it_be(journeys.current())
    return redirect(url_for("plans.show" if request.form.get("back") == "plan" else ".index"), 303)
