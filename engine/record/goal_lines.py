"""What reports say of one goal: its target, where it stood, where it stands, and by what proof."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from engine.goals.goal import Goal, Reading, amount
from engine.goals.pace import on_the_line
from engine.language import full_day, mark
from engine.language import gettext as _
from engine.record.entries import Entry
from engine.record.proofs import begun

STANDINGS: Mapping[str, str] = {
    "met": mark("met"),
    "on_course": mark("on course"),
    "not_yet": mark("not there yet"),
}


def as_it_was(goal: Goal, on: datetime.date) -> Goal:
    """The goal without what came after a day."""
    return replace(
        goal,
        readings=tuple(one for one in goal.readings if one.on <= on),
        met=goal.met if goal.met and goal.met <= on else None,
    )


def standing(goal: Goal, today: datetime.date) -> str | None:
    """met, on_course (at or beyond the straight line to the target), not_yet; None where no number tells."""
    if goal.met is not None or goal.reached:
        return "met"
    line, latest = on_the_line(goal, today), goal.latest
    if not goal.readings or latest is None or line is None or goal.rises is None:
        return None
    return "on_course" if (latest.value >= line if goal.rises else latest.value <= line) else "not_yet"


def title_words(goal: Goal) -> str:
    """The goal's words as a heading: with a capital and without a full stop."""
    return begun(goal.title.rstrip(". "))


def target_words(goal: Goal) -> str:
    """`9 tickets a day`; what someone would see where no number is named; '' where neither is known."""
    return amount(goal.target, goal.unit) if goal.target is not None else goal.what.rstrip(". ")


def target_and_day(goal: Goal) -> str:
    """`9 tickets a day, by 19 April 2026`, or ''."""
    what = target_words(goal)
    return _("%(thing)s, by %(day)s", thing=what, day=full_day(goal.by)) if what and goal.by else what


def start_words(goal: Goal) -> str:
    """Where it stood at the start, or ''."""
    return amount(goal.now, goal.unit) if goal.now is not None else ""


def now_words(goal: Goal) -> str:
    """The newest number with its day, and where it stood at the start; '' where there is none."""
    if not goal.readings:
        return ""
    now, start = _reading(goal, goal.readings[-1]), start_words(goal)
    return _("%(now)s; at the start: %(start)s", now=now, start=start) if start else now


def _reading(goal: Goal, reading: Reading) -> str:
    return _("%(number)s (%(day)s)", number=amount(reading.value, goal.unit), day=full_day(reading.on))


def belongs(entry: Entry, goal: Goal, goals: tuple[Goal, ...]) -> bool:
    """Whether an entry is about a goal. With a single goal, what names none is about that one."""
    return entry.goal == goal.id or (len(goals) == 1 and not entry.goal)
