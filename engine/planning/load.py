"""What the weeks can carry (SE13): a plan is never a flood.

Effort is spread evenly over the calendar weeks (Monday to Sunday) from an item's start to its due day; of
a repeating item it counts in each of them. Unpinned items come to at most the person's hours a week, and
to at most nine at a time. What doesn't fit starts later, or is left out. The smaller of the two tracks is
placed first, within its share of the hours and of the places, so that neither track ever vanishes. What
repeats leaves a sixth of the hours and two of the nine places to single tasks, or routines would fill
each week to the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.calendar import week_of, workday
from engine.fact_makers import LEAST_HOURS
from engine.language import gettext as _
from engine.language import mark
from engine.model import PHASES, Calendar, LeftOut, Recommendation
from engine.planning.windows import AFTER_DAYS, Slot, moved, windows
from engine.schema import Strategy

MOST_AT_A_TIME = 9
MOST_ROUTINES = 7
LONGEST_DELAY = 26
LONGEST_STRETCH = 3
FIRST_PHASES = ("first_48_hours", "week_1")
SETTLING_DAYS = 14
"""A task of the first days or the first week is begun in the first half of a plan, or within these days."""
NO_ROOM = mark("Your weeks are full with steps that matter more. It can come in when you have more time.")


class Candidate(NamedTuple):
    """A recommended strategy with the slot it would like."""

    strategy: Strategy
    recommendation: Recommendation
    slot: Slot

    @property
    def turn(self) -> tuple[bool, int, int, str]:
        """Whose turn it is to be placed: what has a day the person named, then what matters most, whatever
        its phase.
        """
        phase = PHASES.index(self.slot.phase)
        return not self.slot.named, -self.recommendation.score, phase, self.strategy.id

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Pinned first, then phase, then score, then id."""
        found = self.recommendation
        return not found.pinned, PHASES.index(self.slot.phase), -found.score, self.strategy.id


@dataclass(slots=True)
class _Search:
    """Tries in their order. Weeks only fill, so what was refused once is refused for good: the next item
    alike goes on from there.
    """

    tries: Iterator[tuple[int, int]]
    now: tuple[int, int] | None


