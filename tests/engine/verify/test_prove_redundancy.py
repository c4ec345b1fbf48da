"""The proofs find rules that say what others say."""

from __future__ import annotations

from engine import knowledge_base
from engine.verify.prove import prove
from tests.conftest import Builder
from tests.engine.verify.planted import ASK, TIME, defects, only, plan_on, rule


def test_identical_rules_however_they_are_written(small_knowledge: Builder) -> None:
    none = "{all: [{question: clarity, is: none}, {not: {question: clarity, is: all}}]}"
    same = f"{{any: [{{question: clarity, is: few}}, {none}]}}"
    report = only(
        small_knowledge,
        "identical_rules",
        {"rules/diagnosis/again.yml": rule(same, "finding: goals_unclear\nweight: 20")},
    )
    assert "'again' and 'unclear_from_clarity'" in report.what
    assert report.sheet["clarity"] in ("few", "none")


def test_identical_by_way_of_a_finding(small_knowledge: Builder) -> None:
    files = {"rules/advice/again.yml": rule("{question: clarity, is: [none, few]}", ASK)}
    assert only(small_knowledge, "identical_rules", files).subject == "again.ask_when_unclear"


def test_a_subsumed_rule_of_the_same_weight(small_knowledge: Builder) -> None:
    copy = rule(
        "{all: [{finding: time_short}, {question: comfort, at_least: 3}]}",
        "recommend: ask_for_time\nweight: 60",
    )
    files = {
        "rules/advice/copy.yml": copy,
        "rules/advice/time_when_short.yml": rule(
            "{finding: time_short}", "recommend: ask_for_time\nweight: 60"
        ),
    }
    report = only(small_knowledge, "subsumed_rule", files)
    assert report.subject == "copy.time_when_short"
    items = {one.id: one for one in plan_on(report, small_knowledge, files).items}
    assert {one.rule for one in items["ask_for_time"].because} == {"copy", "time_when_short"}


def test_a_narrower_rule_of_another_weight_is_a_note(small_knowledge: Builder) -> None:
    stronger = rule("{all: [{finding: time_short}, {question: comfort, at_least: 3}]}", TIME)
    broad = rule("{finding: time_short}", "recommend: ask_for_time\nweight: 60")
    root = small_knowledge({"rules/advice/more.yml": stronger, "rules/advice/time_when_short.yml": broad})
    proof = prove(knowledge_base.load(root))
    assert [one.kind for one in proof.reports] == ["strengthens"]
    assert proof.to_mend == ()


def test_a_rule_out_that_two_others_cover(small_knowledge: Builder) -> None:
    files = {
        "rules/advice/low.yml": rule("{question: comfort, at_most: 2}", "rule_out: ask_what_counts"),
        "rules/advice/high.yml": rule("{question: comfort, at_least: 2}", "rule_out: ask_what_counts"),
        "rules/advice/any.yml": rule("{question: comfort, at_least: 1}", "rule_out: ask_what_counts"),
    }
    found = [(one.kind, one.subject) for one in defects(small_knowledge, files)]
    assert found == [("subsumed_rule", "any"), ("subsumed_rule", "high.any")]
