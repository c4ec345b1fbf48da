"""The page on which a coach changes a client's plan, and its buttons. What the rules say stays in view."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.language import number
from engine.model import PHASES, Plan, PlanItem
from engine.planning.tailoring import ADDED, Add, Edit, Hide, Move, Note, idle, in_phase, stays, tailor
from webapp import services
from webapp.addresses import attach
from webapp.coaching import edits
from webapp.coaching.client import alias_of, client_file
from webapp.coaching.edits import Refused
from webapp.coaching.forms import AddedItem, read_added
from webapp.coaching.words import one_line
from webapp.plans.spoken import in_words_of_now
from webapp.questionnaire.pages import settle

blueprint = Blueprint("client_tailoring", __name__, url_prefix="/coach/clients/<client_id>/tailor")
attach(blueprint)

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """An item with the moves that it can make."""

    item: PlanItem
    can_rise: bool
    can_sink: bool
    stays: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One edit as the list of changes says it."""

    id: str
    on: datetime.date
    says: str
    idle: bool


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """The plan with a coach's tools."""
    plan = edits.rules_plan(services().store, client_file())
    if plan is None:
        return redirect(url_for("client_questionnaire.check_answers"))
    return _page(plan)


@blueprint.post("/hide")
def hide() -> ResponseReturnValue:
    """Leave an item out."""
    return _add(lambda _: Hide(_item()), "changes")


@blueprint.post("/note")
def note() -> ResponseReturnValue:
    """Words beside an item; none takes them away."""
    text = one_line(request.form.get("text"))

    def change(_now: Plan) -> Note:
        if len(text) > LONGEST_NOTE:
            raise Refused(
                _(
                    "Use %(most)s characters or fewer for a note. Now there are %(now)s.",
                    most=number(LONGEST_NOTE),
                    now=number(len(text)),
                )
            )
        return Note(_item(), text)

    return _add(change, f"item-{_item()}")


@blueprint.post("/move")
def move() -> ResponseReturnValue:
    """One place up or down."""
    down = request.form.get("to") == "down"
    return _add(lambda now: edits.step_up(now, _item(), down), f"item-{_item()}")


@blueprint.post("/add")
def add() -> ResponseReturnValue:
    """An item of the coach's own."""
    store, file_id = services().store, client_file()
    plan = edits.rules_plan(store, file_id)
    if plan is None:
        return redirect(url_for(".show"), 303)
    item = read_added(request.form, plan, ADDED + secrets.token_hex(6), services().today())
    if item.change is None:
        return _page(plan, item=item), 422
    new = item.change
    return _add(lambda _: new, f"item-{new.item}")


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take one change back."""
    edits.undo(services().store, client_file(), request.form.get("edit", ""))
    return redirect(url_for(".show", _anchor="changes"), 303)


@blueprint.post("/restore")
def restore() -> ResponseReturnValue:
    """Take all changes back."""
    edits.restore(services().store, client_file())
    return redirect(url_for(".show", _anchor="changes"), 303)


def _item() -> str:
    return request.form.get("item", "")


def _add(change: Callable[[Plan], Hide | Note | Move | Add], anchor: str) -> ResponseReturnValue:
    serving, file_id = services(), client_file()
    plan = edits.rules_plan(serving.store, file_id)
    if plan is None:
        return redirect(url_for(".show"), 303)
    try:
        now = tailor(plan, edits.edits_of(serving.store, file_id))
        edits.add(serving.store, file_id, plan, change(now), serving.today())
    except Refused as refused:
        return _page(plan, refused=str(refused)), 422
    return redirect(url_for(".show", _anchor=anchor), 303)


def _page(plan: Plan, refused: str | None = None, item: AddedItem | None = None) -> str:
    serving, file_id = services(), client_file()
    plan = in_words_of_now(plan, settle(serving.kb, serving.store.read(file_id, "answers") or {}))
    made = edits.edits_of(serving.store, file_id)
    now = tailor(plan, made)
    titles = {one.id: one.title for one in (*plan.items, *now.items)}
    pinned = [_row(now, one) for one in now.items if one.pinned]
    phases = [
        (phase, rows)
        for phase in PHASES
        if (rows := [_row(now, one) for one in now.items if one.phase == phase and not one.pinned])
    ]
    return render_template(
        "coaching/tailor.html",
        alias=alias_of(file_id),
        plan=now,
        pinned=pinned,
        phases=phases,
        changes=_lines(plan, made, titles),
        refused=refused,
        typed=item.typed if item else _first_typed(plan),
        errors=item.errors if item else {},
        kb=serving.kb,
        longest_note=LONGEST_NOTE,
    )


def _first_typed(plan: Plan) -> dict[str, str]:
    """What stands in the boxes of a new item before anything is typed."""
    start = min(max(plan.starts, services().today()), plan.ends)
    return {"start": start.isoformat(), "due": plan.ends.isoformat(), "hours": "0.5"}


def _row(plan: Plan, item: PlanItem) -> Row:
    row = in_phase(plan.items, item)
    return Row(item, row[0] is not item, row[-1] is not item, stays(item))


def _lines(plan: Plan, made: tuple[Edit, ...], titles: Mapping[str, str]) -> list[Line]:
    nothing = idle(plan, made)
    return [Line(one.id, one.on, _said(one, titles), one.id in nothing) for one in reversed(made)]


def _said(edit: Edit, titles: Mapping[str, str]) -> str:
    change = edit.change
    if isinstance(change, Add):
        return _("Added: %(step)s", step=change.title)
    title = titles.get(change.item, _("a step that is not in the plan now"))
    if isinstance(change, Hide):
        return _("Taken out: %(step)s", step=title)
    if isinstance(change, Note):
        return _("Note beside: %(step)s", step=title)
    return _("Moved: %(step)s", step=title)
