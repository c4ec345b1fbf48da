"""What the weeks can carry (SE13): a plan is never a flood.

Effort is spread evenly over the calendar weeks (Monday to Sunday) from an item's start to its due day; of
a repeating item it
counts in each of them. Unpinned items come to at most the person's hours a week, and to at most nine at a
time. What doesn't fit starts
later, or is left out. The smaller of the two tracks is placed first, within its share, so that it never
vanishes.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.calendar import ONE_DAY
from engine.model import PHASES, Calendar, LeftOut, Recommendation
from engine.planning.windows import AFTER_DAYS, Slot, moved, windows
from engine.schema import Strategy

LEAST_HOURS = 2
MOST_AT_A_TIME = 9
LATE_FIRST_DAYS = 30
"""What a step of the first days counts more than its score once it is late: others rest on it."""
LONGEST_DELAY = 26
LONGEST_STRETCH = 3
NO_ROOM = "Your weeks are full with steps that matter more. It can come in when you have more time."
ONE_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recommended strategy with the slot it would like."""

    strategy: Strategy
    recommendation: Recommendation
    slot: Slot

    @property
    def turn(self) -> tuple[bool, int, int, str]:
        """Whose turn it is to be placed: the first 48 hours, then what matters most, whatever its phase."""
        of_the_first_days = self.strategy.phase == PHASES[0]
        in_time = of_the_first_days and not self.slot.late
        matters = self.recommendation.score + (LATE_FIRST_DAYS if of_the_first_days else 0)
        return (not in_time, -matters, PHASES.index(self.slot.phase), self.strategy.id)

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Pinned first, then phase, then score, then id."""
        return (
            not self.recommendation.pinned,
            PHASES.index(self.slot.phase),
            -self.recommendation.score,
            self.strategy.id,
        )


@dataclass(slots=True)
class _Weeks:
    """Minutes and items by the Monday of each week."""

    limit: int
    share: int
    """What the track that is placed now may take of `limit`; the first item in a week may take more."""
    minutes: dict[datetime.date, int] = field(default_factory=lambda: defaultdict(int))
    items: dict[datetime.date, int] = field(default_factory=lambda: defaultdict(int))

    def carry(self, weeks: Sequence[datetime.date], minutes: int) -> bool:
        """Whether each of the weeks has room for so many minutes and one item more."""
        return all(
            self.minutes[week] + minutes <= (self.share if self.items[week] else self.limit)
            and self.items[week] < MOST_AT_A_TIME
            for week in weeks
        )

    def take(self, weeks: Iterable[datetime.date], minutes: int) -> None:
        for week in weeks:
            self.minutes[week] += minutes
            self.items[week] += 1


def fit(
    candidates: Sequence[Candidate], weekly_hours: float, improve_share: int, calendar: Calendar
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates in their order, each with the slot it gets, and those for which there is no room.

    `weekly_hours` is the person's own figure (at least two are taken), `improve_share` per cent of it for
    the track "improve". Pinned items are always placed and count for nothing.
    """
    limit = int(max(weekly_hours, LEAST_HOURS) * 60)
    small = "prepare" if improve_share >= 50 else "improve"
    weeks = _Weeks(limit, (100 - improve_share if small == "prepare" else improve_share) * limit // 100)
    placed = [one for one in candidates if one.recommendation.pinned]
    waiting = sorted((one for one in candidates if not one.recommendation.pinned), key=lambda one: one.turn)
    put_back: list[Candidate] = []
    for candidate in waiting:
        if candidate.strategy.track == small:
            _place(candidate, weeks, calendar, placed, put_back)
    weeks.share = limit
    no_room: list[Candidate] = []
    for candidate in (*(one for one in waiting if one.strategy.track != small), *put_back):
        _place(candidate, weeks, calendar, placed, no_room)
    left_out = [LeftOut(one.strategy.id, "no_room", NO_ROOM) for one in no_room]
    return sorted(placed, key=lambda one: one.order), left_out


def _place(
    candidate: Candidate, weeks: _Weeks, calendar: Calendar, placed: list[Candidate], no_room: list[Candidate]
) -> None:
    for slot in _tries(candidate, calendar):
        mondays = _mondays(slot.start, slot.due)
        minutes = minutes_a_week(candidate.strategy, len(mondays))
        if weeks.carry(mondays, minutes):
            weeks.take(mondays, minutes)
            placed.append(Candidate(candidate.strategy, candidate.recommendation, slot))
            return
    no_room.append(candidate)


def minutes_a_week(strategy: Strategy, weeks: int) -> int:
    """Whole minutes a week, rounded up, of a strategy that runs for so many calendar weeks."""
    minutes = round(strategy.effort_hours * 60)
    return minutes if strategy.repeats else -(-minutes // weeks)


def _tries(candidate: Candidate, calendar: Calendar) -> Iterator[Slot]:
    """The wished slot first, then others, the least change first.

    A single task starts later or is stretched. One that repeats starts later, or stops before the last days,
    when the final phase takes its time.
    """
    slot = candidate.slot
    yield slot
    phases = windows(calendar)
    is_after = slot.phase == "after" and not calendar.over
    last = calendar.ends + ONE_DAY * AFTER_DAYS if is_after else calendar.ends
    drops = candidate.strategy.late == "drop"
    latest_start = phases[candidate.strategy.phase].end if drops else last
    if candidate.strategy.repeats is None:
        wished = _later_or_longer(slot)
    else:
        wished = _later_or_shorter(slot, slot.due if is_after else phases["final"].start - ONE_DAY)
    for start, due in wished:
        if start <= latest_start and due <= last:
            yield moved(slot, start, due, calendar)


def _later_or_longer(slot: Slot) -> Iterator[tuple[datetime.date, datetime.date]]:
    monday = slot.start - ONE_DAY * slot.start.weekday()
    for change in range(1, LONGEST_DELAY + 1):
        for stretch in range(min(change, LONGEST_STRETCH) + 1):
            start = monday + ONE_WEEK * (change - stretch) if change > stretch else slot.start
            yield start, start + (slot.due - slot.start) + ONE_WEEK * stretch


def _later_or_shorter(
    slot: Slot, before_the_end: datetime.date
) -> Iterator[tuple[datetime.date, datetime.date]]:
    monday = slot.start - ONE_DAY * slot.start.weekday()
    for delay in range(LONGEST_DELAY + 1):
        start = monday + ONE_WEEK * delay if delay else slot.start
        for due in (slot.due, before_the_end):
            if start + ONE_WEEK <= due <= slot.due:
                yield start, due


def _mondays(start: datetime.date, due: datetime.date) -> list[datetime.date]:
    monday = start - ONE_DAY * start.weekday()
    return [monday + ONE_WEEK * number for number in range((due - monday).days // 7 + 1)]
