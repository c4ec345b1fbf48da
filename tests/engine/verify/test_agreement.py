"""The evaluators are held equal by drawn sheets, and a planted mistake in one of them is caught."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import conditions
from engine.inference import compiled
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.verify import agreement
from engine.verify.prove.draws import sheets
from tests.conftest import needs_durable

pytestmark = needs_durable
SHEETS = 300


def differing(knowledge: KnowledgeBase) -> int:
    return sum(not agreement.agree(knowledge, raw) for raw in sheets(knowledge, SHEETS, seed=7))


def test_both_evaluators_give_the_same_plans(knowledge: KnowledgeBase) -> None:
    assert differing(knowledge) == 0


def test_the_command_s_way_through_worker_processes_finds_no_difference() -> None:
    told: list[int] = []
    assert agreement.disagreements(ROOT, 1000, told.append, workers=2) == []
    assert told == [500, 1000]


def changed_operator(when: conditions.Condition) -> conditions.Condition:
    match when:
        case conditions.Test(subject, name, "at_least", wanted):
            return conditions.Test(subject, name, "at_most", wanted)
        case conditions.All(parts):
            return conditions.All(tuple(changed_operator(part) for part in parts))
    return when


def lost_negation(when: conditions.Condition) -> conditions.Condition:
    match when:
        case conditions.Not(part):
            return part
        case conditions.NoFinding(name):
            return conditions.HasFinding(name)
        case conditions.Test(subject, name, conditions.ANSWERED, False):
            return conditions.Test(subject, name, conditions.ANSWERED, True)
        case conditions.All(parts):
            return conditions.All(tuple(lost_negation(part) for part in parts))
        case conditions.AnyOf(parts):
            return conditions.AnyOf(tuple(lost_negation(part) for part in parts))
    return when


def dropped(when: conditions.Condition) -> conditions.Condition:
    return conditions.Not(conditions.Always())


@pytest.mark.parametrize("plant", [changed_operator, lost_negation, dropped])
def test_a_mistake_planted_in_one_evaluator_is_caught(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, plant: object
) -> None:
    whole = compiled.strata

    class Changed:
        def __init__(self, when: conditions.Condition):
            self.when = when

    def strata(base: KnowledgeBase) -> dict[str, dict[str, conditions.HasWhen]]:
        made = whole(base)
        for rules in made.values():
            for name, rule in rules.items():
                other = plant(rule.when)  # type: ignore[operator]
                if other != rule.when:
                    rules[name] = Changed(other)
                    return made
        return made

    monkeypatch.setattr(compiled, "strata", strata)
    monkeypatch.setattr("engine.inference._made", {})
    evaluator = compiled.CompiledEvaluator(knowledge)
    monkeypatch.setattr("engine.inference.CompiledEvaluator", lambda base: evaluator)
    assert differing(knowledge) > 0, Path(__file__).name
