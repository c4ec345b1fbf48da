"""The proofs find rules, findings and strategies that stand in vain, each with a sheet that shows it."""

from __future__ import annotations

import pytest

from engine import knowledge_base
from engine.verify.prove import prove
from tests.conftest import Builder
from tests.engine.verify.planted import ASK, TIME, changed, defects, only, plan_on, rule


def test_a_sound_knowledge_base_has_nothing_to_mend(small_knowledge: Builder) -> None:
    proof = prove(knowledge_base.load(small_knowledge()))
    assert proof.reports == ()
    assert all(proof.statements.values())


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{question: health, is: yes}, {question: health, is: no}]}",
        "{all: [{question: hurdles, includes: time}, {question: hurdles, includes: nothing}]}",
        "{all: [{question: hurdles, includes: nothing}, {question: other_hurdle, answered: true}]}",
        "{all: [{finding: goals_unclear}, {question: clarity, is: all}]}",
        "{all: [{question: hours_per_week, at_least: 3}, {fact: weekly_hours, at_most: 2}]}",
        "{question: hours_per_week, at_least: 21}",
        "{question: comfort, at_least: 5}",
        "{finding: time_short, at_least: 86}",
        "{all: [{fact: pip_state, is: running}, {fact: phase, is: after}]}",
        "{all: [{fact: phase, is: first_48_hours}, {fact: plan_days, at_least: 10}, "
        "{fact: days_left, at_most: 6}]}",
        "{all: [{fact: short_plan, is: yes}, {fact: phase, is: week_1}]}",
        "{all: [{question: plan_start, answered: true}, {fact: pip_state, is: none}, "
        "{fact: days_in, at_least: 1}]}",
        "{all: [{question: plan_end, answered: true}, {fact: phase, is: final}, "
        "{fact: days_left, at_least: 110}]}",
    ],
)
def test_a_rule_that_can_never_hold(small_knowledge: Builder, when: str) -> None:
    report = only(small_knowledge, "unreachable_rule", {"rules/advice/never.yml": rule(when, ASK)})
    assert "'never' holds on no sheet" in report.what
    assert report.where.startswith("rules/advice/never.yml:2")


@pytest.mark.parametrize(
    "when",
    [
        "{finding: time_short, at_least: 85}",
        "{all: [{fact: phase, is: first_48_hours}, {fact: plan_days, at_least: 10}, "
        "{fact: days_left, at_most: 7}]}",
        "{all: [{question: plan_end, answered: true}, {fact: phase, is: final}, "
        "{fact: days_left, at_least: 108}]}",
        "{all: [{question: hours_per_week, at_least: 2.5}, {fact: weekly_hours, at_most: 3}]}",
        "{fact: days_left, at_least: 1000}",
        "{all: [{question: pip_stage, is: warned}, {fact: pip_state, is: waiting}]}",
    ],
)
def test_a_rule_at_the_very_edge_of_what_can_be_is_left_alone(small_knowledge: Builder, when: str) -> None:
    assert defects(small_knowledge, {"rules/advice/edge.yml": rule(when, ASK)}) == []


def test_the_witness_of_an_unreachable_rule_comes_as_near_as_can_be(small_knowledge: Builder) -> None:
    when = "{all: [{finding: time_short}, {question: comfort, at_least: 1}, {question: comfort, at_most: 0}]}"
    files = {"rules/advice/never.yml": rule(when, ASK)}
    report = only(small_knowledge, "unreachable_rule", files)
    assert {one.id for one in plan_on(report, small_knowledge, files).findings} == {"time_short"}
    assert "comfort" in report.sheet
    assert "all of it does but: “comfort” is 1 or more" in report.what


def test_a_finding_that_is_never_found(small_knowledge: Builder) -> None:
    never = "{all: [{question: health, is: yes}, {question: health, is: no}]}"
    files = changed("rules/diagnosis/health_as_marked.yml", "{question: health, is: yes}", never)
    kinds = [(one.kind, one.subject) for one in defects(small_knowledge, files)]
    assert ("unreachable_finding", "health_in_it") in kinds
    assert ("unreachable_rule", "doctor_when_health_plays_a_part") in kinds
    assert ("unreachable_strategy", "ask_a_doctor") in kinds


def test_a_finding_that_changes_no_plan(small_knowledge: Builder) -> None:
    when = "{any: [{finding: goals_unclear}, {no_finding: goals_unclear}]}"
    files = changed("rules/advice/ask_when_unclear.yml", "{finding: goals_unclear}", when)
    files |= changed(
        "rules/advice/doctor_when_health_plays_a_part.yml",
        "{all: [{finding: health_in_it}, {no_finding: goals_unclear}]}",
        "{all: [{finding: health_in_it}, {any: [{finding: goals_unclear}, {no_finding: goals_unclear}]}]}",
    )
    files |= changed("rules/diagnosis/unclear_from_clarity.yml", "weight: 80", "weight: 100")
    report = only(small_knowledge, "idle_finding", files)
    assert report.subject == "goals_unclear"
    assert report.sheet["clarity"] in ("few", "none")


