"""Worked cases: they hold with either evaluator, and a wrong or mistyped one is shown to fail."""

from __future__ import annotations

import re

import pytest

from engine import knowledge_base
from engine.knowledge_base import ROOT, KnowledgeBase, load_cases
from engine.verify.cases import broken_cases, unmet
from tests.conftest import TINY, Builder, needs_durable

CASES = load_cases()
FILE = "rules/cases/unclear_goals.yml"


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("engine", ["compiled", pytest.param("durable", marks=needs_durable)])
def test_the_case_holds(knowledge: KnowledgeBase, name: str, engine: str) -> None:
    assert [str(mistake) for mistake in unmet(knowledge, CASES[name], engine, ROOT)] == []


def test_there_are_at_least_fifteen_cases_and_the_three_stories_have_theirs(knowledge: KnowledgeBase) -> None:
    assert len(CASES) >= 15
    assert {story.case for story in knowledge.stories.values()} <= set(CASES)


def test_every_case_says_something_that_could_fail() -> None:
    for name, case in CASES.items():
        assert case.expect.error or case.expect.include, name
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


def test_a_refusal_that_was_expected_holds_and_another_does_not(small_knowledge: Builder) -> None:
    text = (TINY / FILE).read_text(encoding="utf-8").split("expect:")[0].replace("2027-01-08", "2026-01-08")
    for words, mistakes in (("is before the start", 0), ("is too long", 1)):
        root = small_knowledge({FILE: text + f"expect: {{error: {words}}}\n"})
        assert len(broken_cases(knowledge_base.load(root), "compiled")) == mistakes
