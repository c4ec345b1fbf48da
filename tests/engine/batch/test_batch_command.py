"""What the command says: of paths and options that can't be used, of a full disk, and of how far it is."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from engine import cli
from engine.errors import InputError
from engine.knowledge_base import KnowledgeBase
from tests.engine.batch.in_bulk import FIXED, batch

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed here as POSIX does it")


def test_paths_that_can_t_be_used_are_said_and_nothing_is_touched(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("kept", encoding="utf-8")
    before = source.read_bytes()
    link = tmp_path / "link.jsonl"
    link.symlink_to(source)
    for given, target, says in (
        (tmp_path / "none.jsonl", out, "can't be read"),
        (tmp_path, out, "this is a folder"),
        (source, tmp_path, "this is a folder"),
        (source, tmp_path / "no" / "out.jsonl", "can't be written"),
        (source, source, "can't be the input"),
        (source, link, "can't be the input"),
    ):
        with pytest.raises(InputError, match=says):
            batch(knowledge, given, target)
    assert out.read_text(encoding="utf-8") == "kept"
    assert source.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_the_command_says_that_the_disk_is_full(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["batch", str(source), "/dev/full", *FIXED]) == 2
    assert "/dev/full: this file can't be written: No space left on device." in capsys.readouterr().err


def test_wrong_options_end_with_2(source: Path, tmp_path: Path) -> None:
    for option in (
        ["--workers", "0"],
        ["--workers", "many"],
        ["--today", "tomorrow"],
        ["--engine", "durible"],
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main(["batch", str(source), str(tmp_path / "out.jsonl"), *option])
        assert ended.value.code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_and_nowhere_else(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert cli.main(["batch", str(source), str(tmp_path / "out.jsonl"), *FIXED]) == 0
        assert ("read)" in stream.getvalue()) is shows
        assert stream.getvalue().split("\r")[-1].startswith("70 lines")
