"""The answers worth trying for a question, the nearest to the present one first.

Options and points of a scale are tried all. Of numbers, dates and sets of options there are too many, so
those are tried that can make a difference: on both sides of each number that a rule compares with, days
around today, and the sets made of the codes that the strategy's own rules name.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, pairwise
from typing import Literal

from engine import conditions
from engine.calendar import ONE_DAY
from engine.conditions import Condition, Test, Value
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import mark
from engine.schema import UNANSWERED_CODE, Question

Width = Literal["near", "wide", "room"]
"""How many sets of options are tried. near: one or two marks more or less of those that the strategy's rules
name, and each option alone. wide: every set of those that they name, with the other marks kept, taken away or
one of them. room: one mark more or less, or one option alone, whatever the rules name.
"""
SOME_TEXT = mark("in your own words")
DAYS = (
    0, 1, -1, 2, -2, 3, -3, 5, -4, 7, -5, 10, -7, 12, -8, 14, -10, 15, -14, 20, -15, 21, -20, 22, -21, 28,
    -25, 30, -28, 35, -30, 45, -35, 50, -40, 60, -45, 75, -50, 90, -55, 120, -58, 180, -60, 365, -61, -65,
    -75, -90, -120, -365,
)  # fmt: skip
"""Days from today: each phase of plans of the usual lengths, and both sides of every bound."""
MOST_STEPS = 40
MOST_OPEN_CODES = 7
MOST_NAMED_CODES = 6


class Values:
    """The values worth trying, for a strategy whose rules are `relevant`."""

    def __init__(self, knowledge: KnowledgeBase, relevant: Iterable[Condition], today: datetime.date):
        self._today = today
        self._named: dict[str, set[str]] = {}
        self._bounds: dict[str, set[float]] = {}
        for condition in relevant:
            for part in conditions.walk(condition):
                if isinstance(part, Test) and part.subject == "question":
                    self._note(part)

    def _note(self, test: Test) -> None:
        if test.operator == "includes":
            self._named.setdefault(test.name, set()).update(test.wanted)
        elif test.operator in ("at_least", "at_most"):
            self._bounds.setdefault(test.name, set()).add(test.wanted)

    def of(self, question: Question, now: Value | None, width: Width) -> Iterator[Value | None]:
        """Every value worth trying other than the present one."""
        seen: set[Value | None] = {now}
        for value in chain(self._some(question, now, width), [None]):
            if value not in seen and value != ():
                seen.add(value)
                yield value

    def _some(self, question: Question, now: Value | None, width: Width) -> Iterable[Value]:
        match question.type:
            case "single":
                return [one.value for one in question.options if one.value != UNANSWERED_CODE]
            case "multi":
                return _sets(question, now, self._named.get(question.id, set()), width)
            case "date":
                return [self._today + ONE_DAY * days for days in DAYS]
            case "text":
                return [] if now else [_(SOME_TEXT)[: question.max_length]]
        return self._numbers(question, now)

    def _numbers(self, question: Question, now: Value | None) -> list[Value]:
        low, high = question.min or 0, question.max or 0
        found: set[float] = {low, high}
        if high - low <= MOST_STEPS:
            found.update(low + step for step in range(int(high - low) + 1))
        bounds = sorted(self._bounds.get(question.id, set()))
        for bound in bounds:
            found.update((bound - 1, bound, bound + 1))
        if not question.whole and question.type == "number":
            found.update((one + other) / 2 for one, other in pairwise(bounds))
            found.update(bound + side for bound in bounds for side in (-0.001, 0.001))
        else:
            found = {value for value in found if value == int(value)}
        near = now if isinstance(now, int | float) else low
        fitting = [int(value) if value == int(value) else value for value in found if low <= value <= high]
        return [*sorted(fitting, key=lambda value: (abs(value - near), value))]


def _sets(question: Question, now: Value | None, named: set[str], width: Width) -> list[Value]:
    """Sets of options, the fewest differences from the present set first."""
    free = [one.value for one in question.options if not one.exclusive and one.value != UNANSWERED_CODE]
    alone = [one.value for one in question.options if one.exclusive and one.value != UNANSWERED_CODE]
    chosen = {code for code in now if code in free} if isinstance(now, tuple) else set()
    single = [{code} for code in free]
    told_apart = [code for code in free if code in named]
    if width == "room":
        found = [*single, *(chosen ^ {code} for code in free)]
    elif width == "near":
        found = [*single, *(chosen ^ flipped for flipped in _subsets(told_apart, 2))]
    elif len(free) <= MOST_OPEN_CODES:
        found = list(_subsets(free))
    else:
        few = len(told_apart) <= MOST_NAMED_CODES
        inner = list(_subsets(told_apart) if few else _subsets(told_apart, 2))
        inner += [(chosen & named) ^ flipped for flipped in _subsets(told_apart, 2)]
        others = [{code} for code in free if code not in named]
        found = [part | rest for part in inner for rest in (chosen - named, set(), *others)]
    order = {code: number for number, code in enumerate(free)}
    sets = {tuple(sorted(one, key=order.__getitem__)) for one in found if one}
    nearest_first = sorted(sets, key=lambda one: (len(chosen ^ set(one)), [order[code] for code in one]))
    return [*nearest_first, *((code,) for code in alone)]


def _subsets(codes: list[str], at_most: int | None = None) -> Iterator[set[str]]:
    most = len(codes) if at_most is None else at_most
    for size in range(min(most, len(codes)) + 1):
        yield from (set(one) for one in combinations(codes, size))
