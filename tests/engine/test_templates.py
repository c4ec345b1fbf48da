"""The person's own words inside a text: quotation marks around an answer, and long answers."""

from __future__ import annotations

import pytest

from engine import templates
from engine.knowledge_base import KnowledgeBase

LONG = "Improve communication with the project team, and send a weekly update without being asked"


def filled(knowledge: KnowledgeBase, text: str, **answers: str | int) -> str | None:
    return templates.fill(text, knowledge.questions, answers, {})


@pytest.mark.parametrize(
    ("goal", "reads"),
    [
        ("reports on time", "Note what you did for “reports on time” today."),
        ("Close 40 tickets a week.", "Note what you did for “Close 40 tickets a week” today."),
    ],
)
def test_an_answer_stands_between_the_marks_of_its_placeholder(
    knowledge: KnowledgeBase, goal: str, reads: str
) -> None:
    text = "Note what you did for {“main_goal”|your goals} today."
    assert filled(knowledge, text, main_goal=goal) == reads


def test_the_words_without_an_answer_stand_without_marks(knowledge: KnowledgeBase) -> None:
    assert filled(knowledge, "I am working on {‘main_goal’|the goals}.") == "I am working on the goals."


def test_a_wording_whose_quoted_answer_is_missing_is_not_taken(knowledge: KnowledgeBase) -> None:
    assert filled(knowledge, "By then, {“main_goal”} is met.") is None


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("%", "From 70% to 95%, your result. Now 70%."),
        ("calls a day", "From 70 to 95 calls a day, your result. Now 70."),
    ],
)
def test_percent_stands_at_each_number_and_another_unit_where_it_is_named(
    knowledge: KnowledgeBase, unit: str, says: str
) -> None:
    text = "From {measure_now} to {measure_target} {measure_unit}, your result. Now {measure_now}."
    assert filled(knowledge, text, measure_now=70, measure_target=95, measure_unit=unit) == says


def test_a_blank_before_percent_keeps_its_unit(knowledge: KnowledgeBase) -> None:
    text = "I have {measure_now|[number]} {measure_unit|[unit]}."
    assert filled(knowledge, text, measure_unit="%") == "I have [number] %."


def test_a_long_answer_is_quoted_by_its_first_words(knowledge: KnowledgeBase) -> None:
    text = "Show {“main_goal”|it} first."
    assert filled(knowledge, text, main_goal=LONG) == (
        "Show “Improve communication with the project team, and send …” first."
    )


def test_outside_quotation_marks_an_answer_stands_whole(knowledge: KnowledgeBase) -> None:
    assert filled(knowledge, "Begin with this goal: {main_goal|it}.", main_goal=LONG) == (
        f"Begin with this goal: {LONG}."
    )


def test_a_long_goal_stands_whole_in_at_most_three_texts_of_a_strategy(knowledge: KnowledgeBase) -> None:
    """Said over and over, someone's long goal buries what there is to do."""
    for strategy in knowledge.strategies.values():
        texts = [f"{one.text} {one.done_when}" for one in strategy.steps]
        whole = [
            text
            for text in texts
            if any(one.name == "main_goal" and not one.opening for one in templates.placeholders(text))
        ]
        assert len(whole) <= 3, strategy.id
