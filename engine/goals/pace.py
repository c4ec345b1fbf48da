"""The pace of a goal: what is left, what that is a week, and what it was a week so far. Numbers, no odds.

A week is five workdays, Monday to Friday. Public holidays and leave are not known here, and the page says so.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from engine.goals.goal import MOST_WEEKS, EarlierTarget, Goal, amount, exact, neat, with_sign
from engine.language import full_day, ngettext, number
from engine.language import gettext as _

WORKDAYS = 5
LEAST_FOR_A_PACE = 2 * WORKDAYS
"""Workdays between two numbers: over fewer, one good day would pass for a pace."""
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a goal with a number stands on a day.

    `to_go` is the way from the newest number to the target, with its sign; `needed` and `so_far` are changes
    a week, with theirs. None where there is too little to tell: less than a week left, less than two gone.
    """

    to_go: float
    workdays_left: int
    needed: float | None
    so_far: float | None
    workdays_so_far: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """Where the straight line from the first number to the target stands at the end of a week."""

    monday: datetime.date
    on: datetime.date
    """The last workday of the week, or the goal's own last day."""
    value: float
    read: float | None
    """The newest number that was noted in that week."""


def workdays(after: datetime.date, until: datetime.date) -> int:
    """How many workdays lie after one day and up to another; 0 where that is no later."""
    if until <= after:
        return 0
    weeks, rest = divmod((until - after).days, 7)
    extra = sum((after + ONE_DAY * step).weekday() < WORKDAYS for step in range(1, rest + 1))
    return weeks * WORKDAYS + extra


def pace(goal: Goal, today: datetime.date) -> Pace | None:
    """The pace of a goal; None without a number now, a target and a last day."""
    first, latest = goal.first, goal.latest
    if not goal.by_number or latest is None or first is None or goal.target is None or goal.by is None:
        return None
    left = workdays(today - ONE_DAY, goal.by)
    gone = workdays(first.on, latest.on)
    to_go = 0.0 if goal.reached else exact(goal.target - latest.value)
    return Pace(
        to_go=to_go,
        workdays_left=left,
        needed=_roughly(to_go / left * WORKDAYS) if left >= WORKDAYS else None,
        so_far=_roughly((latest.value - first.value) / gone * WORKDAYS) if gone >= LEAST_FOR_A_PACE else None,
        workdays_so_far=gone,
    )


def told(goal: Goal, today: datetime.date) -> tuple[str, ...]:
    """The pace in sentences."""
    found = pace(goal, today)
    if found is None:
        return ()
    says = []
    open_yet = not goal.reached and goal.met is None
    if goal.reached:
        says.append(_("The newest number is at its target. Now it is about keeping it there."))
    elif open_yet and goal.rises is None:
        says.append(_("It began at its target. Say which way is better, then the pace stands here."))
    elif open_yet and goal.by is not None and goal.by < today:
        says.append(_day_gone_by(found, goal))
    elif open_yet:
        says.append(_time_left(found, goal))
        if found.needed:
            says.append(_needed(found.needed, goal))
    if found.so_far is not None:
        says.append(_so_far(found.so_far, found.workdays_so_far, goal))
    elif open_yet and found.workdays_so_far:
        says.append(_("A pace stands here once two weeks lie between your numbers."))
    elif open_yet:
        says.append(_("There is no second number yet, so there is no pace so far."))
    return tuple(says)


def _bare(change: float, goal: Goal) -> str:
    """A change without its sign: with a sign of money, none of percent (3 to go, not 3%)."""
    return number(abs(change)) if goal.unit.startswith("%") else with_sign(abs(change), goal.unit)


def _roughly(change: float) -> float:
    """A change a week with one figure after the point at most; of a smaller one, its first figures."""
    size = abs(change)
    return round(change, 0 if size >= 100 else 1 if size >= 0.1 else 2 if size >= 0.01 else 4)


def _day_gone_by(found: Pace, goal: Goal) -> str:
    return ngettext(
        "The day has gone by. There was %(rest)s to go.",
        "The day has gone by. There were %(rest)s to go.",
        abs(found.to_go),
        rest=_bare(found.to_go, goal),
    )


