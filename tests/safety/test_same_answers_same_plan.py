"""SE27: the same answers, knowledge and day give the same plan, and it names its knowledge and rules."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.exports import plan_to_json
from engine.knowledge_base import ROOT, KnowledgeBase, load
from engine.model import Plan
from engine.pipeline import make_plan
from tests.conftest import Builder
from tests.generated import TODAY, branching_sheets, hostile_sheets

ANSWERS: dict[str, Any] = {
    "pip_stage": "under_way",
    "plan_start": "2026-11-02",
    "plan_end": "2027-01-01",
    "concerns": ["deadlines", "conflict"],
    "blockers": ["no_time_workload", "unclear_standard"],
    "hours_per_week": 5,
}


def as_text(plan: Plan) -> str:
    return json.dumps(plan_to_json(plan), ensure_ascii=False)


@given(st.data())
@settings(max_examples=40)
def test_se27_a_plan_made_again_is_the_same_to_the_letter(
    knowledge: KnowledgeBase, data: st.DataObject
) -> None:
    raw = data.draw(branching_sheets(knowledge) | hostile_sheets(knowledge))
    backwards = dict(reversed(raw.items()))
    made = [as_text(make_plan(knowledge, one, TODAY, "compiled")) for one in (raw, raw, backwards)]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("seed", ["0", "1", "20261123"])
def test_se27_another_process_makes_the_same_plan(
    knowledge: KnowledgeBase, tmp_path: Path, seed: str
) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps({"answers": ANSWERS}), encoding="utf-8")
    command = [sys.executable, "-m", "engine.cli", "plan", str(sheet), "--today", str(TODAY)]
    done = subprocess.run(
        [*command, "--engine", "compiled"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == plan_to_json(make_plan(knowledge, ANSWERS, TODAY, "compiled"))


def test_se27_a_plan_names_its_knowledge_and_every_rule_behind_it(knowledge: KnowledgeBase) -> None:
    plan = make_plan(knowledge, ANSWERS, TODAY, "compiled")
    assert plan.knowledge_version == knowledge.version
    assert plan.today == TODAY
    assert plan.items
    for thing in (*plan.items, *plan.findings):
        assert thing.because
        assert all(reason.rule in knowledge.rules for reason in thing.because)


def test_se27_another_word_in_any_file_is_another_version(small_knowledge: Builder) -> None:
    before = load(small_knowledge()).version
    assert load(small_knowledge()).version == before
    for file in ("knowledge/strategies/rest_first.yml", "rules/safety/rest_while_it_runs.yml"):
        root = small_knowledge()
        path = root / file
        path.write_text(path.read_text(encoding="utf-8") + "# looked at\n", encoding="utf-8")
        assert load(root).version != before, file


def test_se27_another_day_may_be_another_plan(knowledge: KnowledgeBase) -> None:
    """The day is part of the promise: without it the tests above could not fail."""
    later = make_plan(knowledge, ANSWERS, TODAY + datetime.timedelta(days=30), "compiled")
    assert as_text(later) != as_text(make_plan(knowledge, ANSWERS, TODAY, "compiled"))
