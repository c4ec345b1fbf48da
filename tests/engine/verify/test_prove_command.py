"""`check --prove`: what it prints, writes and ends with, and what it says of the rules that are served."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import cli, knowledge_base
from engine.answers import read_answers, read_sheet_file
from engine.facts import derive
from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from engine.verify.prove import NoModel, fact_values, prove
from engine.verify.prove.dates import TODAY
from engine.verify.prove.reports import PROVER
from tests.conftest import Builder
from tests.engine.verify.planted import ASK, NOTHING_FOR_EVERYONE, defects, rule


def test_a_model_that_differs_from_the_engine_is_told(
    small_knowledge: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        fact_values.MODELS, "weekly_hours", lambda space: {4: space.answered("hours_per_week")}
    )
    files = {"rules/advice/hours.yml": rule("{fact: weekly_hours, at_most: 3}", ASK)}
    found = {one.kind: one for one in defects(small_knowledge, files)}
    assert "'hours' holds on no sheet" in found["unreachable_rule"].what  # wrong, and so it is also said:
    assert "it differs from the engine in" in found[PROVER].what


def test_a_fact_without_a_model_is_refused(knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(fact_values.MODELS, "gap_kind")
    with pytest.raises(NoModel, match="gap_kind"):
        prove(knowledge)


def test_the_command_writes_witnesses_that_can_be_planned(
    small_knowledge: Builder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_knowledge(NOTHING_FOR_EVERYONE)
    folder = tmp_path / "new" / "witnesses"
    assert cli.main(["check", "--prove", "--root", str(root), "--witnesses", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "rules: on this sheet the plan may be empty." in shown
    assert "NO  no sheet is without a plan" in shown
    (file,) = folder.iterdir()
    knowledge = knowledge_base.load(root)
    _, sheet = read_sheet_file(knowledge, file)
    text = file.read_text(encoding="utf-8")
    assert f"run.py plan {file.name} --today {TODAY}" in text
    assert derive(sheet, TODAY).values["pip_state"] in ("none", "passed", "ended")


def test_the_command_ends_well_where_nothing_is_found(
    small_knowledge: Builder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--prove", "--today", "2026-11-23", "--root", str(small_knowledge())]) == 0
    assert "Nothing to mend" in capsys.readouterr().out


def test_what_is_served_is_proven(knowledge: KnowledgeBase) -> None:
    proof = prove(knowledge)
    assert [str(one) for one in proof.to_mend] == []
    assert proof.seconds < 120
    for one in proof.reports:
        assert read_answers(knowledge, one.sheet).ignored == ()
        assert make_plan(knowledge, one.sheet, TODAY, "compiled").items
