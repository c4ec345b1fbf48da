"""The record written: adding, changing and taking out an entry, and taking changes back.

Everything typed comes by POST and never stands in an address.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.record import check_ins, keeping
from engine.record.entries import Entry
from engine.record.fields import NOT_SAFE
from engine.record.keeping import Full, Gone, Stale, find_entry
from engine.record.meeting import named_day, suggested
from engine.record.typed import Typed, read_typed
from engine.record.wellbeing import HARD, says_not_safe
from webapp import journey as journeys
from webapp import services
from webapp.record import reports
from webapp.record.at_hand import RECORD, at_hand, ticks_told, told_by, where_kept
from webapp.record.looking import blueprint
from webapp.record.showing import (
    BACK,
    QUICK,
    SAVED,
    addresses,
    no_room,
    show_form,
    show_stale,
    values_of,
)
from webapp.record.talks import as_it_went
from webapp.sent_once import name_of_sent

__all__ = ["blueprint"]


@blueprint.get("/new/<address>")
@where_kept
def new(file: str, address: str) -> ResponseReturnValue:
    """An empty form for an entry of a kind."""
    kind = _kind(address)
    found, today = at_hand(file), services().today()
    words = {}
    if kind == "check_in":
        journey = journeys.current()
        today = named_day(found.entries, today) or today
        words = suggested(told_by(journey), ticks_told(journey, ahead_of=today))
    return show_form(found, kind, address, {"on": today.isoformat()}, suggested=words)


@blueprint.post("/new/<address>")
@where_kept
def add(file: str, address: str) -> ResponseReturnValue:
    """Write an entry down."""
    kind = _kind(address)
    if request.form.get("mood") == NOT_SAFE:
        return redirect(url_for("guides.get_help"), 303)
    found = at_hand(file)
    typed = _typed(kind, found.goals)
    if typed.errors or typed.on is None:
        return show_form(found, kind, address, request.form, errors=typed.errors), 422
    return _added(file, Entry(name_of_sent(), kind, typed.on, typed.goal, typed.said))


@blueprint.post("/quick")
@where_kept
def quick(file: str) -> ResponseReturnValue:
    """One line, from the plan page or the record: a thing done, or something that was said."""
    kind = request.form.get("kind", QUICK[0])
    if kind not in QUICK:
        abort(400)
    found, today = at_hand(file), services().today()
    typed = {
        "on": today.isoformat(),
        "goal": request.form.get("goal", ""),
        "done" if kind == "evidence" else "said": request.form.get("words", ""),
    }
    read = read_typed(kind, typed, today, {goal.id for goal in found.goals})
    if read.errors or read.on is None:
        return show_form(found, kind, _address(kind), typed, errors=read.errors), 422
    entry = Entry(name_of_sent(), kind, read.on, read.goal, read.said)
    return _added(file, entry, back=_back())


@blueprint.get("/entry/<name>")
@where_kept
def entry(file: str, name: str) -> ResponseReturnValue:
    """One entry, to read and to change; for a check-in, its page."""
    found = at_hand(file)
    kept = _entry(found.document, name)
    words = {}
    if kept.kind == "check_in" and kept.says("state") in ("", "planned"):
        journey = journeys.current()
        words = suggested(told_by(journey, kept), ticks_told(journey, ahead_of=kept.on))
    return show_form(found, kept.kind, "", values_of(kept), kept, suggested=words)


@blueprint.post("/entry/<name>")
@where_kept
def change(file: str, name: str) -> ResponseReturnValue:
    """Keep what was typed into an entry."""
    if request.form.get("mood") == NOT_SAFE:
        return redirect(url_for("guides.get_help"), 303)
    found = at_hand(file)
    try:
        kept = find_entry(found.document, name)
    except Gone:
        return _taken_out_meanwhile(found.goals, file, name)
    typed = _typed(kept.kind, found.goals)
    if typed.errors or typed.on is None:
        return show_form(found, kept.kind, "", request.form, kept, errors=typed.errors), 422
    rev = request.form.get("rev", "")
    # goals may be taken out later; what was written about one still says so
    goal = typed.goal or (kept.goal if request.form.get("goal") == kept.goal else "")
    number = int(rev) if rev.isdecimal() and len(rev) < 9 else 0
    changed = replace(kept, on=typed.on, goal=goal, said=typed.said, rev=number)
    try:
        _change(file, _with_next(check_ins.change, changed))
    except Stale as stale:
        return show_stale(found, stale.now, request.form), 409
    except Gone:
        return _taken_out_meanwhile(found.goals, file, name)
    except Full:
        return show_form(found, kept.kind, "", request.form, kept, errors=no_room()), 422
    return _after(file, changed)


def _taken_out_meanwhile(goals: Any, file: str, name: str) -> ResponseReturnValue:
    """What was typed about an entry that is gone: a new entry to be, where its kind is known."""
    kind = request.form.get("kind", "")
    address = next((address for address, one in addresses().items() if one == kind), None)
    if address is None:
        abort(404)
    typed = _typed(kind, goals)
    gone = _("It was taken out in another window. What you typed is here: write it down again, if you like.")
    return show_form(at_hand(file), kind, address, request.form, errors={"on": gone, **typed.errors}), 409


@blueprint.post("/entry/<name>/out")
@where_kept
def remove(file: str, name: str) -> ResponseReturnValue:
    """Take an entry out. Taken out already, in another window, it is simply gone."""
    try:
        _change(file, partial(keeping.remove, name=name, today=services().today()))
    except Gone:
        return redirect(url_for(".index"), 303)
    session[SAVED] = "removed"
    return redirect(url_for(".index"), 303)


@blueprint.post("/undo")
@where_kept
def undo(file: str) -> ResponseReturnValue:
    """Take the newest change back; where another came after it, nothing is done and the page says so."""
    count = request.form.get("count", "")
    number = int(count) if count.isdecimal() and len(count) < 9 else -1
    try:
        _change(file, partial(keeping.undo, count=number))
        session[SAVED] = "undone"
    except Gone:
        session[SAVED] = "late"
    if _back():
        return redirect(url_for("plans.show", _anchor="write"), 303)
    return redirect(url_for(".index"), 303)


def _added(file: str, entry: Entry, back: str = "") -> ResponseReturnValue:
    try:
        _change(file, _with_next(check_ins.add, entry))
    except Full:
        address = _address(entry.kind)
        return show_form(at_hand(file), entry.kind, address, values_of(entry), errors=no_room()), 422
    return _after(file, entry, back)


def _with_next(write: Any, entry: Entry) -> Any:
    """The change that writes an entry, and the check-in after it where the button says so."""
    return partial(write, entry=entry, today=services().today(), next_too=request.form.get("then") == "next")


def _after(file: str, entry: Entry, back: str = "") -> ResponseReturnValue:
    """Where a person goes once something is written down; help first, if they are not safe."""
    if says_not_safe(entry.said.values()):
        return redirect(url_for("guides.get_help"), 303)
    then = request.form.get("then", "")
    if entry.kind == "check_in":
        if then == "changed":
            return redirect(url_for("working.changed"), 303)
        if then in ("agenda", "summary", "new_date"):
            return reports.write_for(file, then, entry)
    # told by the page that comes next: kept for a later one, it would speak of what is long done
    session[SAVED] = "hard" if entry.says("mood") in HARD else "yes"
    if entry.kind == "check_in":
        if then == "next" and (noted := check_ins.on_day(at_hand(file).document, entry.day("next_on"))):
            return redirect(url_for(".entry", name=noted.id), 303)
        return redirect(url_for(".entry", name=entry.id, _anchor="after" if then == "held" else None), 303)
    if back:
        return redirect(url_for("plans.show", _anchor="write"), 303)
    return redirect(url_for(".index"), 303)


def _back() -> str:
    return BACK if request.form.get("back") == BACK else ""


def _kind(address: str) -> str:
    kind = addresses().get(address)
    if kind is None:
        abort(404)
    return kind


def _address(kind: str) -> str:
    return next(address for address, name in addresses().items() if name == kind)


def _entry(document: Any, name: str) -> Entry:
    try:
        return find_entry(document, name)
    except Gone:
        abort(404)


def _typed(kind: str, goals: Any) -> Typed:
    today = services().today()
    typed = read_typed(kind, request.form, today, {goal.id for goal in goals})
    return as_it_went(typed, request.form.get("then", ""), today) if kind == "check_in" else typed


def _change(file: str, change: Any) -> None:
    services().store.change(file, RECORD, change)
