"""`coverage` counts what is there, and a row that nothing answers or no case shows is a mistake."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine import knowledge_base, schema
from engine.commands.coverage import covered, shown
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.verify.coverage import Coverage, RowCoverage, coverage, gaps, promised_codes
from tests.conftest import TINY, Builder

CASE, STRATEGY = "rules/cases/unclear_goals.yml", "knowledge/strategies/weekly_look.yml"


@pytest.fixture(scope="module")
def served(knowledge: KnowledgeBase) -> Coverage:
    return coverage(knowledge)


def row(found: Coverage, name: str) -> RowCoverage:
    return next(one for one in found.rows if one.row == name)


def test_every_row_of_the_article_has_a_strategy_and_a_case_that_shows_it(served: Coverage) -> None:
    assert [one.row for one in served.rows] == list(schema.COVERAGE)
    for one in served.rows:
        assert one.strategies, one.row
        assert one.cases, one.row
        assert one.rules, one.row
        assert one.claimed == (), one.row
    assert covered(served)


def test_every_code_that_the_requirements_promise_exists(served: Coverage) -> None:
    questions, strategies = promised_codes(ROOT)
    assert (len(questions), len(set(questions)), len(strategies), len(set(strategies))) == (44, 44, 77, 77)
    assert (served.missing_questions, served.missing_strategies) == ((), ())


def test_every_option_of_every_question_is_answered_in_some_case(served: Coverage) -> None:
    """Told by `coverage`, so that a new option brings a case with it."""
    assert served.unused_options == {}


def test_the_page_in_the_documents_is_what_the_command_shows(served: Coverage) -> None:
    """`python3 run.py coverage --format markdown > docs/coverage.md` brings it up to date."""
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert page == shown(served, "markdown")


def test_the_three_formats_tell_the_same(served: Coverage) -> None:
    data = json.loads(shown(served, "json"))
    assert [one["row"] for one in data["rows"]] == list(schema.COVERAGE)
    text = shown(served, "text").splitlines()
    for one in data["rows"]:
        line = next(line for line in text if line.startswith(f"{one['row']} "))
        assert line.split()[1] == str(len(one["strategies"]))
        assert line.split()[-1] == str(len(one["cases"]))


def test_questions_behind_a_row_are_found_through_findings_and_facts(served: Coverage) -> None:
    """S4p: strategies for results, brought by findings that are drawn from what the plan names."""
    assert {"performance_gaps", "concerns", "main_concern", "time_drains"} <= set(
        row(served, "S4p").questions
    )
    assert "before_i_send_checklist" in row(served, "S4p").strategies
    assert "trello" in row(served, "S5c").resources


def found(builder: Builder, files: dict[str, str | None] | None = None) -> list[str]:
    return [str(one) for one in gaps(knowledge_base.load(builder(files)))]


def without(file: str, old: str, new: str) -> dict[str, str | None]:
    text = (TINY / file).read_text(encoding="utf-8")
    assert old in text
    return {file: text.replace(old, new)}


def test_the_tiny_knowledge_has_no_gap(small_knowledge: Builder) -> None:
    assert found(small_knowledge) == []


def test_a_row_without_a_strategy_is_found_though_a_letter_names_it(small_knowledge: Builder) -> None:
    lines = found(small_knowledge, without(STRATEGY, "S11]", "S10]"))
    assert lines[0] == "docs/requirements.md: no strategy covers S11."


def test_a_row_without_a_case_is_found(small_knowledge: Builder) -> None:
    assert found(small_knowledge, without(CASE, "S11]", "S10]")) == [
        "docs/requirements.md: no worked case shows S11. "
        "Accepted: a case that names the row and whose plan holds a strategy that covers it."
    ]


def test_a_case_that_only_claims_a_row_does_not_count(small_knowledge: Builder) -> None:
    """The strategy that covers the row is no longer in the case's plan."""
    files = without(
        "rules/advice/everyone_looks_back.yml", "when: always", "when: {fact: pip_state, is: passed}"
    )
    lines = found(small_knowledge, files)
    assert f"{CASE}:9:1: coverage: the plan holds no strategy that covers S11." in lines
    assert any(line.startswith("docs/requirements.md: no worked case shows S11.") for line in lines)


def test_a_promised_code_that_nothing_has_is_found(small_knowledge: Builder) -> None:
    root = small_knowledge()
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "requirements.md", root / "docs" / "requirements.md")
    lines = [str(one) for one in gaps(knowledge_base.load(root))]
    assert "docs/requirements.md: no question has the code C05." in lines
    assert "docs/requirements.md: no strategy has the code ST66l." in lines
    assert len(lines) == 44 + 77


def test_options_that_no_case_answers_with_are_named(small_knowledge: Builder) -> None:
    unused = coverage(knowledge_base.load(small_knowledge())).unused_options
    assert unused["clarity"] == ("all", "none")
    assert unused["comfort"] == ("0", "1", "2", "3", "4")
    assert "hurdles" in unused
    assert "time" not in unused["hurdles"]
    assert "main_goal" not in unused


def test_an_answer_that_was_ignored_or_a_refused_sheet_shows_no_option(small_knowledge: Builder) -> None:
    text = (TINY / CASE).read_text(encoding="utf-8")
    refused = text.replace("clarity: few", "clarity: few, comfort: 9")
    unused = coverage(knowledge_base.load(small_knowledge({CASE: refused}))).unused_options
    assert "few" in unused["clarity"]


def test_the_command_ends_with_1_where_a_row_is_not_covered(
    small_knowledge: Builder, capfd: pytest.CaptureFixture[str]
) -> None:
    from engine import cli

    root: Path = small_knowledge()
    assert cli.main(["coverage", "--root", str(root)]) == 0
    assert "S0 " in capfd.readouterr().out
    root = small_knowledge(without(CASE, "S11]", "S10]"))
    assert cli.main(["coverage", "--root", str(root), "--format", "markdown"]) == 1
    assert "S11 has no case." in capfd.readouterr().out
