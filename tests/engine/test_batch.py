"""Plans in bulk: order, bad lines, memory, and what is left after a run that was cut off."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import cli
from engine.answers import to_plain
from engine.batch import Batch, Stopped, run_batch
from engine.batch.files import lines_of, open_input
from engine.batch.lines import planned
from engine.batch.workers import BLOCKS_AHEAD, Block, Setting, Workers
from engine.errors import InputError
from engine.exports import plan_to_json
from engine.knowledge_base import ROOT, KnowledgeBase, load, load_cases
from engine.pipeline import make_plan
from tests.our_files import copy_to

TODAY = datetime.date(2026, 11, 23)
SHEETS = [to_plain(case.answers) for case in load_cases().values()]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed here as POSIX does it")


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A copy, so that the workers read what the test has read, even while somebody edits a rule."""
    return load(copy_to(tmp_path_factory.mktemp("copy")))


def write_lines(path: Path, count: int, sheets: list[dict[str, Any]] | None = None) -> Path:
    some = sheets if sheets is not None else SHEETS
    lines = (json.dumps({"id": f"p{n}", "answers": some[n % len(some)]}) for n in range(count))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def batch(knowledge: KnowledgeBase, source: Path, out: Path, **more: Any) -> Batch:
    return run_batch(knowledge, source, out, TODAY, "compiled", **more)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def plan_or_none(knowledge: KnowledgeBase, answers: dict[str, Any]) -> dict[str, Any] | None:
    with contextlib.suppress(InputError):
        return plan_to_json(make_plan(knowledge, answers, TODAY, "compiled"))
    return None


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "in.jsonl", 70)


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_plans_come_in_order_and_are_those_of_plan(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path, start_method: str
) -> None:
    out = tmp_path / "out.jsonl"
    found = batch(knowledge, source, out, workers=3, start_method=start_method)
    lines = read(out)
    assert (found.lines, found.before) == (70, 0)
    assert [line["id"] for line in lines] == [f"p{n}" for n in range(70)]
    for number, line in enumerate(lines):
        assert line.get("plan") == plan_or_none(knowledge, SHEETS[number % len(SHEETS)])
        assert ("error" in line) is ("plan" not in line)
    assert found.errors == sum("error" in line for line in lines)


BAD = [
    (b"", None, "this line is empty"),
    (b"not json", None, "this is not JSON"),
    (b"\xff\xfe", None, "this is not UTF-8"),
    (b"[1, 2]", None, "this line has no 'id'"),
    (b'{"answers": {}}', None, "this line has no 'id'"),
    (b'{"id": [1], "answers": {}}', None, "this id can't be used"),
    (b'{"id": "a"}', "a", "this is not an answer sheet"),
    (b'{"id": 7, "answers": []}', 7, "'answers' must map"),
    (b'{"id": "a", "answers": {}, "anwsers": {}}', "a", "'anwsers' has no place"),
    (b'{"id": "a", "id": "b", "answers": {}}', None, "'id' stands twice"),
    (b'{"id": "a", "answers": {"hours_per_week": NaN}}', None, "NaN is not a number"),
    (b'{"id": "a", "answers": {"goal_clarty": "few"}}', "a", "there is no such question"),
    (b'{"id": "a", "answers": {"goal_clarity": "\\ud800"}}', "a", "is not an option"),
    (b'{"id": "\\ud800", "answers": {"\\ud800": 1}}', "\ud800", "there is no such question"),
    (b'{"id": "a", "answers": ' + b"[" * 5000, None, ""),
    (b'{"id": "a", "answers": {"hours_per_week": ' + b"9" * 6000 + b"}}", None, ""),
    (b'{"id": "' + b"a" * 1_100_000 + b'", "answers": {}}', None, "this line is too long"),
]


