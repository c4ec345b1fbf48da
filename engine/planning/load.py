"""What the weeks can carry (SE13): a plan is never a flood.

Who is placed first: the stops no plan goes without (`reserved.py`) and what has a day the person named; then
the first step towards what the plan names most, and what belongs into the first 48 hours; then the smaller
of the two tracks, within its share of the hours and of the places, so that neither track ever vanishes (not
with few hours left); then everything else by score, into the weeks as `weeks.py` fills them. What doesn't
fit starts later, is taken in its short form, or is left out. With few hours or few days each strategy that
has a short form is placed in it, and grows where room is left, what matters most first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.language import gettext as _
from engine.language import mark
from engine.model import PHASES, Calendar, LeftOut
from engine.planning.hours import has_few_hours_a_week, has_few_hours_left, minutes_a_week
from engine.planning.weeks import MOST_AT_A_TIME, Candidate, Share, Weeks
from engine.planning.windows import AFTER_DAYS, FIRST_PHASES

MOST_SIDE_BY_SIDE = 12
"""Items at a time after days were lost."""
MOST_ONCE_OVER = 5
"""Items at a time of the smaller track once a plan is over: much of it helps in the first weeks."""
SOON_FROM, SOON_FROM_WITH_FEW_HOURS, URGENT_FROM = 70, 88, 95
"""Scores from which a step of the first 48 hours goes before others, at all and where hours are few; and
one for named days of week 1, or whose time has passed.
"""
NO_ROOM = mark("Your weeks are full with steps that matter more. It can come in when you have more time.")
ENOUGH_AT_A_TIME = mark("Your plan has enough going on at a time. It can come in when other steps are done.")


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
    share = Share(small, part * limit // 100, places)
    weeks = Weeks(calendar, limit, last_day)
    placed = [one for one in candidates if one.recommendation.pinned]
    waiting = sorted((one for one in candidates if not one.recommendation.pinned), key=lambda one: one.turn)
    stops = [one for one in waiting if one.slot.named or one.strategy.reserved]
    few_left = has_few_hours_left(weekly_hours, calendar)
    few = few_left or has_few_hours_a_week(weekly_hours, calendar)
    soon = _soon([one for one in waiting if one not in stops], few)
    rest = [one for one in waiting if one not in stops and one not in soon]
    of_share = [] if few_left else [one for one in rest if share.is_of(one)]
    others = [one for one in rest if one not in of_share]
    with weeks.keeping(share):
        put_back = _placed(stops, weeks, placed)
    no_room = _placed([*put_back, *soon], weeks, placed)
    with weeks.keeping(share):
        put_back = _placed(of_share, weeks, placed)
    no_room += _placed([*others, *put_back], weeks, placed)
    placed = [_grown(one, weeks) for one in sorted(placed, key=lambda one: one.turn)]
    left_out = [
        LeftOut(one.strategy.id, "no_room", _(NO_ROOM if weeks.lack_hours_for(one) else ENOUGH_AT_A_TIME))
        for one in no_room
    ]
    return sorted(placed, key=lambda one: one.order), left_out


def _soon(waiting: Sequence[Candidate], few: bool) -> list[Candidate]:
    """What leads, the first step towards what the plan names most, and then what can't wait.

    `waiting` is in the order of its turns; `few`: hours are few.
    """
    own = [one for one in waiting if "all" not in one.strategy.scenarios]
    leads = [one for one in own if one.strategy.track == "improve"][:1]
    return [*leads, *(one for one in waiting if one not in leads and _cannot_wait(one, few))]


def _cannot_wait(candidate: Candidate, few: bool) -> bool:
    """Whether it weighs enough to go first: a step of the first 48 hours, one for named days of week 1, and
    where hours are not few also what comes late, or all the time from the first day on.
    """
    strategy, score = candidate.strategy, candidate.recommendation.score
    if score >= URGENT_FROM and not few:
        slot = candidate.slot
        if slot.late or (strategy.repeats and slot.phase == PHASES[0]):
            return True
    if strategy.within_days is None:
        return False
    if strategy.phase == PHASES[0] and candidate.slot.phase in FIRST_PHASES:
        return score >= (SOON_FROM_WITH_FEW_HOURS if few else SOON_FROM)
    return strategy.phase == PHASES[1] and score >= URGENT_FROM


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
    weeks = Weeks(calendar, limit, last_day, places=MOST_SIDE_BY_SIDE)
    for one in fixed:
        weeks.hold(one)
    placed: list[Candidate] = []
    no_room = _placed(sorted(moving, key=lambda one: one.turn), weeks, placed)
    return placed, no_room


def _placed(waiting: Iterable[Candidate], weeks: Weeks, placed: list[Candidate]) -> list[Candidate]:
    """Adds to `placed` those that get a slot, in their short form where the usual one finds none, and gives
    the others.
    """
    no_room = []
    for candidate in waiting:
        found, slot = candidate, weeks.slot_for(candidate)
        if slot is None and candidate.short is not None and not candidate.shortened:
            found = candidate._replace(shortened=True)
            slot = weeks.slot_for(found)
        if slot is None:
            no_room.append(candidate)
        else:
            placed.append(found if slot is found.slot else found._replace(slot=slot))
    return no_room


def _grown(candidate: Candidate, weeks: Weeks) -> Candidate:
    """A shortened item in its usual form where its weeks have room for that; any other as it is."""
    return candidate._replace(shortened=False) if candidate.shortened and weeks.grow(candidate) else candidate
