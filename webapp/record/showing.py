"""The record's pages: the list, the form of an entry, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, render_template, session

from engine.goals import Goal
from engine.kept_list import Document
from engine.language import gettext as _
from engine.record.entries import Entry, entries_of
from engine.record.fields import ABOUT_KINDS, FIELDS, KINDS, LONGEST, NOT_SAFE, WITHOUT_GOAL
from engine.record.finding import NO_GOAL, Wanted
from engine.record.keeping import touched, undoable, what_was_done
from engine.record.meeting import named_day
from engine.record.talk_words import planned_for, to_be_told
from engine.record.wellbeing import had_hard_days
from engine.schema import Resource
from webapp import journey as journeys
from webapp import services
from webapp.goals.keeping import goals_of
from webapp.guides.opaque import opaque
from webapp.record.afterwards import weeks_over
from webapp.record.at_hand import RECORD, AtHand
from webapp.security.access import current_file
from webapp.sent_once import fresh

A_PAGE = 30
"""Entries on one page."""
QUICK = ("evidence", "feedback")
"""Kinds that one line is enough for."""
BACK = "plan"
"""What the form of one line sends along on the plan page."""
SAVED = "saved"
"""In the session: what was just done, for the next page to say: `yes` (kept), `hard` (kept, and it told of a
hard day), `removed`, `undone`, `late` (nothing: another change had come), or `gone` (nothing: the entry was
taken out meanwhile).
"""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The newest change of today, which can be taken back: its number, what it did, and to which entry."""

    count: int
    did: str
    entry: Entry | None


def init_app(app: Flask) -> None:
    """Give the tables of the record to every template, and what the quick line needs on the plan page."""
    app.jinja_env.globals.update(
        RECORD_KINDS=KINDS,
        RECORD_FIELDS=FIELDS,
        record_goals=record_goals,
        record_undo=record_undo,
        fresh=fresh,
        just_saved=just_saved,
        talks_to_tell=talks_to_tell,
        talks_today=talks_today,
        has_news=lambda: SAVED in session,
        weeks_over=weeks_over,
    )


def record_goals() -> tuple[Goal, ...]:
    """The goals of the person's own file; () where nothing is kept."""
    return goals_of(current_file())


def just_saved() -> str:
    """What was done just now (see SAVED); said once."""
    return str(session.pop(SAVED, ""))


def talks_to_tell() -> tuple[Entry, ...]:
    """The check-ins of the person's own file of which is still to be said whether they took place."""
    return to_be_told(_own_entries(), services().today())


def talks_today() -> tuple[Entry, ...]:
    """The check-ins of the person's own file that are planned for today."""
    return planned_for(_own_entries(), services().today())


def _own_entries() -> tuple[Entry, ...]:
    file = current_file()
    return entries_of(services().store.read(file, RECORD) if file is not None else None)


def record_undo() -> LastChange | None:
    """The newest change of today in the person's own file."""
    file = current_file()
    return last_change(services().store.read(file, RECORD) or {}) if file is not None else None


def last_change(document: Document) -> LastChange | None:
    """The newest change in a record, if it was made today."""
    last, did = undoable(document), what_was_done(document)
    if last is None or did is None or last["on"] != services().today().isoformat():
        return None
    return LastChange(last["count"], did, touched(document))


def addresses() -> dict[str, str]:
    """Address of a kind -> the kind: it says nothing of what is written."""
    return {opaque(f"record {kind}"): kind for kind in KINDS}


def _frame(found: AtHand) -> dict[str, Any]:
    """What every page of the record shows: the undo, the goals by id, the kinds to add."""
    return {
        "goals": found.goals,
        "goal_titles": {goal.id: goal.title for goal in found.goals},
        "last": last_change(dict(found.document)),
        "adding": [(address, kind, KINDS[kind], ABOUT_KINDS[kind]) for address, kind in addresses().items()],
        "today": services().today(),
        "named": named_day(found.entries, services().today()),
        "journey": journeys.current(),
    }


def show_list(
    found: AtHand,
    entries: tuple[Entry, ...],
    wanted: Wanted | None = None,
    page: int = 1,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    check_ins: bool = False,
) -> str:
    """A list of entries in pages: all of them, those that were looked for, or the check-ins.

    `typed`: what the form of the search sent, to be shown in it again.
    """
    pages = 1 if check_ins else max(1, -(-len(entries) // A_PAGE))
    page = min(max(1, page), pages)
    shown = entries if check_ins else entries[(page - 1) * A_PAGE : page * A_PAGE]
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
        typed=typed or {},
        no_goal=NO_GOAL,
        page=page,
        pages=pages,
        check_ins=check_ins,
        check_in_address=opaque("record check_in"),
        support=_support() if hard else (),
    )


def _support() -> list[Resource]:
    """Places that listen, for wherever the person is; the country of a kept file chooses among them."""
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
    entry: Entry | None = None,
    errors: Mapping[str, str] | None = None,
    suggested: Mapping[str, str] | None = None,
) -> str:
    """The form of an entry. `entry`: the one that is changed; None for a new one."""
    return render_template(
        "record/check_in.html" if kind == "check_in" else "record/entry.html",
        **_frame(found),
        kind=kind,
        address=address,
        fields=FIELDS[kind],
        typed=typed,
        entry=entry,
        new=fresh(),
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


def no_room(at: str = "on") -> dict[str, str]:
    """What is to put right, by the box it is said at, where the record holds as much as it can."""
    return {at: _("The record is full. Take out what you no longer need, then try again.")}


def values_of(entry: Entry) -> dict[str, str]:
    """What the form of an entry is filled with."""
    return {"on": entry.on.isoformat(), "goal": entry.goal, **entry.said}
