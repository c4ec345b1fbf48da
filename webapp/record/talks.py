"""Check-ins: what became of one whose day has passed, and the next one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import full_day
from engine.language import gettext as _
from engine.record import keeping
from engine.record.entries import Entry, entries_of
from engine.record.keeping import Gone, find_entry, new_id
from engine.record.talk_words import OFF, UNSAID
from engine.record.typed import Typed
from engine.typed_days import day_in
from webapp import services
from webapp.record.at_hand import RECORD, at_hand, where_kept
from webapp.record.looking import blueprint
from webapp.record.showing import SAVED, show_form, values_of

__all__ = ["blueprint"]
MOVED_TO = "moved_to"
"""The box for the new day of a check-in."""
SAID_BY: Mapping[str, str] = {
    "held": "held",
    "summary": "held",
    "changed": "held",
    "cancelled": "cancelled",
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
    except Gone:  # taken out in another window
        return redirect(url_for(".check_ins"), 303)
    day = day_in(request.form, MOVED_TO, today, errors) if how == "moved" else None
    if day is not None and day <= talk.on:
        errors[MOVED_TO] = _("Give a day after %(day)s.", day=full_day(talk.on))
    if errors:
        typed = {**values_of(talk), MOVED_TO: request.form.get(MOVED_TO, "")}
        return show_form(found, talk.kind, "", typed, talk, errors=errors), 422
    services().store.change(file, RECORD, partial(_with_state, name=name, how=how, day=day, today=today))
    session[SAVED] = "yes"
    if day is not None:
        following(file, day)
        return redirect(url_for(".check_ins"), 303)
    return redirect(url_for(".entry", name=name, _anchor="after" if how == "held" else None), 303)


def _with_state(
    document: dict[str, Any], name: str, how: str, day: datetime.date | None, today: datetime.date
) -> dict[str, Any]:
    """With what became of a check-in. What was said of it in another window meanwhile stays."""
    talk = find_entry(document, name)
    if talk.says("state") not in UNSAID:
        return document
    said = {**talk.said, "state": how, **({"next_on": day.isoformat()} if day else {})}
    return keeping.change(document, replace(talk, said=said), today)


def following(file: str, on: datetime.date) -> str:
    """The id of the check-in on a day that was named; noted now if it is not there yet."""
    made = Entry(new_id(), "check_in", on, said={"state": "planned"})
    found: list[str] = []

    def note(document: dict[str, Any]) -> dict[str, Any]:
        there = [one for one in entries_of(document) if one.kind == "check_in" and one.on == on]
        found[:] = [there[0].id if there else made.id]
        return document if there else keeping.add(document, made, services().today())

    services().store.change(file, RECORD, note)
    return found[0]


def as_it_went(typed: Typed, then: str, today: datetime.date) -> Typed:
    """A check-in's form with what its button says of it: a summary is of one that took place, words for a new
    day are for one that did not. What can't be is among its errors.
    """
    state, errors = typed.said.get("state", "planned"), dict(typed.errors)
    ahead = typed.on is not None and typed.on > today
    if state == "planned":
        state = SAID_BY.get(then, state) if then != "changed" or not ahead else state
    if state == "held" and ahead:
        errors.setdefault("on", _("That day has not come yet. Say that it took place once it has."))
    if then == "summary" and state in OFF:
        errors["state"] = _("Here it did not take place. A summary is of one that did.")
    if then == "new_date" and state == "held":
        errors["state"] = _("Here it took place. Words for a new day are for one that did not.")
    kept = {"state": state} if "state" in typed.said or state != "planned" else {}
    return replace(typed, said={**typed.said, **kept}, errors=errors)
