"""A day, two goals and entries, for what is tested beside them."""

from __future__ import annotations

import datetime

from engine.goals.goal import Goal, Reading
from engine.record.entries import Entry, entries_of, entry_to_json

TODAY = datetime.date(2026, 3, 2)


GOAL = Goal(
    "g1",
    "Close nine tickets a day",
    counted="number",
    unit="tickets a day",
    now=5,
    since=datetime.date(2026, 2, 19),
    target=9,
    by=datetime.date(2026, 4, 19),
    readings=(Reading(datetime.date(2026, 2, 27), 7),),
)


OTHER = Goal("g2", "Answer within a day")


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def kept(*entries: Entry) -> tuple[Entry, ...]:
    return entries_of({"entries": [entry_to_json(one) for one in entries]})


MARKED = "ψψ"
"""A sign that only moods have here."""
