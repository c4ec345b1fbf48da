"""Same answers, same knowledge, same day: the same plan, to the byte (SE27)."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers import read_answers, read_sheet_file
from engine.errors import InputError
from engine.exports import plan_to_json
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.pipeline import make_plan, plan_of
from tests.conftest import needs_durable
from tests.generated import TODAY, branching_sheets, hostile_sheets

RICH = {
    "pip_stage": "under_way",
    "plan_start": "2026-11-02",
    "plan_end": "2027-01-15",
    "coping": "strained",
    "concerns": ["conflict", "deadlines", "technical", "attendance"],
    "main_goal": "answer tickets within a day",
    "goal_clarity": "few",
    "goal_feasibility": "unlikely",
    "blockers": ["unclear_standard", "no_time_workload", "never_trained"],
    "hours_per_week": 5.5,
    "recent_events": ["told_about_health"],
    "money_and_search": ["visa_tied", "cv_ready"],
    "skill_1": "SQL",
    "skill_1_level": 1,
    "skill_1_needed": 4,
    "country": "UK",
}


def text_of(knowledge: KnowledgeBase, raw: dict[str, Any], engine: str = "compiled") -> str:
    return json.dumps(plan_to_json(make_plan(knowledge, raw, TODAY, engine)), ensure_ascii=False)


IN_ANOTHER_PROCESS = """
import datetime, hashlib, json, sys
sys.path.insert(0, sys.argv[1])
from engine import knowledge_base
from engine.exports import plan_to_json
from engine.pipeline import make_plan
raw, day, engine = json.loads(sys.argv[2]), datetime.date.fromisoformat(sys.argv[3]), sys.argv[4]
plan = plan_to_json(make_plan(knowledge_base.load(), raw, day, engine))
print(hashlib.sha256(json.dumps(plan, ensure_ascii=False).encode()).hexdigest())
"""


@pytest.mark.parametrize("engine", ["compiled", pytest.param("durable", marks=needs_durable)])
def test_another_process_with_other_hashes_and_time_zone_makes_the_same_plan(
    knowledge: KnowledgeBase, engine: str
) -> None:
    here = hashlib.sha256(text_of(knowledge, RICH, engine).encode()).hexdigest()
    for seed, zone in (("0", "Pacific/Auckland"), ("4711", "America/Los_Angeles")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        arguments = [str(ROOT), json.dumps(RICH), TODAY.isoformat(), engine]
        made = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, *arguments],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
            timeout=60,
        )
        assert made.stdout.strip() == here, (seed, zone)


@given(st.data())
def test_the_order_of_the_answers_does_not_matter(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge))
    shuffled = dict(data.draw(st.permutations(list(raw.items()))))
    for name, value in shuffled.items():
        if isinstance(value, list):
            shuffled[name] = data.draw(st.permutations(value))
    assert text_of(knowledge, shuffled) == text_of(knowledge, raw)


def test_a_sheet_in_yaml_and_one_in_json_give_the_same_plan(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    as_json, as_yaml = tmp_path / "sheet.json", tmp_path / "sheet.yml"
    as_json.write_text(json.dumps({"answers": RICH}), encoding="utf-8")
    lines = [f"  {name}: {json.dumps(value)}" for name, value in reversed(RICH.items())]
    lines = [line.replace('"2026-11-02"', "2026-11-02") for line in lines]
    as_yaml.write_text("answers:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    plans = [
        plan_to_json(plan_of(knowledge, read_sheet_file(knowledge, path)[1], TODAY, "compiled"))
        for path in (as_json, as_yaml)
    ]
    assert plans[0] == plans[1]


@given(st.data())
def test_answers_that_the_questionnaire_would_not_have_asked_change_nothing(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(hostile_sheets(knowledge))
    plan = make_plan(knowledge, raw, TODAY, "compiled")
    asked = {name: value for name, value in raw.items() if name not in plan.ignored}
    again = plan_to_json(make_plan(knowledge, asked, TODAY, "compiled"))
    assert {**again, "ignored": list(plan.ignored)} == plan_to_json(plan)


@given(st.data())
def test_every_reason_rests_on_answers_that_were_given(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    raw = data.draw(branching_sheets(knowledge))
    sheet = read_answers(knowledge, raw)
    plan = plan_of(knowledge, sheet, TODAY, "compiled")
    found = {one.id for one in plan.findings}
    for thing in (*plan.items, *plan.findings):
        assert thing.because, thing.id
        for reason in thing.because:
            assert reason.rule in knowledge.rules
            assert reason.answers.items() <= sheet.answers.items()
            assert reason.facts.items() <= plan.facts.items()
            assert set(reason.findings) <= found


def test_the_plan_names_the_knowledge_the_day_and_the_engine(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, RICH, TODAY, "compiled")
    assert (plan.knowledge_version, plan.today, plan.engine) == (knowledge.version, TODAY, "compiled")


def test_the_person_s_own_words_come_back_in_a_goal(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, RICH, TODAY, "compiled")
    texts = [text for item in plan.items for text in (item.goal, *(step.text for step in item.steps))]
    assert any("answer tickets within a day" in text for text in texts)


@given(st.data())
def test_no_text_of_a_plan_has_a_gap_where_an_answer_was_missing(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge))
    for name, question in knowledge.questions.items():
        if question.type == "text":
            raw.pop(name, None)
    for item in make_plan(knowledge, raw, TODAY, "compiled").items:
        for text in (item.goal, *(part for step in item.steps for part in (step.text, step.done_when))):
            assert "{" not in text, item.id
            assert "}" not in text, item.id
            assert "  " not in text.replace("\n", " "), item.id


def test_a_wrong_engine_is_refused_with_those_there_are(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=r"'compield' is not an engine.*Did you mean 'compiled'"):
        make_plan(knowledge, {}, TODAY, "compield")
    monkeypatch.setenv("WAYMARK_ENGINE", "both of them")
    with pytest.raises(InputError, match="Accepted: durable, compiled, both"):
        make_plan(knowledge, {}, TODAY)


def test_where_durable_rules_is_missing_compiled_serves_and_durable_is_refused_in_words(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.inference.durable_is_here", lambda: False)
    monkeypatch.delenv("WAYMARK_ENGINE", raising=False)
    assert make_plan(knowledge, {}, TODAY).engine == "compiled"
    with pytest.raises(InputError, match="durable_rules is not installed here"):
        make_plan(knowledge, {}, TODAY, "durable")


def test_a_leap_day_and_the_turn_of_a_year_are_days_like_any_other(knowledge: KnowledgeBase) -> None:
    for today in (datetime.date(2028, 2, 29), datetime.date(2026, 12, 31), datetime.date(2100, 12, 31)):
        assert make_plan(knowledge, {}, today, "compiled").items
