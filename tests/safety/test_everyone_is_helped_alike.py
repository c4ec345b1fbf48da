"""SE26: an answer on country, pregnancy, disability, union, leave or health lessens nobody's help.

Metamorphic: the same sheet with and without such an answer. With it, everything is still recommended, as
strongly, except what a safety rule that is named suppresses.
"""

from __future__ import annotations

from typing import Any, TypeGuard

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import conditions
from engine.answers import read_answers
from engine.facts import FACTS, derive
from engine.inference import evaluator_for, infer
from engine.knowledge_base import KnowledgeBase
from engine.model import Inference
from engine.schema import SafetyRule
from tests.generated import TODAY, branching_sheets, hostile_sheets

SINGLE = [
    *(("country", code) for code in ("US", "UK", "CA", "AU", "EU", "IN", "other")),
    *(("health_affects", code) for code in ("no", "yes_told", "yes_not_told", "not_sure")),
]
MULTI = [
    *(
        ("recent_events", code)
        for code in (
            *("pregnancy_parental", "sick_or_family_leave", "told_about_health"),
            *("asked_adjustment", "injury_claim", "union_activity"),
        )
    ),
    ("employment", "union_member"),
    *(("attendance_cause", code) for code in ("caring", "sleep_health", "medicine")),
]


def inferred(knowledge: KnowledgeBase, raw: dict[str, Any]) -> Inference:
    sheet = read_answers(knowledge, raw)
    return infer(knowledge, sheet, derive(sheet, TODAY), evaluator_for(knowledge, "compiled"))


def with_and_without(raw: dict[str, Any], question: str, code: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The sheet with this answer, and the same sheet without it."""
    if (question, code) in SINGLE:
        return {**raw, question: code}, {name: value for name, value in raw.items() if name != question}
    others = [one for one in raw.get(question) or [] if one not in (code, "none", "prefer_not")]
    return {**raw, question: [*others, code]}, {**raw, question: others}


@pytest.mark.parametrize(("question", "code"), [*SINGLE, *MULTI])
@given(data=st.data())
@settings(max_examples=15)
def test_se26_the_answer_removes_nothing_but_by_a_named_safety_rule(
    knowledge: KnowledgeBase, question: str, code: str, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge, share=70) | hostile_sheets(knowledge))
    told, silent = (inferred(knowledge, one) for one in with_and_without(raw, question, code))
    scores = {one.strategy: one.score for one in told.recommendations}
    gone = {one.strategy: one for one in told.left_out}
    for one in silent.recommendations:
        if one.strategy in scores:
            assert scores[one.strategy] >= one.score, one.strategy
            continue
        assert gone[one.strategy].code == "suppressed", gone[one.strategy]
        reason = gone[one.strategy].reason
        assert any(
            rule.says in reason and rule.suppress == one.strategy for rule in knowledge.safety.values()
        )


@pytest.mark.parametrize(("question", "code"), [*SINGLE, *MULTI])
def test_se26_the_answers_of_this_test_exist(knowledge: KnowledgeBase, question: str, code: str) -> None:
    assert knowledge.questions[question].option(code) is not None


def _tests_a_flag(part: Any) -> TypeGuard[conditions.Test]:
    return (
        isinstance(part, conditions.Test) and part.subject == "fact" and part.name in ("legal_flag", "unsafe")
    )


def test_se26_no_rule_rules_out_for_what_someone_is(knowledge: KnowledgeBase) -> None:
    """A rule may wait for a flag to be down; none may rule anything out because one is up."""
    protected = {"country", "health_affects", "attendance_cause", "employment", "recent_events", "region"}
    for rule in knowledge.advice.values():
        if rule.rule_out is not None:
            assert not conditions.reads(rule.when, "question") & protected, rule.id
            flags = {part for part in conditions.walk(rule.when) if _tests_a_flag(part)}
            assert not flags - {part for part in flags if part.wanted == ("no",)}, rule.id
            for part in conditions.walk(rule.when):  # `not` over "no" would be "yes" again
                assert not (
                    isinstance(part, conditions.Not) and any(map(_tests_a_flag, conditions.walk(part)))
                )


def test_se26_every_rule_that_suppresses_says_why(knowledge: KnowledgeBase) -> None:
    rules: list[SafetyRule] = [rule for rule in knowledge.safety.values() if rule.suppress]
    assert rules
    assert all(rule.source for rule in rules)


def test_se26_no_fact_names_a_trait_of_the_person() -> None:
    traits = {"disabled", "pregnant", "ill", "religion", "ethnic", "gender", "age", "union"}
    for fact in FACTS.values():
        words = {fact.name, *fact.name.split("_"), *fact.options}
        assert not words & traits, fact.name
