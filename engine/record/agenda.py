"""The goals of an agenda: all that are open, a line each, those most off track first."""

from __future__ import annotations

import datetime
from collections.abc import Container

from engine.goals.goal import NO, UNSURE, Goal
from engine.goals.pace import on_the_line
from engine.goals.smart import missing
from engine.language import gettext as _
from engine.record.goal_lines import asked_words, newest_number, standing, start_words, title_words

MOST_QUESTIONS = 3
"""Questions for a manager in one talk: more are not answered."""
OFF_TRACK, NO_NUMBER, ON_TRACK, AT_TARGET = range(4)


def off_track_first(goals: tuple[Goal, ...], today: datetime.date) -> list[Goal]:
    """The goals that nobody called met: those behind their line, then those without a number, on their line,
    and at their target.
    """
    still_open = [one for one in goals if one.met is None]
    return sorted(still_open, key=lambda one: _off_track(one, today))


def _off_track(goal: Goal, today: datetime.date) -> tuple[int, float]:
    """How a goal stands, and how much of its way it is behind the straight line, with a minus."""
    view, line = standing(goal, today), on_the_line(goal, today)
    if view == "met":
        return AT_TARGET, 0.0
    if goal.by is not None and goal.by < today:
        return OFF_TRACK, -1.0
    if view != "not_yet" or line is None or goal.latest is None or goal.target is None or not goal.line_from:
        return (ON_TRACK if view == "on_course" else NO_NUMBER), 0.0
    way = goal.target - goal.line_from.value
    return OFF_TRACK, -(line - goal.latest.value) / way if way else 0.0


def is_off_track(goal: Goal, today: datetime.date) -> bool:
    """Whether a goal is behind its line, or its last day has gone by."""
    return _off_track(goal, today)[0] == OFF_TRACK


def goal_points(goals: tuple[Goal, ...], today: datetime.date, over: bool = False) -> list[str]:
    """A line for each goal that is open: where it stands and what is asked for. The first ones to which a
    letter of SMART is missing have the question that brings it, unless the plan is over. One line where all
    are met.
    """
    points: list[str] = []
    asked: set[str] = set()
    for goal in off_track_first(goals, today):
        ask = "" if over or len(asked) >= MOST_QUESTIONS else _question(goal, asked, today)
        asked |= {ask} - {""}
        now, start = newest_number(goal), start_words(goal)
        parts = [
            title_words(goal),
            _("Now: %(number)s", number=now) if now else "",
            _("At the start: %(number)s", number=start) if start and not now else "",
            asked_words(goal),
            _("My question: %(ask)s", ask=ask) if ask else "",
        ]
        points.append(". ".join(part for part in parts if part))
    return points or ([_("Every goal is met. What counts next?")] if goals else [])


def _question(goal: Goal, asked: Container[str], today: datetime.date) -> str:
    """What to ask about a goal, where a letter is missing that a manager can bring and nothing asks for yet.
    Once the goal is reached, or its last day has gone by, nothing is asked.
    """
    if standing(goal, today) == "met" or (goal.by is not None and goal.by < today):
        return ""
    answered = {
        "S": goal.target is not None,  # where a number is named, nobody needs to say what would be seen
        "A": goal.possible not in (NO, UNSURE),  # the person alone has not said what they think
        "R": goal.row > 0,  # the plan itself names it
    }
    left = [one.ask for one in missing(goal, today) if not answered.get(one.sign, False)]
    return next((ask for ask in left if ask and ask not in asked), "")
