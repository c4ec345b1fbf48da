"""Commands as a person starts them, in this process or in one of their own, and a sheet to give them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli import main
from engine.knowledge_base import ROOT

SHEET = """answers:
  pip_stage: under_way
  plan_start: 2026-11-02
  plan_end: 2027-01-15
  concerns: [deadlines]
  hours_per_week: 4
"""
TODAY = ["--today", "2026-11-23"]


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A command in this process: what it wrote and its exit code. Whatever it raises fails the test."""

    def command(*arguments: str | Path) -> Done:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(str(ended.code))
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return command


@pytest.fixture
def refused(run: Run) -> Callable[..., list[str]]:
    """The lines on standard error of a command that is refused; nothing may be on standard output."""

    def command(*arguments: str | Path) -> list[str]:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr.splitlines()

    return command


Refused = Callable[..., list[str]]


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "engine.cli", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.yml"
    path.write_text(SHEET, encoding="utf-8")
    return path
