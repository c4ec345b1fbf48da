"""The dates of a plan, reduced to the cases that matter.

What rules can tell apart of today, start, end, length and stage are steps: a phase begins, a threshold of a
rule is passed. For each length of a plan the days on which any step lies are worked out; between two of them
nothing changes, so one day of each stretch stands for all. Lengths on which the steps come in the same order
and the first day looks the same are alike. What is so on a day is asked of the engine itself
(`engine.calendar`, `engine.facts`, `engine.planning`), never worked out a second time here. Where the
questionnaire's own branching rules a set of date answers out, it is left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from engine import calendar as calendars
from engine import conditions, facts
from engine.answers import FIRST_DAY, LAST_DAY
from engine.calendar import LONGEST_DAYS, ONE_DAY, USUAL_DAYS
from engine.conditions import Value
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from engine.model import Calendar
from engine.phases import phase_on
from engine.planning.windows import windows
from engine.schema import Question
from engine.signs import signs

TODAY = datetime.date(2026, 3, 2)
"""The day on which every witness is looked at, a Monday. Facts read only the days between two dates."""
QUESTIONS = ("pip_stage", "plan_start", "plan_end", "plan_length")
FACTS = ("days_left", "plan_days", "days_in", "phase", "pip_state", "short_plan")
USUAL_LENGTHS = (60, 30, 90, 45, 28, 21, 20, 14, 7)
"""Lengths in days that are tried first, so that witnesses look like plans that people get."""

Answers = Mapping[str, Value]


class Seen:
    """A set of date answers with all that the engine makes of it."""

    __slots__ = ("answers", "calendar", "facts", "signs")

    def __init__(self, answers: Answers, calendar: Calendar):
        self.answers = answers
        self.calendar = calendar
        made = {name: facts.FACTS[name].make(answers, calendar) for name in FACTS}
        self.facts = {name: value for name, value in made.items() if value is not None}
        self.signs = frozenset(sign for some in signs(answers, calendar) for sign in some)


Probe = Callable[[Seen], bool]
"""Tells whether something is so under these date answers."""


@dataclass(frozen=True, slots=True)
class Case:
    """Date answers that stand for all others that no probe tells apart from them."""

    answers: Answers
    calendar: Calendar
    truth: Mapping[Hashable, bool]


def cases(
    knowledge: KnowledgeBase, probes: Mapping[Hashable, Probe], thresholds: Sequence[float]
) -> list[Case]:
    """One case for each combination of what the probes can find. `thresholds` are the days that any test of
    a date fact compares with.
    """
    found: dict[tuple[bool, ...], Case] = {}
    for answers in _answers(knowledge, probes, thresholds):
        if not _can_be_given(knowledge, answers):
            continue
        calendar = _calendar(answers)
        if calendar is None:
            continue
        seen = Seen(answers, calendar)
        truth = {name: probe(seen) for name, probe in probes.items()}
        found.setdefault(tuple(truth.values()), Case(answers, calendar, truth))
    return list(found.values())


def _calendar(answers: Answers) -> Calendar | None:
    try:
        return calendars.lay(answers, TODAY, "")[0]
    except (InputError, OverflowError):
        return None


def _can_be_given(knowledge: KnowledgeBase, answers: Answers) -> bool:
    """Whether the dates are in range and asked for, as far as that hangs on dates alone."""
    for name, value in answers.items():
        if isinstance(value, datetime.date) and not FIRST_DAY <= value <= LAST_DAY:
            return False
        depends = knowledge.questions[name].depends
        if depends is not None and reads_dates_alone(knowledge.questions[name]):
            earlier = {one: answers[one] for one in answers if one != name}
            if conditions.confidence(depends, conditions.View(earlier)) is None:
                return False
    return True


def _answers(
    knowledge: KnowledgeBase, probes: Mapping[Hashable, Probe], thresholds: Sequence[float]
) -> Iterator[Answers]:
    """Date answers of every form: no dates, the length, the start, the end, and each beside the others."""
    asked = knowledge.questions
    stage = asked.get("pip_stage")
    stages: list[Answers] = [{}, *({"pip_stage": one.value} for one in (stage.options if stage else ()))]
    near = sorted({round(one) + by for one in (0, *thresholds) for by in (-1, 0, 1)})
    lengths = _length_answers(knowledge, thresholds)
    unlike = _unlike(range(1, LONGEST_DAYS + 2), probes, near)
    forms: list[Answers] = [{}]
    forms += [{"plan_length": length} for length in lengths]
    if "plan_start" in asked:
        days = {*range(-2, LONGEST_DAYS + 40), *(USUAL_DAYS - one for one in near)}
        forms += [{"plan_start": _before(day)} for day in sorted(days)]
    if "plan_end" in asked:
        days = {*range(-2, 2 * USUAL_DAYS), *(length - 1 for length in unlike), *near}
        forms += [{"plan_end": _before(-day)} for day in sorted(days, key=lambda day: (day != 30, day))]
    if "plan_start" in asked and "plan_end" in asked:
        forms += [
            {"plan_start": _before(day), "plan_end": _before(day - length + 1)}
            for length in unlike
            for day in _days(length, near)
        ]
    some = [*_unlike(lengths, probes, near), *(one for one in lengths if one in near or one != int(one))]
    beside = [
        form
        for form in forms
        if "plan_end" in form and some and _can_be_given(knowledge, {**form, "plan_length": some[0]})
    ]
    forms += [{**form, "plan_length": length} for form in beside for length in some]
    if "plan_start" in asked:
        forms += [
            {"plan_start": _before(day), "plan_length": length}
            for length in some
            for day in _days(int(length), near)
        ]
    for form in forms:
        for said in stages:
            yield {**said, **form}


def reads_dates_alone(question: Question) -> bool:
    """Whether it hangs on the dates' own questions whether this one is asked."""
    return question.depends is not None and conditions.reads(question.depends, "question") <= set(QUESTIONS)


