"""What the record's pages stand on: the person's file, their entries, their goals and their ticks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask import render_template
from flask.typing import ResponseReturnValue

from engine.goals import Goal
from engine.goals.offered import goals_from_answers
from engine.plan_days import days_of_plan
from engine.progress_words import progress_words
from engine.record.entries import Entry, entries_of
from engine.record.told import Told
from webapp import journey as journeys
from webapp import services
from webapp.goals.keeping import goals_of
from webapp.journey import Journey
from webapp.plans import making
from webapp.security.access import current_file

RECORD, REPORTS = "record", "reports"
"""Names of documents."""

P = ParamSpec("P")


def where_kept(
    view: Callable[Concatenate[str, P], ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """A view that gets the id of the person's file; where nothing is kept, a page offers to keep things."""

    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        file = current_file()
        if file is None:
            return render_template("record/keep_first.html", journey=journeys.current())
        return view(file, *args, **kwargs)

    return shown


@dataclass(frozen=True, slots=True)
class AtHand:
    """One reading of the record."""

    document: Mapping[str, Any]
    entries: tuple[Entry, ...]
    goals: tuple[Goal, ...]
    """Those the person has written down."""


def at_hand(file: str) -> AtHand:
    """The record as it is stored."""
    document = services().store.read(file, RECORD) or {}
    return AtHand(document, entries_of(document), goals_of(file))


def told_by(
    journey: Journey,
    talk: Entry | None = None,
    goal: str = "",
    today: datetime.date | None = None,
    since: datetime.date | None = None,
    with_record: bool = True,
) -> Told:
    """What letters and reports are written from. Without goals of their own, the one in the answers.

    `today`: the last day that is spoken of; `since`: the first one of its week, where it is about a week.
    `with_record`: False for a coach, and where nothing is kept.
    """
    today = today or services().today()
    entries: tuple[Entry, ...] = ()
    goals: tuple[Goal, ...] = ()
    if with_record and journey.file is not None:
        found = at_hand(journey.file)
        entries, goals = found.entries, found.goals
    if not goals:
        goals = goals_from_answers(journey.answers, today)
    chosen = next((one for one in goals if one.id == goal), None)
    return Told(entries, goals, today, talk, chosen, since, days_of_plan(journey.answers))


def earliest_day(journey: Journey) -> datetime.date | None:
    """The first day that there can be something to tell of: of the plan, or of the record."""
    days = [entry.on for entry in at_hand(journey.file).entries] if journey.file is not None else []
    plan = days_of_plan(journey.answers)
    return min([*days, *(plan[:1] if plan else ())], default=None)


def ticks_told(
    journey: Journey,
    today: datetime.date | None = None,
    since: datetime.date | None = None,
    letter: str = "",
    ahead_of: datetime.date | None = None,
) -> dict[str, str]:
    """What the ticks say (engine/progress_words.py); {} where nothing has been answered or planned yet."""
    if not journey.answers:
        return {}
    found = making.if_any(journey)
    if found is None:
        return {}
    today = today or services().today()
    return progress_words(
        services().kb, found.plan, found.progress, today, since, letter, found.rounds, ahead_of
    )
