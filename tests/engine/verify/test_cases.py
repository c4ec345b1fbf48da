"""Worked cases: they hold with either evaluator, and a wrong or mistyped one is shown to fail."""

from __future__ import annotations

import re

import pytest

from engine import knowledge_base
from engine.knowledge_base import ROOT, KnowledgeBase, load_cases
from engine.schema import Expectation, ExpectedItem
from engine.verify.cases import broken_cases, unmet
from tests.conftest import TINY, Builder, needs_durable

CASES = load_cases()
FILE = "rules/cases/unclear_goals.yml"


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("engine", ["compiled", pytest.param("durable", marks=needs_durable)])
def test_the_case_holds(knowledge: KnowledgeBase, name: str, engine: str) -> None:
    assert [str(mistake) for mistake in unmet(knowledge, CASES[name], engine, ROOT)] == []


def test_there_are_at_least_seventy_cases_and_each_story_has_its_own(knowledge: KnowledgeBase) -> None:
    assert len(CASES) >= 70
    assert {story.case for story in knowledge.stories.values()} <= set(CASES)


def test_every_case_says_something_that_could_fail() -> None:
    for name, case in CASES.items():
        refused = case.expect.error or case.expect.error_for
        assert refused or case.expect.include, name
        assert case.answers or "skipped" in name, name


def broken(builder: Builder, old: str, new: str) -> list[str]:
    text = (TINY / FILE).read_text(encoding="utf-8")
    assert old in text
    root = builder({FILE: text.replace(old, new)})
    return [str(mistake) for mistake in broken_cases(knowledge_base.load(root), "compiled")]


def test_the_tiny_case_holds(small_knowledge: Builder) -> None:
    assert broken_cases(knowledge_base.load(small_knowledge()), "compiled") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "ask_for_time]",
            "ask_a_doctor]",
            r":7:\d+: expect.include.1: 'ask_a_doctor' is not in the plan \(no rule brings it\).",
        ),
        (
            "phase: week_1",
            "phase: final",
            r":7:\d+: expect.include.0.phase: 'ask_what_counts' has phase week_1, not final.",
        ),
        (
            "phase: week_1",
            "pinned: true",
            r":7:\d+: expect.include.0.pinned: 'ask_what_counts' has pinned False, not True.",
        ),
        ("[goals_unclear]", "[health_in_it]", r":8:\d+: expect.findings.0: 'health_in_it' is not found."),
        ("findings:", "no_findings:", r":8:\d+: expect.no_findings.0: 'goals_unclear' is found."),
        (
            "include: [{strategy: ask_what_counts, phase: week_1}, ask_for_time]",
            "exclude: [ask_for_time]",
            r":7:\d+: expect.exclude.0: 'ask_for_time' is in the plan.",
        ),
        (
            "  findings:",
            "  left_out: {ask_for_time: ruled_out}\n  findings:",
            r":8:\d+: expect.left_out.ask_for_time: 'ask_for_time' is left out as nothing, not ruled_out.",
        ),
        (
            "  findings:",
            "  ignored: [clarity]\n  findings:",
            r":8:\d+: expect.ignored.0: 'clarity' is not ignored.",
        ),
        (
            "  findings:",
            "  first: [ask_for_time]\n  findings:",
            r":8:\d+: expect.first: the plan begins with ",
        ),
        ("  findings:", "  max_items: 1\n  findings:", r":8:\d+: expect.max_items: the plan has \d+ items."),
        (
            "  findings:",
            "  error: before the start\n  findings:",
            r":8:\d+: expect.error: the sheet is not refused.",
        ),
        (
            "plan_end: 2027-01-08",
            "plan_end: 2026-01-08",
            r":5:\d+: answers: the sheet is refused: .*is before the start",
        ),
        ("clarity: few", "clarity: fwe", r":5:\d+: answers: the sheet is refused: .*Did you mean 'few'"),
        ("clarity: few", "clarty: few", r":5:\d+: answers: the sheet is refused: .*Did you mean 'clarity'"),
        (
            "ask_for_time]",
            "ask_for_tiem]",
            r":7:\d+: expect.include.1: 'ask_for_tiem' does not exist. .* Did you mean 'ask_for_time'\?",
        ),
        (
            "[goals_unclear]",
            "[goal_unclear]",
            r":8:\d+: expect.findings.0: 'goal_unclear' does not exist. .* Did you mean 'goals_unclear'\?",
        ),
        (
            "  include:",
            "  inclde:",
            r":7:3: expect.inclde: 'inclde' is not a field here. .* Did you mean 'include'\?",
        ),
        ("phase: week_1", "phse: week_1", r":7:\d+: .*'phse' is not a field here"),
        ("today: 2026-11-23", "today: soon", r":4:1: today: "),
        ("today: 2026-11-23", "", r":1:1: today: 'today' is missing."),
    ],
)
def test_a_wrong_expectation_or_a_mistyped_key_fails_and_says_where(
    small_knowledge: Builder, old: str, new: str, expected: str
) -> None:
    lines = broken(small_knowledge, old, new)
    assert any(re.match(re.escape(FILE) + expected, line) for line in lines), lines


