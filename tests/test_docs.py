"""The documentation is true: commands, files and codes that it names exist, and none stays untold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT, KnowledgeBase

README = (ROOT / "README.md").read_text(encoding="utf-8")
REQUIREMENTS = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "knowledge" / "README.md", *(ROOT / "docs").rglob("*.md")])


def commands() -> set[str]:
    """The commands that the program offers, from its own help."""
    shown = subprocess.run(
        [sys.executable, "-m", "webapp.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^    ([a-z][a-z-]+)(?:  |$)", shown, re.MULTILINE))


def test_the_help_names_commands_at_all() -> None:
    assert {"plan", "check", "serve"} <= commands()


def test_the_readme_tells_of_every_command() -> None:
    untold = {name for name in commands() if not re.search(rf"run\.py {name}\b", README)}
    assert not untold, f"README.md does not tell of {sorted(untold)}"


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"run\.py ([a-z][a-z-]+)", README))
    assert named <= commands() | {"test"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_code_used_in_data_is_explained(knowledge: KnowledgeBase) -> None:
    codes = {question.ref for question in knowledge.questions.values()}
    codes |= {strategy.ref for strategy in knowledge.strategies.values()}
    codes |= {
        row
        for things in (knowledge.strategies, knowledge.letters, knowledge.guides, knowledge.stories)
        for thing in things.values()
        for row in thing.coverage
    }
    missing = {code for code in codes if code and not re.search(rf"\b{code}\b", REQUIREMENTS)}
    assert not missing
    assert len(codes) > 100
