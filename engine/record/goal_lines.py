"""What reports say of one goal: its target, where it stood, where it stands, and by what proof."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from engine.goals.goal import Goal, Reading, amount
from engine.goals.pace import on_the_line
from engine.language import full_day, mark
from engine.language import gettext as _
from engine.record.entries import Entry

FROM_ANSWERS = "answers"
"""The id of the goal that the answers tell of, where the person has written down none yet."""
MORE_MEASURES = (2, 3)
STANDINGS: Mapping[str, str] = {
    "met": mark("met"),
    "on_course": mark("on course"),
    "not_yet": mark("not there yet"),
}


def goals_from_answers(answers: Mapping[str, Any]) -> tuple[Goal, ...]:
    """The goals that the plain answers name: the main one with its number, then further numbers as rows of
    their own (`measure_2_name` and so on). No answer used here is a sensitive one.
    """
    first = _goal(answers, "measure_", FROM_ANSWERS, _text(answers.get("main_goal")))
    more = (_goal(answers, f"measure_{n}_", f"{FROM_ANSWERS}_{n}", "") for n in MORE_MEASURES)
    return tuple(goal for goal in (first, *more) if goal is not None)


def _goal(answers: Mapping[str, Any], measure: str, name: str, title: str) -> Goal | None:
    counted = _text(answers.get(f"{measure}name"))
    now, target = _number(answers.get(f"{measure}now")), _number(answers.get(f"{measure}target"))
    if not (title or counted) and now is None and target is None:
        return None
    return Goal(
        id=name,
        title=title or counted or _("[the goal, in a few words]"),
        measure=counted,
        unit=_text(answers.get(f"{measure}unit")),
        now=now,
        since=_day(answers.get("plan_start")),
        target=target,
        by=_day(answers.get("plan_end")),
    )


def standing(goal: Goal, today: datetime.date) -> str | None:
    """met, on_course (at or beyond the straight line to the target), not_yet; None where no number tells."""
    if goal.met is not None or goal.reached:
        return "met"
    line, latest = on_the_line(goal, today), goal.latest
    if not goal.readings or latest is None or line is None or goal.rises is None:
        return None
    return "on_course" if (latest.value >= line if goal.rises else latest.value <= line) else "not_yet"


def target_words(goal: Goal) -> str:
    """`9 tickets a day`; what someone would see where no number is named; '' where neither is known."""
    return amount(goal.target, goal.unit) if goal.target is not None else goal.what


def target_and_day(goal: Goal) -> str:
    """`9 tickets a day, by 19 April 2026`, or ''."""
    what = target_words(goal)
    return _("%(thing)s, by %(day)s", thing=what, day=full_day(goal.by)) if what and goal.by else what


def start_words(goal: Goal) -> str:
    """Where it stood at the start, or ''."""
    return amount(goal.now, goal.unit) if goal.now is not None else ""


def now_words(goal: Goal, since: datetime.date | None = None) -> str:
    """The newest number with its day, if it is no older than `since`; '' where there is none."""
    latest = goal.readings[-1] if goal.readings else None
    if latest is not None and (since is None or latest.on >= since):
        return _reading(goal, latest)
    return _("done on %(day)s", day=full_day(goal.met)) if goal.met else ""


def _reading(goal: Goal, reading: Reading) -> str:
    return _("%(number)s (%(day)s)", number=amount(reading.value, goal.unit), day=full_day(reading.on))


def proof_line(entry: Entry) -> str:
    """`Three orders checked on 27 February 2026: order book, page 4`."""
    return _on_one_line(entry.says("done"), entry.on, entry.says("place"))


def _on_one_line(what: str, on: datetime.date, place: str) -> str:
    words, day = " ".join(what.split()).rstrip("."), full_day(on)
    if place:
        return _("%(what)s (%(day)s): %(place)s", what=words, day=day, place=place)
    return _("%(what)s (%(day)s)", what=words, day=day)


def belongs(entry: Entry, goal: Goal, goals: tuple[Goal, ...]) -> bool:
    """Whether an entry is about a goal. With a single goal, what names none is about that one."""
    return entry.goal == goal.id or (len(goals) == 1 and not entry.goal)


def bullets(lines: Iterable[str]) -> str:
    """A line each, begun with a dash and a capital."""
    return "\n".join(f"- {line[:1].upper()}{line[1:]}" for line in lines if line)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
