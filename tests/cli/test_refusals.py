"""What can't be used is refused with exit 2 and a line for each mistake, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Refused, process

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
