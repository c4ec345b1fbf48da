"""Over small questionnaires every sheet can be gone through; the proofs then say neither more nor less."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings

from engine.knowledge_base import KnowledgeBase
from engine.schema import AdviceRule, DiagnosisRule, SafetyRule
from engine.verify.prove import prove
from engine.verify.prove.reports import PROVER
from engine.verify.prove.trials import Trial, Trials
from tests.generated import rule_bases, tiny

ASKED = ("pip_stage", "clarity", "hurdles", "other_hurdle")


def micro() -> KnowledgeBase:
    """The tiny knowledge base with four questions: one that hangs on another, an exclusive option, stages."""
    whole = tiny()
    things = {name: getattr(whole, name) for name in whole.__dataclass_fields__}
    questions = {name: whole.questions[name] for name in ASKED}
    return KnowledgeBase(**{**things, "questions": MappingProxyType(questions)})


BASE = micro()


@pytest.fixture(autouse=True, scope="module")
def rules_without_files() -> Iterator[None]:
    """Generated rules stand in no file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KnowledgeBase, "locate", lambda self, kind, name, keys=(): f"{kind} {name}")
        yield


def all_sheets() -> Iterator[dict[str, Any]]:
    """Every sheet that the four questions allow, "no answer" among the answers."""
    stages = [None, *(one.value for one in BASE.questions["pip_stage"].options)]
    clarity = [None, "all", "few", "none"]
    some = ["time", "tools", "other"]
    hurdles = [
        *(list(chosen) for size in range(4) for chosen in itertools.combinations(some, size)),
        ["nothing"],
    ]
    for stage, clear, chosen in itertools.product(stages, clarity, hurdles):
        sheet = {"pip_stage": stage, "clarity": clear, "hurdles": chosen}
        given_ones = {name: value for name, value in sheet.items() if value}
        yield given_ones
        if "other" in chosen:
            yield {**given_ones, "other_hurdle": "noise"}


def effect(rule: DiagnosisRule | AdviceRule | SafetyRule) -> tuple[str, str]:
    names = ("finding", "recommend", "rule_out", "pin", "suppress")
    return next((name, value) for name in names if (value := getattr(rule, name, None)) is not None)


def gone_through(knowledge: KnowledgeBase, run: Trials, trials: list[Trial]) -> set[tuple[str, str]]:
    """Kind and subject of everything that is wrong, found out by looking at every sheet."""
    fires = {
        name: {place for place, one in enumerate(trials) if name in one.fired} for name in knowledge.rules
    }
    wrong = {("unreachable_rule", name) for name, places in fires.items() if not places}
    if any(not one.plan.items for one in trials):
        wrong.add(("sheet_without_a_plan", "plan"))
    for name in knowledge.findings:
        found = [one for one in trials if name in one.view.findings]
        silent = [rule.id for rule in knowledge.diagnosis.values() if rule.finding == name]
        if not found:
            wrong.add(("unreachable_finding", name))
        elif all(one.items == run(one.raw, silent).items for one in found):
            wrong.add(("idle_finding", name))
    for name in knowledge.strategies:
        wanted = any(
            effect(rule) in {("recommend", name), ("pin", name)} for rule in knowledge.rules.values()
        )
        if wanted and not any(name in one.items for one in trials):
            wrong.add(("unreachable_strategy", name))
    for one, other in itertools.permutations(knowledge.rules.values(), 2):
        both = fires[one.id] & fires[other.id]
        if (
            effect(one)[1] == effect(other)[1]
            and (effect(one)[0], effect(other)[0]) == ("pin", "suppress")
            and both
        ):
            wrong.add(("pinned_and_suppressed", f"{one.id}.{other.id}"))
        if effect(one) != effect(other) or not fires[one.id]:
            continue
        if fires[one.id] == fires[other.id] and one.id < other.id:
            wrong.add(("identical_rules", f"{one.id}.{other.id}"))
        narrower = fires[one.id] < fires[other.id]
        if (
            narrower
            and getattr(one, "weight", 0) == getattr(other, "weight", 0)
            and isinstance(one, DiagnosisRule)
        ):
            wrong.add(("subsumed_rule", f"{one.id}.{other.id}"))
    for name, rule in knowledge.advice.items():
        target, held = rule.recommend, [trials[place] for place in fires[name]]
        codes = {
            next((out.code for out in one.inference.left_out if out.strategy == target), "") for one in held
        }
        if target and held and codes <= {"suppressed", "ruled_out"}:
            wrong.add(("always_overruled", name))
    return wrong


KINDS = {
    *(
        "unreachable_rule",
        "sheet_without_a_plan",
        "unreachable_finding",
        "idle_finding",
        "unreachable_strategy",
    ),
    *("pinned_and_suppressed", "identical_rules", "always_overruled"),
}


@settings(max_examples=25)
@given(knowledge=rule_bases(BASE))
def test_the_proofs_find_just_what_going_through_every_sheet_finds(knowledge: KnowledgeBase) -> None:
    run = Trials(knowledge)
    wrong = gone_through(knowledge, run, [run(sheet) for sheet in all_sheets()])
    reports = prove(knowledge).reports
    assert [str(one) for one in reports if one.kind == PROVER] == []
    proven = {(one.kind, one.subject) for one in reports}
    assert {one for one in proven if one[0] in KINDS} == {one for one in wrong if one[0] in KINDS}
    assert {one for one in wrong if one[0] == "subsumed_rule"} <= proven
