"""What the weeks can carry (SE13): a plan is never a flood.

Effort is spread evenly over the calendar weeks (Monday to Sunday) from an item's start to its due day; of
a repeating item it counts in each of them. Unpinned items come to at most the person's hours a week, and
to at most nine at a time. What doesn't fit starts later, or is left out. The smaller of the two tracks is
placed first, within its share of the hours and of the places, so that neither track ever vanishes; of few
hours only what is reserved is. The reserved stops of a plan come before all else (`reserved.py`). What
repeats leaves a sixth of the hours, half an hour at least, and two of the nine places to single tasks, or
routines would fill each week to the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.calendar import week_of
from engine.language import gettext as _
from engine.language import mark
from engine.model import PHASES, Calendar, LeftOut, Recommendation
from engine.planning.hours import minutes_a_week, minutes_of
from engine.planning.other_days import other_days
from engine.planning.reserved import FEW_MINUTES
from engine.planning.windows import AFTER_DAYS, Slot, moved
from engine.schema import Strategy

MOST_AT_A_TIME = 9
MOST_SIDE_BY_SIDE = 12
"""Items at a time after days were lost."""
MOST_ROUTINES = 7
MOST_ONCE_OVER = 5
"""Items at a time of the smaller track once a plan is over: much of it helps in the first weeks."""
SINGLE_MINUTES = 30
"""Minutes a week, at least, that routines leave to single tasks."""
FEW_DAYS = 10
"""With fewer days left, as with few minutes, only what is reserved of the smaller track goes first."""
NO_ROOM = mark("Your weeks are full with steps that matter more. It can come in when you have more time.")


class Candidate(NamedTuple):
    """A recommended strategy with the slot it would like."""

    strategy: Strategy
    recommendation: Recommendation
    slot: Slot

    @property
    def turn(self) -> tuple[bool, bool, int, int, str]:
        """Whose turn it is to be placed: what has a day the person named, then what no plan goes without,
        then what matters most, whatever its phase.
        """
        score, phase = self.recommendation.score, PHASES.index(self.slot.phase)
        return not self.slot.named, not self.strategy.reserved, -score, phase, self.strategy.id

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


class _Share(NamedTuple):
    """What a track may take of each week."""

    track: str
    minutes: int
    places: int


class _Weeks:
    """The calendar weeks from today on, with what each carries so far: minutes and items."""

    def __init__(
        self,
        calendar: Calendar,
        limit: int,
        last_due: int,
        share: _Share | None = None,
        places: int = MOST_AT_A_TIME,
    ):
        self.limit, self.places, self._for_routines = limit, places, _for_routines(limit, calendar)
        self.share = share
        """What one track may take of the weeks, while that holds."""
        self._calendar = calendar
        self._first = week_of(calendar.today.toordinal())
        weeks = week_of(last_due) - self._first + 1
        self._minutes, self._items = [0] * weeks, [0] * weeks
        self._routine_minutes, self._routines = [0] * weeks, [0] * weeks
        """Of those, what repeats."""
        self._own_minutes, self._own_items = [0] * weeks, [0] * weeks
        """Of those, what is of the track that has a share."""
        self.searches: dict[object, dict[float, _Search]] = {}
        """How far the search for room has come: by what decides which weeks an item can take, then by
        hours.
        """

    def slot_for(self, candidate: Candidate) -> Slot | None:
        """The slot the candidate gets, taken from the weeks; None where they have no room."""
        wished, strategy = candidate.slot, candidate.strategy
        in_all, repeats = minutes_of(strategy), strategy.repeats is not None
        shares = self.share is not None and strategy.track == self.share.track
        if self._take(wished.start.toordinal(), wished.due.toordinal(), in_all, repeats, shares):
            return wished
        search = self._search(candidate)
        while search.now is not None:
            start, due = search.now
            if self._take(start, due, in_all, repeats, shares):
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
        alike = candidate.slot, strategy.repeats is None, drops_with, strategy.track
        searches = self.searches.setdefault(alike, {})
        hours = strategy.effort_hours
        for other, search in searches.items():
            if other == hours or (other < hours and search.now is None):
                return search
        tries = other_days(candidate.slot, strategy, self._calendar)
        searches[hours] = search = _Search(tries, next(tries, None))
        return search

    def _take(self, start: int, due: int, in_all: int, repeats: bool, shares: bool) -> bool:
        """Whether an item of so many minutes has room from `start` to `due`, ordinals; if so, it takes it.

        One that repeats takes them each week; of a single task each week takes its share, rounded up.
        """
        first, last = (start - 1) // 7 - self._first, (due - 1) // 7 - self._first + 1
        minutes = in_all if repeats else -(-in_all // (last - first))
        taken, items, limit = self._minutes, self._items, self.limit
        for week in range(first, last):
            if items[week] >= self.places or taken[week] + minutes > limit:
                return False
        if shares and not self._within_share(first, last, minutes):
            return False
        if repeats and not self._take_as_routine(first, last, minutes):
            return False
        for week in range(first, last):
            taken[week] += minutes
            items[week] += 1
            if shares:
                self._own_minutes[week] += minutes
                self._own_items[week] += 1
        return True

    def _within_share(self, first: int, last: int, minutes: int) -> bool:
        """Whether a track's share has room for so many minutes in each of the weeks: its first item in a week
        may take more.
        """
        assert self.share is not None
        for week in range(first, last):
            count = self._own_items[week]
            if count >= self.share.places or (
                count and self._own_minutes[week] + minutes > self.share.minutes
            ):
                return False
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
    limit = minutes_a_week(weekly_hours)
    small = "prepare" if improve_share >= 50 else "improve"
    part = 100 - improve_share if small == "prepare" else improve_share
    last_dues = [one.slot.due.toordinal() for one in candidates]
    last_day = max([calendar.ends.toordinal() + AFTER_DAYS, *last_dues])
    places = MOST_ONCE_OVER if calendar.over else part * MOST_AT_A_TIME // 100
    share = _Share(small, part * limit // 100, places)
    weeks = _Weeks(calendar, limit, last_day, share)
    placed = [one for one in candidates if one.recommendation.pinned]
    unpinned = [one for one in candidates if not one.recommendation.pinned]
    waiting = sorted(unpinned, key=lambda one: one.turn)
    first = [one for one in waiting if one.strategy.reserved or one.slot.named]
    rest = [one for one in waiting if one not in first]
    short = (calendar.ends - calendar.today).days < FEW_DAYS
    tight = (limit <= FEW_MINUTES or short) and not (calendar.over or calendar.quiet)
    if not tight:
        first += [one for one in rest if one.strategy.track == small]
        rest = [one for one in rest if one.strategy.track != small]
    put_back = _placed(first, weeks, placed)
    weeks.share = None
    weeks.searches.clear()
    no_room = _placed([*rest, *put_back], weeks, placed)
    left_out = [LeftOut(one.strategy.id, "no_room", _(NO_ROOM)) for one in no_room]
    return sorted(placed, key=lambda one: one.order), left_out


def fit_around(
    fixed: Sequence[Candidate], moving: Sequence[Candidate], weekly_hours: float, calendar: Calendar
) -> tuple[list[Candidate], list[Candidate]]:
    """`moving` in the room that `fixed` leaves: each with the slot it gets, and those without room.

    `fixed` stays and fills its weeks whether or not they have room. No slot begins before calendar.today.
    More may stand side by side than in a new plan, since all of it was planned before; the hours hold.
    """
    limit = minutes_a_week(weekly_hours)
    last_dues = [one.slot.due.toordinal() for one in (*fixed, *moving)]
    last_day = max([calendar.ends.toordinal() + AFTER_DAYS, *last_dues])
    weeks = _Weeks(calendar, limit, last_day, places=MOST_SIDE_BY_SIDE)
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


def _for_routines(limit: int, calendar: Calendar) -> int:
    """Of so many minutes a week, those that routines may take."""
    most = limit * 5 // 6
    return most if calendar.over or calendar.quiet else min(most, limit - SINGLE_MINUTES)
