"""Plans differ where people differ: the aims of docs/depth.md on fewer sheets, and that they can fail."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from engine import cli
from engine.answers import read_answers
from engine.conditions import Always
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.verify.depth import Depth, measure
from engine.verify.drawn_people import as_people_answer
from engine.verify.one_answer import QUESTIONS
from engine.verify.own_words import said_in_sentences

SHEETS = 400


@pytest.fixture(scope="module")
def depth(knowledge: KnowledgeBase) -> Depth:
    return measure(knowledge, SHEETS)


def test_every_aim_is_met(depth: Depth) -> None:
    missed = [
        aim
        for aim in depth.aims()
        if not aim.met and not aim.says.endswith("strategies in no plan")  # the page looks at 1,000 sheets
    ]
    assert not missed


def test_hardly_any_strategy_is_in_no_plan(depth: Depth) -> None:
    assert all(len(one.never) <= 3 for one in depth.populations)


def test_a_rule_for_everybody_shows_as_an_aim_that_is_missed(knowledge: KnowledgeBase) -> None:
    rule = knowledge.advice["check_ins_for_a_plan"]
    by_days = {"fact": "days_left", "at_least": 0}
    everybody = type(rule).model_validate({**rule.model_dump(), "when": by_days, "weight": 100})
    changed = MappingProxyType({**knowledge.advice, rule.id: everybody})
    missed = [aim.says for aim in measure(replace(knowledge, advice=changed), 60).aims() if not aim.met]
    assert any("fix_check_in_rhythm" in says for says in missed)


def test_too_large_a_foundation_is_an_aim_that_is_missed(knowledge: KnowledgeBase) -> None:
    first = list(knowledge.advice.items())[:60]
    always = {name: rule.model_copy(update={"when": Always()}) for name, rule in first if rule.recommend}
    changed = replace(knowledge, advice=MappingProxyType({**knowledge.advice, **always}))
    assert next(measure(changed, 10).aims()).met is False


def test_every_discriminating_question_is_looked_at(depth: Depth, knowledge: KnowledgeBase) -> None:
    assert {one.ref for one in depth.one_answer} == {
        "C01", "C03", "C04", "C05", "C08", "C10", "X02", "R01", "R03", "W01", "C14",
    }  # fmt: skip
    assert all(knowledge.questions[one.id].ref == one.ref for one in QUESTIONS)
    assert all(one.changed > 0.25 for one in depth.one_answer)


def test_people_answer_what_they_are_asked_and_nothing_that_cannot_be(knowledge: KnowledgeBase) -> None:
    for raw in as_people_answer(knowledge, 200, seed=3):
        sheet = read_answers(knowledge, raw)
        assert not sheet.ignored
        if "plan_start" in raw and "plan_end" in raw:
            assert raw["plan_start"] < raw["plan_end"]


def test_the_same_seed_draws_the_same_people(knowledge: KnowledgeBase) -> None:
    assert list(as_people_answer(knowledge, 20, 5)) == list(as_people_answer(knowledge, 20, 5))
    assert list(as_people_answer(knowledge, 20, 5)) != list(as_people_answer(knowledge, 20, 6))


def test_most_goals_and_a_quarter_of_steps_speak_of_what_the_person_named(depth: Depth) -> None:
    assert depth.own_words.goals >= 0.6
    assert depth.own_words.steps >= 0.25
    assert depth.own_words.items > 0.75


def test_goals_without_an_answer_in_them_show_as_an_aim_that_is_missed(knowledge: KnowledgeBase) -> None:
    bare = {
        name: strategy.model_copy(update={"goal": strategy.goal[-1:]})
        for name, strategy in knowledge.strategies.items()
    }
    changed = replace(knowledge, strategies=MappingProxyType(bare))
    missed = [aim.says for aim in measure(changed, 40).aims() if not aim.met]
    assert "everything answered: goals that speak of what was named" in missed


def test_an_answer_that_has_no_words_in_a_sentence_counts_for_nothing(knowledge: KnowledgeBase) -> None:
    answers = {"country": "other", "main_goal": "reports on time"}
    assert said_in_sentences(knowledge, answers) == {"main_goal"}


def test_the_command_gives_every_figure_as_data(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["depth", "--sheets", "20", "--format", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert {"foundation", "populations", "one_answer", "own_words", "aims"} <= data.keys()


def test_the_command_refuses_a_number_of_sheets_that_shows_nothing() -> None:
    with pytest.raises(SystemExit) as refused:
        cli.main(["depth", "--sheets", "3"])
    assert refused.value.code == 2


def test_the_page_shows_every_aim_and_that_it_is_met(depth: Depth) -> None:
    page = (ROOT / "docs" / "depth.md").read_text(encoding="utf-8")
    for aim in depth.aims():
        says = aim.says.split(" (")[0]
        assert says in page
    assert "**missed**" not in page
