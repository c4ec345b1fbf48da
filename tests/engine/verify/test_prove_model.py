"""What the proofs reason about is what the engine does: derived facts, dates, whole sheets."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import calendar as calendars
from engine import conditions
from engine.answers import read_answers
from engine.errors import InputError
from engine.facts import FACTS, derive
from engine.knowledge_base import KnowledgeBase, load
from engine.verify.prove import dates
from engine.verify.prove.dates import TODAY, Seen
from engine.verify.prove.fact_values import MODELS
from engine.verify.prove.meaning import Meaning
from engine.verify.prove.mirror import Mirror
from engine.verify.prove.trials import Trials
from tests.generated import branching_sheets, hostile_sheets

REAL = load()
MEANING = Meaning(REAL)
MIRROR = Mirror(MEANING)
NO_DATES = calendars.lay({}, TODAY, "")[0]

Answers = dict[str, Any]


def codes(question: str) -> list[str]:
    return [one.value for one in REAL.questions[question].options if one.value != "prefer_not"]


def subsets(options: Iterable[str], most: int = 99) -> Iterator[tuple[str, ...]]:
    listed = list(options)
    for size in range(min(len(listed), most) + 1):
        yield from itertools.combinations(listed, size)


def singles(*questions: str) -> Iterator[Answers]:
    """Every combination of answers to single-choice questions, silence among them."""
    for values in itertools.product(*([None, *codes(one)] for one in questions)):
        yield {name: value for name, value in zip(questions, values, strict=True) if value is not None}


def levels() -> Iterator[Answers]:
    for one in itertools.product([None, 0, 2, 4], repeat=6):
        names = [f"skill_{number}_{end}" for number in (1, 2, 3) for end in ("level", "needed")]
        yield {name: value for name, value in zip(names, one, strict=True) if value is not None}


def signs() -> Iterator[Answers]:
    """The questions behind the signs of a plan, each thing that counts by itself and together with others."""
    some = [{}, {"signs_seen": ("goals_changed", "work_taken_away")}, {"promised_help": ("none",)}]
    for told in singles("told_before", "meeting_rhythm", "goal_clarity", "success_consequence"):
        yield from ({**told, **one} for one in some)
    for seen in subsets([*codes("signs_seen")[:-1]]):
        for rhythm in ({}, {"meeting_rhythm": "planned_but_cancelled"}):
            for events in ((), ("new_manager",), ("reorganisation",), ("union_activity",)):
                yield {**rhythm, "signs_seen": seen, "recent_events": events}


def improve_shares() -> Iterator[Answers]:
    for said in singles("wanted_result", "goal_feasibility", "pip_stage"):
        for seen in ((), ("goals_changed", "subjective_goals", "depends_on_others", "replacement_hired")):
            for money in ((), ("visa_tied",), ("cv_ready",)):
                yield {**said, "signs_seen": seen, "money_and_search": money}


INPUTS: Mapping[str, Iterable[Answers]] = {
    "legal_flag": [
        {**said, "recent_events": events}
        for said in singles("treated_differently", "harassment", "money_offer")
        for events in subsets(codes("recent_events")[:-1], 2)
    ],
    "offer_open": list(singles("money_offer")),
    "unsafe": list(singles("coping")),
    "exam_before_end": [{}, *({"exam_date": NO_DATES.ends + datetime.timedelta(by)} for by in (-1, 0, 1))],
    "env_share": [{"blockers": chosen} for chosen in subsets(codes("blockers"))],
    "gap_kind": [
        {**said, "blockers": chosen}
        for said in singles("done_before", "gap_type")
        for chosen in subsets(
            [
                "unclear_standard",
                "little_feedback",
                "tools_access",
                "never_trained",
                "out_of_practice",
                "no_point",
            ]
        )
    ],
    "fair_signs": list(signs()),
    "scripted_signs": list(signs()),
    "improve_share": list(improve_shares()),
    "scenario": [
        {**said, "concerns": chosen}
        for said in singles("main_concern")
        for chosen in subsets(codes("concerns"), 3)
    ],
    "only_one_concern": [{"concerns": chosen} for chosen in subsets(codes("concerns"), 3)],
    "skill_gap": list(levels()),
    "weekly_hours": [{}, *({"hours_per_week": hours} for hours in (0, 0.5, 1, 1.5, 2, 2.5, 4, 20))],
}


@pytest.mark.parametrize("fact", sorted(MODELS))
def test_a_fact_is_in_the_proofs_what_it_is_in_the_engine(fact: str) -> None:
    """Over all that the fact reads, as far as it tells it apart."""
    values = MEANING.facts[fact]
    nodes = MEANING.circuit.cone(values.values())
    for answers in INPUTS[fact]:
        real = {name: value for name, value in answers.items() if value != ()}
        truth = MEANING.circuit.values(nodes, MEANING.space.truth(real, NO_DATES))
        had = [value for value, literal in values.items() if truth[abs(literal)] == (literal > 0)]
        made = FACTS[fact].make(real, NO_DATES)
        if fact == "weekly_hours":
            had, made = [among_thresholds(one) for one in had], among_thresholds(made)
        assert had == ([] if made is None else [made]), answers


def among_thresholds(hours: float) -> list[tuple[bool, bool]]:
    """Where a number of hours stands among those that rules compare with: one value stands for a stretch."""
    tests = [part for rule in REAL.rules.values() for part in conditions.walk(rule.when)]
    marks = {
        one.wanted
        for one in tests
        if isinstance(one, conditions.Test) and one.name in ("hours_per_week", "weekly_hours")
    }
    return [
        (hours < mark, hours > mark) for mark in sorted(mark for mark in marks if not isinstance(mark, bool))
    ]


def test_every_fact_has_inputs_here() -> None:
    assert set(INPUTS) == set(MODELS)
    assert set(MODELS) | set(dates.FACTS) == set(FACTS)


@given(raw=branching_sheets(REAL))
def test_circuits_and_engine_agree_on_any_sheet(raw: Answers) -> None:
    try:
        trial = Trials(REAL)(raw)
    except InputError:
        return
    assert MIRROR.differences(trial) == []


@given(raw=hostile_sheets(REAL))
def test_they_agree_on_sheets_against_the_branching_too(raw: Answers) -> None:
    try:
        trial = Trials(REAL)(raw)
    except InputError:
        return
    assert MIRROR.differences(trial) == []


@given(raw=branching_sheets(REAL), moved=st.integers(-9000, 9000))
def test_facts_read_only_the_days_between_dates(raw: Answers, moved: int) -> None:
    """So one day stands for every other on which a plan is made."""
    later = datetime.timedelta(moved)
    dated = {name for name, question in REAL.questions.items() if question.type == "date"}

    def facts(shift: datetime.timedelta) -> Mapping[str, object]:
        given = {
            name: (datetime.date.fromisoformat(value) + shift).isoformat() if name in dated else value
            for name, value in raw.items()
        }
        return derive(read_answers(REAL, given), TODAY + shift).values

    try:
        here = facts(datetime.timedelta(0))
    except InputError:
        return
    assert facts(later) == here


def lengths() -> list[int]:
    """Lengths around every step that a length can make, and some between."""
    near = {length + by for length in (0, 7, 14, 21, 28, 30, 40, 60) for by in (-1, 0, 1, 2)}
    return sorted(length for length in near | set(range(50, 731, 97)) | {729, 730} if length >= 0)


def spans(step: int = 1) -> Iterator[Answers]:
    for length in lengths():
        for day in range(-25, length + 4, step):
            start = TODAY - datetime.timedelta(day)
            yield {"plan_start": start, "plan_end": start + datetime.timedelta(length)}


@pytest.mark.parametrize("stage", [None, "warned", "just_received", "near_end", "passed", "extended"])
def test_no_plan_has_dates_that_the_cases_leave_out(stage: str | None) -> None:
    """Day by day, every combination of what rules can tell apart is one of the cases."""
    known = {tuple(case.truth.values()) for case in MEANING.space.cases}
    names = list(MEANING.space.cases[0].truth)
    said = {} if stage is None else {"pip_stage": stage}
    missing: dict[tuple[Hashable, ...], Answers] = {}
    for answers in ({**said, **form} for form in every_form()):
        if stage == "passed" and "plan_length" in answers:
            continue  # nobody is asked how long a plan is that is over
        try:
            calendar = calendars.lay(answers, TODAY, "")[0]
        except InputError:
            continue
        seen = Seen(answers, calendar)
        truth = tuple(MEANING.space.probes[name](seen) for name in names)
        if truth not in known:
            missing.setdefault(truth, answers)
    assert list(missing.values()) == []


def every_form() -> Iterator[Answers]:
    yield {}
    yield from ({"plan_length": length} for length in range(7, 366))
    yield from ({"plan_start": TODAY - datetime.timedelta(day)} for day in range(-400, 900, 3))
    yield from ({"plan_end": TODAY - datetime.timedelta(day)} for day in range(-900, 30, 3))
    yield from spans()
    for answers in spans(2):
        length = (answers["plan_end"] - answers["plan_start"]).days
        if 7 <= length <= 365:
            yield {"plan_start": answers["plan_start"], "plan_length": length}


def test_every_case_is_what_its_own_dates_bring(knowledge: KnowledgeBase) -> None:
    for case in MEANING.space.cases:
        raw = {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in case.answers.items()
        }
        sheet = read_answers(knowledge, raw)
        assert sheet.ignored == ()
        seen = Seen(sheet.answers, derive(sheet, TODAY).calendar)
        assert all(MEANING.space.probes[name](seen) is true for name, true in case.truth.items())