def _before(days: int) -> datetime.date:
    return TODAY - ONE_DAY * days


def _length_answers(knowledge: KnowledgeBase, thresholds: Sequence[float]) -> list[float]:
    """The answers to the plan's length in days, all of them where only whole numbers are taken."""
    question = knowledge.questions.get("plan_length")
    if question is None or question.min is None or question.max is None:
        return []
    low, high = question.min, question.max
    whole = range(int(low), min(int(high), LONGEST_DAYS) + 1)
    usual = [one for one in USUAL_LENGTHS if one in whole]
    between = [] if question.whole else [one + by for one in thresholds for by in (-0.25, 0, 0.25)]
    others = [one for one in whole if one not in usual]
    return [*usual, *others, *(one for one in between if low <= one <= high)]


def _unlike(lengths: Iterable[float], probes: Mapping[Hashable, Probe], near: Sequence[int]) -> list[int]:
    """Of these lengths in days, from 1 on, one of each kind: another order of steps, or another look of the
    first day.
    """
    seen: set[Hashable] = set()
    unlike = []
    whole = {int(one) for one in lengths}
    for length in (*(one for one in USUAL_LENGTHS if one in whole), *sorted(whole - set(USUAL_LENGTHS))):
        order: dict[int, list[Hashable]] = {}
        for label, day in _steps(length, near):
            order.setdefault(day, []).append(label)
        calendar = Calendar(TODAY, TODAY, calendars.last_of(TODAY, length), over=False)
        answers: Answers = {"plan_start": TODAY, "plan_end": calendar.ends}
        first_day = Seen(answers, calendar)
        look = tuple(probe(first_day) for probe in probes.values())
        kind = (tuple(tuple(order[day]) for day in sorted(order)), look)
        if kind not in seen:
            seen.add(kind)
            unlike.append(length)
    return unlike


def _days(length: int, near: Sequence[int]) -> list[int]:
    """Days since the start, one of each stretch between two steps, the first days first."""
    steps = {day for _, day in _steps(length, near)}
    return sorted({*steps, min(steps) - 1}, key=lambda day: (day < 0, day))


def _steps(length: int, near: Sequence[int]) -> Iterator[tuple[Hashable, int]]:
    """Where anything can change in a plan of so many days: a label, and the days since the start."""
    yield from _plan_steps(length)
    for threshold in near:
        yield ("days in", threshold), threshold
        yield ("days left", threshold), length - 1 - threshold


@cache
def _plan_steps(length: int) -> tuple[tuple[Hashable, int], ...]:
    """The steps that lie in the plan itself: its first and last day, its phases and their windows."""
    start = TODAY
    calendar = Calendar(start, start, calendars.last_of(start, length), over=False)
    found: list[tuple[Hashable, int]] = [("start", 0), ("end", length)]
    before = ""
    for day in range(-1, length + 1):
        phase = phase_on(start + ONE_DAY * day, calendar)
        if phase != before:
            found.append((("phase", phase), day))
        before = phase
    for phase, window in windows(calendar).items():
        found.append((("window", phase), (window.end - start).days + 1))
    return tuple(found)
