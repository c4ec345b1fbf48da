"""All sheets that the questionnaire lets a person give, as variables under constraints.

A variable stands for each option, for each stretch of a number that no test divides, for each text or date
that is given or not, and for each thing that the plan's dates can bring (`dates`). "Prefer not to say" is the
same as silence to every rule, so it has no variable.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from engine import conditions
from engine.conditions import OPERATORS, Condition, Test, Value
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase
from engine.model import Calendar
from engine.schema import UNANSWERED_CODE, Question
from engine.verify.prove import dates
from engine.verify.prove.circuit import FALSE, TRUE, Circuit
from engine.verify.prove.dates import Answers, Case, Probe, Seen

EXAM, HOURS = "exam_date", "hours_per_week"
SIGNS_OF_LENGTH = ("time_fits", "very_short")
"""The signs of a fair and of a scripted plan (`engine.signs`) that hang on the plan's dates alone."""
A_TEXT, A_DATE = "an example", dates.TODAY + datetime.timedelta(3)
"""What a witness gives where any text, any date will do."""


class Space:
    """The variables of every answer, and what the questionnaire demands of them."""

    def __init__(self, knowledge: KnowledgeBase, more_probes: Mapping[Hashable, Probe] | None = None):
        """`more_probes`: what else is asked of the plan's dates, by a name for `date`."""
        self.knowledge = knowledge
        self.circuit = Circuit()
        self.owner: dict[int, tuple[str, Value]] = {}
        """By variable: the question and the value that it says was given or is among those given."""
        self.date_names: dict[int, Hashable] = {}
        """By variable: the probe of the dates that it stands for."""
        tests = list(_tests(knowledge))
        self._thresholds = _thresholds(tests)
        self.probes = {**_probes(knowledge, tests), **(more_probes or {})}
        self.cases: list[Case] = dates.cases(knowledge, self.probes, _days_compared(knowledge, tests))
        self._dates: dict[Hashable, int] = {}
        self._values: dict[str, dict[Value, int]] = {}
        for name, question in knowledge.questions.items():
            if name not in dates.QUESTIONS:
                told_apart = self._told_apart(question)
                self._values[name] = {value: self._variable(name, value) for value in told_apart}
        self.exam_first = self.circuit.variable()
        """The exam, where its date is given, lies before the plan's end."""
        self.demands = {name: list(self._demands(one)) for name, one in knowledge.questions.items()}
        """By question: the literals that must be true on every sheet."""

    def values(self, question: str) -> Mapping[Value, int]:
        """The literal of each value that tests can tell apart; for a number, of one in each stretch."""
        return self._values.get(question, {})

    def chosen(self, question: str, *codes: str) -> int:
        """One of the options was chosen."""
        if question in dates.QUESTIONS:
            known = {one.value for one in self.knowledge.questions[question].options}
            return self.circuit.any(self.date(_is(question, code)) for code in codes if code in known)
        known_values = self.values(question)
        return self.circuit.any(known_values[code] for code in codes if code in known_values)

    def answered(self, question: str) -> int:
        """The question has an answer that counts."""
        if question in dates.QUESTIONS:
            return self.date(_answered(question)) if question in self.knowledge.questions else FALSE
        return self.circuit.any(self.values(question).values())

    def date(self, name: Hashable) -> int:
        """What a probe of the dates finds."""
        if name not in self._dates:
            found = {case.truth[name] for case in self.cases}
            if len(found) == 1:
                return TRUE if found.pop() else FALSE
            self._dates[name] = variable = self.circuit.variable()
            self.date_names[variable] = name
        return self._dates[name]

    def test(self, test: Test) -> int:
        """A test of an answer."""
        if test.name in dates.QUESTIONS:
            return self.date(test)
        if test.operator == conditions.ANSWERED:
            return self.answered(test.name) if test.wanted else -self.answered(test.name)
        if test.operator in ("is", "includes"):
            return self.chosen(test.name, *test.wanted)
        met = OPERATORS[test.operator].test
        values = self.values(test.name).items()
        return self.circuit.any(literal for value, literal in values if met(value, test.wanted))

    def condition(self, condition: Condition) -> int:
        """A condition that reads answers alone, such as `depends`."""
        match condition:
            case conditions.Always():
                return TRUE
            case conditions.All(parts):
                return self.circuit.all(self.condition(part) for part in parts)
            case conditions.AnyOf(parts):
                return self.circuit.any(self.condition(part) for part in parts)
            case conditions.Not(part):
                return -self.condition(part)
            case Test("question"):
                return self.test(condition)
        raise ValueError(f"{condition} reads more than answers")

    def truth(self, answers: Answers, calendar: Calendar) -> dict[int, bool]:
        """Every variable as a real sheet sets it."""
        seen = Seen(answers, calendar)
        found: dict[int, bool] = {}
        for question, values in self._values.items():
            given = answers.get(question)
            for value, variable in values.items():
                found[variable] = given is not None and self._alike(question, value, given)
        exam = answers.get(EXAM)
        found[self.exam_first] = isinstance(exam, datetime.date) and exam < calendar.ends
        for variable, name in self.date_names.items():
            found[variable] = self.probes[name](seen)
        return found

    def _alike(self, question: str, value: Value, given: Value) -> bool:
        if isinstance(given, tuple):
            return value in given
        if self.knowledge.questions[question].type in ("text", "date"):
            return True
        if isinstance(given, int | float) and isinstance(value, int | float):
            marks = self._marks(self.knowledge.questions[question])
            return all((value > one) == (given > one) and (value < one) == (given < one) for one in marks)
        return value == given

    def _variable(self, question: str, value: Value) -> int:
        variable = self.circuit.variable()
        self.owner[variable] = (question, value)
        return variable

    def _told_apart(self, question: Question) -> Iterator[Value]:
        if question.type in ("single", "multi"):
            yield from (one.value for one in question.options if one.value != UNANSWERED_CODE)
        elif question.type in ("scale", "number"):
            yield from _one_of_each_stretch(question, self._marks(question))
        else:
            yield A_DATE if question.type == "date" else A_TEXT

    def _marks(self, question: Question) -> list[float]:
        """Where the stretches of a number part; each mark is a stretch of its own."""
        if question.type == "scale":
            return [float(one) for one in range(int(question.min or 0), int(question.max or 0) + 1)]
        return sorted(self._thresholds.get(question.id, ()))

    def _demands(self, question: Question) -> Iterator[int]:
        """That one value is given at most, that some options stand alone, and that the question is asked."""
        depends = question.depends
        among_dates = question.id in dates.QUESTIONS and dates.reads_dates_alone(question)
        if depends is not None and not among_dates:  # `dates.cases` has seen to those
            yield self.circuit.any([-self.answered(question.id), self.condition(depends)])
        alone = {one.value for one in question.options if one.exclusive} if question.type == "multi" else None
        given = list(self.values(question.id).items())
        for place, (value, literal) in enumerate(given):
            for other, beside in given[:place]:
                if alone is None or value in alone or other in alone:
                    yield self.circuit.any([-literal, -beside])


