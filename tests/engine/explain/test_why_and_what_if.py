"""Why and what-if: the chain behind a strategy, and a plan's differences for other answers."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import cli
from engine.errors import InputError
from engine.explain import what_if, why
from engine.explain.why import Reason
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.pipeline import make_plan

CASES = {name: case for name, case in load_cases().items() if not case.expect.refused}
TODAY = datetime.date(2026, 11, 23)
SHEET = {
    "concerns": ["deadlines"],
    "goal_clarity": "few",
    "hours_per_week": 4,
    "blockers": ["unclear_standard"],
}


def reasons(some: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in some:
        yield reason
        for drawn in reason.findings:
            yield from reasons(drawn.because)


@pytest.mark.parametrize("name", sorted(CASES)[::4])
def test_each_chain_goes_back_to_the_person_s_own_answers(knowledge: KnowledgeBase, name: str) -> None:
    case = CASES[name]
    plan = make_plan(knowledge, case.answers, case.today, "compiled")
    for item in plan.items:
        chain = why(knowledge, case.answers, item.id, case.today, "compiled")
        text = "\n".join(chain.lines(knowledge))
        assert [one.rule for one in chain.because] == [one.rule for one in item.because]
        for reason in reasons(chain.because):
            assert reason.says == knowledge.rules[reason.rule].says
            assert reason.says in text
            for question in reason.answers:
                assert question in case.answers
                assert knowledge.questions[question].wording in text


def test_a_chain_names_answer_finding_and_strategy(knowledge: KnowledgeBase) -> None:
    lines = why(knowledge, SHEET, "clarify_vague_goals", TODAY, "compiled").lines(knowledge)
    assert lines[0] == f"“{knowledge.strategies['clarify_vague_goals'].title}” is in the plan."
    finding = knowledge.findings["goals_unclear"].title.rstrip(".")
    assert any(line.strip() == f"The plan found: “{finding}”." for line in lines)
    question = knowledge.questions["goal_clarity"]
    label = question.option("few").label  # type: ignore[union-attr]
    assert any(line.strip() == f"Because you answered “{label}” to “{question.wording}”." for line in lines)


def test_other_answers_change_what_two_plans_differ_in(knowledge: KnowledgeBase) -> None:
    changes = {"hours_per_week": 9, "blockers": ["never_trained"], "goal_clarity": None}
    found = what_if(knowledge, SHEET, changes, TODAY, "compiled").to_json()
    before = {item.id: item for item in make_plan(knowledge, SHEET, TODAY, "compiled").items}
    after = {item.id: item for item in make_plan(knowledge, {**SHEET, **changes}, TODAY, "compiled").items}
    assert set(found) == {"added", "removed", "moved"}
    assert set(found["added"]) == after.keys() - before.keys()
    assert set(found["removed"]) == before.keys() - after.keys()
    assert found["added"]
    assert found["removed"]
    moved = {one["strategy"]: one for one in found["moved"]}
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        same = (old.phase, old.start, old.due) == (new.phase, new.start, new.due)
        assert same is (name not in moved)
        if not same:
            days = {"phase": new.phase, "start": new.start.isoformat(), "due": new.due.isoformat()}
            assert moved[name]["to"] == days


def test_the_same_answers_change_nothing(knowledge: KnowledgeBase) -> None:
    found = what_if(knowledge, SHEET, {"goal_clarity": "few"}, TODAY, "compiled")
    assert found.to_json() == {"added": [], "removed": [], "moved": []}
    assert found.lines(knowledge) == ["The plan would stay as it is."]


def test_a_question_that_does_not_exist_is_refused(knowledge: KnowledgeBase) -> None:
    with pytest.raises(InputError, match="Did you mean 'goal_clarity'"):
        what_if(knowledge, SHEET, {"goal_clarty": "few"}, TODAY, "compiled")


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "sheet.json"
    path.write_text(json.dumps({"answers": SHEET}), encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main([*arguments, "--today", "2026-11-23", "--engine", "compiled"])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_commands_answer_in_json(capsys: pytest.CaptureFixture[str], sheet: str) -> None:
    asked: list[tuple[str, ...]] = [
        ("why", sheet, "clarify_vague_goals"),
        ("why-not", sheet, "customer_scenes"),
        ("what-if", sheet, "hours_per_week=2", "concerns=technical,customers", "goal_clarity="),
    ]
    found: list[dict[str, Any]] = []
    for arguments in asked:
        code, out, _ = run(capsys, *arguments, "--format", "json")
        assert code == 0
        found.append(json.loads(out))
    assert found[0]["because"][0]["findings"][0]["because"][0]["answers"] == {"goal_clarity": "few"}
    assert found[1]["changes"]
    assert "clarify_vague_goals" not in found[2]["added"]


def test_the_commands_speak_in_short_sentences_without_blame(
    capsys: pytest.CaptureFixture[str], sheet: str
) -> None:
    for arguments in (
        ("why", sheet, "clarify_vague_goals"),
        ("why", sheet, "customer_scenes"),
        ("why-not", sheet, "customer_scenes"),
        ("why-not", sheet, "clarify_vague_goals"),
        ("what-if", sheet, "hours_per_week=2"),
    ):
        code, out, _ = run(capsys, *arguments)
        assert code == 0
        own_words = re.sub("“[^”]*”", "X", out)
        for sentence in re.split(r"[.?:]\s+|\n", own_words):
            assert len(sentence.split()) <= 20, sentence
        assert "!" not in own_words


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("why", "SHEET", "clarify_goals"), "Did you mean 'clarify_vague_goals'?"),
        (("why-not", "SHEET", "friday_raport"), "Did you mean 'friday_report'?"),
        (("what-if", "SHEET", "goal_clarit=few"), "Did you mean 'goal_clarity'?"),
        (("what-if", "SHEET", "goal_clarity"), "has no '='"),
        (("what-if", "SHEET", "goal_clarity=fw"), "goal_clarity: 'fw' is not an option"),
        (("what-if", "SHEET", "hours_per_week=[1"), "hours_per_week:"),
        (("what-if", "SHEET", "plan_end=2026-13-01"), "is not a day of the calendar"),
        (("what-if", "SHEET", "plan_start=2026-11-20", "plan_end=2026-11-01"), "is before the start"),
        (("why", "nowhere.yml", "friday_report"), "can't be read"),
    ],
)
def test_what_can_t_be_used_ends_with_2_and_a_line(
    capsys: pytest.CaptureFixture[str], sheet: str, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = run(capsys, *(sheet if one == "SHEET" else one for one in arguments))
    assert (code, out) == (2, "")
    assert says in err
