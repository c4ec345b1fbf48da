"""How an answer reads inside a sentence: options in lower case, strung together, names as they are."""

from __future__ import annotations

import datetime

import pytest

from engine import templates
from engine.answers_text import in_text, in_words
from engine.knowledge_base import KnowledgeBase
from engine.language import Language, speaking
from engine.schema import Question


def question(*labels: str, kind: str = "multi", said: dict[str, str] | None = None) -> Question:
    """A question with these labels; `said`: what some of them are called inside a sentence."""
    options = [
        {"value": f"option_{place}", "label": label, "in_sentence": (said or {}).get(label)}
        for place, label in enumerate(labels)
    ]
    data = {"id": "who", "type": kind, "wording": "Who is it?", "why": "It is asked.", "options": options}
    return Question.model_validate(data)


def all_of(asked: Question) -> tuple[str, ...]:
    return tuple(option.value for option in asked.options)


def test_every_option_of_a_list_begins_in_lower_case_and_the_last_one_comes_after_and() -> None:
    asked = question("Colleagues", "Customers or clients", "Other teams")
    assert in_text(asked, all_of(asked)) == "colleagues, customers or clients and other teams"
    assert in_text(asked, all_of(asked)[:2]) == "colleagues and customers or clients"
    assert in_text(asked, all_of(asked)[:1]) == "colleagues"


def test_a_list_of_answers_outside_a_sentence_keeps_its_labels() -> None:
    asked = question("Colleagues", "Other teams")
    assert in_words(asked, all_of(asked)) == "Colleagues, Other teams"


@pytest.mark.parametrize("label", ["HR or payroll", "I press my point", "MySQL and the like", "IT"])
def test_what_begins_with_a_name_or_with_i_keeps_its_capital(label: str) -> None:
    asked = question(label, "Colleagues", kind="single")
    assert in_text(asked, "option_0") == label


def test_a_single_letter_is_an_article_and_no_name() -> None:
    assert in_text(question("A mentor", "No", kind="single"), "option_0") == "a mentor"


def test_an_option_is_called_what_its_file_says_inside_a_sentence() -> None:
    asked = question("My manager", "Colleagues", said={"My manager": "your manager"})
    assert in_text(asked, all_of(asked)) == "your manager and colleagues"


def test_an_option_without_words_inside_a_sentence_leaves_the_text_to_its_fallback() -> None:
    asked = question("It is hard to tell", "Colleagues", said={"It is hard to tell": ""})
    assert in_text(asked, ("option_0",)) is None
    assert in_text(asked, all_of(asked)) == "colleagues"
    questions = {"who": asked}
    assert templates.fill("Think of {who|people at work}.", questions, {"who": ("option_0",)}, {}) == (
        "Think of people at work."
    )
    assert templates.fill("Think of {who}.", questions, {"who": ("option_0",)}, {}) is None


def test_another_language_keeps_the_labels_as_they_were_translated() -> None:
    asked = question("Kollegen", "Kunden")
    with speaking(Language("de", "Deutsch", locale_code="de")):
        assert in_text(asked, all_of(asked)) == "Kollegen und Kunden"


def test_days_numbers_and_texts_stand_as_they_are() -> None:
    assert in_text(None, datetime.date(2026, 3, 4)) == "4 March 2026"
    assert in_text(None, 40) == "40"
    assert in_text(None, "Monthly reports") == "Monthly reports"


def test_no_answer_speaks_as_the_person_where_a_text_speaks_to_them(knowledge: KnowledgeBase) -> None:
    """A label such as “My manager” would read wrongly in “Think of {conflict_with|people at work}”."""
    texts = [
        text
        for strategy in knowledge.strategies.values()
        for text in (*strategy.goal, *(f"{one.text} {one.done_when}" for one in strategy.steps))
    ]
    named = {one.name for text in texts for one in templates.placeholders(text)}
    choices = [one for name, one in knowledge.questions.items() if name in named and one.options]
    assert {"conflict_with", "country"} <= {one.id for one in choices}
    for asked in choices:
        for option in asked.options:
            words = in_text(asked, option.value) or ""
            assert not {"i", "my", "me", "we", "our"} & set(words.lower().split()), (asked.id, words)
