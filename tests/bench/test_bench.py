"""The measurements measure the same thing on every engine, and say what they found."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine import conditions
from engine.answers import read_answers
from engine.bench import generated
from engine.bench.measure import Disagreement, RuleBase, agree, inference_times, rule_base
from engine.bench.report import Measured, Report, as_json, as_markdown
from engine.bench.run import generated_sheets, own_sheets
from engine.bench.soak import soak
from engine.cli import main
from engine.conditions import View
from engine.exports import plan_to_json, plan_to_text
from engine.inference.compiled import CompiledEvaluator
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import plan_of


def base_of(rules: int, sheets: int = 5) -> RuleBase:
    knowledge = generated.knowledge_base(rules)
    return rule_base("generated", knowledge, generated_sheets(knowledge, sheets))


def test_every_engine_finds_the_same_rules_on_generated_ones() -> None:
    base = base_of(60)
    assert {"compiled", "plain loop", "lambda a rule"} <= {peer.name for peer in base.peers}
    assert 0.05 < agree(base) < 0.25


def test_every_engine_finds_the_same_rules_on_our_own(knowledge: KnowledgeBase) -> None:
    base = rule_base("own", knowledge, own_sheets(knowledge)[:4])
    assert agree(base) > 0.05


def test_an_engine_that_forgets_a_rule_is_not_timed() -> None:
    base = base_of(60)
    forgetful = base.peers[1]
    whole = forgetful.fired
    forgetful.fired = lambda stratum, sheet, findings: whole(stratum, sheet, findings)[1:]  # type: ignore[method-assign]
    with pytest.raises(Disagreement, match=forgetful.name):
        agree(base)


def test_a_rule_base_is_the_same_every_time_and_has_the_shape_it_says() -> None:
    one, other = generated.knowledge_base(60), generated.knowledge_base(60)
    assert one == other
    assert len(one.rules) == 60
    assert len(one.questions) == 40
    assert all(conditions.reads(rule.when, "finding") for rule in one.advice.values())
    assert generated.sheets(one, 3) == generated.sheets(other, 3)


def test_every_engine_gets_a_time() -> None:
    base = base_of(30, sheets=2)
    times = inference_times(base, repeats=1)
    assert set(times) == {peer.name for peer in base.peers}
    assert all(0 < time < float("inf") for time in times.values())


def clauses_looked_at(monkeypatch: pytest.MonkeyPatch, rules: int, areas: int) -> int:
    """Conditions that the compiled evaluator reads one by one on sheets whose values it has seen before."""
    knowledge = generated.knowledge_base(rules, areas)
    evaluator = CompiledEvaluator(knowledge)
    views = [View(read_answers(knowledge, raw).answers) for raw in generated.sheets(knowledge, 5)]
    for view in views:
        evaluator.fired("advice", replace(view, findings={}, seen={}))
    looked_at = 0
    real = conditions.confidence

    def counted(condition: conditions.Condition, view: View) -> int | None:
        nonlocal looked_at
        looked_at += 1
        return real(condition, view)

    with monkeypatch.context() as patch:
        patch.setattr(conditions, "confidence", counted)
        for view in views:
            evaluator.fired("advice", replace(view, findings={}, seen={}))
    return looked_at


def test_rules_that_do_not_hold_cost_no_look_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clauses_looked_at(monkeypatch, 100, 1) == 0
    assert clauses_looked_at(monkeypatch, 1000, 10) == 0


def test_what_a_person_typed_is_not_kept(knowledge: KnowledgeBase) -> None:
    evaluator = CompiledEvaluator(knowledge)
    typed = "a text that only one person would type"
    texts = {name: typed for name, question in knowledge.questions.items() if question.type == "text"}
    assert texts
    evaluator.fired("diagnosis", View(texts))
    assert all(typed not in column for column in evaluator._questions._columns)


def test_a_plan_as_text_is_what_json_writes(knowledge: KnowledgeBase) -> None:
    for sheet, facts in own_sheets(knowledge):
        plan = plan_of(knowledge, sheet, facts.calendar.today, "compiled")
        plain = json.dumps(plan_to_json(plan), ensure_ascii=False, separators=(",", ":"))
        assert plan_to_text(knowledge, plan) == plain


def measured(label: str, rules: int, **times: float) -> Measured:
    return Measured(
        label, rules, 0.1, {name.replace("_", " "): time for name, time in times.items()}, 400.0, []
    )


def test_an_aim_is_met_or_missed_by_its_number() -> None:
    report = Report([measured("few", 100, compiled=10, plain_loop=11)], growth=1.5, load_ms=301)
    assert [aim.met for aim in report.aims()] == [True, False]  # below 300 rules nothing is aimed at
    report = Report([measured("many", 300, compiled=10, plain_loop=49, durable=1000)])
    assert {aim.says: aim.met for aim in report.aims()} == {
        "many: plain loop to compiled": False,
        "many: durable to compiled": True,
        "many: a whole plan with compiled, to durable's inference alone": True,
    }


def test_the_table_has_a_row_for_each_engine_and_names_those_that_are_missing() -> None:
    one = measured("300 rules", 300, compiled=10, plain_loop=60)
    one.missing.append("clipspy")
    text = as_markdown(Report([one], growth=1.2, load_ms=80))
    assert "| compiled | 10.0 (1.0) |" in text
    assert "| plain loop | 60.0 (6.0) |" in text
    assert "clipspy: not installed here, left out" in text
    assert json.loads(as_json(Report([one])))["rule_bases"][0]["times_compiled"]["plain loop"] == 6


def test_the_command_prints_json_and_exits_by_what_it_found(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    arguments = ["bench", "--rules", "20", "--sheets", "2", "--repeats", "1", "--only-generated", "--check"]
    assert main([*arguments, "--format", "json"]) == 0  # so few rules that nothing is aimed at
    found = json.loads(capfdbinary.readouterr().out)
    assert found["rule_bases"][0]["rules"] == 20
    assert found["aims"] == []


@pytest.mark.parametrize("engine", ["compiled", "durable"])
def test_threads_and_a_fork_make_the_same_plans(knowledge: KnowledgeBase, engine: str) -> None:
    if engine == "durable":
        pytest.importorskip("durable")
    raw = [dict(sheet.given) for sheet, _ in own_sheets(knowledge)]
    found = soak(knowledge, raw, engine, threads=8, seconds=20, most_plans=400)
    assert found.plans >= 400
    assert not found.wrong
    assert not found.errors
    assert found.forked is not False
    assert found.grown_mb is None or found.grown_mb < 20