ITEM = "include: [{strategy: ask_what_counts, phase: week_1}"
"""Where an expectation of one item goes in: `ITEM` with more fields."""


def with_item(fields: str) -> tuple[str, str]:
    return ITEM, ITEM.replace("phase: week_1", fields)


def beside(line: str) -> tuple[str, str]:
    return "  findings:", f"  {line}\n  findings:"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (with_item("late: false"), "include.0.late: 'ask_what_counts' has late True, not False."),
        (with_item("track: prepare"), "include.0.track: 'ask_what_counts' has track improve, not prepare."),
        (
            with_item("starts_from: 2026-11-24"),
            "include.0.starts_from: 'ask_what_counts' starts on 2026-11-23.",
        ),
        (with_item("due_by: 2026-11-26"), "include.0.due_by: 'ask_what_counts' is due on 2026-11-27."),
        (with_item("says: [a raise]"), "include.0.says: 'ask_what_counts' does not say 'a raise'."),
        (
            with_item("because: [hurdles]"),
            "include.0.because: 'ask_what_counts' does not rest on 'hurdles', but on clarity.",
        ),
        (with_item("because: [hurdle]"), "include.0.because: 'hurdle' does not exist."),
        (with_item("resources: [a_place]"), "include.0.resources: 'a_place' does not exist."),
        (with_item("no_resources: [a_place]"), "include.0.resources: 'a_place' does not exist."),
        (beside("facts: {pip_state: passed}"), "facts.pip_state: 'pip_state' is running, not passed."),
        (beside("facts: {skill_gap: 0}"), "facts.skill_gap: 'skill_gap' is not known, not 0."),
        (beside("facts: {pip_sate: running}"), "facts.pip_sate: 'pip_sate' does not exist."),
        (beside("assumed: [plan_end]"), "assumed.0: nothing is assumed of 'plan_end'."),
        (beside("assumed: [plan_ned]"), "assumed.0: 'plan_ned' does not exist."),
        (
            beside("assumed: [{question: hours_per_week, says: ten hours}]"),
            "assumed.0.says: of 'hours_per_week' the plan says: You gave no hours",
        ),
        (
            beside("not_assumed: [hours_per_week]"),
            "not_assumed.0: something is assumed of 'hours_per_week'.",
        ),
        (beside("pinned: [look_around]"), "pinned: pinned are look_around, rest_first."),
        (beside("pinned: []"), "pinned: pinned are look_around, rest_first."),
        (beside("pinned: [look_arund]"), "pinned: 'look_arund' does not exist."),
        (
            beside("in_order: [[ask_what_counts, rest_first]]"),
            "in_order.0: the order is rest_first, ask_what_counts.",
        ),
        (beside("in_order: [[rest_first, ask_a_doctor]]"), "in_order.0: 'ask_a_doctor' is not in the plan."),
        (beside("starts: 2026-11-10"), "starts: the plan starts on 2026-11-09."),
        (beside("ends: 2027-01-09"), "ends: the plan ends on 2027-01-08."),
        (beside("nothing_due_after: 2027-01-07"), "nothing_due_after: 'look_around' is due on 2027-01-08."),
        (beside("min_items: 9"), "min_items: the plan has 5 items."),
        (beside("items_a_week: 1"), "items_a_week: one week of the plan has 2 items."),
        (beside("error_for: [plan_end]"), "error_for: the sheet is not refused."),
        (beside("error_for: [plan_ned]"), "error_for.0: 'plan_ned' does not exist."),
    ],
)
def test_each_kind_of_expectation_fails_where_the_plan_is_otherwise(
    small_knowledge: Builder, change: tuple[str, str], expected: str
) -> None:
    lines = broken(small_knowledge, *change)
    assert any(f" expect.{expected}" in line for line in lines), lines


