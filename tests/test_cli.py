"""The command line keeps its promises: exit codes, a line for each mistake, nothing half-done."""

from __future__ import annotations

import datetime
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli import main
from engine.knowledge_base import ROOT
from tests.conftest import Builder, needs_durable

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


LAYERS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "1:1: this is not an answer sheet. Accepted: {answers: {question: value, ...}}."),
        ("answers: {a", "1:"),
        (
            f"a0: &a0 [x]\n{LAYERS}\nanswers: {{concerns: *a11}}",
            "2:10: this is not valid YAML: aliases (*name) are not used here.",
        ),
        (
            "answers:\n  country: US\n  country: UK\n",
            '3:3: this is not valid YAML: found duplicate key "country"',
        ),
        (
            "answers:\n  concerns: targets\n",
            "2:3: concerns: 'targets' is not a list. Accepted: a list of targets,",
        ),
        ("answers:\n  country: [US]\n", "2:3: country: ['US'] is not an option. Accepted: US, UK,"),
        (
            "answers:\n  hours_per_week: four\n",
            "2:3: hours_per_week: 'four' is not a number. Accepted: a number from 0 to 20.",
        ),
        ("answers:\n  hours_per_week: .nan\n", "2:3: hours_per_week: nan is not a number."),
        ("answers:\n  hours_per_week: -.inf\n", "2:3: hours_per_week: -inf is not a number."),
        ("answers:\n  hours_per_week: 1e308\n", "2:3: hours_per_week: 1e+308 is not a number in that range."),
        (f"answers:\n  hours_per_week: {'9' * 400}\n", "2:3: hours_per_week: 99999"),
        (
            "answers:\n  goal_clarty: few\n",
            "2:3: goal_clarty: there is no such question. Accepted: a question id "
            "(see `questionnaire`). Did you mean 'goal_clarity'?",
        ),
        (
            "answers:\n  goal_clarity: fw\n",
            "2:3: goal_clarity: 'fw' is not an option. Accepted: all, most, few, none, "
            "nothing_written. Did you mean 'few'?",
        ),
        (
            "answers:\n  plan_start: 2026-02-30\n",
            "2:3: plan_start: '2026-02-30' is not a day of the calendar.",
        ),
        (
            "answers:\n  plan_start: soon\n",
            "2:3: plan_start: 'soon' is not a date. Accepted: a date as YYYY-MM-DD",
        ),
        (
            "answers:\n  plan_start: 2026-05-01\n  plan_end: 2026-04-01\n",
            "3:3: plan_end: the end, 2026-04-01, is before the start, 2026-05-01.",
        ),
        ("answers: " + "[" * 5000, "1:49: this is not valid YAML: more than 40 levels deep."),
    ],
)
def test_a_sheet_that_can_t_be_used_is_one_line_with_its_place(
    refused: Refused, tmp_path: Path, content: str, line: str
) -> None:
    path = tmp_path / "sheet.yml"
    path.write_text(content, encoding="utf-8")
    (said,) = refused("plan", path, *TODAY)
    assert said.startswith(f"{path}:{line}")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\x00\x01\x02\xff\xfe", "this is not UTF-8 (byte 3)."),
        (b"PK\x03\x04\x00", "this can't be read: unacceptable character"),
    ],
)
def test_a_binary_file_is_one_line(refused: Refused, tmp_path: Path, content: bytes, line: str) -> None:
    path = tmp_path / "sheet.docx"
    path.write_bytes(content)
    (said,) = refused("plan", path, *TODAY)
    assert said.startswith(f"{path}: {line}")


def test_a_missing_file_and_a_folder_are_one_line_each(refused: Refused, tmp_path: Path) -> None:
    assert refused("plan", tmp_path / "none.yml") == [
        f"{tmp_path}/none.yml: this file can't be read: No such file or directory."
    ]
    assert refused("plan", tmp_path) == [f"{tmp_path}: this file can't be read: Is a directory."]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without end")
def test_a_file_without_end_is_not_read_to_the_end(refused: Refused) -> None:
    assert refused("plan", "/dev/zero") == [
        "/dev/zero: this file is too large for a sheet. Accepted: at most 1 MB."
    ]


