"""How a plan is laid out on its page: today, then this week, then the phases. Pure: no Flask, no store."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.model import PHASES, Plan, PlanItem
from engine.phases import phase_on
from engine.planning.working import calendar_of
from engine.rounds import Round

SATURDAY, SUNDAY = 5, 6
ONE_ROUND: Mapping[str, int] = {"daily": 1, "fortnightly": 14, "monthly": 28}
"""Days of one round of a habit; a weekly one begins anew on each Monday."""
MOST_TODAY = 3
"""Items that stand under Today, beyond those that are due or that come first of all."""
FIRST = 3
"""Items of a part that stand open to the eye; the others wait behind one line that counts them."""
LONG_GONE_BY = datetime.timedelta(days=7)
"""From then on an item whose day has gone by stands behind what is due now: it is no longer the next one."""
MADE_LONGER = "plan_extended"
"""The finding that brings the steps for the extra time."""


@dataclass(frozen=True, slots=True)
class Card:
    """One item as it is shown. `number` is its place in the plan, from 1: an address that says nothing."""

    item: PlanItem
    number: int
    ticked: Mapping[str, str]
    """Step id -> the day it was ticked."""
    behind: bool
    """Due before today and not finished."""
    again: bool = False
    """A habit of which all was done in an earlier round: it can be started again."""
    times: int = 0
    """How often a habit was done in full before it was started again."""

    @property
    def done(self) -> bool:
        return len(self.ticked) == len(self.item.steps)


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading. `name` is today, week, left, done or a phase."""

    name: str
    cards: tuple[Card, ...]

    @property
    def first(self) -> tuple[Card, ...]:
        """What is shown at once: the first few, and whatever keeps the person safe. One is not folded."""
        safe = sum(card.item.pinned for card in self.cards)
        many = max(FIRST, safe)
        return self.cards if len(self.cards) <= many + 1 else self.cards[:many]

    @property
    def more(self) -> tuple[Card, ...]:
        """What waits behind these."""
        return self.cards[len(self.first) :]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole page. `day` counts from 1; it is 0 before the plan starts. `over`: the plan from work has had
    its end, and these are the days after it.
    """

    over: bool
    day: int
    days: int
    days_left: int
    today: Group
    week: Group
    coming: bool
    """`week` is the coming one, as it is the weekend."""
    phases: tuple[Group, ...]
    left: Group
    """What is open of the plan's own days once the last of them is over."""
    done: Group
    ticked: int
    steps: int


def lay_out(
    plan: Plan, progress: Mapping[str, str], today: datetime.date, rounds: Sequence[Round] = ()
) -> Layout:
    """The plan's items grouped for one day; `progress` is `item/step` -> the day it was ticked, and `rounds`
    are those of habits that were started again since.
    """
    cards = cards_of(plan, progress, today, rounds)
    done = [card for card in cards if _is_over(card, plan, today)]
    ahead = [card for card in cards if card not in done]
    left = [card for card in ahead if _is_left(card, plan, today)]
    ahead = [card for card in ahead if card not in left]
    now = _for_today(ahead, plan, today)
    week_ends = _end_of_week(today)
    week = [card for card in ahead if card not in now and card.item.start <= week_ends]
    week.sort(key=lambda card: max(card.item.start, today))  # what has begun before what begins later in it
    later = [card for card in ahead if card not in now and card not in week]
    later.sort(key=lambda card: card.item.start)  # it is read as a calendar is
    groups = [Group(phase, tuple(card for card in later if card.item.phase == phase)) for phase in PHASES]
    days = (plan.ends - plan.starts).days + 1
    return Layout(
        over=calendar_of(plan).over,
        day=min(max((today - plan.starts).days + 1, 0), days),
        days=days,
        days_left=max((plan.ends - today).days, 0),
        today=Group("today", tuple(now)),
        week=Group("week", tuple(week)),
        coming=_is_weekend(today),
        phases=tuple(group for group in groups if group.cards),
        left=Group("left", tuple(left)),
        done=Group("done", tuple(done)),
        ticked=sum(len(card.ticked) for card in cards),
        steps=sum(len(card.item.steps) for card in cards),
    )