@pytest.mark.parametrize(
    "change",
    [
        with_item("phase: week_1, late: true, track: improve, pinned: false"),
        with_item("starts_from: 2026-11-23, due_by: 2026-11-27, says: [the first goal, in your sent folder]"),
        with_item("because: [clarity]"),
        beside("facts: {pip_state: running, days_left: 46}"),
        beside("assumed: [hours_per_week, {question: hours_per_week, says: 4 hours}]"),
        beside("not_assumed: [plan_end]"),
        beside("pinned: [look_around, rest_first]"),
        beside("in_order: [[rest_first, weekly_look], [look_around, ask_for_time]]"),
        beside("starts: 2026-11-09\n  ends: 2027-01-08\n  nothing_due_after: 2027-01-08"),
        beside("min_items: 5\n  items_a_week: 3"),
    ],
)
def test_each_kind_of_expectation_holds_where_it_is_met(
    small_knowledge: Builder, change: tuple[str, str]
) -> None:
    assert broken(small_knowledge, *change) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"resources": ("rights_us_eeoc",), "no_resources": ("rights_uk_acas",)}, []),
        ({"resources": ("rights_uk_acas",)}, ["does not name 'rights_uk_acas', but rights_us_eeoc"]),
        ({"no_resources": ("rights_us_eeoc",)}, ["names 'rights_us_eeoc'."]),
    ],
)
def test_places_to_go_are_those_of_the_country(
    knowledge: KnowledgeBase, wanted: dict[str, tuple[str, ...]], said: list[str]
) -> None:
    item = ExpectedItem(strategy="get_advice_early", **wanted)
    case = CASES["us_injury_claim"].model_copy(update={"expect": Expectation(include=(item,))})
    lines = [str(one) for one in unmet(knowledge, case, "compiled", ROOT)]
    assert len(lines) == len(said)
    assert all(words in line for words, line in zip(said, lines, strict=True)), lines


def test_a_refused_sheet_must_be_refused_for_the_questions_that_were_named(small_knowledge: Builder) -> None:
    text = (TINY / FILE).read_text(encoding="utf-8").split("expect:")[0]
    text = text.replace("clarity: few", "clarity: fwe, comfort: 9")
    for wanted, mistakes in (("clarity, comfort", 0), ("clarity", 1), ("clarity, comfort, hurdles", 1)):
        root = small_knowledge({FILE: text + f"expect: {{error_for: [{wanted}]}}\n"})
        assert len(broken_cases(knowledge_base.load(root), "compiled")) == mistakes


def test_a_refusal_that_was_expected_holds_and_another_does_not(small_knowledge: Builder) -> None:
    text = (TINY / FILE).read_text(encoding="utf-8").split("expect:")[0].replace("2027-01-08", "2026-01-08")
    for words, mistakes in (("is before the start", 0), ("is too long", 1)):
        root = small_knowledge({FILE: text + f"expect: {{error: {words}}}\n"})
        assert len(broken_cases(knowledge_base.load(root), "compiled")) == mistakes
