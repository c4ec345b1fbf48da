"""Why-not on the knowledge base that is served: what it proposes is tried, and so is less."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from engine.errors import InputError
from engine.explain import Limits, WhyNot, why_not
from engine.knowledge_base import KnowledgeBase, load, load_cases
from engine.pipeline import make_plan
from engine.schema import Question

CASES = {name: case for name, case in load_cases().items() if not case.expect.refused}
STRATEGIES = sorted(load().strategies)
PAIRS = [
    (name, strategy)
    for number, name in enumerate(CASES)
    for strategy in STRATEGIES[number % 96 :: 96]
]  # fmt: skip


def in_plan(
    knowledge: KnowledgeBase, answers: Mapping[str, Any], today: datetime.date, strategy: str
) -> bool:
    try:
        plan = make_plan(knowledge, answers, today, "compiled")
    except InputError:
        return False
    return any(item.id == strategy for item in plan.items)


@cache
def asked_why_not(name: str, strategy: str) -> WhyNot:
    return why_not(load(), CASES[name].answers, strategy, CASES[name].today, "compiled")


@pytest.mark.parametrize(("name", "strategy"), PAIRS)
def test_making_the_changes_brings_the_strategy(knowledge: KnowledgeBase, name: str, strategy: str) -> None:
    case = CASES[name]
    found = asked_why_not(name, strategy).to_json()
    assert found["in_plan"] is in_plan(knowledge, case.answers, case.today, strategy)
    if found["in_plan"]:
        assert (found["changes"], found["blocked_by"]) == ({}, None)
        return
    assert found["blocked_by"]["code"]
    assert found["blocked_by"]["reason"]
    assert found["changes"], "every strategy of ours can be brought"
    after = {**case.answers, **found["changes"]}
    assert in_plan(knowledge, after, case.today, strategy)
    ignored = make_plan(knowledge, after, case.today, "compiled").ignored
    assert not [
        question for question, value in found["changes"].items() if value is not None and question in ignored
    ]
    for question in found["changes"]:
        fewer = {other: value for other, value in found["changes"].items() if other != question}
        assert not in_plan(knowledge, {**case.answers, **fewer}, case.today, strategy)


def any_values(question: Question, today: datetime.date, chance: random.Random) -> Iterator[Any]:
    """Values of a question that owe nothing to the search's own choice."""
    yield None
    codes = [option.value for option in question.options]
    if question.type == "single":
        yield from codes
    elif question.type == "multi":
        free = [
            option.value
            for option in question.options
            if not option.exclusive and option.value != "prefer_not"
        ]
        yield from ([option.value] for option in question.options)
        pairs = [list(pair) for pair in itertools.combinations(free, 2)]
        yield from chance.sample(pairs, min(len(pairs), 10))
        yield from (chance.sample(free, chance.randint(3, len(free))) for _ in range(6) if len(free) > 2)
    elif question.type == "date":
        yield from (today + datetime.timedelta(days=chance.randint(-100, 200)) for _ in range(8))
    elif question.type == "text":
        yield "some words"
    else:
        low, high = int(question.min or 0), int(question.max or 0)
        yield from range(low, high + 1) if high - low < 12 else [chance.randint(low, high) for _ in range(8)]


@pytest.mark.parametrize("name", ["customer_service_conflict"])
def test_where_two_changes_are_proposed_no_single_one_does_it(knowledge: KnowledgeBase, name: str) -> None:
    """Each single change, with all strategies looked for at once."""
    case = CASES[name]
    chance = random.Random(3)
    brought: dict[str, dict[str, Any]] = {}
    for question in knowledge.questions.values():
        for value in any_values(question, case.today, chance):
            try:
                plan = make_plan(knowledge, {**case.answers, question.id: value}, case.today, "compiled")
            except InputError:
                continue
            for item in plan.items:
                brought.setdefault(item.id, {question.id: value})
    more = 0
    for strategy in STRATEGIES[::3]:
        found = asked_why_not(name, strategy)
        if found.in_plan or found.changes is None or len(found.changes) < 2:
            continue
        more += 1
        assert strategy not in brought, f"{brought[strategy]} brings {strategy}, not only {found.to_json()}"
    assert more > 3


def test_a_full_week_asks_for_hours_first(knowledge: KnowledgeBase) -> None:
    answers = {
        "pip_stage": "just_received",
        "plan_start": "2026-11-22",
        "plan_end": "2026-12-22",
        "concerns": ["deadlines"],
        "goal_clarity": "few",
        "blockers": ["no_time_workload", "little_feedback"],
        "hours_per_week": 2,
    }
    today = datetime.date(2026, 11, 23)
    left_out = make_plan(knowledge, answers, today, "compiled").left_out
    full = [one.strategy for one in left_out if one.code == "no_room"]
    assert full
    assert any(
        list(why_not(knowledge, answers, name, today, "compiled").changes or ()) == ["hours_per_week"]
        for name in full
    )


def test_a_suppressed_strategy_names_the_rule_that_does_it(knowledge: KnowledgeBase) -> None:
    answers = {"concerns": ["conflict"], "repair": "not_safe", "conflict_with": ["peers"]}
    found = why_not(knowledge, answers, "ask_for_mediation", datetime.date(2026, 11, 23), "compiled")
    assert found.blocked_by is not None
    assert found.blocked_by.code == "suppressed"
    assert found.blocked_by.rules == ("no_mediation_when_it_feels_unsafe",)
    assert list(found.changes or ()) == ["repair"]


def test_the_same_question_gets_the_same_answer(knowledge: KnowledgeBase) -> None:
    for name, strategy in PAIRS[::29]:
        again = why_not(knowledge, CASES[name].answers, strategy, CASES[name].today, "compiled")
        assert again == asked_why_not(name, strategy)


def test_an_answer_that_is_not_asked_for_is_used_when_its_question_opens(knowledge: KnowledgeBase) -> None:
    today = datetime.date(2026, 11, 23)
    answers = {"concerns": ["targets"], "repair": "yes_both", "conflict_with": ["peers"]}
    found = why_not(knowledge, answers, "repair_talk", today, "compiled")
    assert len(found.changes or ()) == 1
    assert in_plan(knowledge, {**answers, **found.to_json()["changes"]}, today, "repair_talk")


def test_a_search_that_may_not_go_far_says_so(knowledge: KnowledgeBase) -> None:
    case = CASES["customer_service_conflict"]
    far = next(s for s in STRATEGIES if len(asked_why_not("customer_service_conflict", s).changes or ()) == 2)
    found = why_not(knowledge, case.answers, far, case.today, "compiled", Limits(changes=1))
    assert (found.changes, found.search, found.up_to) == (None, "none_found", 1)
    assert any("up to 1 other answer" in line for line in found.lines(knowledge))


def test_an_unknown_strategy_is_refused_with_the_nearest_name(knowledge: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="Did you mean 'friday_report'"):
        why_not(knowledge, {}, "friday_raport", datetime.date(2026, 11, 23))
