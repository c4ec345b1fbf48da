"""In the pseudo-language nothing that a person reads is English: no plan, file, reason or refusal."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.explain import Limits, what_if, why, why_not
from engine.exports import CHECKLISTS, plan_to_json, without_private
from engine.facts import FACTS
from engine.knowledge_base import KnowledgeBase, load_cases
from engine.language import Language, speaking
from engine.pipeline import make_plan
from engine.planning.tailoring import Add, Edit, Hide, Note, tailor
from engine.questionnaire import questionnaire_json
from engine.schema import Case
from engine.words import FACT_VALUES
from tests.engine.translations.conftest import LeftBehind

CASES = [case for case in load_cases().values() if not (case.expect.error or case.expect.error_for)][::12]
NOT_LANGUAGE = frozenset(
    "knowledge_version engine today starts ends facts id ref strategy code rule findings answers start due "
    "repeats phase track kind url countries mark verified_on review_by grade sources letter letters guides "
    "stories ignored question value number type depends version seen_in rules standing".split()
)
"""Fields of JSON that hold ids, codes, days and addresses."""


def texts(data: Any) -> Iterator[str]:
    """Every text of plain data that a person is to read."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_LANGUAGE:
                yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str):
        yield data


def typed(knowledge: KnowledgeBase, case: Case) -> list[str]:
    """What this person typed, the longest first."""
    found = [
        value
        for name, value in case.answers.items()
        if isinstance(value, str) and name in knowledge.questions and knowledge.questions[name].type == "text"
    ]
    return sorted(found, key=len, reverse=True)


class _Words(HTMLParser):
    """What a page shows or reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("style", "title")
        self.found += [value or "" for name, value in attrs if name in ("aria-label", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_plan_and_every_file_of_it(
    case: Case, in_pseudo: KnowledgeBase, pseudo: Language, left_behind: LeftBehind
) -> None:
    own = typed(in_pseudo, case)
    with speaking(pseudo):
        plan = make_plan(in_pseudo, case.answers, case.today, "compiled")
        data = plan_to_json(plan)
        files = {name: file.render(in_pseudo, plan, {}) for name, file in CHECKLISTS.items()}
        public = without_private(in_pseudo, data)
    shown = [*texts(data), *texts(public), *texts(json.loads(files["json"]))]
    assert [text for text in shown if left_behind(text, own)] == []
    markdown = files["markdown"].replace("\\", "").splitlines()
    assert [line for line in markdown if left_behind(re.sub(r"^\s*- \[[x ]\]", "", line), own)] == []
    page = _Words()
    page.feed(files["print"])
    assert [text for text in page.found if left_behind(text, own)] == []
    rows = list(csv.reader(io.StringIO(files["csv"].lstrip("\ufeff"))))
    assert len(rows) > len(plan.items)
    ids = len(rows[0]) - 2
    assert rows[1][ids] == f"{plan.items[0].id}/{plan.items[0].steps[0].id}"
    for row in rows[1:]:
        del row[ids]
    assert [cell for row in rows for cell in row if left_behind(cell, own)] == []


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case.id)
def test_why_why_not_and_what_if(
    case: Case, in_pseudo: KnowledgeBase, pseudo: Language, left_behind: LeftBehind
) -> None:
    own = typed(in_pseudo, case)
    with speaking(pseudo):
        plan = make_plan(in_pseudo, case.answers, case.today, "compiled")
        lines: list[str] = []
        for item in plan.items:
            lines += why(in_pseudo, case.answers, item.id, case.today, "compiled").lines(in_pseudo)
        for one in plan.left_out[:2]:
            limits = Limits(changes=2, sheets=60, plans=20)
            lines += why_not(in_pseudo, case.answers, one.strategy, case.today, "compiled", limits).lines(
                in_pseudo
            )
        absent = next(name for name in in_pseudo.strategies if name not in {item.id for item in plan.items})
        lines += why(in_pseudo, case.answers, absent, case.today, "compiled").lines(in_pseudo)
        for change in ({"hours_per_week": 1}, {"pip_stage": "passed"}, {"goal_clarity": "none"}, {}):
            lines += what_if(in_pseudo, case.answers, change, case.today, "compiled").lines(in_pseudo)
    assert len(lines) > len(plan.items)
    assert [line for line in lines if left_behind(line, own)] == []


def test_what_a_coach_changes(in_pseudo: KnowledgeBase, pseudo: Language, left_behind: LeftBehind) -> None:
    case = CASES[0]
    with speaking(pseudo):
        plan = make_plan(in_pseudo, case.answers, case.today, "compiled")
        free = next(item for item in plan.items if not item.pinned)
        other = next(item for item in plan.items if not item.pinned and item is not free)
        day = plan.starts
        added = Add(
            "coach_1", "Call", "Call", ("Call",), day, day + datetime.timedelta(days=3), "weekly", 1.0
        )
        edits = [
            Edit("1", day, Hide(free.id)),
            Edit("2", day, Note(other.id, "Well begun.")),
            Edit("3", day, added),
        ]
        tailored = tailor(plan, edits)
        assert len(tailored.items) == len(plan.items)
        lines = CHECKLISTS["markdown"].render(in_pseudo, tailored, {}).replace("\\", "").splitlines()
        shown = [*lines, *texts(plan_to_json(tailored))]
    own = ["Well begun", "Call", *typed(in_pseudo, case)]
    assert [text for text in shown if left_behind(re.sub(r"^\s*- \[[x ]\]", "", text), own)] == []


def test_the_questionnaire(in_pseudo: KnowledgeBase, left_behind: LeftBehind) -> None:
    shown = list(texts(questionnaire_json(in_pseudo)))
    assert len(shown) > len(in_pseudo.questions)
    assert [text for text in shown if left_behind(text)] == []


def test_every_value_of_a_fact_has_its_word() -> None:
    codes = {code for fact in FACTS.values() for code in fact.options}
    assert codes <= FACT_VALUES.keys()
    assert all(FACT_VALUES[code] == code.replace("_", " ") for code in codes)


BAD_SHEETS = {
    "not_an_option": "answers: {goal_clarity: fwe}",
    "not_a_list": "answers: {concerns: deadlines}",
    "alone": "answers: {recent_events: [none, union_activity]}",
    "a_number": "answers: {hours_per_week: [1]}",
    "out_of_range": "answers: {hours_per_week: 1000}",
    "no_date": "answers: {plan_start: soon}",
    "no_day": "answers: {plan_start: 2026-02-30}",
    "too_early": "answers: {plan_start: 1026-02-20}",
    "no_text": "answers: {main_goal: 3}",
    "too_long": f"answers: {{main_goal: {'x' * 3000}}}",
    "no_question": "answers: {gaol_clarity: few}",
    "many": "answers: {" + ", ".join(f"q{number}: 1" for number in range(80)) + "}",
    "no_sheet": "[1, 2]",
    "another_key": "answers: {}\nnotes: here",
    "no_answers": "answers: 3",
    "no_yaml": "answers: {",
    "twice": "answers: {goal_clarity: few, goal_clarity: all}",
    "alias": "answers: {main_goal: &x few, goal_clarity: *x}",
    "end_before_start": "answers: {plan_start: 2026-05-01, plan_end: 2026-04-01}",
    "years": "answers: {plan_start: 2026-05-01, plan_end: 2029-04-01}",
}
OF_THE_YAML_READER = {"no_yaml", "twice"}
"""The YAML reader's own words stand at the end of ours."""


