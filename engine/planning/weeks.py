"""The calendar weeks of a plan and what each can carry (SE13): minutes, items and routines.

Effort is spread evenly over the calendar weeks (Monday to Sunday) from an item's start to its due day; of
a repeating item it counts in each of them. Unpinned items come to at most the person's hours a week, and
to at most nine at a time. What repeats leaves a sixth of the hours, half an hour at least, and two of the
nine places to single tasks, or routines would fill each week to the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from engine.calendar import week_of
from engine.model import PHASES, Calendar, Recommendation
from engine.planning.hours import minutes_of
from engine.planning.other_days import other_days
from engine.planning.windows import Slot, moved
from engine.schema import Strategy

MOST_AT_A_TIME = 9
MOST_ROUTINES = 7
SINGLE_MINUTES = 30
"""Minutes a week, at least, that routines leave to single tasks."""


class Candidate(NamedTuple):
    """A recommended strategy with the slot it would like."""

    strategy: Strategy
    recommendation: Recommendation
    slot: Slot
    short: Strategy | None = None
    """Its short form, of fewer hours, where it has one."""
    shortened: bool = False
    """It stands in the plan in its short form."""

    @property
    def form(self) -> Strategy:
        """The strategy in the form in which it stands in the plan."""
        return self.short if self.shortened and self.short else self.strategy

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


class Share(NamedTuple):
    """What a track may take of each week."""

    track: str
    minutes: int
    places: int

    def is_of(self, candidate: Candidate) -> bool:
        """Whether this candidate takes from it."""
        return candidate.strategy.track == self.track


class Weeks:
    """The calendar weeks from today on, with what each carries so far: minutes and items."""

    def __init__(
        self,
        calendar: Calendar,
        limit: int,
        last_due: int,
        places: int = MOST_AT_A_TIME,
    ):
        self.limit, self.places, self._for_routines = limit, places, _for_routines(limit, calendar)
        self._share: Share | None = None
        """What one track may take of the weeks, while that holds."""
        self._calendar = calendar
        self._first = week_of(calendar.today.toordinal())
        weeks = week_of(last_due) - self._first + 1
        self._minutes, self._items = [0] * weeks, [0] * weeks
        self._routine_minutes, self._routines = [0] * weeks, [0] * weeks
        """Of those, what repeats."""
        self._own_minutes, self._own_items = [0] * weeks, [0] * weeks
        """Of those, what is of the track that has a share."""
        self._searches: dict[object, dict[float, _Search]] = {}
        """How far the search for room has come: by what decides which weeks an item can take, then by
        hours.
        """

    @contextmanager
    def keeping(self, share: Share) -> Iterator[None]:
        """Within this, a track gets no more than its share. What it was given outside does not count."""
        self._share = share
        self._searches.clear()
        yield
        self._share = None
        self._searches.clear()

    def slot_for(self, candidate: Candidate) -> Slot | None:
        """The slot the candidate gets, taken from the weeks; None where they have no room."""
        wished, strategy = candidate.slot, candidate.form
        in_all, repeats = minutes_of(strategy), strategy.repeats is not None
        shares = self._share is not None and self._share.is_of(candidate)
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
        weeks, repeats = self._weeks_of(candidate.slot), candidate.form.repeats is not None
        minutes = _each(minutes_of(candidate.form), weeks, repeats)
        for week in weeks:
            self._minutes[week] += minutes
            self._items[week] += 1
            self._routine_minutes[week] += minutes if repeats else 0
            self._routines[week] += repeats

    def grow(self, candidate: Candidate) -> bool:
        """Whether the weeks of a shortened item have room for its usual form on the same days; if so, it
        takes it.
        """
        weeks, repeats = self._weeks_of(candidate.slot), candidate.strategy.repeats is not None
        minutes = _each(minutes_of(candidate.strategy) - minutes_of(candidate.form), weeks, repeats)
        for week in weeks:
            if self._minutes[week] + minutes > self.limit:
                return False
            if repeats and self._routine_minutes[week] + minutes > self._for_routines:
                return False
        for week in weeks:
            self._minutes[week] += minutes
            self._routine_minutes[week] += minutes if repeats else 0
        return True

    def lack_hours_for(self, candidate: Candidate) -> bool:
        """Whether it is for want of hours that the weeks it would like can't take it. Where it isn't, they
        have as many things at a time as there may be.
        """
        strategy = candidate.short or candidate.strategy
        weeks, repeats = self._weeks_of(candidate.slot), strategy.repeats is not None
        minutes = _each(minutes_of(strategy), weeks, repeats)
        return any(
            self._minutes[week] + minutes > self.limit
            or (repeats and self._routine_minutes[week] + minutes > self._for_routines)
            for week in weeks
        )

    def _weeks_of(self, slot: Slot) -> range:
        """The weeks that a slot lies in, counted from the first."""
        return range(
            week_of(slot.start.toordinal()) - self._first, week_of(slot.due.toordinal()) - self._first + 1
        )

    def _search(self, candidate: Candidate) -> _Search:
        """The search for items like this one, or one that found no room even for fewer hours."""
        strategy = candidate.form
        drops_with = strategy.phase if strategy.late == "drop" else None
        alike = candidate.slot, strategy.repeats is None, drops_with, strategy.track
        searches = self._searches.setdefault(alike, {})
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
        assert self._share is not None
        for week in range(first, last):
            count = self._own_items[week]
            if count >= self._share.places or (
                count and self._own_minutes[week] + minutes > self._share.minutes
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


def _each(minutes: int, weeks: range, repeats: bool) -> int:
    """What an item takes of each of its weeks: all of it where it repeats, else its share, rounded up."""
    return minutes if repeats else -(-minutes // len(weeks))


def _for_routines(limit: int, calendar: Calendar) -> int:
    """Of so many minutes a week, those that routines may take."""
    most = limit * 5 // 6
    return most if calendar.over or calendar.quiet else min(most, limit - SINGLE_MINUTES)
