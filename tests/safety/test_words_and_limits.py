"""SE1, SE10, SE11, SE13: information and no advice, words about the task, and a ceiling that is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from engine import knowledge_base
from engine.exports import CHECKLISTS, plan_to_json
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.verify.language import MOST_WORDS, language
from tests.conftest import Builder
from tests.generated import TODAY
from tests.safety.every_page import addresses, client_of, with_a_plan
from tests.webapp.without_script import Person

NO_ADVICE = "not legal, medical or immigration advice"
FULL = {
    "concerns": ["targets", "deadlines", "conflict", "technical", "attendance", "customers"],
    "blockers": ["unclear_standard", "no_time_workload", "never_trained"],
    "hours_per_week": 1,
}
"""Far more than fits into a week."""


def test_se1_every_page_says_that_it_is_no_advice(
    app: Flask, knowledge: KnowledgeBase, coach: Person, browser: Callable[[], Person]
) -> None:
    client = client_of(coach)
    person = with_a_plan(browser())
    pages = 0
    for endpoint, address in addresses(app, knowledge, client):
        by = coach if endpoint.startswith(("client_", "coaching")) else person
        response = by.open(address).response
        if response.mimetype == "text/html" and "Content-Disposition" not in response.headers:
            assert NO_ADVICE in by.words, endpoint
            pages += 1
    assert pages > 20


@pytest.mark.parametrize("kind", ["markdown", "print"])
def test_se1_every_file_for_people_says_it(knowledge: KnowledgeBase, kind: str) -> None:
    plan = make_plan(knowledge, {}, TODAY, "compiled")
    assert NO_ADVICE in CHECKLISTS[kind].render(knowledge, plan, {})


def finding(means: str) -> dict[str, str]:
    text = f"title: The goals are not clear yet\ncause: rights\nmeans: {means}\nremedy: Ask.\n"
    return {"knowledge/findings/goals_unclear.yml": text}


def said_of(builder: Builder, means: str) -> list[str]:
    mistakes = language(knowledge_base.load(builder(finding(means))))
    return [str(one) for one in mistakes if "goals_unclear.yml" in str(one) and ": means:" in str(one)]


def test_se10_no_text_that_is_served_blames_or_promises(knowledge: KnowledgeBase) -> None:
    assert [str(one) for one in language(knowledge)] == []


@pytest.mark.parametrize("word", ["lazy", "failure", "weak"])
def test_se10_a_word_of_blame_that_is_planted_is_found(small_knowledge: Builder, word: str) -> None:
    found = said_of(small_knowledge, f"The plan calls this {word}.")
    assert any(f"'{word}' is not said to people here" in one for one in found)


def test_se4_a_promise_that_is_planted_is_found(small_knowledge: Builder) -> None:
    assert said_of(small_knowledge, "We guarantee that it works.")


def test_se11_a_long_sentence_that_is_planted_is_found(small_knowledge: Builder) -> None:
    words = " ".join(["word"] * MOST_WORDS)
    assert said_of(small_knowledge, f"{words}.") == []
    (found,) = said_of(small_knowledge, f"{words} more.")
    assert f"a sentence of {MOST_WORDS + 1} words" in found


def test_se11_alarm_that_is_planted_is_found(small_knowledge: Builder) -> None:
    (found,) = said_of(small_knowledge, '"Ask now!"')
    assert "an exclamation mark sounds like alarm" in found


def test_se13_what_does_not_fit_is_named_on_the_page_with_its_reason(
    browser: Callable[[], Person], knowledge: KnowledgeBase
) -> None:
    person = browser()
    person.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    for _ in range(20):
        for name, answer in FULL.items():
            if person.has(name):
                person.fill(**{name: answer if isinstance(answer, list) else str(answer)})
        if "Check your answers" in person.words:
            break
        person.press("Continue")
    words = person.press("Make my plan").words
    told = words[words.index("It would have been too much at once") :]
    titles = [one.title for one in knowledge.strategies.values() if f"{one.title}." in told]
    assert titles
    assert "Your weeks are full with steps that matter more." in told


def test_se13_nothing_that_a_rule_spoke_of_is_lost_in_silence(knowledge: KnowledgeBase) -> None:
    """Whatever was recommended is an item or is named among what was left out, here and in the file."""
    narrow = make_plan(knowledge, FULL, TODAY, "compiled")
    wide = make_plan(knowledge, {**FULL, "hours_per_week": 20}, TODAY, "compiled")
    told = {item.id for item in narrow.items} | {one.strategy for one in narrow.left_out}
    assert {item.id for item in wide.items} <= told
    assert len(narrow.items) < len(wide.items)
    data = plan_to_json(narrow)
    assert all(one["reason"] for one in data["left_out"])
    assert {"no_room"} <= {one["code"] for one in data["left_out"]}