def _is(question: str, code: str) -> Test:
    return Test("question", question, "is", (code,))


def _answered(question: str) -> Test:
    return Test("question", question, conditions.ANSWERED, True)


def _tests(knowledge: KnowledgeBase) -> Iterator[Test]:
    trees = [one.depends for one in knowledge.questions.values() if one.depends is not None]
    choices = [when for one in knowledge.strategies.values() for _, when, _ in one.choices()]
    for tree in (*trees, *choices, *(rule.when for rule in knowledge.rules.values())):
        yield from (part for part in conditions.walk(tree) if isinstance(part, Test))


def _thresholds(tests: list[Test]) -> dict[str, set[float]]:
    """By question: the numbers that a test compares the answer with, directly or through a fact."""
    found: dict[str, set[float]] = {HOURS: set()}
    for test in tests:
        if test.operator in ("at_least", "at_most"):
            name = HOURS if (test.subject, test.name) == ("fact", "weekly_hours") else test.name
            if test.subject == "question" or name == HOURS:
                found.setdefault(name, set()).add(test.wanted)
    return found


def _days_compared(knowledge: KnowledgeBase, tests: list[Test]) -> list[float]:
    """The numbers of days that a rule or a strategy compares with."""
    days = {
        test.wanted
        for test in tests
        if test.operator in ("at_least", "at_most") and test.name in (*dates.FACTS, "plan_length")
    }
    days |= {one.min_days_left for one in knowledge.strategies.values() if one.min_days_left}
    return sorted(days)


def _probes(knowledge: KnowledgeBase, tests: list[Test]) -> dict[Hashable, Probe]:
    """What is asked of the plan's dates: every test of them, who answered what, and the signs they give."""
    of_dates = [test for test in tests if test.name in (*dates.QUESTIONS, *dates.FACTS)]
    for name in dates.QUESTIONS:
        if name in knowledge.questions:
            of_dates.append(_answered(name))
            of_dates += [_is(name, one.value) for one in knowledge.questions[name].options]
    of_dates += [Test("fact", "pip_state", "is", (state,)) for state in FACTS["pip_state"].options]
    found: dict[Hashable, Probe] = {test: _tested(test) for test in of_dates}
    for sign in SIGNS_OF_LENGTH:
        found[sign] = partial(_gives_sign, sign)
    return found


def _gives_sign(sign: str, seen: Seen) -> bool:
    return sign in seen.signs


def _tested(test: Test) -> Probe:
    def probe(seen: Seen) -> bool:
        values = seen.answers if test.subject == "question" else seen.facts
        if test.operator == conditions.ANSWERED:
            return (test.name in values) is bool(test.wanted)
        return test.name in values and OPERATORS[test.operator].test(values[test.name], test.wanted)

    return probe


def _one_of_each_stretch(question: Question, marks: list[float]) -> Iterator[int | float]:
    """One value of each stretch that the marks make of a number's range, itself in the range."""
    low, high = question.min or 0, question.max or 0
    inside = [one for one in marks if low <= one <= high]
    edges = sorted({low, high, *inside})
    places = [*edges, *((left + right) / 2 for left, right in pairwise(edges))]
    whole = question.whole or question.type == "scale"
    seen: set[tuple[tuple[bool, bool], ...]] = set()
    for place in sorted(places, key=lambda one: (one not in inside, -one)):
        for value in (math.floor(place), math.ceil(place)) if whole else (place,):
            kind = tuple((value < one, value > one) for one in marks)
            if low <= value <= high and kind not in seen:
                seen.add(kind)
                yield int(value) if value == int(value) else float(value)
