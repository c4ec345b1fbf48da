"""The record's pages: the list, the form of an entry, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, render_template, session

from engine.goals import Goal
from engine.record.entries import Entry
from engine.record.fields import ABOUT_KINDS, FIELDS, KINDS, LONGEST, NOT_SAFE, WITHOUT_GOAL
from engine.record.finding import Wanted
from engine.record.keeping import undoable, what_was_done
from engine.record.wellbeing import had_hard_days
from engine.schema import Resource
from webapp import services
from webapp.guides.opaque import opaque
from webapp.record.at_hand import AtHand, goals_of
from webapp.security.access import current_file

A_PAGE = 30
"""Entries on one page."""
MOST_FOUND = 100
QUICK = ("evidence", "feedback")
"""Kinds that one line is enough for."""
SAVED = "saved"
"""In the session: something was just written down, and the next page says so."""


def init_app(app: Flask) -> None:
    """Give the tables of the record to every template, and what the quick line needs on the plan page."""
    app.jinja_env.globals.update(
        RECORD_KINDS=KINDS, RECORD_FIELDS=FIELDS, record_goals=record_goals, just_saved=just_saved
    )


def record_goals() -> tuple[Goal, ...]:
    """The goals of the person's own file; () where nothing is kept."""
    file = current_file()
    return goals_of(file) if file is not None else ()


def just_saved() -> bool:
    """Whether something was written down just now; said once."""
    return bool(session.pop(SAVED, False))


def addresses() -> dict[str, str]:
    """Address of a kind -> the kind: it says nothing of what is written."""
    return {opaque(f"record {kind}"): kind for kind in KINDS}


def _frame(found: AtHand) -> dict[str, Any]:
    """What every page of the record shows: the undo, the goals by id, the kinds to add."""
    last, today = undoable(found.document), services().today()
    return {
        "goals": found.goals,
        "goal_titles": {goal.id: goal.title for goal in found.goals},
        "undoable": last if last and last["on"] == today.isoformat() else None,
        "what_was_done": what_was_done(found.document),
        "adding": [(address, kind, KINDS[kind], ABOUT_KINDS[kind]) for address, kind in addresses().items()],
        "today": today,
    }


def show_list(
    found: AtHand,
    entries: tuple[Entry, ...],
    wanted: Wanted | None = None,
    page: int = 1,
    errors: Mapping[str, str] | None = None,
    check_ins: bool = False,
) -> str:
    """A list of entries: all of them in pages, those that were looked for, or the check-ins."""
    pages = max(1, -(-len(entries) // A_PAGE))
    shown = entries[:MOST_FOUND] if wanted or check_ins else entries[(page - 1) * A_PAGE : page * A_PAGE]
    hard = not check_ins and wanted is None and page == 1 and had_hard_days(found.entries, services().today())
    return render_template(
        "record/list.html",
        **_frame(found),
        entries=shown,
        how_many=len(entries),
        whole=len(found.entries),
        wanted=wanted or Wanted(),
        searched=wanted is not None,
        errors=errors or {},
        page=page,
        pages=pages,
        check_ins=check_ins,
        check_in_address=opaque("record check_in"),
        support=_support() if hard else (),
    )


def _support() -> list[Resource]:
    """Places that listen, for wherever the person is; the country of a kept file chooses among them."""
    from webapp import journey as journeys  # it reads `services`, as this module does

    country = journeys.current().answers.get("country")
    health = [
        one
        for one in services().kb.resources.values()
        if one.kind == "health"
        and one.status != "retired"
        and (not one.countries or country in one.countries)
    ]
    return sorted(health, key=lambda one: (bool(one.countries), one.title))


def show_form(
    found: AtHand,
    kind: str,
    address: str,
    typed: Mapping[str, str],
    name: str,
    entry: Entry | None = None,
    errors: Mapping[str, str] | None = None,
    suggested: Mapping[str, str] | None = None,
) -> str:
    """The form of an entry. `entry`: the one that is changed; None for a new one, whose id is `name`."""
    return render_template(
        "record/check_in.html" if kind == "check_in" else "record/entry.html",
        **_frame(found),
        kind=kind,
        address=address,
        fields=FIELDS[kind],
        typed=typed,
        name=name,
        entry=entry,
        errors=errors or {},
        suggested=suggested or {},
        longest=LONGEST,
        with_goal=kind not in WITHOUT_GOAL,
        not_safe=NOT_SAFE,
    )


def show_stale(found: AtHand, now: Entry, typed: Mapping[str, str]) -> str:
    """The same entry from two windows: how it stands, and what was typed here."""
    own = {name: text for name, text in typed.items() if name not in ("csrf_token", "rev", "then")}
    return render_template(
        "record/stale.html",
        **_frame(found),
        now=now,
        fields=FIELDS[now.kind],
        typed=own,
        stands=values_of(now),
    )


def values_of(entry: Entry) -> dict[str, str]:
    """What the form of an entry is filled with."""
    return {"on": entry.on.isoformat(), "goal": entry.goal, **entry.said}
