"""`check` finds each structural weakness that is planted, with its place, and nothing in sound knowledge."""

from __future__ import annotations

import pytest

from engine import knowledge_base
from engine.knowledge_base import KnowledgeBase
from engine.verify.structure import weaknesses
from tests.conftest import TINY, Builder


def text(file: str) -> str:
    return (TINY / file).read_text(encoding="utf-8")


def changed(file: str, old: str, new: str) -> dict[str, str | None]:
    before = text(file)
    assert old in before
    return {file: before.replace(old, new)}


def found(builder: Builder, files: dict[str, str | None]) -> list[str]:
    return [str(mistake) for mistake in weaknesses(knowledge_base.load(builder(files)))]


def test_the_served_knowledge_has_no_weakness(knowledge: KnowledgeBase) -> None:
    assert [str(mistake) for mistake in weaknesses(knowledge)] == []


def test_nor_has_the_tiny_one(small_knowledge: Builder) -> None:
    assert found(small_knowledge, {}) == []


Q, S = "knowledge/questions/", "knowledge/strategies/"
GUARDED = "{all: [{question: clarity, answered: true}, {not: {question: clarity, is: all}}]}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            changed(
                "rules/advice/no_time_question_when_it_feels_unsafe.yml",
                "{question: comfort, at_most: 0}",
                "always",
            ),
            "knowledge/questions/comfort.yml:1:1: nothing reads the answer to 'comfort'.",
            id="a question that nothing reads",
        ),
        pytest.param(
            {"rules/diagnosis/unclear_from_clarity.yml": None},
            "knowledge/findings/goals_unclear.yml:1:1: no rule draws the finding 'goals_unclear'.",
            id="a finding that no rule draws",
        ),
        pytest.param(
            changed("rules/advice/time_when_short.yml", "{finding: time_short, at_least: 40}", "always"),
            "knowledge/findings/time_short.yml:1:1: no rule reads the finding 'time_short'.",
            id="a finding that no rule reads",
        ),
        pytest.param(
            {"rules/advice/everyone_looks_back.yml": None},
            "knowledge/strategies/weekly_look.yml:1:1: no rule recommends or pins 'weekly_look'.",
            id="a strategy that no rule brings",
        ),
        pytest.param(
            {"knowledge/letters/lost.yml": text("knowledge/letters/goal_question.yml")},
            "knowledge/letters/lost.yml:1:1: nothing leads to the letter 'lost'.",
            id="a letter that nothing leads to",
        ),
        pytest.param(
            changed(
                "rules/diagnosis/unclear_from_clarity.yml",
                "{question: clarity, is: [few, none]}",
                "{not: {question: clarity, is: all}}",
            ),
            "rules/diagnosis/unclear_from_clarity.yml:3:1: when: `not` over 'clarity' also holds when nobody "
            "answered it. Accepted: {question: clarity, answered: true} beside it.",
            id="silence taken for an answer",
        ),
        pytest.param(
            changed(
                "rules/diagnosis/unclear_from_clarity.yml",
                "{question: clarity, is: [few, none]}",
                "{any: [{question: clarity, answered: true}, {not: {question: clarity, is: all}}]}",
            ),
            "`not` over 'clarity' also holds when nobody answered it.",
            id="a guard that stands in another branch",
        ),
        pytest.param(
            changed(
                "rules/diagnosis/unclear_from_clarity.yml",
                "{question: clarity, is: [few, none]}",
                "{all: [{question: health, answered: true}, {not: {question: clarity, is: all}}]}",
            ),
            "`not` over 'clarity' also holds when nobody answered it.",
            id="a guard over another question",
        ),
        pytest.param(
            changed(f"{S}weekly_look.yml", "phase: weekly", "phase: weekly\nstatus: retired"),
            "rules/advice/everyone_looks_back.yml:4:1: 'weekly_look' is retired.",
            id="a rule that brings a retired strategy",
        ),
        pytest.param(
            changed(f"{Q}clarity.yml", "# yaml-language-server", "# language-server"),
            "knowledge/questions/clarity.yml:1:1: the first line must name the schema.",
            id="a file that no editor can complete",
        ),
    ],
)
def test_a_planted_weakness_is_found_with_its_place(
    small_knowledge: Builder, files: dict[str, str | None], expected: str
) -> None:
    assert any(expected in line for line in found(small_knowledge, files))


@pytest.mark.parametrize(
    "condition",
    [
        GUARDED,
        "{not: {question: clarity, answered: true}}",
        "{all: [{question: clarity, answered: true}, {any: [{not: {question: clarity, is: all}}, always]}]}",
        "{not: {finding: time_short}}",
    ],
)
def test_a_negation_that_can_t_be_silence_is_no_weakness(small_knowledge: Builder, condition: str) -> None:
    files = changed("rules/advice/everyone_looks_back.yml", "when: always", f"when: {condition}")
    assert not [line for line in found(small_knowledge, files) if "nobody answered" in line]


def test_a_retired_strategy_may_stay_without_a_rule(small_knowledge: Builder) -> None:
    files = changed(f"{S}weekly_look.yml", "phase: weekly", "phase: weekly\nstatus: retired")
    files["rules/advice/everyone_looks_back.yml"] = None
    assert not [line for line in found(small_knowledge, files) if "weekly_look" in line]
