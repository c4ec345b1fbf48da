"""Where an item may go when the weeks it would like are full: later, longer, shorter, least change first."""

from __future__ import annotations

from collections.abc import Iterator

from engine.calendar import workday
from engine.model import Calendar
from engine.planning.windows import AFTER_DAYS, FIRST_PHASES, Slot, windows
from engine.schema import Strategy

LONGEST_DELAY = 26
LONGEST_STRETCH = 3
LEAST_OF_A_HABIT = 21
"""Days that a habit gets at least: one that had twice as many is not begun for the last days."""
SETTLING_DAYS = 14
"""A task of the first days or the first week is begun in the first half of a plan or within so many days; one
of the first week also so many days before the last phase.
"""


def other_days(slot: Slot, strategy: Strategy, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """First and last day, as ordinals, beside the wished ones: the least change first.

    A single task starts later or is stretched. One that repeats starts later, or stops before the last days,
    when the final phase takes its time.
    """
    if slot.named:
        return iter(())
    start, due = slot.start.toordinal(), slot.due.toordinal()
    phases = windows(calendar)
    is_after = slot.phase == "after" and not calendar.over
    last = calendar.ends.toordinal() + (AFTER_DAYS if is_after else 0)
    latest_start = phases[strategy.phase].end.toordinal() if strategy.late == "drop" else last
    today = calendar.today.toordinal()
    if strategy.repeats is None:
        if strategy.phase in FIRST_PHASES and not calendar.over:
            half = (calendar.starts.toordinal() + calendar.ends.toordinal()) // 2
            in_time = max(half, start + SETTLING_DAYS)
            if strategy.phase == "week_1":
                in_time = max(in_time, phases["final"].start.toordinal() - SETTLING_DAYS)
            latest_start = min(latest_start, in_time)
        if strategy.late == "drop" and strategy.phase == "first_48_hours":  # it helps at once or not at all
            last = max(due, latest_start)
        return _later_or_longer(start, due, latest_start, last, today)
    before_the_end = due if is_after else phases["final"].start.toordinal() - 1
    untils = (due, before_the_end, before_the_end - 7)
    return _later_or_shorter(start, untils, min(latest_start, last - 7), today)


def _later_or_longer(
    start: int, due: int, latest_start: int, last: int, today: int
) -> Iterator[tuple[int, int]]:
    days, monday = due - start, start - (start - 1) % 7
    most = min(LONGEST_DELAY, (latest_start - monday) // 7 + LONGEST_STRETCH)
    for change in range(1, most + 1):
        for stretch in range(min(change, LONGEST_STRETCH) + 1):
            later = monday + 7 * (change - stretch) if change > stretch else start
            until = later + days + 7 * stretch
            if due >= last - 2:  # it was to be done by the last workday anyway: fewer days will do
                until = min(until, last)
            if later <= latest_start and later <= until <= last:
                on_workday = workday(until, max(later, today))
                yield later, on_workday if on_workday <= last else until


def _later_or_shorter(
    start: int, untils: tuple[int, int, int], latest_start: int, today: int
) -> Iterator[tuple[int, int]]:
    monday = start - (start - 1) % 7
    least = LEAST_OF_A_HABIT if untils[0] - start >= 2 * LEAST_OF_A_HABIT else 7
    for delay in range(LONGEST_DELAY + 1):
        later = monday + 7 * delay if delay else start
        if later > latest_start:
            return
        for until in untils:
            if later + least <= until <= untils[0]:
                yield later, workday(until, max(later, today))