def test_each_mistake_has_its_own_line(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "sheet.yml"
    path.write_text("answers:\n  contry: US\n  hours_per_week: 99\n  concerns: [x, y]\n", encoding="utf-8")
    lines = refused("plan", path, *TODAY)
    assert [re.match(r".*?:(\d+):(\d+): (\w+):", line).groups() for line in lines] == [  # type: ignore[union-attr]
        ("2", "3", "contry"),
        ("3", "3", "hours_per_week"),
        ("4", "3", "concerns"),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--today", "tomorrow"], "'tomorrow' is not a date. Accepted: YYYY-MM-DD."),
        (["--today", "2026-02-30"], "'2026-02-30' is not a date. Accepted: YYYY-MM-DD."),
        (["--today", "1999-12-31"], "today: 1999-12-31 is out of range. Accepted: 2000-01-01 to 2100-12-31."),
        (["--engine", "durabel"], "Did you mean 'durable'?"),
        (["--format", "makdown"], "Did you mean 'markdown'?"),
        (["--tody", "2026-11-23"], "unrecognized arguments"),
    ],
)
def test_a_wrong_argument_is_one_line(
    refused: Refused, sheet: Path, arguments: list[str], expected: str
) -> None:
    (line,) = refused("plan", sheet, *arguments)
    assert expected in line


def test_a_wrong_engine_in_the_environment_is_one_line_too(sheet: Path) -> None:
    done = process("plan", sheet, *TODAY, WAYMARK_ENGINE="durabel")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "engine: 'durabel' is not an engine. Accepted: durable, compiled, both. Did you mean 'durable'?\n",
    )


@pytest.mark.parametrize("content", ["answers: {", "answers: {hours_per_week: 1e999}", "[" * 100_000, "\0"])
def test_a_process_that_is_refused_ends_with_two_and_no_traceback(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sheet.yml"
    path.write_text(content, encoding="utf-8")
    done = process("plan", path, *TODAY)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "Traceback" not in done.stderr


def test_the_questionnaire_is_json_with_the_fields_that_were_promised(run: Run) -> None:
    done = run("questionnaire")
    data = json.loads(done.stdout)
    questions = [question for section in data["sections"] for question in section["questions"]]
    assert (done.returncode, set(data)) == (0, {"version", "sections"})
    assert all({"id", "title", "questions"} <= set(section) for section in data["sections"])
    promised = {"id", "type", "wording", "options", "min", "max", "depends"}
    assert all(promised <= set(question) for question in questions)
    assert {question["type"] for question in questions} == {
        "single",
        "multi",
        "scale",
        "number",
        "date",
        "text",
    }
    assert all({"value", "label"} <= set(option) for question in questions for option in question["options"])


def test_a_schema_is_printed_for_each_kind_and_an_unknown_one_is_one_line(run: Run, refused: Refused) -> None:
    for kind in ("plan", "sheet", "question", "safety_rule"):
        assert json.loads(run("schema", kind).stdout)["title"] == kind
    (line,) = refused("schema", "stratgy")
    assert "Did you mean 'strategy'?" in line


def test_check_finds_nothing_in_what_is_served(run: Run, last_looked_at: datetime.date) -> None:
    done = run("check", "--today", str(last_looked_at))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Nothing to mend: ")


def test_check_names_what_is_wrong_and_ends_with_one(run: Run, small_knowledge: Builder) -> None:
    root = small_knowledge(
        {"knowledge/findings/lost.yml": "title: A finding\ncause: rights\nmeans: M.\nremedy: R.\n"}
    )
    done = run("check", "--root", root)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert "knowledge/findings/lost.yml:1:1: no rule draws the finding 'lost'." in lines
    assert re.fullmatch(r"\d+ to mend\.", lines[-1])


def test_check_of_knowledge_that_does_not_load_names_every_mistake(
    run: Run, small_knowledge: Builder
) -> None:
    root = small_knowledge(
        {"knowledge/questions/clarity.yml": "type: [\n", "rules/advice/x.yml": "says: 3\n"}
    )
    done = run("check", "--root", root)
    assert (done.returncode, done.stderr) == (1, "")
    files = {line.split(":")[0] for line in done.stdout.splitlines()[:-1]}
    assert files == {"knowledge/questions/clarity.yml", "rules/advice/x.yml"}


def test_check_reads_the_words_too(run: Run, small_knowledge: Builder) -> None:
    finding = "title: You failed\ncause: rights\nmeans: M.\nremedy: R.\n"
    done = run("check", "--root", small_knowledge({"knowledge/findings/lost.yml": finding}))
    assert "lost.yml:1:1: title: 'failed' is not said to people here (blame:" in done.stdout


def test_without_a_command_the_usage_is_one_line(refused: Refused) -> None:
    (line,) = refused()
    assert line == "waymark: the following arguments are required: COMMAND."


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "--today", "9999-12-31"], "today: 9999-12-31 is out of range."),
        (["check", "--agree", "-5"], "'-5' is not a number of sheets. Accepted: 1 to 1000000."),
        (["diff", ".", ".", "--draw", "99999999999"], "is not a number of sheets. Accepted: 1 to 1000000."),
    ],
)
def test_days_and_numbers_that_no_run_could_hold_are_refused(
    refused: Refused, arguments: list[str], expected: str
) -> None:
    (line,) = refused(*arguments)
    assert expected in line
