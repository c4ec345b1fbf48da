"""How scores combine, and who beats whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers
from engine.facts import derive
from engine.inference import infer
from engine.inference.compiled import CompiledEvaluator
from engine.inference.resolve import combined
from engine.knowledge_base import KnowledgeBase
from engine.model import Inference
from engine.schema import AdviceRule, DiagnosisRule, SafetyRule
from tests.generated import TODAY, tiny, with_rules

TINY = tiny()


@pytest.mark.parametrize(
    ("scores", "total"),
    [
        ([], 0),
        ([40], 40),
        ([50, 50], 75),
        ([50, 50, 50], 88),
        ([30, 20], 44),
        ([99, 99], 99),
        ([99, 99, 99], 99),
        ([100, 10], 100),
        ([10, 100], 100),
        ([1, 1], 2),
        ([33, 33], 56),
    ],
)
def test_several_scores_add_up_and_never_to_certainty(scores: list[int], total: int) -> None:
    assert combined(scores) == total


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_a_combined_score_is_at_least_its_best_part_and_certain_only_with_a_certain_one(
    scores: list[int],
) -> None:
    total = combined(scores)
    assert max(scores) <= total <= 100
    assert (total == 100) is (100 in scores)


def rules(
    diagnosis: tuple[tuple[str, Any, str, int], ...] = (),
    advice: tuple[tuple[str, Any, str, int | None], ...] = (),
    safety: tuple[tuple[str, Any, str, str], ...] = (),
) -> KnowledgeBase:
    """Rules as tuples: (id, when, target, weight); an advice rule without weight rules out."""
    return with_rules(
        TINY,
        {
            name: DiagnosisRule.model_validate(
                {"id": name, "says": f"{name}.", "when": when, "finding": target, "weight": weight}
            )
            for name, when, target, weight in diagnosis
        },
        {
            name: AdviceRule.model_validate(
                {"id": name, "says": f"{name}.", "when": when}
                | ({"recommend": target, "weight": weight} if weight else {"rule_out": target})
            )
            for name, when, target, weight in advice
        },
        {
            name: SafetyRule.model_validate({"id": name, "says": f"{name}.", "when": when, effect: target})
            for name, when, effect, target in safety
        },
    )


def inferred(base: KnowledgeBase, **raw: Any) -> Inference:
    sheet = read_answers(base, raw)
    return infer(base, sheet, derive(sheet, TODAY), CompiledEvaluator(base))


def scores(found: Inference) -> dict[str, int]:
    return {one.strategy: one.score for one in found.recommendations}


def out(found: Inference) -> dict[str, tuple[str, str]]:
    return {one.strategy: (one.code, one.reason) for one in found.left_out}


FEW = {"question": "clarity", "is": "few"}


def test_rules_for_one_finding_combine_in_order_of_their_ids() -> None:
    base = rules(diagnosis=(("b", FEW, "goals_unclear", 30), ("a", "always", "goals_unclear", 50)))
    (finding,) = inferred(base, clarity="few").findings
    assert (finding.id, finding.confidence) == ("goals_unclear", 65)
    assert [reason.rule for reason in finding.because] == ["a", "b"]


def test_findings_come_with_the_surest_first() -> None:
    base = rules(
        diagnosis=(
            ("a", "always", "time_short", 40),
            ("b", "always", "goals_unclear", 90),
            ("c", "always", "health_in_it", 40),
        )
    )
    assert [one.id for one in inferred(base).findings] == ["goals_unclear", "health_in_it", "time_short"]


def test_a_score_is_the_weight_by_the_confidence_rounded_down() -> None:
    base = rules(
        diagnosis=(("d", "always", "goals_unclear", 33),),
        advice=(("a", {"finding": "goals_unclear"}, "ask_what_counts", 50),),
    )
    assert scores(inferred(base)) == {"ask_what_counts": 16}


def test_a_finding_below_the_wanted_confidence_brings_nothing() -> None:
    advice = (("a", {"finding": "goals_unclear", "at_least": 40}, "ask_what_counts", 50),)
    assert scores(inferred(rules((("d", "always", "goals_unclear", 39),), advice))) == {}
    assert scores(inferred(rules((("d", "always", "goals_unclear", 40),), advice))) == {"ask_what_counts": 20}


RECOMMEND = ("a", "always", "rest_first", 50)
RULE_OUT = ("b", "always", "rest_first", None)
PIN = ("c", "always", "pin", "rest_first")
SUPPRESS = ("d", "always", "suppress", "rest_first")


def test_ruling_out_beats_recommending_and_gives_its_reason() -> None:
    found = inferred(rules(advice=(RECOMMEND, RULE_OUT)))
    assert (scores(found), out(found)) == ({}, {"rest_first": ("ruled_out", "b.")})


def test_pinning_beats_ruling_out() -> None:
    found = inferred(rules(advice=(RECOMMEND, RULE_OUT), safety=(PIN,)))
    assert [(one.score, one.pinned) for one in found.recommendations] == [(100, True)]
    assert out(found) == {}


def test_suppressing_beats_pinning() -> None:
    found = inferred(rules(advice=(RECOMMEND, RULE_OUT), safety=(PIN, SUPPRESS)))
    assert (scores(found), out(found)) == ({}, {"rest_first": ("suppressed", "d.")})


def test_what_nobody_wanted_is_not_said_to_be_left_out() -> None:
    assert out(inferred(rules(advice=(RULE_OUT,), safety=(SUPPRESS,)))) == {}


def test_what_is_pinned_keeps_the_reasons_of_the_rules_that_recommend_it() -> None:
    (found,) = inferred(rules(advice=(RECOMMEND,), safety=(PIN,))).recommendations
    assert [reason.rule for reason in found.because] == ["c", "a"]


def test_of_two_that_exclude_each_other_the_higher_score_stays() -> None:
    """ask_a_doctor excludes ask_for_time; it holds whichever of the two says so."""
    for one, other in (("ask_a_doctor", "ask_for_time"), ("ask_for_time", "ask_a_doctor")):
        found = inferred(rules(advice=(("a", "always", one, 70), ("b", "always", other, 60))))
        assert scores(found) == {one: 70}
        code, reason = out(found)[other]
        assert code == "excluded"
        assert TINY.strategies[one].title in reason


def test_at_equal_scores_the_lower_id_stays() -> None:
    found = inferred(rules(advice=(("a", "always", "ask_for_time", 60), ("b", "always", "ask_a_doctor", 60))))
    assert list(scores(found)) == ["ask_a_doctor"]


def test_what_is_pinned_stays_beside_whatever_excludes_it() -> None:
    found = inferred(
        rules(advice=(("a", "always", "ask_a_doctor", 99),), safety=(("s", "always", "pin", "ask_for_time"),))
    )
    assert list(scores(found)) == ["ask_for_time"]


def test_a_reason_names_the_rule_the_answers_the_facts_and_the_findings() -> None:
    when = {"all": [{"finding": "goals_unclear"}, FEW, {"fact": "weekly_hours", "at_most": 3}]}
    base = rules((("d", FEW, "goals_unclear", 80),), (("a", when, "ask_what_counts", 50),))
    (found,) = inferred(base, clarity="few", hours_per_week=2).recommendations
    (reason,) = found.because
    assert (reason.rule, reason.says, reason.findings) == ("a", "a.", ("goals_unclear",))
    assert dict(reason.answers) == {"clarity": "few", "hours_per_week": 2}
    assert dict(reason.facts) == {"weekly_hours": 2}