def test_a_strategy_that_is_always_suppressed(small_knowledge: Builder) -> None:
    files = {"rules/safety/no_letter_when_warned.yml": rule("always", "suppress: ask_what_counts")}
    found = {one.kind: one for one in defects(small_knowledge, files)}
    assert set(found) == {"unreachable_strategy", "always_overruled"}
    report = found["unreachable_strategy"]
    assert "wherever it is wanted, it is suppressed" in report.what
    left_out = {one.strategy: one.code for one in plan_on(report, small_knowledge, files).left_out}
    assert left_out["ask_what_counts"] == "suppressed"


def test_a_strategy_that_is_ruled_out_wherever_it_is_recommended(small_knowledge: Builder) -> None:
    out = rule("{finding: goals_unclear, at_least: 30}", "rule_out: ask_what_counts")
    files = {"rules/advice/not_when_unclear.yml": out}
    found = {one.kind: one for one in defects(small_knowledge, files)}
    assert set(found) == {"unreachable_strategy", "always_overruled"}
    assert found["always_overruled"].subject == "ask_when_unclear"
    assert "'not_when_unclear'" in found["always_overruled"].what
    assert "ruled out" in found["unreachable_strategy"].what


def test_a_rule_out_that_meets_a_recommendation_only_sometimes_is_no_contradiction(
    small_knowledge: Builder,
) -> None:
    out = rule("{question: comfort, at_most: 1}", "rule_out: ask_what_counts")
    assert defects(small_knowledge, {"rules/advice/not_when_hard.yml": out}) == []


def test_a_rule_out_that_takes_nothing_away(small_knowledge: Builder) -> None:
    out = rule("{question: clarity, is: all}", "rule_out: ask_what_counts")
    report = only(small_knowledge, "overrules_nothing", {"rules/advice/idle.yml": out})
    assert report.sheet == {"clarity": "all"}


def test_one_strategy_pinned_and_suppressed_on_one_sheet(small_knowledge: Builder) -> None:
    pin = rule("{question: health, is: yes}", "pin: ask_what_counts")
    files = {"rules/safety/letter_for_health.yml": pin}
    report = only(small_knowledge, "pinned_and_suppressed", files)
    assert report.sheet == {"pip_stage": "warned", "health": "yes"}
    assert "'letter_for_health' pins" in report.what


def test_two_pinned_strategies_that_exclude_each_other(small_knowledge: Builder) -> None:
    files = {
        "rules/safety/doctor.yml": rule("{question: health, is: yes}", "pin: ask_a_doctor"),
        "rules/safety/time.yml": rule("{question: comfort, at_most: 0}", "pin: ask_for_time"),
        "rules/advice/no_time_question_when_it_feels_unsafe.yml": None,
    }
    report = next(one for one in defects(small_knowledge, files) if one.kind == "exclusive_pins")
    assert report.sheet == {"comfort": 0, "health": "yes"}
    items = {one.id for one in plan_on(report, small_knowledge, files).items}
    assert len(items & {"ask_a_doctor", "ask_for_time"}) == 1


def test_a_strategy_that_always_loses_against_one_that_it_excludes(small_knowledge: Builder) -> None:
    name = "knowledge/strategies/ask_a_doctor.yml"
    files = changed(name, "excludes: [ask_for_time]", "excludes: [weekly_look]")
    files |= changed("rules/advice/doctor_when_health_plays_a_part.yml", "weight: 80", "weight: 55")
    report = next(one for one in defects(small_knowledge, files) if one.kind == "unreachable_strategy")
    assert report.subject == "ask_a_doctor"
    assert "beaten by what it excludes ('weekly_look')" in report.what
    left_out = {one.strategy: one.code for one in plan_on(report, small_knowledge, files).left_out}
    assert left_out["ask_a_doctor"] == "excluded"
    files |= changed("rules/advice/doctor_when_health_plays_a_part.yml", "weight: 80", "weight: 56")
    assert defects(small_knowledge, files) == []  # 56 x 90 % = 50, and the lower id wins a tie


def test_a_strategy_for_which_there_is_never_time(small_knowledge: Builder) -> None:
    name = "knowledge/strategies/ask_what_counts.yml"
    files = changed(
        name, "phase: week_1", "phase: week_1\nmin_days_left: 15\nmin_days_left_reason: Too late."
    )
    files |= {"rules/advice/ask_when_unclear.yml": rule("{fact: days_left, at_most: 14}", ASK)}
    files |= {"rules/advice/doctor_when_unclear.yml": rule("{finding: goals_unclear}", TIME)}
    report = only(small_knowledge, "unreachable_strategy", files)
    assert "it is without enough time left" in report.what
    left_out = {one.strategy: one.code for one in plan_on(report, small_knowledge, files).left_out}
    assert left_out["ask_what_counts"] == "too_short"


def test_a_question_that_nobody_is_asked(small_knowledge: Builder) -> None:
    never = "{all: [{question: hurdles, includes: other}, {question: hurdles, includes: nothing}]}"
    files = changed("knowledge/questions/other_hurdle.yml", "{question: hurdles, includes: other}", never)
    assert only(small_knowledge, "unasked_question", files).subject == "other_hurdle"
