"""What reports say of one goal: its target, where it stood, where it stands, and by what proof."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from engine.goals.goal import NUMBER, EarlierTarget, Goal, Reading, amount
from engine.goals.pace import asked_before, on_the_line
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
    """The goal without what came after a day, and with the target that was asked for on it."""
    later = next((one for one in goal.earlier if one.until > on), None)
    return replace(
        goal,
        readings=tuple(one for one in goal.readings if one.on <= on),
        met=goal.met if goal.met and goal.met <= on else None,
        target=later.target if later else goal.target,
        by=later.by if later else goal.by,
        earlier=tuple(one for one in goal.earlier if one.until <= on),
    )


def standing(goal: Goal, today: datetime.date) -> str | None:
    """met, on_course (at or beyond the straight line to the target), not_yet; None where no number tells."""
    if goal.met is not None or goal.reached:
        return "met"
    line, latest = on_the_line(goal, today), goal.latest
    if not goal.readings or latest is None or line is None or goal.rises is None:
        return None
    return "on_course" if (latest.value >= line if goal.rises else latest.value <= line) else "not_yet"


def view_words(goal: Goal, today: datetime.date) -> str:
    """How a goal stands, in words; '' where no number tells. Only the person says that a goal is met."""
    view = standing(goal, today)
    if view == "met" and goal.met is None:
        return _("at its target now")
    return _(STANDINGS[view]) if view else ""


def wants_number(goal: Goal) -> bool:
    """Whether a number is to tell how far it is, though perhaps none is known yet."""
    return goal.by_number or goal.counted == NUMBER


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


def asked_words(goal: Goal, blank: bool = False) -> str:
    """The line that says what is asked for, and by when, as far as it is known. With `blank`, a number that
    is to be named and is not yet is a place to fill.
    """
    if target_words(goal):
        return _("Target: %(target)s", target=target_and_day(goal))
    if blank and wants_number(goal):
        return _("Target: %(target)s", target=_("[number or standard]"))
    return _("To be met by %(day)s", day=full_day(goal.by)) if goal.by and goal.met is None else ""


def targets_before(goal: Goal, since: datetime.date = datetime.date.min) -> list[str]:
    """A line for each target that was changed on a day or after it."""
    return [
        _("Target before: %(target)s", target=asked_before(one, goal.unit))
        for one in goal.earlier
        if one.until >= since
    ]


def changes_of_target(goal: Goal) -> list[str]:
    """A line for each change of the target, of its last day or of both, as a bare fact."""
    asked = [*((one.target, one.by) for one in goal.earlier), (goal.target, goal.by)]
    changes = zip(goal.earlier, asked[1:], strict=True)
    return [
        _("%(goal)s: %(change)s", goal=title_words(goal), change=change)
        for one, (target, by) in changes
        if (change := _change(one, target, by, goal.unit))
    ]


def _change(one: EarlierTarget, target: float | None, by: datetime.date | None, unit: str) -> str:
    """What was changed when a target gave way to the next one; '' where that can't be told."""
    changed = full_day(one.until)
    number = (
        _(
            "the target was changed on %(day)s, from %(before)s to %(after)s",
            day=changed,
            before=amount(one.target, unit),
            after=amount(target, unit),
        )
        if target is not None and target != one.target
        else ""
    )
    if target is None or one.by is None or by is None or one.by == by:
        return number
    days = {"before": full_day(one.by), "after": full_day(by)}
    if number:
        return _("%(change)s, and its last day from %(before)s to %(after)s", change=number, **days)
    return _("the last day was changed on %(day)s, from %(before)s to %(after)s", day=changed, **days)


def course(goal: Goal, most: int) -> list[str]:
    """A line for each number that was noted between the first and the newest; of more than `most`, some from
    early to late.
    """
    first, latest = goal.first, goal.latest
    if first is None or latest is None:
        return []
    between = [one for one in goal.readings if first.on < one.on < latest.on]
    if len(between) > most:
        between = [between[at * (len(between) - 1) // (most - 1)] for at in range(most)]
    return [
        _("%(day)s: %(number)s", day=full_day(one.on), number=amount(one.value, goal.unit)) for one in between
    ]


def result_words(goal: Goal) -> str:
    """`1.9% (17 April 2026), target 2%`; `met on 20 April 2026`; '' where neither is known."""
    if goal.readings and goal.target is not None:
        now, target = _reading(goal, goal.readings[-1]), amount(goal.target, goal.unit)
        return _("%(now)s, target %(target)s", now=now, target=target)
    return _("met on %(day)s", day=full_day(goal.met)) if goal.met else ""


def met_words(goal: Goal) -> str:
    """On which day the person marked it as met, or ''."""
    return _("Met on %(day)s.", day=full_day(goal.met)) if goal.met else ""


def where_seen(goal: Goal) -> str:
    """Where the goal's numbers can be seen, as the person said it; '' where none was noted yet."""
    return goal.proof.rstrip(". ") if goal.by_number and goal.readings else ""


def where_words(goal: Goal) -> str:
    """Where it can be seen how far the goal is, as a line."""
    return _("Where it can be seen: %(place)s", place=goal.proof.rstrip(". "))


def start_words(goal: Goal) -> str:
    """Where it stood at the start, or ''."""
    return amount(goal.now, goal.unit) if goal.now is not None else ""


def now_words(goal: Goal) -> str:
    """The newest number with its day, and where it stood at the start; '' where there is none."""
    now, start = newest_number(goal), start_words(goal)
    if not now:
        return ""
    return _("%(now)s; at the start: %(start)s", now=now, start=start) if start else now


def newest_number(goal: Goal) -> str:
    """The newest number that was noted, with its day, or ''."""
    return _reading(goal, goal.readings[-1]) if goal.readings else ""


def _reading(goal: Goal, reading: Reading) -> str:
    return _("%(number)s (%(day)s)", number=amount(reading.value, goal.unit), day=full_day(reading.on))


def belongs(entry: Entry, goal: Goal, goals: tuple[Goal, ...]) -> bool:
    """Whether an entry is about a goal. With a single goal, what names none is about that one."""
    return entry.goal == goal.id or (len(goals) == 1 and not entry.goal)
