"""SE15, SE17, SE18: sensitive answers are optional and stay out of what leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports import CHECKLISTS
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.generated import TODAY, branching_sheets

ABOUT_HEALTH_UNION_PREGNANCY_VISA_AND_MONEY = [
    *("coping", "health_affects", "attendance_cause", "talk_to", "recent_events", "employment"),
    *("money_and_search", "money_offer", "treated_differently", "harassment", "told_before", "signs_seen"),
]


@pytest.mark.parametrize("name", ABOUT_HEALTH_UNION_PREGNANCY_VISA_AND_MONEY)
def test_se18_the_question_is_sensitive_and_offers_not_to_say(knowledge: KnowledgeBase, name: str) -> None:
    question = knowledge.questions[name]
    assert question.sensitive
    assert question.option("prefer_not") is not None


def test_se18_not_to_say_is_as_good_as_silence(knowledge: KnowledgeBase) -> None:
    silent = make_plan(knowledge, {}, TODAY, "compiled")
    for question in knowledge.questions.values():
        if question.option("prefer_not") is not None and question.depends is None:
            value = ["prefer_not"] if question.type == "multi" else "prefer_not"
            assert make_plan(knowledge, {question.id: value}, TODAY, "compiled") == silent, question.id


def test_se15_every_question_can_be_skipped_and_says_why_it_is_asked(knowledge: KnowledgeBase) -> None:
    assert make_plan(knowledge, dict.fromkeys(knowledge.questions), TODAY, "compiled").items
    assert all(question.why for question in knowledge.questions.values())


def test_se18_no_text_that_leaves_has_a_place_for_a_sensitive_answer(knowledge: KnowledgeBase) -> None:
    from engine import templates

    texts = [text for one in knowledge.strategies.values() for text in one.goal]
    texts += [step.text for one in knowledge.strategies.values() for step in one.steps]
    texts += [text for one in knowledge.letters.values() for _, text in one.texts()]
    for text in texts:
        for placeholder in templates.placeholders(text):
            question = knowledge.questions.get(placeholder.name)
            assert question is None or not question.sensitive, text
            assert question is None or not any(option.sensitive for option in question.options), text


@given(st.data())
def test_se17_a_shared_checklist_has_the_labels_of_no_sensitive_answer_among_its_reasons(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge, share=90))
    plan = make_plan(knowledge, raw, TODAY, "compiled")
    for kind in ("markdown", "csv", "print"):
        text = CHECKLISTS[kind].render(knowledge, plan, {})
        assert not [rule.id for rule in knowledge.rules.values() if rule.says in text]


def test_se15_files_that_leave_have_neutral_words_at_their_top(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, {}, TODAY, "compiled")
    top = CHECKLISTS["markdown"].render(knowledge, plan, {}).splitlines()[0]
    assert top == "# My action plan"
    for checklist in CHECKLISTS.values():
        assert "pip" not in checklist.title.lower()
