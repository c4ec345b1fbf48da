"""The browser tests act as people, and each sentence about the employee's place has one that does it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT

BROWSER = ROOT / "tests" / "browser"
FILES = sorted(BROWSER.glob("*.py"))
HEADING = "## The employee's place"
PARTS = range(1, 10)
FINDERS = {"locator", "query_selector", "query_selector_all", "frame_locator", "wait_for_selector"}
BY_ATTRIBUTE = re.compile(r"^(html(:not\()?)?\[[a-z-]+(=[^\]]*)?\]\)?$|^html\.js$")


def table() -> list[tuple[int, str, list[str]]]:
    """The rows of the map: part, sentence, tests as file::name."""
    page = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    section = page.split(HEADING, 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
    return [(int(part), says, re.findall(r"`([^`]+)`", tests)) for part, says, tests in rows]


def named_in(path: Path) -> set[str]:
    """The tests that a file holds."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {f"{path.name}::{name}" for name in names if name.startswith("test_")}


def by_path(text: str) -> list[str]:
    """Where a test finds something by a path of CSS and not as a person would.

    An attribute alone may be asked for where a comment in the same line or the one before says why.
    """
    lines = text.splitlines()
    found = []
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in FINDERS:
            continue
        asked = node.args[0] if node.args else None
        said = asked.value if isinstance(asked, ast.Constant) else ast.unparse(asked) if asked else ""
        told = any("#" in lines[at] for at in range(max(0, node.lineno - 2), node.lineno))
        if node.func.attr != "locator" or not BY_ATTRIBUTE.match(str(said).strip("f'\"")) or not told:
            found.append(f"{node.lineno}: {said}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_found_by_a_path_of_css(path: Path) -> None:
    assert by_path(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        'page.locator(".step")',
        'page.locator("#main > p")',
        'page.locator("article")',
        'page.query_selector("[data-x]")',
        'page.locator("[data-x]")',
        '# why\npage.locator("[data-x] p")',
    ],
)
def test_a_planted_path_is_found(planted: str) -> None:
    assert by_path(planted)


def test_an_attribute_may_be_asked_for_where_a_comment_says_why() -> None:
    assert by_path('# what a page on its way is marked by\npage.locator("html:not([data-moving])")') == []


def test_every_sentence_has_a_test_that_exists() -> None:
    there = {name for path in FILES for name in named_in(path)}
    rows = table()
    assert {part for part, _says, _tests in rows} == set(PARTS)
    assert [says for _part, says, tests in rows if not tests] == []
    assert [name for _part, _says, tests in rows for name in tests if name not in there] == []
