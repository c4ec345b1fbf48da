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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.calendar import ONE_DAY
from engine.model import PHASES, Calendar, LeftOut, Recommendation
from engine.planning.windows import AFTER_DAYS, Slot, moved
from engine.schema import Strategy

LEAST_HOURS = 2
MOST_AT_A_TIME = 9
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
        first = self.strategy.phase == PHASES[0] and not self.slot.late
        return (not first, -self.recommendation.score, PHASES.index(self.slot.phase), self.strategy.id)

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
    minutes: dict[datetime.date, int] = field(default_factory=lambda: defaultdict(int))
    items: dict[datetime.date, int] = field(default_factory=lambda: defaultdict(int))

    def carry(self, weeks: Sequence[datetime.date], minutes: int) -> bool:
        return all(
            self.minutes[week] + minutes <= self.limit and self.items[week] < MOST_AT_A_TIME for week in weeks
        )

    def take(self, weeks: Iterable[datetime.date], minutes: int) -> None:
        for week in weeks:
            self.minutes[week] += minutes
            self.items[week] += 1


def fit(
    candidates: Iterable[Candidate], weekly_hours: float, improve_share: int, calendar: Calendar
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates in their order, each with the slot it gets, and those for which there is no room.

    `weekly_hours` is the person's own figure (at least two are taken), `improve_share` per cent of it for
    the track "improve". Pinned items are always placed and count for nothing.
    """
    limit = int(max(weekly_hours, LEAST_HOURS) * 60)
    weeks = _Weeks(limit)
    waiting = sorted(candidates, key=lambda one: one.turn)
    placed = [one for one in waiting if one.recommendation.pinned]
    small = "prepare" if improve_share >= 50 else "improve"
    share = (100 - improve_share if small == "prepare" else improve_share) * limit // 100
    first = [one for one in waiting if not one.recommendation.pinned and one.strategy.track == small]
    others = [one for one in waiting if not one.recommendation.pinned and one.strategy.track != small]
    left_over: list[Candidate] = []
    for number, candidate in enumerate(first):
        weeks.limit = limit if number == 0 else share
        _place(candidate, weeks, calendar, placed, left_over)
    weeks.limit = limit
    no_room: list[Candidate] = []
    for candidate in others:
        _place(candidate, weeks, calendar, placed, no_room)
    for candidate in left_over:
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


def _tries(candidate: Candidate, calendar: Calendar) -> Iterable[Slot]:
    """The wished slot first, then later and longer ones, the least change first."""
    slot = candidate.slot
    yield slot
    if candidate.strategy.late == "drop":
        return
    is_after = candidate.slot.phase == "after" and not calendar.over
    last = calendar.ends + ONE_DAY * AFTER_DAYS if is_after else calendar.ends
    monday = slot.start - ONE_DAY * slot.start.weekday()
    repeats = candidate.strategy.repeats is not None
    for change in range(1, LONGEST_DELAY + 1):
        for stretch in range(0, 1 if repeats else min(change, LONGEST_STRETCH) + 1):
            delay = change - stretch
            start = monday + ONE_WEEK * delay if delay else slot.start
            due = slot.due if repeats else start + (slot.due - slot.start) + ONE_WEEK * stretch
            if due > last or start + (ONE_WEEK if repeats else ONE_DAY * 0) > due:
                continue
            tried = moved(slot, start, due, calendar)
            if tried.due <= last or due > last - ONE_DAY * 2:
                yield tried


def _mondays(start: datetime.date, due: datetime.date) -> list[datetime.date]:
    monday = start - ONE_DAY * start.weekday()
    return [monday + ONE_WEEK * number for number in range((due - monday).days // 7 + 1)]
