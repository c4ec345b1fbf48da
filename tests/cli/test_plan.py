"""A plan from the command line goes where it was asked for, whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT
from tests.cli.conftest import TODAY, Refused, Run, process
from tests.conftest import needs_durable


def test_a_plan_comes_as_json_on_standard_output(sheet: Path) -> None:
    done = process("plan", sheet, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    plan = json.loads(done.stdout)
    assert (plan["today"], plan["starts"], plan["ends"]) == ("2026-11-23", "2026-11-02", "2027-01-15")
    assert plan["items"]


@needs_durable
def test_every_engine_makes_the_same_plan(run: Run, sheet: Path) -> None:
    texts = [run("plan", sheet, *TODAY, "--engine", name).stdout for name in ("durable", "compiled", "both")]
    plans = [json.loads(text) for text in texts]
    assert [plan.pop("engine") for plan in plans] == ["durable", "compiled", "both"]
    assert plans[0] == plans[1] == plans[2]


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("markdown", "# My action plan"), ("csv", "\ufeffDone,Title"), ("print", "<!doctype html>")],
)
def test_a_checklist_comes_in_the_format_that_was_asked_for(
    run: Run, sheet: Path, kind: str, begins: str
) -> None:
    done = run("plan", sheet, *TODAY, "--format", kind)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)


def test_a_plan_goes_into_a_file_whole(run: Run, sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    done = run("plan", sheet, *TODAY, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(out.read_text(encoding="utf-8"))["items"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "sheet.yml"]


def test_the_csv_in_a_file_has_the_line_ends_that_spreadsheets_want(
    run: Run, sheet: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan.csv"
    assert run("plan", sheet, *TODAY, "--format", "csv", "-o", out).returncode == 0
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfDone,")
    assert content.count(b"\r\n") == content.count(b"\n")


def test_a_file_that_was_there_stays_as_it_was_when_the_sheet_is_refused(
    refused: Refused, tmp_path: Path
) -> None:
    bad, out = tmp_path / "bad.yml", tmp_path / "plan.json"
    bad.write_text("answers: {clarity: few}", encoding="utf-8")
    out.write_text("what I had", encoding="utf-8")
    refused("plan", bad, *TODAY, "-o", out)
    assert out.read_text(encoding="utf-8") == "what I had"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.yml", "plan.json"]


def test_a_place_that_can_t_be_written_to_is_named_and_nothing_is_left_there(
    refused: Refused, sheet: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "no" / "plan.json", tmp_path / "folder", sheet / "plan.json"):
        (line,) = refused("plan", sheet, *TODAY, "-o", out)
        assert line.startswith(f"{out}: this file can't be written: ")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "sheet.yml"]


@pytest.mark.skipif(sys.platform == "win32", reason="devices are files on Unix alone")
def test_a_device_is_written_to_and_not_replaced(run: Run, sheet: Path) -> None:
    assert run("plan", sheet, *TODAY, "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link_and_its_file_gets_the_plan(run: Run, sheet: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    assert run("plan", sheet, *TODAY, "-o", link).returncode == 0
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["items"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_one_line(run: Run, sheet: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli", "plan", str(sheet), *TODAY],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "standard output: this can't be written: No space left on device.\n",
    )


def test_a_reader_who_has_heard_enough_is_no_error(sheet: Path) -> None:
    command = [sys.executable, "-m", "engine.cli", "plan", str(sheet), *TODAY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
