"""Check-ins: what became of one whose day has passed, as it was asked on the plan and in the record, and as
its own page says.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import full_day
from engine.language import gettext as _
from engine.record import check_ins
from engine.record.check_ins import ToldAlready
from engine.record.fields import STATES
from engine.record.keeping import Full, Gone, find_entry
from engine.record.talk_words import OFF
from engine.record.typed import Typed
from engine.typed_days import day_in
from webapp import services
from webapp.record.at_hand import RECORD, at_hand, where_kept
from webapp.record.looking import blueprint
from webapp.record.showing import SAVED, no_room, show_form, values_of

__all__ = ["blueprint"]
MOVED_TO = "moved_to"
"""The box for the new day of a check-in."""
PRESSED: Mapping[str, str] = {"held": "held", "cancelled": "cancelled"}
"""A button that answers whether a check-in took place -> the answer. It was pressed after any circle."""
SAID_BY: Mapping[str, str] = {
    **PRESSED,
    "summary": "held",
    "changed": "held",
    "new_date": "cancelled",
}
"""A button of the check-in's page -> what it says of one that was only planned."""


@blueprint.post("/entry/<name>/took-place")
@where_kept
def took_place(file: str, name: str) -> ResponseReturnValue:
    """Say that a check-in took place, did not, or was moved; and go on from there."""
    how, today, errors = request.form.get("how", ""), services().today(), dict[str, str]()
    if how != "held" and how not in OFF:
        abort(400)
    found = at_hand(file)
    try:
        talk = find_entry(found.document, name)
        if talk.kind != "check_in":
            abort(404)
        day = day_in(request.form, MOVED_TO, today, errors) if how == "moved" else None
        if day is not None and day <= talk.on:
            errors[MOVED_TO] = _("Give a day after %(day)s.", day=full_day(talk.on))
        if how == "held" and talk.on > today:
            errors["on"] = _not_yet()
        if not errors:
            tell = partial(check_ins.tell, name=name, how=how, day=day, today=today)
            services().store.change(file, RECORD, tell)
    except Gone:  # taken out in another window
        session[SAVED] = "gone"
        return redirect(url_for(".check_ins"), 303)
    except ToldAlready as told:
        stands = {"state": _said_elsewhere(told.now.says("state"))}
        return show_form(at_hand(file), "check_in", "", values_of(told.now), told.now, errors=stands), 409
    except Full:
        errors = no_room(MOVED_TO if how == "moved" else "on")
    if errors:
        typed = {**values_of(talk), MOVED_TO: request.form.get(MOVED_TO, "")}
        return show_form(found, talk.kind, "", typed, talk, errors=errors), 422
    session[SAVED] = "yes"
    if day is not None:
        return redirect(url_for(".check_ins"), 303)
    return redirect(url_for(".entry", name=name, _anchor="after" if how == "held" else None), 303)


def _said_elsewhere(state: str) -> str:
    return _(
        "Another window has said of it: “%(state)s”. That stands. Change it here if it is not so.",
        state=_(STATES[state]),
    )


def _not_yet() -> str:
    return _("That day has not come yet. Say that it took place once it has.")


def as_it_went(typed: Typed, then: str, today: datetime.date) -> Typed:
    """A check-in's form with what its button says of it: a summary is of one that took place, words for a new
    day are for one that did not. What can't be is among its errors.
    """
    state, errors = typed.said.get("state", "planned"), dict(typed.errors)
    ahead = typed.on is not None and typed.on > today
    if state == "planned":
        state = SAID_BY.get(then, state) if then != "changed" or not ahead else state
    elif then in PRESSED and (state in OFF) != (PRESSED[then] in OFF):
        state = PRESSED[then]
    if state == "held" and ahead:
        errors.setdefault("on", _not_yet())
    if then == "summary" and state in OFF:
        errors["state"] = _(
            "You marked that it did not take place. Change that above, then write the summary."
        )
    if state == "moved" and typed.on is not None and typed.said.get("next_on") == typed.on.isoformat():
        errors.setdefault("next_on", _("That is the day it was planned for. Give the day it was moved to."))
    if then == "new_date" and state == "held":
        errors["state"] = _("You marked that it took place. Change that above, then ask for a new day.")
    kept = {"state": state} if "state" in typed.said or state != "planned" else {}
    return replace(typed, said={**typed.said, **kept}, errors=errors)