@pytest.mark.parametrize("name", BAD_SHEETS)
def test_a_sheet_that_is_refused(
    name: str,
    tmp_path: Path,
    pseudo_folder: Path,
    knowledge: KnowledgeBase,
    left_behind: LeftBehind,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sheet = tmp_path / "sheet.yml"
    sheet.write_text(BAD_SHEETS[name], encoding="utf-8")
    assert main(["plan", str(sheet), "--today", "2026-11-23", "--language", str(pseudo_folder)]) == 2
    lines = capsys.readouterr().err.splitlines()
    codes = {option.value for one in knowledge.questions.values() for option in one.options}
    codes |= {*knowledge.questions, *re.findall(r"\w+", BAD_SHEETS[name]), "answers", "questionnaire"}
    codes |= {"YYYY", "MM", "DD", "question", "value"}  # forms to fill in: a date, a sheet
    assert lines
    for line in lines:
        own = line.removeprefix(str(sheet))
        if name in OF_THE_YAML_READER:
            assert "⟦" in own
        else:
            assert [left_behind(own, [], codes), "⟦" in own] == [[], True], line


def test_commands_speak_it_too(
    tmp_path: Path, pseudo_folder: Path, left_behind: LeftBehind, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    sheet = tmp_path / "sheet.yml"
    sheet.write_text("answers: {goal_clarity: few, hours_per_week: 4}", encoding="utf-8")
    of_it = ["--today", "2026-11-23", "--language", str(pseudo_folder)]
    for command in (
        ["why", str(sheet), "clarify_vague_goals"],
        ["why", str(sheet), "money_runway"],
        ["why-not", str(sheet), "clarify_vague_goals"],
        ["what-if", str(sheet), "goal_clarity=all"],
    ):
        assert main([*command, *of_it]) == 0
        out = capsysbinary.readouterr().out.decode()
        assert out
        assert [line for line in out.splitlines() if left_behind(line, [], ["why", "not"])] == []
    for command in (["why", str(sheet), "money_runwya"], ["what-if", str(sheet), "goal_clarity"]):
        assert main([*command, *of_it]) == 2
        assert "⟦" in capsysbinary.readouterr().err.decode()


def test_batch_speaks_it_in_every_worker(
    tmp_path: Path, pseudo_folder: Path, left_behind: LeftBehind
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        '{"id": 1, "answers": {}}\n{"id": 2, "answers": {"goal_clarity": "xyzzy"}}\n', encoding="utf-8"
    )
    of_it = [
        "--today",
        "2026-11-23",
        "--engine",
        "compiled",
        "--workers",
        "2",
        "--language",
        str(pseudo_folder),
    ]
    assert main(["batch", str(source), str(out), *of_it]) == 0
    plan, error = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert [text for text in texts(plan["plan"]) if left_behind(text)] == []
    assert [one for one in error["error"] if "⟦" not in one["what"] or "⟦" not in one["where"]] == []


def test_an_english_sentence_would_be_found(left_behind: LeftBehind, pseudo: Language) -> None:
    assert left_behind("⟦Šàṽé· ýöûŕ⟧ plan") == ["plan"]
    assert left_behind("⟦Ţĥé þļàñ šàýš today⟧") == ["today"]
    assert left_behind("⟦Šàṽé· 12 à b⟧: https://example.org/a/page") == []