class _Weeks:
    """The calendar weeks from today on, with what each carries so far: minutes and items."""

    def __init__(
        self, calendar: Calendar, limit: int, share: int, last_due: int, places: int = MOST_AT_A_TIME
    ):
        self.limit, self.share, self._for_routines = limit, share, limit * 5 // 6
        """Minutes a week, and what the track that is placed now may take of them; the first item in a week
        may take more.
        """
        self.places = places
        """Items a week that the track placed now may have."""
        self._calendar = calendar
        self._first = week_of(calendar.today.toordinal())
        weeks = week_of(last_due) - self._first + 1
        self._minutes, self._items = [0] * weeks, [0] * weeks
        self._routine_minutes, self._routines = [0] * weeks, [0] * weeks
        """Of those, what repeats."""
        self.searches: dict[object, dict[float, _Search]] = {}
        """How far the search for room has come: by what decides which weeks an item can take, then by
        hours.
        """

    def slot_for(self, candidate: Candidate) -> Slot | None:
        """The slot the candidate gets, taken from the weeks; None where they have no room."""
        wished, strategy = candidate.slot, candidate.strategy
        in_all, repeats = minutes_of(strategy), strategy.repeats is not None
        if self._take(wished.start.toordinal(), wished.due.toordinal(), in_all, repeats):
            return wished
        search = self._search(candidate)
        while search.now is not None:
            start, due = search.now
            if self._take(start, due, in_all, repeats):
                first, last = datetime.date.fromordinal(start), datetime.date.fromordinal(due)
                return moved(wished, first, last, repeats, self._calendar)
            search.now = next(search.tries, None)
        return None

    def hold(self, candidate: Candidate) -> None:
        """Take an item's weeks for it, whether or not they have room."""
        slot, strategy = candidate.slot, candidate.strategy
        first = week_of(slot.start.toordinal()) - self._first
        last = week_of(slot.due.toordinal()) - self._first + 1
        repeats = strategy.repeats is not None
        minutes = minutes_of(strategy) if repeats else -(-minutes_of(strategy) // (last - first))
        for week in range(first, last):
            self._minutes[week] += minutes
            self._items[week] += 1
            self._routine_minutes[week] += minutes if repeats else 0
            self._routines[week] += repeats

    def _search(self, candidate: Candidate) -> _Search:
        """The search for items like this one, or one that found no room even for fewer hours."""
        strategy = candidate.strategy
        drops_with = strategy.phase if strategy.late == "drop" else None
        searches = self.searches.setdefault((candidate.slot, strategy.repeats is None, drops_with), {})
        hours = strategy.effort_hours
        for other, search in searches.items():
            if other == hours or (other < hours and search.now is None):
                return search
        tries = _tries(candidate, self._calendar)
        searches[hours] = search = _Search(tries, next(tries, None))
        return search

    def _take(self, start: int, due: int, in_all: int, repeats: bool) -> bool:
        """Whether an item of so many minutes has room from `start` to `due`, ordinals; if so, it takes it.

        One that repeats takes them each week; of a single task each week takes its share, rounded up.
        """
        first, last = (start - 1) // 7 - self._first, (due - 1) // 7 - self._first + 1
        minutes = in_all if repeats else -(-in_all // (last - first))
        taken, items, limit, share = self._minutes, self._items, self.limit, self.share
        for week in range(first, last):
            count = items[week]
            if count >= self.places or taken[week] + minutes > (share if count else limit):
                return False
        if repeats and not self._take_as_routine(first, last, minutes):
            return False
        for week in range(first, last):
            taken[week] += minutes
            items[week] += 1
        return True

    def _take_as_routine(self, first: int, last: int, minutes: int) -> bool:
        """Whether each of the weeks has room for a routine of so many minutes; if so, it takes it."""
        taken, routines = self._routine_minutes, self._routines
        for week in range(first, last):
            count = routines[week]
            if count >= MOST_ROUTINES or (count and taken[week] + minutes > self._for_routines):
                return False
        for week in range(first, last):
            taken[week] += minutes
            routines[week] += 1
        return True


def fit(
    candidates: Sequence[Candidate], weekly_hours: float, improve_share: int, calendar: Calendar
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates in their order, each with the slot it gets, and those for which there is no room.

    `weekly_hours` is the person's own figure (at least two are taken), `improve_share` per cent of it for
    the track "improve". Pinned items are always placed and count for nothing.
    """
    limit = int(max(weekly_hours, LEAST_HOURS) * 60)
    small = "prepare" if improve_share >= 50 else "improve"
    part = 100 - improve_share if small == "prepare" else improve_share
    last_dues = [one.slot.due.toordinal() for one in candidates]
    last_day = max([calendar.ends.toordinal() + AFTER_DAYS, *last_dues])
    weeks = _Weeks(calendar, limit, part * limit // 100, last_day, part * MOST_AT_A_TIME // 100)
    placed = [one for one in candidates if one.recommendation.pinned]
    waiting = sorted([one for one in candidates if not one.recommendation.pinned], key=lambda one: one.turn)
    put_back = _placed([one for one in waiting if one.strategy.track == small], weeks, placed)
    weeks.share, weeks.places = limit, MOST_AT_A_TIME
    weeks.searches.clear()
    others = [one for one in waiting if one.strategy.track != small]
    no_room = _placed([*others, *put_back], weeks, placed)
    left_out = [LeftOut(one.strategy.id, "no_room", _(NO_ROOM)) for one in no_room]
    return sorted(placed, key=lambda one: one.order), left_out


def fit_around(
    fixed: Sequence[Candidate], moving: Sequence[Candidate], weekly_hours: float, calendar: Calendar
) -> tuple[list[Candidate], list[Candidate]]:
    """`moving` in the room that `fixed` leaves: each with the slot it gets, and those without room.

    `fixed` stays and fills its weeks whether or not they have room. No slot begins before calendar.today.
    """
    limit = int(max(weekly_hours, LEAST_HOURS) * 60)
    last_dues = [one.slot.due.toordinal() for one in (*fixed, *moving)]
    weeks = _Weeks(calendar, limit, limit, max([calendar.ends.toordinal() + AFTER_DAYS, *last_dues]))
    for one in fixed:
        weeks.hold(one)
    placed: list[Candidate] = []
    no_room = _placed(sorted(moving, key=lambda one: one.turn), weeks, placed)
    return placed, no_room


def _placed(waiting: Iterable[Candidate], weeks: _Weeks, placed: list[Candidate]) -> list[Candidate]:
    """Adds to `placed` those that get a slot, and gives the others."""
    no_room = []
    for candidate in waiting:
        slot = weeks.slot_for(candidate)
        if slot is None:
            no_room.append(candidate)
        elif slot is candidate.slot:
            placed.append(candidate)
        else:
            placed.append(Candidate(candidate.strategy, candidate.recommendation, slot))
    return no_room


def minutes_of(strategy: Strategy) -> int:
    """Whole minutes that a strategy takes: in all, or each week where it repeats."""
    return round(strategy.effort_hours * 60)


def _tries(candidate: Candidate, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """First and last day, as ordinals, beside the wished ones: the least change first.

    A single task starts later or is stretched. One that repeats starts later, or stops before the last days,
    when the final phase takes its time.
    """
    slot, strategy = candidate.slot, candidate.strategy
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
            latest_start = min(latest_start, max(half, start + SETTLING_DAYS))
        return _later_or_longer(start, due, latest_start, last, today)
    before_the_end = due if is_after else phases["final"].start.toordinal() - 1
    return _later_or_shorter(start, due, min(latest_start, last - 7), before_the_end, today)


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
                yield later, workday(until, max(later, today))


def _later_or_shorter(
    start: int, due: int, latest_start: int, before_the_end: int, today: int
) -> Iterator[tuple[int, int]]:
    monday = start - (start - 1) % 7
    for delay in range(LONGEST_DELAY + 1):
        later = monday + 7 * delay if delay else start
        if later > latest_start:
            return
        for until in (due, before_the_end):
            if later + 7 <= until <= due:
                yield later, workday(until, max(later, today))