def test_a_bad_line_becomes_an_error_line_and_the_others_their_plans(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = b'{"id": "good", "answers": {"goal_clarity": "few"}}'
    source.write_bytes(b"\xef\xbb\xbf" + b"".join(good + b"\r\n" + line + b"\n" for line, _, _ in BAD) + good)
    found = batch(knowledge, source, out, workers=2)
    lines = read(out)
    assert (len(lines), found.plans) == (2 * len(BAD) + 1, len(BAD) + 1)
    assert all(line["id"] == "good" and line["plan"]["items"] for line in lines[::2])
    for number, (line, (_, name, says)) in enumerate(zip(lines[1::2], BAD, strict=True)):
        assert line["id"] == name
        assert says in line["error"][0]["what"]
        assert line["error"][0]["where"] == f"line {2 * number + 2}"


def test_a_defect_of_ours_costs_one_line_and_repeats_nothing_that_was_typed(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("what the person typed")

    monkeypatch.setattr("engine.batch.lines.make_plan", broken)
    text, fine = planned(knowledge, b'{"id": "a", "answers": {}}', 3, TODAY, "compiled")
    assert not fine
    assert b"defect of Waymark (KeyError)" in text
    assert b"typed" not in text


COMMAND = [sys.executable, "-m", "engine.cli", "batch"]
FIXED = ["--today", str(TODAY), "--engine", "compiled"]


def start(source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, str(source), str(out), *FIXED, "--workers", "2", *more],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until_written(out: Path, process: subprocess.Popen[str]) -> None:
    """Until some blocks stand there: an interrupted write is taken back, so that one alone may be none."""
    while process.poll() is None and not (out.exists() and out.stat().st_size > 5_000_000):
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in text.split()]


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_after_a_stop_resume_ends_with_the_very_same_bytes(tmp_path: Path, how: signal.Signals) -> None:
    source = write_lines(tmp_path / "in.jsonl", 800)
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert start(source, whole).wait(timeout=120) == 0
    process = start(source, out)
    until_written(out, process)
    workers = children(process.pid) if Path("/proc").exists() else []
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if how is signal.SIGINT else -how)
    cut = out.read_bytes()
    assert 0 < len(cut) < whole.stat().st_size
    if how is signal.SIGINT:
        assert cut.endswith(b"}\n")
        assert said == "Stopped. The same command with --resume goes on from there.\n"
    for _ in range(1000):
        if not any(alive(pid) for pid in workers):
            break
        time.sleep(0.01)
    assert not [pid for pid in workers if alive(pid)], "a worker outlived its parent"
    again = start(source, out, "--resume")
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert "were done before" in said
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 40_000, -1, -2])
def test_resume_goes_on_from_any_byte(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path, cut: int
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    batch(knowledge, source, whole)
    out.write_bytes(whole.read_bytes()[:cut])
    found = batch(knowledge, source, out, resume=True)
    assert out.read_bytes() == whole.read_bytes()
    assert found.lines == 70
    assert batch(knowledge, source, out, resume=True) == Batch(70, found.plans, 70)
    assert out.read_bytes() == whole.read_bytes()


def test_resume_refuses_what_another_batch_wrote(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    batch(knowledge, source, out)
    kept = out.read_bytes()
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    other = tmp_path / "other.jsonl"
    for changed, says in (
        ([lines[1], lines[0], *lines[2:]], "out.jsonl:1: this line is for 'p0'"),
        (lines[:50], "has more lines"),
    ):
        other.write_text("".join(changed), encoding="utf-8")
        with pytest.raises(InputError, match=says):
            batch(knowledge, other, out, resume=True)
    for today, engine, says in ((TODAY + datetime.timedelta(1), "compiled", "--today 2026-11-23"),):
        with pytest.raises(InputError, match=says):
            run_batch(knowledge, source, out, today, engine, resume=True)
    assert out.read_bytes() == kept
    out.write_text("my diary\n", encoding="utf-8")
    with pytest.raises(InputError, match="no line of a batch"):
        batch(knowledge, source, out, resume=True)
    assert out.read_text(encoding="utf-8") == "my diary\n"


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


def test_a_full_disk_leaves_whole_lines_to_go_on_from(
    knowledge: KnowledgeBase, source: Path, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    batch(knowledge, source, whole)
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole.stat().st_size // 2, kept[1]))
    try:
        with pytest.raises(Stopped, match="can't be written") as stopped:
            batch(knowledge, source, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert 0 < stopped.value.lines == len(read(out)) < 70
    batch(knowledge, source, out, resume=True)
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_the_command_says_that_the_disk_is_full(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["batch", str(source), "/dev/full", *FIXED]) == 2
    assert "/dev/full: this file can't be written: No space left on device." in capsys.readouterr().err


def test_a_worker_that_is_killed_ends_the_run_with_whole_lines(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 1500)
    out = tmp_path / "out.jsonl"
    process = start(source, out)
    until_written(out, process)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "a worker process ended by itself" in said
    assert "Traceback" not in said
    assert out.read_bytes().endswith(b"}\n")


def test_memory_stays_the_same_however_long_the_input_is(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """The parent's and the workers' greatest size, over 1,000 and 20,000 lines of error and 200 of plans."""
    grown = []
    for count in (1_000, 20_000):
        source = write_lines(tmp_path / f"{count}.jsonl", count, [{"goal_clarty": "few"}])
        with source.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": n, "answers": SHEETS[0]}) + "\n" for n in range(200))
        script = (
            "import resource as r, sys\nfrom engine import cli\n"
            "code = cli.main(sys.argv[1:])\n"
            "print(*(r.getrusage(who).ru_maxrss for who in (r.RUSAGE_SELF, r.RUSAGE_CHILDREN)))\n"
            "sys.exit(code)"
        )
        command = [
            sys.executable,
            "-c",
            script,
            "batch",
            str(source),
            str(tmp_path / "out"),
            *FIXED,
            "--workers",
            "2",
        ]
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        grown.append([int(size) for size in made.stdout.split()])
    for short, long in zip(*grown, strict=True):
        assert long - short < 8_000, "kilobytes"


def test_no_more_blocks_are_read_ahead_than_agreed(knowledge: KnowledgeBase) -> None:
    taken = 0

    def endless() -> Iterator[Block]:
        nonlocal taken
        while True:
            taken += 1
            yield Block(taken, [b'{"id": "a", "answers": {}}'])

    setting = Setting(knowledge.root, knowledge.version, TODAY, "compiled")
    with Workers(2, setting) as workers:
        results = workers.run(endless())
        for given in range(1, 30):
            next(results)
            assert taken <= given + BLOCKS_AHEAD * 2


def test_a_line_that_never_ends_is_not_taken_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"x" * 5_000_000 + b"\n" + b"last")
    with open_input(path) as file:
        lines = list(lines_of(file, path))
    assert [len(lines[0]) < 1_100_000, lines[1]] == [True, b"last"]


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
