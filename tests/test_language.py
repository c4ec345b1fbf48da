"""Plain and kind words wherever a person reads (SE10, SE11, SE4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import knowledge_base
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.verify.language import OLDEST_READER, OLDEST_READER_OF_STEPS, hard_words, language, reading_ages
from engine.verify.plain_words import WordList, plain_words
from engine.verify.spoken_texts import Spoken, in_program, in_templates, spoken_texts
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


LISTS = plain_words().lists


@pytest.mark.parametrize(("one", "sentence"), [(one, text) for one in LISTS for text in one.finds])
def test_each_list_finds_what_it_says_it_finds(one: WordList, sentence: str) -> None:
    assert one in [found for _, found in plain_words().avoided(sentence)]
    assert list(hard_words(sentence.upper()))


@pytest.mark.parametrize("sentence", [text for one in LISTS for text in one.leaves])
def test_and_leaves_alone_what_it_says_it_leaves(sentence: str) -> None:
    assert list(hard_words(sentence)) == []


@pytest.mark.parametrize(
    "word", [word.replace("*", "") for one in LISTS for word in one.words if not word.startswith("you ")]
)
def test_each_word_of_a_list_is_found_in_capitals_too(word: str) -> None:
    assert list(hard_words(f"So, {word.capitalize()} is a word."))


def test_every_list_says_why_and_what_to_say_instead() -> None:
    assert all(len(one.reason.split()) > 4 and one.say for one in LISTS)


LONG_WORDS = "Organisational considerations necessitate comprehensive documentation. " * 12


def test_a_file_that_asks_for_an_older_reader_is_found() -> None:
    found = {
        one.part: one
        for one in reading_ages(
            [Spoken("a.yml", LONG_WORDS, ("steps", 0, "text")), Spoken("a.yml", LONG_WORDS, ("why",))]
        )
    }
    assert found["steps"].most == OLDEST_READER_OF_STEPS < found["text"].most == OLDEST_READER
    assert all(one.reading.age > one.most for one in found.values())


def test_short_files_are_measured_together_by_folder() -> None:
    few = [
        Spoken(f"rules/{number}.yml", "The plan asks for a report on each goal.", ("says",))
        for number in range(9)
    ]
    assert [one.where for one in reading_ages(few)] == ["rules/"]
    assert reading_ages(few[:2]) == []


def test_the_reading_age_of_a_file_that_is_too_hard_is_shown(small_knowledge: Builder) -> None:
    file = "knowledge/strategies/rest_first.yml"
    text = (TINY / file).read_text(encoding="utf-8").replace("It stands on paper.", LONG_WORDS)
    lines = [str(mistake) for mistake in language(knowledge_base.load(small_knowledge({file: text})))]
    assert [line for line in lines if line.startswith(f"{file}: the steps ask for a reader of ")]


def test_pages_and_the_program_are_read_too(small_knowledge: Builder) -> None:
    root = small_knowledge(
        {
            "webapp/templates/a.html": '<p>Fine.</p>\n<p class="x">You <b>failed</b> {{ plan.name }}.</p>\n'
            "<p>{% if x %}{{ _('Act now, %(n)s.', n=1) }}{% endif %}</p>\n"
            "<i title=\"{{ _('Do it now!') }}\"></i>\n"
            "<p>{% trans %}That is illegal {{ here }}.{% endtrans %}</p>",
            "webapp/a.py": "from engine.language import gettext as _\n\n"
            'SAID = _("You are too slow " "for %(day)s.")\n'
            'LOGGED = "You failed."\n',
        }
    )
    lines = [str(mistake).split(" (")[0] for mistake in language(knowledge_base.load(root))]
    assert sorted(line.split(". Accepted")[0] for line in lines) == [
        "webapp/a.py:3: 'You are too slow' is not said to people here",
        "webapp/templates/a.html:2: 'failed' is not said to people here",
        "webapp/templates/a.html:3: 'Act now' is not said to people here",
        "webapp/templates/a.html:4: an exclamation mark sounds like alarm",
        "webapp/templates/a.html:5: 'illegal' is not said to people here",
    ]


def test_the_sentences_of_this_program_and_its_pages_are_among_those_read(knowledge: KnowledgeBase) -> None:
    pages = {one.file for one in in_templates(knowledge.root)}
    assert {"webapp/templates/guides/start.html", "webapp/templates/plans/plan.html"} <= pages
    assert len(list(in_program(knowledge.root))) > 50
    assert {one.file.split("/")[0] for one in spoken_texts(knowledge)} == {
        "knowledge",
        "rules",
        "webapp",
        "engine",
    }


@pytest.mark.parametrize("typed", ["It's on paper.", 'Ask for a \\"yes\\".'])
def test_a_keyboards_own_quotation_marks_are_shown_in_data_files(
    small_knowledge: Builder, typed: str
) -> None:
    file = "knowledge/strategies/rest_first.yml"
    text = (TINY / file).read_text(encoding="utf-8").replace("It stands on paper.", f'"{typed}"')
    (line,) = (str(mistake) for mistake in language(knowledge_base.load(small_knowledge({file: text}))))
    assert line.startswith(f"{file}:13:65: steps.0.done_when: straight quotation marks: ")


def test_a_hard_text_in_a_data_file_is_shown_with_its_place(small_knowledge: Builder) -> None:
    file = "knowledge/strategies/rest_first.yml"
    text = (TINY / file).read_text(encoding="utf-8").replace("It stands on paper.", "You have not failed!")
    lines = [str(mistake) for mistake in language(knowledge_base.load(small_knowledge({file: text})))]
    assert [line.split(". Accepted")[0].split(" (")[0] for line in lines] == [
        f"{file}:13:65: steps.0.done_when: 'failed' is not said to people here",
        f"{file}:13:65: steps.0.done_when: an exclamation mark sounds like alarm",
    ]