def cards_of(
    plan: Plan, progress: Mapping[str, str], today: datetime.date, rounds: Sequence[Round] = ()
) -> list[Card]:
    """Every item of the plan in its order."""
    return [_card(item, number, progress, today, rounds) for number, item in enumerate(plan.items, 1)]


def _is_weekend(today: datetime.date) -> bool:
    return today.weekday() >= SATURDAY


def _end_of_week(today: datetime.date) -> datetime.date:
    """The Sunday of the calendar week; on a weekend that of the coming one, which is planned then."""
    days = SUNDAY - today.weekday() + (SUNDAY + 1 if _is_weekend(today) else 0)
    return today + datetime.timedelta(days=days)


def _is_over(card: Card, plan: Plan, today: datetime.date) -> bool:
    """Whether it asks for nothing any more: it is done, or a habit whose last day has gone by in the plan."""
    if card.item.repeats is None:
        return card.done
    return card.item.due < today and not card.item.pinned and (card.done or today <= plan.ends)


def _is_left(card: Card, plan: Plan, today: datetime.date) -> bool:
    """Whether it belongs to days of the plan, and all of these are over. What keeps safe is never over."""
    return plan.ends < today and card.item.due <= plan.ends and not card.item.pinned


def _for_today(ahead: list[Card], plan: Plan, today: datetime.date) -> list[Card]:
    """What is due or comes first of all, and of what may be begun only the first few: one evening is
    short. What just these days are for stands first, and its first one is never left for later. What is due
    now stands before a habit that ends, and before what is long gone by.
    """
    leading = [card for card in ahead if _is_of_these_days(card.item, plan, today)]
    must = [
        card
        for card in ahead
        if card in leading[:1] or (card.item.start <= today and (card.item.due <= today or card.item.pinned))
    ]
    may = [card for card in ahead if card not in must and _is_for(card.item, today)]
    chosen = [*must, *may[: max(MOST_TODAY - len(must), 0)]]
    return sorted(
        (card for card in ahead if card in chosen),
        key=lambda card: _waits(card.item, card in leading, today),
    )


def _is_of_these_days(item: PlanItem, plan: Plan, today: datetime.date) -> bool:
    """Whether it is what just these days are for: the last ones of a plan, or the first ones after it was
    made longer.
    """
    if item.repeats is not None or item.start > today:
        return False
    if phase_on(today, calendar_of(plan)) == "final":
        return item.phase == "final"
    return today < item.due + LONG_GONE_BY and any(MADE_LONGER in one.findings for one in item.because)


def _waits(item: PlanItem, leads: bool, today: datetime.date) -> tuple[bool, bool, bool]:
    """What lets an item stand further down under Today; items alike in this keep the order of the plan."""
    if item.pinned:
        return False, False, False
    return not leads, item.due + LONG_GONE_BY <= today, item.repeats is not None


def _card(
    item: PlanItem,
    number: int,
    progress: Mapping[str, str],
    today: datetime.date,
    rounds: Sequence[Round],
) -> Card:
    ticked = {step.id: progress[key] for step in item.steps if (key := f"{item.id}/{step.id}") in progress}
    done = len(ticked) == len(item.steps)
    begins = _round(item.repeats, today).isoformat() if item.repeats else ""
    again = done and item.repeats is not None and max(ticked.values()) < begins
    times = sum(one.is_whole(item) for one in rounds)
    return Card(item, number, ticked, item.due < today and not done, again, times)


def _round(repeats: str, today: datetime.date) -> datetime.date:
    """The first day of the round of a habit that today is in."""
    days = ONE_ROUND[repeats] - 1 if repeats in ONE_ROUND else today.weekday()
    return today - datetime.timedelta(days=days)


def _is_for(item: PlanItem, today: datetime.date) -> bool:
    """Something to do today: due by now, or of the first days or pinned and begun, and not a weekly habit."""
    if item.start > today:
        return False
    if item.due <= today:
        return True
    return item.repeats is None and (item.phase == "first_48_hours" or item.pinned)