def _time_left(found: Pace, goal: Goal) -> str:
    rest, days = _bare(found.to_go, goal), found.workdays_left
    return ngettext(
        "%(rest)s to go, with %(n)s workday left.",
        "%(rest)s to go, with %(n)s workdays left.",
        days,
        rest=rest,
        n=number(days),
    )


def _needed(needed: float, goal: Goal) -> str:
    change = _bare(needed, goal)
    return (
        _("That is %(change)s more each week.", change=change)
        if needed > 0
        else _("That is %(change)s less each week.", change=change)
    )


def _so_far(so_far: float, days: int, goal: Goal) -> str:
    over = ngettext("%(n)s workday", "%(n)s workdays", days, n=number(days))
    if so_far == 0:
        return _("So far it stayed the same, over %(days)s.", days=over)
    change = _bare(so_far, goal)
    return (
        _("So far it went up by %(change)s a week, over %(days)s.", change=change, days=over)
        if so_far > 0
        else _("So far it went down by %(change)s a week, over %(days)s.", change=change, days=over)
    )


def in_short(goal: Goal) -> str:
    """Where a goal with a number began and stands, and its target, in words: what its chart shows."""
    if goal.first is None or goal.latest is None:
        return ""
    first = with_sign(goal.first.value, goal.unit)
    if goal.target is None:
        now = amount(goal.latest.value, goal.unit)
        return _("It began at %(first)s and stands at %(now)s.", first=first, now=now)
    now, target = with_sign(goal.latest.value, goal.unit), amount(goal.target, goal.unit)
    return _(
        "It began at %(first)s and stands at %(now)s. The target is %(target)s.",
        first=first,
        now=now,
        target=target,
    )


def asked_before(one: EarlierTarget, unit: str) -> str:
    """A target no longer asked for: `9 a day by 17 April 2026, until it was changed on 16 March 2026`."""
    target, changed = amount(one.target, unit), full_day(one.until)
    if one.by is None:
        return _("%(target)s, until it was changed on %(changed)s", target=target, changed=changed)
    return _(
        "%(target)s by %(day)s, until it was changed on %(changed)s",
        target=target,
        day=full_day(one.by),
        changed=changed,
    )


def on_the_line(goal: Goal, day: datetime.date) -> float | None:
    """The number on the straight line to the target (`Goal.line_from`), by workdays; None without a line."""
    first = goal.line_from
    if first is None or goal.target is None or goal.by is None or goal.by <= first.on:
        return None
    whole = workdays(first.on, goal.by)
    share = min(workdays(first.on, day) / whole, 1.0) if whole else 1.0
    return exact(first.value + (goal.target - first.value) * share)


def milestones(goal: Goal) -> tuple[Milestone, ...]:
    """A number for each week of the line to the goal's last day, the last being the target."""
    first = goal.line_from
    if not goal.by_number or first is None or goal.target is None or goal.by is None or goal.by <= first.on:
        return ()
    if (goal.by - first.on).days > MOST_WEEKS * 7:
        return ()
    whole = _is_whole(first.value) and _is_whole(goal.target) and abs(goal.target - first.value) >= WORKDAYS
    found = []
    monday = monday_of(first.on)
    while monday <= goal.by:
        friday = monday + ONE_DAY * (WORKDAYS - 1)
        on = min(friday, goal.by)
        value = goal.target if friday >= goal.by else on_the_line(goal, on)
        if on > first.on and value is not None:
            read = [one for one in goal.readings if monday <= one.on < monday + ONE_DAY * 7]
            found.append(
                Milestone(
                    monday, on, round(value) if whole else neat(value), read[-1].value if read else None
                )
            )
        monday += ONE_DAY * 7
        if friday >= goal.by:
            break
    return tuple(found)


def monday_of(day: datetime.date) -> datetime.date:
    """The Monday of a day's calendar week."""
    return day - ONE_DAY * day.weekday()


def _is_whole(value: float) -> bool:
    return value == int(value)
