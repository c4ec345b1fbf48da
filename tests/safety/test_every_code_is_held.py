"""Each safety code has a test that carries it, and docs/safety.md tells where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT

CODES = [f"SE{number}" for number in (*range(1, 14), *range(26, 30))]
CODES_IN_A_NAME = re.compile(r"^def test_((?:se\d+_)+)", re.MULTILINE)
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (SE\d+) \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE))


def codes_of(path: Path) -> set[str]:
    """The codes that the tests of a file carry in their names."""
    names = CODES_IN_A_NAME.findall(path.read_text(encoding="utf-8"))
    return {code.upper() for name in names for code in name.rstrip("_").split("_")}


def test_the_page_has_a_row_for_each_code_and_requirements_explain_it() -> None:
    requirements = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    assert list(ROWS) == CODES
    for code in CODES:
        assert f"| {code} |" in requirements


@pytest.mark.parametrize("code", CODES)
def test_each_file_that_the_page_names_holds_a_test_of_the_code(code: str) -> None:
    files = re.findall(r"`([^`]+)`", ROWS[code])
    assert files
    for file in files:
        assert code in codes_of(ROOT / file), (code, file)


def test_a_code_in_a_name_is_read_and_others_are_not(tmp_path: Path) -> None:
    file = tmp_path / "test_one.py"
    file.write_text(
        "def test_se3_a() -> None: ...\ndef test_senses() -> None: ...\ndef test_se7_se8_b(): ...\n"
    )
    assert codes_of(file) == {"SE3", "SE7", "SE8"}
