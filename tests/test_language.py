"""Plain and kind words wherever a person reads (SE10, SE11, SE4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import knowledge_base
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.verify.language import PROMISES, UNKIND, hard_words, language
from tests.conftest import TINY, Builder
from tests.generated import TODAY, branching_sheets


def test_every_text_of_the_knowledge_is_plain_and_kind(knowledge: KnowledgeBase) -> None:
    assert [str(mistake) for mistake in language(knowledge)] == []


@given(st.data())
def test_so_is_what_the_engine_says_by_itself(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    plan = make_plan(knowledge, data.draw(branching_sheets(knowledge)), TODAY, "compiled")
    said = [one.says for one in plan.assumed] + [one.reason for one in plan.left_out]
    assert [(text, wrong) for text in said for wrong in hard_words(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "You failed the plan.",
        "This is a WEAK point.",
        "You underperformed.",
        "The odds are good.",
        "This will save your job.",
        "That was illegal.",
        "Do it now!",
        " ".join(["word"] * 21),
        "Fine. " + " ".join(["word"] * 21) + ". Fine.",
        "{main_goal|" + " ".join(["word"] * 21) + "}",
    ],
)
def test_a_hard_text_is_found(text: str) -> None:
    assert list(hard_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "The plan says what must change.",
        " ".join(["word"] * 20) + ".",
        "Say: " + " ".join(["word"] * 20) + ".",
        "By {due}, {measure_name} goes from {measure_now|here} to {measure_target|there}.",
        "The weekly talk and the oddly long week are fine.",
    ],
)
def test_a_plain_text_is_not(text: str) -> None:
    assert list(hard_words(text)) == []


@pytest.mark.parametrize("word", [word for word in (*UNKIND, *PROMISES) if "\\" not in word])
def test_each_word_of_the_list_is_found_in_capitals_too(word: str) -> None:
    assert list(hard_words(f"{word.capitalize()} is a word."))


def test_a_hard_text_in_a_data_file_is_shown_with_its_place(small_knowledge: Builder) -> None:
    file = "knowledge/strategies/rest_first.yml"
    text = (TINY / file).read_text(encoding="utf-8").replace("It stands on paper.", "You have not failed!")
    lines = [str(mistake) for mistake in language(knowledge_base.load(small_knowledge({file: text})))]
    assert [line.split(". Accepted")[0] for line in lines] == [
        f"{file}:13:65: steps.0.done_when: 'failed' is not said to people here",
        f"{file}:13:65: steps.0.done_when: an exclamation mark sounds like alarm",
    ]
