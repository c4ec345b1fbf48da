"""The record: its list, looking for something, and writing down, changing and taking out an entry.

Everything typed comes by POST and never stands in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, cast

from flask import Blueprint, Flask, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.record import keeping
from engine.record.entries import Entry, as_day, entries_of
from engine.record.fields import KINDS, NOT_SAFE
from engine.record.finding import Wanted, find
from engine.record.keeping import Full, Gone, Stale, find_entry, new_id
from engine.record.meeting import suggested
from engine.record.typed import Typed, clean, read_typed
from engine.record.wellbeing import says_not_safe
from webapp import journey as journeys
from webapp import services
from webapp.record import reports
from webapp.record.at_hand import RECORD, at_hand, ticks_told, told_by, where_kept
from webapp.record.showing import (
    QUICK,
    SAVED,
    addresses,
    init_app,
    show_form,
    show_list,
    show_stale,
    values_of,
)

blueprint = Blueprint("record", __name__)
blueprint.record_once(lambda state: init_app(cast(Flask, state.app)))
LONGEST_SEARCH = 200


@blueprint.route("/", methods=["GET", "POST"])
@where_kept
def index(file: str) -> ResponseReturnValue:
    """All entries, the newest first."""
    found, today = at_hand(file), services().today()
    if keeping.forget(found.document, today) != found.document:  # taken out on an earlier day: gone for good
        _change(file, partial(keeping.forget, today=today))
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
    errors = {
        name: _("Write the day as year-month-day, such as %(example)s.", example="2026-03-02")
        for name in ("since", "until")
        if typed.get(name, "").strip() and as_day(typed[name].strip()) is None
    }
    wanted = Wanted(
        words=clean(typed.get("words", "")[:LONGEST_SEARCH], one_line=True),
        kind=typed.get("kind", "") if typed.get("kind") in KINDS else "",
        goal=typed.get("goal", ""),
        since=as_day(typed.get("since", "").strip()),
        until=as_day(typed.get("until", "").strip()),
    )
    return show_list(found, find(found.entries, wanted), wanted, errors=errors), 422 if errors else 200


@blueprint.get("/new/<address>")
@where_kept
def new(file: str, address: str) -> ResponseReturnValue:
    """An empty form for an entry of a kind."""
    kind = _kind(address)
    found, today = at_hand(file), services().today()
    words = {}
    if kind == "check_in":
        journey = journeys.current()
        words = suggested(told_by(journey), ticks_told(journey))
    return show_form(found, kind, address, {"on": today.isoformat()}, new_id(), suggested=words)


@blueprint.post("/new/<address>")
@where_kept
def add(file: str, address: str) -> ResponseReturnValue:
    """Write an entry down."""
    kind, name = _kind(address), request.form.get("id", "")[:40] or new_id()
    if request.form.get("mood") == NOT_SAFE:
        return redirect(url_for("guides.get_help"), 303)
    found = at_hand(file)
    typed = _typed(kind, found.goals)
    if typed.errors or typed.on is None:
        return show_form(found, kind, address, request.form, name, errors=typed.errors), 422
    return _added(file, Entry(name, kind, typed.on, typed.goal, _as_it_went(typed.said)))


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
    address = next(address for address, name in addresses().items() if name == kind)
    if read.errors or read.on is None:
        return show_form(found, kind, address, typed, new_id(), errors=read.errors), 422
    entry = Entry(request.form.get("id", "")[:40] or new_id(), kind, read.on, read.goal, read.said)
    return _added(file, entry, back="plan" if request.form.get("back") == "plan" else "")


@blueprint.get("/entry/<name>")
@where_kept
def entry(file: str, name: str) -> ResponseReturnValue:
    """One entry, to read and to change; for a check-in, its page."""
    found = at_hand(file)
    kept = _entry(found.document, name)
    words = {}
    if kept.kind == "check_in" and kept.says("state") in ("", "planned"):
        journey = journeys.current()
        words = suggested(told_by(journey, kept), ticks_told(journey))
    return show_form(found, kept.kind, "", values_of(kept), name, kept, suggested=words)


@blueprint.post("/entry/<name>")
@where_kept
def change(file: str, name: str) -> ResponseReturnValue:
    """Keep what was typed into an entry."""
    if request.form.get("mood") == NOT_SAFE:
        return redirect(url_for("guides.get_help"), 303)
    found = at_hand(file)
    kept = _entry(found.document, name)
    typed = _typed(kept.kind, found.goals)
    if typed.errors or typed.on is None:
        return show_form(found, kept.kind, "", request.form, name, kept, errors=typed.errors), 422
    rev = request.form.get("rev", "")
    # goals may be taken out later; what was written about one still says so
    goal = typed.goal or (kept.goal if request.form.get("goal") == kept.goal else "")
    number = int(rev) if rev.isdecimal() and len(rev) < 9 else 0
    changed = replace(kept, on=typed.on, goal=goal, said=_as_it_went(typed.said), rev=number)
    try:
        _change(file, partial(keeping.change, entry=changed, today=services().today()))
    except Stale as stale:
        return show_stale(found, stale.now, request.form), 409
    except Gone:
        abort(404)
    return _after(file, changed)


@blueprint.post("/entry/<name>/out")
@where_kept
def remove(file: str, name: str) -> ResponseReturnValue:
    """Take an entry out."""
    try:
        _change(file, partial(keeping.remove, name=name, today=services().today()))
    except Gone:
        abort(404)
    return redirect(url_for(".index"), 303)


@blueprint.post("/undo")
@where_kept
def undo(file: str) -> ResponseReturnValue:
    """Take the last change back; where another came after it, nothing is done and the record is shown."""
    count = request.form.get("count", "")
    number = int(count) if count.isdecimal() and len(count) < 9 else -1
    with suppress(Gone):
        _change(file, partial(keeping.undo, count=number))
    return redirect(url_for(".index"), 303)


def _added(file: str, entry: Entry, back: str = "") -> ResponseReturnValue:
    try:
        _change(file, partial(keeping.add, entry=entry, today=services().today()))
    except Full:
        found = at_hand(file)
        errors = {"on": _("The record is full. Take out what you no longer need, then try again.")}
        return show_form(found, entry.kind, "", values_of(entry), entry.id, None, errors), 422
    return _after(file, entry, back)


def _after(file: str, entry: Entry, back: str = "") -> ResponseReturnValue:
    """Where a person goes once something is written down; help first, if they are not safe."""
    session[SAVED] = True
    if says_not_safe(entry.said.values()):
        return redirect(url_for("guides.get_help"), 303)
    then = request.form.get("then", "")
    if entry.kind == "check_in":
        if then in ("agenda", "summary", "new_date"):
            return reports.write_for(file, then, entry)
        if then == "next" and entry.day("next_on"):
            return redirect(url_for(".entry", name=_following(file, entry)), 303)
        return redirect(url_for(".entry", name=entry.id), 303)
    if back == "plan":
        return redirect(url_for("plans.show", _anchor="write"), 303)
    return redirect(url_for(".index"), 303)


def _as_it_went(said: Mapping[str, str]) -> dict[str, str]:
    """A check-in that is summed up took place."""
    summed_up = request.form.get("then") == "summary" and said.get("state", "planned") == "planned"
    return {**said, "state": "held"} if summed_up else dict(said)


def _following(file: str, entry: Entry) -> str:
    """The id of the check-in on the next day that was named; noted now if it is not there yet."""
    on = entry.day("next_on")
    assert on is not None
    made = Entry(new_id(), "check_in", on, said={"state": "planned"})
    found: list[str] = []

    def note(document: dict[str, Any]) -> dict[str, Any]:
        there = [one for one in entries_of(document) if one.kind == "check_in" and one.on == on]
        found[:] = [there[0].id if there else made.id]
        return document if there else keeping.add(document, made, services().today())

    _change(file, note)
    return found[0]


def _kind(address: str) -> str:
    kind = addresses().get(address)
    if kind is None:
        abort(404)
    return kind


def _entry(document: Any, name: str) -> Entry:
    try:
        return find_entry(document, name)
    except Gone:
        abort(404)


def _typed(kind: str, goals: Any) -> Typed:
    return read_typed(kind, request.form, services().today(), {goal.id for goal in goals})


def _change(file: str, change: Any) -> None:
    services().store.change(file, RECORD, change)
