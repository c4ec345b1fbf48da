"""What the weeks can carry (SE13): a plan is never a flood.

Effort is spread evenly over the calendar weeks (Monday to Sunday) from an item's start to its due day; of
a repeating item it counts in each of them. Unpinned items come to at most the person's hours a week, and to
at most nine at a time. What doesn't fit starts later, or is left out. The smaller of the two tracks is
placed first, within its share, so that it never vanishes.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.calendar import week_of, workday
from engine.model import PHASES, Calendar, LeftOut, Recommendation
from engine.planning.windows import AFTER_DAYS, Slot, moved, windows
from engine.schema import Strategy

LEAST_HOURS = 2
MOST_AT_A_TIME = 9
LONGEST_DELAY = 26
LONGEST_STRETCH = 3
NO_ROOM = "Your weeks are full with steps that matter more. It can come in when you have more time."


@dataclass(frozen=True, slots=True)
class Candidate:
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
        return (not self.slot.named, -self.recommendation.score, phase, self.strategy.id)

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
class _Search:
    """Tries in their order. Weeks only fill, so what was refused once is refused for good: the next item
    alike goes on from there.
    """

    tries: Iterator[tuple[int, int]]
    now: tuple[int, int] | None


@dataclass(slots=True)
class _Weeks:
    """Minutes and items by the number of each calendar week."""

    limit: int
    share: int
    """What the track that is placed now may take of `limit`; the first item in a week may take more."""
    minutes: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    items: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    searches: dict[object, dict[float, _Search]] = field(default_factory=dict)
    """How far the search for room has come: by what decides which weeks an item can take, then by hours."""

    def carry(self, weeks: Iterable[int], minutes: int) -> bool:
        """Whether each of the weeks has room for so many minutes and one item more."""
        taken_minutes, taken_items = self.minutes, self.items
        for week in weeks:
            items = taken_items[week]
            if items >= MOST_AT_A_TIME:
                return False
            if taken_minutes[week] + minutes > (self.share if items else self.limit):
                return False
        return True

    def take(self, weeks: Iterable[int], minutes: int) -> None:
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
    weeks.searches.clear()
    no_room: list[Candidate] = []
    for candidate in (*(one for one in waiting if one.strategy.track != small), *put_back):
        _place(candidate, weeks, calendar, placed, no_room)
    left_out = [LeftOut(one.strategy.id, "no_room", NO_ROOM) for one in no_room]
    return sorted(placed, key=lambda one: one.order), left_out


def _place(
    candidate: Candidate, weeks: _Weeks, calendar: Calendar, placed: list[Candidate], no_room: list[Candidate]
) -> None:
    wished, strategy = candidate.slot, candidate.strategy
    in_all, repeats = minutes_of(strategy), strategy.repeats is not None
    if _taken(weeks, wished.start.toordinal(), wished.due.toordinal(), in_all, repeats):
        placed.append(candidate)
        return
    alike = (wished, repeats, strategy.phase if strategy.late == "drop" else None)
    searches = weeks.searches.setdefault(alike, {})
    search = _so_far(searches, strategy.effort_hours)
    if search is None:
        tries = _tries(candidate, calendar)
        search = searches[strategy.effort_hours] = _Search(tries, next(tries, None))
    while search.now is not None:
        start, due = search.now
        if _taken(weeks, start, due, in_all, repeats):
            first, last = datetime.date.fromordinal(start), datetime.date.fromordinal(due)
            slot = moved(wished, first, last, repeats, calendar)
            placed.append(Candidate(strategy, candidate.recommendation, slot))
            return
        search.now = next(search.tries, None)
    no_room.append(candidate)


def _taken(weeks: _Weeks, start: int, due: int, in_all: int, repeats: bool) -> bool:
    """Whether an item of so many minutes has room from `start` to `due`, ordinals; if so, it takes it.

    One that repeats takes them each week; of a single task each week takes its share, rounded up.
    """
    touched = range(week_of(start), week_of(due) + 1)
    minutes = in_all if repeats else -(-in_all // len(touched))
    if not weeks.carry(touched, minutes):
        return False
    weeks.take(touched, minutes)
    return True


def _so_far(searches: Mapping[float, _Search], hours: float) -> _Search | None:
    """The search for items of these hours, or one that found no room even for fewer."""
    for other, search in searches.items():
        if other == hours or (other < hours and search.now is None):
            return search
    return None


def minutes_of(strategy: Strategy) -> int:
    """Whole minutes that a strategy takes: in all, or each week where it repeats."""
    return round(strategy.effort_hours * 60)


def _tries(candidate: Candidate, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """First and last day, as ordinals, beside the wished ones: the least change first.

    A single task starts later or is stretched. One that repeats starts later, or stops before the last days,
    when the final phase takes its time.
    """
    slot = candidate.slot
    if slot.named:
        return
    wished_start, wished_due = slot.start.toordinal(), slot.due.toordinal()
    phases = windows(calendar)
    is_after = slot.phase == "after" and not calendar.over
    last = calendar.ends.toordinal() + (AFTER_DAYS if is_after else 0)
    drops = candidate.strategy.late == "drop"
    latest_start = phases[candidate.strategy.phase].end.toordinal() if drops else last
    if candidate.strategy.repeats is None:
        wished = _later_or_longer(wished_start, wished_due, latest_start)
    else:
        before_the_end = wished_due if is_after else phases["final"].start.toordinal() - 1
        wished = _later_or_shorter(wished_start, wished_due, before_the_end)
    today = calendar.today.toordinal()
    for start, due in wished:
        if start <= latest_start and due <= last:
            yield start, workday(due, max(start, today))


def _later_or_longer(start: int, due: int, latest_start: int) -> Iterator[tuple[int, int]]:
    days, monday = due - start, start - (start - 1) % 7
    most = min(LONGEST_DELAY, (latest_start - monday) // 7 + LONGEST_STRETCH)
    for change in range(1, most + 1):
        for stretch in range(min(change, LONGEST_STRETCH) + 1):
            later = monday + 7 * (change - stretch) if change > stretch else start
            yield later, later + days + 7 * stretch


def _later_or_shorter(start: int, due: int, before_the_end: int) -> Iterator[tuple[int, int]]:
    monday = start - (start - 1) % 7
    for delay in range(LONGEST_DELAY + 1):
        later = monday + 7 * delay if delay else start
        for until in (due, before_the_end):
            if later + 7 <= until <= due:
                yield later, until
