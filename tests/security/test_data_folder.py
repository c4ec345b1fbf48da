"""Where things are kept, if nobody says otherwise: beside run.py, whatever the current folder is."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.knowledge_base import ROOT
from webapp import cli


@pytest.mark.parametrize("command", [["serve"], ["coach", "add", "mira@example.org"]])
def test_the_data_folder_is_beside_run_py_from_wherever_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = cli.parser().parse_args(command).data
    assert found.is_absolute()
    assert found == ROOT / "data"
    assert (found.parent / "run.py").exists()
