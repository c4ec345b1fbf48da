"""The two evaluators mean the same: on generated sheets of the real rules, and on generated rule bases."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine import conditions, inference
from engine.answers import read_answers
from engine.conditions import Value, View
from engine.exports import plan_to_json
from engine.facts import FACTS, derive
from engine.inference import BothEvaluators, Evaluator, EvaluatorsDiffer, evaluator_for, infer
from engine.inference.compiled import CompiledEvaluator
from engine.knowledge_base import KnowledgeBase
from engine.model import Sheet
from engine.pipeline import make_plan
from engine.planning.planner import plan
from engine.schema import DiagnosisRule
from tests.conftest import needs_durable
from tests.generated import (
    TODAY,
    branching_sheets,
    finding_tests,
    hostile_sheets,
    rule_bases,
    single_tests,
    tiny,
    trees,
    with_rules,
)

pytestmark = needs_durable
TINY = tiny()


def durable_of(knowledge: KnowledgeBase) -> Evaluator:
    from engine.inference.durable import DurableEvaluator

    return DurableEvaluator(knowledge)


def plan_text(knowledge: KnowledgeBase, sheet: Sheet, evaluator: Evaluator) -> str:
    """The plan as JSON without the field in which the evaluators may differ."""
    facts = derive(sheet, TODAY)
    made = plan_to_json(plan(knowledge, sheet, facts, infer(knowledge, sheet, facts, evaluator), "either"))
    return json.dumps(made)


def assert_agree(knowledge: KnowledgeBase, raw: dict[str, Any], one: Evaluator, other: Evaluator) -> None:
    sheet = read_answers(knowledge, raw)
    assert plan_text(knowledge, sheet, one) == plan_text(knowledge, sheet, other)


@given(st.data())
def test_on_sheets_as_people_fill_them_in_the_plans_are_the_same_to_the_byte(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge))
    assert_agree(knowledge, raw, evaluator_for(knowledge, "durable"), evaluator_for(knowledge, "compiled"))


@given(st.data())
def test_on_sheets_that_nobody_would_fill_in_so_they_are_too(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(hostile_sheets(knowledge))
    assert_agree(knowledge, raw, evaluator_for(knowledge, "durable"), evaluator_for(knowledge, "compiled"))


@given(rule_bases(TINY), st.lists(branching_sheets(TINY) | hostile_sheets(TINY), min_size=1, max_size=3))
@settings(max_examples=80)
def test_on_whole_generated_rule_bases_they_make_the_same_plans(
    base: KnowledgeBase, sheets: list[Any]
) -> None:
    one, other = durable_of(base), CompiledEvaluator(base)
    for raw in sheets:
        assert_agree(base, raw, one, other)


NUMBERS = st.sampled_from(
    [0, 1, 2, 3, 4, 0.5, 2.5, 2.4999999, 2.5000001, 0.001, 0.00001, 1e-30, -1, 1e17, 1e300, 10**15]
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "pip_stage": st.sampled_from(["under_way", "warned", "passed", "ended"]),
        "clarity": st.sampled_from(["all", "few", "none"]),
        "hurdles": st.lists(
            st.sampled_from(["time", "tools", "other", "nothing"]), min_size=1, unique=True
        ).map(tuple),
        "hours_per_week": NUMBERS,
        "comfort": NUMBERS,
        "main_goal": st.text(min_size=1, max_size=10),
        "other_hurdle": st.text(min_size=1, max_size=10),
        "plan_start": st.just(TODAY),
    },
)
facts = st.fixed_dictionaries(
    {},
    optional={
        name: NUMBERS if fact.kind == "number" else st.sampled_from(fact.options)
        for name, fact in FACTS.items()
    },
)
findings = st.dictionaries(st.sampled_from(sorted(TINY.findings)), st.integers(1, 100))


@given(
    st.lists(
        trees(st.one_of(single_tests(TINY.questions), finding_tests(TINY.findings))), min_size=1, max_size=12
    ),
    st.lists(st.builds(View, answers, facts, findings), min_size=1, max_size=5),
)
@settings(max_examples=150)
@example(
    [{"not": {"question": "hours_per_week", "at_least": 2.5}}], [View({"hours_per_week": 2.5}), View({})]
)
@example([{"not": {"all": [{"question": "clarity", "is": ["few"]}, {"not": "always"}]}}], [View({})])
@example([{"question": "hours_per_week", "at_most": 0.001}], [View({"hours_per_week": 1e-5})])
def test_the_same_rules_fire_whatever_is_known(trees_as_data: list[Any], views: list[View]) -> None:
    """Any view at all, also ones that no sheet gives: huge numbers, facts that contradict each other."""
    rules = {
        f"r{number}": DiagnosisRule.model_validate(
            {"id": f"r{number}", "says": "It is so.", "finding": "time_short", "weight": 1, "when": "always"}
        ).model_copy(update={"when": conditions.parse(data)})
        for number, data in enumerate(trees_as_data)
    }
    base = with_rules(TINY, diagnosis=rules)
    one, other = durable_of(base), CompiledEvaluator(base)
    for view in views:
        expected = sorted(
            name for name, rule in rules.items() if conditions.confidence(rule.when, view) is not None
        )
        assert one.fired("diagnosis", view) == other.fired("diagnosis", view) == expected


def test_a_whole_plan_names_the_evaluator_and_differs_in_nothing_else(knowledge: KnowledgeBase) -> None:
    raw: dict[str, Any] = {"concerns": ["deadlines"], "goal_clarity": "few"}
    made = [plan_to_json(make_plan(knowledge, raw, TODAY, name)) for name in ("durable", "compiled", "both")]
    assert [one.pop("engine") for one in made] == ["durable", "compiled", "both"]
    assert made[0] == made[1] == made[2]


class Forgetful:
    """An evaluator that never finds the last rule."""

    name = "forgetful"

    def __init__(self, inner: Evaluator):
        self.inner = inner

    def fired(self, stratum: str, view: View) -> list[str]:
        return self.inner.fired(stratum, view)[:-1]


def test_running_both_shows_a_difference_and_none_of_the_answers() -> None:
    right = CompiledEvaluator(TINY)
    answers: dict[str, Value] = {"clarity": "few", "main_goal": "my secret"}
    with pytest.raises(EvaluatorsDiffer, match="only compiled: \\['unclear_from_clarity'\\]") as caught:
        BothEvaluators(right, Forgetful(right)).fired("diagnosis", View(answers))
    assert "secret" not in str(caught.value)
    assert "few" not in str(caught.value)


def test_an_evaluator_is_made_once_for_a_knowledge_base(knowledge: KnowledgeBase) -> None:
    for name in inference.ENGINES:
        assert evaluator_for(knowledge, name) is evaluator_for(knowledge, name)
